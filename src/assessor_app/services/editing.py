"""What every editing service starts from: whether this assignment may be edited, its draft, and its rubric."""

from dataclasses import replace

from assessor_app.domain.assessment import Assessment, AssessmentState
from assessor_app.domain.ids import assessment_id_of
from assessor_app.domain.rubric import Rubric
from assessor_app.domain.submission import Assignment, AssignmentState
from assessor_app.services.ports import Remote, Tools, UnitOfWork
from assessor_app.services.refusals import AlreadySubmitted, HandedBack, NotOpen


def editable(uow: UnitOfWork, assignment_id: str) -> tuple[Assignment, Assessment | None]:
    """Return the assignment and its assessment, if one was begun.

    Raises UnknownAssignment, NotOpen, HandedBack, AlreadySubmitted.
    """
    assignment = uow.remote.assignment(assignment_id)
    if uow.declarations.hand_back(assignment_id) is not None:
        raise HandedBack(assignment.code)
    if assignment.state not in (AssignmentState.OPEN, AssignmentState.RETURNED):
        raise NotOpen(assignment.code, assignment.state)
    assessment = uow.assessments.get(assignment_id)
    if assessment is not None and not assessment.state.is_open:
        raise AlreadySubmitted(assignment.code)
    return assignment, assessment


def rubric_in_force(remote: Remote, assignment: Assignment, assessment: Assessment | None) -> Rubric:
    """Return what is to be judged: the criteria in the assignment's scope of `whole_rubric`. Raises NotReceived."""
    return whole_rubric(remote, assignment, assessment).within(assignment.scope)


def whole_rubric(remote: Remote, assignment: Assignment, assessment: Assessment | None) -> Rubric:
    """Return the rubric scores were made with, or the newest while there are none. Raises NotReceived."""
    if assessment is None or not assessment.rubric_digest or _is_blank(assessment):
        return remote.rubric(assignment.rubric_id)
    return remote.rubric_version(assignment.rubric_id, assessment.rubric_digest)


def begun(uow: UnitOfWork, tools: Tools, assignment: Assignment, assessment: Assessment | None) -> Assessment:
    """Return the draft to write into, stored: made on the first edit, kept on the rubric in force."""
    digest = rubric_in_force(uow.remote, assignment, assessment).digest
    if assessment is None:
        begun_now = Assessment(
            assessment_id=assessment_id_of(assignment.assignment_id),
            assignment_id=assignment.assignment_id,
            rubric_digest=digest,
            state=AssessmentState.DRAFT,
            revision=0,
            feedback="",
            scores=(),
            updated_at=tools.now(),
        )
    elif assessment.rubric_digest != digest:
        begun_now = replace(assessment, rubric_digest=digest, updated_at=tools.now())
    else:
        return assessment
    uow.assessments.put(begun_now)
    return begun_now


def _is_blank(assessment: Assessment) -> bool:
    """Whether a new version may simply take over. A score that was undone still counts: redo brings its level back."""
    return assessment.state.is_open and not assessment.scores
