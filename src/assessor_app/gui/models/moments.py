"""The moments list: annotations as table rows, those asked for, in the order asked for."""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.models.moment_cells import MomentCells, Role
from assessor_app.gui.models.moments_order import Column, Order, Query
from assessor_app.gui.tokens import LIGHT, Tokens

__all__ = ["Column", "MomentsModel", "Role"]
Index = QModelIndex | QPersistentModelIndex
MANY = 200
"""So many changes at once are cheaper as one new list than row by row."""
_NO_PARENT = QModelIndex()
_Item = Qt.ItemDataRole
_Key = tuple[Any, ...]


class MomentsModel(QAbstractTableModel):
    """Rows are kept sorted: by artifact and place in it unless another order is asked for, ties by id.

    All moments are kept; `narrow` says which are rows. `order_changed` after another order was asked for.
    """

    order_changed = Signal()

    def __init__(self, parent: QObject | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._cells = MomentCells(tokens)
        self._all: dict[str, Annotation] = {}
        self._keys: list[_Key] = []
        self._rows: list[Annotation] = []
        self._key_of: dict[str, _Key] = {}
        self.order = Order()
        self.query = Query()

    @property
    def total(self) -> int:
        """How many moments there are, listed or not."""
        return len(self._all)

    def set_tokens(self, tokens: Tokens) -> None:
        self._cells.set_tokens(tokens)
        self._all_changed()

    def set_criteria(self, criteria: tuple[tuple[int, str, str], ...]) -> None:
        """(number, criterion_id, name), in the rubric's order."""
        self._cells.set_criteria(criteria)
        self._start_over()

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        self._all = {a.annotation_id: a for a in annotations if not a.is_retracted}
        self._start_over()

    def show_annotations(self, annotations: Iterable[Annotation]) -> None:
        """As `set_annotations`; a list that has rows in common with the one here is merged into it, row by row."""
        live = {a.annotation_id: a for a in annotations if not a.is_retracted}
        if live.keys().isdisjoint(self._all):
            self.set_annotations(live.values())
            return
        changed = [each for each in live.values() if self._all.get(each.annotation_id) != each]
        self.merge(changed, self._all.keys() - live.keys())

    def merge(self, changed: Collection[Annotation], gone: Collection[str]) -> None:
        """Insert, replace and take out; row by row, unless there are many."""
        if len(changed) + len(gone) > MANY:
            for annotation_id in gone:
                self._all.pop(annotation_id, None)
            self._all.update({a.annotation_id: a for a in changed})
            self._all = {key: a for key, a in self._all.items() if not a.is_retracted}
            self._start_over()
            return
        for annotation_id in gone:
            self.remove(annotation_id)
        for annotation in changed:
            self.insert_or_update(annotation)

    def set_cited(self, annotation_ids: Iterable[str]) -> None:
        """Say which of them a level cites."""
        cited = frozenset(annotation_ids)
        changed = (cited ^ self._cells.cited) & self._all.keys()
        self._cells.cited = cited
        if len(changed) > MANY:
            self._start_over()
            return
        for annotation_id in changed:
            self._refresh(self._all[annotation_id])

    def set_artifacts(self, artifacts: Iterable[tuple[str, str]]) -> None:
        """(artifact_id, name), in the submission's order."""
        self._cells.set_artifacts(artifacts)
        self._start_over()

    def set_lost(self, known: Collection[str], lost: Collection[str]) -> None:
        """Say of which of the `known` moments the words can no longer be found in their text."""
        before = self._cells.lost
        self._cells.lost = (before - frozenset(known)) | frozenset(lost)
        for annotation_id in (before ^ self._cells.lost) & self._all.keys():
            self._refresh(self._all[annotation_id])

    def insert_or_update(self, annotation: Annotation) -> None:
        """Put it where it belongs; a retracted one is taken out."""
        if annotation.is_retracted:
            self.remove(annotation.annotation_id)
        else:
            self._all[annotation.annotation_id] = annotation
            self._refresh(annotation)

    def remove(self, annotation_id: str) -> None:
        self._all.pop(annotation_id, None)
        self._take_out(annotation_id)

    def narrow(self, query: Query) -> None:
        """Show only these."""
        if query != self.query:
            self.query = query
            self._start_over()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        wanted = Order(Column(column), is_down=order is Qt.SortOrder.DescendingOrder)
        if wanted == self.order:
            return
        self.order = wanted
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [(self._rows[each.row()].annotation_id, each.column()) for each in before]
        self._arrange(self._rows)
        self.changePersistentIndexList(before, [self.index(self.row_of(name), place) for name, place in places])
        self.layoutChanged.emit()
        self.order_changed.emit()

    def row_of(self, annotation_id: str) -> int:
        """Return its row, -1 when it is not listed."""
        key = self._key_of.get(annotation_id)
        return -1 if key is None else bisect_left(self._keys, key)

    def annotation_at(self, row: int) -> Annotation:
        return self._rows[row]

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = _Item.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._cells.answer(self._rows[index.row()], index.column(), role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Item.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == _Item.DisplayRole:
            return self.column_name(Column(section))
        if role == _Item.ToolTipRole:
            return self.tr("Click to sort by {column}").format(column=self.column_name(Column(section)).lower())
        return None

    def column_name(self, column: Column) -> str:
        names = (self.tr("Time"), self.tr("Criterion"), self.tr("Type"), self.tr("Note"), self.tr("Cited"))
        return names[column]

    # ---- rows ------------------------------------------------------------------------------

    def _start_over(self) -> None:
        self.beginResetModel()
        self._arrange(a for a in self._all.values() if self._is_wanted(a))
        self.endResetModel()

    def _arrange(self, annotations: Iterable[Annotation]) -> None:
        paired = sorted(((self._key(each), each) for each in annotations), key=lambda pair: pair[0])
        self._keys = [key for key, _ in paired]
        self._rows = [row for _, row in paired]
        self._key_of = {row.annotation_id: key for key, row in paired}

    def _is_wanted(self, annotation: Annotation) -> bool:
        return self.query.accepts(annotation, is_cited=self._cells.is_cited(annotation))

    def _key(self, annotation: Annotation) -> _Key:
        cells = self._cells
        number, part = cells.number(annotation), cells.artifact_order(annotation)
        return self.order.key(annotation, number, is_cited=cells.is_cited(annotation), part=part)

    def _refresh(self, annotation: Annotation) -> None:
        before = self.row_of(annotation.annotation_id)
        if not self._is_wanted(annotation):
            self._take_out(annotation.annotation_id)
        elif before < 0:
            self._insert(annotation)
        elif self._keys[before] == self._key(annotation):
            self._rows[before] = annotation
            self._row_changed(before)
        else:
            self._move(before, annotation)

    def _take_out(self, annotation_id: str) -> None:
        row = self.row_of(annotation_id)
        if row >= 0:
            self.beginRemoveRows(_NO_PARENT, row, row)
            self._take(row)
            self.endRemoveRows()

    def _insert(self, annotation: Annotation) -> None:
        row = bisect_left(self._keys, self._key(annotation))
        self.beginInsertRows(_NO_PARENT, row, row)
        self._put(row, annotation)
        self.endInsertRows()

    def _move(self, before: int, annotation: Annotation) -> None:
        target = bisect_left(self._keys, self._key(annotation))
        if target in (before, before + 1):
            self._take(before)
            self._put(before, annotation)
            self._row_changed(before)
            return
        self.beginMoveRows(_NO_PARENT, before, before, _NO_PARENT, target)
        self._take(before)
        after = target - 1 if target > before else target
        self._put(after, annotation)
        self.endMoveRows()
        self._row_changed(after)

    def _put(self, row: int, annotation: Annotation) -> None:
        key = self._key(annotation)
        self._keys.insert(row, key)
        self._rows.insert(row, annotation)
        self._key_of[annotation.annotation_id] = key

    def _take(self, row: int) -> None:
        del self._keys[row]
        del self._key_of[self._rows.pop(row).annotation_id]

    def _row_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _all_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))
