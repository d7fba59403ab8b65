"""The rubric as the assessor works on it: opening criteria, choosing levels, citing moments, giving reasons."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.assessment import Gap
from assessor_app.gui.pages.workbench.acts import Acts
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState


class Scoring:
    def __init__(
        self,
        state: WorkbenchState,
        panes: Panes,
        acts: Acts,
        play_moment: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        self._state = state
        self._panes = panes
        self._acts = acts
        self.say = say
        rubric = panes.rubric
        rubric.criterion_opened.connect(self._focus)
        rubric.level_chosen.connect(self._set_level)
        rubric.condition_chosen.connect(self._set_condition)
        rubric.rationale_settled.connect(self._set_rationale)
        rubric.cite_asked.connect(self._cite)
        rubric.uncite_asked.connect(self._uncite)
        rubric.moment_asked.connect(play_moment)

    def focus_rubric(self) -> None:
        """Put the focus on the levels of the criterion in focus."""
        if self._state.focused_criterion_id is not None:
            self.show_part(self._state.focused_criterion_id, Gap.LEVEL)

    def show_part(self, criterion_id: str, part: str) -> None:
        """Open a criterion and put the focus where `part` (a Gap) is to be filled in."""
        self._panes.rubric.open_criterion(criterion_id)
        self._focus(criterion_id)
        self._panes.rubric.reveal(criterion_id)
        card = self._panes.rubric.card(criterion_id)
        if card is None:
            return
        if part == Gap.RATIONALE:
            card.focus_rationale()
        elif part == Gap.EVIDENCE:
            card.focus_evidence()
        else:
            card.focus_levels()

    def put_condition(self, code: str) -> None:
        """State why the criterion in focus cannot be scored."""
        criterion_id = self._state.focused_criterion_id
        if criterion_id is not None and self._state.is_editable:
            self._set_condition(criterion_id, code)
            words = QCoreApplication.translate("Scoring", "Stated for criterion {number}. Undo takes it back.")
            self.say(words.format(number=self._number(criterion_id)))

    def _number(self, criterion_id: str) -> int:
        criteria = self._state.view.rubric.criteria if self._state.view else ()
        return next((c.number for c in criteria if c.criterion_id == criterion_id), 0)

    def _focus(self, criterion_id: str) -> None:
        self._state.focused_criterion_id = criterion_id

    def _set_level(self, criterion_id: str, level_id: str) -> None:
        if assignment_id := self._state.assignment_id:
            self._acts.set_level(assignment_id, criterion_id, level_id)

    def _set_condition(self, criterion_id: str, code: str) -> None:
        if assignment_id := self._state.assignment_id:
            self._acts.set_condition(assignment_id, criterion_id, code or None)

    def _set_rationale(self, criterion_id: str, words: str) -> None:
        card = self._panes.rubric.card(criterion_id)
        if (assignment_id := self._state.assignment_id) and card is not None:
            self._acts.set_rationale(assignment_id, criterion_id, words, card.rationale)

    def _cite(self, criterion_id: str, annotation_ids: str) -> None:
        """One mark, or several dragged together, a line each: all of them or none, in one undo step."""
        marks = [self._state.annotation(each) for each in annotation_ids.split("\n")]
        assignment_id = self._state.assignment_id
        if assignment_id is None or None in marks:
            return
        if any(mark is not None and mark.criterion_id not in (None, criterion_id) for mark in marks):
            words = QCoreApplication.translate(
                "Scoring", "This moment was marked for another criterion. Mark it for this one too, then cite it."
            )
            self.say(words)
            return
        self._acts.cite(criterion_id, annotation_ids.split("\n"))

    def _uncite(self, criterion_id: str, annotation_id: str) -> None:
        if assignment_id := self._state.assignment_id:
            self._acts.uncite(assignment_id, criterion_id, annotation_id)
