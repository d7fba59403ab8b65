"""Protocol rows 7-9: OB3 Achievement, CASE 1.1 CFRubric, and the policy that applies."""

from decimal import Decimal
from typing import Any

from pydantic import Field, FiniteFloat

from assessor_app.wire.base import ObjectModel, UtcTime, WireModel


class RubricCriterionLevel(ObjectModel):
    id: str
    name: str
    level: str | None = None
    points: str | None = None
    description: str | None = None


class ResultDescription(ObjectModel):
    """One per criterion; its alignment of type CFRubricCriterion names the CASE criterion."""

    id: str
    name: str
    result_type: str = Field(alias="resultType")
    required_level: str | None = Field(default=None, alias="requiredLevel")
    rubric_criterion_level: tuple[RubricCriterionLevel, ...] = Field(default=(), alias="rubricCriterionLevel")
    alignment: tuple[dict[str, Any], ...] = ()

    @property
    def criterion_uri(self) -> str | None:
        for alignment in self.alignment:
            if alignment.get("targetType") == "CFRubricCriterion":
                return str(alignment.get("targetUrl"))
        return None


class AchievementDoc(ObjectModel):
    id: str
    name: str
    description: str
    result_description: tuple[ResultDescription, ...] = Field(default=(), alias="resultDescription")


class CFLevel(ObjectModel):
    identifier: str
    uri: str
    quality: str = ""
    description: str = ""
    score: FiniteFloat = 0
    feedback: str = ""
    position: int


class CFCriterion(ObjectModel):
    """`category` is the short name shown in the rubric; `description` says what is judged."""

    identifier: str
    uri: str
    category: str | None = None
    description: str = ""
    weight: FiniteFloat = 1
    position: int
    levels: tuple[CFLevel, ...] = Field(default=(), alias="CFRubricCriterionLevels")


class CFRubricDoc(ObjectModel):
    identifier: str
    uri: str
    title: str = ""
    last_change: UtcTime = Field(alias="lastChangeDateTime")
    criteria: tuple[CFCriterion, ...] = Field(default=(), alias="CFRubricCriteria")


class DecisionDoc(WireModel):
    """`threshold` is an exact decimal as a string."""

    rule: str = "all-required"
    threshold: str | None = None
    rounding: str | None = None


class EvidenceRule(WireModel):
    citations_per_criterion: int = 1
    rationale_required: bool = True


class ConditionCodeDoc(WireModel):
    code: str
    name: str
    effect: str


class DoubleScoringDoc(WireModel):
    """`discrepancy`: decision-differs or more-than-one-level; `levels_apart` adds a distance of levels to either.

    `resolution` says who decides then: adjudication or third-assessor.
    """

    share: Decimal = Decimal(0)
    discrepancy: str = "decision-differs"
    levels_apart: int | None = Field(default=None, ge=1)
    resolution: str = "adjudication"


class IntegrityDoc(WireModel):
    """`declaration`: the assessor declares before evidence opens that they know nobody in it."""

    declaration: bool = True


class BlindDoc(WireModel):
    """`earlier_scores`: hidden, after-own-final or shown."""

    earlier_scores: str = "hidden"


class PolicyDoc(ObjectModel):
    """`resubmission_scope`: all, or not-yet-met (which tells the assessor how the earlier attempt went)."""

    id: str
    version: str
    achievement: str
    decision: DecisionDoc = DecisionDoc()
    evidence: EvidenceRule = EvidenceRule()
    condition_codes: tuple[ConditionCodeDoc, ...] = ()
    double_scoring: DoubleScoringDoc = DoubleScoringDoc()
    integrity: IntegrityDoc = IntegrityDoc()
    blind: BlindDoc = BlindDoc()
    resubmission_scope: str = "all"
