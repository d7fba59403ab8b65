"""The strip at the foot of the window: sync in words with progress and cancel, a short message, the disk."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from assessor_app.gui.icons import pixmap
from assessor_app.gui.models.sync_words import SyncLine
from assessor_app.gui.plain_words import PlainLabel, plain_tip
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.text_elided import ElidedLabel
from assessor_app.services.views import SyncStatus

MESSAGE_MS = 8_000
ICON = 16
HEIGHT = 30
BAR_WIDTH = 120


class StatusStrip(QFrame):
    """`cancelled` stops the sync, `outbox_asked` is a click on the words."""

    cancelled = Signal()
    outbox_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._tokens = LIGHT
        self._line = SyncLine("cloud", "quiet", "")
        self._picture = PlainLabel()
        self._words = QPushButton()
        self._words.setProperty("look", "words")
        self._words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._progress = QProgressBar(textVisible=False)
        self._progress.setFixedWidth(BAR_WIDTH)
        self._progress.setAccessibleName(self.tr("Sync progress"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel the sync"))
        self._cancel.setProperty("look", "link")
        self._message = ElidedLabel()
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._disk = PlainLabel()
        self._disk.setProperty("look", "quiet")
        self._clear = QTimer(self, singleShot=True, interval=MESSAGE_MS)
        self._clear.timeout.connect(self._say_what_stands)
        self._standing = ""
        self._words.clicked.connect(self.outbox_asked)
        self._cancel.clicked.connect(self.cancelled)
        self._lay_out()
        self.show_busy(SyncStatus())

    def show_line(self, line: SyncLine) -> None:
        self._line = line
        self._words.setText(line.text[:1].upper() + line.text[1:])
        self._words.setAccessibleName(self.tr("Sync: {state}").format(state=line.told or line.text))
        self._words.setToolTip(plain_tip(line.told))
        self._paint_icon()

    def show_busy(self, status: SyncStatus) -> None:
        self._progress.setVisible(status.is_busy)
        self._cancel.setVisible(status.is_busy)
        # Bytes may pass what a progress bar can count, so it counts in thousandths.
        self._progress.setRange(0, 1000 if status.total else 0)
        if status.total:
            self._progress.setValue(round(1000 * status.done / status.total))

    def show_disk(self, text: str, told: str = "") -> None:
        """`told` says the same at length."""
        self._disk.setText(text)
        self._disk.setToolTip(plain_tip(told))
        self._disk.setAccessibleName(told or text)

    def say(self, sentence: str) -> None:
        """Show `sentence` for some seconds, then what stands."""
        self._write(sentence or self._standing)
        self._clear.start()

    def stand(self, sentence: str) -> None:
        """Show `sentence` whenever nothing else is said, until it is empty."""
        is_shown = self._message.text() == self._standing
        self._standing = sentence
        if is_shown:
            self._write(sentence)

    def _say_what_stands(self) -> None:
        self._write(self._standing)

    def _write(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setAccessibleName(sentence)

    @property
    def message(self) -> str:
        return self._message.text()

    @property
    def words(self) -> str:
        return self._words.text()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._paint_icon()

    def _paint_icon(self) -> None:
        tones = {"good": self._tokens.good, "warn": self._tokens.warn, "bad": self._tokens.bad}
        colour = tones.get(self._line.tone, self._tokens.quiet)
        self._picture.setPixmap(pixmap(self._line.icon_name, colour, ICON, self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        self.setMinimumHeight(HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_BETWEEN, SPACE // 2, GAP_BETWEEN, SPACE // 2)
        layout.setSpacing(GAP_INSIDE)
        for part in (self._picture, self._words, self._progress, self._cancel):
            layout.addWidget(part)
        layout.addSpacing(GAP_BETWEEN)
        layout.addWidget(self._message, 1)
        layout.addWidget(self._disk)
