"""What is wrong with a rubric as its issuer sent it, and what can still be judged with it.

The rule: what has no name is named by its place when it is read; everything else stays as it came, because a guess
could turn one judgement into another. A flaw in a criterion's scale closes that criterion to levels, and it can only
take a condition code; a flaw in what tells criteria apart closes the whole rubric; a flaw in what the decision needs
(a required level, weights) leaves scoring free and the decision open. Other submissions go on as they are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessor_app.domain.policy import DecisionRule, Policy
from assessor_app.domain.rubric import Criterion, Rubric


class FlawKind(StrEnum):
    NO_CRITERIA = "no-criteria"
    SAME_CRITERION = "same-criterion"
    NO_LEVELS = "no-levels"
    SAME_LEVEL = "same-level"
    DANGLING_REQUIREMENT = "dangling-requirement"
    NEGATIVE_WEIGHT = "negative-weight"
    NO_WEIGHT = "no-weight"


@dataclass(frozen=True, slots=True)
class Flaw:
    """`criterion` is the one concerned, None where it is the rubric as a whole."""

    kind: FlawKind
    criterion: Criterion | None = None


def flaws(rubric: Rubric, policy: Policy) -> tuple[Flaw, ...]:
    """List what is wrong, in rubric order; what is only needed for points or for levels counts where these do."""
    whole = [] if rubric.criteria else [Flaw(FlawKind.NO_CRITERIA)]
    ids = Counter(criterion.criterion_id for criterion in rubric.criteria)
    found = [flaw for criterion in rubric.criteria for flaw in _of(criterion, policy, ids)]
    is_weightless = policy.rule is DecisionRule.WEIGHTS and not any(c.weight for c in rubric.criteria)
    if rubric.criteria and is_weightless:
        found.append(Flaw(FlawKind.NO_WEIGHT))
    return (*whole, *found)


def is_judgeable(rubric: Rubric) -> bool:
    """Whether the criteria can be told apart, so that a score means one of them."""
    ids = [criterion.criterion_id for criterion in rubric.criteria]
    return bool(ids) and len(set(ids)) == len(ids)


def has_sound_scale(criterion: Criterion) -> bool:
    """Whether the criterion can be given a level; without one it can only take a condition code."""
    return next(_scale(criterion), None) is None


def distinct(criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """The criteria as far as they can be shown side by side: of several with one id, the first."""
    return tuple({criterion.criterion_id: criterion for criterion in reversed(tuple(criteria))}.values())[::-1]


def _of(criterion: Criterion, policy: Policy, ids: Counter[str]) -> Iterator[Flaw]:
    if ids[criterion.criterion_id] > 1:
        yield Flaw(FlawKind.SAME_CRITERION, criterion)
    yield from _scale(criterion)
    if policy.rule is DecisionRule.ALL_REQUIRED and criterion.levels and criterion.has_dangling_requirement:
        yield Flaw(FlawKind.DANGLING_REQUIREMENT, criterion)
    if policy.rule is DecisionRule.WEIGHTS and criterion.weight < 0:
        yield Flaw(FlawKind.NEGATIVE_WEIGHT, criterion)


def _scale(criterion: Criterion) -> Iterator[Flaw]:
    ids = [level.level_id for level in criterion.levels]
    if not ids:
        yield Flaw(FlawKind.NO_LEVELS, criterion)
    if len(set(ids)) < len(ids):
        yield Flaw(FlawKind.SAME_LEVEL, criterion)
