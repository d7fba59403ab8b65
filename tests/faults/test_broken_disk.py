"""A disk that fails now and then, or is full: what was acknowledged is there, what was not saved was said."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.broken_disk import (
    COUNT,
    make_profile,
    trouble_in_profile,
    write_freely,
    write_with_errors,
    write_within,
)

NOT_ALLOWED = "no libfiu here (apt: fiu-utils); the steps of test_steps.py stand in for it"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    make_profile(tmp_path / "profile")
    return tmp_path / "profile"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A real file system of 1 MB; None where mounting is not allowed."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        yield None
        return
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(shutil.which("fiu-run") is None, reason=NOT_ALLOWED)
def test_input_and_output_errors_lose_nothing_that_was_acknowledged(profile: Path) -> None:
    written = write_with_errors(profile, percent=2)
    assert written.acts, written.words
    assert len(written.acts) + written.refused == COUNT, written.words
    assert written.refused, "no error met it"
    assert trouble_in_profile(profile, written, unsure=written.refused) == ""


def test_a_full_disk_refuses_with_words_and_keeps_what_was_saved(profile: Path, small_disk: Path | None) -> None:
    if small_disk is None:
        written = write_within(profile, 700_000)
    else:
        profile = Path(shutil.copytree(profile, small_disk / "profile"))
        written = write_freely(profile)
    assert written.acts, written.words
    assert len(written.acts) + written.refused == COUNT, written.words
    assert written.refused
    assert trouble_in_profile(profile, written) == ""


def test_a_limit_on_files_is_a_full_disk(profile: Path) -> None:
    written = write_within(profile, 700_000)
    assert len(written.acts) + written.refused == COUNT, written.words
    assert written.refused
    assert trouble_in_profile(profile, written) == ""
