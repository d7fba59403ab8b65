"""A laptop that signs in through a browser somebody really uses, or through a code typed on another device."""

import threading
from collections.abc import Callable
from contextlib import suppress

import requests

from assessor_app.adapters.oauth.authorizer import OAuthAuthorizer
from assessor_app.adapters.registry import adapter_named
from assessor_app.domain.grant import Grant
from assessor_app.domain.server import IssuingServer
from assessor_app.services import signing_in
from assessor_app.services.sign_in_ports import Granted, MetServer
from tests.fakes.browser import Browser
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation

PATIENCE_S = 30


class Elsewhere:
    """Somebody at a browser while the laptop waits: `open` returns at once."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._thread: threading.Thread | None = None

    def open(self, address: str) -> None:
        self._thread = threading.Thread(target=self._sign_in, args=(address,), name="at the browser")
        self._thread.start()

    def _sign_in(self, address: str) -> None:
        with suppress(requests.RequestException):  # the laptop may have stopped listening
            self.browser.sign_in(address)

    def __enter__(self) -> "Elsewhere":
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread is not None:
            self._thread.join(PATIENCE_S)
        self.browser.close()


def browser_of(server: PracticeProcess, label: str = "assessor-1") -> Browser:
    return Browser(who=label, code=server.codes[label])


def granted_by_browser(server: PracticeProcess, met: MetServer, label: str = "assessor-1") -> Granted:
    with Elsewhere(browser_of(server, label)) as person:
        return OAuthAuthorizer().by_browser(met, person.open, threading.Event())


def granted_by_device(server: PracticeProcess, met: MetServer, label: str = "assessor-1") -> Granted:
    browser = browser_of(server, label)

    def type_in(shown: object) -> None:
        browser.send(browser.open(shown.address), user_code=shown.code)  # type: ignore[attr-defined]

    try:
        return OAuthAuthorizer(pace=0.01).by_device(met, type_in, threading.Event())
    finally:
        browser.close()


GrantedBy = Callable[[PracticeProcess, MetServer, str], Granted]


def sign_in(
    laptop: Workstation,
    server: PracticeProcess,
    label: str = "assessor-1",
    *,
    address: str = "",
    by: GrantedBy = granted_by_browser,
) -> IssuingServer:
    """Return once the laptop has it all in its database."""
    adapter = adapter_named("auto")
    met = signing_in.greet(laptop.store.factory, adapter, address or server.invite)
    granted = by(server, met, label)
    kept = signing_in.with_grant(
        laptop.store.factory, adapter, met, granted, authorizer=OAuthAuthorizer(), now=laptop.now
    ).value
    laptop.server_id = kept.server_id
    laptop.access.keep(kept.server_id, granted)
    return kept


def grant_of(laptop: Workstation) -> Grant:
    with laptop.store.factory() as uow:
        return uow.servers.grant(laptop.server_id)
