"""Add, list and remove issuing servers."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.server import IssuingServer
from assessor_app.services.done import Done
from assessor_app.services.erasure import Reason
from assessor_app.services.evidence import discard_submission
from assessor_app.services.exchange_ports import ServerClient, SignInRequired
from assessor_app.services.ports import UnitOfWorkFactory
from assessor_app.services.refusals import Refusal, UnknownServer
from assessor_app.services.sign_in_ports import Bearer, MetServer
from assessor_app.services.vault_ports import Vault

TOKEN_REFUSED = "The server does not accept this token. Copy it again from your invitation, or ask for a new one."


class AnotherAssessor(Refusal):
    """The token belongs to somebody else than the work on this laptop: nothing was exchanged."""

    def __init__(self, server_name: str) -> None:
        super().__init__(
            f"Somebody else is signed in to {server_name}. The work on this laptop is not theirs, so nothing was"
            " sent or fetched. Sign in as yourself, or use another profile."
        )


class NotYetSent(Refusal):
    """Removing the server would strand work of the assessor."""

    def __init__(self, server_name: str, count: int) -> None:
        super().__init__(
            f"{server_name} has not received everything yet: {count} still in the outbox. Nothing was removed."
            " Sync, settle what needs you in the outbox, then remove the server."
        )


class Contacts(Protocol):
    """How an adapter makes clients: for a server never met, and for one whose keys are pinned."""

    @property
    def first_contact(self) -> Callable[[str, str], ServerClient]: ...
    @property
    def client(self) -> Callable[[IssuingServer, Bearer | str], ServerClient]: ...
    @property
    def greet(self) -> Callable[[str, Callable[[str], IssuingServer | None]], MetServer] | None: ...


def add(factory: UnitOfWorkFactory, adapter: Contacts, url: str, token: str) -> Done[IssuingServer]:
    """Meet the server at an address or invitation and keep it with its keys and our token.

    One that was known before, removed or moved meanwhile, must still show the keys pinned then.
    Raises ServerUnreachable, SignInRequired, ServerKeyChanged, AnotherAssessor; then nothing was changed.
    """
    try:
        server = adapter.first_contact(url, token).identify()
        known = _known(factory, server.server_id)
        if known is not None:
            server = _met_again(adapter, known, server, token)
    except SignInRequired as error:
        raise SignInRequired(TOKEN_REFUSED) from error
    with factory() as uow:
        uow.servers.put(server)
        uow.servers.put_token(server.server_id, token)
    return Done(server, Changes.of(Touched(Kind.SERVER, server.server_id)))


def all_servers(factory: UnitOfWorkFactory) -> tuple[IssuingServer, ...]:
    with factory() as uow:
        return uow.servers.all()


def remove(factory: UnitOfWorkFactory, vault: Vault, server_id: str) -> Done[None]:
    """Forget the token and the candidates' evidence; the assessor's work stays. Raises UnknownServer, NotYetSent."""
    changes = Changes.of(Touched(Kind.SERVER, server_id))
    with factory() as uow:
        unsent = uow.outbox.count_unsent(server_id)
        if unsent:
            raise NotYetSent(uow.servers.get(server_id).name, unsent)
        for submission_id in uow.remote.submissions_of(server_id):
            changes |= discard_submission(vault, uow, submission_id, Reason.SIGN_OUT)
        uow.servers.remove(server_id)
    return Done(None, changes)


def check_same_assessor(known: IssuingServer, met: IssuingServer) -> None:
    """Raises AnotherAssessor."""
    if known.assessor_id and met.assessor_id != known.assessor_id:
        raise AnotherAssessor(known.name)


def _known(factory: UnitOfWorkFactory, server_id: str) -> IssuingServer | None:
    with factory() as uow:
        try:
            return uow.servers.get(server_id)
        except UnknownServer:
            return None


def _met_again(adapter: Contacts, known: IssuingServer, shown: IssuingServer, token: str) -> IssuingServer:
    """Check with the pinned keys."""
    met = adapter.client(replace(known, base_url=shown.base_url), token).identify()
    check_same_assessor(known, met)
    return going_on(known, met)


def going_on(known: IssuingServer, met: IssuingServer) -> IssuingServer:
    """A server met again: what it says of itself is new; cursor, epochs, trusted time and locks stay as they were."""
    return replace(
        known,
        name=met.name,
        base_url=met.base_url,
        api_url=met.api_url,
        keys=met.keys,
        assessor_id=met.assessor_id,
        roles=met.roles,
        trusted_issuers=met.trusted_issuers,
        policies=met.policies,
        authorization=met.authorization,
        needs_sign_in=False,
    )
