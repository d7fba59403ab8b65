"""Settings: appearance, player and marking, issuing servers; every change counts at once."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QMessageBox, QScrollArea, QVBoxLayout, QWidget

from assessor_app.commands.context import Desk
from assessor_app.domain.changes import Changes, Kind
from assessor_app.domain.server import IssuingServer
from assessor_app.gui import wording
from assessor_app.gui.forms.ui_settings import Ui_Settings
from assessor_app.gui.icons import icon, put_icon
from assessor_app.gui.key_words import KeyWords, default_words
from assessor_app.gui.pages.settings.engine_choice import EngineChoice, LookForLibvlc, nothing_is_known
from assessor_app.gui.plain_words import plain_tip
from assessor_app.gui.ports import ServerAccess, SettingsPort
from assessor_app.gui.tokens import LIGHT, Tokens

THEMES = ("system", "light", "dark", "high-contrast")
WIDEST = 760
ICON = 16
FIELD_PADDING = 6
_ID = Qt.ItemDataRole.UserRole


class SettingsPage(QScrollArea):
    """`look_changed` when theme or text size changed; `said` carries a short sentence."""

    look_changed = Signal()
    sign_in_asked = Signal()
    said = Signal(str)

    def __init__(
        self,
        desk: Desk,
        settings: SettingsPort,
        servers: ServerAccess,
        now: Callable[[], datetime],
        look_for_libvlc: LookForLibvlc = nothing_is_known,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._servers = servers
        self._now = now
        self._tokens = LIGHT
        self._keys = default_words()
        body = QWidget()
        self.form = Ui_Settings()
        self.form.setupUi(body)
        body.setMaximumWidth(WIDEST)
        self.form.servers.setIconSize(QSize(ICON, ICON))
        for field in (self.form.text_size, self.form.pre_roll, self.form.key_lead):
            # A style sheet's padding does not reach the text inside a spin box.
            field.lineEdit().setTextMargins(FIELD_PADDING, 0, 0, 0)
        self._lay_out(body)
        self._show_values()
        self._connect()
        self._engine_choice = EngineChoice(self.form, settings, desk, look_for_libvlc, self)

    # ---- the page protocol ----
    def touched_by(self, changes: Changes) -> bool:
        return changes.has(Kind.SERVER)

    def refresh(self, _: Changes) -> None:
        self.load()

    def load(self) -> None:
        self._desk.read(lambda reads: reads.servers(), self._show_servers)

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        put_icon(self.form.add_server, "plus", tokens)
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
    def _show_values(self) -> None:
        form, get = self.form, self._settings.get
        form.theme.setCurrentIndex(THEMES.index(get("theme")))
        form.text_size.setValue(get("text_size"))
        form.pre_roll.setValue(get("pre_roll_s"))
        form.key_lead.setValue(get("key_lead_ms"))
        form.type_at_once.setChecked(get("type_at_once"))

    def _connect(self) -> None:
        form = self.form
        form.theme.currentIndexChanged.connect(lambda place: self._keep_look("theme", THEMES[place]))
        form.text_size.valueChanged.connect(lambda percent: self._keep_look("text_size", percent))
        form.pre_roll.valueChanged.connect(lambda seconds: self._settings.set("pre_roll_s", seconds))
        form.key_lead.valueChanged.connect(lambda span: self._settings.set("key_lead_ms", span))
        form.type_at_once.toggled.connect(lambda is_on: self._settings.set("type_at_once", is_on))
        form.shortcuts.clicked.connect(self.ask_shortcuts)
        form.add_server.clicked.connect(self.sign_in_asked)
        form.remove_server.clicked.connect(self._ask_removal)
        form.servers.currentItemChanged.connect(lambda *_: self._show_choice())
        # A wheel over a field while scrolling must not change a setting.
        for field in (form.theme, form.text_size, form.pre_roll, form.key_lead):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _keep_look(self, key: str, value: object) -> None:
        self._settings.set(key, value)
        self.look_changed.emit()

    # ---- servers ----
    def _show_servers(self, servers: Sequence[IssuingServer]) -> None:
        self.form.servers.clear()
        for server in servers:
            item = QListWidgetItem(icon("server", self._tokens, self._tokens.quiet), self._words(server))
            item.setData(_ID, server.server_id)
            item.setToolTip(plain_tip(server.base_url))
            self.form.servers.addItem(item)
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
        self.form.remove_server.setEnabled(self.form.servers.currentItem() is not None)

    def _ask_removal(self) -> None:
        item = self.form.servers.currentItem()
        if item is None:
            return
        box = QMessageBox(self)
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

    def _lay_out(self, body: QWidget) -> None:
        page = QWidget()
        page.setProperty("look", "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(body)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Settings"))
