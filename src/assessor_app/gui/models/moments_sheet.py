"""The moments list as a sheet to write in: time, criterion, type and note in place, and rows to drag to a criterion."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from assessor_app.domain.annotation import Annotation, TimeSelector
from assessor_app.gui.models.moments import Column, MomentsModel, Role
from assessor_app.gui.models.note_drafts import NoteDrafts
from assessor_app.gui.models.rubric_words import list_place_words
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.rubric_card import MOMENT_MIME

Index = QModelIndex | QPersistentModelIndex
_Item = Qt.ItemDataRole


class MomentsSheet(MomentsModel):
    """Each signal carries an annotation id and what was entered; rows change when the edit comes back saved."""

    note_edited = Signal(str, str)
    time_typed = Signal(str, str)
    type_chosen = Signal(str, str)
    criterion_chosen = Signal(str, object)

    def __init__(self, drafts: NoteDrafts, parent: QObject | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent, tokens)
        self._drafts = drafts
        self._is_editable = False
        self._entered = {
            Column.TEXT: self._enter_note,
            Column.TIME: self._enter_time,
            Column.TYPE: self._enter_type,
            Column.CRITERION: self._enter_criterion,
        }

    @property
    def is_editable(self) -> bool:
        return self._is_editable

    def set_editable(self, *, is_editable: bool) -> None:
        self._is_editable = is_editable

    def annotation(self, index: Index) -> Annotation | None:
        found = index.data(Role.ANNOTATION) if index.isValid() else None
        return found if isinstance(found, Annotation) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid() or not self._is_editable:
            return flags
        annotation = self.annotation_at(index.row())
        flags |= Qt.ItemFlag.ItemIsDragEnabled
        is_place = index.column() == Column.TIME and not isinstance(annotation.selector, TimeSelector)
        if index.column() in self._entered and not is_place:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = _Item.DisplayRole) -> object:
        if role == _Item.EditRole:
            annotation = self.annotation(index)
            return self._to_edit(annotation, index.column()) if annotation is not None else ""
        if role == _Item.DisplayRole and index.column() == Column.TIME:
            annotation = self.annotation(index)
            if annotation is not None and annotation.annotation_id not in self._cells.lost:
                return list_place_words(annotation)
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = _Item.EditRole) -> bool:
        annotation, enter = self.annotation(index), self._entered.get(Column(index.column()))
        if annotation is None or enter is None or role != _Item.EditRole:
            return False
        enter(annotation, value)
        return True

    def mimeTypes(self) -> list[str]:
        return [MOMENT_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Ids, a line each."""
        carried = QMimeData()
        ids = dict.fromkeys(self.annotation_at(index.row()).annotation_id for index in indexes)
        if ids:
            carried.setData(MOMENT_MIME, "\n".join(ids).encode())
        return carried

    def _to_edit(self, annotation: Annotation, column: int) -> object:
        if column == Column.TIME:
            return list_place_words(annotation)
        if column == Column.TYPE:
            return annotation.mark_type.value
        if column == Column.CRITERION:
            return annotation.criterion_id
        return self._drafts.words(annotation.annotation_id, annotation.text)

    def _enter_note(self, annotation: Annotation, value: object) -> None:
        if str(value) != annotation.text or str(value) != self._to_edit(annotation, Column.TEXT):
            self.note_edited.emit(annotation.annotation_id, str(value))

    def _enter_time(self, annotation: Annotation, value: object) -> None:
        if str(value).strip() != list_place_words(annotation):
            self.time_typed.emit(annotation.annotation_id, str(value))

    def _enter_type(self, annotation: Annotation, value: object) -> None:
        if value != annotation.mark_type.value:
            self.type_chosen.emit(annotation.annotation_id, str(value))

    def _enter_criterion(self, annotation: Annotation, value: object) -> None:
        if value != annotation.criterion_id:
            self.criterion_chosen.emit(annotation.annotation_id, value)
