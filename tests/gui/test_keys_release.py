"""A release too young to be believed, when what was on the screen goes away: nothing that was done is lost."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from assessor_app.domain.annotation import TimeSelector
from tests.gui.shell_fixtures import BareWorkbench, Shell
from tests.gui.test_keys import AT_US, page, shell

__all__ = ["page", "shell"]

DOWN, UP = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


def send(page: BareWorkbench, kind: QEvent.Type, stamp: int, key: Qt.Key = Qt.Key.Key_2) -> None:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, chr(key))
    event.setTimestamp(stamp)
    QApplication.sendEvent(page.stage, event)


def test_a_stretch_let_go_right_before_leaving_is_a_stretch(shell: Shell, page: BareWorkbench) -> None:
    send(page, DOWN, 1_000)
    page.still.at_us = AT_US + 3_000_000
    send(page, UP, 4_000)
    shell.window.router.forget_held()  # before the 30 ms in which it might have been a repeat are over

    (mark,) = page.marks
    assert mark.selector == TimeSelector(AT_US, AT_US + 3_040_000, is_point=False)


def test_a_key_still_down_when_leaving_leaves_a_point(shell: Shell, page: BareWorkbench) -> None:
    send(page, DOWN, 1_000)
    page.still.at_us = AT_US + 3_000_000
    shell.window.router.forget_held()
    send(page, UP, 4_000)

    (mark,) = page.marks
    assert isinstance(mark.selector, TimeSelector)
    assert mark.selector.is_point


def test_the_same_key_marks_anew_after_leaving(shell: Shell, page: BareWorkbench) -> None:
    send(page, DOWN, 1_000)
    send(page, UP, 1_050)
    shell.window.router.forget_held()
    send(page, DOWN, 1_052)  # as near as a repeat would be, but the page is another one
    assert len(page.marks) == 2


def test_changing_a_key_while_it_is_held_ends_the_stretch_it_began(shell: Shell, page: BareWorkbench) -> None:
    send(page, DOWN, 1_000, Qt.Key.Key_N)
    shell.window.keymap.set("workbench/mark.plain", ("G",))
    page.still.at_us = AT_US + 3_000_000
    send(page, UP, 4_000, Qt.Key.Key_N)
    shell.window.router.forget_held()

    (mark,) = page.marks
    assert mark.selector == TimeSelector(AT_US, AT_US + 3_040_000, is_point=False)
