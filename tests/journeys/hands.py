"""What hands and eyes do at a laptop, through real key and mouse events: press, type, click, read."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def focus() -> QWidget:
    """Where keys go."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(focus(), key, modifiers)


def key_down(key: Qt.Key) -> None:
    QTest.keyPress(focus(), key)


def key_up(key: Qt.Key) -> None:
    QTest.keyRelease(focus(), key)


def write(words: str) -> None:
    """Type on the keyboard, letter by letter."""
    QTest.keyClicks(focus(), words)


def click(widget: QWidget, at: QPoint | None = None, *, is_double: bool = False) -> None:
    assert widget.isVisible(), f"{widget!r} is not on the screen"
    assert widget.isEnabled(), f"{widget!r} cannot be pressed"
    place = widget.rect().center() if at is None else at
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, PLAIN, place)
    if is_double:
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, PLAIN, place)


def button(words: str, within: QWidget, *, is_whole: bool = True) -> QAbstractButton:
    """The one visible button that says exactly this, or begins with it."""
    visible = [b for b in within.findChildren(QAbstractButton) if b.isVisible()]
    found = [b for b in visible if _said(b.text()) == words or (not is_whole and _said(b.text()).startswith(words))]
    assert len(found) == 1, f"{len(found)} buttons say {words!r}; there are {sorted(words_on(within))}"
    return found[0]


def words_on(widget: QWidget) -> set[str]:
    """Every text in plain sight on a page or dialog."""
    return {words for part in widget.findChildren(QWidget) if part.isVisible() for words in _texts(part) if words}


def reads(words: str, widget: QWidget) -> bool:
    """Whether somebody looking at it reads this, as a part of whatever stands there."""
    return any(words in text for text in words_on(widget))


def _texts(part: QWidget) -> Iterator[str]:
    if isinstance(part, (QLabel, QAbstractButton)):
        yield _said(part.text())
    elif isinstance(part, QLineEdit):
        yield part.text()
    elif isinstance(part, QPlainTextEdit):
        yield part.toPlainText()


def _said(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
