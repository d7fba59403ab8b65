"""The inbox's table: fixed row height for speed, remembered columns, Enter and double click open."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from assessor_app.gui.models.inbox import InboxModel
from assessor_app.gui.models.inbox_filter import Column
from assessor_app.gui.pages.inbox.delegate import InboxDelegate
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets.kept_geometry import KeptColumns

WIDTHS = {
    Column.MICRO_CREDENTIAL: 300,
    Column.CODE: 92,
    Column.ATTEMPT: 66,
    Column.SERVER: 140,
    Column.ROLE: 92,
    Column.DUE: 228,
    Column.EVIDENCE: 124,
    Column.LAPTOP: 168,
    Column.STATE: 120,
}
ROW_PADDING = 14
NARROWEST = 48


class InboxTable(QTableView):
    """`opened` carries the index the assessor wants to work on."""

    opened = Signal(QModelIndex)

    def __init__(self, model: InboxModel, settings: SettingsPort, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._delegate = InboxDelegate(self, model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Assigned submissions"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._fix_rows()
        self._set_up_header(model)
        self._kept = KeptColumns(self.horizontalHeader(), settings, "inbox.columns")
        self.doubleClicked.connect(self.opened)

    def set_tokens(self, tokens: Tokens) -> None:
        self._delegate.set_tokens(tokens)
        self._fix_rows()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _fix_rows(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self.fontMetrics().height() + ROW_PADDING)

    def _set_up_header(self, model: InboxModel) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(NARROWEST)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        for column, width in WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(Column.MICRO_CREDENTIAL, QHeaderView.ResizeMode.Stretch)
        column, order = model.sorted_by
        header.setSortIndicator(column, order)
        header.setSortIndicatorShown(True)
        header.sortIndicatorChanged.connect(model.sort)
