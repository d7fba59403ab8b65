"""Ports: what services need from the store, as Protocols; `vault_ports` and `exchange_ports` are the others."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.comment import Comment
from assessor_app.domain.credential import Credential
from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.grant import Grant
from assessor_app.domain.history import ScoreChange
from assessor_app.domain.outbox import OutboxVerb
from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Achievement, Rubric
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Artifact, Assignment, Submission
from assessor_app.services.exchange_ports import RemoteChange, WriteCodec
from assessor_app.services.media_views import WantedMedia
from assessor_app.services.repositories import (
    Angles,
    Annotations,
    Assessments,
    Comments,
    Comparisons,
    Conflicts,
    Coverages,
    Credentials,
    Declarations,
    DerivedData,
    Devices,
    Events,
    Journal,
    Media,
    Outbox,
    Outcomes,
    Receipts,
    Retention,
)
from assessor_app.services.trusted_time import TrustedClock
from assessor_app.services.views import (
    AccessRow,
    ArtifactMedia,
    InboxRow,
    OutboxRow,
    ReceiptRow,
    WaitingCounts,
    WorkbenchView,
)


class Servers(Protocol):
    def get(self, server_id: str) -> IssuingServer: ...
    def all(self) -> tuple[IssuingServer, ...]: ...
    def put(self, server: IssuingServer) -> None: ...
    def remove(self, server_id: str) -> None: ...
    def token(self, server_id: str) -> str: ...
    def put_token(self, server_id: str, token: str) -> None: ...
    def grant(self, server_id: str) -> Grant: ...
    def put_grant(self, server_id: str, grant: Grant) -> None: ...


class Remote(Protocol):
    """Objects a server owns, and the (kind, id, revision) list the digest is taken over."""

    def put(self, server_id: str, change: RemoteChange) -> None:
        """Raises ServerMismatch, with nothing written, when another server gave us something under that id."""

    def withdraw(self, server_id: str, change: RemoteChange) -> None: ...
    def blank(self, submission_id: str, *, comes_again: bool = False) -> None:
        """Forget the candidate's words in it; names, sizes and digests of its parts stay.

        `comes_again`: the next sync brings what is still wanted; until then a final names what it judged.
        """

    def submissions_of(self, server_id: str) -> tuple[str, ...]: ...
    def assignments_of(self, submission_id: str) -> tuple[str, ...]:
        """Every assignment here of that submission, whatever became of it, those still wanted first."""

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
    @property
    def conflicts(self) -> Conflicts: ...
    @property
    def devices(self) -> Devices: ...
    @property
    def retention(self) -> Retention: ...


UnitOfWorkFactory = Callable[[], AbstractContextManager[UnitOfWork]]


class Reads(Protocol):
    """Queries for screens and scripts; each opens and closes its own read transaction."""

    def inbox(self) -> tuple[InboxRow, ...]: ...
    def first_rows(self, count: int) -> tuple[InboxRow, ...]:
        """What is to be done soonest, for a first screen while the whole inbox is read."""

    def inbox_rows(self, assignment_ids: Iterable[str], submission_ids: Iterable[str] = ()) -> tuple[InboxRow, ...]:
        """Rows of these assignments and of all that judge these submissions."""

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
    def wanted_media(self) -> tuple[WantedMedia, ...]:
        """Evidence asked for and not all here, in the order in which to fetch it."""

    def servers(self) -> Sequence[IssuingServer]: ...
    def history(self, assignment_id: str) -> tuple[ScoreChange, ...]:
        """Every change of a score, oldest first."""

    def access_log(self) -> tuple[AccessRow, ...]:
        """What was opened, hidden and erased on this laptop, newest first."""

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
    trusted: TrustedClock | None = None

    @property
    def clock(self) -> TrustedClock:
        """What may lock and erase; without one that runs on, a clock of this moment."""
        return self.trusted or TrustedClock(self.now)


COALESCING_VERBS = frozenset(
    {OutboxVerb.PUT_ANNOTATION, OutboxVerb.DELETE_ANNOTATION, OutboxVerb.PUT_DRAFT, OutboxVerb.POST_EVENTS}
)
