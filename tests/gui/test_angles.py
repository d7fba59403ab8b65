"""A second camera beside the video: shown, shifted, lined up, heard, and gone with what it belongs to."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assessor_app.commands.bindings import TABLE
from assessor_app.commands.catalogue import all_commands
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.submission import MediaState
from assessor_app.gui.pages.workbench.angles import Angles
from assessor_app.gui.pages.workbench.angles_view import offset_text
from assessor_app.media.player import PlayerState
from assessor_app.services.exchange_ports import RemoteChange
from assessor_app.services.views import ArtifactMedia
from tests.fakes.still_player import FRAME_US, StillPlayer
from tests.fakes.store_factory import SERVER_ID, arrives
from tests.gui.workbench_fixtures import ASSIGNMENT, PDF, VIDEO, Workplace, open_workbench, qt_player, settle

BOARD, DOOR = "submission-1/artifacts/8", "submission-1/artifacts/9"
NAMES = {BOARD: "Board camera", DOOR: "Door camera"}


def add_cameras(place: Workplace, *ids: str, state: MediaState = MediaState.PRESENT) -> None:
    submission = place.page.view.submission
    video = submission.artifacts[0]
    more = tuple(replace(video, artifact_id=each, number=int(each[-1]), name=NAMES[each]) for each in ids)
    anew = replace(submission, artifacts=(*submission.artifacts, *more))
    with place.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("submission", submission.submission_id, anew, revision=3))
        for each in ids:
            uow.media.put(ArtifactMedia(each, state, 1, 1))
    place.files |= dict.fromkeys(ids, place.files[VIDEO])
    place.desk.publish(Changes.of(Touched(Kind.SUBMISSION, submission.submission_id)))
    settle()


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        add_cameras(workplace, BOARD)
        yield workplace


def angles(place: Workplace) -> Angles:
    found: Angles = place.page.angles
    return found


def side(place: Workplace) -> StillPlayer:
    found: Any = angles(place)._side
    assert isinstance(found, StillPlayer)
    return found


def run(place: Workplace, command: str, *arguments: object) -> None:
    all_commands()[command](place.context, *arguments)
    settle()


def stored(place: Workplace) -> dict[tuple[str, str], int]:
    angles(place).hand_over()
    return dict(place.store.reads.workbench(ASSIGNMENT).angles)


def test_one_video_offers_no_second_camera(qapp, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path) as place:
        assert angles(place).button.isHidden()
        run(place, "angle.turn")
        assert "no other video" in place.screens.said[-1]
        for command, argument in (("angle.shift_frame", 1), ("angle.line_up", None), ("angle.sound", None)):
            run(place, command, *([] if argument is None else [argument]))
            assert place.screens.said[-1] == "No second camera is shown."


def test_it_stands_beside_the_first_and_goes_away_again(place: Workplace) -> None:
    assert angles(place).button.isVisible()
    run(place, "angle.turn")
    view = angles(place).view
    assert view.isVisible()
    assert view.words.text() == "Board camera · shifted by +0.000 s"
    assert angles(place).splitter.sizes()[0] == pytest.approx(angles(place).splitter.sizes()[1], abs=2)
    assert angles(place).button.isChecked()
    run(place, "angle.turn")
    assert view.isHidden()
    assert side(place).state is PlayerState.EMPTY
    assert not angles(place).button.isChecked()


def test_the_button_does_the_same_and_says_whose_the_marks_are(place: Workplace) -> None:
    button = angles(place).button
    assert "Second camera (V)" in button.toolTip()
    assert "Marks always belong to the first video." in button.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert angles(place).view.isVisible()
    angles(place).view.away.click()
    assert angles(place).view.isHidden()


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing", extend=True)
def test_with_three_videos_each_has_its_turn(place: Workplace) -> None:
    add_cameras(place, BOARD, DOOR)
    shown = []
    for _ in range(4):
        run(place, "angle.turn")
        shown.append(angles(place)._shown_id)
    assert shown == [BOARD, DOOR, "", BOARD]
    angles(place).button._press()
    names = [action.text() for action in angles(place).button._menu.actions()]
    assert names == ["Board camera", "Door camera", "None"]
    angles(place).button._menu.actions()[1].trigger()
    angles(place).button._menu.close()
    assert angles(place)._shown_id == DOOR


def test_every_act_has_a_key_and_every_button_a_name_and_its_key(place: Workplace) -> None:
    commands = {row.command for row in TABLE if row.command.startswith("angle.")}
    assert commands == {name for name in all_commands() if name.startswith("angle.")}
    run(place, "angle.turn")
    for button in angles(place).view._buttons():
        assert button.accessibleName()
        assert button.toolTip().endswith(")")
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_it_follows_the_first(place: Workplace) -> None:
    run(place, "angle.turn")
    place.page.player.seek(4_000_000)
    assert side(place).at_us == 4_000_000
    run(place, "angle.shift_second", 1)
    assert side(place).at_us == 5_000_000
    place.page.player.seek(2_000_000)
    assert side(place).at_us == 3_000_000
    place.page.player.play()
    assert side(place).state is PlayerState.PLAYING
    place.page.player.pause()
    assert side(place).state is PlayerState.PAUSED


def test_the_shift_is_kept_for_next_time_both_ways_round(place: Workplace) -> None:
    run(place, "angle.turn")
    run(place, "angle.shift_second", -1)
    run(place, "angle.shift_frame", 1)
    offset = FRAME_US - 1_000_000
    assert angles(place).view.words.text() == "Board camera · shifted by \N{MINUS SIGN}0.960 s · not switched on yet"
    assert stored(place) == {(VIDEO, BOARD): offset, (BOARD, VIDEO): -offset}
    place.page.leave()
    place.page.open_assignment(ASSIGNMENT)
    settle()
    run(place, "angle.turn")
    assert "0.960" in angles(place).view.words.text()
    place.show(BOARD)
    run(place, "angle.turn")
    assert "+0.960" in angles(place).view.words.text()


def test_keeping_it_is_no_act_and_says_nothing(place: Workplace, qtbot) -> None:
    told: list[int] = []
    place.desk.writes.listen(lambda: told.append(1))
    angles(place)._keep.setInterval(5)
    run(place, "angle.turn")
    run(place, "angle.shift_second", 1)
    qtbot.waitUntil(lambda: bool(place.store.reads.workbench(ASSIGNMENT).angles), timeout=5_000)
    assert told == []


def test_two_pictures_of_the_same_moment_line_it_up(place: Workplace) -> None:
    run(place, "angle.turn")
    place.page.player.seek(10_000_000)
    run(place, "angle.line_up")
    assert angles(place).view.same.isChecked()
    assert "held" in angles(place).view.words.text()
    place.page.player.seek(16_400_000)
    assert side(place).at_us == 10_000_000
    run(place, "angle.line_up")
    assert not angles(place).view.same.isChecked()
    assert stored(place)[VIDEO, BOARD] == -6_400_000
    assert "Lined up" in place.screens.said[-1]


def test_only_one_of_the_two_is_heard(place: Workplace) -> None:
    def last(player: StillPlayer) -> str:
        return [call for call in player.calls if call.startswith("muted")][-1]

    run(place, "angle.turn")
    first, second = place.page.player, side(place)
    assert (last(first), last(second)) == ("muted False", "muted True")
    run(place, "angle.sound")
    assert (last(first), last(second)) == ("muted True", "muted False")
    assert angles(place).view.sound.isChecked()
    run(place, "sound.mute")
    assert (last(first), last(second)) == ("muted True", "muted True")
    run(place, "sound.mute")
    assert (last(first), last(second)) == ("muted True", "muted False")
    run(place, "angle.turn")
    assert (last(first), last(second)) == ("muted False", "muted True")


def test_marks_belong_to_the_first_video(place: Workplace) -> None:
    run(place, "angle.turn")
    run(place, "angle.shift_second", 3)
    place.page.player.seek(12_000_000)
    run(place, "mark.criterion", 1)
    (mark,) = place.marks
    assert (mark.artifact_id, mark.start_us) == (VIDEO, 12_000_000)


def test_a_paper_leaves_it_and_another_video_takes_it_away(place: Workplace) -> None:
    run(place, "angle.turn")
    place.show(PDF)
    assert angles(place)._shown_id == BOARD
    place.show(BOARD)
    assert angles(place)._shown_id == ""
    assert side(place).state is PlayerState.EMPTY
    run(place, "angle.turn")
    assert angles(place)._shown_id == VIDEO


def test_a_withdrawal_closes_both(place: Workplace) -> None:
    run(place, "angle.turn")
    with place.store.factory() as uow:
        uow.remote.withdraw(SERVER_ID, RemoteChange("assignment", ASSIGNMENT, 9, is_withdrawal=True))
    place.desk.publish(Changes.of(Touched(Kind.ASSIGNMENT, ASSIGNMENT, ASSIGNMENT)))
    settle()
    assert (place.page.player.state, side(place).state) == (PlayerState.EMPTY, PlayerState.EMPTY)
    assert angles(place).button.isHidden()
    run(place, "angle.turn")
    assert side(place).state is PlayerState.EMPTY


def test_what_is_not_on_the_laptop_is_said(qapp, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path) as place:
        add_cameras(place, BOARD, state=MediaState.ABSENT)
        run(place, "angle.turn")
        assert "Board camera is not on this laptop yet" in place.screens.said[-1]
        assert angles(place).view.isHidden()


def test_a_file_that_is_gone_is_said_and_the_first_plays_on(place: Workplace) -> None:
    del place.files[BOARD]
    run(place, "angle.turn")
    assert "Board camera could not be opened" in place.screens.said[-1]
    assert angles(place).view.isHidden()
    assert place.page.player.state is PlayerState.PAUSED


def test_a_source_that_comes_too_late_is_closed(place: Workplace, monkeypatch) -> None:
    waiting: list[Any] = []
    monkeypatch.setattr(place.desk, "open_playable", lambda _, then, failed=None: waiting.append(then))
    run(place, "angle.turn")
    run(place, "angle.turn")
    source = place.open_media(BOARD)
    waiting[0](source, False)
    assert source.is_closed
    assert angles(place)._sync is None


def test_the_shift_is_read_in_seconds() -> None:
    assert [offset_text(us) for us in (0, 1_234_567, -40_000, -999, 3_600_000_000)] == [
        "+0.000",
        "+1.234",
        "\N{MINUS SIGN}0.040",
        "\N{MINUS SIGN}0.000",
        "+3600.000",
    ]


@pytest.mark.qt_log_ignore("PulseAudioService", "No RHI backend", extend=True)
def test_two_real_videos_show_the_same_moment(qapp, qtbot, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path, qt_player) as place:
        add_cameras(place, BOARD)
        qtbot.waitUntil(lambda: place.page.player.painted() is not None, timeout=10_000)
        run(place, "angle.turn")
        run(place, "angle.shift_second", 1)
        place.page.player.seek(1_250_000)

        second_player: Any = angles(place)._side

        def both() -> tuple[int, int] | None:
            first, second = place.page.player.painted(), second_player.painted()
            return None if first is None or second is None else (first.start_us, second.start_us)

        qtbot.waitUntil(lambda: both() == (1_200_000, 2_200_000), timeout=10_000)
