"""The inbox: every assigned submission, found, filtered, sorted, fetched for offline work and opened."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from assessor_app.commands.context import Desk
from assessor_app.domain.changes import Changes, Kind
from assessor_app.domain.submission import MediaState
from assessor_app.gui import wording
from assessor_app.gui.icons import put_icon
from assessor_app.gui.key_words import KeyWords, default_words
from assessor_app.gui.models.inbox import InboxModel, Role
from assessor_app.gui.models.inbox_arrangement import Arrangement, Sorting
from assessor_app.gui.models.inbox_filter import Filter
from assessor_app.gui.pages.inbox.evidence_acts import EvidenceActs, can_fetch, can_pause
from assessor_app.gui.pages.inbox.stale import ROW_KINDS, Stale, touched_in
from assessor_app.gui.pages.inbox.table import InboxTable
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.ports import SettingsPort
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, LIGHT, Tokens
from assessor_app.gui.widgets.chip import ChipRow
from assessor_app.gui.widgets.empty_state import EmptyState
from assessor_app.gui.widgets.search_field import SearchField
from assessor_app.services.ports import Reads
from assessor_app.services.views import InboxRow

SEARCH_WIDTH = 300
ALL_KINDS = (Kind.SERVER, Kind.CREDENTIAL)
"""What decides over every row: a certification opens all work of its micro-credential."""
FIRST_ROWS = 60
MANY = 1000
FEW = 5
GATHER_MS = 100
QUICK_MS = 150
REST_TIMES = 3


def utc_now() -> datetime:
    return datetime.now(UTC)


class InboxPage(QWidget):
    """`opened` carries an assignment id; `rows_changed` comes after every refresh, `failed` carries an Exception."""

    opened = Signal(str)
    sign_in_asked = Signal()
    rows_changed = Signal()
    failed = Signal(object)

    def __init__(
        self, desk: Desk, settings: SettingsPort, now: Callable[[], datetime] = utc_now, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self._desk = desk
        self._has_server, self._is_pause, self._tokens = True, False, LIGHT
        self._is_loading = self._must_load_again = self._is_reading = False
        self._stale = Stale()
        self._load_began = 0.0
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._rested)
        self._gathering = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gathering.timeout.connect(self._read_stale)
        self.model = InboxModel(now, self)
        self.table = InboxTable(self.model, settings, self)
        self.evidence = EvidenceActs(desk, self.model, self._selected_rows, self)
        self.search = SearchField(self.tr("Search submissions"))
        self.chips = ChipRow(self._filters(), self.tr("Show"))
        self.empty = EmptyState()
        self._fetch = QPushButton(self.tr("Make available offline"))
        self._sync = QPushButton(self.tr("Sync now"))
        self._count = PlainLabel()
        self._tools = QWidget()
        self._tools_layout = QGridLayout(self._tools)
        self._body = QStackedLayout()
        self._lay_out()
        self._connect()
        self.set_tokens(LIGHT)

    # ---- the page protocol ----
    def touched_by(self, changes: Changes) -> bool:
        return changes.has(*ALL_KINDS, *ROW_KINDS)

    def refresh(self, changes: Changes) -> None:
        stale = touched_in(changes)
        if changes.has(*ALL_KINDS) or stale is None or len(stale) > MANY:
            self.load()
        else:
            self._stale |= stale
            self._read_stale()

    def load(self) -> None:
        """Read the whole inbox anew; asked again meanwhile, once more after that.

        While very many rows arrive it is not read all the time: the reading would hold up what it waits for.
        """
        self._must_load_again = self._is_loading
        if self._rest.isActive():
            self._must_load_again = True
            return
        if not self._is_loading:
            self._is_loading = True
            self._load_began = time.monotonic()
            if not self.model.rows:
                self._desk.read(lambda reads: reads.first_rows(FIRST_ROWS), self._show_some)
            now, sorting = self.model.now(), self.model.sorted_by
            self._desk.read(lambda reads: _everything(reads, now, sorting), self._loaded, self._not_loaded)

    def show_first(self, rows: tuple[InboxRow, ...]) -> None:
        """Show rows that were read ahead; without any, look for the reason."""
        if rows:
            self._load_began = time.monotonic()
            self._loaded((Arrangement(rows, self.model.now(), self.model.sorted_by), True))
        else:
            self.load()

    def _show_some(self, rows: tuple[InboxRow, ...]) -> None:
        """A screen full, while the rest is on its way; nothing is counted yet."""
        if rows and not self.model.rows:
            self.model.set_rows(rows)
            self._tools.setVisible(True)
            self._body.setCurrentIndex(0)

    def show_keys(self, keys: KeyWords) -> None:
        self.evidence.keys = keys
        self._sync.setToolTip(keys.after(self.tr("Sync now"), "sync.now"))
        self._show_selection()

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.table, self.search, self.empty):
            part.set_tokens(tokens)
        put_icon(self._sync, "refresh-cw", tokens)
        self._tokens = tokens
        put_icon(self._fetch, "pause" if self._is_pause else "download", tokens)

    # ---- what the shell asks ----
    def neighbour(self, assignment_id: str, step: int) -> str | None:
        return self.model.neighbour(assignment_id, step)

    def media_bytes(self) -> int:
        """Bytes of evidence on this laptop."""
        return self.model.media_bytes

    def selected_ids(self) -> tuple[str, ...]:
        rows = self.table.selectionModel().selectedRows()
        return tuple(index.data(Role.ASSIGNMENT_ID) for index in rows)

    def select(self, assignment_id: str) -> None:
        """Make the submission the current row, as after coming back from it."""
        place = self.model.row_of(assignment_id)
        if place >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(self.model.index(place, 0), flags)
            self.table.scrollTo(self.model.index(place, 0))

    # ---- inside ----
    def _loaded(self, found: tuple[Arrangement, bool]) -> None:
        self._is_loading = False
        arranged, self._has_server = found
        self.model.set_arranged(arranged)
        self._show_state()
        took_ms = round(1000 * (time.monotonic() - self._load_began))
        if took_ms >= QUICK_MS:
            self._rest.start(REST_TIMES * took_ms)
        elif self._must_load_again:
            self.load()

    def _rested(self) -> None:
        if self._must_load_again:
            self.load()

    def _not_loaded(self, error: Exception) -> None:
        self._is_loading = False
        self.failed.emit(error)

    def _read_stale(self) -> None:
        """One read at a time, and a pause after many: what a sync brings meanwhile is read together afterwards."""
        if self._is_reading or self._gathering.isActive() or not self._stale:
            return
        self._is_reading = True
        stale, self._stale = self._stale, Stale()
        self._desk.read(stale.read, lambda rows: self._took(stale, rows), self._not_read)

    def _took(self, stale: Stale, rows: tuple[InboxRow, ...]) -> None:
        self._is_reading = False
        self.model.update_rows(stale.assignments, rows)
        self._show_state()
        if len(rows) > FEW:
            self._gathering.start()
        else:
            self._read_stale()

    def _not_read(self, error: Exception) -> None:
        self._is_reading = False
        self.failed.emit(error)

    def _show_state(self) -> None:
        for name, count in self.model.counts.items():
            self.chips.set_count(name.value, count)
        shown = self.model.rowCount()
        words = self.tr("{count} found").format(count=self.locale().toString(shown))
        self._count.setText(words if self.search.text() else "")
        self._tools.setVisible(self._has_server)
        self._describe_emptiness()
        self._body.setCurrentIndex(0 if shown else 1)
        self._show_selection()
        self.rows_changed.emit()

    def _describe_emptiness(self) -> None:
        if not self._has_server:
            self.empty.show_words(
                "server",
                self.tr("No issuing server yet"),
                self.tr("Sign in to the server that assigns you submissions. Its address comes with your invitation."),
                self.tr("Sign in to a server"),
            )
        elif not self.model.rows:
            words = self.tr("Nothing is assigned to you at the moment. Sync again later; new work appears here.")
            self.empty.show_words("inbox", self.tr("Nothing to assess"), words, self.tr("Sync now"), is_primary=False)
        else:
            words = self.tr("No submission fits this search and filter.")
            self.empty.show_words("search", self.tr("No match"), words, self.tr("Show all"), is_primary=False)

    def _act_on_emptiness(self) -> None:
        if not self._has_server:
            self.sign_in_asked.emit()
        elif not self.model.rows:
            self._desk.sync_now()
        else:
            self.search.clear()
            self.model.set_search("")
            self.chips.choose(Filter.ALL.value)

    def _show_selection(self) -> None:
        rows = self._selected_rows()
        absent = [row for row in rows if can_fetch(row)]
        self._offer_pause(is_pause=not absent and any(map(can_pause, rows)))
        self._fetch.setEnabled(bool(absent) or self._is_pause)
        if self._is_pause:
            self._fetch.setText(self.tr("Pause"))
            return
        size = sum(row.media_size - row.media_done for row in absent)
        amount = f" ({wording.size(size)})" if absent else ""
        is_begun = any(row.media_state is MediaState.PAUSED for row in absent)
        words = self.tr("Resume fetching") if is_begun else self.tr("Make available offline")
        self._fetch.setText(words + amount)

    def _offer_pause(self, *, is_pause: bool) -> None:
        """The one button does what the submissions chosen call for: they are on their way already, or not."""
        if is_pause != self._is_pause:
            self._is_pause = is_pause
            put_icon(self._fetch, "pause" if is_pause else "download", self._tokens)
        words = self.tr("Fetch the evidence of the submissions chosen, to work without a network")
        command = "evidence.fetch"
        if is_pause:
            words, command = self.tr("Stop fetching for now; what came stays"), "evidence.pause"
        self._fetch.setToolTip(self.evidence.keys.after(words, command))
        self._fetch.setAccessibleName(words)

    def _fetch_or_pause(self) -> None:
        if self._is_pause:
            self.evidence.pause()
        else:
            self.evidence.fetch()

    def _selected_rows(self) -> list[InboxRow]:
        return [index.data(Role.ROW) for index in self.table.selectionModel().selectedRows()]

    def _show_menu(self, at: QPoint) -> None:
        place = self.table.viewport().mapToGlobal(at)
        self.evidence.show_menu(place, lambda: self._open(self.table.currentIndex()))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(Role.ASSIGNMENT_ID))

    def _filter(self, name: str) -> None:
        self.model.set_filter(Filter(name))
        self._show_state()

    def _search(self, text: str) -> None:
        self.model.set_search(text)
        self._show_state()

    def _filters(self) -> tuple[tuple[str, str], ...]:
        return (
            (Filter.ALL.value, self.tr("All")),
            (Filter.TO_DO.value, self.tr("To do")),
            (Filter.DUE_SOON.value, self.tr("Due soon")),
            (Filter.ON_LAPTOP.value, self.tr("On this laptop")),
            (Filter.WAITING.value, self.tr("Waiting to send")),
            (Filter.DONE.value, self.tr("Done")),
        )

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_selection())
        self.search.searched.connect(self._search)
        self.search.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.chips.chosen.connect(self._filter)
        self.empty.acted.connect(self._act_on_emptiness)
        self._fetch.clicked.connect(self._fetch_or_pause)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self._desk.media.listen(self.model.set_media)
        self._sync.clicked.connect(self._desk.sync_now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_chips()

    def _place_chips(self) -> None:
        """Beside the search field where there is room, with large text in a line of their own."""
        others = (self.search, self._count, self._fetch, self._sync)
        needed = self.chips.sizeHint().width() + sum(part.sizeHint().width() + GAP_INSIDE for part in others)
        if needed + SEARCH_WIDTH - self.search.sizeHint().width() + 3 * GAP_BETWEEN <= self.width():
            self._tools_layout.addWidget(self.chips, 0, 1)
        else:
            self._tools_layout.addWidget(self.chips, 1, 0, 1, 6)

    def _lay_out(self) -> None:
        self._sync.setAccessibleName(self._sync.text())
        self._fetch.setEnabled(False)
        self.show_keys(default_words())
        self._count.setProperty("look", "quiet")
        self.search.setFixedWidth(SEARCH_WIDTH)
        self._tools_layout.setContentsMargins(0, 0, 0, 0)
        self._tools_layout.setHorizontalSpacing(GAP_INSIDE)
        self._tools_layout.setVerticalSpacing(GAP_INSIDE)
        self._tools_layout.setColumnStretch(2, 1)
        for column, part in ((0, self.search), (3, self._count), (4, self._fetch), (5, self._sync)):
            self._tools_layout.addWidget(part, 0, column)
        self._place_chips()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_BETWEEN, 12, GAP_BETWEEN, 12)
        layout.setSpacing(12)
        layout.addWidget(self._tools)
        layout.addLayout(self._body, 1)


def _everything(reads: Reads, now: datetime, sorting: Sorting) -> tuple[Arrangement, bool]:
    """On a lane: arranging 10,000 rows takes longer than the window may stand still."""
    rows = reads.inbox()
    return Arrangement(rows, now, sorting), bool(rows) or bool(reads.servers())
