"""The single event filter of the program: a key event becomes (mode, key), and that a command."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from assessor_app.commands.bindings import Binding
from assessor_app.commands.context import Context
from assessor_app.commands.integrity import ALARM
from assessor_app.commands.keymap import Keymap
from assessor_app.commands.modes import Mode
from assessor_app.commands.navigate import LOCK
from assessor_app.commands.registry import Command
from assessor_app.gui.key_names import key_name

HELD_S = 0.4
REPEAT_COMES_WITHIN_MS = 30
SAME_TIME_MS = 5  # no finger is that quick
NOTE_S = 5.0  # how long a letter after a mark begins its note
_MARKS = frozenset({"mark.criterion", "mark.plain", "mark.begin"})
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_TEXT_WIDGETS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
_KEY_EVENTS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_MOVERS = ("QAbstractSlider", "QTabBar", "QRadioButton", "QComboBox")
_CLIMBERS = (*_MOVERS, "QAbstractItemView", "QAbstractScrollArea")
# Keys that buttons, lists and boxes need for themselves while they have the focus.
_WIDGET_KEYS = {
    "Space": ("QAbstractButton", "QComboBox"),
    "Enter": ("QAbstractButton", "QComboBox", "CaptionTable"),
    "Left": _MOVERS,
    "Right": _MOVERS,
    "Home": _MOVERS,
    "End": _MOVERS,
    "Up": _CLIMBERS,
    "Down": _CLIMBERS,
    "PgUp": _CLIMBERS,
    "PgDown": _CLIMBERS,
}


_PAGES = ("PgUp", "PgDown")
_CARET = frozenset((*_PAGES, "Left", "Right", "Up", "Down", "Home", "End"))
_SHOWN = ("PageCanvas", "TextView")  # evidence


@dataclass(frozen=True, slots=True)
class _Held:
    """A key that is down. `stamp` is the window system's own time in milliseconds, 0 where it gives none."""

    binding: Binding
    began: float
    stamp: int
    result: Any

    def seconds(self, released: QKeyEvent, now: float) -> float:
        """How long it was really down: a busy program must not turn a tap into a stretch."""
        if self.stamp and released.timestamp() >= self.stamp:
            return (released.timestamp() - self.stamp) / 1000
        return now - self.began


@dataclass(frozen=True, slots=True)
class _LetGo:
    """A release not yet believed. `finish` is what it does."""

    stamp: int
    finish: Callable[[], None] | None


class KeyRouter(QObject):
    """Watches every key of `window`'s pages; dialogs keep their own keys.

    `mode_of_page` names the mode of the page shown; `context` gives what commands reach. With
    `types_at_once` a letter right after a mark begins its note.
    """

    def __init__(
        self,
        window: QWidget,
        commands: Mapping[str, Command],
        keymap: Keymap,
        context: Callable[[], Context],
        mode_of_page: Callable[[], Mode],
        types_at_once: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._commands = commands
        self._context = context
        self._mode_of_page = mode_of_page
        self._types_at_once = types_at_once
        self._note_until = 0.0
        self._clock = clock
        self._keymap = keymap
        self._held: dict[int, _Held] = {}
        self._let_go: dict[int, _LetGo] = {}
        self._is_listening = False

    def listen(self) -> None:
        app = QApplication.instance()
        if app is not None and not self._is_listening:
            app.installEventFilter(self)
            self._is_listening = True

    def stop(self) -> None:
        app = QApplication.instance()
        if app is not None and self._is_listening:
            app.removeEventFilter(self)
            self._is_listening = False
        self._held.clear()

    def forget_held(self) -> None:
        """What was on the screen when they were pressed is gone: their release means nothing any more.

        A release that came already counts, even if it is too young to be believed.
        """
        for key in tuple(self._let_go):
            self._settle(key)
        self._held.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEY_EVENTS or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        alarm = self._alarm(watched, event)
        return self._raise_alarm(alarm, event) if alarm else self._hear(watched, event)

    def _hear(self, watched: QWidget, event: QKeyEvent) -> bool:
        kind = event.type()
        if not self._is_ours(watched):
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._released(event)
        if kind == QEvent.Type.KeyPress and self._begins_note(watched, event):
            return True
        found = self._binding(watched, event)
        if found is None:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()  # keep menus and Qt's own shortcuts from taking the key first
            return True
        self._pressed(found, event)
        return True

    def run(self, name: str, *arguments: Any) -> Any:
        """Run a command as its key would, for buttons and menus."""
        return self._commands[name](self._context(), *arguments)

    # ---- which mode ----
    def mode_at(self, widget: QWidget) -> Mode:
        if widget.window() is not self._window or QApplication.activePopupWidget() is not None:
            return Mode.DIALOG
        page = self._mode_of_page()
        if page is Mode.DIALOG:
            return page
        if is_text(widget):
            return Mode.TEXT if page is Mode.WORKBENCH else Mode.FIELD
        is_reading = page is Mode.WORKBENCH and self._context().workbench.reading.is_open
        return Mode.READING if is_reading else page

    def _is_ours(self, widget: QWidget) -> bool:
        """An ignored key climbs from child to parent; only its first stop counts."""
        focus = QApplication.focusWidget()
        return not isinstance(widget, QMenu) and (focus is None or widget is focus)

    def _alarm(self, widget: QWidget, event: QKeyEvent) -> str:
        """Hiding the evidence and locking work over open menus and dialogs, too: they leave the picture in sight."""
        page = self._mode_of_page()
        if page is Mode.DIALOG or self.mode_at(widget) is not Mode.DIALOG:
            return ""
        found = self._keymap.find(page, key_name(event))
        return found.command if found is not None and found.command in (ALARM, LOCK) else ""

    def _raise_alarm(self, alarm: str, event: QKeyEvent) -> bool:
        event.accept()
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self.run(alarm)
        return True

    def _binding(self, widget: QWidget, event: QKeyEvent) -> Binding | None:
        name = key_name(event)
        if not name or _keeps(widget, name):
            return None
        return self._keymap.find(self.mode_at(widget), name)

    def _begins_note(self, widget: QWidget, event: QKeyEvent) -> bool:
        """With "type at once", the first letter after a mark opens its note and is typed there."""
        is_letter = event.text().isalpha() and not event.modifiers() & _COMMANDS and not event.isAutoRepeat()
        is_wanted = is_letter and self._clock() < self._note_until and self._types_at_once()
        if not is_wanted or self.mode_at(widget) not in (Mode.WORKBENCH, Mode.READING):
            return False
        self._note_until = 0.0
        self.run("mark.note")
        field = QApplication.focusWidget()
        if field is not None and is_text(field):
            QApplication.sendEvent(field, event.clone())
        return True

    # ---- keys down and up ----
    def _pressed(self, binding: Binding, event: QKeyEvent) -> None:
        if self._goes_on(event) or (event.isAutoRepeat() and not binding.repeats):
            return
        began = self._clock()
        result = self.run(binding.command, *self._arguments(binding, event))
        self._note_until = began + NOTE_S if binding.command in _MARKS else 0.0
        if binding.held and result is not None:
            self._held[_identity(event)] = _Held(binding, began, event.timestamp(), result)

    def _released(self, event: QKeyEvent) -> bool:
        key = _identity(event)
        held = self._held.get(key)
        if held is None or event.isAutoRepeat():
            return held is not None
        is_long = held.seconds(event, self._clock()) > HELD_S
        finish = self.run(held.binding.held, held.result) if is_long else None
        self._let_go[key] = _LetGo(event.timestamp(), finish)
        if event.timestamp():
            QTimer.singleShot(REPEAT_COMES_WITHIN_MS, self, lambda: self._settle(key))
        else:
            self._settle(key)
        return True

    def _goes_on(self, event: QKeyEvent) -> bool:
        """Whether a press repeats a key that is still down.

        X reports a held key as released and pressed at the same time, and Qt does not always notice.
        """
        let_go = self._let_go.get(_identity(event))
        if let_go is None:
            return False
        is_repeat = event.timestamp() - let_go.stamp <= SAME_TIME_MS
        if is_repeat:
            del self._let_go[_identity(event)]
        else:
            self._settle(_identity(event))
        return is_repeat

    def _settle(self, key: int) -> None:
        """The key is up for good."""
        let_go = self._let_go.pop(key, None)
        if let_go is None:
            return
        self._held.pop(key, None)
        if let_go.finish is not None:
            let_go.finish()

    @staticmethod
    def _arguments(binding: Binding, event: QKeyEvent) -> tuple[Any, ...]:
        if binding.takes_digit:
            return (int(key_name(event)[-1]),)
        return () if binding.argument is None else (binding.argument,)


def _keeps(widget: QWidget, name: str) -> bool:
    """Whether a widget needs this key for itself; the caret of a text on show moves and selects as in any other."""
    if any(widget.inherits(kind) for kind in _SHOWN):
        base = name.removeprefix("Ctrl+").removeprefix("Shift+")
        return widget.inherits("TextView") and base in _CARET and not (base in _PAGES and name.startswith("Ctrl+"))
    return any(widget.inherits(kind) for kind in _WIDGET_KEYS.get(name, ()))


def is_text(widget: QWidget) -> bool:
    """Whether letters typed here are letters."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, (QTextEdit, QPlainTextEdit, QLineEdit)):
        return not widget.isReadOnly()
    return isinstance(widget, _TEXT_WIDGETS)


def _identity(event: QKeyEvent) -> int:
    """The same for press and release of one key, whatever modifiers changed between."""
    return event.nativeScanCode() or _key(event)


def _key(event: QKeyEvent) -> int:
    return int(Qt.Key(event.key()))
