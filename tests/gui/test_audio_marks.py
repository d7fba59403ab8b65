"""A recording of sound alone, from end to end: played, seen as a waveform, marked, nudged, stretched, played again."""

import io
import math
import struct
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor_app.commands import annotate, change_marks, edit
from assessor_app.domain.annotation import TimeSelector
from assessor_app.media.exact_player import ExactPlayer
from assessor_app.media.player import PlayerState
from assessor_app.media.shuttle_player import ShuttlePlayer
from tests.fakes.clips import make_sound
from tests.fakes.store_factory import SERVER_ID, arrives, criterion_id
from tests.gui.workbench_fixtures import ASSIGNMENT, VIDEO, Workplace, open_workbench, qt_player, settle

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService", "Could not open media", "No RHI backend", extend=True)
SECONDS = 4


def a_wav() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        tone = (round(6_000 * math.sin(at * 0.08)) for at in range(16_000 * SECONDS))
        sound.writeframes(b"".join(struct.pack("<h", each) for each in tone))
    return file.getvalue()


def a_player() -> Any:
    """As in the window, everything that is done apart done at once."""

    def at_once(work: Any, then: Any) -> None:
        then(work())

    return ShuttlePlayer(ExactPlayer(qt_player(), at_once, at_once))


@pytest.fixture(params=["audio/mp4", "audio/wav"])
def place(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Workplace]:
    sound = a_wav() if request.param == "audio/wav" else make_sound(tmp_path / "tone.m4a", SECONDS)
    with open_workbench(qapp, tmp_path, a_player, video=sound) as workplace:
        as_sound(workplace, request.param, len(sound))
        qtbot.waitUntil(lambda: workplace.page.player.painted() is not None, timeout=10_000)
        yield workplace


def as_sound(place: Workplace, media_type: str, size: int) -> None:
    """The first part is a recording of sound from now on."""
    submission = place.page.view.submission
    parts = tuple(
        replace(each, media_type=media_type, name="Interview", size=size) if each.artifact_id == VIDEO else each
        for each in submission.artifacts
    )
    changed = replace(submission, artifacts=parts)
    with place.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("submission", submission.submission_id, changed, revision=9))
    place.page.leave()
    place.page.open_assignment(ASSIGNMENT)
    place.show(VIDEO)
    settle()


def seek(place: Workplace, qtbot: QtBot, at_us: int) -> None:
    place.page.player.seek(at_us)
    qtbot.waitUntil(lambda: abs(place.page.player.painted().start_us - at_us) < 100_000, timeout=10_000)


def test_its_waveform_stands_on_the_timeline(place: Workplace, qtbot: QtBot) -> None:
    assert place.page.artifact.media_type.startswith("audio/")
    assert place.panes.evidence.shown is place.panes.video
    assert not place.page.reading.is_open
    qtbot.waitUntil(lambda: place.panes.video.timeline._recording.peaks is not None)
    assert place.page.player.duration_us == pytest.approx(SECONDS * 1_000_000, abs=100_000)


def test_a_moment_is_marked_listed_nudged_and_taken_back(place: Workplace, qtbot: QtBot) -> None:
    seek(place, qtbot, 2_000_000)
    annotate.mark_criterion(place.context, 3)
    settle()
    (mark,) = place.marks
    assert isinstance(mark.selector, TimeSelector)
    assert mark.selector.start_us == pytest.approx(2_000_000, abs=100_000)
    assert mark.criterion_id == criterion_id(3)
    assert mark.uncertainty_us > 0
    assert place.panes.moments.model.rowCount() == 1
    assert place.panes.video.timeline.accessibleName()
    change_marks.nudge_start(place.context, 1)
    settle()
    (moved,) = place.marks
    assert isinstance(moved.selector, TimeSelector)
    assert moved.selector.start_us > mark.selector.start_us
    edit.undo_last(place.context)
    edit.undo_last(place.context)
    settle()
    assert place.marks == ()


def test_a_stretch_is_begun_and_ended(place: Workplace, qtbot: QtBot) -> None:
    seek(place, qtbot, 1_000_000)
    annotate.mark_begin(place.context)
    settle()
    seek(place, qtbot, 3_000_000)
    annotate.mark_end(place.context)
    settle()
    (mark,) = place.marks
    assert isinstance(mark.selector, TimeSelector)
    assert not mark.selector.is_point
    assert mark.selector.end_us - mark.selector.start_us == pytest.approx(2_000_000, abs=250_000)


def test_a_moment_is_played_again_from_its_pre_roll(place: Workplace, qtbot: QtBot) -> None:
    seek(place, qtbot, 3_000_000)
    annotate.mark_plain(place.context)
    settle()
    place.page.play_from(place.marks[0])
    qtbot.waitUntil(lambda: place.page.player.painted().start_us < 2_900_000, timeout=10_000)
    qtbot.waitUntil(lambda: place.page.player.state is PlayerState.PLAYING, timeout=10_000)
    place.page.player.pause()
