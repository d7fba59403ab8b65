"""The part of the submit dialog that says what was watched: a reminder, never a reason not to submit."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assessor_app.domain.coverage import Coverage
from assessor_app.gui.icons import icon
from assessor_app.gui.models.watched import (
    Unseen,
    recordings_of,
    unseen_moments,
    unseen_sentence,
    watched_sentence,
)
from assessor_app.gui.tokens import GAP_INSIDE, SPACE, Tokens
from assessor_app.services.views import WorkbenchView

MOST_NAMED = 3
_ICON = QSize(16, 16)


class WatchedPart(QFrame):
    """`moments` are the buttons that lead to moments never played; `words` what was watched of each recording."""

    moment_asked = Signal(str)

    def __init__(self, view: WorkbenchView, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.moments: list[QPushButton] = []
        self.words: list[str] = []
        self.setProperty("look", "panel")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(3 * SPACE, GAP_INSIDE, 3 * SPACE, GAP_INSIDE)
        self._lines.setSpacing(SPACE)
        for artifact in recordings_of(view):
            watched = view.coverage.get(artifact.artifact_id, Coverage())
            self._say(watched_sentence(artifact.name, watched, artifact.duration_us))
        unseen = unseen_moments(view)
        for one in unseen[:MOST_NAMED]:
            self._name(one)
        if len(unseen) > MOST_NAMED:
            more = self.tr("And {count} more moments that were never played.")
            self._say(more.format(count=len(unseen) - MOST_NAMED))
        self.setVisible(bool(self.words))

    def _say(self, words: str) -> None:
        self.words.append(words)
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("look", "quiet")
        label.setWordWrap(True)
        self._lines.addWidget(label)

    def _name(self, unseen: Unseen) -> None:
        button = QPushButton(unseen_sentence(unseen).replace("&", "&&"))
        button.setProperty("look", "link")
        button.setAutoDefault(False)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setToolTip(self.tr("Go there and play it. You can submit without."))
        annotation_id = unseen.annotation.annotation_id
        button.clicked.connect(lambda: self.moment_asked.emit(annotation_id))
        self.moments.append(button)
        picture = QLabel()
        picture.setPixmap(icon("triangle-alert", self._tokens, self._tokens.warn).pixmap(_ICON))
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(picture)
        line.addWidget(button)
        line.addStretch(1)
        self._lines.addLayout(line)
