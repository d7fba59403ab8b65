"""A field that takes the next key pressed, whatever it is, instead of letting it type or run something."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from assessor_app.gui.key_names import key_name
from assessor_app.gui.key_words import key_words

_MODIFIERS = {
    Qt.Key.Key_Control: "Ctrl",
    Qt.Key.Key_Shift: "Shift",
    Qt.Key.Key_Alt: "Alt",
    Qt.Key.Key_Meta: "Meta",
    Qt.Key.Key_AltGr: "AltGr",
}
_LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyField(QLineEdit):
    """`pressed` carries the key's name, empty for a key without one. Tab leaves, Esc says `cancelled`."""

    pressed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.setReadOnly(True)
        # A dead key or an input method would swallow the key before it is seen.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def show_key(self, key: str) -> None:
        """Show a key's name; empty shows the placeholder."""
        self._key = key
        self.setText(key_words(key))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() not in _LEAVING:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # menus and dialogs must not take it first
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
            if event.type() == QEvent.Type.KeyRelease:
                self.setText(key_words(self._key))
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if event.key() in _MODIFIERS:
            self.setText(f"{key_words(_MODIFIERS[Qt.Key(event.key())])}+…")  # alone it is no key yet
        elif event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.cancelled.emit()
        else:
            self.pressed.emit(key_name(event))
