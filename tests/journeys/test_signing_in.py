"""Signing in as people do: in the browser of the laptop, with a code on a phone, and again when it has ended."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from assessor_app.adapters.oauth.authorizer import OAuthAuthorizer
from assessor_app.domain.submission import MediaState
from assessor_app.gui.dialogs.sign_in import SignInDialog
from assessor_app.practice import control_authorization as desk
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.signing_in import Elsewhere, browser_of
from tests.journeys.hands import button, click, press, reads
from tests.journeys.laptop import Laptop
from tests.journeys.machine import without_loudspeakers

pytestmark = without_loudspeakers


class SystemBrowser(QObject):
    """What the system opens web pages with: somebody who signs in there."""

    def __init__(self, server: PracticeProcess) -> None:
        super().__init__()
        self._server = server
        self._people: list[Elsewhere] = []
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())
        person = Elsewhere(browser_of(self._server))
        self._people.append(person)
        person.open(bytes(url.toEncoded().data()).decode("ascii"))

    def close(self) -> None:
        for person in self._people:
            person.__exit__()


@pytest.fixture
def browser(server: PracticeProcess, qapp: object) -> Iterator[SystemBrowser]:
    made = SystemBrowser(server)
    QDesktopServices.setUrlHandler("http", made, "open")  # type: ignore[arg-type]  # the stubs say bytes
    yield made
    QDesktopServices.unsetUrlHandler("http")
    made.close()


def met(laptop: Laptop, address: str) -> SignInDialog:
    click(button("Sign in to a server", laptop.window))
    dialog = laptop.sign_in_dialog()
    laptop.meet(dialog, address)
    return dialog


def test_with_the_browser_of_this_laptop(server: PracticeProcess, browser: SystemBrowser, laptop: Laptop) -> None:
    dialog = met(laptop, server.invite)
    assert not dialog.form.key_panel.isVisible(), "the invite vouches for the key"
    press(Qt.Key.Key_Return)
    laptop.wait(lambda: len(laptop.inbox) == 8, "eight submissions")
    laptop.rest()
    assert not dialog.isVisible()
    assert browser.opened[0].startswith(f"{server.url}/oauth/authorize?")
    assert "synced" in laptop.status_line.lower()


def test_with_a_code_on_another_device(
    server: PracticeProcess, laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OAuthAuthorizer.__init__, "__defaults__", (None, 0.02))  # the server asks for five seconds
    dialog = met(laptop, server.url)
    click(dialog.form.by_device)
    laptop.wait(dialog.form.device_page.isVisible, "the code")
    phone = browser_of(server)
    phone.send(phone.open(dialog.form.device_address.text()), user_code=dialog.form.device_code.text())
    phone.close()
    laptop.wait(lambda: len(laptop.inbox) == 8, "eight submissions")
    laptop.rest()
    assert not dialog.isVisible()


def test_a_sign_in_that_ended_is_renewed_from_the_status_and_everything_goes_on_by_itself(
    server: PracticeProcess, browser: SystemBrowser, laptop: Laptop
) -> None:
    met(laptop, server.invite)
    press(Qt.Key.Key_Return)
    laptop.wait(lambda: laptop.inbox and not laptop.is_busy, "the assigned work")
    laptop.turn_to_window()
    chosen = next(row.assignment_id for row in laptop.inbox if "gestures" in row.micro_credential)
    other = next(row.assignment_id for row in laptop.inbox if row.assignment_id != chosen)
    desk.sign_out(server.data_dir, "assessor-1")
    place = laptop.open(chosen)
    place.choose_level(1, 1)
    laptop.go_to_inbox()
    laptop.sync()
    assert "sign in again to send" in laptop.status_line.lower()
    laptop.make_available(other)
    laptop.rest()
    assert laptop.row(other).media_state is not MediaState.PRESENT
    assert len(laptop.view_of(chosen).assessment.scores) == 1
    click(next(b for b in laptop.window.strip.findChildren(QPushButton) if "sign in again" in b.text().lower()))
    dialog = laptop.sign_in_dialog()
    laptop.wait(dialog.form.who_page.isVisible, "the server, without typing its address")
    assert not reads("for the first time", dialog)
    click(dialog.form.by_browser)
    laptop.wait(lambda: not dialog.isVisible(), "the dialog to close")
    laptop.wait(lambda: laptop.ask(lambda found: found.outbox()) == (), "the score to go by itself")
    laptop.wait(lambda: laptop.row(other).media_state is MediaState.PRESENT, "the evidence to go on by itself")
    laptop.rest()
