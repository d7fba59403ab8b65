"""Queries for screens and scripts: each opens and closes its own read transaction, on whatever thread asks."""

from collections.abc import Iterable

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.comment import Comment
from assessor_app.domain.credential import Credential
from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.history import ScoreChange, score_changes
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Artifact
from assessor_app.services.media_views import WantedMedia
from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.views import (
    AccessRow,
    ArtifactMedia,
    InboxRow,
    OutboxRow,
    ReceiptRow,
    WaitingCounts,
    WorkbenchView,
)
from assessor_app.store import access_query, evidence_gate, exchange_query, inbox_query, media_queue, workbench_query
from assessor_app.store.annotations import live_annotations_by_id
from assessor_app.store.database import Database
from assessor_app.store.derived import derived_data
from assessor_app.store.journal import journal_rows
from assessor_app.store.media import media_of_submission
from assessor_app.store.remote import artifact_by_id
from assessor_app.store.servers import all_servers
from assessor_app.store.standing import all_credentials, comments_of


class SqlReads:
    """`lease` says which evidence is open; its clock, which certifications hold."""

    def __init__(self, database: Database, lease: OfflineLease) -> None:
        self._database = database
        self._lease = lease

    def inbox(self) -> tuple[InboxRow, ...]:
        with self._database.reader() as connection:
            return inbox_query.inbox(connection, self._lease)

    def first_rows(self, count: int) -> tuple[InboxRow, ...]:
        with self._database.reader() as connection:
            return inbox_query.first_rows(connection, count, self._lease)

    def inbox_rows(self, assignment_ids: Iterable[str], submission_ids: Iterable[str] = ()) -> tuple[InboxRow, ...]:
        """Rows of these assignments and of all that judge these submissions."""
        with self._database.reader() as connection:
            return inbox_query.inbox_rows(connection, assignment_ids, self._lease, submission_ids)

    def workbench(self, assignment_id: str) -> WorkbenchView:
        """Raises UnknownAssignment, and NotReceived while something it needs has not come."""
        with self._database.reader() as connection:
            return workbench_query.workbench_view(connection, assignment_id, self._lease)

    def annotations(self, annotation_ids: Iterable[str]) -> tuple[Annotation, ...]:
        """By start time; retracted ones left out."""
        with self._database.reader() as connection:
            return live_annotations_by_id(connection, annotation_ids)

    def assessment(self, assignment_id: str) -> Assessment:
        """Return an empty draft without an id while nothing was written. Raises UnknownAssignment."""
        with self._database.reader() as connection:
            return workbench_query.assessment_of(connection, assignment_id)

    def media(self, submission_id: str) -> tuple[ArtifactMedia, ...]:
        with self._database.reader() as connection:
            return media_of_submission(connection, submission_id)

    def artifact(self, artifact_id: str) -> Artifact:
        """Raises NotReceived."""
        with self._database.reader() as connection:
            return artifact_by_id(connection, artifact_id)

    def must_be_open(self, artifact_id: str) -> None:
        """Raises EvidenceLocked, NotReceived."""
        with self._database.reader() as connection:
            evidence_gate.must_be_open(connection, artifact_id, self._lease)

    def derived(self, artifact_id: str, digest: str, kind: DerivedKind) -> bytes | None:
        with self._database.reader() as connection:
            return derived_data(connection, artifact_id, digest, kind)

    def outbox(self) -> tuple[OutboxRow, ...]:
        with self._database.reader() as connection:
            return exchange_query.outbox_rows(connection)

    def receipts(self) -> tuple[ReceiptRow, ...]:
        with self._database.reader() as connection:
            return exchange_query.receipt_rows(connection)

    def waiting(self) -> WaitingCounts:
        with self._database.reader() as connection:
            return exchange_query.waiting_counts(connection)

    def servers(self) -> tuple[IssuingServer, ...]:
        with self._database.reader() as connection:
            return all_servers(connection)

    def wanted_media(self) -> tuple[WantedMedia, ...]:
        with self._database.reader() as connection:
            return media_queue.wanted(connection)

    def history(self, assignment_id: str) -> tuple[ScoreChange, ...]:
        with self._database.reader() as connection:
            return score_changes(journal_rows(connection, assignment_id))

    def access_log(self) -> tuple[AccessRow, ...]:
        with self._database.reader() as connection:
            return access_query.access_rows(connection)

    def comments(self, achievement_id: str) -> tuple[Comment, ...]:
        with self._database.reader() as connection:
            return comments_of(connection, achievement_id)

    def credentials(self) -> tuple[Credential, ...]:
        with self._database.reader() as connection:
            return all_credentials(connection)
