"""Evidence that cannot be shown, or has no room: said where it is looked for, and everything else still works."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from assessor_app.domain.submission import MediaState
from assessor_app.media.player import PlayerState
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import press
from tests.journeys.laptop import Laptop
from tests.journeys.machine import BARE_MACHINE

pytestmark = pytest.mark.qt_log_ignore(*BARE_MACHINE, "Could not open media", extend=True)

TINY_DISK = 4_000_000


@contextmanager
def tiny_disk(place: Path) -> Iterator[Path]:
    """A disk too small for a video; only root can make one."""
    place.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={TINY_DISK}", "none", os.fspath(place)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"a small disk of its own needs the right to mount one: {error}")
    try:
        yield place
    finally:
        subprocess.run(["umount", os.fspath(place)], check=True)


def test_a_video_that_is_no_video_is_said_and_other_evidence_opens(
    damaged_server: PracticeProcess, laptop: Laptop
) -> None:
    laptop.sign_in_and_sync(damaged_server)
    assignment_id = next(row.assignment_id for row in laptop.inbox if "gestures" in row.micro_credential)
    laptop.download(assignment_id)
    place = laptop.open(assignment_id)
    laptop.wait(lambda: laptop.reads("No picture"), "the sentence in the place of the picture")
    assert place.player.state is PlayerState.FAILED
    press(Qt.Key.Key_3)
    laptop.rest()
    assert place.on_disk() == (), "no mark without a picture"
    assert "No picture is on the screen" in laptop.status_line
    panes = place.panes
    place.look_at(place.part("application/pdf"))
    laptop.wait(lambda: panes.evidence.shown is panes.evidence.pdf and laptop.reads("Page 1 of"), "the lesson plan")
    place.look_at(place.part("image/"))
    laptop.wait(lambda: panes.evidence.shown is panes.evidence.image, "the student work")
    place.look_at(place.part("text/plain"))
    laptop.wait(lambda: panes.evidence.shown is panes.evidence.text, "the overview")
    place.give_reason(1, "The plan alone does not show it.")
    assert place.assessment().scores[0].rationale == "The plan alone does not show it."
    others = next(row for row in laptop.inbox if "gestures" not in row.micro_credential)
    laptop.download(others.assignment_id)
    sound = laptop.open(others.assignment_id)
    laptop.wait(lambda: sound.at_us >= 0, "the video of another submission")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_stops_the_download_and_nothing_else(
    server: PracticeProcess, tmp_path: Path, qapp: object, qtbot: QtBot
) -> None:
    laptop = Laptop(tmp_path / "laptop", qtbot)
    with tiny_disk(laptop.paths.profile(laptop.paths.profile_ids()[0]).media):
        laptop.switch_on()
        try:
            laptop.sign_in_and_sync(server)
            assignment_id = laptop.inbox[0].assignment_id
            laptop.make_available(assignment_id)
            laptop.wait(lambda: laptop.row(assignment_id).media_state is MediaState.PAUSED, "the download to pause")
            laptop.rest()
            assert "The disk is full" in laptop.status_line
            assert "Free " in laptop.status_line
            assert laptop.row(assignment_id).media_done > 0, "the small files are here"
            place = laptop.open(assignment_id)
            laptop.wait(lambda: laptop.reads("The disk is full"), "the reason in the place of the picture")
            place.look_at(place.part("application/pdf"))
            laptop.wait(lambda: laptop.reads("Page 1 of"), "the lesson plan, which fits")
            place.give_reason(1, "Work goes on without the video.")
            assert place.assessment().scores[0].rationale == "Work goes on without the video."
        finally:
            laptop.switch_off()
