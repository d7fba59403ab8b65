"""Whether evidence of the open assignment may be on the screen: one answer for everything that shows any of it."""

from enum import Enum, auto

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.submission import AssignmentState
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.services.veil import veiled, without_quotes
from assessor_app.services.views import WorkbenchView


class Lock(Enum):
    """Why nothing of the evidence is seen. REMOTE: its server asked for it; HIDDEN: the assessor may know somebody."""

    WITHDRAWN = auto()
    HANDED_BACK = auto()
    REMOTE = auto()
    OFFLINE_LEASE = auto()
    UNDECLARED = auto()
    HIDDEN = auto()


class Curtain:
    """What was hidden stays so until it is shown again, whatever was open between, and after a new start."""

    def __init__(self, state: WorkbenchState) -> None:
        self._state = state
        self._hidden: set[str] = set()
        self._known: set[str] = set()

    @property
    def lock(self) -> Lock | None:
        view = self._state.view
        if view is None:
            return None
        if view.assignment.state is AssignmentState.WITHDRAWN:
            return Lock.WITHDRAWN
        if view.hand_back is not None:
            return Lock.HANDED_BACK
        if view.lease.is_locked:
            return Lock.REMOTE
        if view.lease.is_over:
            return Lock.OFFLINE_LEASE
        if view.is_declaration_missing:
            return Lock.UNDECLARED
        return Lock.HIDDEN if view.assignment.assignment_id in self._hidden else None

    @property
    def hides_marks(self) -> bool:
        """Whether moments are hidden, too: a note or a quoted word can tell who somebody is."""
        return self.lock in (Lock.UNDECLARED, Lock.HIDDEN)

    def veiled(self, view: WorkbenchView) -> WorkbenchView:
        """What may be on the screen of it: while it is hidden, nothing that came from the evidence.

        What was hidden when the program ended is so at the first sight of it; from then on what is done here counts.
        """
        if view.is_hidden and view.assignment.assignment_id not in self._known:
            self._hidden.add(view.assignment.assignment_id)
        self._known.add(view.assignment.assignment_id)
        return veiled(view) if view.assignment.assignment_id in self._hidden else view

    def veiled_marks(self, annotations: tuple[Annotation, ...]) -> tuple[Annotation, ...]:
        """The same for moments of the open assignment."""
        return annotations if self.lock is None else without_quotes(annotations)

    def draw(self) -> None:
        """Hide the evidence of the open assignment."""
        if self._state.assignment_id is not None:
            self._hidden.add(self._state.assignment_id)

    def lift(self) -> None:
        if self._state.assignment_id is not None:
            self._hidden.discard(self._state.assignment_id)
