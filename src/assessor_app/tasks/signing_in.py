"""Signing in and out from the window: everything that waits for a network or a person runs on a lane, cancellable."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from assessor_app.domain.changes import Changes, Kind
from assessor_app.services import signing_in, signing_out
from assessor_app.services.access_tokens import AccessTokens
from assessor_app.services.servers import Contacts
from assessor_app.services.sign_in_ports import Authorizer, DeviceCode, Granted, MetServer
from assessor_app.services.signing_out import SignedOut
from assessor_app.tasks.line import Line
from assessor_app.tasks.runner import Ticket
from assessor_app.tasks.write_gate import OWN_ACTS

T = TypeVar("T")
Then = Callable[[], None]
Failed = Callable[[Exception], None]
Stop = Callable[[], None]
LANE_SIGN_IN = "push:sign-in"


class LaneSignIn:
    """Fulfils `gui.ports.SignInAccess`. `added` is called on the UI thread with each server that is kept.

    `adapter` and `authorizer` are called on a lane: what they load takes a while. A cancelled act calls nobody back.
    """

    def __init__(
        self,
        line: Line,
        adapter: Callable[[], Contacts],
        authorizer: Callable[[], Authorizer],
        access: AccessTokens,
        added: Callable[[str], None],
    ) -> None:
        self._line = line
        self._begin = line.gate.factory(OWN_ACTS)
        self._adapter = adapter
        self._authorizer = authorizer
        self._access = access
        self._added = added

    def meet(self, address: str, then: Callable[[MetServer], None], failed: Failed) -> Stop:
        """Ask a server who it is; nothing is kept. Returns what cancels."""
        return self._run(lambda _: signing_in.greet(self._begin, self._adapter(), address), then, failed)

    def with_token(self, met: MetServer, token: str, then: Then, failed: Failed) -> Stop:
        def keep(_: threading.Event) -> Changes:
            return signing_in.with_token(self._begin, self._adapter(), met, token).changes

        return self._run(keep, lambda _: then(), failed, self._kept)

    def with_browser(self, met: MetServer, shown: Callable[[str], None], then: Then, failed: Failed) -> Stop:
        """`shown` gets the address that the browser must open."""

        def keep(stop: threading.Event) -> Changes:
            return self._keep(met, self._authorizer().by_browser(met, self._delivered(shown), stop))

        return self._run(keep, lambda _: then(), failed, self._kept)

    def with_device(self, met: MetServer, shown: Callable[[DeviceCode], None], then: Then, failed: Failed) -> Stop:
        """`shown` gets the code to type elsewhere."""

        def keep(stop: threading.Event) -> Changes:
            return self._keep(met, self._authorizer().by_device(met, self._delivered(shown), stop))

        return self._run(keep, lambda _: then(), failed, self._kept)

    def sign_out(self, server_id: str, then: Callable[[SignedOut], None], failed: Failed, *, is_sure: bool) -> Stop:
        """`is_sure`: also while something waits to be sent; it stays here for the same assessor."""

        def leave(_: threading.Event) -> SignedOut:
            done = signing_out.sign_out(
                self._begin, self._line.vault, self._authorizer(), server_id, is_unsent_kept=is_sure
            )
            self._access.forget(server_id)
            self._line.deliver(partial(self._line.publish, done.changes))
            return done.value

        return self._run(leave, then, failed)

    def _keep(self, met: MetServer, granted: Granted) -> Changes:
        done = signing_in.with_grant(
            self._begin,
            self._adapter(),
            met,
            granted,
            authorizer=self._authorizer(),
            now=self._line.tools.now(),
        )
        self._access.keep(met.server_id, granted)
        return done.changes

    def _kept(self, changes: Changes) -> None:
        """Also when nobody waits for it any more: what was kept is kept."""
        self._line.publish(changes)
        for server_id in changes.ids(Kind.SERVER):
            self._added(server_id)

    def _delivered(self, shown: Callable[[T], None]) -> Callable[[T], None]:
        return lambda value: self._line.deliver(partial(shown, value))

    def _run(
        self,
        work: Callable[[threading.Event], T],
        then: Callable[[T], None],
        failed: Failed,
        always: Callable[[T], None] = lambda _: None,
    ) -> Stop:
        def act(ticket: Ticket) -> T:
            stop = threading.Event()
            ticket.when_cancelled(stop.set)
            return work(stop)

        def ended(value: T) -> None:
            always(value)
            if not ticket.is_cancelled():
                then(value)

        def refused(error: Exception) -> None:
            if not ticket.is_cancelled():
                failed(error)

        ticket = self._line.runner.submit(LANE_SIGN_IN, act, ended, refused)
        return ticket.cancel
