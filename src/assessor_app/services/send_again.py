"""Send a parked item again: as it is on this laptop now, as a new write, because the assessor decided so."""

from dataclasses import replace

from assessor_app.domain.assessment import AssessmentState, IncompleteAssessment
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.domain.submission import Assignment
from assessor_app.services.conflicts import must_be_decided
from assessor_app.services.done import Done
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.queueing import (
    MARK_VERBS,
    drop,
    queue_again,
    queue_annotation,
    queue_draft,
    queue_events,
    queue_final,
)
from assessor_app.services.refusals import NotParked
from assessor_app.services.submit import missing


def send_again(uow: UnitOfWork, tools: Tools, op_id: str) -> Done[OutboxItem | None]:
    """Replace a parked item by a new one; return that, or None when there is nothing left to send.

    It builds on what this laptop knows of the server: where another version is in the way, it meets that again.
    Raises UnknownItem, NotParked, Undecided while two versions stand against each other, and IncompleteAssessment when
    the issuer asks for more than at the submit.
    """
    item = uow.outbox.get(op_id)
    if item.state is not OutboxState.PARKED:
        raise NotParked(op_id)
    if item.verb is not OutboxVerb.POST_EVENTS:
        must_be_decided(uow, item.assignment_id)
    assignment = uow.remote.assignment(item.assignment_id)
    if item.verb is OutboxVerb.PUT_FINAL:
        changes = _final(uow, tools, assignment, item)
    else:
        changes = drop(uow, [item]) | _other(uow, tools, assignment, item)
    waiting = [each for each in uow.outbox.open_of(item.entity_id) if each.state is OutboxState.PENDING]
    return Done(waiting[-1] if waiting else None, changes)


def _other(uow: UnitOfWork, tools: Tools, assignment: Assignment, item: OutboxItem) -> Changes:
    if item.verb in MARK_VERBS:
        return queue_annotation(uow, tools, assignment, uow.annotations.get(item.entity_id))
    if item.verb is OutboxVerb.PUT_DRAFT:
        assessment = uow.assessments.get(item.assignment_id)
        if assessment is None or not assessment.state.is_open:
            return Changes()
        return queue_draft(uow, tools, assignment, assessment)
    if item.verb is OutboxVerb.POST_EVENTS:
        return queue_events(uow, tools, assignment)
    again = queue_again(uow, tools, item)
    return Changes.of(Touched(Kind.OUTBOX, again.op_id, again.assignment_id))


def _final(uow: UnitOfWork, tools: Tools, assignment: Assignment, item: OutboxItem) -> Changes:
    assessment = uow.assessments.get(item.assignment_id)
    if assessment is None or assessment.state is not AssessmentState.PARKED:
        raise NotParked(item.op_id)
    gaps = missing(uow, assignment, assessment)
    if gaps:
        raise IncompleteAssessment(gaps)
    frozen = replace(assessment, state=AssessmentState.QUEUED)
    uow.assessments.put(frozen)
    failpoint("send_again.frozen")
    live = uow.annotations.of_assignment(item.assignment_id)
    _, queued = queue_final(uow, tools, assignment, frozen, live)
    touched = Changes.of(
        Touched(Kind.ASSESSMENT, frozen.assessment_id, item.assignment_id),
        Touched(Kind.ASSIGNMENT, item.assignment_id, item.assignment_id),
    )
    return touched | queued | drop(uow, [item])
