"""The history of scores as a table: when, which criterion, what, from and to."""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from assessor_app.domain.history import ScoreChange, ScoreField
from assessor_app.domain.journal import ActKind
from assessor_app.gui import wording
from assessor_app.services.views import WorkbenchView

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
LONGEST = 300
"""Characters of a text in a cell; all of it is in its tooltip."""


class Column(IntEnum):
    AT = 0
    CRITERION = 1
    WHAT = 2
    BEFORE = 3
    AFTER = 4


class ScoreHistoryRows(QAbstractTableModel):
    """Newest first."""

    def __init__(self, view: WorkbenchView, changes: Sequence[ScoreChange], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells = [_cells(view, change) for change in reversed(changes)]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_tr("Time"), _tr("Criterion"), _tr("What"), _tr("From"), _tr("To"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        words = self._cells[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words[:LONGEST] or _tr("none")
        return words if role == Qt.ItemDataRole.ToolTipRole and len(words) > LONGEST else None


def _cells(view: WorkbenchView, change: ScoreChange) -> tuple[str, ...]:
    criteria = {each.criterion_id: each for each in (*view.rubric.criteria, *view.out_of_scope)}
    criterion = criteria.get(change.criterion_id)
    name = f"{criterion.number}  {criterion.name}" if criterion else change.criterion_id
    before, after = (_value(view, change, value) for value in (change.before, change.after))
    return _time(change.at), name, _what(change), before, after


def _time(at: datetime) -> str:
    """To the second: what was changed twice in a minute stays in order for the eye."""
    here = wording.local(at)
    return f"{QLocale().toString(QDate(here.year, here.month, here.day), 'd MMM yyyy')} {here:%H:%M:%S}"


def _value(view: WorkbenchView, change: ScoreChange, value: str) -> str:
    if change.field is ScoreField.LEVEL:
        levels = (level for criterion in view.rubric.criteria for level in criterion.levels)
        return next((level.name for level in levels if level.level_id == value), value)
    if change.field is ScoreField.CONDITION:
        known = view.policy.condition(value)
        return known.name if known else value
    if change.field is ScoreField.CITED:
        count = len(value.split())
        words = _tr("1 moment") if count == 1 else _tr("{count} moments").format(count=count)
        return words if count else ""
    return " ".join(value.split())


def _what(change: ScoreChange) -> str:
    what = {
        ScoreField.LEVEL: _tr("Level"),
        ScoreField.CONDITION: _tr("Condition code"),
        ScoreField.RATIONALE: _tr("Why"),
        ScoreField.FEEDBACK: _tr("Feedback"),
        ScoreField.CITED: _tr("Cited moments"),
    }[change.field]
    how = {ActKind.UNDO: _tr("undone"), ActKind.REDO: _tr("redone")}.get(change.kind, "")
    return f"{what} ({how})" if how else what


def _tr(words: str) -> str:
    return QCoreApplication.translate("ScoreHistory", words)
