"""Picture and transport bar: what they show of a player's state, and what they ask for."""

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QPushButton, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from assessor_app.gui.tokens import DARK, PICTURE_GROUND
from assessor_app.gui.widgets.transport_bar import TransportBar, rate_text
from assessor_app.gui.widgets.video_surface import VideoSurface
from assessor_app.media.player import PlayerState

RED = QColor("#AA0000")


class RedPlayer(QObject):
    """The part of a player that a surface uses; its picture is red."""

    frame_changed = Signal()
    frame_painted = Signal(object)
    state_changed = Signal(str)
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.state = PlayerState.EMPTY
        self.painted_times = 0

    def paint(self, painter: QPainter, target: QRectF) -> bool:
        self.painted_times += 1
        painter.fillRect(target, RED)
        return True

    def become(self, state: PlayerState) -> None:
        self.state = state
        self.state_changed.emit(state.value)


def surface_with(qtbot: QtBot, player: RedPlayer) -> VideoSurface:
    surface = VideoSurface()
    qtbot.addWidget(surface)
    surface.resize(640, 360)
    surface.set_player(player)  # type: ignore[arg-type]
    surface.show()
    return surface


def middle(surface: VideoSurface) -> QColor:
    return surface.grab().toImage().pixelColor(20, 20)


def test_the_picture_is_shown_once_there_is_one(qtbot: QtBot) -> None:
    player = RedPlayer()
    surface = surface_with(qtbot, player)
    assert middle(surface) == QColor(PICTURE_GROUND)
    player.become(PlayerState.LOADING)
    assert middle(surface) == QColor(PICTURE_GROUND)
    player.become(PlayerState.PAUSED)
    assert middle(surface) == RED


def test_each_new_frame_is_painted(qtbot: QtBot) -> None:
    player = RedPlayer()
    surface = surface_with(qtbot, player)
    player.become(PlayerState.PLAYING)
    qtbot.waitUntil(lambda: player.painted_times > 0)
    before = player.painted_times
    player.frame_changed.emit()
    qtbot.waitUntil(lambda: player.painted_times == before + 1)
    assert surface.accessibleName()


def test_a_slow_opening_is_said(qtbot: QtBot) -> None:
    player = RedPlayer()
    surface = surface_with(qtbot, player)
    player.become(PlayerState.LOADING)
    assert surface.accessibleDescription() == ""
    qtbot.waitUntil(lambda: "Opening the video" in surface.accessibleDescription(), timeout=2_000)
    player.become(PlayerState.PAUSED)
    assert middle(surface) == RED


def test_a_failure_is_said_in_its_own_words(qtbot: QtBot) -> None:
    player = RedPlayer()
    surface = surface_with(qtbot, player)
    player.become(PlayerState.FAILED)
    player.failed.emit("This video cannot be played: it is damaged.")
    assert "it is damaged" in surface.accessibleDescription()
    assert middle(surface) == QColor(PICTURE_GROUND)


def test_a_video_that_is_not_here_can_be_fetched(qtbot: QtBot) -> None:
    surface = surface_with(qtbot, RedPlayer())
    surface.show_absent()
    assert surface.accessibleDescription().startswith("Not on this laptop yet")
    button = surface.findChild(QPushButton)
    assert button is not None
    with qtbot.waitSignal(surface.fetch_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    surface.show_absent(can_fetch=False)
    assert not button.isVisible()


def test_a_download_says_how_far_it_is(qtbot: QtBot) -> None:
    surface = surface_with(qtbot, RedPlayer())
    surface.show_downloading(32_000_000, 64_000_000)
    assert "32 MB of 64 MB" in surface.accessibleDescription()


def test_a_replaced_player_is_not_listened_to(qtbot: QtBot) -> None:
    first, second = RedPlayer(), RedPlayer()
    surface = surface_with(qtbot, first)
    surface.set_player(second)  # type: ignore[arg-type]
    first.become(PlayerState.PAUSED)
    assert middle(surface) == QColor(PICTURE_GROUND)
    surface.set_player(None)
    second.become(PlayerState.PAUSED)
    assert middle(surface) == QColor(PICTURE_GROUND)


def test_clicks_are_passed_on(qtbot: QtBot) -> None:
    surface = surface_with(qtbot, RedPlayer())
    with qtbot.waitSignal(surface.clicked):
        qtbot.mouseClick(surface, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(surface.double_clicked):
        qtbot.mouseDClick(surface, Qt.MouseButton.LeftButton)


def bar(qtbot: QtBot) -> TransportBar:
    made = TransportBar()
    qtbot.addWidget(made)
    made.set_keys({"play": "Space", "step_back": ",", "step_forward": ".", "slower": "<", "faster": ">"})
    made.set_state(PlayerState.PAUSED)
    made.show()
    return made


def button(of: TransportBar, name: str) -> QToolButton:
    return next(b for b in of.findChildren(QToolButton) if b.accessibleName() == name)


def test_the_bar_asks_and_does_nothing_itself(qtbot: QtBot) -> None:
    made = bar(qtbot)
    with qtbot.waitSignal(made.play_toggled):
        qtbot.mouseClick(button(made, "Play"), Qt.MouseButton.LeftButton)
    assert button(made, "Play").isVisible()
    for name, step in (("One frame back", -1), ("One frame forward", 1)):
        with qtbot.waitSignal(made.step_requested) as asked:
            qtbot.mouseClick(button(made, name), Qt.MouseButton.LeftButton)
        assert asked.args == [step]
    with qtbot.waitSignal(made.mute_toggled) as muted:
        qtbot.mouseClick(button(made, "Sound off"), Qt.MouseButton.LeftButton)
    assert muted.args == [True]


def test_the_bar_shows_what_it_is_told(qtbot: QtBot) -> None:
    made = bar(qtbot)
    with qtbot.assertNotEmitted(made.volume_requested), qtbot.assertNotEmitted(made.rate_requested):
        made.set_volume(0.4)
        made.set_rate(1.5)
    assert button(made, "Speed 1.5×").text() == "1.5×"
    made.set_state(PlayerState.PLAYING)
    assert button(made, "Pause").toolTip() == "Pause (Space)"
    made.set_muted(True)
    assert button(made, "Sound on").isVisible()
    made.set_tokens(DARK)
    assert button(made, "Pause").toolTip() == "Pause (Space)"


def test_speed_and_volume_are_asked_for(qtbot: QtBot) -> None:
    made = bar(qtbot)
    menu = button(made, "Speed 1.0×").menu()
    with qtbot.waitSignal(made.rate_requested) as rate:
        next(action for action in menu.actions() if action.text() == "2.0×").trigger()
    assert rate.args == [2.0]
    slider = made.findChild(QSlider)
    assert slider is not None
    with qtbot.waitSignal(made.volume_requested) as volume:
        slider.setValue(25)
    assert volume.args == [0.25]


def test_without_a_video_there_is_nothing_to_play(qtbot: QtBot) -> None:
    made = bar(qtbot)
    made.set_state(PlayerState.FAILED)
    assert not button(made, "Play").isEnabled()
    made.set_state(PlayerState.ENDED)
    assert button(made, "Play").isEnabled()


def test_a_click_leaves_the_focus_where_marks_are_made(qtbot: QtBot) -> None:
    made = bar(qtbot)
    assert not any(b.focusPolicy() & Qt.FocusPolicy.ClickFocus for b in made.findChildren(QToolButton))


def test_speeds_are_written_with_a_decimal() -> None:
    assert [rate_text(rate) for rate in (0.25, 1.0, 1.5)] == ["0.25×", "1.0×", "1.5×"]
