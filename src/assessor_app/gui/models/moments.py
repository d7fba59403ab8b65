"""The moments list: annotations as table rows, by start time."""

from collections.abc import Iterable
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.tokens import LIGHT, Tokens

_USER = Qt.ItemDataRole.UserRole


class Column(IntEnum):
    TIME = 0
    CRITERION = 1
    TYPE = 2
    TEXT = 3
    CITED = 4


class Role(IntEnum):
    ANNOTATION_ID = _USER + 1
    ANNOTATION = _USER + 2
    CRITERION_ID = _USER + 3
    CRITERION_NUMBER = _USER + 4
    MARK_TYPE = _USER + 5
    START_US = _USER + 6
    ARTIFACT_ID = _USER + 7
    IS_CITED = _USER + 8


class MomentsModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)

    def set_tokens(self, tokens: Tokens) -> None: ...
    def set_criteria(self, criteria: tuple[tuple[int, str, str], ...]) -> None: ...
    def set_annotations(self, annotations: Iterable[Annotation]) -> None: ...
    def set_cited(self, annotation_ids: Iterable[str]) -> None: ...
    def insert_or_update(self, annotation: Annotation) -> None: ...
    def remove(self, annotation_id: str) -> None: ...
    def row_of(self, annotation_id: str) -> int:
        """-1 when it is not here."""

    def annotation_at(self, row: int) -> Annotation: ...
