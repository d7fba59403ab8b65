"""Submit: check what is missing, freeze the assessment and queue the final, all in one transaction."""

from dataclasses import replace

from assessor_app.domain.assessment import Assessment, AssessmentState, IncompleteAssessment, Missing, missing_parts
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.declaration import must_declare
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.outbox import OutboxItem
from assessor_app.domain.submission import Assignment
from assessor_app.services import score_history
from assessor_app.services.certification import must_be_certified
from assessor_app.services.conflicts import must_be_decided
from assessor_app.services.done import Done
from assessor_app.services.editing import begun, editable, rubric_in_force
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.queueing import queue_final
from assessor_app.services.refusals import NotDeclared
from assessor_app.services.rubric_soundness import sound_rubric


def submit(uow: UnitOfWork, tools: Tools, assignment_id: str) -> Done[OutboxItem]:
    """Queue the final, and what became of each score on the way to it.

    An offline lease that has run out does not matter: a server takes a late final, and holds it for review.
    Raises IncompleteAssessment, Undecided, NotDeclared, BrokenRubric, NotCertified, UnknownAssignment, NotOpen,
    AlreadySubmitted. Then nothing was changed.
    """
    assignment, stored = editable(uow, assignment_id)
    must_be_certified(uow, tools, assignment)
    must_be_decided(uow, assignment_id)
    _must_be_declared(uow, assignment)
    assessment = begun(uow, tools, assignment, stored)
    gaps = missing(uow, assignment, assessment)
    if gaps:
        raise IncompleteAssessment(gaps)
    frozen = replace(assessment, state=AssessmentState.QUEUED, updated_at=tools.now())
    uow.assessments.put(frozen)
    failpoint("submit.frozen")
    live = uow.annotations.of_assignment(assignment_id)
    item, queued = queue_final(uow, tools, assignment, frozen, live)
    failpoint("submit.queued")
    queued |= score_history.report(uow, tools, assignment_id)
    touched = Changes.of(
        Touched(Kind.ASSESSMENT, frozen.assessment_id, assignment_id),
        Touched(Kind.ASSIGNMENT, assignment_id, assignment_id),
    )
    return Done(item, touched | queued)


def _must_be_declared(uow: UnitOfWork, assignment: Assignment) -> None:
    is_needed = must_declare(assignment.role, uow.remote.policy(assignment.policy_id))
    if is_needed and uow.declarations.get(assignment.assignment_id) is None:
        raise NotDeclared(assignment.code)


def missing(uow: UnitOfWork, assignment: Assignment, assessment: Assessment) -> tuple[Missing, ...]:
    """List what the policy still asks for, of the criteria in scope. Raises BrokenRubric."""
    rubric = sound_rubric(uow, assignment, rubric_in_force(uow.remote, assignment, assessment))
    annotations = {mark.annotation_id: mark for mark in uow.annotations.of_assignment(assignment.assignment_id)}
    return missing_parts(assessment, rubric, uow.remote.policy(assignment.policy_id), annotations)
