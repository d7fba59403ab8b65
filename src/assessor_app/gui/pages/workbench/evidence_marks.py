"""Evidence that is read or looked at, under the assessor's keys: what a mark means there, and the marks on it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from assessor_app.commands.reading_controls import NoPlace
from assessor_app.domain.annotation import Annotation, Selector
from assessor_app.gui.pages.workbench.evidence_kind import kind_of
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.gui.widgets.marked_view import ZOOM_STEP, MarkedView


class EvidenceMarks:
    """Fulfils `commands.reading_controls.ReadingControls`."""

    def __init__(self, state: WorkbenchState, panes: Panes, select: Callable[[str], None]) -> None:
        self._state = state
        self._panes = panes
        self._select = select
        self._wanted: Annotation | None = None
        panes.evidence.mark_picked.connect(select)
        panes.evidence.opened.connect(self._show_wanted)
        panes.evidence.layer.lost_changed.connect(self._tell_lost)

    @property
    def is_open(self) -> bool:
        return self._state.artifact is not None and not kind_of(self._state.artifact).has_time

    def place(self) -> Selector:
        if self._view is None:
            raise NoPlace(_tr("Nothing is on show that could be marked. Wait until it is open, or open another part."))
        return self._view.place()

    def move_region(self, right: int, down: int) -> None:
        if self._view is not None:
            self._view.move_region(right, down)

    def size_region(self, right: int, down: int) -> None:
        if self._view is not None:
            self._view.size_region(right, down)

    def quote_region(self) -> None:
        if self._view is not None:
            self._view.quote_region()

    def turn_page(self, step: int) -> None:
        if self._view is not None:
            self._view.turn_page(step)

    def go_to_edge(self, step: int) -> None:
        if self._view is not None:
            self._view.go_to_edge(step)

    def zoom(self, steps: int) -> None:
        if self._view is not None:
            self._view.zoom_by(ZOOM_STEP**steps)

    def pan(self, right: int, down: int) -> None:
        if self._view is not None:
            self._view.pan(right, down)

    def show_whole(self) -> None:
        if self._view is not None:
            self._view.fit()

    def select_neighbour(self, step: int) -> bool:
        """Without a selected one: the first, or the last."""
        names = self._view.in_order() if self._view is not None else []
        selected = self._state.selected_id
        at = names.index(selected) + step if selected in names else (0 if step > 0 else len(names) - 1)
        if self._view is None or not 0 <= at < len(names):
            return False
        self._select(names[at])
        self._view.reveal(names[at])
        return True

    def go_to(self, annotation: Annotation) -> None:
        """Show the place of a mark on what was just chosen, at once or as soon as it is open."""
        self._wanted = annotation if self.is_open else None
        if self._view is not None:
            self._show_wanted()

    def _show_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        artifact = self._state.artifact
        if wanted is None or self._view is None or artifact is None:
            return
        if wanted.artifact_id == artifact.artifact_id:
            self._view.reveal(wanted.annotation_id)

    def _tell_lost(self) -> None:
        """Of what is on show; what is known of other parts stays."""
        layer = self._panes.evidence.layer
        self._panes.moments.model.set_lost(layer.names, layer.lost)

    def let_go(self) -> bool:
        return self._view is not None and self._view.hasFocus() and self._view.let_go()

    @property
    def _view(self) -> MarkedView | None:
        return self._panes.evidence.marked if self.is_open else None


def _tr(words: str) -> str:
    return QCoreApplication.translate("Evidence", words)
