"""Rubric, Criterion, Level: immutable and content-hashed; scores point at the exact rubric they were made with."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal


class UnknownCriterion(LookupError):
    """The rubric has no such criterion."""


class UnknownLevel(LookupError):
    """The criterion has no such level."""


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a criterion's scale. `level_id` is the URI both OB3 and CASE use for it."""

    level_id: str
    name: str
    descriptor: str
    score: Decimal
    position: int
    canned_feedback: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to judge. `levels` run from lowest to highest; `number` is 1-based rubric order."""

    criterion_id: str
    number: int
    name: str
    description: str
    weight: Decimal
    levels: tuple[Level, ...]
    required_level_id: str | None = None

    @property
    def has_dangling_requirement(self) -> bool:
        """Whether the required level is not on the scale, so that nobody can say what reaches it."""
        required = self.required_level_id
        return required is not None and all(level.level_id != required for level in self.levels)

    def level(self, level_id: str) -> Level:
        for level in self.levels:
            if level.level_id == level_id:
                return level
        raise UnknownLevel(level_id)

    def reaches_required(self, level_id: str) -> bool:
        """Whether `level_id` is at or above the required level (always, where none is required).

        Raises UnknownLevel for a level, or a required one, that is not on the scale.
        """
        if self.required_level_id is None:
            return True
        return self.level(level_id).position >= self.level(self.required_level_id).position


@dataclass(frozen=True, slots=True)
class Rubric:
    """A public rubric as it was when this digest was taken. `digest` is SHA-256 over the JCS of the wire objects.

    `is_narrowed`: only the criteria of an assignment's scope are here; what the others count is not known.
    """

    rubric_id: str
    title: str
    digest: str
    criteria: tuple[Criterion, ...]
    is_narrowed: bool = False

    def criterion(self, criterion_id: str) -> Criterion:
        for criterion in self.criteria:
            if criterion.criterion_id == criterion_id:
                return criterion
        raise UnknownCriterion(criterion_id)

    def by_number(self, number: int) -> Criterion:
        for criterion in self.criteria:
            if criterion.number == number:
                return criterion
        raise UnknownCriterion(str(number))

    def within(self, scope: Collection[str]) -> "Rubric":
        """Return this rubric reduced to the criteria in scope (empty: all); numbers and digest stay."""
        if not scope:
            return self
        kept = tuple(c for c in self.criteria if c.criterion_id in scope)
        return replace(self, criteria=kept, is_narrowed=self.is_narrowed or len(kept) < len(self.criteria))

    def requiring(self, achievement: "Achievement") -> "Rubric":
        """Return this rubric with the achievement's required level filled in for each criterion."""
        required = dict(achievement.required_levels)
        return replace(
            self,
            criteria=tuple(replace(c, required_level_id=required.get(c.criterion_id)) for c in self.criteria),
        )


@dataclass(frozen=True, slots=True)
class Achievement:
    """The micro-credential itself. `required_levels` are (criterion id, level id) pairs.

    `result_descriptions` are (criterion id, OB3 ResultDescription id) pairs: what a result refers to on the wire.
    `contact_hours` and `stack_name` are issuer data, empty where the issuer gives none.
    """

    achievement_id: str
    name: str
    description: str
    digest: str
    required_levels: tuple[tuple[str, str], ...] = ()
    result_descriptions: tuple[tuple[str, str], ...] = ()
    competency: str = ""
    key_method: str = ""
    contact_hours: str = ""
    stack_name: str = ""
