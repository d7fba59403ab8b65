"""What an assessor declares before evidence opens, and why an assignment is handed back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
