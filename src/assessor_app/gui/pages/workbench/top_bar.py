"""The strip above the workbench: where one is, what is due, whether it is saved, and the way to submit."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from assessor_app.domain.submission import Assignment
from assessor_app.gui import wording
from assessor_app.gui.icons import icon, put_icon
from assessor_app.gui.key_words import KeyWords, default_words
from assessor_app.gui.models.lease_words import due_words, is_ending
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.text_elided import ElidedLabel

Now = Callable[[], datetime]
_LETTERS_IN_LINE = 140
_LETTERS_OF_TITLE = 24
_ANY_WIDTH = 16_777_215
"""Qt's word for no limit."""
_LONGEST_CLOCK = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)


class TopBar(QFrame):
    back_asked = Signal()
    submit_asked = Signal()
    know_someone_asked = Signal()
    hand_back_asked = Signal()

    def __init__(self, now: Now, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._now = now
        self.setProperty("look", "bar")
        self._back = QPushButton(self.tr("Inbox"))
        self._title = ElidedLabel()
        self._code, self._due, self._saved = ElidedLabel(), ElidedLabel(), _SavedLine()
        self._connection = QLabel()
        self._submit = QPushButton(self.tr("Submit…"))
        self.know_someone = QPushButton(self.tr("I know someone here"))
        self.menu = QMenu(self)
        self._more = QToolButton()
        self._build()
        self.set_tokens(tokens)
        self.show_keys(default_words())

    def set_tokens(self, tokens: Tokens) -> None:
        self._back.setIcon(icon("chevron-left", tokens))
        self._submit.setIcon(icon("send", tokens, tokens.on_accent))
        put_icon(self.know_someone, "ban", tokens)
        self._more.setIcon(icon("ellipsis", tokens))

    def show_keys(self, keys: KeyWords) -> None:
        self._back.setToolTip(keys.after(self.tr("Back to the inbox"), "page.inbox"))
        self._submit.setToolTip(keys.after(self.tr("Check and submit"), "assessment.submit"))
        words = self.tr("Hide all evidence at once; then say what is the matter")
        self.know_someone.setToolTip(keys.after(words, "evidence.hide"))

    def show_assignment(self, assignment: Assignment) -> None:
        self._title.setText(assignment.micro_credential)
        self._share_room()
        attempt = self.tr("attempt {number}").format(number=assignment.attempt)
        self._code.setText(f"{assignment.code} · {attempt}")
        now = self._now()
        self._due.setText(due_words(assignment, now))
        self._due.explain(due_words(assignment, now, is_whole=True))
        is_late = assignment.due_at is not None and assignment.due_at < now
        self._tone(self._due, "warn" if is_late or is_ending(assignment.lease_until_at, now) else "quiet")

    def set_editable(self, *, is_editable: bool) -> None:
        self._submit.setVisible(is_editable)
        self._saved.setVisible(is_editable)

    def say_saving(self) -> None:
        self._saved.setText(self.tr("Saving…"))
        self._tone(self._saved, "quiet")

    def say_saved(self, at: datetime | None) -> None:
        """Only ever called once something is on the disk; None when there is nothing to save yet."""
        words = self.tr("Saved on this laptop {time}")
        self._saved.setText(words.format(time=self._clock(at)) if at else self.tr("No changes yet"))
        self._saved.explain("")
        self._tone(self._saved, "quiet")

    def say_not_saved(self, reason: str) -> None:
        self._saved.setText(self.tr("Not saved"))
        self._saved.explain(reason)
        self._tone(self._saved, "bad")

    def say_connection(self, is_online: bool | None) -> None:
        words = {True: self.tr("Online"), False: self.tr("Offline")}
        self._connection.setText("" if is_online is None else words[is_online])
        self._connection.setVisible(is_online is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_buttons_whole()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_buttons_whole()

    def _keep_buttons_whole(self) -> None:
        """Words about time give way first; the style sheet would let buttons shrink to nothing."""
        self._share_room()
        for button in (self._back, self.know_someone, self._more, self._submit):
            button.setMinimumWidth(button.sizeHint().width())

    def _share_room(self) -> None:
        """With large text the name of the micro-credential comes before what can be said by an icon or below."""
        measure = self.fontMetrics().horizontalAdvance
        self._connection.setMinimumWidth(max(measure(self.tr("Online")), measure(self.tr("Offline"))))
        is_scarce = self.width() < self.fontMetrics().averageCharWidth() * _LETTERS_IN_LINE
        self.know_someone.setText("" if is_scarce else self.know_someone.accessibleName())
        self._connection.setMaximumWidth(0 if is_scarce else _ANY_WIDTH)
        if is_scarce:
            self._connection.setMinimumWidth(0)
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), measure("n" * _LETTERS_OF_TITLE)))

    def _clock(self, at: datetime) -> str:
        is_today = wording.local(at).date() == wording.local(self._now()).date()
        return wording.clock(at) if is_today else wording.day_and_time(at, self._now())

    def _build(self) -> None:
        self._back.setProperty("look", "bar")
        self._submit.setProperty("look", "primary")
        self._build_more()
        for button in (self._back, self.know_someone, self._more, self._submit):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title.setProperty("look", "section")
        for quiet in (self._code, self._due, self._saved, self._connection):
            quiet.setProperty("look", "quiet")
            quiet.setTextFormat(Qt.TextFormat.PlainText)
        policy = self._connection.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._connection.setSizePolicy(policy)
        self._connection.hide()
        self._back.clicked.connect(self.back_asked)
        self._submit.clicked.connect(self.submit_asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP_INSIDE, SPACE, GAP_INSIDE, SPACE)
        line.setSpacing(SPACE)  # buttons bring room of their own
        line.addWidget(self._back)
        line.addWidget(self._title, 1)
        for widget in (self._code, self._due, self._saved, self._connection):
            line.addSpacing(GAP_INSIDE)
            line.addWidget(widget)
        for button in (self.know_someone, self._more, self._submit):
            line.addWidget(button)

    def _build_more(self) -> None:
        """What is seldom needed; other parts of the workbench add their own to `menu`."""
        self.know_someone.setProperty("look", "bar")
        self.know_someone.setAccessibleName(self.know_someone.text())
        self.know_someone.clicked.connect(self.know_someone_asked)
        self._more.setProperty("look", "bar")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(self.menu)
        self._more.setToolTip(self.tr("More"))
        self._more.setAccessibleName(self.tr("More to do with this submission"))
        self.menu.addAction(self.tr("Hand back…")).triggered.connect(lambda _: self.hand_back_asked.emit())

    @staticmethod
    def _tone(label: QLabel, look: str) -> None:
        if label.property("look") != look:
            label.setProperty("look", look)
            label.style().polish(label)


class _SavedLine(ElidedLabel):
    """Keeps the room of its usual words, so that nothing beside it moves while something is saved."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        usual = self.tr("Saved on this laptop {time}").format(time=wording.clock(_LONGEST_CLOCK))
        return QSize(max(hint.width(), self.fontMetrics().horizontalAdvance(usual) + SPACE), hint.height())


def utc_now() -> datetime:
    return datetime.now(UTC)
