"""The timeline: a lane per criterion with the marks on it and the playhead across."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.tokens import LIGHT, Tokens


class TimelineView(QWidget):
    marker_activated = Signal(str)
    """Click or Enter: jump there."""
    marker_selected = Signal(str)
    """Moved onto with the keyboard."""
    seek_requested = Signal("qlonglong")

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)

    def set_tokens(self, tokens: Tokens) -> None: ...
    def set_criteria(self, criteria: tuple[tuple[int, str, str], ...]) -> None:
        """(number, criterion_id, name), in the rubric's order."""

    def set_duration(self, duration_us: int) -> None: ...
    def set_annotations(self, annotations: tuple[Annotation, ...]) -> None:
        """All marks of the artifact on show; those without a time are left out."""

    def insert_or_update(self, annotation: Annotation) -> None: ...
    def remove(self, annotation_id: str) -> None: ...
    def set_position(self, at_us: int) -> None: ...
    def set_selected(self, annotation_id: str | None) -> None: ...
