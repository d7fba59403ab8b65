"""A sentence that must not be missed: laid over the foot of the window until it is dismissed."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from assessor_app.gui.icons import icon
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import BASE_POINT_SIZE, GAP_BETWEEN, GAP_INSIDE, Tokens

WIDEST = 640
ABOVE_FOOT = 44


class Notice(QFrame):
    """Floats over `parent` and takes no focus from what the assessor is doing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setProperty("look", "notice")
        self.setProperty("tone", "bad")
        self._words = PlainLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._dismiss = QPushButton()
        self._dismiss.setProperty("look", "bar")
        self._dismiss.setAccessibleName(self.tr("Dismiss this message"))
        self._dismiss.setToolTip(self.tr("Dismiss"))
        self._dismiss.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._dismiss.clicked.connect(self.hide)
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(12, GAP_INSIDE, GAP_INSIDE, GAP_INSIDE)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._dismiss, alignment=Qt.AlignmentFlag.AlignTop)
        parent.installEventFilter(self)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        self._dismiss.setIcon(icon("x", tokens))

    def show_words(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()

    @property
    def words(self) -> str:
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            QTimer.singleShot(0, self, self._place)  # once the words have the new font, too

    def _place(self) -> None:
        room = self._room.rect()
        scale = self.font().pointSizeF() / BASE_POINT_SIZE
        width = min(round(WIDEST * scale), room.width() - 2 * GAP_BETWEEN)
        height = self._layout.heightForWidth(width)
        above = round(ABOVE_FOOT * scale)
        self.setGeometry((room.width() - width) // 2, room.height() - above - height, width, height)
