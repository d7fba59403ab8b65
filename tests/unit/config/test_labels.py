"""What profiles are called in the list of a shared laptop, whatever became of the files that say so."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from assessor_app.config.labels import BadLabel, labels, last_used, note_made, remember_used, set_label
from assessor_app.config.paths import AppPaths
from assessor_app.gui.profile_words import profile_name

MARCH = datetime(2026, 3, 3, 12, tzinfo=UTC)
MAY = datetime(2026, 5, 5, 12, tzinfo=UTC)


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    """Two profiles, the one made later first by its id."""
    paths = AppPaths(tmp_path)
    for profile_id, made_at in (("b", MARCH), ("a", MAY)):
        place = paths.profile(profile_id)
        place.root.mkdir(parents=True)
        place.header.write_text("{}", encoding="utf-8")
        note_made(place, made_at)
    return paths


def test_they_are_numbered_as_they_were_made_until_one_has_a_name(paths: AppPaths) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    try:
        assert [profile_name(each) for each in labels(paths)] == [
            "Profile 1 (made 3 March 2026)",
            "Profile 2 (made 5 May 2026)",
        ]
    finally:
        QLocale.setDefault(QLocale.system())
    set_label(paths.profile("a"), "  A.   B. ")
    assert profile_name(labels(paths)[1]) == "Profile of A. B."
    assert labels(paths)[1].made_at == MAY, "a name changes no day"


def test_a_name_that_is_none_is_refused_and_the_old_one_stays(paths: AppPaths) -> None:
    set_label(paths.profile("a"), "A. B.")
    for words in ("x" * 41, "two\x07bells"):
        with pytest.raises(BadLabel, match="initials"):
            set_label(paths.profile("a"), words)
    assert labels(paths)[1].words == "A. B."


@pytest.mark.parametrize("content", ["", "{", "[]", '{"words": 7, "made_at": "yesterday"}', '{"words": "a\\u0000b"}'])
def test_a_damaged_file_is_as_none(paths: AppPaths, content: str) -> None:
    paths.profile("a").label.write_text(content, encoding="utf-8")
    assert {each.words for each in labels(paths)} == {""}


def test_the_profile_used_last_is_offered_first_while_it_is_there(paths: AppPaths) -> None:
    assert last_used(paths) is None
    remember_used(paths, "a")
    assert last_used(paths) == "a"
    paths.profile("a").header.unlink()
    assert last_used(paths) is None
    assert [each.profile_id for each in labels(paths)] == ["b"]
