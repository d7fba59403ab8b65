"""Sign in: meet a server, get a grant from it, see whose it is, and only then keep anything."""

from contextlib import suppress
from datetime import datetime

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.grant import Grant
from assessor_app.domain.server import IssuingServer
from assessor_app.services.done import Done
from assessor_app.services.exchange_ports import ServerUnreachable, SignInRequired
from assessor_app.services.ports import UnitOfWork, UnitOfWorkFactory
from assessor_app.services.refusals import Refusal, UnknownServer
from assessor_app.services.servers import TOKEN_REFUSED, Contacts, check_same_assessor, going_on
from assessor_app.services.sign_in_ports import Authorizer, Granted, MetServer, SignInFailed

GRANT_REFUSED = "The server let you in at the browser, and then did not accept that. Start again."
GROUP = 4


def greet(factory: UnitOfWorkFactory, adapter: Contacts, address: str) -> MetServer:
    """Return what the server at an address or invitation shows of itself; nothing is kept.

    Raises ServerUnreachable, ServerKeyChanged, Refusal.
    """
    if adapter.greet is None:
        raise Refusal("This kind of server is signed in to with a personal token: assessor-app servers add --token")
    return adapter.greet(address, lambda server_id: _known(factory, server_id))


def thumbprint_groups(thumbprint: str) -> str:
    """Return a thumbprint in groups of four, as it is read out."""
    return " ".join(thumbprint[at : at + GROUP] for at in range(0, len(thumbprint), GROUP))


def with_token(factory: UnitOfWorkFactory, adapter: Contacts, met: MetServer, token: str) -> Done[IssuingServer]:
    """Keep the server with a personal token. Raises SignInRequired, AnotherAssessor; then nothing was changed."""
    return _keep(factory, adapter, met, token, Grant(token=token), TOKEN_REFUSED)


def with_grant(  # noqa: PLR0913 - whom, with what, and who takes it back
    factory: UnitOfWorkFactory,
    adapter: Contacts,
    met: MetServer,
    granted: Granted,
    *,
    authorizer: Authorizer,
    now: datetime,
) -> Done[IssuingServer]:
    """Keep the server with what its authorization server gave; the access token stays in memory.

    Raises SignInRequired, SignInFailed, AnotherAssessor, ServerUnreachable; then nothing was changed here, and what
    was given is given back.
    """
    if not granted.refresh_token:
        raise SignInFailed("This server gives no lasting sign-in. Use a personal token.")
    grant = Grant(granted.method, "", granted.refresh_token, granted.token_endpoint, now)
    try:
        return _keep(factory, adapter, met, granted.access_token, grant, GRANT_REFUSED)
    except Exception:
        with suppress(ServerUnreachable):
            authorizer.revoke(grant, met.authorization)
        raise


def _keep(  # noqa: PLR0913 - what is kept, and how it was come by
    factory: UnitOfWorkFactory, adapter: Contacts, met: MetServer, token: str, grant: Grant, refused: str
) -> Done[IssuingServer]:
    """Whose sign-in it is, is known before anything is written: somebody else's changes nothing."""
    try:
        shown = adapter.client(_pinned(met), token).identify()
    except SignInRequired as error:
        raise SignInRequired(refused) from error
    with factory() as uow:
        server = _joined(uow, shown)
        uow.servers.put(server)
        uow.servers.put_grant(server.server_id, grant)
    failpoint("sign_in.kept")
    return Done(server, Changes.of(Touched(Kind.SERVER, server.server_id)))


def _pinned(met: MetServer) -> IssuingServer:
    """The server as it was met: only what that key vouches for is believed."""
    return IssuingServer(
        server_id=met.server_id,
        name=met.name,
        base_url=met.base_url,
        api_url=met.api_url,
        adapter=met.adapter,
        server_epoch="",
        keys=met.keys,
        cursor="",
        assessor_id="",
        roles=(),
        authorization=met.authorization,
    )


def _joined(uow: UnitOfWork, shown: IssuingServer) -> IssuingServer:
    """Raises AnotherAssessor."""
    try:
        known = uow.servers.get(shown.server_id)
    except UnknownServer:
        return shown
    check_same_assessor(known, shown)
    return going_on(known, shown)


def _known(factory: UnitOfWorkFactory, server_id: str) -> IssuingServer | None:
    with factory() as uow:
        try:
            return uow.servers.get(server_id)
        except UnknownServer:
            return None
