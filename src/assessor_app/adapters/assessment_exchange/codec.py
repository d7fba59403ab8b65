"""From the domain to the wire: an assessor's work as the exact bytes that will be sent, however often."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from assessor_app.domain.annotation import (
    Annotation,
    PageSelector,
    RectangleSelector,
    Selector,
    TextSelector,
    TimeSelector,
)
from assessor_app.domain.assessment import Assessment, CriterionScore
from assessor_app.domain.decision import explain_assessment
from assessor_app.domain.event import Event
from assessor_app.domain.rubric import Criterion
from assessor_app.services.exchange_ports import AssessmentContext, OutgoingWrite
from assessor_app.wire.annotation import (
    FragmentSelector,
    PageSelectorDoc,
    SelectorDoc,
    TargetDoc,
    TextQuoteSelector,
    WebAnnotation,
    seconds_text,
)
from assessor_app.wire.assessment import (
    AnnotationRef,
    AssessmentDoc,
    CoverageDoc,
    EventBatch,
    EventDoc,
    ResultDoc,
    ReturnDoc,
)
from assessor_app.wire.base import WireModel
from assessor_app.wire.canonical import body_digest, canonical_bytes


class ExchangeCodec:
    """WriteCodec of the Assessment Exchange. The same work always gives the same bytes."""

    def annotation(self, annotation: Annotation) -> OutgoingWrite:
        return _write(_annotation_path(annotation), _annotation_document(annotation))

    def retraction(self, annotation: Annotation) -> OutgoingWrite:
        return OutgoingWrite(_annotation_path(annotation), b"", body_digest(b""))

    def assessment(self, assessment: Assessment, context: AssessmentContext, *, is_final: bool) -> OutgoingWrite:
        path = f"assignments/{_part(assessment.assignment_id)}/assessments/{_part(assessment.assessment_id)}"
        return _write(path, _assessment_document(assessment, context, is_final=is_final))

    def returned(self, assignment_id: str, kind: str, reason: str) -> OutgoingWrite:
        document = ReturnDoc.model_validate({"kind": kind, "reason": reason})
        return _write(f"assignments/{_part(assignment_id)}/return", document)

    def events(self, events: Sequence[Event]) -> OutgoingWrite:
        return _write("events", EventBatch(events=tuple(_event(event) for event in events)))


def _event(event: Event) -> EventDoc:
    return EventDoc(
        id=event.event_id, kind=event.kind, at=event.at, assignment=event.assignment_id, data=dict(event.data)
    )


def _write(path: str, document: WireModel) -> OutgoingWrite:
    body = canonical_bytes(document.document())
    return OutgoingWrite(path, body, body_digest(body))


def _part(identifier: str) -> str:
    return quote(identifier, safe="")


def _annotation_path(annotation: Annotation) -> str:
    return f"assignments/{_part(annotation.assignment_id)}/annotations/{_part(annotation.annotation_id)}"


def _urn(annotation_id: str) -> str:
    """W3C annotations are named by an IRI."""
    return f"urn:uuid:{annotation_id}"


def _annotation_document(annotation: Annotation) -> WebAnnotation:
    return WebAnnotation(
        id=_urn(annotation.annotation_id),
        created=annotation.created_at,
        modified=annotation.updated_at,
        body=tuple(_bodies(annotation)),
        target=TargetDoc(
            source=annotation.artifact_id,
            selector=_selector(annotation.selector),
            digest=annotation.artifact_digest,
        ),
        mark_type=annotation.mark_type,
        engine=annotation.engine,
        uncertainty_us=annotation.uncertainty_us,
        revision=annotation.revision,
    )


def _bodies(annotation: Annotation) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = []
    if annotation.text:
        note = {"type": "TextualBody", "value": annotation.text, "format": "text/plain", "purpose": "commenting"}
        bodies.append(note)
    if annotation.criterion_id is not None:
        bodies.append({"type": "SpecificResource", "source": annotation.criterion_id, "purpose": "tagging"})
    return bodies


def _selector(selector: Selector) -> SelectorDoc | None:
    match selector:
        case TimeSelector():
            return FragmentSelector(value=_stretch(selector.start_us, selector.end_us), point=selector.is_point)
        case RectangleSelector():
            return _region(selector)
        case TextSelector():
            return _quotation(selector)
        case PageSelector(page=page, rectangle=RectangleSelector() as rectangle):
            return PageSelectorDoc(page=page, refinedBy=_region(rectangle))
        case PageSelector(page=page, quote=TextSelector() as quotation):
            return PageSelectorDoc(page=page, refinedBy=_quotation(quotation))
        case PageSelector(page=page):
            return PageSelectorDoc(page=page)
        case _:
            return None


def _region(selector: RectangleSelector) -> FragmentSelector:
    sides = (selector.x, selector.y, selector.width, selector.height)
    return FragmentSelector(value="xywh=percent:" + ",".join(f"{Decimal(repr(side)):f}" for side in sides))


def _quotation(selector: TextSelector) -> TextQuoteSelector:
    return TextQuoteSelector(
        exact=selector.quote, prefix=selector.prefix, suffix=selector.suffix, position=selector.position
    )


def _assessment_document(assessment: Assessment, context: AssessmentContext, *, is_final: bool) -> AssessmentDoc:
    rubric = context.rubric.requiring(context.achievement)
    # A draft names no marks: one that was edited since stands behind the draft in the line, and the server
    # would refuse a draft that cites what is not there yet.
    marks = {mark.annotation_id: mark for mark in context.annotations} if is_final else {}
    described = dict(context.achievement.result_descriptions)
    scored = ((criterion, assessment.score_of(criterion.criterion_id)) for criterion in rubric.criteria)
    return AssessmentDoc(
        id=assessment.assessment_id,
        state="final" if is_final else "draft",
        attempt=context.assignment.attempt,
        submission_digest=context.submission.digest,
        rubric_digest=rubric.digest,
        policy_digest=context.policy.digest,
        results=tuple(_result(criterion, score, described, marks) for criterion, score in scored if score is not None),
        feedback=assessment.feedback,
        decision=explain_assessment(rubric, context.policy, assessment).decision,
        coverage=_coverage(context),
        annotations=tuple(_reference(mark) for mark in marks.values()),
        updated_at=assessment.updated_at,
        declared_at=context.declared_at,
    )


def _coverage(context: AssessmentContext) -> tuple[CoverageDoc, ...]:
    """What was watched, in the order of the submission."""
    watched = ((part.artifact_id, context.coverage.get(part.artifact_id)) for part in context.submission.artifacts)
    return tuple(
        CoverageDoc(artifact=artifact_id, played=tuple(_stretch(start, end) for start, end in coverage.spans))
        for artifact_id, coverage in watched
        if coverage is not None
    )


def _stretch(start_us: int, end_us: int) -> str:
    return f"t={seconds_text(start_us)},{seconds_text(end_us)}"


def _result(
    criterion: Criterion, score: CriterionScore, described: Mapping[str, str], marks: Mapping[str, Annotation]
) -> ResultDoc:
    return ResultDoc(
        resultDescription=described.get(criterion.criterion_id, criterion.criterion_id),
        achievedLevel=score.level_id,
        criterion=criterion.criterion_id,
        rationale=score.rationale,
        cited=tuple(_urn(mark) for mark in score.cited if _counts(marks.get(mark), criterion.criterion_id)),
        condition_code=score.condition_code,
        feedback=score.feedback,
    )


def _counts(mark: Annotation | None, criterion_id: str) -> bool:
    """A mark that was retracted or moved to another criterion is no evidence for this one any more."""
    return mark is not None and mark.is_evidence and mark.criterion_id == criterion_id


def _reference(annotation: Annotation) -> AnnotationRef:
    document = _annotation_document(annotation)
    return AnnotationRef(
        id=document.id, revision=annotation.revision, sha256=body_digest(canonical_bytes(document.document()))
    )
