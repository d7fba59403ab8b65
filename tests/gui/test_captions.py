"""Captions of the lesson: chosen, painted in time, listed, searched and jumped to; over a real store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.commands import find
from assessor_app.domain.derived import CaptionTrack, Cue, DerivedKind
from assessor_app.domain.submission import Artifact, MediaState, PartKind
from assessor_app.gui.pages.workbench.panes import CAPTIONS, MOMENTS
from assessor_app.media.derived import pack_captions
from assessor_app.services.views import ArtifactMedia
from tests.fakes.store_factory import SERVER_ID, arrives
from tests.gui.workbench_fixtures import ASSIGNMENT, PDF, VIDEO, Workplace, open_workbench, settle
from tests.journeys.hands import focus

FILE = "submission-1/artifacts/6"
VTT = b"""WEBVTT

00:01.000 --> 00:02.000
What do you notice?

00:03.000 --> 00:05.000
It sinks.

00:04.000 --> 00:06.000
It sinks again.

00:09.000 --> 00:08.000
nonsense
"""


def with_captions(place: Workplace, data: bytes, name: str = "captions.vtt") -> None:
    """The same submission, as it comes with a caption file."""
    view = place.store.reads.workbench(ASSIGNMENT)
    part = Artifact(FILE, 6, PartKind.ARTIFACT, name, "text/vtt", "6" * 64, len(data))
    submission = replace(view.submission, artifacts=(*view.submission.artifacts, part))
    with place.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("submission", submission.submission_id, submission, revision=3))
        uow.media.put(ArtifactMedia(FILE, MediaState.PRESENT, len(data), len(data)))
    place.files[FILE] = data
    place.page.open_assignment(ASSIGNMENT)
    settle()


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        with_captions(workplace, VTT)
        yield workplace


def look_at(place: Workplace, at_us: int) -> None:
    place.page.player.seek(at_us)
    settle()


def on_picture(place: Workplace) -> str:
    return str(place.panes.video.surface._caption)


def listed(place: Workplace) -> list[str]:
    model = place.panes.captions.model
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def press(place: Workplace, key: Qt.Key) -> None:
    QTest.keyClick(focus(), key)
    settle()


def test_captions_are_offered_and_shown_only_when_chosen(place: Workplace) -> None:
    captions = place.page._captions
    assert [track.words for track in captions.tracks] == ["captions.vtt"]
    look_at(place, 1_500_000)
    assert on_picture(place) == ""
    find.turn_captions(place.context)
    assert on_picture(place) == "What do you notice?"
    assert len(place.panes.video.timeline._recording.captions) == 3
    find.turn_captions(place.context)
    assert on_picture(place) == ""
    assert place.panes.video.timeline._recording.captions == ()


def test_the_words_on_the_picture_are_those_of_the_frame_that_was_painted(place: Workplace) -> None:
    find.turn_captions(place.context)
    seen = []
    for at_us in (999_999, 1_000_000, 1_999_999, 2_000_000, 3_500_000, 4_500_000, 5_500_000, 6_000_000):
        look_at(place, at_us)
        seen.append(on_picture(place))
    first, second, third = "What do you notice?", "It sinks.", "It sinks again."
    assert seen == ["", first, first, "", second, f"{second}\n{third}", third, ""]


def test_what_makes_no_sense_is_left_out_and_told(place: Workplace) -> None:
    assert any("times make no sense were left out: 1" in said for said in place.screens.said)
    assert listed(place) == ["What do you notice?", "It sinks.", "It sinks again."]


def test_the_choice_is_kept_while_other_evidence_is_looked_at(place: Workplace) -> None:
    find.turn_captions(place.context)
    place.show(PDF)
    place.show(VIDEO)
    look_at(place, 1_500_000)
    assert on_picture(place) == "What do you notice?"


def test_the_button_under_the_video_chooses_too(place: Workplace) -> None:
    transport = place.panes.video.transport
    (track,) = place.page._captions.tracks
    transport.caption_track_chosen.emit(track.track_id)
    look_at(place, 3_500_000)
    assert on_picture(place) == "It sinks."
    transport.caption_track_chosen.emit(None)
    settle()
    assert on_picture(place) == ""


def test_find_opens_the_list_enter_jumps_from_hit_to_hit_and_escape_closes(place: Workplace) -> None:
    look_at(place, 0)
    find.find_open(place.context)
    settle()
    assert place.panes.below.currentIndex() == CAPTIONS
    QTest.keyClicks(focus(), "sinks")
    press(place, Qt.Key.Key_Return)
    assert place.page.player.at_us == 3_000_000
    assert listed(place) == ["It sinks.", "It sinks again."]
    assert place.panes.captions.counts == "2 of 3 captions"
    press(place, Qt.Key.Key_Return)
    assert place.page.player.at_us == 4_000_000
    press(place, Qt.Key.Key_Up)
    assert place.page.player.at_us == 3_000_000
    find.find_go(place.context, -1)
    assert place.page.player.at_us == 4_000_000
    place.page.focus_pane(0)
    assert place.panes.below.currentIndex() == MOMENTS
    assert QApplication.focusWidget() is place.panes.video.surface


def test_a_search_begins_where_the_video_stands(place: Workplace) -> None:
    look_at(place, 3_500_000)
    find.find_go(place.context, 1)
    assert place.page.player.at_us == 4_000_000
    find.find_go(place.context, 1)
    assert place.page.player.at_us == 1_000_000


def test_words_that_nobody_says_are_told(place: Workplace) -> None:
    find.find_open(place.context)
    QTest.keyClicks(focus(), "floats")
    find.find_go(place.context, 1)
    assert "No caption holds these words" in place.screens.said[-1]
    assert "No caption holds these words" in place.panes.captions._empty.text()


def test_a_damaged_caption_file_says_so_and_the_video_plays_on(qapp: QApplication, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path) as place:
        with_captions(place, bytes(5_000))
        assert any("cannot be shown as captions" in said for said in place.screens.said)
        assert place.page._captions.tracks == ()
        assert not place.panes.below.isTabVisible(CAPTIONS)
        look_at(place, 1_000_000)
        assert place.page.player.at_us == 1_000_000


def test_nothing_of_the_words_is_left_when_the_assignment_is_left(place: Workplace) -> None:
    find.turn_captions(place.context)
    look_at(place, 1_500_000)
    place.page.leave()
    settle()
    assert on_picture(place) == ""
    assert listed(place) == []
    assert place.panes.video.timeline._recording.captions == ()


def test_without_captions_find_looks_in_the_moments(qapp: QApplication, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path) as place:
        find.find_open(place.context)
        settle()
        assert QApplication.focusWidget() is place.panes.moments.finder.field
        find.turn_captions(place.context)
        assert place.screens.said[-1] == "This recording has no captions."


def test_a_line_is_spoken_with_its_time(place: Workplace) -> None:
    model = place.panes.captions.model
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "1.000 seconds, What do you notice?"


def test_tracks_inside_the_video_are_offered_beside_the_files(place: Workplace) -> None:
    digest = next(a.sha256 for a in place.page.view.submission.artifacts if a.artifact_id == VIDEO)
    tracks = (
        CaptionTrack("Signs", "de", (Cue(0, 900_000, "Guten Morgen"),)),
        CaptionTrack("", "", (Cue(1_000_000, 2_000_000, "unnamed"),)),
        CaptionTrack("empty", "", ()),
    )
    with place.store.factory() as uow:
        uow.derived.put(VIDEO, digest, DerivedKind.CAPTIONS, pack_captions(tracks))
    place.page._captions.close()
    place.show(VIDEO)
    captions = place.page._captions
    assert [track.words for track in captions.tracks] == ["captions.vtt", "Signs · de", "Captions in the video, 2"]
    captions.choose(captions.tracks[1].track_id)
    look_at(place, 500_000)
    assert on_picture(place) == "Guten Morgen"
    assert listed(place) == ["Guten Morgen"]
