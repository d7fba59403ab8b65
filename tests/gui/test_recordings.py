"""Recordings in the workbench: computed data reach the screen, trouble is said, and what no player shows is copied."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.policy import ConditionCode
from assessor_app.domain.submission import Artifact, PartKind
from assessor_app.gui.pages.workbench.recording_words import finding_of, matching, silent
from assessor_app.media.facts import MediaFacts, Trouble
from assessor_app.media.player import PlayerState
from assessor_app.services.vault_ports import DiskFull
from assessor_app.tasks.worker import WorkerFailed
from tests.fakes.clips import make_clip, number_in, steady
from tests.fakes.odd_files import Recipe, encode, make
from tests.fakes.store_factory import criterion_id
from tests.gui.workbench_fixtures import PDF, VIDEO, open_workbench, qt_player, settle

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService", "Could not open media", "No RHI backend", extend=True)

LESSON = Artifact("a", 1, PartKind.ARTIFACT, "Lesson video", "video/mp4", "0" * 64)
WHOLE = MediaFacts(duration_us=60_000_000, has_video=True, has_audio=True)
SAMPLE_CODES = tuple(
    ConditionCode(code, code.replace("_", " ").capitalize(), "criterion-not-scored")
    for code in ("no_audio", "wrong_clip", "link_dead", "clip_cut", "consent_missing", "not_legible")
)


@pytest.mark.parametrize(
    ("facts", "code", "words"),
    [
        (
            MediaFacts(723_000_000, 2_462_000_000, has_video=True, has_audio=True, trouble=Trouble.BREAKS_OFF),
            "clip_cut",
            "The recording breaks off after 12:03 of 41:02. It plays up to there; the rest is missing.",
        ),
        (MediaFacts(5_000_000, has_video=True, trouble=Trouble.BREAKS_OFF), "clip_cut", "breaks off after 0:05."),
        (MediaFacts(5_000_000, has_video=True, trouble=Trouble.DAMAGED_END), "clip_cut", "end of this recording"),
        (MediaFacts(trouble=Trouble.NOT_A_RECORDING), "link_dead", "holds no recording"),
        (MediaFacts(has_video=True, trouble=Trouble.NO_PICTURE), "not_legible", "Nothing can be shown"),
        (MediaFacts(duration_us=5_000_000, has_video=True), "no_audio", "This video has no sound."),
        (MediaFacts(duration_us=5_000_000, has_audio=True), "not_legible", "no picture, only sound"),
    ],
)
def test_trouble_is_said_plainly_and_proposes_the_code_for_it(facts: MediaFacts, code: str, words: str) -> None:
    finding = finding_of(facts, LESSON)
    assert finding is not None
    assert words in finding.words
    condition = matching(finding, SAMPLE_CODES)
    assert condition is not None
    assert condition.code == code
    assert matching(finding, ()) is None


def test_what_is_shorter_than_was_announced_is_said() -> None:
    announced = Artifact("a", 1, PartKind.ARTIFACT, "Lesson", "video/mp4", "0" * 64, duration_us=120_000_000)
    finding = finding_of(WHOLE, announced)
    assert finding is not None
    assert "1:00 long, but the submission says 2:00" in finding.words
    assert finding_of(WHOLE, LESSON) is None


def test_silence_proposes_the_code_for_no_sound() -> None:
    condition = matching(silent(), SAMPLE_CODES)
    assert condition is not None
    assert condition.code == "no_audio"


def test_a_sound_without_pictures_is_no_trouble() -> None:
    voice = Artifact("a", 1, PartKind.ARTIFACT, "Voice", "audio/mp4", "0" * 64)
    assert finding_of(MediaFacts(duration_us=5_000_000, has_audio=True), voice) is None


def test_a_video_without_sound_says_so_and_the_button_marks_the_criterion(qapp, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path) as place:
        notice = place.panes.evidence.recording_notice
        assert "no sound" in notice.words
        assert notice.button.accessibleName() == "Mark criterion: No audio"
        second = criterion_id(2)
        place.panes.rubric.criterion_opened.emit(second)
        notice.button.click()
        settle()
        assert place.score(second).condition_code == "no-audio"
        assert "criterion 2" in place.screens.said[-1]
        place.show(PDF)
        assert not notice.isVisible()
        place.show(VIDEO)
        assert notice.isVisible()


def test_an_issuers_long_name_leaves_room_for_the_words(qapp, tmp_path: Path) -> None:
    long = "The clip was cut or joined in a way that hides what happened in the lesson"
    with open_workbench(qapp, tmp_path) as place:
        notice = place.panes.evidence.recording_notice
        notice.say("The recording breaks off.", long, explains="It can be undone.")
        assert len(notice.button.text()) < len(long)
        assert notice.button.accessibleName() == long
        assert long in notice.button.toolTip()


def test_what_is_computed_reaches_player_and_timeline_and_is_not_computed_again(qapp, qtbot, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=60)
    with open_workbench(qapp, tmp_path, qt_player, video=clip.data) as place:
        qtbot.waitUntil(lambda: place.page.player.state is PlayerState.PAUSED, timeout=10_000)
        assert len(place.page.player.frame_times) == 60
        recording = place.panes.video.timeline._recording
        assert len(recording.thumbnails) > 20
        made = list(place.desk.derived)
        assert {kind for _, kind in made} >= {DerivedKind.FRAME_TIMES, DerivedKind.WAVEFORM, DerivedKind.THUMBNAILS}
        place.page.leave()
        assert recording.thumbnails == ()
        assert place.panes.evidence.recording_notice.words == ""
        place.page.open_assignment("assignment-1")
        settle()
        qtbot.waitUntil(lambda: place.page.player.state is PlayerState.PAUSED, timeout=10_000)
        assert place.desk.derived == made


def test_a_recording_that_breaks_off_plays_up_to_there(qapp, qtbot, tmp_path: Path) -> None:
    cut = make(tmp_path, "cut with moov")
    with open_workbench(qapp, tmp_path, qt_player, video=cut.path.read_bytes()) as place:
        qtbot.waitUntil(lambda: place.page.player.state is PlayerState.PAUSED, timeout=10_000)
        assert "breaks off after" in place.panes.evidence.recording_notice.words


def test_what_stops_while_it_plays_is_not_copied(qapp, qtbot, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=60)
    with open_workbench(qapp, tmp_path, qt_player, video=clip.data) as place:
        qtbot.waitUntil(lambda: place.page.player.state is PlayerState.PAUSED, timeout=10_000)
        place.page.player._fail("This video stopped.")
        settle()
        assert place.desk.copies == {}


@pytest.mark.parametrize("error", [WorkerFailed("copy"), DiskFull(28, "no room")])
def test_a_copy_that_cannot_be_made_is_said_and_can_be_tried_again(qapp, tmp_path: Path, error: Exception) -> None:
    with open_workbench(qapp, tmp_path) as place:
        tries: list[str] = []

        def refuse(artifact_id: str, told: Any, then: Any, failed: Any) -> None:
            tries.append(artifact_id)
            failed(error)

        desk: Any = place.desk
        desk.make_copy = refuse
        place.page.player.failed.emit("No picture")
        notice = place.panes.evidence.recording_notice
        place.page._opening._care._was_shown = False
        place.page.player.failed.emit("No picture")
        settle()
        assert ("no room" in notice.words) == isinstance(error, DiskFull)
        notice.button.click()
        assert tries == [VIDEO, VIDEO]


def test_a_copy_under_way_says_how_far_it_is_and_can_be_cancelled(qapp, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path) as place:
        asked: list[Any] = []
        stopped: list[str] = []
        desk: Any = place.desk
        desk.make_copy = lambda *parts: asked.append(parts)
        desk.stop_copy = stopped.append
        place.page._opening._care._was_shown = False
        place.page.player.failed.emit("No picture")
        asked[0][1](0.34)
        notice = place.panes.evidence.recording_notice
        assert "34%" in notice.words
        place.show(PDF)
        asked[0][1](0.5)
        place.show(VIDEO)
        assert "50%" in notice.words
        assert notice.button.accessibleName() == "Cancel"
        notice.button.click()
        assert stopped == [VIDEO]
        asked[0][1](0.6)
        assert notice.button.accessibleName() == "Make the copy"


def test_what_is_no_recording_is_said_where_it_should_be(qapp, qtbot, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path, qt_player, video=b"words " * 900) as place:
        qtbot.waitUntil(lambda: place.page.player.state is PlayerState.FAILED, timeout=10_000)
        assert "holds no recording" in place.panes.evidence.recording_notice.words
        assert place.desk.copies == {}


# What phones and browsers of today record, and QtMultimedia shows nothing of without a graphics card.
AV1 = Recipe("libsvtav1", "aac", rate=Fraction(30_000, 1_001), count=45, options={"preset": "10", "crf": "10"})


def painted_number(place: Any) -> int:
    picture = QImage(640, 360, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    place.page.player.paint(painter, QRectF(picture.rect()))
    painter.end()
    return number_in(picture)


def test_what_no_player_shows_is_copied_and_the_same_pictures_have_the_same_times(qapp, qtbot, tmp_path: Path) -> None:
    encode(tmp_path / "new.mp4", AV1)
    with open_workbench(qapp, tmp_path, qt_player, video=(tmp_path / "new.mp4").read_bytes()) as place:
        player = place.page.player
        qtbot.waitUntil(lambda: player.state is PlayerState.PAUSED, timeout=30_000)
        assert VIDEO in place.desk.copies
        assert place.panes.evidence.recording_notice.words == ""
        times = player.frame_times
        assert len(times) == 45
        for number in (0, 1, 17, 44):
            start, end = times.span(number)
            assert start == pytest.approx(number * 1_001_000 / 30, abs=1_000)
            player.seek((start + end) // 2)

            def is_there(aim: int = start) -> bool:
                place.panes.video.surface.grab()
                span = player.painted()
                return span is not None and abs(span.start_us - aim) <= 1_000

            qtbot.waitUntil(is_there, timeout=10_000)
            assert painted_number(place) == number
