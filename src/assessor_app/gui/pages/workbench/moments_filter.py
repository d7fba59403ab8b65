"""Which moments the list shows, and what an assessor may do to them there: edit a note, drag one to a criterion."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal

from assessor_app.domain.annotation import Annotation, MarkType
from assessor_app.gui.models.moments import Column, MomentsModel, Role
from assessor_app.gui.models.note_drafts import NoteDrafts
from assessor_app.gui.models.rubric_words import list_place_words
from assessor_app.gui.widgets.rubric_card import MOMENT_MIME

Index = QModelIndex | QPersistentModelIndex
ANY = "any"


class MomentsFilter(QSortFilterProxyModel):
    """`note_edited` carries annotation id and text; the model itself changes when the edit comes back saved."""

    note_edited = Signal(str, str)

    def __init__(self, model: MomentsModel, drafts: NoteDrafts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._criterion_id: str | None = ANY
        self._mark_type: MarkType | None = None
        self._is_editable = False
        self.setSourceModel(model)

    def show_only(self, criterion_id: str | None, mark_type: MarkType | None) -> None:
        """`ANY` criterion or one of them or None for marks without; a type or None for all."""
        self.beginFilterChange()
        self._criterion_id, self._mark_type = criterion_id, mark_type
        self.endFilterChange()

    @property
    def is_narrowed(self) -> bool:
        return self._criterion_id != ANY or self._mark_type is not None

    def set_editable(self, *, is_editable: bool) -> None:
        self._is_editable = is_editable

    def annotation(self, index: Index) -> Annotation | None:
        found = index.data(Role.ANNOTATION) if index.isValid() else None
        return found if isinstance(found, Annotation) else None

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self.is_narrowed:
            return True
        model = self.sourceModel()
        if not isinstance(model, MomentsModel):
            return True
        annotation = model.annotation_at(source_row)
        is_criterion = self._criterion_id in (ANY, annotation.criterion_id)
        return is_criterion and self._mark_type in (None, annotation.mark_type)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self._is_editable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if index.column() == Column.TEXT:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.EditRole:
            annotation = self.annotation(index)
            return self._drafts.words(annotation.annotation_id, annotation.text) if annotation is not None else ""
        if role == Qt.ItemDataRole.DisplayRole and index.column() == Column.TIME:
            annotation = self.annotation(index)
            return list_place_words(annotation) if annotation is not None else ""
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        annotation = self.annotation(index)
        if annotation is None or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value) != annotation.text or str(value) != index.data(Qt.ItemDataRole.EditRole):
            self.note_edited.emit(annotation.annotation_id, str(value))
        return True

    def mimeTypes(self) -> list[str]:
        return [MOMENT_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        annotation = self.annotation(indexes[0]) if indexes else None
        if annotation is not None:
            carried.setData(MOMENT_MIME, annotation.annotation_id.encode())
        return carried
