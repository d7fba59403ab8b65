"""A held key as X reports it: released and pressed at the same time, over and over, without saying that it repeats."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor_app.domain.annotation import Annotation, TimeSelector
from tests.gui.shell_fixtures import BareWorkbench
from tests.gui.test_keys import AT_US, page, shell

__all__ = ["page", "shell"]

DOWN, UP = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
STEP_MS = 33


def send(page: BareWorkbench, kind: QEvent.Type, stamp: int) -> None:
    event = QKeyEvent(kind, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, "2")
    event.setTimestamp(stamp)
    QApplication.sendEvent(page.stage, event)


def is_point(mark: Annotation) -> bool:
    return isinstance(mark.selector, TimeSelector) and mark.selector.is_point


def test_a_held_key_is_one_mark_until_it_is_really_up(page: BareWorkbench, qtbot: QtBot) -> None:
    send(page, DOWN, 1_000)
    stamp = 1_660
    for _ in range(20):
        send(page, UP, stamp)
        send(page, DOWN, stamp)
        stamp += STEP_MS
    page.still.at_us = AT_US + 3_000_000
    send(page, UP, stamp)
    page.still.at_us = AT_US + 9_000_000  # what is shown when the release is believed does not count
    qtbot.waitUntil(lambda: not is_point(page.marks[0]))

    (mark,) = page.marks
    assert mark.selector == TimeSelector(AT_US, AT_US + 3_040_000, is_point=False)


def test_two_quick_taps_are_two_marks(page: BareWorkbench, qtbot: QtBot) -> None:
    for stamp in (1_000, 1_080):
        send(page, DOWN, stamp)
        send(page, UP, stamp + 40)
    qtbot.waitUntil(lambda: len(page.marks) == 2)
    assert all(is_point(mark) for mark in page.marks)
