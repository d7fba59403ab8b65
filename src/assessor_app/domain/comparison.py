"""Two assessments of one submission side by side, for the adjudicator who decides between them."""

from dataclasses import dataclass

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import CriterionScore


@dataclass(frozen=True, slots=True)
class ComparedAssessment:
    """Another assessor's final, as an input. `label` is a letter: who they are stays on the server.

    Its annotations carry the other assignment's id; an adjudicator who relies on one marks it anew.
    """

    assignment_id: str
    assessment_id: str
    label: str
    scores: tuple[CriterionScore, ...]
    annotations: tuple[Annotation, ...]
    feedback: str
    decision: str
