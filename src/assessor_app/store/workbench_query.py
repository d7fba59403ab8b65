"""Everything the workbench shows of one assignment, read in one consistent state."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from assessor_app.domain.assessment import Assessment, AssessmentState
from assessor_app.domain.submission import Assignment
from assessor_app.services.carry_over import pending_change
from assessor_app.services.certification import certification_for
from assessor_app.services.editing import whole_rubric
from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.refusals import NotReceived
from assessor_app.services.veil import veiled
from assessor_app.services.views import WorkbenchView
from assessor_app.store.annotations import live_annotations
from assessor_app.store.assessments import SqlAssessments
from assessor_app.store.conflicts import open_conflicts
from assessor_app.store.integrity import declaration_of, hand_back_of, is_hidden
from assessor_app.store.media import media_of_submission
from assessor_app.store.remote import SqlRemote
from assessor_app.store.servers import SqlServers
from assessor_app.store.standing import compared_of, credentials_of, outcome_of
from assessor_app.store.watching import coverages_of, shifts_of

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def assessment_of(connection: Connection, assignment_id: str) -> Assessment:
    """Return the assessment, or an empty draft without an id while nothing was written. Raises UnknownAssignment."""
    assignment = SqlRemote(connection).assignment(assignment_id)
    stored = SqlAssessments(connection).get(assignment_id)
    return stored or _empty(connection, assignment)


def workbench_view(connection: Connection, assignment_id: str, lease: OfflineLease) -> WorkbenchView:
    """`lease` says which certifications hold. While its evidence may not be seen, nothing of it is in the view.

    Raises UnknownAssignment, and NotReceived while something is missing.
    """
    remote = SqlRemote(connection)
    assignment = remote.assignment(assignment_id)
    assessment = assessment_of(connection, assignment_id)
    achievement = remote.achievement(assignment.achievement_id)
    rubric = whole_rubric(remote, assignment, assessment).requiring(achievement)
    scoped = rubric.within(assignment.scope)
    media = media_of_submission(connection, assignment.submission_id)
    server = SqlServers(connection).get(assignment.server_id)
    now = lease.clock.suspected_at(server)
    view = WorkbenchView(
        assignment=assignment,
        server_name=server.name,
        submission=remote.submission(assignment.submission_id),
        rubric=scoped,
        achievement=achievement,
        policy=remote.policy(assignment.policy_id),
        assessment=assessment,
        annotations=live_annotations(connection, assignment_id),
        media={item.artifact_id: item for item in media},
        coverage=coverages_of(connection, assignment_id),
        angles=shifts_of(connection, assignment_id),
        out_of_scope=tuple(criterion for criterion in rubric.criteria if criterion not in scoped.criteria),
        declaration=declaration_of(connection, assignment_id),
        hand_back=hand_back_of(connection, assignment_id),
        is_hidden=is_hidden(connection, assignment_id),
        certification=certification_for(assignment, server, credentials_of(connection, server.server_id), now),
        lease=lease.standing(server),
        compared=compared_of(connection, assignment_id),
        outcome=outcome_of(connection, assignment_id),
        rubric_change=pending_change(remote, assignment, assessment),
        conflicts=open_conflicts(connection, assignment_id),
    )
    return view if view.may_show_evidence else veiled(view)


def _empty(connection: Connection, assignment: Assignment) -> Assessment:
    try:
        digest = SqlRemote(connection).rubric(assignment.rubric_id).digest
    except NotReceived:
        digest = ""
    return Assessment("", assignment.assignment_id, digest, AssessmentState.DRAFT, 0, "", (), NEVER)
