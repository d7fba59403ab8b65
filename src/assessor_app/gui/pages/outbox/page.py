"""Outbox and receipts: what waits to be sent and why, what needs the assessor, and the proof of what arrived."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from assessor_app.commands.context import Desk
from assessor_app.domain.assessment import IncompleteAssessment
from assessor_app.domain.changes import Changes, Kind
from assessor_app.gui.deciding import Deciding
from assessor_app.gui.icons import put_icon
from assessor_app.gui.key_words import KeyWords
from assessor_app.gui.models.outbox import Column, OutboxModel
from assessor_app.gui.models.outbox_entries import Entry, Standing, entries
from assessor_app.gui.pages.outbox.delegate import OutboxDelegate
from assessor_app.gui.pages.outbox.details import EntryDetails
from assessor_app.gui.pages.outbox.keeping import StuckCopies
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, LIGHT, Tokens
from assessor_app.gui.widgets.chip import ChipRow
from assessor_app.gui.widgets.empty_state import EmptyState
from assessor_app.gui.widgets.kept_geometry import KeptColumns, KeptSplitter
from assessor_app.gui.widgets.scaled_table import ScaledTable
from assessor_app.services.ports import Reads
from assessor_app.services.reopen import reopen
from assessor_app.services.send_again import send_again

ALL = "all"
WIDTHS = {
    Column.STANDING: 132,
    Column.WHAT: 260,
    Column.CODE: 92,
    Column.SERVER: 116,
    Column.WHEN: 104,
    Column.TRIES: 56,
    Column.NEXT_TRY: 96,
    Column.RECEIPT: 68,
}
PARTS = (920, 400)


class OutboxPage(QWidget):
    """`said` carries a short sentence for the status line."""

    said = Signal(str)
    open_asked = Signal(str)
    """Carries the assignment that is to be opened."""

    def __init__(
        self, desk: Desk, settings: SettingsPort, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self._desk = desk
        self._is_loaded = False
        self.model = OutboxModel(now, self)
        self.table = ScaledTable(self.model, WIDTHS, Column.WHAT)
        self._delegate = OutboxDelegate(self.table)
        self.details = EntryDetails(now)
        self.chips = ChipRow(self._chips(), self.tr("Show"))
        self.send = QPushButton(self.tr("Send now"))
        self.support = QPushButton(self.tr("Support bundle…"))
        self.support.setAccessibleName(self.tr("Support bundle"))
        self.support.setToolTip(self.tr("For those who look after the program, without names or words of anybody"))
        self.support.hide()  # until the window can make one
        self.empty = EmptyState()
        self.deciding = Deciding(desk, self, now, self.said.emit)
        self.copies = StuckCopies(desk, self, self.said.emit)
        self._body = QStackedLayout()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._set_up_table()
        self._lay_out()
        self._connect()
        self._kept = (
            KeptColumns(self.table.horizontalHeader(), settings, "outbox.columns"),
            KeptSplitter(self._splitter, settings, "outbox.splitter"),
        )
        self.set_tokens(LIGHT)
        self._show_state()

    # ---- the page protocol ----
    def touched_by(self, changes: Changes) -> bool:
        return self._is_loaded and changes.has(Kind.OUTBOX, Kind.RECEIPT, Kind.SERVER, Kind.OUTCOME, Kind.CONFLICT)

    def refresh(self, _: Changes) -> None:
        self.load()

    def load(self) -> None:
        self._is_loaded = True
        self._desk.read(_everything, self._loaded)

    def show_keys(self, keys: KeyWords) -> None:
        self.send.setToolTip(keys.after(self.tr("Send what waits, now"), "sync.now"))

    def set_tokens(self, tokens: Tokens) -> None:
        self._delegate.set_tokens(tokens)
        self.details.set_tokens(tokens)
        self.empty.set_tokens(tokens)
        put_icon(self.send, "send", tokens, tokens.on_accent)
        self.table.viewport().update()

    # ---- inside ----
    def _loaded(self, found: tuple[Entry, ...]) -> None:
        chosen = self._chosen()
        self.model.set_entries(found)
        self._show_state()
        place = self.model.row_of(chosen.key) if chosen is not None else 0
        if self.model.rowCount():
            self.table.selectRow(max(place, 0))  # what was chosen may have become part of another line

    def _show_state(self) -> None:
        counts = {standing: 0 for standing in Standing}
        for entry in self.model.entries:
            counts[entry.standing] += 1
        for standing in Standing:
            self.chips.set_count(standing.value, counts[standing])
        self.send.setEnabled(bool(counts[Standing.WAITING]))
        self._describe_emptiness()
        self._body.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._show_details()

    def _describe_emptiness(self) -> None:
        if self.model.entries:
            self.empty.show_words("check", self.tr("Nothing here"), self.tr("No line of this kind at the moment."))
        else:
            words = self.tr(
                "What you submit waits here until the server has it. Its receipt then proves what was stored."
            )
            self.empty.show_words("send", self.tr("Nothing is waiting"), words)

    def _chosen(self) -> Entry | None:
        index = self.table.currentIndex()
        return self.model.entry_at(index.row()) if index.isValid() else None

    def _show_details(self) -> None:
        self.details.show_entry(self._chosen())

    def _filter(self, name: str) -> None:
        self.model.show_only(Standing if name == ALL else (Standing(name),))
        self._show_state()
        if self.model.rowCount():
            self.table.selectRow(0)

    def _send_again(self, op_id: str) -> None:
        tools = self._desk.tools

        def queued(_: object) -> None:
            self.said.emit(self.tr("It waits to be sent again."))
            self._desk.sync_now()

        self._desk.write(lambda uow: send_again(uow, tools, op_id), queued, self._refused)

    def _edit_again(self, assignment_id: str) -> None:
        tools = self._desk.tools
        words = self.tr("The assessment is a draft again. Open the submission, change it and submit it again.")
        self._desk.write(lambda uow: reopen(uow, tools, assignment_id), lambda _: self.said.emit(words), self._refused)

    def _refused(self, error: Exception) -> None:
        is_gap = isinstance(error, IncompleteAssessment)
        words = self.tr("The issuer now asks for more than this assessment has. Choose Edit again to complete it.")
        self.said.emit(words if is_gap else str(error))

    def _chips(self) -> tuple[tuple[str, str], ...]:
        return (
            (ALL, self.tr("All")),
            (Standing.NEEDS_YOU.value, self.tr("Needs you")),
            (Standing.WAITING.value, self.tr("Waiting to send")),
            (Standing.HELD.value, self.tr("Held for review")),
            (Standing.RECEIVED.value, self.tr("Received")),
        )

    def _set_up_table(self) -> None:
        self.table.setItemDelegate(self._delegate)
        self.table.setAccessibleName(self.tr("Outbox and receipts"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_details())
        self.chips.chosen.connect(self._filter)
        self.send.clicked.connect(self._desk.sync_now)
        self.details.said.connect(self.said)
        decision = self.details.decision
        decision.send_again_asked.connect(self._send_again)
        decision.edit_again_asked.connect(self._edit_again)
        decision.decide_asked.connect(self.deciding.ask)
        decision.put_aside_asked.connect(self.deciding.put_aside)
        decision.copy_asked.connect(self.copies.save)
        decision.open_asked.connect(self.open_asked)

    def _lay_out(self) -> None:
        self.send.setProperty("look", "primary")
        self.send.setAccessibleName(self.send.text())
        tools = QHBoxLayout()
        tools.setSpacing(GAP_INSIDE)
        tools.addWidget(self.chips, 1)
        tools.addWidget(self.support)
        tools.addWidget(self.send)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self.details)
        self._splitter.setProperty("look", "gap")
        self._splitter.setHandleWidth(12)
        self._splitter.setSizes(list(PARTS))
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_BETWEEN, 12, GAP_BETWEEN, 12)
        layout.setSpacing(12)
        layout.addLayout(tools)
        layout.addLayout(self._body, 1)
        # Last of all: without a parent, what a stack shows is a window of its own.
        self._body.addWidget(self._splitter)
        self._body.addWidget(self.empty)


def _everything(reads: Reads) -> tuple[Entry, ...]:
    return entries(reads.outbox(), reads.receipts())
