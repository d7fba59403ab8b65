"""What an assessor declares before evidence opens, and why an assignment is handed back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessor_app.domain.policy import Policy
from assessor_app.domain.submission import Role

NOBODY_REAL = (Role.PRACTICE, Role.CALIBRATE)
"""Roles whose submissions are exemplars: there is nobody to know."""


class HandBackKind(StrEnum):
    """Why an assessor gives an assignment back, in the protocol's words (row 14)."""

    RECUSAL = "recusal"
    CONFLICT = "conflict-of-interest"
    UNSCORABLE = "unscorable"
    MALPRACTICE = "suspected-malpractice"


@dataclass(frozen=True, slots=True)
class Declaration:
    """The assessor said, before the evidence opened, that they know nobody in it as far as the code tells."""

    assignment_id: str
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class HandBack:
    """An assignment given back by its assessor. Evidence is locked from here on; the text of the work is kept."""

    assignment_id: str
    kind: HandBackKind
    reason: str
    at: datetime


def must_declare(role: Role, policy: Policy) -> bool:
    """Return whether a declaration is asked for before evidence of an assignment in this role opens."""
    return policy.is_declaration_required and role not in NOBODY_REAL
