"""A comment of an assessor's own bank: what they have learnt to say well, kept per micro-credential."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """`criterion_id` None: for any criterion. `used` counts insertions, so that the useful ones come first."""

    comment_id: str
    achievement_id: str
    criterion_id: str | None
    text: str
    used: int
    updated_at: datetime
