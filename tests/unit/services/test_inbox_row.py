"""One word for a row of the inbox: what the assessor has to know first."""

import pytest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.submission import AssignmentState, MediaState, Role
from assessor_app.services.views import InboxRow


def row(assignment: AssignmentState, assessment: AssessmentState) -> InboxRow:
    return InboxRow(
        assignment_id="a",
        server_id="s",
        server_name="Riverside",
        code="4F2A7K9",
        micro_credential="Wait time",
        attempt=1,
        role=Role.ASSESS,
        assignment_state=assignment,
        assessment_state=assessment,
        due_at=None,
        lease_until_at=None,
        media_size=0,
        media_done=0,
        media_duration_us=0,
        media_state=MediaState.ABSENT,
    )


@pytest.mark.parametrize(
    ("assignment", "assessment", "word"),
    [
        (AssignmentState.OPEN, AssessmentState.DRAFT, "draft"),
        (AssignmentState.CLOSED, AssessmentState.DRAFT, "closed"),
        (AssignmentState.CLOSED, AssessmentState.QUEUED, "closed"),
        (AssignmentState.CLOSED, AssessmentState.ACCEPTED, "accepted"),
        (AssignmentState.CLOSED, AssessmentState.HELD, "held"),
        (AssignmentState.WITHDRAWN, AssessmentState.ACCEPTED, "withdrawn"),
    ],
)
def test_a_received_assessment_is_not_hidden_by_its_assignment_being_closed(
    assignment: AssignmentState, assessment: AssessmentState, word: str
) -> None:
    assert row(assignment, assessment).state == word
