"""What stands in the place of the evidence while nothing of it may be seen: a question, or why not."""

from PySide6.QtCore import QCoreApplication, QObject, Signal

from assessor_app.commands.integrity import ALARM
from assessor_app.gui.icons import icon
from assessor_app.gui.key_words import KeyWords, default_words
from assessor_app.gui.models.offline_words import lease_over_words, server_lock_words
from assessor_app.gui.pages.workbench.curtain import Lock
from assessor_app.gui.pages.workbench.evidence_pane import EvidencePane
from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets.question_place import QuestionPlace
from assessor_app.services.views import WorkbenchView


class LockedPlaces(QObject):
    """Says nothing of the evidence itself: no file's name, no size, no number of parts."""

    declared = Signal()
    refused = Signal()
    """The assessor knows somebody, or cannot judge it."""
    show_again_asked = Signal()

    def __init__(self, pane: EvidencePane, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pane = pane
        self._keys = default_words()
        self._shown: tuple[str, Lock] | None = None
        self.question = QuestionPlace(icon, tokens=tokens)
        self.hidden = QuestionPlace(icon, tokens=tokens)
        self.question.answered.connect(lambda number: (self.declared, self.refused)[number].emit())
        self.hidden.answered.connect(lambda number: (self.refused, self.show_again_asked)[number].emit())

    def set_tokens(self, tokens: Tokens) -> None:
        for place in (self.question, self.hidden):
            place.set_tokens(tokens)

    def show_keys(self, keys: KeyWords) -> None:
        self._keys = keys
        self._shown = None

    def forget(self) -> None:
        """The evidence is on show, or something else."""
        self._shown = None

    def show(self, view: WorkbenchView, lock: Lock) -> bool:
        """Return whether this is new; the same again changes nothing."""
        shown = (view.assignment.assignment_id, lock)
        if shown == self._shown:
            return False
        self._shown = shown
        if lock is Lock.UNDECLARED:
            self._ask(view)
        elif lock is Lock.HIDDEN:
            self._say_hidden(view)
        else:
            self._pane.show_notice("lock", _tr("The evidence is locked"), _why(view, lock))
        return True

    def _ask(self, view: WorkbenchView) -> None:
        lines = (
            _tr("Do you know the teacher, the pupils or the school, as far as you can tell from this?"),
            _tr("Nothing of the evidence is opened before you answer. The rubric can be read meanwhile."),
            _tr(
                "Should you recognise anybody later, press {key} at any moment: picture and sound are gone at once."
            ).format(key=self._keys.of(ALARM)),
            _tr("Your answer and every opening of evidence are logged for {server}.").format(server=view.server_name),
        )
        answers = _tr("I know nobody here: open it"), _tr("I know someone / cannot judge this…")
        self.question.ask("shield-check", _tr("Before you look"), _about(view), lines, answers)
        self._pane.show_place(self.question)

    def _say_hidden(self, view: WorkbenchView) -> None:
        lines = (
            _tr("You have hidden it. Nothing of it is seen or heard until you say so."),
            _tr("That it was hidden, and when it is shown again, is logged for {server}.").format(
                server=view.server_name
            ),
        )
        answers = _tr("Hand it back…"), _tr("I was mistaken: show it again")
        self.hidden.ask("ban", _tr("The evidence is hidden"), _about(view), lines, answers)
        self._pane.show_place(self.hidden)


def _about(view: WorkbenchView) -> str:
    assignment = view.assignment
    attempt = _tr("attempt {number}").format(number=assignment.attempt)
    return f"{assignment.micro_credential} · {assignment.code} · {attempt}"


def _why(view: WorkbenchView, lock: Lock) -> str:
    if lock is Lock.HANDED_BACK:
        words = _tr(
            "You handed this submission back to {server}, so its evidence left this laptop. "
            "What you wrote can still be read here."
        )
        return words.format(server=view.server_name)
    if lock is Lock.OFFLINE_LEASE:
        return lease_over_words(view.server_name, view.lease.days)
    if lock is Lock.REMOTE:
        return server_lock_words(view.server_name)
    words = _tr(
        "{server} has withdrawn this submission, so its evidence left this laptop. "
        "There is nothing left to do; what you wrote can still be read here."
    )
    return words.format(server=view.server_name)


def _tr(words: str) -> str:
    return QCoreApplication.translate("LockedPlaces", words)
