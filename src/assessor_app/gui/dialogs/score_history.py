"""The history of an assessment's scores: every change with its time, old and new value; only to be read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from assessor_app.domain.history import ScoreChange
from assessor_app.gui.dialogs.fitting import fit
from assessor_app.gui.models.score_history_rows import Column, ScoreHistoryRows
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE
from assessor_app.gui.widgets.scaled_table import ScaledTable
from assessor_app.services.views import WorkbenchView

_SIZE = (900, 460)
_WIDTHS = {Column.AT: 170, Column.CRITERION: 210, Column.WHAT: 130, Column.BEFORE: 150}


class ScoreHistoryDialog(QDialog):
    def __init__(self, view: WorkbenchView, changes: Sequence[ScoreChange], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("History of the scores of {code}").format(code=view.assignment.code))
        self.resize(*_SIZE)
        words = self.tr("Changes of levels and conditions go to the issuing server with the assessment.")
        if not changes:
            words = self.tr("No score was changed yet.")
        told = QLabel(words)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        self.table = ScaledTable(ScoreHistoryRows(view, changes, self), _WIDTHS, Column.AFTER, self)
        self.table.setAccessibleName(self.tr("Every change of a score, the newest first"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN)
        column.setSpacing(GAP_INSIDE)
        column.addWidget(told)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        fit(self)
        if changes:
            self.table.selectRow(0)
        self.table.setFocus()
