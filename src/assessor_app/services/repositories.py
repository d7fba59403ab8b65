"""Ports of what one assessor's laptop keeps: each repository of a unit of work that speaks of the domain alone."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment, CriterionScore
from assessor_app.domain.comment import Comment
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.conflict import Conflict
from assessor_app.domain.coverage import Coverage
from assessor_app.domain.credential import Credential
from assessor_app.domain.declaration import Declaration, HandBack
from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.device import DeviceKeys
from assessor_app.domain.event import Event
from assessor_app.domain.journal import Act, JournalRow
from assessor_app.domain.outbox import OutboxItem, Receipt
from assessor_app.domain.outcome import Outcome
from assessor_app.services.media_views import HeldMedia, WantedMedia
from assessor_app.services.views import ArtifactMedia, KeptEvidence


class Annotations(Protocol):
    def get(self, annotation_id: str) -> Annotation: ...
    def put(self, annotation: Annotation) -> None: ...
    def of_assignment(self, assignment_id: str) -> tuple[Annotation, ...]:
        """Live annotations only, by start time."""


class Assessments(Protocol):
    def get(self, assignment_id: str) -> Assessment | None: ...
    def put(self, assessment: Assessment) -> None:
        """State, feedback and revision; scores are put one by one."""

    def put_score(self, score: CriterionScore) -> None: ...


class Journal(Protocol):
    def add(self, row: JournalRow) -> None: ...
    def acts(self, assignment_id: str) -> Iterator[Act]:
        """Newest first, lazily."""

    def rows_of(self, act_id: str) -> tuple[JournalRow, ...]: ...
    def rows(self, assignment_id: str) -> tuple[JournalRow, ...]:
        """Every change ever made to an assignment, oldest first."""


class Outbox(Protocol):
    def add(self, item: OutboxItem) -> int: ...
    def get(self, op_id: str) -> OutboxItem: ...
    def update(self, item: OutboxItem) -> None: ...
    def open_of(self, entity_id: str) -> tuple[OutboxItem, ...]:
        """Items of one entity not yet accepted, held or superseded, oldest first."""

    def line(self, server_id: str, assignment_id: str) -> tuple[OutboxItem, ...]:
        """Every open item of one assignment, oldest first."""

    def due(self, server_id: str, now: datetime, *, is_forced: bool = False) -> tuple[OutboxItem, ...]:
        """Head of line per assignment, oldest first; parked heads block their own assignment, but not its final."""

    def open_finals(self) -> tuple[OutboxItem, ...]:
        """Finals and hand-backs of every server that are pending, being sent or parked, oldest first."""

    def restart(self) -> int:
        """Sending becomes pending; returns how many."""

    def delivered(self, server_id: str) -> tuple[OutboxItem, ...]:
        """The newest accepted or held item of each entity, oldest first."""

    def server_revision(self, entity_id: str) -> int | None: ...
    def set_server_revision(self, entity_id: str, revision: int | None) -> None:
        """Also rebases untried followers of the entity. None: the server does not have it."""

    def count_unsent(self, server_id: str) -> int:
        """How much of this server's is pending, being sent or parked."""


class Receipts(Protocol):
    def add(self, receipt: Receipt) -> None: ...


class Media(Protocol):
    def get(self, artifact_id: str) -> ArtifactMedia: ...
    def put(self, media: ArtifactMedia) -> None: ...
    def forget(self, artifact_id: str) -> None: ...
    def etag(self, artifact_id: str) -> str: ...
    def set_etag(self, artifact_id: str, etag: str) -> None: ...
    def restart(self) -> int:
        """Queued and downloading become paused; returns how many."""

    def want(self, assignment_ids: Iterable[str], at: datetime) -> None:
        """The assessor asks for their evidence: what is not here is queued."""

    def leave(self, assignment_ids: Iterable[str]) -> None:
        """The assessor does not ask for it (now): what was on its way is paused, what came stays."""

    def wanted(self) -> tuple[WantedMedia, ...]:
        """What was asked for and is not all here, in the order in which to fetch it."""

    def present(self) -> tuple[str, ...]:
        """The artifacts whose files are noted as here."""

    def held(self) -> tuple[HeldMedia, ...]:
        """What is here, whole or in part, and not yet worked on."""

    def note_opened(self, artifact_id: str, at: datetime) -> None: ...


class DerivedData(Protocol):
    """What was computed from artifacts. Only what was made of exactly these bytes (`digest`) is ever given back."""

    def get(self, artifact_id: str, digest: str, kind: DerivedKind) -> bytes | None: ...
    def put(self, artifact_id: str, digest: str, kind: DerivedKind, data: bytes) -> None:
        """Keep it; nothing while no submission here lists these bytes, or once its evidence was taken away."""

    def forget_unsealed(self, mark: bytes) -> None:
        """Remove what does not begin with `mark`."""

    def forget(self, artifact_id: str) -> None:
        """All kinds: it goes with the artifact's bytes."""


class Coverages(Protocol):
    """What was watched of each artifact, per assignment."""

    def get(self, assignment_id: str, artifact_id: str) -> Coverage: ...
    def of_assignment(self, assignment_id: str) -> Mapping[str, Coverage]:
        """Artifact id -> what was watched of it; never-watched ones are left out."""

    def put(self, assignment_id: str, artifact_id: str, coverage: Coverage) -> None: ...


class Angles(Protocol):
    """How far a second recording of the same lesson is shifted against the first."""

    def get(self, assignment_id: str, main_artifact_id: str, side_artifact_id: str) -> int | None:
        """Microseconds to add to a time of the main recording to get that of the side one; None: never set."""

    def put(self, assignment_id: str, main_artifact_id: str, side_artifact_id: str, offset_us: int) -> None: ...


class Declarations(Protocol):
    """What the assessor stated about the people in a submission, and what they handed back."""

    def get(self, assignment_id: str) -> Declaration | None: ...
    def put(self, declaration: Declaration) -> None: ...
    def hand_back(self, assignment_id: str) -> HandBack | None: ...
    def put_hand_back(self, hand_back: HandBack) -> None: ...
    def end_hand_back(self, assignment_id: str) -> None:
        """The server gave it to the assessor once more; the event that was reported stays."""

    def with_evidence(self) -> tuple[str, ...]:
        """Assignments that were handed back while their evidence is still here."""

    def showing(self, artifact_id: str) -> tuple[str, ...]:
        """The assignments that may show this artifact now: declared where asked for, not handed back or withdrawn."""


class Events(Protocol):
    """Events on their way to the issuing server."""

    def add(self, event: Event) -> None: ...
    def unsent(self, assignment_id: str) -> tuple[Event, ...]:
        """Those no server has confirmed, oldest first."""

    def unqueued(self, server_id: str) -> tuple[str, ...]:
        """Assignments of that server with an unconfirmed event that no waiting write holds."""

    def confirm(self, event_ids: Iterable[str]) -> None: ...


class Credentials(Protocol):
    def put(self, credential: Credential) -> None: ...
    def remove(self, credential_id: str) -> None: ...
    def of_server(self, server_id: str) -> tuple[Credential, ...]: ...


class Outcomes(Protocol):
    def get(self, assignment_id: str) -> Outcome | None: ...
    def put(self, outcome: Outcome) -> None: ...
    def awaited(self, server_id: str, most: int) -> tuple[str, ...]:
        """Some assignments of that server whose final it has and whose outcome is not decided here; chosen by lot.

        One that is closed may have its final from the assessor's other laptop.
        """


class Comparisons(Protocol):
    """The assessments an adjudicator compares."""

    def awaited(self, server_id: str) -> tuple[str, ...]:
        """Live assignments of that server with something to compare."""

    def of_assignment(self, assignment_id: str) -> tuple[ComparedAssessment, ...]: ...
    def put(self, assignment_id: str, compared: tuple[ComparedAssessment, ...]) -> None: ...


class Comments(Protocol):
    """The assessor's own comment bank."""

    def of_achievement(self, achievement_id: str) -> tuple[Comment, ...]:
        """Most used first."""

    def put(self, comment: Comment) -> None: ...
    def remove(self, comment_id: str) -> None: ...


class Conflicts(Protocol):
    """What stood against the assessor's work, open and settled; rows are never deleted."""

    def get(self, op_id: str) -> Conflict | None: ...
    def put(self, conflict: Conflict) -> None: ...
    def open_of(self, assignment_id: str) -> tuple[Conflict, ...]:
        """Unsettled ones whose item is still parked, oldest first: what took its place has settled the others."""

    def awaiting(self, server_id: str) -> tuple[Conflict, ...]:
        """Open ones between two laptops whose other side was not fetched yet."""


class Devices(Protocol):
    """This laptop's own keys, and which servers know them."""

    def own(self) -> DeviceKeys | None: ...
    def put_own(self, keys: DeviceKeys) -> None:
        """Once: the first ones stay."""

    def published(self, server_id: str) -> int | None:
        """The revision under which that server knows this laptop, None when it does not."""

    def put_published(self, server_id: str, revision: int) -> None: ...
    def done(self, server_id: str) -> frozenset[str]:
        """Ids of that server's commands that were carried out here."""

    def put_done(self, server_id: str, command_id: str) -> None: ...


class Retention(Protocol):
    """What goes with time."""

    def kept(self, server_id: str) -> tuple[KeptEvidence, ...]:
        """Every assignment whose files are here, or what its candidate wrote though its final is in; by submission."""

    def readable(self, server_id: str) -> tuple[str, ...]:
        """Every assignment of the server of whose evidence anything can be read here, files or words."""

    def drop_words(self, submission_id: str) -> None:
        """What the candidate wrote is as absent as a file; it comes with the next word on one of its assignments."""

    def words_due(self, server_id: str, before: datetime, most: int) -> tuple[str, ...]:
        """Assignments with the assessor's words whose final was accepted `before`, or that ended so without one.

        Never those with anything unsent, parked, held or in conflict.
        """

    def forget_words(self, assignment_id: str) -> None:
        """Scores, marks, journal and what was sent go; receipts stay, and events no server has confirmed."""
