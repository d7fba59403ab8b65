"""Another version of an assessment, beside one's own or beside a third: for whoever decides between them."""

from dataclasses import dataclass
from datetime import datetime

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import CriterionScore


@dataclass(frozen=True, slots=True)
class ComparedAssessment:
    """Another assessor's final, as an input. `label` is a letter: who they are stays on the server.

    Its annotations carry the other assignment's id; an adjudicator who relies on one marks it anew. Without a label it
    is the assessor's own, as another laptop of theirs sent it: then `is_final` may be False.
    """

    assignment_id: str
    assessment_id: str
    label: str
    scores: tuple[CriterionScore, ...]
    annotations: tuple[Annotation, ...]
    feedback: str
    decision: str
    is_final: bool = True
    received_at: datetime | None = None
    """When the server took it, by the server's clock."""

    mark_revisions: tuple[tuple[str, int], ...] = ()
    """(annotation id, the server's revision of it), of the assessor's own: what a newer one builds on."""
