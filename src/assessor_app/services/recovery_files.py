"""A second way home for every final: a sealed copy on disk from before it is sent until a server has confirmed it.

Whatever the database says counts; a copy is looked into only where the database knows nothing of its operation,
because it was lost or came from a backup. Then the very bytes go back in line under the very same key, which makes it
harmless if the server has them already.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment, AssessmentState
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.services.exchange_ports import PushReply, ServerClient
from assessor_app.services.parking import OURS_WITHOUT_RECEIPT, cause_of
from assessor_app.services.ports import UnitOfWork, UnitOfWorkFactory
from assessor_app.services.queueing import MARK_VERBS, supersede
from assessor_app.services.refusals import UnknownAnnotation, UnknownAssignment, UnknownItem, UnknownServer

_DELIVERED = (OutboxState.ACCEPTED, OutboxState.HELD)


@dataclass(frozen=True, slots=True)
class FinalRecord:
    """One final with everything that must reach the server before it, and what the screens show of it."""

    final: OutboxItem
    marks: tuple[OutboxItem, ...]
    """Writes of marks that were still in line in front of it."""
    assessment: Assessment | None
    annotations: tuple[Annotation, ...]


class FinalsFolder(Protocol):
    """Sealed files, found by operation id; their names say nothing."""

    def has(self, op_id: str) -> bool: ...
    def put(self, op_id: str, data: bytes) -> None:
        """On disk for good when this returns. Raises OSError."""

    def remove(self, op_id: str) -> None: ...
    def each(self) -> Iterator[bytes | None]:
        """None for a file that cannot be read; it stays."""


class FinalsCodec(Protocol):
    def encode(self, record: FinalRecord) -> bytes: ...
    def decode(self, data: bytes) -> FinalRecord:
        """Raises ValueError for what this version cannot read."""


@dataclass(frozen=True, slots=True)
class FinalsSafe:
    """Where copies are kept, and how they are written."""

    folder: FinalsFolder
    codec: FinalsCodec

    def put(self, record: FinalRecord) -> None:
        self.folder.put(record.final.op_id, self.codec.encode(record))


@dataclass(frozen=True, slots=True)
class InStep:
    """What was done. `waiting`: copies whose server or submission is not on this laptop (again) yet."""

    written: int = 0
    removed: int = 0
    brought_back: int = 0
    waiting: int = 0
    unreadable: int = 0
    changes: Changes = Changes()

    def words(self) -> str:
        """One sentence for each thing a person should know; empty when all is as it was."""
        sentences = []
        if self.brought_back:
            sentences.append(
                f"{self.brought_back} finals were brought back from their sealed copies and wait to be sent."
            )
        if self.waiting:
            sentences.append(f"{self.waiting} finals wait for their submission: sign in to their server and sync.")
        if self.unreadable:
            sentences.append(f"{self.unreadable} sealed copies cannot be read; they stay where they are.")
        return " ".join(sentences)


def keep_in_step(begin: UnitOfWorkFactory, safe: FinalsSafe) -> InStep:
    """Make copies of finals that wait, bring back those the database lost, remove those a server has confirmed.

    Safe to call at any time and as often as wanted. Raises OSError when a copy cannot be written.
    """
    with begin() as uow:
        missing = [_record(uow, item) for item in uow.outbox.open_finals() if not safe.folder.has(item.op_id)]
    for record in missing:
        safe.put(record)
    done = InStep(written=len(missing))
    for data in safe.folder.each():
        done = _look_at(begin, safe, data, done)
    return done


def copy_of(begin: UnitOfWorkFactory, safe: FinalsSafe, item: OutboxItem) -> None:
    """Make sure of a copy before the bytes leave the laptop. Raises OSError."""
    if not item.verb.is_final or safe.folder.has(item.op_id):
        return
    with begin() as uow:
        record = _record(uow, item)
    safe.put(record)


class Safeguarded:
    """Does before each write to a server what must be done first; everything else is the server's."""

    def __init__(self, client: ServerClient, before: Callable[[OutboxItem], None]) -> None:
        self._client, self._before = client, before

    def push(self, item: OutboxItem) -> PushReply:
        self._before(item)
        return self._client.push(item)

    def __getattr__(self, name: str) -> object:
        return getattr(self._client, name)


def _record(uow: UnitOfWork, item: OutboxItem) -> FinalRecord:
    line = uow.outbox.line(item.server_id, item.assignment_id)
    marks = tuple(each for each in line if each.verb in MARK_VERBS and each.seq < item.seq)
    if item.verb is not OutboxVerb.PUT_FINAL:
        return FinalRecord(item, marks, None, ())
    live = uow.annotations.of_assignment(item.assignment_id)
    return FinalRecord(item, marks, uow.assessments.get(item.assignment_id), live)


def _look_at(begin: UnitOfWorkFactory, safe: FinalsSafe, data: bytes | None, done: InStep) -> InStep:
    try:
        record = None if data is None else safe.codec.decode(data)
    except ValueError:
        record = None
    if record is None:
        return replace(done, unreadable=done.unreadable + 1)
    with begin() as uow:
        known = _known(uow, record.final.op_id)
        if known is None:
            if not _is_at_home(uow, record.final):
                return replace(done, waiting=done.waiting + 1)
            changes = _bring_back(uow, record)
            return replace(done, brought_back=done.brought_back + 1, changes=done.changes | changes)
    if _is_settled(known):
        safe.folder.remove(known.op_id)
        return replace(done, removed=done.removed + 1)
    return done


def _is_settled(item: OutboxItem) -> bool:
    """What counts as delivered on an unsigned word alone keeps its copy: somebody on the way may have said it."""
    is_proved = item.cause != cause_of(OURS_WITHOUT_RECEIPT)
    return item.state is OutboxState.SUPERSEDED or (item.state in _DELIVERED and is_proved)


def _known(uow: UnitOfWork, op_id: str) -> OutboxItem | None:
    try:
        return uow.outbox.get(op_id)
    except UnknownItem:
        return None


def _is_at_home(uow: UnitOfWork, final: OutboxItem) -> bool:
    """Whether the database has the server and the assignment that the final belongs to."""
    try:
        uow.servers.get(final.server_id)
        uow.remote.assignment(final.assignment_id)
    except (UnknownServer, UnknownAssignment):
        return False
    return True


def _bring_back(uow: UnitOfWork, record: FinalRecord) -> Changes:
    """Put everything in line again that the database does not know, the final behind its marks."""
    final = record.final
    for annotation in record.annotations:
        _put_newer(uow, annotation)
    changes = supersede(uow, final.entity_id)  # a draft that the backup still had is older than this
    items = [item for item in (*record.marks, final) if _known(uow, item.op_id) is None]
    for item in items:
        uow.outbox.add(_untried(item))
    if record.assessment is not None:
        uow.assessments.put(replace(record.assessment, state=AssessmentState.QUEUED))
        for score in record.assessment.scores:
            uow.assessments.put_score(score)
    return changes | _touched(items, final)


def _untried(item: OutboxItem) -> OutboxItem:
    return replace(item, state=OutboxState.PENDING, tries=0, not_before_at=None, cause="", server_words="")


def _put_newer(uow: UnitOfWork, annotation: Annotation) -> None:
    try:
        here = uow.annotations.get(annotation.annotation_id)
    except UnknownAnnotation:
        uow.annotations.put(annotation)
    else:
        if here.revision < annotation.revision:
            uow.annotations.put(annotation)


def _touched(items: Iterable[OutboxItem], final: OutboxItem) -> Changes:
    return Changes.of(
        *(Touched(Kind.OUTBOX, item.op_id, item.assignment_id) for item in items),
        Touched(Kind.ASSESSMENT, final.entity_id, final.assignment_id),
        Touched(Kind.ASSIGNMENT, final.assignment_id, final.assignment_id),
    )
