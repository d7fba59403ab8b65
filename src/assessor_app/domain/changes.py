"""Changes: which kinds and ids a service touched, so that screens refresh just that."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What can change on the laptop."""

    SERVER = "server"
    ASSIGNMENT = "assignment"
    SUBMISSION = "submission"
    RUBRIC = "rubric"
    ARTIFACT = "artifact"
    ANNOTATION = "annotation"
    SCORE = "score"
    FEEDBACK = "feedback"
    ASSESSMENT = "assessment"
    OUTBOX = "outbox"
    RECEIPT = "receipt"
    DECLARATION = "declaration"
    CREDENTIAL = "credential"
    OUTCOME = "outcome"
    COMMENT = "comment"
    CONFLICT = "conflict"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Touched:
    """One thing a service changed. `owner_id` is the assignment it belongs to, if any."""

    kind: Kind
    entity_id: str
    owner_id: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything one service call touched, and the act that undo would take back.

    `act_id` is the journal act of an assessor's own edit (None for sync and other machine work).
    """

    touched: frozenset[Touched] = frozenset()
    act_id: str | None = None

    @classmethod
    def of(cls, *touched: Touched, act_id: str | None = None) -> "Changes":
        return cls(frozenset(touched), act_id)

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.touched | other.touched, other.act_id or self.act_id)

    def __bool__(self) -> bool:
        return bool(self.touched)

    def ids(self, kind: Kind) -> frozenset[str]:
        return frozenset(t.entity_id for t in self.touched if t.kind is kind)

    def has(self, *kinds: Kind) -> bool:
        return any(t.kind in kinds for t in self.touched)

    def concerns(self, owner_id: str, kinds: Iterable[Kind]) -> bool:
        """Whether any of `kinds` changed inside the assignment `owner_id`."""
        wanted = frozenset(kinds)
        return any(t.owner_id == owner_id and t.kind in wanted for t in self.touched)
