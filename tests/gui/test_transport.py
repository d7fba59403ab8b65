"""The transport bar at every width, captions over the picture, and going to a time or a frame."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from assessor_app.gui.dialogs.go_to_time import GoToTimeDialog
from assessor_app.gui.widgets.caption_plate import paint_caption
from assessor_app.gui.widgets.folding_line import folded
from assessor_app.gui.widgets.transport_bar import TransportBar, rate_text
from assessor_app.media.frame_times import FrameTimes
from assessor_app.media.player import PlayerState
from tests.fakes.still_player import FRAME_US
from tests.gui.test_timeline_player_widgets import RedPlayer, button, surface_with

# ---- captions ----


def test_a_caption_stands_on_a_dark_plate_inside_the_picture(qtbot: QtBot) -> None:
    player = RedPlayer()
    surface = surface_with(qtbot, player)
    player.become(PlayerState.PAUSED)
    before = surface.grab().toImage()
    surface.set_caption("How many ways can we\nshare twelve counters?")
    after = surface.grab().toImage()
    changed = [
        (x, y) for x in range(0, 640, 4) for y in range(0, 360, 4) if before.pixelColor(x, y) != after.pixelColor(x, y)
    ]
    assert min(y for _, y in changed) > 200
    assert max(y for _, y in changed) < 356
    assert any(after.pixelColor(x, y).lightness() > 200 for x, y in changed)
    surface.set_caption("")
    assert surface.grab().toImage() == before


@pytest.mark.parametrize(("width", "height"), [(320, 180), (826, 465), (1366, 700)])
@pytest.mark.parametrize("points", [10.0, 20.0])
@pytest.mark.parametrize(
    "words", ["Yes.", "word " * 30, "Donaudampfschifffahrtsgesellschaftskapitän" * 3, "a\nb\nc\nd"]
)
def test_captions_of_every_length_stay_on_the_picture(qapp, width: int, height: int, points: float, words: str) -> None:
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    font = QFont(qapp.font())
    font.setPointSizeF(points)
    painter = QPainter(picture)
    plate = paint_caption(painter, picture.rect().toRectF(), words, font)
    painter.end()
    assert plate.height() > 0
    assert picture.rect().toRectF().contains(plate)
    assert plate.height() <= 0.6 * height


def test_no_caption_paints_nothing(qapp) -> None:
    picture = QImage(64, 64, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    painter = QPainter(picture)
    assert paint_caption(painter, picture.rect().toRectF(), "  \n", qapp.font()).isEmpty()
    painter.end()


# ---- the bar ----


@pytest.fixture
def bar(qtbot: QtBot) -> TransportBar:
    made = TransportBar()
    qtbot.addWidget(made)
    made.set_keys({"loop": "B", "zoom_reset": "Ctrl+0", "louder": "Ctrl+Up", "quieter": "Ctrl+Down", "play": "Space"})
    made.set_state(PlayerState.PAUSED)
    made.set_caption_tracks([("en", "English"), ("fr", "French")])
    made.set_loop(1_000_000, 2_000_000)
    made.set_zoom(2.0)
    made.set_volume(2.5)
    made.show()
    return made


@pytest.mark.parametrize("width", [420, 500, 640, 826, 1366])
@pytest.mark.parametrize("points", [10.0, 15.0, 20.0])
def test_nothing_is_cut_off_at_any_width_and_text_size(
    qtbot: QtBot, bar: TransportBar, width: int, points: float
) -> None:
    font = QFont(bar.font())
    font.setPointSizeF(points)
    bar.setFont(font)
    for child in bar.findChildren(QToolButton):
        child.setFont(font)
    for label in (bar._at, bar._of, bar._louder):
        label.setFont(font)
    bar._dress()
    bar.resize(width, bar.sizeHint().height())
    bar.fold()
    QApplication.processEvents()
    shown = [part.widget for part in bar._parts if part.widget.isVisible()]
    right = 0
    for widget in shown:
        assert widget.geometry().left() >= right
        assert widget.width() >= min(widget.minimumSizeHint().width(), widget.maximumWidth())
        right = widget.geometry().right()
    assert right < width
    assert {bar._play, bar._at, bar._sound, bar._more} <= set(shown)


def test_a_time_that_passes_lays_nothing_out_anew(bar: TransportBar) -> None:
    """Thirty times a second: else everything beside and above the label is measured each time."""
    asked = LayoutsAsked()
    bar.set_state(PlayerState.PLAYING)
    bar.set_duration(600_000_000)
    QApplication.processEvents()
    bar.installEventFilter(asked)
    for number in range(20):
        bar.set_position(number * FRAME_US)
        QApplication.processEvents()
    bar.removeEventFilter(asked)
    assert bar._at.text() == "00:00:00.760"
    assert asked.count == 0


class LayoutsAsked(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def more_words(bar: TransportBar) -> list[str]:
    bar._fill_more()
    return [action.text() for action in bar._more_menu.actions() if action.isVisible()]


def test_what_is_folded_is_in_the_menu_and_does_the_same(qtbot: QtBot, bar: TransportBar) -> None:
    bar.resize(1366, 44)
    assert more_words(bar) == ["Go to a time…"]
    bar.resize(300, 44)
    words = more_words(bar)
    for expected in ("Speed", "Captions", "Stop repeating", "Whole picture", "Louder", "Quieter", "Full screen"):
        assert expected in words
    for name, signal in (
        ("Stop repeating", bar.loop_cleared),
        ("Whole picture", bar.zoom_reset),
        ("Full screen", bar.full_screen_asked),
        ("Louder", bar.volume_requested),
        ("Go to a time…", bar.go_to_asked),
    ):
        bar._fill_more()
        with qtbot.waitSignal(signal):
            next(action for action in bar._more_menu.actions() if action.text() == name).trigger()


def test_the_order_of_folding() -> None:
    assert folded([50, 50, 50], [0, 1, 2], 200) == set()
    assert folded([50, 50, 50], [0, 1, 2], 120) == {2}
    assert folded([50, 50, 50, 50], [1, 0, 1, 2], 120) == {0, 2, 3}
    assert folded([50, 50], [0, 0], 10) == set()


def test_captions_are_chosen_and_shown(qtbot: QtBot, bar: TransportBar) -> None:
    captions = button(bar, "Captions")
    menu = captions.menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["No captions", "English", "French"]
    with qtbot.waitSignal(bar.caption_track_chosen) as chosen:
        menu.actions()[2].trigger()
    assert chosen.args == ["fr"]
    assert captions.isChecked()
    with qtbot.waitSignal(bar.caption_track_chosen) as chosen:
        menu.actions()[0].trigger()
    assert chosen.args == [None]
    assert not captions.isChecked()
    with qtbot.assertNotEmitted(bar.caption_track_chosen):
        bar.show_caption_track("en")
    assert captions.isChecked()
    bar.set_caption_tracks([])
    assert not captions.isVisible()


def test_every_control_has_a_name_and_tooltips_name_the_key(bar: TransportBar) -> None:
    bar.resize(1366, 44)
    assert all(each.accessibleName() for each in bar.findChildren(QToolButton))
    assert all(each.toolTip() for each in bar.findChildren(QToolButton))
    assert bar._volume.toolTip() == "Volume (Ctrl+Down Ctrl+Up)"
    assert bar._zoom_chip.toolTip().endswith("(Ctrl+0)")
    assert bar._loop_chip.toolTip().endswith("(B)")


def test_the_time_tells_its_frame(bar: TransportBar) -> None:
    times = FrameTimes(range(0, 10_000_000, FRAME_US))
    assert bar._frame_words() == "00:00:00.000"
    bar.set_frame_number(times.nearest)
    bar.set_position(3 * FRAME_US)
    assert bar._frame_words() == "Frame 3, 00:00:00.120"


def test_speeds_backwards_have_a_minus_sign() -> None:
    assert [rate_text(rate) for rate in (-2.0, -0.25)] == ["\N{MINUS SIGN}2.0×", "\N{MINUS SIGN}0.25×"]


# ---- going to a time ----


def test_a_frame_can_be_gone_to_by_its_number(qtbot: QtBot) -> None:
    dialog = GoToTimeDialog(0, 10_000_000, frames=FrameTimes(range(0, 10_000_000, FRAME_US)))
    qtbot.addWidget(dialog)
    chosen: list[int] = []
    dialog.chosen.connect(chosen.append)
    dialog.form.time.setText("f250")
    dialog.form.go.click()
    assert dialog.form.problem.text() == "The last frame is f249; the first one is f0."
    dialog.form.time.setText("f249")
    dialog.form.go.click()
    assert chosen == [249 * FRAME_US]


def test_frame_numbers_nobody_knows_are_explained(qtbot: QtBot) -> None:
    dialog = GoToTimeDialog(0, 10_000_000)
    qtbot.addWidget(dialog)
    dialog.form.time.setText("f3")
    dialog.form.go.click()
    assert "Type a time instead" in dialog.form.problem.text()
