"""The aids to writing, shared by all feedback and rationale fields: spelling, own words, names, the comment bank."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from assessor_app.commands.context import Desk
from assessor_app.domain.comment import Comment
from assessor_app.domain.rubric import Rubric
from assessor_app.gui.dialogs.comment_bank import CommentBankDialog
from assessor_app.gui.models.comment_offers import Offer, offers_for
from assessor_app.gui.models.text_findings import Looks
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets.writing_aids import WritingAids
from assessor_app.services import comments
from assessor_app.services.name_lint import vocabulary
from assessor_app.services.spelling import LANGUAGES, OFF, Speller, load
from assessor_app.services.views import WorkbenchView

MOST_OWN = 5_000
_DEFAULT = "en"


class FeedbackAids(QObject):
    """`attach` gives them to a field. The word list is read on a lane when the first field is given its aids."""

    def __init__(
        self,
        state: WorkbenchState,
        desk: Desk,
        settings: SettingsPort,
        tokens: Tokens,
        say: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._desk = desk
        self._settings = settings
        self._tokens = tokens
        self._say = say
        self._speller: Speller | None = None
        self._asked = ""
        self._known: frozenset[str] = frozenset()
        self._bank: tuple[Comment, ...] = ()
        self._given: dict[QPlainTextEdit, WritingAids] = {}
        self._told: list[Callable[[], None]] = []
        self.bank_dialog: CommentBankDialog | None = None

    @property
    def looks(self) -> Looks:
        return Looks(self._speller, self._own_words(), self._known)

    def listen(self, told: Callable[[], None]) -> None:
        """Call `told` whenever texts are to be looked through anew."""
        self._told.append(told)

    def open(self, view: WorkbenchView) -> None:
        """Another assignment: its rubric's words are known, its micro-credential's comments offered."""
        self._known = words_of(view)
        self._read_bank()
        self._load()
        self._renew()

    def attach(self, edit: QPlainTextEdit, criterion_id: str | None) -> WritingAids:
        """`criterion_id` None for the overall feedback."""
        aids = WritingAids(edit, self.looks, lambda: self._offers(criterion_id), self._tokens)
        aids.language = self._language()
        aids.word_learnt.connect(self._learn)
        aids.language_chosen.connect(self._choose)
        aids.kept.connect(lambda text: self._keep(text, criterion_id))
        aids.inserted.connect(self._count)
        self._given[edit] = aids
        edit.destroyed.connect(lambda: self._given.pop(edit, None))
        return aids

    def of(self, edit: QPlainTextEdit) -> WritingAids | None:
        return self._given.get(edit)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for aids in self._given.values():
            aids.set_tokens(tokens)

    # ---- spelling -------------------------------------------------------------------------

    def _language(self) -> str:
        chosen = self._settings.get("spelling").get("language", _DEFAULT)
        return chosen if chosen in LANGUAGES or chosen == OFF else _DEFAULT

    def _own_words(self) -> frozenset[str]:
        return frozenset(self._settings.get("spelling").get(f"words-{self._language()}", "").split())

    def _load(self) -> None:
        language = self._language()
        if language == self._asked:
            return
        self._asked, self._speller = language, None
        if language == OFF:
            self._renew()
            return

        def loaded(speller: Speller) -> None:
            if speller.language == self._asked:
                self._speller = speller
                self._renew()

        self._desk.compute(lambda: load(language), loaded, self._not_loaded)

    def _not_loaded(self, error: Exception) -> None:
        self._say(_tr("The word list cannot be read, so spelling is not checked: {reason}").format(reason=error))

    def _choose(self, language: str) -> None:
        self._settings.set("spelling", self._settings.get("spelling") | {"language": language})
        self._load()

    def _learn(self, word: str) -> None:
        words = sorted({*self._own_words(), word.casefold().replace("’", "'")})
        if len(words) > MOST_OWN:
            self._say(_tr("Your own words are as many as there can be. This one was not added."))
            return
        kept = self._settings.get("spelling") | {f"words-{self._language()}": " ".join(words)}
        self._settings.set("spelling", kept)
        self._renew()

    def _renew(self) -> None:
        looks, language = self.looks, self._language()
        for aids in self._given.values():
            aids.use(looks, language)
        for told in self._told:
            told()

    # ---- comments -------------------------------------------------------------------------

    def show_bank(self, over: QWidget) -> None:
        """Open the comment bank of the open micro-credential."""
        view = self._state.view
        if view is not None:
            dialog = self.bank_dialog = CommentBankDialog(self._desk, view, over)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(lambda _: self._read_bank())
            dialog.open()

    def _offers(self, criterion_id: str | None) -> tuple[Offer, ...]:
        self._read_bank()  # what another window changed is there the next time at the latest
        view = self._state.view
        if view is None:
            return ()
        score = view.assessment.score_of(criterion_id) if criterion_id else None
        return offers_for(view.rubric, criterion_id, score.level_id if score else None, self._bank)

    def _read_bank(self) -> None:
        view = self._state.view
        if view is not None:
            achievement_id = view.achievement.achievement_id
            self._desk.read(lambda reads: reads.comments(achievement_id), self._take_bank)

    def _take_bank(self, bank: tuple[Comment, ...]) -> None:
        self._bank = bank

    def _keep(self, text: str, criterion_id: str | None) -> None:
        view, tools = self._state.view, self._desk.tools
        if view is None:
            return
        achievement_id = view.achievement.achievement_id

        def kept(_: Comment) -> None:
            self._say(_tr("Kept as a comment. Type / to bring it into a text."))
            self._read_bank()

        self._desk.write(
            lambda uow: comments.save(uow, tools, achievement_id, text, criterion_id),
            kept,
            lambda error: self._say(str(error)),
        )

    def _count(self, offer: Offer) -> None:
        comment = offer.comment
        if comment is not None:
            self._desk.write_aside(lambda uow: comments.count_use(uow, comment), lambda _: None)


def words_of(view: WorkbenchView) -> frozenset[str]:
    """The vocabulary of rubric and micro-credential: neither misspelt nor names."""
    return _rubric_words(view.rubric) | vocabulary((view.achievement.name, view.achievement.description))


def _rubric_words(rubric: Rubric) -> frozenset[str]:
    texts = [rubric.title]
    for criterion in rubric.criteria:
        texts += [criterion.name, criterion.description]
        texts += [text for level in criterion.levels for text in (level.name, level.descriptor, level.canned_feedback)]
    return vocabulary(texts)


def _tr(words: str) -> str:
    return QCoreApplication.translate("FeedbackAids", words)
