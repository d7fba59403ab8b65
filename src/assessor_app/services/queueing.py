"""The one place that turns an entity's present state into outbox items, in the transaction of the edit itself.

An item's op id and bytes are fixed here. Drafts and annotations coalesce: a newer item supersedes older ones
of the same entity that were never tried. What was tried once stays, because the server may have it.
"""

from collections.abc import Iterable
from dataclasses import replace

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.domain.submission import Assignment
from assessor_app.services.editing import rubric_in_force
from assessor_app.services.ports import (
    COALESCING_VERBS,
    AssessmentContext,
    OutgoingWrite,
    Tools,
    UnitOfWork,
    WriteCodec,
)


def queue_annotation(uow: UnitOfWork, tools: Tools, assignment: Assignment, annotation: Annotation) -> Changes:
    """Send the mark as it is now, or take it back if the server can have it."""
    entity_id = annotation.annotation_id
    superseded = supersede(uow, entity_id)
    codec = _codec(uow, tools, assignment)
    if not annotation.is_retracted:
        item = _add(uow, tools, assignment, entity_id, OutboxVerb.PUT_ANNOTATION, codec.annotation(annotation))
    elif uow.outbox.open_of(entity_id) or uow.outbox.server_revision(entity_id) is not None:
        item = _add(uow, tools, assignment, entity_id, OutboxVerb.DELETE_ANNOTATION, codec.retraction(annotation))
    else:
        return superseded
    return superseded | _changes([item])


def queue_draft(uow: UnitOfWork, tools: Tools, assignment: Assignment, assessment: Assessment) -> Changes:
    """Send the draft as it is now; of the marks only the cited ones are handed to the codec."""
    cited = {annotation_id for score in assessment.scores for annotation_id in score.cited}
    marks = (uow.annotations.get(annotation_id) for annotation_id in sorted(cited))
    context = _context(uow, assignment, assessment, (mark for mark in marks if not mark.is_retracted))
    write = _codec(uow, tools, assignment).assessment(assessment, context, is_final=False)
    superseded = supersede(uow, assessment.assessment_id)
    item = _add(uow, tools, assignment, assessment.assessment_id, OutboxVerb.PUT_DRAFT, write)
    return superseded | _changes([item])


def queue_final(
    uow: UnitOfWork, tools: Tools, assignment: Assignment, assessment: Assessment, annotations: Iterable[Annotation]
) -> tuple[OutboxItem, Changes]:
    """Freeze the assessment with exactly these annotations; untried drafts have become pointless."""
    context = _context(uow, assignment, assessment, annotations)
    write = _codec(uow, tools, assignment).assessment(assessment, context, is_final=True)
    superseded = supersede(uow, assessment.assessment_id)
    item = _add(uow, tools, assignment, assessment.assessment_id, OutboxVerb.PUT_FINAL, write)
    return item, superseded | _changes([item])


def supersede(uow: UnitOfWork, entity_id: str) -> Changes:
    """Drop the entity's coalescing items that were never tried."""
    stale = [
        replace(item, state=OutboxState.SUPERSEDED)
        for item in uow.outbox.open_of(entity_id)
        if item.verb in COALESCING_VERBS and item.tries == 0 and item.state is OutboxState.PENDING
    ]
    for item in stale:
        uow.outbox.update(item)
    return _changes(stale)


def _codec(uow: UnitOfWork, tools: Tools, assignment: Assignment) -> WriteCodec:
    return tools.codec_of(uow.servers.get(assignment.server_id).adapter)


def _context(
    uow: UnitOfWork, assignment: Assignment, assessment: Assessment, annotations: Iterable[Annotation]
) -> AssessmentContext:
    achievement = uow.remote.achievement(assignment.achievement_id)
    return AssessmentContext(
        assignment=assignment,
        submission=uow.remote.submission(assignment.submission_id),
        rubric=rubric_in_force(uow.remote, assignment, assessment).requiring(achievement),
        achievement=achievement,
        policy=uow.remote.policy(assignment.policy_id),
        annotations=tuple(annotations),
    )


def _add(
    uow: UnitOfWork, tools: Tools, assignment: Assignment, entity_id: str, verb: OutboxVerb, write: OutgoingWrite
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
        base_revision=uow.outbox.server_revision(entity_id),
        state=OutboxState.PENDING,
        tries=0,
        created_at=tools.now(),
    )
    return replace(item, seq=uow.outbox.add(item))


def _changes(items: Iterable[OutboxItem]) -> Changes:
    return Changes.of(*(Touched(Kind.OUTBOX, item.op_id, item.assignment_id) for item in items))
