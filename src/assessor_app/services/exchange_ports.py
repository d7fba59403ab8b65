"""An issuing server through its adapter, as services see it: what it says, and what is sent to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.coverage import Coverage
from assessor_app.domain.device import DeviceCommand, DeviceKeys
from assessor_app.domain.event import Event
from assessor_app.domain.outbox import OutboxItem, Receipt
from assessor_app.domain.outcome import Outcome
from assessor_app.domain.policy import Policy
from assessor_app.domain.reach import Reach
from assessor_app.domain.rubric import Achievement, Rubric
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Assignment, Submission

RemoteObject = Assignment | Submission | Rubric | Achievement | Policy


@dataclass(frozen=True, slots=True)
class RemoteChange:
    """One change as an adapter translated it. `document` None on an upsert: a kind this version does not know.

    `is_unreadable`: a kind we know, but nothing we can read; its revision is 0, so that it is asked for again.
    """

    kind: str
    entity_id: str
    revision: int
    is_withdrawal: bool
    reason: str = ""
    document: RemoteObject | None = None
    is_unreadable: bool = False


@dataclass(frozen=True, slots=True)
class RemotePage:
    changes: tuple[RemoteChange, ...]
    next_cursor: str
    has_more: bool
    digest: str


@dataclass(frozen=True, slots=True)
class MediaManifest:
    """`blocks` are hex SHA-256 of each `block_size` bytes; `digest`, where there is one, was found true of the list."""

    size: int
    etag: str
    sha256: str
    block_size: int
    blocks: tuple[str, ...]
    digest: str = ""

    @property
    def vouches_for_whole(self) -> bool:
        """Whether proving every block proves the file, without a second pass over it."""
        is_one_block = self.blocks == (self.sha256,)
        return is_one_block or (bool(self.digest) and len(self.blocks) > 1)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A believable reply to a write: verified receipt in hand."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Refused:
    """A believable no. `problem` is a protocol problem name; `words` are the server's, for a person.

    Of the version that is in the way: its revision, whether our very write made it (`has_our_op`) or another one with
    the same bytes (`has_our_bytes`), and whether it is held for review.
    """

    problem: str
    words: str
    has_our_op: bool = False
    current_revision: int | None = None
    has_our_bytes: bool = False
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class NotYet:
    """No or no believable answer: try again later. `needs_sign_in` on 401; `reach` is what is in the way.

    `is_server_wide`: no other write to this server would fare better now.
    """

    words: str
    retry_after_s: float | None = None
    needs_sign_in: bool = False
    is_server_wide: bool = False
    reach: Reach = Reach.SERVER_AWAY


PushReply = Delivered | Refused | NotYet


@dataclass(frozen=True, slots=True)
class OwnVersion:
    """The assessor's own work on an assignment as the server has it now; `revision` None: marks, and no assessment."""

    theirs: ComparedAssessment
    revision: int | None


class ServerUnreachable(Exception):
    """No believable answer. The message is a sentence for the assessor; `retry_after_s` is the server's wish."""

    def __init__(
        self, words: str = "", reach: Reach = Reach.SERVER_AWAY, *, retry_after_s: float | None = None
    ) -> None:
        self.reach = reach
        self.retry_after_s = retry_after_s
        super().__init__(words)


class SignInRequired(Exception):
    """The server does not accept our token."""


class ServerKeyChanged(Exception):
    """The server shows keys that our pinned ones do not vouch for: nothing was exchanged."""


class NotOffered(LookupError):
    """The server does not (or no longer) show us this object."""


class TakenBackByServer(NotOffered):
    """The server says that this object was withdrawn. The message is its reason, for a person."""


class ClaimContested(Exception):
    """Somebody else holds the assignment. The message is a sentence for the assessor."""


class CursorExpired(Exception):
    """The server no longer knows our cursor: compare with a snapshot."""


class MediaChanged(Exception):
    """The bytes on the server are not those we began to download."""


class ServerClient(Protocol):
    """One issuing server through its adapter. Every call may raise ServerUnreachable or SignInRequired."""

    def identify(self) -> IssuingServer:
        """Discovery, health and profile in one, keys verified, cursor empty. Raises ServerKeyChanged."""

    def changes(self, cursor: str) -> RemotePage:
        """Raises CursorExpired."""

    def snapshot(self) -> tuple[tuple[tuple[str, str, int], ...], str, str]:
        """Return ((kind, id, revision), ...), cursor and digest."""

    def object(self, kind: str, entity_id: str) -> RemoteChange:
        """Raises NotOffered. An unknown kind comes back without document, revision 0."""

    def standing(self, path: str) -> tuple[int, str | None] | None:
        """Return (revision, op id if the server tells) of what a write of ours made, None when it is not there."""

    def claim(self, assignment_id: str) -> datetime | None:
        """Return until when it is ours (None: no limit). Raises ClaimContested, NotOffered when it is not there."""

    def manifest(self, href: str) -> MediaManifest: ...
    def media(self, href: str, etag: str, offset: int) -> AbstractContextManager[Iterator[bytes]]:
        """Bytes from `offset` on. Raises MediaChanged when the ETag is no longer true."""

    def outcome(self, assignment_id: str) -> Outcome | None:
        """None while there is nothing to see."""

    def compared(self, assignment: Assignment) -> tuple[ComparedAssessment, ...]:
        """The finals an adjudicator decides between, with their annotations."""

    def own_version(self, assignment_id: str) -> OwnVersion | None:
        """What the server has of this assessor there, with live annotations; None when it has, or shows, nothing."""

    def credentials(self) -> tuple[str, ...]:
        """The assessor's own certifications as compact JWS, unverified."""

    def credential_status(self, address: str) -> str:
        """The body of a revocation or status list that a credential names, unverified."""

    def tell_device(self, keys: DeviceKeys, done: Iterable[str]) -> tuple[int, tuple[DeviceCommand, ...]] | None:
        """Publish this laptop with the commands it has `done`; return its revision there and what is asked of it.

        None for a server that knows no laptops.
        """

    def push(self, item: OutboxItem) -> PushReply:
        """Send one write; never raises for what a server or network can do."""

    def check(self) -> None:
        """Signed-nonce probe. Raises ServerUnreachable, which says what is in the way, and SignInRequired."""

    def is_reachable(self) -> bool:
        """Signed-nonce probe: False behind a captive portal."""


@dataclass(frozen=True, slots=True)
class OutgoingWrite:
    """A write frozen for the outbox: `path` relative to the api root, `body` the exact bytes."""

    path: str
    body: bytes
    body_sha256: str


@dataclass(frozen=True, slots=True)
class AssessmentContext:
    """What an assessment is made against, for encoding it. `rubric` holds the criteria in scope."""

    assignment: Assignment
    submission: Submission
    rubric: Rubric
    achievement: Achievement
    policy: Policy
    annotations: tuple[Annotation, ...]
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    """Artifact id -> what was watched of it; only a final tells."""
    declared_at: datetime | None = None
    """When the assessor declared that they know nobody in it."""


class WriteCodec(Protocol):
    """Turns an assessor's work into an adapter's bytes, at the moment it is queued."""

    def annotation(self, annotation: Annotation) -> OutgoingWrite: ...
    def retraction(self, annotation: Annotation) -> OutgoingWrite: ...
    def assessment(self, assessment: Assessment, context: AssessmentContext, *, is_final: bool) -> OutgoingWrite: ...
    def returned(self, assignment_id: str, kind: str, reason: str) -> OutgoingWrite: ...
    def events(self, events: Sequence[Event]) -> OutgoingWrite: ...
