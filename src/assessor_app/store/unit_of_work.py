"""One write transaction with every repository on it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from assessor_app.services.offline_lease import OfflineLease
from assessor_app.store.annotations import SqlAnnotations
from assessor_app.store.assessments import SqlAssessments
from assessor_app.store.conflicts import SqlConflicts
from assessor_app.store.database import Database
from assessor_app.store.derived import SqlDerived
from assessor_app.store.devices import SqlDevices
from assessor_app.store.integrity import SqlDeclarations, SqlEvents
from assessor_app.store.journal import SqlJournal
from assessor_app.store.media import SqlMedia
from assessor_app.store.outbox import SqlOutbox
from assessor_app.store.receipts import SqlReceipts
from assessor_app.store.remote import SqlRemote
from assessor_app.store.retention import SqlRetention
from assessor_app.store.servers import SqlServers
from assessor_app.store.standing import SqlComments, SqlComparisons, SqlCredentials, SqlOutcomes
from assessor_app.store.watching import SqlAngles, SqlCoverages


class SqlUnitOfWork:
    """Commits when the `with` block of `unit_of_work` ends well, else nothing of it happened."""

    def __init__(self, connection: Connection, lease: OfflineLease) -> None:
        self.servers = SqlServers(connection)
        self.remote = SqlRemote(connection)
        self.annotations = SqlAnnotations(connection)
        self.assessments = SqlAssessments(connection)
        self.journal = SqlJournal(connection)
        self.outbox = SqlOutbox(connection)
        self.receipts = SqlReceipts(connection)
        self.media = SqlMedia(connection)
        self.derived = SqlDerived(connection)
        self.coverages = SqlCoverages(connection)
        self.angles = SqlAngles(connection)
        self.declarations = SqlDeclarations(connection, lease)
        self.events = SqlEvents(connection)
        self.credentials = SqlCredentials(connection)
        self.outcomes = SqlOutcomes(connection)
        self.comparisons = SqlComparisons(connection)
        self.comments = SqlComments(connection)
        self.conflicts = SqlConflicts(connection)
        self.devices = SqlDevices(connection)
        self.retention = SqlRetention(connection)


@contextmanager
def unit_of_work(database: Database, lease: OfflineLease) -> Iterator[SqlUnitOfWork]:
    """Raises NotSaved when the disk or another program stands in the way."""
    with database.writer() as connection:
        yield SqlUnitOfWork(connection, lease)
