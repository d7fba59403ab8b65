"""Conflicts: note what stands against a refused write, fetch the other version, and let nothing pass it unseen."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.conflict import Conflict, ConflictKind
from assessor_app.domain.event import Event, EventKind
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.ids import assessment_id_of, new_id
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.services.exchange_ports import OwnVersion, ServerClient, ServerUnreachable, SignInRequired
from assessor_app.services.ports import UnitOfWork, UnitOfWorkFactory
from assessor_app.services.refusals import Undecided, UnknownAssignment

KINDS: Mapping[str, ConflictKind] = {
    "stale-revision": ConflictKind.OTHER_LAPTOP,
    "already-final": ConflictKind.OTHER_LAPTOP,
    "rubric-changed": ConflictKind.RUBRIC_CHANGED,
    "policy-changed": ConflictKind.POLICY_CHANGED,
    "withdrawn": ConflictKind.WITHDRAWN,
    "not-yours": ConflictKind.GRADED_BY_ANOTHER,
    "claim-contested": ConflictKind.GRADED_BY_ANOTHER,
}
"""Which refusals tell of something that happened elsewhere; the others are about the write itself."""
NOTHING_THERE = "nothing-there"
_WORK = frozenset({OutboxVerb.PUT_ANNOTATION, OutboxVerb.DELETE_ANNOTATION, OutboxVerb.PUT_DRAFT, OutboxVerb.PUT_FINAL})


def met(uow: UnitOfWork, item: OutboxItem, problem: str, now: datetime) -> Changes:
    """Note what stands against an item that is being parked, and that it was met; nothing for other refusals.

    The event travels with the next ones of the assignment.
    """
    kind = KINDS.get(problem)
    if kind is None or item.verb not in _WORK:
        return Changes()
    uow.conflicts.put(Conflict(item.op_id, item.assignment_id, kind, now))
    failpoint("conflict.met")
    data = {"kind": kind.value, "what": item.verb.value}
    uow.events.add(Event(new_id(), item.assignment_id, EventKind.CONFLICT_MET, now, data))
    return touched(item.op_id, item.assignment_id)


def touched(op_id: str, assignment_id: str) -> Changes:
    return Changes.of(
        Touched(Kind.CONFLICT, op_id, assignment_id), Touched(Kind.ASSIGNMENT, assignment_id, assignment_id)
    )


def fetch(
    factory: UnitOfWorkFactory,
    client: ServerClient,
    server_id: str,
    *,
    now: Callable[[], datetime],
    publish: Callable[[Changes], None] = lambda _: None,
) -> None:
    """Bring the other side of every conflict between two laptops here; what cannot be had now is asked for again."""
    with factory() as uow:
        waiting = uow.conflicts.awaiting(server_id)
    for assignment_id in dict.fromkeys(conflict.assignment_id for conflict in waiting):
        with suppress(ServerUnreachable, SignInRequired):
            found = client.own_version(assignment_id)
            concerned = [conflict for conflict in waiting if conflict.assignment_id == assignment_id]
            publish(_keep(factory, concerned, found, now()))


def must_be_decided(uow: UnitOfWork, assignment_id: str) -> None:
    """Raises Undecided while two versions of the assessor's own work stand against each other."""
    if undecided(uow, assignment_id):
        raise Undecided(_code(uow, assignment_id))


def undecided(uow: UnitOfWork, assignment_id: str) -> tuple[Conflict, ...]:
    """Open conflicts with another laptop, oldest first."""
    return tuple(conflict for conflict in uow.conflicts.open_of(assignment_id) if conflict.needs_choice)


def _code(uow: UnitOfWork, assignment_id: str) -> str:
    try:
        return uow.remote.assignment(assignment_id).code
    except UnknownAssignment:
        return assignment_id


def _keep(
    factory: UnitOfWorkFactory, concerned: Iterable[Conflict], found: OwnVersion | None, now: datetime
) -> Changes:
    changes = Changes()
    with factory() as uow:
        for conflict in concerned:
            item = uow.outbox.get(conflict.op_id)
            if item.state is not OutboxState.PARKED:
                continue  # decided meanwhile
            if found is None or _is_nothing(item, found):
                changes |= _goes_again(uow, item, conflict, now)
                continue
            theirs = _news(uow, found)
            uow.conflicts.put(replace(conflict, theirs=theirs, their_revision=found.revision))
            failpoint("conflict.fetched")
            changes |= touched(conflict.op_id, conflict.assignment_id)
    return changes


def _is_nothing(item: OutboxItem, found: OwnVersion) -> bool:
    return item.verb in (OutboxVerb.PUT_DRAFT, OutboxVerb.PUT_FINAL) and found.revision is None


def _goes_again(uow: UnitOfWork, item: OutboxItem, conflict: Conflict, now: datetime) -> Changes:
    """There is no other version any more: nobody's work is in the way, and nobody needs to decide.

    A server that refuses a write without a base, and shows nothing that would be in its way, is asked again later.
    """
    if item.base_revision is None:
        return Changes()
    uow.conflicts.put(replace(conflict, settled_at=now, choice=NOTHING_THERE))
    uow.outbox.set_server_revision(item.entity_id, None)
    uow.outbox.update(replace(item, state=OutboxState.SUPERSEDED))
    if item.verb is OutboxVerb.DELETE_ANNOTATION:
        return touched(item.op_id, item.assignment_id)
    fresh = replace(item, op_id=new_id(), base_revision=None, state=OutboxState.PENDING, tries=0, created_at=now)
    uow.outbox.add(replace(fresh, not_before_at=None, cause="", server_words=""))
    _queued_again(uow, item)
    return touched(item.op_id, item.assignment_id) | Changes.of(Touched(Kind.OUTBOX, fresh.op_id, item.assignment_id))


def _queued_again(uow: UnitOfWork, item: OutboxItem) -> None:
    assessment = uow.assessments.get(item.assignment_id) if item.verb is OutboxVerb.PUT_FINAL else None
    if assessment is not None and assessment.state is AssessmentState.PARKED:
        uow.assessments.put(replace(assessment, state=AssessmentState.QUEUED))


def _news(uow: UnitOfWork, found: OwnVersion) -> ComparedAssessment:
    """Leave out what is our own latest write: only what another laptop did stands against us."""
    theirs = found.theirs
    revisions = dict(theirs.mark_revisions)
    ids = (theirs.assessment_id, assessment_id_of(theirs.assignment_id))
    known = next((r for r in map(uow.outbox.server_revision, ids) if r is not None), None)
    if known is not None and known == found.revision and not theirs.is_final:
        theirs = replace(theirs, assessment_id="", scores=(), feedback="", decision="", is_final=False)
    foreign = (
        mark
        for mark in theirs.annotations
        if uow.outbox.server_revision(mark.annotation_id) != revisions.get(mark.annotation_id)
    )
    return replace(theirs, annotations=tuple(foreign))
