"""The marks of the artifact on show, handed to whichever view shows it."""

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.widgets.marked_view import MarkedView, ShownMark
from assessor_app.gui.widgets.note_line import NumberOf


class EvidenceLayer(QObject):
    """`view` is what shows text, PDF or picture, None for anything else.

    `lost_changed` when passages are no longer to be found in their text, or are again.
    """

    lost_changed = Signal()

    def __init__(self, view: Callable[[], MarkedView | None], number_of: NumberOf, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._number_of = number_of
        self._marks: dict[str, Annotation] = {}
        self._selected: tuple[str, ...] = ()
        # Many marks changed one after the other are drawn once.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.put)

    def show(self, annotations: Iterable[Annotation]) -> None:
        """These are the marks of what is, or is about to be, on show."""
        self._marks = {each.annotation_id: each for each in annotations}
        self.put()

    def merge(self, changed: Iterable[Annotation], gone: Collection[str]) -> None:
        for name in gone:
            self._marks.pop(name, None)
        for annotation in changed:
            if annotation.is_retracted:
                self._marks.pop(annotation.annotation_id, None)
            else:
                self._marks[annotation.annotation_id] = annotation
        self._soon.start()

    def select(self, names: tuple[str, ...]) -> None:
        self._selected = names
        view = self._view()
        if view is not None:
            view.select_marks(names)

    def put(self) -> None:
        """Draw them on what is on show now."""
        self._soon.stop()
        view = self._view()
        if view is not None:
            view.show_marks([ShownMark(each, self._number_of(each.criterion_id)) for each in self._marks.values()])
            view.select_marks(self._selected)

    @property
    def lost(self) -> frozenset[str]:
        view = self._view()
        return frozenset() if view is None else view.lost

    @property
    def names(self) -> Collection[str]:
        return self._marks.keys()
