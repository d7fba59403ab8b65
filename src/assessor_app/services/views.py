"""Frozen rows that screens and the command line read: the shape of what they show, never more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment, AssessmentState
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.conflict import Conflict, ConflictKind
from assessor_app.domain.coverage import Coverage
from assessor_app.domain.credential import NOT_REQUIRED, Certification
from assessor_app.domain.declaration import Declaration, HandBack, must_declare
from assessor_app.domain.event import EventKind
from assessor_app.domain.lease_standing import OPEN_LEASE, LeaseStanding
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.domain.outcome import Outcome
from assessor_app.domain.policy import Policy
from assessor_app.domain.reach import Reach
from assessor_app.domain.rubric import Achievement, Criterion, Rubric
from assessor_app.domain.rubric_change import RubricChange
from assessor_app.domain.submission import Assignment, AssignmentState, MediaState, Role, Submission


@dataclass(frozen=True, slots=True)
class InboxRow:
    """`media_size` and `media_done` are bytes of all files; `media_duration_us` sums time-based media."""

    assignment_id: str
    server_id: str
    server_name: str
    code: str
    micro_credential: str
    attempt: int
    role: Role
    assignment_state: AssignmentState
    assessment_state: AssessmentState
    due_at: datetime | None
    lease_until_at: datetime | None
    media_size: int
    media_done: int
    media_duration_us: int
    media_state: MediaState
    is_handed_back: bool = False
    returned_reason: str = ""
    """Why the server gave a final back, in its words."""
    decision: str = ""
    """What the server decided; empty before, and while another assessor is still at work."""
    certification: Certification = NOT_REQUIRED
    lock_days: int | None = None
    """Days until its evidence locks for want of contact, said when few are left; 0: it is locked."""
    needs_decision: bool = False
    """Whether something that happened elsewhere stands against work of the assessor's here."""

    @property
    def is_read_only(self) -> bool:
        """Whether it waits for somebody who may score it, and the assessor may not."""
        is_live = self.assignment_state in (AssignmentState.OPEN, AssignmentState.RETURNED)
        is_open = is_live and self.assessment_state.is_open and not self.is_handed_back
        return is_open and not self.certification.may_score

    @property
    def state(self) -> str:
        """One word for lists and scripts: the assignment's when it is closed to work, else the assessment's.

        What the assessor gave back stays `handed-back`: that the server withdraws it then is no news.
        """
        if self.is_handed_back:
            return "handed-back"
        is_done = self.assignment_state is AssignmentState.CLOSED and self.assessment_state.is_received
        if self.assignment_state in (AssignmentState.WITHDRAWN, AssignmentState.CLOSED) and not is_done:
            return self.assignment_state.value
        return self.assessment_state.value


@dataclass(frozen=True, slots=True)
class ArtifactMedia:
    """How much of one artifact is on this laptop; `problem` is a sentence when it failed."""

    artifact_id: str
    state: MediaState
    done: int = 0
    size: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One line of the access log. `number` and `media_type` name the part; its file's name stays out.

    `is_reported`: the issuing server has confirmed that it knows.
    """

    at: datetime
    kind: EventKind
    assignment_id: str
    code: str
    server_name: str
    artifact_id: str = ""
    number: int | None = None
    media_type: str = ""
    reason: str = ""
    is_shown_again: bool = False
    is_reported: bool = False


@dataclass(frozen=True, slots=True)
class KeptEvidence:
    """An assignment whose evidence is on this laptop. `final_at`: when the server received its final, by a receipt.

    `is_gone`: withdrawn, handed back, or closed without a final of this laptop, so that nobody here needs it.
    """

    submission_id: str
    assignment_id: str
    due_at: datetime | None
    final_at: datetime | None
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class WorkbenchView:
    """Everything the workbench needs of one assignment, read in one go. `annotations` are live, by start time."""

    assignment: Assignment
    server_name: str
    submission: Submission
    rubric: Rubric
    achievement: Achievement
    policy: Policy
    assessment: Assessment
    annotations: tuple[Annotation, ...]
    media: Mapping[str, ArtifactMedia] = field(default_factory=dict)
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    """Artifact id -> what was watched of it when this was read."""
    angles: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(main artifact id, side artifact id) -> microseconds to add to a time of the main recording."""
    out_of_scope: tuple[Criterion, ...] = ()
    """Criteria of the rubric that this assignment does not ask for; `rubric` holds those in scope."""
    declaration: Declaration | None = None
    """None: not declared yet, and no evidence may open where the policy asks for it."""
    hand_back: HandBack | None = None
    is_hidden: bool = False
    """Whether the assessor hid the evidence, because they may know somebody in it, and did not show it again."""
    certification: Certification = NOT_REQUIRED
    compared: tuple[ComparedAssessment, ...] = ()
    """For an adjudicator: the assessments that differ."""
    outcome: Outcome | None = None
    rubric_change: RubricChange | None = None
    """What a newer version of the rubric would change in what was judged with this one."""
    conflicts: tuple[Conflict, ...] = ()
    """What stands against this work and was not decided yet, oldest first."""
    lease: LeaseStanding = OPEN_LEASE
    """Whether the server was met lately enough for its evidence to be open, and lets it be."""

    @property
    def is_live(self) -> bool:
        """Whether the issuing server and the assessor both still want it judged here."""
        is_open = self.assignment.state in (AssignmentState.OPEN, AssignmentState.RETURNED)
        return is_open and self.hand_back is None

    @property
    def is_editable(self) -> bool:
        return self.is_live and self.assessment.state.is_open and self.certification.may_score

    @property
    def may_show_evidence(self) -> bool:
        """Whether evidence may be on the screen at all: declared where asked for, not handed back, lease not over."""
        is_gone = self.hand_back is not None or self.assignment.state is AssignmentState.WITHDRAWN
        is_closed = self.lease.is_over or self.lease.is_locked
        return not is_gone and not is_closed and not self.is_declaration_missing

    @property
    def is_declaration_missing(self) -> bool:
        """Whether the question of whom the assessor may know is still to be answered."""
        return self.declaration is None and must_declare(self.assignment.role, self.policy)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    op_id: str
    server_name: str
    assignment_id: str
    code: str
    verb: OutboxVerb
    state: OutboxState
    created_at: datetime
    tries: int
    not_before_at: datetime | None
    cause: str
    server_words: str
    conflict: ConflictKind | None = None
    """What happened elsewhere, of a parked item that stands against it."""
    is_comparable: bool = False
    """Whether the other side is here to be shown."""
    waits_for_you: bool = False
    """Whether it waits for something only the assessor can do first; `cause` says what."""


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    op_id: str
    short_code: str
    server_name: str
    assignment_id: str
    code: str
    resource: str
    disposition: str
    reason: str
    revision: int
    received_at: datetime
    body_sha256: str
    kid: str
    verb: OutboxVerb | None = None
    outcome: Outcome | None = None
    """What became of the assignment; asked for with finals only."""


@dataclass(frozen=True, slots=True)
class WaitingCounts:
    """`finals` waits to be sent and matters to a person; `drafts` are autosaved changes on their way."""

    finals: int
    drafts: int
    parked: int
    held: int


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """What the exchange with the servers is doing, for the status line. `sentence` is set when a person should act.

    `is_online` is None before the first contact. `done` and `total` count bytes of evidence while it is fetched.
    `reach` says what is in the way of the server named `away_name`, and `next_try_at` when it is tried again.
    """

    is_busy: bool = False
    is_online: bool | None = None
    needs_sign_in: bool = False
    synced_at: datetime | None = None
    sentence: str = ""
    done: int = 0
    total: int = 0
    reach: Reach = Reach.ONLINE
    away_name: str = ""
    away_words: str = ""
    """What to put right, where `reach` says that somebody has to."""
    next_try_at: datetime | None = None
    alarm: str = ""
    """What must not be missed: very much was taken back at once."""
