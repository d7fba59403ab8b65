"""Ports: what services need from store, vault and adapters, as Protocols the outer rings fulfil."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.comment import Comment
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.coverage import Coverage
from assessor_app.domain.credential import Credential
from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.event import Event
from assessor_app.domain.history import ScoreChange
from assessor_app.domain.outbox import OutboxItem, OutboxVerb, Receipt
from assessor_app.domain.outcome import Outcome
from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Achievement, Rubric
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Artifact, Assignment, Submission
from assessor_app.services.repositories import (
    Angles,
    Annotations,
    Assessments,
    Comments,
    Comparisons,
    Coverages,
    Credentials,
    Declarations,
    DerivedData,
    Events,
    Journal,
    Media,
    Outbox,
    Outcomes,
    Receipts,
)
from assessor_app.services.views import ArtifactMedia, InboxRow, OutboxRow, ReceiptRow, WaitingCounts, WorkbenchView

RemoteObject = Assignment | Submission | Rubric | Achievement | Policy


class MediaSource(Protocol):
    """Seekable bytes of one artifact. Thread-safe; a path is never handed out."""

    @property
    def size(self) -> int: ...
    def read_at(self, offset: int, length: int) -> bytes: ...
    def close(self) -> None: ...


class MediaSink(Protocol):
    """Where a download goes. `offset` bytes are already safe; `write` raises DiskFull with nothing lost before it."""

    @property
    def offset(self) -> int: ...
    def write(self, data: bytes) -> None: ...
    def read_at(self, offset: int, length: int) -> bytes:
        """What is already here, to verify it before going on."""

    def sync(self) -> None: ...
    def truncate(self, offset: int) -> None: ...
    def complete(self) -> None: ...
    def close(self) -> None: ...


class NotOnThisLaptop(LookupError):
    """The artifact's bytes are not (or not yet fully) here."""


class DiskFull(OSError):
    """There is no room for more; what was written before stays."""


class StillOpen(OSError):
    """Bytes that were discarded are still being shown, so that nothing can take their place yet."""


class Vault(Protocol):
    def open(self, artifact_id: str) -> MediaSource:
        """Raises NotOnThisLaptop."""

    def sink(self, artifact_id: str, size: int) -> MediaSink:
        """Resume or start the bytes of an artifact. Raises DiskFull when `size` cannot fit, and StillOpen."""

    def discard(self, artifact_id: str) -> None:
        """Never fails for a file that is open: that one counts as gone and goes as soon as it can."""

    def free_bytes(self) -> int: ...


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
    """`blocks` are hex SHA-256 of each `block_size` bytes."""

    size: int
    etag: str
    sha256: str
    block_size: int
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """A believable reply to a write: verified receipt in hand."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Refused:
    """A believable no. `problem` is a protocol problem name; `words` are the server's, for a person."""

    problem: str
    words: str
    has_our_op: bool = False
    current_revision: int | None = None


@dataclass(frozen=True, slots=True)
class NotYet:
    """No or no believable answer: try again later. `needs_sign_in` on 401.

    `is_server_wide`: no other write to this server would fare better now.
    """

    words: str
    retry_after_s: float | None = None
    needs_sign_in: bool = False
    is_server_wide: bool = False


PushReply = Delivered | Refused | NotYet


class ServerUnreachable(Exception):
    """No believable answer. The message is a sentence for the assessor."""


class SignInRequired(Exception):
    """The server does not accept our token."""


class ServerKeyChanged(Exception):
    """The server shows keys that our pinned ones do not vouch for: nothing was exchanged."""


class NotOffered(LookupError):
    """The server does not (or no longer) show us this object."""


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
        """Return until when it is ours (None: no limit). Raises ClaimContested."""

    def manifest(self, href: str) -> MediaManifest: ...
    def media(self, href: str, etag: str, offset: int) -> AbstractContextManager[Iterator[bytes]]:
        """Bytes from `offset` on. Raises MediaChanged when the ETag is no longer true."""

    def outcome(self, assignment_id: str) -> Outcome | None:
        """None while there is nothing to see."""

    def compared(self, assignment: Assignment) -> tuple[ComparedAssessment, ...]:
        """The finals an adjudicator decides between, with their annotations."""

    def credentials(self) -> tuple[str, ...]:
        """The assessor's own certifications as compact JWS, unverified."""

    def credential_status(self, address: str) -> str:
        """The body of a revocation or status list that a credential names, unverified."""

    def push(self, item: OutboxItem) -> PushReply:
        """Send one write; never raises for what a server or network can do."""

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


class Servers(Protocol):
    def get(self, server_id: str) -> IssuingServer: ...
    def all(self) -> tuple[IssuingServer, ...]: ...
    def put(self, server: IssuingServer) -> None: ...
    def remove(self, server_id: str) -> None: ...
    def token(self, server_id: str) -> str: ...
    def put_token(self, server_id: str, token: str) -> None: ...


class Remote(Protocol):
    """Objects a server owns, and the (kind, id, revision) list the digest is taken over."""

    def put(self, server_id: str, change: RemoteChange) -> None:
        """Raises ServerMismatch, with nothing written, when another server gave us something under that id."""

    def withdraw(self, server_id: str, change: RemoteChange) -> None: ...
    def blank(self, submission_id: str) -> None:
        """Forget the candidate's words in it; names, sizes and digests stay."""

    def submissions_of(self, server_id: str) -> tuple[str, ...]: ...
    def owns(self, server_id: str, submission_id: str) -> bool:
        """Whether that server gave us this submission; False when it is not here."""

    def is_shared(self, submission_id: str, assignment_id: str) -> bool:
        """Whether an assignment beside that one, not withdrawn or handed back, is of the same submission."""

    def visible(self, server_id: str) -> tuple[tuple[str, str, int], ...]: ...
    def assignment(self, assignment_id: str) -> Assignment: ...
    def submission(self, submission_id: str) -> Submission: ...
    def rubric(self, rubric_id: str) -> Rubric:
        """The newest version."""

    def rubric_version(self, rubric_id: str, digest: str) -> Rubric:
        """Exactly the version scores were made with."""

    def achievement(self, achievement_id: str) -> Achievement: ...
    def policy(self, policy_id: str) -> Policy: ...


class UnitOfWork(Protocol):
    """One transaction: commits when the `with` block ends well, rolls back otherwise. One thread only."""

    @property
    def servers(self) -> Servers: ...
    @property
    def remote(self) -> Remote: ...
    @property
    def annotations(self) -> Annotations: ...
    @property
    def assessments(self) -> Assessments: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def receipts(self) -> Receipts: ...
    @property
    def media(self) -> Media: ...
    @property
    def derived(self) -> DerivedData: ...
    @property
    def coverages(self) -> Coverages: ...
    @property
    def angles(self) -> Angles: ...
    @property
    def declarations(self) -> Declarations: ...
    @property
    def events(self) -> Events: ...
    @property
    def credentials(self) -> Credentials: ...
    @property
    def outcomes(self) -> Outcomes: ...
    @property
    def comparisons(self) -> Comparisons: ...
    @property
    def comments(self) -> Comments: ...


UnitOfWorkFactory = Callable[[], AbstractContextManager[UnitOfWork]]


class Reads(Protocol):
    """Queries for screens and scripts; each opens and closes its own read transaction."""

    def inbox(self) -> tuple[InboxRow, ...]: ...
    def inbox_rows(self, assignment_ids: Iterable[str]) -> tuple[InboxRow, ...]: ...
    def workbench(self, assignment_id: str) -> WorkbenchView: ...
    def annotations(self, annotation_ids: Iterable[str]) -> tuple[Annotation, ...]:
        """By id, retracted ones left out."""

    def assessment(self, assignment_id: str) -> Assessment: ...
    def media(self, submission_id: str) -> tuple[ArtifactMedia, ...]: ...
    def artifact(self, artifact_id: str) -> Artifact:
        """Raises NotReceived."""

    def must_be_open(self, artifact_id: str) -> None:
        """Raises EvidenceLocked when nobody may look at it now, NotReceived."""

    def derived(self, artifact_id: str, digest: str, kind: DerivedKind) -> bytes | None:
        """What was computed from exactly these bytes; None when it was not yet."""

    def outbox(self) -> tuple[OutboxRow, ...]: ...
    def receipts(self) -> tuple[ReceiptRow, ...]: ...
    def waiting(self) -> WaitingCounts: ...
    def servers(self) -> Sequence[IssuingServer]: ...
    def history(self, assignment_id: str) -> tuple[ScoreChange, ...]:
        """Every change of a score, oldest first."""

    def comments(self, achievement_id: str) -> tuple[Comment, ...]:
        """The assessor's own bank for one micro-credential, most used first."""

    def credentials(self) -> tuple[Credential, ...]:
        """Every certification kept on this laptop, of all servers."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What every editing service gets beside its unit of work."""

    now: Callable[[], datetime]
    new_id: Callable[[], str]
    codec_of: Callable[[str], WriteCodec]
    """Adapter name -> codec."""


COALESCING_VERBS = frozenset(
    {OutboxVerb.PUT_ANNOTATION, OutboxVerb.DELETE_ANNOTATION, OutboxVerb.PUT_DRAFT, OutboxVerb.POST_EVENTS}
)
