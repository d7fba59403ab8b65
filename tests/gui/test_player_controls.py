"""Shuttle, loop, loudness, zoom and full screen under an assessor's hands: every key goes through the router."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor_app.gui.pages.workbench.player_controls import PlayerControls
from assessor_app.gui.widgets.transport_bar import TransportBar
from assessor_app.gui.widgets.video_surface import VideoSurface
from assessor_app.gui.widgets.volume_slider import LOUDEST, louder, loudness_at, place_of
from assessor_app.media.player import AudioTrack, PlayerState
from tests.fakes.still_player import FRAME_US, StillPlayer
from tests.gui.shell_fixtures import MemorySettings
from tests.gui.test_timeline_player_widgets import RedPlayer, button
from tests.gui.test_workbench_keys import CTRL, NONE, SHIFT, Hands, hands  # noqa: F401 - a fixture

ALT = Qt.KeyboardModifier.AltModifier
KEY = Qt.Key


def player_of(at: Hands) -> Any:
    return at.page.player


def transport_of(at: Hands) -> TransportBar:
    transport: TransportBar = at.page.panes.video.transport
    return transport


def stretch_of(at: Hands) -> Any:
    return at.page.controls.loop.stretch


# ---- shuttle ----


def test_l_is_faster_each_time_and_k_goes_back_to_normal(hands: Hands) -> None:  # noqa: F811
    speeds = []
    for _ in range(4):
        hands.press(KEY.Key_L)
        speeds.append(player_of(hands).rate)
    assert speeds == [1, 2, 4, 4]
    assert player_of(hands).state is PlayerState.PLAYING
    hands.press(KEY.Key_K)
    assert (player_of(hands).state, player_of(hands).rate) == (PlayerState.PAUSED, 1.0)
    hands.press(KEY.Key_K)
    assert (player_of(hands).state, player_of(hands).rate) == (PlayerState.PLAYING, 1.0)


def test_j_slows_down_then_turns_round_and_the_bar_shows_it(hands: Hands) -> None:  # noqa: F811
    for key in (KEY.Key_L, KEY.Key_L, KEY.Key_J, KEY.Key_J, KEY.Key_J):
        hands.press(key)
    assert player_of(hands).rate == -2
    shown = button(transport_of(hands), "Speed 2.0× backwards")
    assert shown.text() == "\N{MINUS SIGN}2.0×"
    hands.press(KEY.Key_Space)
    assert player_of(hands).state is PlayerState.PAUSED
    hands.press(KEY.Key_Space)
    assert (player_of(hands).state, player_of(hands).rate) == (PlayerState.PLAYING, -2)


def test_faster_and_slower_keep_the_direction(hands: Hands) -> None:  # noqa: F811
    player_of(hands).set_rate(-1.0)
    QTest.keyClick(hands.focus, KEY.Key_Greater)
    assert player_of(hands).rate == -1.25
    QTest.keyClick(hands.focus, KEY.Key_Less)
    QTest.keyClick(hands.focus, KEY.Key_Less)
    assert player_of(hands).rate == -0.75
    hands.press(KEY.Key_Backspace)
    assert player_of(hands).rate == 1.0


def test_from_the_end_l_begins_anew_and_j_runs_back(hands: Hands) -> None:  # noqa: F811
    player = player_of(hands)
    player.state = PlayerState.ENDED
    hands.press(KEY.Key_J)
    assert (player.rate, player.at_us) == (-1, 12_000_000)
    player.state = PlayerState.ENDED
    hands.press(KEY.Key_K)
    assert (player.rate, player.at_us) == (1, 0)


def test_a_moment_is_played_forwards_whichever_way_it_was_looked_for(hands: Hands) -> None:  # noqa: F811
    hands.press(KEY.Key_1)
    player_of(hands).set_rate(-2.0)
    (mark,) = hands.view.annotations
    hands.page.play_from(mark)
    assert (player_of(hands).rate, player_of(hands).state) == (1.0, PlayerState.PLAYING)


# ---- loudness on a full disk ----


class FullDisk(MemorySettings):
    """Takes nothing any more, and says how often it was asked."""

    asked = 0

    def set(self, key: str, value: Any) -> None:
        self.asked += 1
        raise OSError(28, "No space left on device")


def test_on_a_full_disk_it_gets_louder_and_everything_shows_it(qtbot: QtBot) -> None:
    surface = VideoSurface()
    qtbot.addWidget(surface)
    controls, player = PlayerControls(surface), StillPlayer()
    controls.attach(player)
    disk = FullDisk()
    controls.keep_in(disk)
    shown: list[float] = []
    controls.loudness_changed.connect(shown.append)
    controls.set_loudness(2.0)
    assert shown == [2.0]
    assert player.calls[-3:] == ["volume 1.0", "boost 2.0", "muted False"]
    qtbot.waitUntil(lambda: disk.asked == 1)  # and what it answers ends nothing
    assert controls.loudness == 2.0


def test_a_slider_being_dragged_writes_its_last_place_only(qtbot: QtBot) -> None:
    surface = VideoSurface()
    qtbot.addWidget(surface)
    controls, disk = PlayerControls(surface), FullDisk()
    controls.keep_in(disk)
    for place in range(20):
        controls.set_loudness(place / 10)
    qtbot.waitUntil(lambda: disk.asked > 0)
    assert disk.asked == 1


# ---- loop ----


def test_brackets_set_the_ends_and_playing_turns_at_the_second(hands: Hands) -> None:  # noqa: F811
    player = player_of(hands)
    QTest.keyClick(hands.focus, KEY.Key_BracketLeft)
    player.seek(13_000_000)
    QTest.keyClick(hands.focus, KEY.Key_BracketRight)
    assert stretch_of(hands) == (12_000_000, 13_000_000 + FRAME_US)
    player.seek(12_500_000)
    hands.press(KEY.Key_Space)
    player.seek(13_000_000)
    assert player.at_us == 12_000_000
    chip = button(transport_of(hands), "Repeats 00:00:12.000 – 00:00:13.040. Stop repeating")  # noqa: RUF001
    assert chip.isVisible()
    chip.click()
    assert stretch_of(hands) is None
    assert not chip.isVisible()


def test_b_sets_the_beginning_the_end_and_stops(hands: Hands) -> None:  # noqa: F811
    hands.press(KEY.Key_B)
    assert stretch_of(hands) is None
    hands.press(KEY.Key_B)  # the same frame: no standstill
    assert stretch_of(hands) is None
    player_of(hands).seek(10_000_000)
    hands.press(KEY.Key_B)
    assert stretch_of(hands) == (10_000_000, 12_000_000 + FRAME_US)
    hands.press(KEY.Key_B)
    assert stretch_of(hands) is None


def test_b_repeats_the_stretch_that_is_selected(hands: Hands) -> None:  # noqa: F811
    hands.press(KEY.Key_I)
    player_of(hands).seek(14_000_000)
    hands.press(KEY.Key_O)
    (mark,) = hands.view.annotations
    assert not mark.selector.is_point
    player_of(hands).seek(30_000_000)
    hands.page._select(mark.annotation_id)
    hands.press(KEY.Key_B)
    assert stretch_of(hands) == (mark.selector.start_us, mark.selector.end_us)
    assert player_of(hands).at_us == mark.selector.start_us
    hands.press(KEY.Key_B)
    assert stretch_of(hands) is None


def test_another_artifact_has_no_loop_of_this_one(hands: Hands) -> None:  # noqa: F811
    hands.press(KEY.Key_B)
    player_of(hands).seek(10_000_000)
    hands.press(KEY.Key_B)
    assert stretch_of(hands) is not None
    player_of(hands).state_changed.emit(PlayerState.LOADING.value)
    assert stretch_of(hands) is None


# ---- loudness ----


def test_louder_than_recorded_by_key_and_kept(hands: Hands, qtbot: QtBot) -> None:  # noqa: F811
    player, transport = player_of(hands), transport_of(hands)
    for _ in range(3):
        hands.press(KEY.Key_Up, CTRL)
    assert player.calls[-3:-1] == ["volume 1.0", "boost 1.9"]
    qtbot.waitUntil(lambda: hands.page._settings.get("loudness") == pytest.approx(1.9))
    assert transport._louder.text() == "190 %"
    assert transport._volume.accessibleDescription() == "190 %"
    for _ in range(30):
        hands.press(KEY.Key_Up, CTRL)
    assert "boost 4.0" in player.calls
    for _ in range(15):
        hands.press(KEY.Key_Down, CTRL)
    assert "volume 0.5" in player.calls
    assert not transport._louder.isVisible()


@pytest.mark.parametrize(("loudness", "volume", "boost"), [(2.5, 1.0, 2.5), (0.5, 0.5, 1.0), (0.0, 0.0, 1.0)])
def test_the_loudness_of_last_time_is_there_again(qtbot: QtBot, loudness: float, volume: float, boost: float) -> None:
    surface, player = VideoSurface(), StillPlayer()
    qtbot.addWidget(surface)
    controls = PlayerControls(surface)
    shown: list[float] = []
    controls.loudness_changed.connect(shown.append)
    controls.keep_in(MemorySettings(loudness=loudness))
    controls.attach(player)
    assert shown == [loudness]
    assert player.calls == [f"volume {volume}", f"boost {boost}", "muted False"]


def test_mute_by_key_and_wanting_it_louder_ends_it(hands: Hands) -> None:  # noqa: F811
    hands.press(KEY.Key_M, SHIFT)
    assert player_of(hands).calls[-1] == "muted True"
    assert button(transport_of(hands), "Sound on").isVisible()
    hands.press(KEY.Key_Up, CTRL)
    assert "muted False" in player_of(hands).calls[-5:]
    assert button(transport_of(hands), "Sound off").isVisible()


def test_the_slider_and_its_numbers_agree() -> None:
    assert [loudness_at(place) for place in (0, 25, 100, 200)] == [0, 0.25, 1, LOUDEST]
    assert all(place_of(loudness_at(place)) == place for place in range(201))
    assert louder(1.0, 1) == pytest.approx(1.3)
    assert louder(1.0, -1) == pytest.approx(0.9)
    assert (louder(0.0, -1), louder(LOUDEST, 1)) == (0.0, LOUDEST)


def test_more_than_one_sound_track_can_be_chosen(hands: Hands) -> None:  # noqa: F811
    player, transport = player_of(hands), transport_of(hands)
    assert not transport._tracks.menuAction().isVisible()
    player.audio_tracks = (AudioTrack(0, "Room", "English"), AudioTrack(1, "", ""))
    player.state_changed.emit(PlayerState.PAUSED.value)
    assert transport._tracks.menuAction().isVisible()
    names = [action.text() for action in transport._tracks.actions()]
    assert names == ["Track 1 · Room · English", "Track 2"]
    transport._tracks.actions()[1].trigger()
    assert player.calls[-1] == "track 1"
    player.state_changed.emit(PlayerState.LOADING.value)
    assert not transport._tracks.menuAction().isVisible()


# ---- zoom and full screen ----


def test_zoom_by_key_is_shown_and_can_be_taken_back(hands: Hands) -> None:  # noqa: F811
    chip = transport_of(hands)._zoom_chip
    assert not chip.isVisible()
    hands.press(KEY.Key_Z)
    hands.press(KEY.Key_Z)
    assert (chip.text().strip(), chip.isVisible()) == ("2.0×", True)
    hands.press(KEY.Key_Right, ALT)
    hands.press(KEY.Key_Down, ALT)
    assert hands.page.panes.video.surface._zoom.x == pytest.approx(-0.6)
    assert player_of(hands).at_us == 12_000_000
    hands.press(KEY.Key_Z, SHIFT)
    assert chip.text().strip() == "1.41×"
    hands.press(KEY.Key_0, CTRL)
    assert not chip.isVisible()
    hands.press(KEY.Key_Z)
    player_of(hands).state_changed.emit(PlayerState.LOADING.value)
    assert not chip.isVisible()


def test_in_full_screen_bar_and_note_line_stay_and_escape_leaves(hands: Hands) -> None:  # noqa: F811
    panes = hands.page.panes
    hands.press(KEY.Key_F)
    assert not panes.rubric.isVisible()
    assert panes.video.transport.isVisible()
    assert panes.video.transport._screen.accessibleName() == "Leave full screen"
    hands.press(KEY.Key_1)
    hands.press(KEY.Key_Return)
    assert panes.video.note_line.field.isVisible()
    hands.press(KEY.Key_Escape)
    assert not panes.rubric.isVisible()
    hands.press(KEY.Key_Escape)
    assert panes.rubric.isVisible()


@pytest.fixture
def surface(qtbot: QtBot) -> Iterator[VideoSurface]:
    made, player = VideoSurface(), RedPlayer()
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.set_player(player)  # type: ignore[arg-type]
    player.become(PlayerState.PAUSED)
    made.show()
    yield made
    made.set_player(None)


def wheel(at: VideoSurface, turns: int, keys: Qt.KeyboardModifier) -> None:
    place = QPointF(160, 90)
    event = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(at, event)


def test_the_wheel_zooms_around_the_pointer_only_with_ctrl(surface: VideoSurface) -> None:
    wheel(surface, 2, NONE)
    assert surface._zoom.factor == 1
    wheel(surface, 2, CTRL)
    assert surface._zoom.factor == pytest.approx(2)
    assert (surface._zoom.x, surface._zoom.y) == pytest.approx((-0.25, -0.25))
    wheel(surface, 40, CTRL)
    assert surface._zoom.factor == 8
    wheel(surface, -40, CTRL)
    assert surface._zoom.factor == 1


def test_dragging_moves_the_picture_and_is_no_click(qtbot: QtBot, surface: VideoSurface) -> None:
    surface.zoom(2)
    left = Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(surface.clicked):
        qtbot.mousePress(surface, left, pos=QPoint(300, 200))
        qtbot.mouseMove(surface, QPoint(364, 236))
        qtbot.mouseRelease(surface, left, pos=QPoint(364, 236))
    assert (surface._zoom.x, surface._zoom.y) == pytest.approx((-0.4, -0.4))
    with qtbot.waitSignal(surface.clicked):
        qtbot.mouseClick(surface, left, pos=QPoint(300, 200))
    with qtbot.waitSignal(surface.double_clicked):
        qtbot.mouseDClick(surface, left)


def test_a_still_player_is_a_player(qapp) -> None:
    """What the tests above stand on: it says its speed as every player does."""
    player = StillPlayer()
    rates: list[float] = []
    player.rate_changed.connect(rates.append)
    player.set_rate(2.0)
    player.set_rate(2.0)
    assert rates == [2.0]
