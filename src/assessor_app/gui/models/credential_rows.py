"""The assessor's certifications as a table: what, from whom, until when, and what they are worth now."""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assessor_app.domain.credential import Credential
from assessor_app.gui.models.certification_words import date, standing_words
from assessor_app.services.certification import standing_of

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    NAME = 0
    STANDING = 1
    UNTIL = 2
    ISSUER = 3


class CredentialRows(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Credential, ...] = ()
        self._now: datetime | None = None

    def show_rows(self, rows: Sequence[Credential], now: datetime) -> None:
        """What ends last comes first."""
        self.beginResetModel()
        self._rows = tuple(sorted(rows, key=lambda row: (row.valid_until is not None, _reversed(row), row.name)))
        self._now = now
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(self._rows[index.row()])[Column(index.column())]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self._words(self._rows[index.row()])
            return ", ".join(words[column] for column in Column if words[column])
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Certification"), self.tr("Now"), self.tr("Valid until"), self.tr("Issued by"))[section]

    def _words(self, row: Credential) -> dict[Column, str]:
        assert self._now is not None, "rows come with the time they are shown at"
        return {
            Column.NAME: row.name,
            Column.ISSUER: row.issuer_name,
            Column.UNTIL: date(row.valid_until) if row.valid_until is not None else self.tr("No end"),
            Column.STANDING: standing_words(standing_of(row, self._now)),
        }


def _reversed(row: Credential) -> float:
    return -row.valid_until.timestamp() if row.valid_until is not None else 0.0
