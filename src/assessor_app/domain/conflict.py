"""A conflict: what happened elsewhere and the assessor's work did not know of; both sides are kept, they decide."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def needs_choice(self) -> bool:
        """Whether two versions of the assessor's own stand against each other: nothing goes out before they chose."""
        return self.is_open and self.kind is ConflictKind.OTHER_LAPTOP


class Side(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which side counts: for everything that is not named, `otherwise`. Keys are criterion and annotation ids."""

    otherwise: Side
    criteria: Mapping[str, Side] = field(default_factory=dict)
    marks: Mapping[str, Side] = field(default_factory=dict)
    feedback: Side | None = None

    def of_criterion(self, criterion_id: str) -> Side:
        return self.criteria.get(criterion_id, self.otherwise)

    def of_mark(self, annotation_id: str) -> Side:
        return self.marks.get(annotation_id, self.otherwise)

    @property
    def of_feedback(self) -> Side:
        return self.feedback or self.otherwise

    @property
    def word(self) -> str:
        """`mine`, `theirs` or `mixed`."""
        named = {*self.criteria.values(), *self.marks.values(), self.of_feedback}
        sides = named if self.criteria else {*named, self.otherwise}
        return next(iter(sides)).value if len(sides) == 1 else "mixed"

    def text(self) -> str:
        """As it is kept with the conflict."""
        if self.word != "mixed":
            return self.word
        named = {**self.criteria, **self.marks, "feedback": self.of_feedback}
        return json.dumps({name: side.value for name, side in named.items()}, sort_keys=True)
