"""A timeline in a window for tests: where things lie is computed here from the picture's layout, not from the code."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.timeline_view import TimelineView

MINUTE = 60_000_000
DURATION = 10 * MINUTE
FRAME_US = 40_000
CRITERIA = ((1, "c1", "Asks open questions"), (2, "c2", "Waits three seconds"), (3, "c3", "Follows up"))
LEFT = Qt.MouseButton.LeftButton
NO_KEY, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@contextmanager
def a_timeline(tokens: Tokens = LIGHT, height: int = 200) -> Iterator[TimelineView]:
    """Shown below an empty stretch, as it is in the workbench; can be edited."""
    window = QMainWindow()
    window.resize(826, 300 + height)
    view = TimelineView(window, tokens)
    view.setGeometry(0, 300, 826, height)
    view.set_criteria(CRITERIA)
    view.set_duration(DURATION)
    view.set_editable(is_editable=True)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    yield view
    window.close()
    window.deleteLater()


def x_of(view: TimelineView, at_us: int) -> int:
    return round(view.scale.x_of(at_us))


def spot(view: TimelineView, at_us: int, lane: int) -> QPoint:
    """The middle of the lane of criterion `lane` at a time."""
    rows = view._rows
    return QPoint(x_of(view, at_us), round(rows.lanes.top + (lane - 0.5) * rows.lane_height))


def picture(view: TimelineView) -> QImage:
    return view.grab().toImage()


def colours(image: QImage, x: int, top: float, bottom: float) -> set[str]:
    """All colours of a column of pixels."""
    return {image.pixelColor(x, y).name() for y in range(round(top), round(bottom))}


def name(colour: str) -> str:
    return QColor(colour).name()


def drag(view: TimelineView, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """Press, move there in steps, and let go."""
    pull(view, start, end, keys)
    QTest.mouseRelease(view, LEFT, keys, end)


def pull(view: TimelineView, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """Press and move there in steps; still held."""
    QTest.mousePress(view, LEFT, keys, start)
    for step in range(1, 6):
        point_at(view, start + (end - start) * step / 5, LEFT, keys)
        QApplication.processEvents()


def point_at(
    view: TimelineView,
    at: QPoint,
    held: Qt.MouseButton = Qt.MouseButton.NoButton,
    keys: Qt.KeyboardModifier = NO_KEY,
) -> None:
    """Move the pointer there. QTest moves the one pointer of the screen, which says nothing where it already stands."""
    where = QPointF(at)
    everywhere = QPointF(view.mapToGlobal(at))
    event = QMouseEvent(QEvent.Type.MouseMove, where, everywhere, Qt.MouseButton.NoButton, held, keys)
    QApplication.sendEvent(view, event)


def wheel(view: TimelineView, at: QPoint, turns: float, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    where = QPointF(at)
    turned = QPoint(0, round(120 * turns))
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(where, where, QPoint(), turned, Qt.MouseButton.NoButton, keys, phase, False)
    QApplication.sendEvent(view, event)
