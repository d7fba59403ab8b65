"""Adjudication: the moments of the assessors who differ, played on the evidence and taken over as own ones."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.pages.workbench.acts import Acts
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState


class Adjudication:
    """Beside Scoring, which plays the adjudicator's own moments."""

    def __init__(
        self,
        state: WorkbenchState,
        panes: Panes,
        acts: Acts,
        play: Callable[[Annotation], None],
        say: Callable[[str], None],
    ) -> None:
        self._state = state
        self._acts = acts
        self._play_there = play
        self._say = say
        panes.rubric.moment_asked.connect(self._play)
        panes.rubric.take_over_asked.connect(self._take_over)

    def _play(self, annotation_id: str) -> None:
        theirs = self._compared(annotation_id)
        if theirs is not None:
            self._play_there(theirs)

    def _take_over(self, criterion_id: str, annotation_id: str) -> None:
        if self._state.assignment_id is None or not self._state.is_editable:
            return
        words = QCoreApplication.translate("Adjudication", "Taken over: it is your own moment now, and cited.")
        self._acts.adopt(self._state.assignment_id, annotation_id, criterion_id, lambda: self._say(words))

    def _compared(self, annotation_id: str) -> Annotation | None:
        compared = self._state.view.compared if self._state.view is not None else ()
        marks = (mark for each in compared for mark in each.annotations if mark.annotation_id == annotation_id)
        return next(marks, None)
