"""What became of an assessment: the decision, and how it compares with the other assessor's, level by level."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assessor_app.gui.dialogs.fitting import fit
from assessor_app.gui.models.outcome_words import ComparedRow, compared_rows, outcome_sentence
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE
from assessor_app.services.views import WorkbenchView

_SIZE = (760, 420)


class OutcomeDialog(QDialog):
    """For a decided assignment; whoever opens it sees to that."""

    def __init__(self, view: WorkbenchView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Outcome of {code}").format(code=view.assignment.code))
        self.resize(*_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN)
        column.setSpacing(GAP_INSIDE)
        sentence = QLabel(outcome_sentence(view))
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        sentence.setWordWrap(True)
        column.addWidget(sentence)
        rows = compared_rows(view)
        self.table = self._table(rows)
        self.table.setVisible(bool(rows))
        column.addWidget(self.table, 1)
        if view.outcome is not None and view.outcome.credential_id:
            credential = QLabel(self.tr("Credential: {id}").format(id=view.outcome.credential_id))
            credential.setTextFormat(Qt.TextFormat.PlainText)
            credential.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            credential.setWordWrap(True)
            column.addWidget(credential)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        fit(self)

    def _table(self, rows: tuple[ComparedRow, ...]) -> QTableWidget:
        titles = [self.tr("Criterion"), self.tr("You"), self.tr("The other assessor"), self.tr("Compared")]
        table = QTableWidget(len(rows), len(titles))
        table.setAccessibleName(self.tr("How the two assessments compare"))
        table.setHorizontalHeaderLabels(titles)
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        for place, row in enumerate(rows):
            cells = (f"{row.number} {row.name}", row.own, row.other, f"{row.shape} {row.words}")
            for number, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{titles[number]}: {words.removeprefix(row.shape)}")
                table.setItem(place, number, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for number in range(1, len(titles)):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
        table.resizeRowsToContents()
        return table
