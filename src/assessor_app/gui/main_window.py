"""The shell: pages, top bar, status line and menus; it shows things and holds no behaviour of the work."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMenuBar, QStackedWidget, QVBoxLayout, QWidget

from assessor_app.commands.bindings import TABLE
from assessor_app.commands.catalogue import all_commands
from assessor_app.commands.context import Desk
from assessor_app.commands.keymap import Keymap
from assessor_app.commands.modes import Mode
from assessor_app.gui import menus
from assessor_app.gui.change_hub import ChangeHub
from assessor_app.gui.closing import Closing
from assessor_app.gui.key_router import KeyRouter
from assessor_app.gui.key_words import KeyWords, name_keys
from assessor_app.gui.pages.inbox.page import InboxPage, utc_now
from assessor_app.gui.pages_made import PagesMade, show_about, show_access_log, show_certifications
from assessor_app.gui.ports import ServerAccess, SettingsPort
from assessor_app.gui.security_acts import SecurityActs
from assessor_app.gui.shell_context import ShellContext
from assessor_app.gui.signing_in_again import sign_in_again
from assessor_app.gui.theme import Theme
from assessor_app.gui.tokens import Tokens
from assessor_app.gui.told import Told
from assessor_app.gui.widgets.kept_geometry import keep_state, state_of
from assessor_app.gui.widgets.notice import Notice
from assessor_app.gui.widgets.status_strip import StatusStrip
from assessor_app.gui.widgets.top_bar import TopBar
from assessor_app.gui.workbench_screen import WorkbenchScreen
from assessor_app.services.views import InboxRow, SyncStatus

INBOX, OUTBOX, SETTINGS, WORKBENCH = "inbox", "outbox", "settings", "workbench"
FIRST_SIZE = (1366, 728)
SMALLEST = (960, 560)
SETTLE_MS = 100  # from the first rows to everything else: they are painted by then
FirstRows = Callable[[Callable[[tuple[InboxRow, ...]], None], Callable[[Exception], None]], None]
"""Gives the rows that were read ahead to the first callback, or says why there are none to the second."""


class MainWindow(QMainWindow):
    """Fulfils `commands.context.Screens`. `make_workbench` is called when the first submission is opened.

    `settled` comes once the inbox stands.
    """

    sync_cancelled = Signal()
    closed = Signal()
    settled = Signal()
    lock_asked = Signal()
    security: SecurityActs | None = None
    _was_maximized = _is_let_go = _is_away = False
    _held_back = ""

    def __init__(  # noqa: PLR0913 - the composition root hands over everything once
        self,
        desk: Desk,
        hub: ChangeHub,
        settings: SettingsPort,
        theme: Theme,
        make_workbench: Callable[[], WorkbenchScreen],
        *,
        servers: ServerAccess,
        free_bytes: Callable[[], int],
        now: Callable[[], datetime] = utc_now,
        first_rows: FirstRows | None = None,
        look_for_libvlc: Callable[[], tuple[str, str]] = lambda: ("", ""),
    ) -> None:
        super().__init__()
        self._desk, self._hub, self._settings, self._theme = desk, hub, settings, theme
        self._make_workbench, self._servers = make_workbench, servers
        self._made = PagesMade(desk, settings, servers, now, look_for_libvlc)
        self._free_bytes, self._now, self._first_rows = free_bytes, now, first_rows
        self._pages: dict[str, QWidget] = {}
        self._closing = Closing(self, desk.writes, self._hand_over, self._is_settled)
        self.stack = QStackedWidget()
        self.strip = StatusStrip()
        self.keymap = Keymap(TABLE, settings.get("keys"), lambda keys: settings.set("keys", keys))
        self.router = KeyRouter(
            self,
            all_commands(),
            self.keymap,
            lambda: self._context,
            self._mode,
            lambda: bool(settings.get("type_at_once")),
        )
        self._context = self._make_context()
        menu_bar = QMenuBar()
        self._name_menus = menus.build(menu_bar, self.router.run, self._own_acts())
        self.top_bar = TopBar(self._tabs(), menu_bar)
        self.told = Told(self, desk, self.strip, now, lambda count: self.top_bar.set_count(OUTBOX, count))
        self.inbox = InboxPage(desk, settings, now)
        self._lay_out()
        self.notice = Notice(self)
        self._connect()
        self._look(theme.tokens)
        self._name_keys()
        self.router.listen()

    # ---- starting ----
    def start(self) -> None:
        """Show the window, then its inbox; everything else comes when that is painted."""
        self.show()
        self.show_inbox()
        if self._first_rows is None:
            self.inbox.load()
            self._settle()
        else:
            self._first_rows(self._show_first, self.complain)

    def _show_first(self, rows: tuple[InboxRow, ...]) -> None:
        self.inbox.show_first(rows)
        QTimer.singleShot(SETTLE_MS, self, self._settle)

    def _settle(self) -> None:
        self.told.count()
        self.settled.emit()

    # ---- Screens ----
    def show_inbox(self) -> None:
        self._show(INBOX)
        self.inbox.table.setFocus()

    def show_workbench(self, assignment_id: str) -> None:
        page = self.workbench()
        self.router.forget_held()
        self.inbox.select(assignment_id)
        self._show(WORKBENCH)
        page.open_assignment(assignment_id)

    def show_neighbour(self, step: int) -> None:
        view = self.workbench().view
        other = self.inbox.neighbour(view.assignment.assignment_id, step) if view is not None else None
        if other is None:
            self.say(self.tr("This is the last submission of the inbox as it is sorted and filtered."))
        else:
            self.show_workbench(other)

    def show_outbox(self) -> None:
        self._show(OUTBOX)

    def show_settings(self) -> None:
        self._show(SETTINGS)

    def show_key_sheet(self) -> None:
        from assessor_app.gui.dialogs.key_sheet import KeySheetDialog  # noqa: PLC0415 - not needed to start

        dialog = KeySheetDialog(self.keymap, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def lock_now(self) -> None:
        self.lock_asked.emit()

    def say(self, sentence: str) -> None:
        self.strip.say(QCoreApplication.translate("Commands", sentence))

    # ---- what the program tells ----
    def show_sync(self, status: SyncStatus) -> None:
        """The exchange with the servers has something new to say."""
        if status.alarm and status.alarm != self.told.status.alarm:
            self.notice.show_words(status.alarm)
        self.told.show_sync(status)
        if WORKBENCH in self._pages:
            self.workbench().show_connection(status.is_online)

    def complain(self, error: Exception) -> None:
        """Something an assessor asked for did not happen: say it where it cannot be missed."""
        words = str(error) or self.tr("That did not work. What was saved before is kept.")
        if self._is_away:
            self._held_back = words  # it may tell of the work
        else:
            self.notice.show_words(words)

    @property
    def made(self) -> PagesMade:
        """What makes the pages: it can be given more until they are first shown."""
        return self._made

    def workbench(self) -> WorkbenchScreen:
        if WORKBENCH not in self._pages:
            page = self._make_workbench()
            page.show_connection(self.told.status.is_online)
            page.bare_asked.connect(self._show_bare)
            self._add(WORKBENCH, cast(QWidget, page))
        return cast(WorkbenchScreen, self._pages[WORKBENCH])

    def ask_sign_in(self, address: str = "", *, is_again: bool = False) -> None:
        """`is_again`: the server at that address is known, and asked at once."""
        from assessor_app.gui.dialogs.sign_in import SignInDialog  # noqa: PLC0415 - not needed to start

        dialog = SignInDialog(self._servers.sign_in, self, address)
        dialog.offer(self._made.offered)
        dialog.open()
        if is_again:
            dialog.form.sign_in.click()

    def _mend(self) -> None:
        """A click on the state of the sync leads to what would mend it."""
        if self.told.status.needs_sign_in:
            sign_in_again(self._desk, lambda address: self.ask_sign_in(address, is_again=bool(address)))
        else:
            self.show_outbox()

    # ---- while it is locked ----
    def put_away(self) -> None:
        """Hand over what is being typed and close all evidence; keys mean nothing until `bring_back`."""
        self._is_away = True
        self.router.forget_held()
        if WORKBENCH in self._pages:
            self.workbench().put_away()

    def bring_back(self) -> None:
        self._is_away = False
        if WORKBENCH in self._pages:
            self.workbench().bring_back()
        words, self._held_back = self._held_back, ""
        if words:
            self.notice.show_words(words)

    @property
    def is_playing(self) -> bool:
        """Whether a recording plays now."""
        return WORKBENCH in self._pages and self.workbench().is_playing

    # ---- inside ----
    def _make_context(self) -> ShellContext:
        return ShellContext(
            self._desk,
            self,
            self.workbench,
            key_lead_us=lambda: 1000 * int(self._settings.get("key_lead_ms")),
            evidence=lambda: self.inbox.evidence,
        )

    def _show(self, name: str) -> None:
        if self._current() == WORKBENCH and name != WORKBENCH:
            self.router.forget_held()
            self.workbench().leave()
        page = self._page(name)
        self.top_bar.setVisible(name != WORKBENCH)
        if name != WORKBENCH:
            self.top_bar.show_current(name)
        self.stack.setCurrentWidget(page)
        self._show_disk()

    def _page(self, name: str) -> QWidget:
        if name not in self._pages:
            self._add(name, self._made.make(name, self))
        return self._pages[name]

    def _show_bare(self, is_bare: bool) -> None:
        """Full screen with nothing but the evidence, and back to the window as it was."""
        self.strip.setVisible(not is_bare)
        if is_bare:
            self._was_maximized = self.isMaximized()
            self.showFullScreen()
        elif self._was_maximized:
            self.showMaximized()
        else:
            self.showNormal()

    def _add(self, name: str, page: QWidget) -> None:
        self._pages[name] = page
        self.stack.addWidget(page)
        self._hub.add(page)
        _dress(page, self._theme.tokens)
        name_keys((page,), self.keymap)

    def _current(self) -> str:
        current = self.stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is current), INBOX)

    def _mode(self) -> Mode:
        if self._is_away:
            return Mode.DIALOG
        return {INBOX: Mode.INBOX, WORKBENCH: Mode.WORKBENCH}.get(self._current(), Mode.WINDOW)

    def apply_look(self) -> None:
        self._theme.apply(self._settings.get("theme"), self._settings.get("text_size"))

    def _look(self, tokens: Tokens) -> None:
        for part in (self.top_bar, self.strip, self.notice, *self._pages.values()):
            _dress(part, tokens)

    def _name_keys(self) -> None:
        """Keys were changed, or another keyboard is in use: name them anew."""
        self._name_menus(KeyWords(self.keymap))
        name_keys(self._pages.values(), self.keymap)

    def _show_disk(self) -> None:
        if self._current() != INBOX:
            self.strip.show_disk("")  # the inbox counts, and only while it is shown
            return
        self.told.show_disk(self.inbox.media_bytes(), int(self._settings.get("disk_budget_gb")), self._free_bytes())

    def _own_acts(self) -> dict[str, Callable[[], object]]:
        return {
            "sign-in": self.ask_sign_in,
            "access-log": lambda: show_access_log(self, self._desk),
            "certifications": lambda: show_certifications(self, self._desk, self._servers, self._now),
            "quit": self.close,
            "about": lambda: show_about(self),
        }

    def _tabs(self) -> tuple[tuple[str, str, str], ...]:
        return (
            (INBOX, "inbox", self.tr("Inbox")),
            (OUTBOX, "send", self.tr("Outbox and receipts")),
            (SETTINGS, "settings", self.tr("Settings")),
        )

    def _connect(self) -> None:
        self.top_bar.chosen.connect(self._show)
        self.inbox.opened.connect(self.show_workbench)
        self.inbox.sign_in_asked.connect(self.ask_sign_in)
        self.inbox.rows_changed.connect(self._show_disk)
        self.inbox.failed.connect(self.complain)
        self.strip.cancelled.connect(self.sync_cancelled)
        self.strip.outbox_asked.connect(self._mend)
        self._hub.published.connect(self.told.take)
        self._theme.changed.connect(self._look)
        self.keymap.listen(self._name_keys)
        QGuiApplication.inputMethod().localeChanged.connect(self._name_keys)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Assessor"))
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        body = QWidget()
        body.setProperty("look", "page")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.strip)
        self.setCentralWidget(body)
        self._add(INBOX, self.inbox)
        geometry = state_of(self._settings, "window")
        if geometry:
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._is_let_go and not self._closing.may_close():
            event.ignore()
            self.say(self.tr("The window closes as soon as everything is saved."))
            return
        self.let_go()
        super().closeEvent(event)

    def let_go(self) -> None:
        """Hand over what is being typed and stop listening, once; whoever closes does it, however the program ends."""
        if self._is_let_go:
            return
        self._is_let_go = True
        if WORKBENCH in self._pages:
            self.workbench().leave()
        keep_state(self._settings, "window", self.saveGeometry())
        self.router.stop()
        self.closed.emit()

    def _hand_over(self) -> None:
        if WORKBENCH in self._pages:
            self.workbench().hand_over()

    def _is_settled(self) -> bool:
        return WORKBENCH not in self._pages or self.workbench().is_settled


def _dress(part: QWidget, tokens: Tokens) -> None:
    """Give the tokens to a part that paints or has icons."""
    set_tokens = getattr(part, "set_tokens", None)
    if set_tokens is not None:
        set_tokens(tokens)
