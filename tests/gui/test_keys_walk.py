"""Without a mouse: from the player every control of the workbench gets the focus, and lets it go again."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from tests.gui.test_workbench_keys import SHIFT, Hands, hands

__all__ = ["hands"]

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
COMPOUND = (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView, QTabBar)
MOST_STEPS = 300


def controls(window: QWidget) -> Iterator[QWidget]:
    """What can be operated now. Scroll bars follow what they scroll; parts of a control are reached with it."""
    for widget in window.findChildren(QWidget):
        is_part = isinstance(widget.parent(), COMPOUND) or widget.objectName().startswith("qt_")
        if isinstance(widget, CONTROLS) and not isinstance(widget, QScrollBar) and not is_part and usable(widget):
            yield widget


def usable(widget: QWidget) -> bool:
    """Buttons that a menu holds while the window is narrow are reached there."""
    return widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()


def told(widget: Any) -> str:
    name = widget.accessibleName() or widget.toolTip() or getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {name!r}"


def walked(hands: Hands, *keys: Any) -> list[Any]:
    """What has the focus one after the other, until it was everywhere that this key leads."""
    seen: list[Any] = []
    for _ in range(MOST_STEPS):
        focus = hands.focus
        if focus in seen:
            break
        seen.append(focus)
        hands.press(*keys)
    return seen


@pytest.fixture
def busy(hands: Hands) -> Hands:
    """With marks of two criteria, so that lists and chips are there."""
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_3):
        hands.page.player.at_us += 1_000_000
        hands.press(key)
    return hands


def everywhere(hands: Hands) -> tuple[list[Any], list[QWidget]]:
    """By F6 from the player, from each of those panes by Tab and back; and the controls there were to reach."""
    stops = walked(hands, Qt.Key.Key_F6)
    seen, there = list(stops), list(controls(hands.window))
    for stop in stops:
        for keys in ((Qt.Key.Key_Tab,), (Qt.Key.Key_Tab, SHIFT)):
            walk_to(hands, stop)
            there += [each for each in controls(hands.window) if each not in there]
            seen += [each for each in walked(hands, *keys) if each not in seen]
    for place in tabs_of(hands):
        show_tab(hands, place)
        there += [each for each in controls(hands.window) if each not in there]
        seen += [each for each in walked(hands, Qt.Key.Key_Tab) if each not in seen]
    return seen, there


def tabs_of(hands: Hands) -> list[int]:
    """Those that can be turned to: captions need captions."""
    tabs = hands.page.panes.below
    return [place for place in range(tabs.count()) if tabs.isTabVisible(place) and tabs.isTabEnabled(place)]


def show_tab(hands: Hands, place: int) -> None:
    """By arrows, as the tabs of the lower right are turned without a mouse."""
    tabs = hands.page.panes.below
    tabs.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(tabs.count()):
        hands.press(Qt.Key.Key_Left)
    for _ in tabs_of(hands):
        if tabs.currentIndex() < place:
            hands.press(Qt.Key.Key_Right)
    assert tabs.currentIndex() == place


def focus(hands: Hands, widget: Any) -> bool:
    """Give it the focus, whatever tab it is on; False when it hands it on by itself."""
    for place in tabs_of(hands):
        if not widget.isVisible():
            show_tab(hands, place)
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    return QApplication.focusWidget() is widget


def walk_to(hands: Hands, stop: Any) -> None:
    """F6 turns the lower right to what is wanted there; setting the focus would not."""
    hands.press(Qt.Key.Key_Escape)
    for _ in range(MOST_STEPS):
        if hands.focus is stop:
            return
        hands.press(Qt.Key.Key_F6)
    pytest.fail(f"F6 no longer leads to {told(stop)}")


def test_every_control_gets_the_focus_by_keys_alone(busy: Hands) -> None:
    reached, there = everywhere(busy)
    assert busy.page.panes.moments.table in there
    assert len(there) > 20
    assert [told(each) for each in there if each not in reached and not stands_for(each, reached)] == []


def stands_for(control: QWidget, reached: list[Any]) -> bool:
    """A group of radio buttons is one stop of Tab; arrows go on inside."""
    if not isinstance(control, QAbstractButton) or control.group() is None:
        return False
    return any(button in reached for button in control.group().buttons())


def test_no_control_is_a_trap(busy: Hands) -> None:
    trapped = []
    for each in everywhere(busy)[0]:
        for keys in ((Qt.Key.Key_Tab,), (Qt.Key.Key_Tab, SHIFT), (Qt.Key.Key_F6,), (Qt.Key.Key_F6, SHIFT)):
            if not focus(busy, each):
                continue
            busy.press(*keys)
            if QApplication.focusWidget() in (each, None):
                trapped.append(f"{told(each)}: {keys[0].name}")
    assert trapped == []


def test_esc_leads_back_to_the_player_from_every_control(busy: Hands) -> None:
    stays = []
    player = busy.page.panes.video.surface
    for each in everywhere(busy)[0]:
        focus(busy, each)
        busy.press(Qt.Key.Key_Escape)
        if busy.focus is not player:
            stays.append(told(each))
    assert stays == []


def test_every_control_says_what_it_is(busy: Hands) -> None:
    nameless = [
        type(each).__name__
        for each in everywhere(busy)[1]
        if not (each.accessibleName() or getattr(each, "text", lambda: "")())
    ]
    assert nameless == []
