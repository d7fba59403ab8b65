"""The access tokens of a profile: in memory only, renewed once however many lanes ask, rotation written down first."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.grant import Grant
from assessor_app.services.ports import UnitOfWorkFactory
from assessor_app.services.sign_in_ports import Authorizer, Bearer, Granted, ReplyLost, SignInEnded

EARLY_S = 30.0
"""A token is renewed this long before it ends, by the clock that no one sets."""
AGAIN_AFTER_S = (0.0, 1.0, 3.0)
"""A server that got our request gives the same answer again, for a minute only."""


class AccessTokens:
    """One per profile. `authorizer` is called when the first token is needed."""

    def __init__(
        self,
        factory: UnitOfWorkFactory,
        authorizer: Callable[[], Authorizer],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._factory = factory
        self._authorizer = authorizer
        self._monotonic = monotonic
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._holders: dict[str, _Holder] = {}

    def bearer(self, server_id: str) -> Bearer | str:
        """Return what opens a server: a personal token, or whoever renews the tokens of a sign-in."""
        with self._factory() as uow:
            grant = uow.servers.grant(server_id)
        return self._holder(server_id) if grant.method.is_renewed else grant.token

    def keep(self, server_id: str, granted: Granted) -> None:
        """Use what a sign-in has just given; its refresh token is in the database already."""
        self._holder(server_id).take(granted)

    def forget(self, server_id: str) -> None:
        self._holder(server_id).forget()

    def forget_all(self) -> None:
        """The profile is locked: no token stays in memory."""
        with self._lock:
            holders = list(self._holders.values())
        for holder in holders:
            holder.forget()

    def close(self) -> None:
        self._ended.set()
        self.forget_all()

    def _holder(self, server_id: str) -> "_Holder":
        with self._lock:
            if server_id not in self._holders:
                renewal = _Renewal(server_id, self._factory, self._authorizer, self._ended)
                self._holders[server_id] = _Holder(renewal, self._monotonic)
            return self._holders[server_id]


class _Holder:
    """Fulfils `Bearer`. Whoever comes while a token is renewed waits and gets the new one."""

    def __init__(self, renewal: "_Renewal", monotonic: Callable[[], float]) -> None:
        self._renewal = renewal
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._token = ""
        self._until = 0.0

    def now(self) -> str:
        with self._lock:
            if self._token and self._monotonic() < self._until:
                return self._token
            return self._renew()

    def renewed(self, refused: str) -> str:
        with self._lock:
            return self._token if self._token not in ("", refused) else self._renew()

    def take(self, granted: Granted) -> None:
        with self._lock:
            self._set(granted)

    def forget(self) -> None:
        with self._lock:
            self._set(None)

    def _renew(self) -> str:
        self._set(None)
        self._set(self._renewal.renew())
        return self._token

    def _set(self, granted: Granted | None) -> None:
        self._token = granted.access_token if granted is not None else ""
        lasts_s = granted.expires_in_s if granted is not None else 0
        early_s = min(EARLY_S, lasts_s / 2)
        self._until = self._monotonic() + lasts_s - early_s


class _Renewal:
    """Exchanges the refresh token for the next one, which is committed before anything is done with the answer."""

    def __init__(
        self,
        server_id: str,
        factory: UnitOfWorkFactory,
        authorizer: Callable[[], Authorizer],
        ended: threading.Event,
    ) -> None:
        self._server_id = server_id
        self._factory = factory
        self._authorizer = authorizer
        self._ended = ended

    def renew(self) -> Granted | None:
        """Return what was granted, None when only signing in helps. Raises ServerUnreachable."""
        refused = ""
        while True:
            grant = self._grant()
            if not grant.refresh_token or grant.refresh_token == refused:
                return None
            try:
                granted = self._ask(grant)
            except SignInEnded:
                refused = grant.refresh_token
                self._end(refused)  # unless another process had renewed meanwhile: then its token is tried
                continue
            failpoint("sign_in.renewed")
            if self._commit(grant, granted):
                failpoint("sign_in.renewal_kept")
                return granted

    def _ask(self, grant: Grant) -> Granted:
        """The answer may get lost after the server has replaced the token: asked at once, it gives the same again."""
        authorizer = self._authorizer()
        for again_after_s in AGAIN_AFTER_S:
            try:
                return authorizer.renew(grant)
            except ReplyLost:
                if self._ended.wait(again_after_s):
                    raise
        return authorizer.renew(grant)

    def _grant(self) -> Grant:
        with self._factory() as uow:
            return uow.servers.grant(self._server_id)

    def _commit(self, used: Grant, granted: Granted) -> bool:
        """False when the assessor signed out or in meanwhile: what was granted is not theirs any more."""
        with self._factory() as uow:
            now = uow.servers.grant(self._server_id)
            if now.refresh_token not in (used.refresh_token, granted.refresh_token):
                return False
            uow.servers.put_grant(self._server_id, replace(now, refresh_token=granted.refresh_token))
        return True

    def _end(self, refused: str) -> None:
        """Only signing in helps: the dead token is forgotten, the work stays."""
        with self._factory() as uow:
            now = uow.servers.grant(self._server_id)
            if now.refresh_token != refused:
                return
            uow.servers.put_grant(self._server_id, replace(now, refresh_token=""))
            uow.servers.put(replace(uow.servers.get(self._server_id), needs_sign_in=True))
