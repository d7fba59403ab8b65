"""The rubric by keyboard and from its head: criteria in turn, what is missing, the whole of it, what differs."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt

from assessor_app.domain.assessment import Missing
from assessor_app.domain.rubric import Criterion
from assessor_app.domain.rubric_flaws import distinct
from assessor_app.gui.dialogs.whole_rubric import WholeRubricDialog
from assessor_app.gui.key_words import KeyWords
from assessor_app.gui.models.compared_rows import compared_of
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.scoring import Scoring
from assessor_app.gui.pages.workbench.state import WorkbenchState


def _tr(words: str) -> str:
    return QCoreApplication.translate("Judging", words)


class Judging:
    """Fulfils `commands.judging_controls.JudgingControls`."""

    def __init__(self, state: WorkbenchState, panes: Panes, scoring: Scoring) -> None:
        self._state = state
        self._panes = panes
        self._scoring = scoring
        self._went_to: Missing | None = None
        panes.rubric.progress.part_asked.connect(self._go_to)
        panes.rubric.progress.whole_asked.connect(self.show_whole)

    def show_keys(self, keys: KeyWords) -> None:
        self._panes.rubric.progress.show_keys(keys.of("rubric.whole"), keys.of("score.missing"))

    def go(self, step: int) -> None:
        criteria = self._criteria()
        if criteria:
            self._open(criteria, (self._place(criteria) + step) % len(criteria))

    def ask_condition(self) -> None:
        criterion_id = self._state.focused_criterion_id
        if criterion_id is None:
            return
        self._panes.rubric.open_criterion(criterion_id)
        self._panes.rubric.reveal(criterion_id)
        if card := self._panes.rubric.card(criterion_id):
            card.body.ask_condition()

    def show_whole(self) -> None:
        view = self._state.view
        if view is None:
            return
        dialog = WholeRubricDialog(view, self._panes.rubric.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def go_to_missing(self) -> None:
        self._went_to = self._panes.rubric.progress.next_missing(self._went_to)
        if self._went_to is None:
            self._scoring.say(_tr("Nothing is missing."))
            return
        criterion = self._went_to.criterion
        self._go_to(criterion.criterion_id if criterion is not None else "", self._went_to.gap)

    def go_to_difference(self) -> None:
        compared = compared_of(self._state.view) if self._state.view is not None else None
        if compared is None or not compared.differing:
            self._scoring.say(_tr("There is no difference between assessors here."))
            return
        here = self._place(self._criteria())
        numbers = [criterion.number for criterion in compared.differing]
        mine = self._criteria()[here].number if self._criteria() else 0
        following = next((place for place, number in enumerate(numbers) if number > mine), 0)
        self._open(compared.differing, following)

    def _open(self, criteria: Sequence[Criterion], place: int) -> None:
        self._scoring.show_part(criteria[place].criterion_id, "level")

    def _go_to(self, criterion_id: str, part: str) -> None:
        if criterion_id:
            self._scoring.show_part(criterion_id, part)
        else:
            self._panes.focus_feedback()

    def _criteria(self) -> tuple[Criterion, ...]:
        return distinct(self._state.view.rubric.criteria) if self._state.view is not None else ()

    def _place(self, criteria: Sequence[Criterion]) -> int:
        focused = self._state.focused_criterion_id
        return next((place for place, each in enumerate(criteria) if each.criterion_id == focused), 0)
