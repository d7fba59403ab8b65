"""Rubrics for tests of the panel: weights, sixty criteria, every script, broken ones, and two assessors who differ."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assessor_app.domain.annotation import Annotation, MarkType, TimeSelector
from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.policy import DEFAULT_CONDITION_CODES, DecisionRule, DiscrepancyRule, Policy
from assessor_app.domain.rubric import Criterion, Level, Rubric
from assessor_app.domain.submission import Role
from assessor_app.services.views import WorkbenchView
from tests.fakes.store_factory import (
    POLICY_ID,
    RUBRIC_ID,
    SERVER_ID,
    START,
    a_policy,
    a_rubric,
    a_server,
    an_assignment,
    arrives,
    criterion_id,
    level_id,
)
from tests.gui.workbench_fixtures import ASSIGNMENT, VIDEO, Workplace, settle

ARABIC = "يطرح أسئلة مفتوحة، ثم ينتظر ثلاث ثوانٍ!"
LONG = ("Waits at least three seconds after most open questions, and lets the class know why. " * 48)[:4000]


def weighed(threshold: str = "1.5") -> Policy:
    return replace(
        a_policy(),
        digest="weights",
        rule=DecisionRule.WEIGHTS,
        threshold=Decimal(threshold),
        condition_codes=DEFAULT_CONDITION_CODES,
    )


def with_codes() -> Policy:
    return replace(a_policy(), digest="codes", condition_codes=DEFAULT_CONDITION_CODES)


def many(count: int = 60, name: str = "Criterion about waiting") -> Rubric:
    """Long descriptors, four levels each."""
    criteria = tuple(
        Criterion(
            criterion_id=criterion_id(number),
            number=number,
            name=f"{name} {number}",
            description="",
            weight=Decimal("0.25"),
            levels=tuple(
                Level(
                    f"{criterion_id(number)}/levels/{step}",
                    f"Step {step}",
                    f"{step}: {LONG}"[:4000],
                    Decimal(step),
                    step,
                )
                for step in range(4)
            ),
        )
        for number in range(1, count + 1)
    )
    return Rubric(RUBRIC_ID, "Sixty things", f"digest-of-{count}-{name}", criteria)


def first_changed(**members: object) -> Rubric:
    sound = a_rubric()
    changed: Criterion = replace(sound.criteria[0], **members)  # type: ignore[arg-type]
    return replace(sound, digest=f"changed-{sorted(members)}", criteria=(changed, *sound.criteria[1:]))


def give(
    place: Workplace,
    rubric: Rubric | None = None,
    policy: Policy | None = None,
    *,
    scope: Sequence[str] = (),
    compared: Sequence[ComparedAssessment] = (),
) -> WorkbenchView:
    """These come from the server, and the page reads them."""
    with place.store.factory() as uow:
        if rubric is not None:
            uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, rubric, revision=2))
        if policy is not None:
            uow.remote.put(SERVER_ID, arrives("policy", POLICY_ID, policy, revision=2))
        if scope or compared:
            role = Role.ADJUDICATE if compared else Role.ASSESS
            changed = replace(an_assignment(), scope=tuple(scope), role=role, revision=2)
            uow.remote.put(SERVER_ID, arrives("assignment", ASSIGNMENT, changed, revision=2))
        if compared:
            uow.servers.put(replace(a_server(), roles=("assessor", "adjudicator")))
            uow.comparisons.put(ASSIGNMENT, tuple(compared))
    place.page.open_assignment(ASSIGNMENT)
    settle()
    return place.store.reads.workbench(ASSIGNMENT)


def a_moment(annotation_id: str, number: int, start_us: int, text: str) -> Annotation:
    return Annotation(
        annotation_id, "elsewhere", VIDEO, f"{1:064}", TimeSelector(start_us, start_us + 100_000), criterion_id(number),
        MarkType.STRENGTH, text, "qt", 0, 1, START, START,
    )  # fmt: skip


def two_who_differ() -> tuple[ComparedAssessment, ComparedAssessment]:
    """They agree on the first criterion, are two levels apart on the second, and only A could score the third."""

    def score(number: int, name: str | None, cited: tuple[str, ...], code: str | None = None) -> CriterionScore:
        level = level_id(number, name) if name else None
        why = f"Why {name or code} on {number}."
        return CriterionScore(
            "elsewhere", criterion_id(number), level, why, cited, code, 1, START, f"Try {number} again."
        )

    first = ComparedAssessment(
        "elsewhere", "assessment-a", "A",
        (score(1, "Progressing", ()), score(2, "Demonstrated", ("a1", "a2")), score(3, "Progressing", ())),
        (a_moment("a1", 2, 1_000_000, "counts to four"), a_moment("a2", 2, 2_000_000, "waits again")),
        "Well waited.", "awarded",
    )  # fmt: skip
    second = ComparedAssessment(
        "elsewhere-too", "assessment-b", "B",
        (score(1, "Progressing", ()), score(2, "Not yet", ("b1",)), score(3, None, (), "no_audio")),
        (a_moment("b1", 2, 3_000_000, "answers at once"),),
        "Wait longer.", "not-yet",
    )  # fmt: skip
    return first, second


def strict() -> Policy:
    """A difference of two levels, or of the decision, goes to an adjudicator."""
    return replace(with_codes(), digest="strict", discrepancy=DiscrepancyRule(levels_apart=2))
