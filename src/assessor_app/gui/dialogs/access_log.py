"""The access log: which evidence was opened on this laptop and when, and what was erased and why; only to be read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from assessor_app.commands.context import Desk
from assessor_app.gui.dialogs.fitting import fit
from assessor_app.gui.models.access_rows import AccessRows, Column
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE
from assessor_app.gui.widgets.scaled_table import ScaledTable
from assessor_app.services.views import AccessRow

_SIZE = (960, 480)
_WIDTHS = {Column.AT: 160, Column.CODE: 100, Column.WHAT: 260, Column.PART: 120}


class AccessLogDialog(QDialog):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Access log"))
        self.resize(*_SIZE)
        self.words = QLabel(self.tr("Every opening of evidence is told to its issuing server, and every erasure."))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.rows = AccessRows(self)
        self.table = ScaledTable(self.rows, _WIDTHS, Column.SERVER, self)
        self.table.setAccessibleName(self.tr("What was opened and erased, the newest first"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN)
        column.setSpacing(GAP_INSIDE)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        fit(self)
        self.table.setFocus()
        desk.read(lambda reads: reads.access_log(), self._show)

    def _show(self, rows: tuple[AccessRow, ...]) -> None:
        self.rows.show_rows(rows)
        if rows:
            self.table.selectRow(0)
        else:
            self.words.setText(self.tr("No evidence was opened or erased on this laptop yet."))
