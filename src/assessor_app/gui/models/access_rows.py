"""The access log as a table: when, which submission, what happened to which part of it, and whether it was told."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from assessor_app.domain.event import EventKind
from assessor_app.gui import wording
from assessor_app.services.erasure import Reason
from assessor_app.services.views import AccessRow

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class Column(IntEnum):
    AT = 0
    CODE = 1
    WHAT = 2
    PART = 3
    SERVER = 4


class AccessRows(QAbstractTableModel):
    """Newest first, as they come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[AccessRow, ...] = ()

    def show_rows(self, rows: Sequence[AccessRow]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_tr("Time"), _tr("Submission"), _tr("What"), _tr("Part"), _tr("Issuing server"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        words = _words(self._rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words[index.column()]
        return ", ".join(part for part in words if part) if role == Qt.ItemDataRole.AccessibleTextRole else None


def what_words(row: AccessRow) -> str:
    """Say what happened: opened, hidden, erased and why."""
    match row.kind:
        case EventKind.EVIDENCE_OPENED:
            return _tr("Opened")
        case EventKind.BLANKED:
            return _tr("Shown again") if row.is_shown_again else _tr("Hidden: you may know someone")
        case EventKind.TEXT_ERASED:
            return _tr("Your own words erased: kept long enough")
    reasons = {
        Reason.WITHDRAWN: _tr("Erased: withdrawn"),
        Reason.HANDED_BACK: _tr("Erased: handed back"),
        Reason.REPLACED: _tr("Erased: replaced by another version"),
        Reason.RETENTION: _tr("Erased: kept long enough"),
        Reason.REMOTE: _tr("Erased: its server asked for it"),
        Reason.SIGN_OUT: _tr("Erased: server removed"),
        Reason.EVICTED: _tr("Erased: made room"),
    }
    return reasons.get(Reason(row.reason), _tr("Erased")) if row.reason in set(Reason) else _tr("Erased")


def _words(row: AccessRow) -> tuple[str, ...]:
    here = wording.local(row.at)
    told = _tr("{server} knows") if row.is_reported else _tr("{server}: waits to be told")
    return (
        f"{here:%Y-%m-%d %H:%M:%S}",
        row.code,
        what_words(row),
        _part(row),
        told.format(server=row.server_name),
    )


def _part(row: AccessRow) -> str:
    """Its number and kind, never a name: a file's name may tell a child's."""
    if row.number is None:
        return ""
    kinds = {"video": _tr("Video"), "audio": _tr("Sound"), "image": _tr("Picture"), "text": _tr("Text")}
    kind = kinds.get(row.media_type.partition("/")[0], _tr("Document"))
    return _tr("{number} · {kind}").format(number=row.number, kind=kind)


def _tr(words: str) -> str:
    return QCoreApplication.translate("AccessLog", words)
