"""Protocol rows 13, 14, 18: assessments with their results, returns, events."""

from typing import Any, Literal

from pydantic import Field

from assessor_app.wire.base import Count, UtcTime, WireModel


class ResultDoc(WireModel):
    """OB3 Result for one criterion, with the rationale and the ids of the cited annotations.

    `feedback` (Markdown) is what the candidate is told about this criterion beside the rationale.
    """

    type: tuple[str, ...] = ("Result",)
    resultDescription: str
    achievedLevel: str | None = None
    criterion: str
    rationale: str = ""
    cited: tuple[str, ...] = ()
    condition_code: str | None = None
    feedback: str = ""


class AnnotationRef(WireModel):
    id: str
    revision: Count
    sha256: str


class CoverageDoc(WireModel):
    """Stretches of an artifact that were really played, as Media Fragments."""

    artifact: str
    played: tuple[str, ...] = ()


class AssessmentDoc(WireModel):
    """A final freezes exactly the annotations it lists. `decision` is the app's provisional one; the server decides.

    `declared_at`: when the assessor stated, before any evidence opened, that they know nobody in it.
    """

    id: str
    state: Literal["draft", "final"]
    attempt: Count
    submission_digest: str
    rubric_digest: str
    policy_digest: str
    results: tuple[ResultDoc, ...]
    feedback: str
    decision: str
    coverage: tuple[CoverageDoc, ...] = ()
    annotations: tuple[AnnotationRef, ...] = ()
    updated_at: UtcTime
    declared_at: UtcTime | None = None


class StoredAssessment(WireModel):
    """What a GET returns: the document with the server's own facts beside it.

    `decision` is the server's own, `reason` says why it was held, `assessor` is a pseudonym.
    """

    assessment: AssessmentDoc
    revision: Count
    op_id: str
    assessor: str
    received_at: UtcTime
    disposition: str
    assignment: str | None = None
    decision: str | None = None
    reason: str | None = None


class AssessmentList(WireModel):
    """Every assessment this assessor may see beside an assignment, its own first."""

    assessments: tuple[StoredAssessment, ...]


class ReturnDoc(WireModel):
    kind: Literal["recusal", "conflict-of-interest", "unscorable", "suspected-malpractice"]
    reason: str = Field(min_length=1)


class EventDoc(WireModel):
    id: str
    kind: str
    at: UtcTime
    assignment: str | None = None
    data: dict[str, Any] = Field(default_factory=dict)


class EventBatch(WireModel):
    events: tuple[EventDoc, ...]
