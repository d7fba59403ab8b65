"""A text of one line that opens to its full length, so that it takes little room until somebody reads it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens

IconOf = Callable[[str, Tokens], QIcon]
_ICON = QSize(16, 16)


class FoldedText(QFrame):
    def __init__(self, icon_of: IconOf, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._icon_of = icon_of
        self._tokens = tokens
        self._words = ""
        self._label = QLabel()
        self._more = QToolButton()
        self.setProperty("look", "bar")
        self._build()
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._fold()

    def say(self, words: str) -> None:
        """Folded again; without words it takes no room."""
        self._words = words
        self._more.setChecked(False)
        self.setVisible(bool(words))
        self.setAccessibleName(words)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        is_open = self._more.isChecked()
        self._label.setWordWrap(is_open)
        room = self._label.width()
        shortened = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self._label.setText(self._words if is_open else shortened)
        self._more.setIcon(self._icon_of("chevron-up" if is_open else "chevron-down", self._tokens))
        self._more.setToolTip(self.tr("Less") if is_open else self.tr("Read all of it"))
        self._more.setAccessibleName(self._more.toolTip())

    def _build(self) -> None:
        self._label.setProperty("look", "quiet")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._more.setProperty("look", "bar")
        self._more.setCheckable(True)
        self._more.setIconSize(_ICON)
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.toggled.connect(lambda _: self._fold())
        line = QHBoxLayout(self)
        line.setContentsMargins(3 * SPACE, 0, SPACE, 0)
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self._label, 1)
        line.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
