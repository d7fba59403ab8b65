"""Events a laptop reports to the issuing server: who opened which evidence, what was declared, how scores changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    EVIDENCE_OPENED = "evidence-opened"
    DECLARED = "conflict-declared"
    BLANKED = "evidence-blanked"
    HANDED_BACK = "handed-back"
    SCORE_CHANGED = "score-changed"
    EVIDENCE_ERASED = "evidence-erased"
    """Keys destroyed: `data` has reason, artifact and digest."""

    CONFLICT_MET = "conflict-met"
    CONFLICT_SETTLED = "conflict-settled"
    TEXT_ERASED = "text-erased"
    """The assessor's own words went at their retention date."""


@dataclass(frozen=True, slots=True)
class Event:
    """`event_id` is minted here, so that the server keeps each once. `data` holds short strings only."""

    event_id: str
    assignment_id: str
    kind: EventKind
    at: datetime
    data: Mapping[str, str] = field(default_factory=dict)
