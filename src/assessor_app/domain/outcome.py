"""What became of an assessment: the server's decision, how it compares, and whether a credential was issued."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ComparedLevel:
    """One criterion as two assessors scored it; a level id or condition code each, "" for none."""

    criterion_id: str
    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Protocol row 15. `decision` is "" until it is decided: a second assessor or an adjudicator is still at work.

    `levels` compares with the other assessor where there was one and both may see it. `credential_id` and
    `credential_status` are set once a credential went to the candidate.
    """

    assignment_id: str
    is_decided: bool
    decision: str
    own_decision: str
    was_adjudicated: bool = False
    levels: tuple[ComparedLevel, ...] = ()
    credential_id: str = ""
    credential_status: str = ""
    decided_at: datetime | None = None
