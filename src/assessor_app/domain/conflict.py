"""A conflict: what happened elsewhere and the assessor's work did not know of; both sides are kept, they decide."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessor_app.domain.comparison import ComparedAssessment


class ConflictKind(StrEnum):
    OTHER_LAPTOP = "other-laptop"
    """The same assessor wrote another version elsewhere."""

    RUBRIC_CHANGED = "rubric-changed"
    POLICY_CHANGED = "policy-changed"
    WITHDRAWN = "withdrawn"
    """Taken back while it was being scored."""

    GRADED_BY_ANOTHER = "graded-by-another"
    """Another assessor's final came first, or the assignment is theirs now."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One parked outbox item (`op_id`) and what stands against it.

    `theirs` is what the server has instead, None where it shows nothing; `their_revision` is what an answer builds on.
    `choice` says how it was settled, empty while it is open: `mine`, `theirs`, or criterion id -> side as JSON.
    """

    op_id: str
    assignment_id: str
    kind: ConflictKind
    met_at: datetime
    theirs: ComparedAssessment | None = None
    their_revision: int | None = None
    settled_at: datetime | None = None
    choice: str = ""
