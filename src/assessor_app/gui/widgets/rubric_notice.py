"""A sentence above the criteria that must not be overlooked: a broken rubric, or what is compared."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from assessor_app.gui.tokens import GAP_INSIDE, SPACE


class RubricNotice(QFrame):
    """`asked` when the button beside a change of the rubric was pressed."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setProperty("look", "bar")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, GAP_INSIDE, 3 * SPACE, GAP_INSIDE)
        column.addWidget(self._label)
        self.button = QPushButton(self.tr("See both versions…"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.asked)
        self.button.hide()
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def offer(self, *, is_changed: bool) -> None:
        """Whether there are two versions to see."""
        self.button.setVisible(is_changed)

    def say(self, words: str, *, is_warning: bool = True) -> None:
        """Without words it takes no room."""
        self._label.setText(words)
        self._label.setProperty("look", "warn" if is_warning else "")
        self._label.style().polish(self._label)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    @property
    def words(self) -> str:
        return self._label.text()
