"""ServerClient of the Assessment Exchange: one issuing server, spoken to over HTTP."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from urllib.parse import quote

from pydantic import ValidationError

from assessor_app.adapters.assessment_exchange import contact, devices, download, greeting, push, reading, translate
from assessor_app.adapters.assessment_exchange.contact import Invitation
from assessor_app.adapters.assessment_exchange.greeting import KnownOf
from assessor_app.adapters.assessment_exchange.keys import keys_from
from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.assessment_exchange.replies import (
    UNREADABLE,
    ProblemReported,
    json_of,
    parsed,
    require_success,
)
from assessor_app.adapters.http import Http, Reply
from assessor_app.adapters.network import Network
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.device import DeviceCommand, DeviceKeys
from assessor_app.domain.ids import new_id
from assessor_app.domain.outbox import OutboxItem
from assessor_app.domain.outcome import Outcome
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Assignment
from assessor_app.services.exchange_ports import (
    ClaimContested,
    CursorExpired,
    MediaManifest,
    NotOffered,
    OwnVersion,
    PushReply,
    RemoteChange,
    RemotePage,
    ServerUnreachable,
    SignInRequired,
    TakenBackByServer,
)
from assessor_app.services.sign_in_ports import Bearer, MetServer
from assessor_app.wire.assessment import StoredAssessment
from assessor_app.wire.assignment import ClaimRequest
from assessor_app.wire.canonical import canonical_bytes
from assessor_app.wire.changes import ChangeEntry, ChangesPage, Snapshot
from assessor_app.wire.credential import CredentialList
from assessor_app.wire.headers import IDEMPOTENCY_KEY, IF_MATCH, etag_revision
from assessor_app.wire.problem import ProblemName
from assessor_app.wire.receipt import ReceiptDoc

PAGE_LIMIT = 30
"""A page is read and written in one go, some 10 ms: no key press waits long behind a sync. See docs/benchmarks.md."""
_GONE = frozenset({ProblemName.NOT_FOUND, ProblemName.WITHDRAWN, ProblemName.NOT_YOURS})
_CONTESTED = "Another assessor is working on this submission now. Choose another one, or ask the issuing organisation."


def greet(invitation: str, known_of: KnownOf, network: Network | None = None) -> MetServer:
    """Return what a server shows of itself before anybody signs in. Raises ServerKeyChanged, ServerUnreachable."""
    read = contact.read_invitation(invitation)
    http = Http(read.base_url, network=network)
    try:
        return greeting.greet(http, read, known_of)
    finally:
        http.close()


def first_contact(invitation: str, token: str, network: Network | None = None) -> "ExchangeClient":
    """A client for a server never met: only identify() may be called."""
    read = contact.read_invitation(invitation)
    return ExchangeClient(Http(read.base_url, token, network=network), read, None)


def client(server: IssuingServer, token: Bearer | str, network: Network | None = None) -> "ExchangeClient":
    """A client that believes nobody but this server, by its pinned keys."""
    return ExchangeClient(Http(server.base_url, token, network=network), Invitation(server.base_url), server)


class ExchangeClient:
    """May be used from several threads. Raises ServerUnreachable or SignInRequired in the words of the assessor."""

    def __init__(self, http: Http, invitation: Invitation, server: IssuingServer | None) -> None:
        self._http = http
        self._invitation = invitation
        self._server = server

    def identify(self) -> IssuingServer:
        return contact.identify(self._http, self._invitation, self._server)

    def changes(self, cursor: str) -> RemotePage:
        link = self._link()
        query = f"limit={PAGE_LIMIT}" + (f"&cursor={quote(cursor, safe='')}" if cursor else "")
        try:
            page = link.get(f"changes?{query}", ChangesPage)
        except ProblemReported as error:
            if error.problem.name == ProblemName.CURSOR_EXPIRED:
                raise CursorExpired from error
            raise _unexpected(link, error) from error
        changes = tuple(translate.change_from(entry, link.server_id) for entry in page.changes)
        return RemotePage(changes, page.next_cursor, page.has_more, page.digest)

    def snapshot(self) -> tuple[tuple[tuple[str, str, int], ...], str, str]:
        link = self._link()
        try:
            shown = link.get("snapshot", Snapshot)
        except ProblemReported as error:
            raise _unexpected(link, error) from error
        return tuple((each.kind, each.id, each.revision) for each in shown.entries), shown.cursor, shown.digest

    def object(self, kind: str, entity_id: str) -> RemoteChange:
        link = self._link()
        if kind not in translate.RESOURCES:
            return RemoteChange(kind, entity_id, 0, is_withdrawal=False)
        reply = self._http.get(link.url(translate.resource_path(kind, entity_id)))
        try:
            document = json_of(reply, link.host)
        except ProblemReported as error:
            if error.problem.name == ProblemName.WITHDRAWN:
                raise TakenBackByServer(error.problem.detail) from error
            if error.problem.name in _GONE:
                raise NotOffered(entity_id) from error
            raise _unexpected(link, error) from error
        revision = etag_revision(reply.headers.get("etag", ""))
        if revision is None:
            raise ServerUnreachable(UNREADABLE.format(host=link.host))
        entry = ChangeEntry(seq=0, kind=kind, id=entity_id, revision=revision, op="upsert", object=document)
        return translate.change_from(entry, link.server_id)

    def standing(self, path: str) -> tuple[int, str | None] | None:
        link = self._link()
        reply = self._http.get(link.url(path))
        try:
            require_success(reply, link.host)
        except ProblemReported as error:
            if error.problem.name in _GONE:
                return None
            raise _unexpected(link, error) from error
        return _standing_in(reply)

    def claim(self, assignment_id: str) -> datetime | None:
        link = self._link()
        url = link.url(f"assignments/{quote(assignment_id, safe='')}/claim")
        headers = {IDEMPOTENCY_KEY: new_id(), IF_MATCH: "*", "Content-Type": "application/json"}
        reply = self._http.send("PUT", url, canonical_bytes(ClaimRequest().document()), headers)
        try:
            receipt = parsed(json_of(reply, link.host), ReceiptDoc, link.host)
        except ProblemReported as error:
            if error.problem.name == ProblemName.CLAIM_CONTESTED:
                raise ClaimContested(_CONTESTED) from error
            if error.problem.name in _GONE:
                raise NotOffered(assignment_id) from error
            raise _unexpected(link, error) from error
        return receipt.lease.expires_at if receipt.lease else None

    def manifest(self, href: str) -> MediaManifest:
        link = self._link()
        try:
            return download.manifest(link, href)
        except ProblemReported as error:
            if error.problem.name in _GONE:
                raise NotOffered(href) from error
            raise _unexpected(link, error) from error

    def media(self, href: str, etag: str, offset: int) -> AbstractContextManager[Iterator[bytes]]:
        return download.media(self._link(), href, etag, offset)

    def outcome(self, assignment_id: str) -> Outcome | None:
        link = self._link()
        try:
            return reading.outcome(link, assignment_id)
        except ProblemReported as error:
            if error.problem.name in _GONE:
                return None
            raise _unexpected(link, error) from error

    def compared(self, assignment: Assignment) -> tuple[ComparedAssessment, ...]:
        """Raises NotOffered when an assessment of it is not (or no longer) shown to us."""
        link = self._link()
        try:
            return reading.compared(link, assignment)
        except ProblemReported as error:
            if error.problem.name in _GONE:
                raise NotOffered(assignment.assignment_id) from error
            raise _unexpected(link, error) from error

    def own_version(self, assignment_id: str) -> OwnVersion | None:
        link = self._link()
        try:
            return reading.own_version(link, assignment_id)
        except ProblemReported as error:
            if error.problem.name in _GONE:
                return None
            raise _unexpected(link, error) from error

    def credentials(self) -> tuple[str, ...]:
        """None for a server that keeps no certifications."""
        link = self._link()
        try:
            return link.get("credentials", CredentialList).credentials
        except ProblemReported as error:
            if error.problem.name in _GONE:
                return ()
            raise _unexpected(link, error) from error

    def credential_status(self, address: str) -> str:
        link = self._link()
        try:
            return reading.status_list(link, address)
        except ProblemReported as error:
            raise _unexpected(link, error) from error

    def tell_device(self, keys: DeviceKeys, done: Iterable[str]) -> tuple[int, tuple[DeviceCommand, ...]] | None:
        link = self._link()
        try:
            return devices.tell(link, keys, done)
        except ProblemReported as error:
            raise _unexpected(link, error) from error

    def push(self, item: OutboxItem) -> PushReply:
        return push.push(self._link(), item)

    def check(self) -> None:
        contact.signed_health(self._link())

    def is_reachable(self) -> bool:
        try:
            self.check()
        except (ServerUnreachable, SignInRequired):
            return False
        return True

    def close(self) -> None:
        self._http.close()

    def _link(self) -> Link:
        server = self._server
        if server is None:
            raise RuntimeError("identify() comes before everything else")
        return Link(self._http, server.api_url, server.server_id, server.server_epoch, keys_from(server.keys))


def _standing_in(reply: Reply) -> tuple[int, str | None] | None:
    try:
        stored = StoredAssessment.model_validate_json(reply.body)
    except ValidationError:  # an annotation: its document has no facts of the server
        revision = etag_revision(reply.headers.get("etag", ""))
        return (revision, None) if revision is not None else None
    return stored.revision, stored.op_id


def _unexpected(link: Link, error: ProblemReported) -> ServerUnreachable:
    return ServerUnreachable(f"{link.host} said: {error}. Try again later.")
