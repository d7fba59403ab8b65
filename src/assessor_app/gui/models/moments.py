"""The moments list: annotations as table rows, by start time."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.icons import icon
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.mark_words import mark_type_word, place_text, short_place_text, spoken_mark
from assessor_app.gui.widgets.marker_shapes import criterion_icon

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_Item = Qt.ItemDataRole
_USER = Qt.ItemDataRole.UserRole
_Key = tuple[bool, int, str]


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
    """Rows are kept sorted: by start time, those without a time last, ties by id."""

    def __init__(self, parent: QObject | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._keys: list[_Key] = []
        self._rows: list[Annotation] = []
        self._key_of: dict[str, _Key] = {}
        self._number_of: dict[str, int] = {}
        self._cited: frozenset[str] = frozenset()
        self._icons: dict[int, QIcon] = {}
        self._cited_icon: QIcon | None = None
        self._answers: dict[int, Callable[[Annotation, int], object]] = {
            _Item.DisplayRole: self._display,
            _Item.ToolTipRole: self._tool_tip,
            _Item.DecorationRole: self._decoration,
            _Item.ForegroundRole: self._foreground,
            _Item.TextAlignmentRole: self._alignment,
            _Item.AccessibleTextRole: lambda row, _: self._spoken(row),
            Role.ANNOTATION_ID: lambda row, _: row.annotation_id,
            Role.ANNOTATION: lambda row, _: row,
            Role.CRITERION_ID: lambda row, _: row.criterion_id,
            Role.CRITERION_NUMBER: lambda row, _: self._number(row),
            Role.MARK_TYPE: lambda row, _: row.mark_type.value,
            Role.START_US: lambda row, _: row.start_us,
            Role.ARTIFACT_ID: lambda row, _: row.artifact_id,
            Role.IS_CITED: lambda row, _: row.annotation_id in self._cited,
        }

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._icons.clear()
        self._cited_icon = None
        self._all_changed()

    def set_criteria(self, criteria: tuple[tuple[int, str, str], ...]) -> None:
        """(number, criterion_id, name), in the rubric's order."""
        self._number_of = {criterion_id: number for number, criterion_id, _ in criteria}
        self._all_changed()

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        live = sorted(((_key(a), a) for a in annotations if not a.is_retracted), key=lambda pair: pair[0])
        self.beginResetModel()
        self._keys = [key for key, _ in live]
        self._rows = [row for _, row in live]
        self._key_of = {row.annotation_id: key for key, row in live}
        self.endResetModel()

    def show_annotations(self, annotations: Iterable[Annotation]) -> None:
        """As `set_annotations`; a list that has rows in common with the one here is merged into it, row by row."""
        live = {a.annotation_id: a for a in annotations if not a.is_retracted}
        if live.keys().isdisjoint(self._key_of):
            self.set_annotations(live.values())
            return
        for annotation_id in self._key_of.keys() - live.keys():
            self.remove(annotation_id)
        for annotation_id, annotation in live.items():
            row = self.row_of(annotation_id)
            if row < 0 or self._rows[row] != annotation:
                self.insert_or_update(annotation)

    def set_cited(self, annotation_ids: Iterable[str]) -> None:
        """Say which of them a level cites."""
        cited = frozenset(annotation_ids)
        changed = cited ^ self._cited
        self._cited = cited
        for annotation_id in changed:
            row = self.row_of(annotation_id)
            if row >= 0:
                self._row_changed(row)

    def insert_or_update(self, annotation: Annotation) -> None:
        """Put it where its time belongs; a retracted one is taken out."""
        before = self.row_of(annotation.annotation_id)
        if annotation.is_retracted:
            self.remove(annotation.annotation_id)
        elif before < 0:
            self._insert(annotation)
        elif self._keys[before] == _key(annotation):
            self._rows[before] = annotation
            self._row_changed(before)
        else:
            self._move(before, annotation)

    def remove(self, annotation_id: str) -> None:
        row = self.row_of(annotation_id)
        if row < 0:
            return
        self.beginRemoveRows(_NO_PARENT, row, row)
        self._take(row)
        self.endRemoveRows()

    def row_of(self, annotation_id: str) -> int:
        """Return its row, -1 when it is not here."""
        key = self._key_of.get(annotation_id)
        return -1 if key is None else bisect_left(self._keys, key)

    def annotation_at(self, row: int) -> Annotation:
        return self._rows[row]

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = _Item.DisplayRole) -> object:
        answer = self._answers.get(role)
        if answer is None or not index.isValid() or index.row() >= len(self._rows):
            return None
        return answer(self._rows[index.row()], index.column())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Item.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != _Item.DisplayRole:
            return None
        names = (self.tr("Time"), self.tr("Criterion"), self.tr("Type"), self.tr("Note"), self.tr("Cited"))
        return names[section] if 0 <= section < len(names) else None

    def _insert(self, annotation: Annotation) -> None:
        row = bisect_left(self._keys, _key(annotation))
        self.beginInsertRows(_NO_PARENT, row, row)
        self._put(row, annotation)
        self.endInsertRows()

    def _move(self, before: int, annotation: Annotation) -> None:
        target = bisect_left(self._keys, _key(annotation))
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
        key = _key(annotation)
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

    def _number(self, row: Annotation) -> int:
        return self._number_of.get(row.criterion_id or "", 0)

    def _display(self, row: Annotation, column: int) -> object:
        if column == Column.TIME:
            return short_place_text(row.selector)
        if column == Column.CRITERION:
            return str(self._number(row) or "\N{EN DASH}")
        if column == Column.TYPE:
            return mark_type_word(row.mark_type)
        return " ".join(row.text.split()) if column == Column.TEXT else ""

    def _tool_tip(self, row: Annotation, column: int) -> object:
        if column == Column.TIME:
            return place_text(row.selector)
        if column == Column.CITED:
            return self.tr("Cited by a level") if row.annotation_id in self._cited else self.tr("Not cited yet")
        return row.text if column == Column.TEXT and row.text else None

    def _decoration(self, row: Annotation, column: int) -> object:
        if column == Column.CRITERION:
            return self._icon(self._number(row))
        if column != Column.CITED or row.annotation_id not in self._cited:
            return None
        if self._cited_icon is None:
            self._cited_icon = icon("check", self._tokens, self._tokens.good)
        return self._cited_icon

    def _icon(self, number: int) -> QIcon:
        if number not in self._icons:
            self._icons[number] = criterion_icon(number, self._tokens)
        return self._icons[number]

    def _foreground(self, row: Annotation, column: int) -> object:
        return QColor(self._tokens.quiet) if column == Column.TYPE else None

    def _alignment(self, row: Annotation, column: int) -> object:
        return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

    def _spoken(self, row: Annotation) -> str:
        words = spoken_mark(row, self._number(row))
        return self.tr("{moment}, cited").format(moment=words) if row.annotation_id in self._cited else words


def _key(annotation: Annotation) -> _Key:
    start = annotation.start_us
    return (start is None, start or 0, annotation.annotation_id)
