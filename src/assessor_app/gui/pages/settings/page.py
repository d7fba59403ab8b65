"""Settings: a list of sections beside the chosen one; every change counts at once."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QListWidgetItem, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from assessor_app.commands.context import Desk
from assessor_app.config.settings import ENGINES
from assessor_app.domain.changes import Changes, Kind
from assessor_app.domain.server import IssuingServer
from assessor_app.gui import wording
from assessor_app.gui.forms.ui_settings import Ui_Settings
from assessor_app.gui.icons import icon, put_icon
from assessor_app.gui.key_words import KeyWords, default_words
from assessor_app.gui.pages.settings.backups import BackupsSection
from assessor_app.gui.pages.settings.bound import Bound
from assessor_app.gui.pages.settings.engine_choice import EngineChoice, LookForLibvlc, nothing_is_known
from assessor_app.gui.pages.settings.network import NetworkSection
from assessor_app.gui.pages.settings.security import Acts, SecuritySection
from assessor_app.gui.pages.settings.storage import StorageSection
from assessor_app.gui.plain_words import plain_tip
from assessor_app.gui.ports import ServerAccess, SettingsPort
from assessor_app.gui.safety_ports import SafetyAccess
from assessor_app.gui.tokens import BASE_POINT_SIZE, LIGHT, Tokens

THEMES = ("system", "light", "dark", "high-contrast")
SECTIONS = ("look", "marking", "keys", "servers", "storage", "security", "network", "backups")
WIDEST = 860
LIST_MARGIN = 32  # beside the widest name in the list of sections
ICON = 16
FIELD_PADDING = 6
_ID = Qt.ItemDataRole.UserRole
_NAME = _ID + 1


class SettingsPage(QWidget):
    """`look_changed` when theme or text size changed; `said` carries a short sentence.

    `restart_asked` comes when the window is to close, so that a backup is put in place at the next start.
    """

    look_changed = Signal()
    sign_in_asked = Signal()
    restart_asked = Signal()
    said = Signal(str)

    def __init__(  # noqa: PLR0913 - everything a section works with
        self,
        desk: Desk,
        settings: SettingsPort,
        servers: ServerAccess,
        now: Callable[[], datetime],
        look_for_libvlc: LookForLibvlc = nothing_is_known,
        *,
        safety: SafetyAccess | None = None,
        acts: Acts | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._settings = settings
        self._servers = servers
        self._now = now
        self._tokens = LIGHT
        self._bodies: list[QWidget] = []
        self._keys = default_words()
        self.form = Ui_Settings()
        self.form.setupUi(self)
        self.storage = StorageSection(settings, safety)
        self.security = SecuritySection(settings, acts or {})
        self.network = NetworkSection(settings)
        self.backups = BackupsSection(settings, safety, now)
        self.form.servers.setIconSize(QSize(ICON, ICON))
        for field in (self.form.text_size, self.form.pre_roll, self.form.key_lead):
            # A style sheet's padding does not reach the text inside a spin box.
            field.lineEdit().setTextMargins(FIELD_PADDING, 0, 0, 0)
        self.bound = self._bind()
        self._engine_choice = EngineChoice(self.form, settings, desk, look_for_libvlc, self)
        self._lay_out()
        self._connect()

    # ---- the page protocol ----
    def touched_by(self, changes: Changes) -> bool:
        return changes.has(Kind.SERVER)

    def refresh(self, _: Changes) -> None:
        self.load()

    def load(self) -> None:
        self._desk.read(lambda reads: reads.servers(), self._show_servers)
        self.storage.load()
        self.backups.load()

    def show_section(self, name: str) -> None:
        """Choose one of SECTIONS."""
        self.form.sections.setCurrentRow(SECTIONS.index(name))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        put_icon(self.form.add_server, "plus", tokens)
        put_icon(self.form.sign_out, "key-round", tokens)
        put_icon(self.form.remove_server, "trash-2", tokens)
        for place in range(self.form.servers.count()):
            self.form.servers.item(place).setIcon(icon("server", tokens, tokens.quiet))

    # ---- keys ----
    def show_keys(self, keys: KeyWords) -> None:
        self._keys = keys
        words = self.tr("Keys of your own: {count}") if keys.changed else self.tr("All keys are as they came.")
        self.form.keys_note.setText(words.format(count=keys.changed))

    def ask_shortcuts(self) -> None:
        from assessor_app.gui.pages.settings.shortcuts import ShortcutsDialog  # noqa: PLC0415 - seldom needed

        dialog = ShortcutsDialog(self._keys.keymap, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # ---- values ----
    def _bind(self) -> Bound:
        form, bound = self.form, Bound(self._settings, self)
        bound.choice("theme", form.theme, THEMES)
        bound.number("text_size", form.text_size)
        bound.number("pre_roll_s", form.pre_roll)
        bound.number("key_lead_ms", form.key_lead)
        bound.flag("type_at_once", form.type_at_once)
        bound.choice("engine", form.engine, ENGINES)
        return bound

    def _connect(self) -> None:
        form = self.form
        self.bound.changed.connect(lambda key: self.look_changed.emit() if key in ("theme", "text_size") else None)
        form.shortcuts.clicked.connect(self.ask_shortcuts)
        form.add_server.clicked.connect(self.sign_in_asked)
        form.sign_out.clicked.connect(self._ask_sign_out)
        form.remove_server.clicked.connect(self._ask_removal)
        form.servers.currentItemChanged.connect(lambda *_: self._show_choice())
        self.storage.said.connect(self.said)
        self.backups.said.connect(self.said)
        self.backups.restart_asked.connect(self.restart_asked)

    # ---- servers ----
    def _show_servers(self, servers: Sequence[IssuingServer]) -> None:
        self.form.servers.clear()
        for server in servers:
            item = QListWidgetItem(icon("server", self._tokens, self._tokens.quiet), self._words(server))
            item.setData(_ID, server.server_id)
            item.setData(_NAME, server.name)
            item.setToolTip(plain_tip(server.base_url))
            self.form.servers.addItem(item)
        if servers:
            self.form.servers.setCurrentRow(0)
        self.form.server_note.setText("" if servers else self.tr("No server yet. Sign in to get your first work."))
        self._show_choice()

    def _words(self, server: IssuingServer) -> str:
        if server.needs_sign_in:
            state = self.tr("sign in again")
        elif server.synced_at is None:
            state = self.tr("not synced yet")
        else:
            state = self.tr("synced {when}").format(when=wording.ago(server.synced_at, self._now()))
        return f"{server.name}  ·  {server.base_url}  ·  {state}"

    def _show_choice(self) -> None:
        for button in (self.form.sign_out, self.form.remove_server):
            button.setEnabled(self.form.servers.currentItem() is not None)

    def _ask_sign_out(self) -> None:
        from assessor_app.gui.dialogs.sign_out import ask_sign_out  # noqa: PLC0415 - seldom needed

        item = self.form.servers.currentItem()
        if item is not None:
            ask_sign_out(self, self._servers.sign_in, item.data(_ID), item.data(_NAME), self.load, self.said.emit)

    def _ask_removal(self) -> None:
        item = self.form.servers.currentItem()
        if item is None:
            return
        box = QMessageBox(self)
        box.setWindowTitle(self.tr("Remove a server"))
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("Remove this server from this laptop?"))
        box.setInformativeText(
            self.tr("Its submissions leave the inbox. Nothing is removed while work for it waits to be sent.")
        )
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        server_id = item.data(_ID)
        box.finished.connect(lambda _: self._remove(server_id) if box.clickedButton() is remove else None)
        box.open()

    def _remove(self, server_id: str) -> None:
        self._servers.remove(server_id, self.load, lambda error: self.said.emit(str(error)))

    def _lay_out(self) -> None:
        form = self.form
        sections = (  # as in SECTIONS
            (form.look_page, self.tr("Appearance")),
            (form.marking_page, self.tr("Player and marking")),
            (form.keys_page, self.tr("Shortcuts")),
            (form.servers_page, self.tr("Issuing servers")),
            (self.storage, self.tr("Storage and retention")),
            (self.security, self.tr("Security")),
            (self.network, self.tr("Network")),
            (self.backups, self.tr("Backups and support")),
        )
        for body, words in sections:
            form.stack.addWidget(_scrolled(body, words))
            self._bodies.append(body)
            form.sections.addItem(words)
        form.sections.currentRowChanged.connect(form.stack.setCurrentIndex)
        form.sections.setCurrentRow(0)
        self.setProperty("look", "page")
        self.setAccessibleName(self.tr("Settings"))
        self._fit_list()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "form"):
            QTimer.singleShot(0, self, self._fit_list)  # once the list has its new font, too

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_list()  # only now it has the font it is painted with

    def _fit_list(self) -> None:
        """As wide as its longest name, at every text size, and the sections beside it as wide as their lines need."""
        self.form.sections.ensurePolished()
        self.form.sections.setFixedWidth(self.form.sections.sizeHintForColumn(0) + LIST_MARGIN)
        scale = self.font().pointSizeF() / BASE_POINT_SIZE
        for body in self._bodies:
            body.setMaximumWidth(round(WIDEST * scale))


def _scrolled(body: QWidget, words: str) -> QScrollArea:
    page = QWidget()
    page.setProperty("look", "page")
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(body)
    body.show()  # a stack had hidden it
    area = QScrollArea()
    area.setAccessibleName(words)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    area.setWidgetResizable(True)
    return area
