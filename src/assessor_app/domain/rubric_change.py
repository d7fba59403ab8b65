"""What a new version of a rubric does to scores made with an older one: which stay, which are to be judged again."""

from dataclasses import dataclass
from enum import StrEnum

from assessor_app.domain.rubric import Criterion, Level, Rubric


class Fate(StrEnum):
    """KEPT: same criterion, same scale. CHANGED: its scale reads differently. ADDED: it is new. GONE: it is no more."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """`before` is None for a new criterion, `after` for one that is gone."""

    fate: Fate
    before: Criterion | None
    after: Criterion | None

    @property
    def criterion(self) -> Criterion:
        """The newest there is of it."""
        known = self.after or self.before
        if known is None:
            raise LookupError("a change of nothing")
        return known


@dataclass(frozen=True, slots=True)
class RubricChange:
    before: Rubric
    after: Rubric
    criteria: tuple[CriterionChange, ...]
    """In the order of the new version, what is gone last."""

    def of(self, fate: Fate) -> tuple[CriterionChange, ...]:
        return tuple(change for change in self.criteria if change.fate is fate)


def compare(before: Rubric, after: Rubric) -> RubricChange:
    """Compare criterion by criterion. Weight, required level and place do not touch what an assessor judged."""
    old = {criterion.criterion_id: criterion for criterion in before.criteria}
    new = {criterion.criterion_id for criterion in after.criteria}
    found = [_change(old.get(criterion.criterion_id), criterion) for criterion in after.criteria]
    gone = (CriterionChange(Fate.GONE, each, None) for each in before.criteria if each.criterion_id not in new)
    return RubricChange(before, after, (*found, *gone))


def _change(before: Criterion | None, after: Criterion) -> CriterionChange:
    if before is None:
        return CriterionChange(Fate.ADDED, None, after)
    is_same = [_scale(level) for level in before.levels] == [_scale(level) for level in after.levels]
    return CriterionChange(Fate.KEPT if is_same else Fate.CHANGED, before, after)


def _scale(level: Level) -> tuple[str, str, str]:
    return level.level_id, level.name, level.descriptor
