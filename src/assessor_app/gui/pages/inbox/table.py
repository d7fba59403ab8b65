"""The inbox's table: many rows at once, sorted by a click on the header, columns and order remembered."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from assessor_app.gui.models.inbox import InboxModel
from assessor_app.gui.models.inbox_filter import Column
from assessor_app.gui.pages.inbox.delegate import InboxDelegate
from assessor_app.gui.pages.inbox.row_pictures import RowPictures
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets.kept_geometry import KeptColumns
from assessor_app.gui.widgets.scaled_table import ScaledTable

WIDTHS = {
    Column.MICRO_CREDENTIAL: 280,
    Column.CODE: 90,
    Column.ATTEMPT: 72,
    Column.SERVER: 108,
    Column.ROLE: 88,
    Column.DUE: 228,
    Column.EVIDENCE: 128,
    Column.LAPTOP: 204,
    Column.STATE: 146,
}


class InboxTable(ScaledTable):
    def __init__(self, model: InboxModel, settings: SettingsPort, parent: QWidget | None = None) -> None:
        super().__init__(model, WIDTHS, Column.MICRO_CREDENTIAL, parent)
        self._delegate = InboxDelegate(self, model)
        self.setItemDelegate(self._delegate)
        self.pictures = RowPictures(self, model, self._delegate)
        self.setAccessibleName(self.tr("Assigned submissions"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicator(*model.sorted_by)
        header.setSortIndicatorShown(True)
        header.sortIndicatorChanged.connect(model.sort)
        # After the signal is connected: a remembered order sorts the model.
        self._kept = KeptColumns(header, settings, "inbox.columns")

    def set_tokens(self, tokens: Tokens) -> None:
        self._delegate.set_tokens(tokens)
        self.pictures.forget()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows as whole pictures: cell by cell, each of many calls would wait for threads that are busy."""
        painter = QPainter(self.viewport())
        self.pictures.paint(painter, event.rect())
        painter.end()
