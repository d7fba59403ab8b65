"""Profiles of a shared laptop: each passphrase opens its own, and nobody else's."""

from pathlib import Path

import pytest

from assessor_app.bootstrap.profiles import CannotOpen, MustWait, NoProfile, create_profile, open_profile
from assessor_app.config.paths import AppPaths


def test_each_passphrase_finds_its_own_profile(tmp_path: Path) -> None:
    paths = AppPaths(tmp_path)
    mine = create_profile(paths, "first of two people", is_cheap=True)
    hers = create_profile(paths, "second of two people", is_cheap=True)
    for words, profile_id in (("first of two people", mine), ("second of two people", hers)):
        profile = open_profile(paths, words)
        assert profile.paths.root.name == profile_id
        profile.close()


def test_two_people_may_not_share_a_passphrase(tmp_path: Path) -> None:
    paths = AppPaths(tmp_path)
    create_profile(paths, "the same for both", is_cheap=True)
    with pytest.raises(CannotOpen, match="Choose another"):
        create_profile(paths, "the same for both", is_cheap=True)
    assert len(paths.profile_ids()) == 1


def test_a_passphrase_never_opens_another_profile(tmp_path: Path) -> None:
    paths = AppPaths(tmp_path)
    with pytest.raises(NoProfile):
        open_profile(paths, "whatever it may be")
    mine = create_profile(paths, "first of two people", is_cheap=True)
    create_profile(paths, "second of two people", is_cheap=True)
    with pytest.raises(CannotOpen, match="Check it"):
        open_profile(paths, "second of two people", mine)
    with pytest.raises(NoProfile, match="no profile"):
        open_profile(paths, "first of two people", "no-such-profile")


def test_guessing_is_slowed_and_says_for_how_long(tmp_path: Path) -> None:
    paths = AppPaths(tmp_path)
    mine = create_profile(paths, "first of two people", is_cheap=True)
    with pytest.raises(CannotOpen, match="Check it"):
        open_profile(paths, "a guess of somebody")
    with pytest.raises(MustWait, match="in [12] seconds"):
        open_profile(paths, "first of two people")
    paths.profile(mine).attempts.unlink()
    open_profile(paths, "first of two people").close()
    with pytest.raises(CannotOpen, match="Choose another"):
        create_profile(paths, "first of two people", is_cheap=True)
    with pytest.raises(MustWait):
        open_profile(paths, "first of two people")


def test_somebody_elses_right_passphrase_slows_nobody(tmp_path: Path) -> None:
    paths = AppPaths(tmp_path)
    create_profile(paths, "first of two people", is_cheap=True)
    create_profile(paths, "second of two people", is_cheap=True)
    for words in ("second of two people", "first of two people"):
        open_profile(paths, words).close()


def test_a_damaged_header_is_named_and_harms_no_other_profile(tmp_path: Path) -> None:
    paths = AppPaths(tmp_path)
    broken = create_profile(paths, "first of two people", is_cheap=True)
    create_profile(paths, "second of two people", is_cheap=True)
    paths.profile(broken).header.write_text("{", encoding="utf-8")
    open_profile(paths, "second of two people").close()
    with pytest.raises(CannotOpen, match="damaged"):
        open_profile(paths, "first of two people")
