"""The part of the Workbench port that only tells what is known: the open assignment, its artifact and its marks."""

from assessor_app.commands.marks_in_hand import MarksInHand
from assessor_app.commands.timeline_controls import TimelineControls
from assessor_app.domain.annotation import Annotation
from assessor_app.domain.submission import Artifact
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.services.views import WorkbenchView


class OpenAssignment:
    """For the page to inherit; the documentation is that of `commands.context.Workbench`."""

    _state: WorkbenchState
    panes: Panes

    @property
    def timeline(self) -> TimelineControls:
        return self.panes.video.timeline

    @property
    def view(self) -> WorkbenchView | None:
        return self._state.view

    @property
    def artifact(self) -> Artifact | None:
        return self._state.artifact

    @property
    def focused_criterion_id(self) -> str | None:
        return self._state.focused_criterion_id

    @property
    def chosen_mark_id(self) -> str | None:
        return self._state.chosen_mark_id

    @property
    def chosen_mark_ids(self) -> tuple[str, ...]:
        return self._state.chosen_mark_ids

    @property
    def selected_mark_ids(self) -> tuple[str, ...]:
        return self._state.selected_ids

    @property
    def in_hand(self) -> MarksInHand:
        return self._state.in_hand

    @property
    def last_mark_id(self) -> str | None:
        return self._state.last_mark_id

    def annotation(self, annotation_id: str) -> Annotation | None:
        return self._state.annotation(annotation_id)

    def forget_mark(self, annotation_id: str) -> None:
        self._state.forget_mark(annotation_id)
