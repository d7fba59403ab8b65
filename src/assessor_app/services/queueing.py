"""The one place that turns an entity's present state into outbox items, in the transaction of the edit itself.

An item's op id and bytes are fixed here. Drafts, annotations and events coalesce: a newer item supersedes older
ones of the same entity that were never tried. What was tried once stays, because the server may have it; a parked
draft was refused, so the server does not, and it goes as well.
"""

from collections.abc import Iterable
from dataclasses import replace

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.declaration import HandBack
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.domain.submission import Assignment
from assessor_app.services.editing import rubric_in_force
from assessor_app.services.exchange_ports import AssessmentContext, OutgoingWrite, WriteCodec
from assessor_app.services.ports import COALESCING_VERBS, Tools, UnitOfWork

MARK_VERBS = frozenset({OutboxVerb.PUT_ANNOTATION, OutboxVerb.DELETE_ANNOTATION})
MOST_EVENTS = 200
"""In one request: far below the size a server takes, however long the laptop was offline."""
SMALL_BATCH_BYTES = 4_000
"""Some fifteen events: below it one more makes the batch anew, so that each is encoded a few times at most."""
_REPLACED_WHEN_PARKED = frozenset({OutboxVerb.PUT_DRAFT})


def queue_annotation(
    uow: UnitOfWork, tools: Tools, assignment: Assignment, annotation: Annotation, seen: int | None = None
) -> Changes:
    """Send the mark as it is now, or take it back if the server can have it.

    `seen` is the revision that a refusal named: the assessor decided that this counts more.
    """
    entity_id = annotation.annotation_id
    superseded = supersede(uow, entity_id)
    codec = _codec(uow, tools, assignment)
    if not annotation.is_retracted:
        item = _add(uow, tools, assignment, entity_id, OutboxVerb.PUT_ANNOTATION, codec.annotation(annotation), seen)
    elif uow.outbox.open_of(entity_id) or _base(uow, entity_id, seen) is not None:
        item = _add(uow, tools, assignment, entity_id, OutboxVerb.DELETE_ANNOTATION, codec.retraction(annotation), seen)
    else:
        return superseded
    return superseded | _changes([item])


def queue_draft(
    uow: UnitOfWork, tools: Tools, assignment: Assignment, assessment: Assessment, seen: int | None = None
) -> Changes:
    """Send the draft as it is now; of the marks only the cited ones are handed to the codec.

    While it stands against another laptop's, nothing: what is here then goes out with the assessor's decision.
    """
    if seen is None and _is_contested(uow, assessment.assessment_id):
        return Changes()
    cited = {annotation_id for score in assessment.scores for annotation_id in score.cited}
    marks = (uow.annotations.get(annotation_id) for annotation_id in sorted(cited))
    context = _context(uow, assignment, assessment, (mark for mark in marks if not mark.is_retracted))
    write = _codec(uow, tools, assignment).assessment(assessment, context, is_final=False)
    superseded = supersede(uow, assessment.assessment_id)
    item = _add(uow, tools, assignment, assessment.assessment_id, OutboxVerb.PUT_DRAFT, write, seen)
    return superseded | _changes([item])


def queue_final(
    uow: UnitOfWork,
    tools: Tools,
    assignment: Assignment,
    assessment: Assessment,
    annotations: Iterable[Annotation],
    seen: int | None = None,
) -> tuple[OutboxItem, Changes]:
    """Freeze the assessment with exactly these annotations; drafts that wait or were parked have become pointless.

    Parked marks among them go out once more, in front of the final. `seen` is the revision of another laptop's version
    that the assessor decided against; without one the final builds on what this laptop knows, never on what it did not
    show.
    """
    listed = tuple(annotations)
    settled = _settle_marks(uow, tools, assignment, listed)
    context = replace(
        _context(uow, assignment, assessment, listed), coverage=uow.coverages.of_assignment(assignment.assignment_id)
    )
    write = _codec(uow, tools, assignment).assessment(assessment, context, is_final=True)
    superseded = supersede(uow, assessment.assessment_id)
    item = _add(uow, tools, assignment, assessment.assessment_id, OutboxVerb.PUT_FINAL, write, seen)
    return item, settled | superseded | _changes([item])


def queue_return(uow: UnitOfWork, tools: Tools, assignment: Assignment, hand_back: HandBack) -> Changes:
    """Give the assignment back; what waits of it untried, or was refused, has become pointless."""
    line = uow.outbox.line(assignment.server_id, assignment.assignment_id)
    dropped = drop(uow, (item for item in line if _goes_with_a_return(item)))
    codec = _codec(uow, tools, assignment)
    write = codec.returned(assignment.assignment_id, hand_back.kind, hand_back.reason)
    entity_id = f"{assignment.assignment_id}#return"
    item = _add(uow, tools, assignment, entity_id, OutboxVerb.RETURN, write)
    return dropped | _changes([item])


def queue_events(uow: UnitOfWork, tools: Tools, assignment: Assignment) -> Changes:
    """Send the events of the assignment that are in no batch yet; only a small untried batch is made anew with them.

    A batch that was refused stays for a person: its events are in it, and its bytes are kept.
    """
    entity_id = f"{assignment.assignment_id}#events"
    batches = uow.outbox.open_of(entity_id)
    growing = [each for each in batches if _is_pointless(each) and len(each.body) < SMALL_BATCH_BYTES][-1:]
    bodies = [each.body for each in batches if each not in growing]
    unsent = uow.events.unsent(assignment.assignment_id)
    fresh = [event for event in unsent if not any(event.event_id.encode() in body for body in bodies)]
    changes = drop(uow, growing)
    codec = _codec(uow, tools, assignment)
    for start in range(0, len(fresh), MOST_EVENTS):
        write = codec.events(fresh[start : start + MOST_EVENTS])
        item = _add(uow, tools, assignment, entity_id, OutboxVerb.POST_EVENTS, write)
        changes |= _changes([item])
    return changes


def queue_again(uow: UnitOfWork, tools: Tools, item: OutboxItem) -> OutboxItem:
    """Put the very bytes of an item in line once more, under an op id of their own."""
    fresh = replace(
        item,
        op_id=tools.new_id(),
        state=OutboxState.PENDING,
        tries=0,
        created_at=tools.now(),
        not_before_at=None,
        cause="",
        server_words="",
    )
    return replace(fresh, seq=uow.outbox.add(fresh))


def supersede(uow: UnitOfWork, entity_id: str) -> Changes:
    """Drop the entity's coalescing items that were never tried, and its parked drafts."""
    return drop(uow, (item for item in uow.outbox.open_of(entity_id) if _is_pointless(item)))


def drop(uow: UnitOfWork, items: Iterable[OutboxItem]) -> Changes:
    """Take these out of the line; their bytes are kept."""
    dropped = [replace(item, state=OutboxState.SUPERSEDED) for item in items]
    for item in dropped:
        uow.outbox.update(item)
        failpoint("outbox.superseded")
    return _changes(dropped)


def _goes_with_a_return(item: OutboxItem) -> bool:
    if item.verb is OutboxVerb.POST_EVENTS:
        return False
    return item.state is OutboxState.PARKED or _is_pointless(item)


def _is_pointless(item: OutboxItem) -> bool:
    if item.state is OutboxState.PARKED:
        return item.verb in _REPLACED_WHEN_PARKED
    return item.verb in COALESCING_VERBS and item.tries == 0 and item.state is OutboxState.PENDING


def _is_contested(uow: UnitOfWork, entity_id: str) -> bool:
    parked = (item for item in uow.outbox.open_of(entity_id) if item.state is OutboxState.PARKED)
    conflicts = (uow.conflicts.get(item.op_id) for item in parked)
    return any(conflict is not None and conflict.needs_choice for conflict in conflicts)


def _settle_marks(uow: UnitOfWork, tools: Tools, assignment: Assignment, listed: tuple[Annotation, ...]) -> Changes:
    """Drop parked marks; those the final lists are sent anew as they are now. Refused reports go with the next ones."""
    marks = {annotation.annotation_id: annotation for annotation in listed}
    line = [item for item in _line(uow, assignment) if item.state is OutboxState.PARKED]
    parked = [item for item in line if item.verb in MARK_VERBS]
    changes = drop(uow, (item for item in line if item in parked or item.verb is OutboxVerb.POST_EVENTS))
    for entity_id in dict.fromkeys(item.entity_id for item in parked):
        if entity_id in marks:
            changes |= queue_annotation(uow, tools, assignment, marks[entity_id])
    return changes


def _line(uow: UnitOfWork, assignment: Assignment) -> tuple[OutboxItem, ...]:
    return uow.outbox.line(assignment.server_id, assignment.assignment_id)


def _codec(uow: UnitOfWork, tools: Tools, assignment: Assignment) -> WriteCodec:
    return tools.codec_of(uow.servers.get(assignment.server_id).adapter)


def _context(
    uow: UnitOfWork, assignment: Assignment, assessment: Assessment, annotations: Iterable[Annotation]
) -> AssessmentContext:
    achievement = uow.remote.achievement(assignment.achievement_id)
    declaration = uow.declarations.get(assignment.assignment_id)
    return AssessmentContext(
        assignment=assignment,
        submission=uow.remote.submission(assignment.submission_id),
        rubric=rubric_in_force(uow.remote, assignment, assessment).requiring(achievement),
        achievement=achievement,
        policy=uow.remote.policy(assignment.policy_id),
        annotations=tuple(annotations),
        declared_at=declaration.declared_at if declaration else None,
    )


def _base(uow: UnitOfWork, entity_id: str, seen: int | None) -> int | None:
    known = [revision for revision in (uow.outbox.server_revision(entity_id), seen) if revision is not None]
    return max(known, default=None)


def _add(  # noqa: PLR0913 - all that makes an item
    uow: UnitOfWork,
    tools: Tools,
    assignment: Assignment,
    entity_id: str,
    verb: OutboxVerb,
    write: OutgoingWrite,
    seen: int | None = None,
) -> OutboxItem:
    item = OutboxItem(
        seq=0,
        op_id=tools.new_id(),
        server_id=assignment.server_id,
        assignment_id=assignment.assignment_id,
        entity_id=entity_id,
        verb=verb,
        path=write.path,
        body=write.body,
        body_sha256=write.body_sha256,
        base_revision=_base(uow, entity_id, seen),
        state=OutboxState.PENDING,
        tries=0,
        created_at=tools.now(),
    )
    queued = replace(item, seq=uow.outbox.add(item))
    failpoint("outbox.queued")
    return queued


def _changes(items: Iterable[OutboxItem]) -> Changes:
    return Changes.of(*(Touched(Kind.OUTBOX, item.op_id, item.assignment_id) for item in items))
