"""Signing in to an issuing server: its address or invite, its key at first contact, then one of the ways it offers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from assessor_app.domain.grant import SignInMethod
from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.dialogs.offered_servers import Offer, OfferedServers
from assessor_app.gui.dialogs.open_link import OpenOutside, open_in_browser
from assessor_app.gui.forms.ui_sign_in import Ui_SignIn
from assessor_app.gui.ports import SignInAccess
from assessor_app.services.sign_in_ports import DeviceCode, MetServer
from assessor_app.services.signing_in import thumbprint_groups

CODE_POINTS = 28


class SignInDialog(QDialog):
    """`signed_in` once the server is kept. While it waits for an answer it stays usable: Cancel ends the waiting."""

    signed_in = Signal()

    def __init__(
        self,
        access: SignInAccess,
        parent: QWidget | None = None,
        address: str = "",
        open_outside: OpenOutside = open_in_browser,
    ) -> None:
        super().__init__(parent)
        self._access = access
        self._open_outside = open_outside
        self._stop: Callable[[], None] | None = None
        self._met: MetServer | None = None
        self._page_address = ""
        self.form = Ui_SignIn()
        self.form.setupUi(self)
        self.form.address.setText(address)
        self._dress()
        self._connect()
        self._show_page(self.form.where_page)
        fit(self)

    def offer(self, servers: Sequence[Offer]) -> None:
        """Show what the district offers; choosing one asks that server."""
        offered = OfferedServers(servers, self.form.where_page)
        offered.chosen.connect(self.form.address.setText)
        offered.chosen.connect(lambda _: self._meet())
        self.form.where_layout.insertWidget(1, offered)
        fit(self)

    def reject(self) -> None:
        self._halt()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is Cancel: what is waited for ends first, then the dialog."""
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    # ---- the server ----
    def _meet(self) -> None:
        address = self.form.address.text().strip()
        problem = self._problem_of(address)
        _say(self.form.address_problem, self.form.address, problem)
        if problem:
            grow(self)
            self.form.address.setFocus()
            return
        self._wait(self.tr("Checking with the server"))
        self._stop = self._access.meet(with_scheme(address), self._show_server, self._not_met)

    def _problem_of(self, address: str) -> str:
        if not address:
            return self.tr("Enter the server's address.")
        if any(letter.isspace() for letter in address):
            return self.tr("This is not an address: it has spaces. Copy it, or the invite, from what you were sent.")
        return ""

    def _show_server(self, met: MetServer) -> None:
        self._stop, self._met = None, met
        form = self.form
        form.server_address.setText(met.base_url)
        form.key.setText(thumbprint_groups(met.thumbprint))
        form.key_panel.setVisible(not met.is_vouched)
        form.is_compared.setChecked(met.is_vouched)
        for button, method in self._ways():
            button.setVisible(method in met.methods)
        self._show_page(form.who_page)

    def _not_met(self, error: Exception) -> None:
        self._stop = None
        self._show_page(self.form.where_page)
        _say(self.form.address_problem, self.form.address, str(error))
        grow(self)
        self.form.address.selectAll()

    # ---- the ways in ----
    def _by_browser(self) -> None:
        self._wait(self.tr("Waiting for your browser"))
        self._stop = self._access.with_browser(self._the_server(), self._open_page, self._accepted, self._refused)

    def _open_page(self, address: str) -> None:
        """The waiting goes on whether a browser opens or not: the address can be copied."""
        if self._stop is None:
            return
        self._page_address = address
        self._show_page(self.form.browser_page, is_waiting=True)
        self._open_again()

    def _open_again(self) -> None:
        is_open = self._open_outside(self._page_address)
        self.form.browser_words.setText(
            self.tr("Sign in on the page that your browser has opened. This window goes on by itself.")
            if is_open
            else self.tr("No browser could be opened. Copy the address into one yourself; this window goes on then.")
        )
        grow(self)

    def _by_device(self) -> None:
        self._wait(self.tr("Asking for a code"))
        self._stop = self._access.with_device(self._the_server(), self._show_code, self._accepted, self._refused)

    def _show_code(self, code: DeviceCode) -> None:
        if self._stop is None:
            return
        self.form.device_address.setText(code.address)
        self.form.device_code.setText(code.code)
        self._show_page(self.form.device_page, is_waiting=True)
        self.form.progress_words.setText(self.tr("Waiting for the code"))

    def _with_token(self) -> None:
        token = self.form.token.text().strip()
        _say(self.form.token_problem, self.form.token, "" if token else self.tr("Enter your personal token."))
        if not token:
            self.form.token.setFocus()
            return
        self._wait(self.tr("Checking with the server"))
        self._stop = self._access.with_token(self._the_server(), token, self._accepted, self._token_refused)

    def _token_refused(self, error: Exception) -> None:
        self._stop = None
        self._show_page(self.form.token_page)
        _say(self.form.token_problem, self.form.token, str(error))
        grow(self)
        self.form.token.selectAll()

    def _refused(self, error: Exception) -> None:
        self._stop = None
        self._show_page(self.form.who_page)
        self._say_on_who(str(error))

    def _accepted(self) -> None:
        self._stop = None
        self.form.token.clear()
        self.signed_in.emit()
        self.accept()

    # ---- moving about ----
    def _go_on(self) -> None:
        if self.form.pages.currentWidget() is self.form.token_page:
            self._with_token()
        else:
            self._meet()

    def _go_back(self) -> None:
        self._halt()
        is_first = self.form.pages.currentWidget() is self.form.who_page
        self._show_page(self.form.where_page if is_first else self.form.who_page)

    def _cancel(self) -> None:
        """While something is waited for, Cancel ends that; else it closes the dialog."""
        if self._stop is None:
            self.reject()
            return
        self._halt()
        page = self.form.pages.currentWidget()
        is_elsewhere = page in (self.form.browser_page, self.form.device_page)
        self._show_page(self.form.who_page if is_elsewhere or page is None else page)

    def _halt(self) -> None:
        if self._stop is not None:
            self._stop()
            self._stop = None

    def _wait(self, words: str) -> None:
        self.form.progress_words.setText(words)
        self._say_on_who("")
        self._show_waiting(is_waiting=True)

    def _show_page(self, page: QWidget, *, is_waiting: bool = False) -> None:
        form = self.form
        form.pages.setCurrentWidget(page)
        is_known = self._met is not None and page is not form.where_page
        form.title.setText(self._title() if is_known else self.tr("Sign in to an issuing server"))
        is_typed = page in (form.where_page, form.token_page)
        _name(form.sign_in, self.tr("Sign in") if page is form.token_page else self.tr("Continue"))
        form.sign_in.setVisible(is_typed)
        form.sign_in.setDefault(is_typed)
        form.back.setVisible(page is not form.where_page)
        self._show_waiting(is_waiting=is_waiting)
        self._focus_on(page)
        grow(self)

    def _show_waiting(self, *, is_waiting: bool) -> None:
        form = self.form
        form.progress.setVisible(is_waiting)
        form.progress_words.setVisible(is_waiting)
        for part in (form.address, form.token, form.sign_in, form.is_compared):
            part.setEnabled(not is_waiting)
        self._offer_ways()

    def _offer_ways(self) -> None:
        """Nothing is sent to a server whose key was not compared."""
        is_free = self._stop is None and not self.form.progress.isVisibleTo(self)
        for button, _ in self._ways():
            button.setEnabled(is_free and self.form.is_compared.isChecked())

    def _focus_on(self, page: QWidget) -> None:
        form = self.form
        ways = [button for button, method in self._ways() if self._met is not None and method in self._met.methods]
        first = {
            form.where_page: form.address,
            form.who_page: ways[0] if form.is_compared.isChecked() and ways else form.is_compared,
            form.token_page: form.token,
            form.browser_page: form.open_again,
            form.device_page: form.copy_device_code,
        }[page]
        first.setFocus()
        for button in ways:
            button.setDefault(button is first)

    def _ways(self) -> tuple[tuple[QPushButton, SignInMethod], ...]:
        form = self.form
        return (
            (form.by_browser, SignInMethod.AUTHORIZATION_CODE),
            (form.by_device, SignInMethod.DEVICE_CODE),
            (form.by_token, SignInMethod.PERSONAL_TOKEN),
        )

    def _the_server(self) -> MetServer:
        assert self._met is not None, "the ways in are shown once a server was met"
        return self._met

    def _title(self) -> str:
        return self.tr("Sign in to {server}").format(server=self._the_server().name)

    def _say_on_who(self, sentence: str) -> None:
        self.form.who_problem.setText(sentence)
        self.form.who_problem.setAccessibleName(sentence)
        self.form.who_problem.setVisible(bool(sentence))
        grow(self)

    def _dress(self) -> None:
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.form.key.setFont(_sized(fixed, self.font().pointSizeF()))
        self.form.device_code.setFont(_sized(fixed, CODE_POINTS))

    def _connect(self) -> None:
        form = self.form
        form.sign_in.clicked.connect(self._go_on)
        form.back.clicked.connect(self._go_back)
        form.cancel.clicked.connect(self._cancel)
        form.is_compared.toggled.connect(lambda _: self._offer_ways())
        form.by_browser.clicked.connect(self._by_browser)
        form.by_device.clicked.connect(self._by_device)
        form.by_token.clicked.connect(lambda: self._show_page(form.token_page))
        form.open_again.clicked.connect(self._open_again)
        form.copy_page.clicked.connect(lambda: _copy(self._page_address))
        form.copy_device_address.clicked.connect(lambda: _copy(form.device_address.text()))
        form.copy_device_code.clicked.connect(lambda: _copy(form.device_code.text()))


def with_scheme(address: str) -> str:
    """Return the address with https where no scheme was typed; an invite is left as it is."""
    is_bare = "://" not in address and " " not in address and "." in address
    return f"https://{address}" if is_bare else address


def _say(label: QLabel, field: QWidget, sentence: str) -> None:
    """Put the problem under its field, and mark the field."""
    label.setText(sentence)
    label.setAccessibleName(sentence)
    field.setProperty("wrong", bool(sentence))
    field.style().polish(field)


def _name(button: QPushButton, words: str) -> None:
    button.setText(words)
    button.setAccessibleName(words)


def _sized(font: QFont, points: float) -> QFont:
    sized = QFont(font)
    sized.setPointSizeF(points)
    return sized


def _copy(words: str) -> None:
    QGuiApplication.clipboard().setText(words)
