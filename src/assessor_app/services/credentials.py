"""The assessor's certifications here: fetched with a sync or added from a file, verified before they are kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.credential import CertificationStanding, Credential
from assessor_app.domain.server import IssuingServer
from assessor_app.services.badges import Badges, Expected, NotACredential, StatusUnreadable, expected_of
from assessor_app.services.certification import day, standing_of
from assessor_app.services.done import Done
from assessor_app.services.exchange_ports import ServerClient, ServerUnreachable
from assessor_app.services.ports import UnitOfWorkFactory
from assessor_app.services.refusals import Refusal

AT_MOST = 50
"""Badges of one server that are looked at: nobody holds more, and each takes a moment."""
STATUS_NOTED_EVERY = timedelta(hours=1)
NO_SERVER = "You are not signed in to any issuing server. Sign in first: a certification is checked with its keys."
NOTHING_ASKED = "None of your issuing servers asks for a certification, so there is nothing to add."


class NotUsable(Refusal):
    """A genuine certification of this assessor that does not hold now; nothing was kept."""


def refresh(
    factory: UnitOfWorkFactory,
    client: ServerClient,
    badges: Badges,
    server_id: str,
    now: datetime,
) -> Done[tuple[str, ...]]:
    """Fetch what the server gave the assessor, verify what is new, and look up what was revoked.

    Returns sentences about badges that were refused. What cannot be fetched now stays as it is, and ages.
    Raises SignInRequired.
    """
    with factory() as uow:
        server, kept = uow.servers.get(server_id), uow.credentials.of_server(server_id)
    expected = expected_of(server)
    if not expected.trusted:
        return Done((), Changes())
    offered = _offered(client)
    fresh, notes = _read_all(badges, offered, kept, expected, now)
    replaced = {credential.credential_id for credential in fresh}
    held = [*(each for each in kept if each.credential_id not in replaced), *fresh]
    checked = _checked(client, badges, held, expected, now)
    changed = [each for each in checked if each not in kept]
    with factory() as uow:
        for credential in changed:
            uow.credentials.put(credential)
    return Done(notes, _touched(changed))


def add(
    factory: UnitOfWorkFactory,
    client_of: Callable[[str], ServerClient] | None,
    badges: Badges,
    data: bytes,
    now: datetime,
) -> Done[Credential]:
    """Keep the certification in a badge file, for whichever server trusts its issuer.

    `client_of` None: its revocation list is not looked up now. Raises NotACredential, NotUsable; nothing was kept.
    """
    document = badges.unpack(data)
    with factory() as uow:
        servers = uow.servers.all()
    credential = replace(_read_for_any(badges, document, servers), added_at=now)
    server = next(server for server in servers if server.server_id == credential.server_id)
    if client_of is not None and badges.status_address(document):
        client = client_of(server.server_id)
        (credential,) = _checked(client, badges, [credential], expected_of(server), now)
    _must_hold(credential, now)
    with factory() as uow:
        uow.credentials.put(credential)
    return Done(credential, _touched([credential]))


def remove(factory: UnitOfWorkFactory, credential_id: str) -> Done[None]:
    """Forget a certification; a sync brings it back if the server still gives it."""
    with factory() as uow:
        uow.credentials.remove(credential_id)
    return Done(None, Changes.of(Touched(Kind.CREDENTIAL, credential_id)))


def _offered(client: ServerClient) -> tuple[str, ...]:
    try:
        return client.credentials()[:AT_MOST]
    except ServerUnreachable:
        return ()


def _read_all(
    badges: Badges, offered: Iterable[str], kept: Sequence[Credential], expected: Expected, now: datetime
) -> tuple[list[Credential], tuple[str, ...]]:
    """Verify what is not kept yet, or was verified with a key that is no longer pinned."""
    pinned = {digest for entry in expected.trusted for digest in entry.key_digests}
    known = {each.document for each in kept if each.signed_with in pinned}
    fresh, notes = [], []
    for document in offered:
        if document in known:
            continue
        try:
            fresh.append(replace(badges.read(document, expected), added_at=now))
        except NotACredential as error:
            notes.append(str(error))
    return fresh, tuple(dict.fromkeys(notes))


def _checked(
    client: ServerClient, badges: Badges, held: Sequence[Credential], expected: Expected, now: datetime
) -> list[Credential]:
    """Look every badge that names a list up in it; lists are fetched once each."""
    bodies: dict[str, str | None] = {}
    checked = []
    for credential in held:
        address = badges.status_address(credential.document) if credential.status_checked_at is not None else ""
        if address and address not in bodies:
            bodies[address] = _fetched(client, address)
        body = bodies.get(address)
        checked.append(credential if body is None else _looked_up(badges, credential, body, expected, now))
    return checked


def _fetched(client: ServerClient, address: str) -> str | None:
    try:
        return client.credential_status(address)
    except ServerUnreachable:
        return None


def _looked_up(badges: Badges, credential: Credential, body: str, expected: Expected, now: datetime) -> Credential:
    """A list that cannot be believed changes nothing; the time of a look-up is written down once an hour."""
    try:
        is_revoked = badges.is_revoked(credential.document, body, expected)
    except StatusUnreadable:
        return credential
    before = credential.status_checked_at
    is_news = before is None or is_revoked != credential.is_revoked or abs(now - before) > STATUS_NOTED_EVERY
    return replace(credential, is_revoked=is_revoked, status_checked_at=now) if is_news else credential


def _read_for_any(badges: Badges, document: str, servers: Sequence[IssuingServer]) -> Credential:
    """The first server that believes it; else what the one that came closest says."""
    if not servers:
        raise NotACredential(NO_SERVER)
    asking = [expected for expected in map(expected_of, servers) if expected.trusted]
    if not asking:
        raise NotACredential(NOTHING_ASKED)
    refusals = []
    for expected in asking:
        try:
            return badges.read(document, expected)
        except NotACredential as error:
            refusals.append(error)
    raise max(refusals, key=lambda error: error.got_to)


def _must_hold(credential: Credential, now: datetime) -> None:
    """A file somebody adds by hand must be of use now: else they look for the wrong fault later."""
    match standing_of(credential, now):
        case CertificationStanding.EXPIRED:
            ended = day(credential.valid_until or now)
            words = f"{credential.name} ended on {ended}, so it was not added."
            raise NotUsable(f"{words} Ask {credential.issuer_name} to renew it.")
        case CertificationStanding.REVOKED:
            raise NotUsable(
                f"{credential.name} was withdrawn by {credential.issuer_name}, so it was not added. Ask them why."
            )
        case _:
            return


def _touched(credentials: Iterable[Credential]) -> Changes:
    return Changes(frozenset(Touched(Kind.CREDENTIAL, each.credential_id) for each in credentials))
