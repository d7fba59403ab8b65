"""Whether an annotation points at what the assignment really holds: its artifacts, their bytes, its criteria."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from assessor_app.practice import documents, rules, selectors
from assessor_app.practice.bodies import shaped
from assessor_app.practice.problems import Refused, bad_request
from assessor_app.wire.annotation import WebAnnotation
from assessor_app.wire.changes import KIND_RUBRIC, KIND_SUBMISSION
from assessor_app.wire.problem import ProblemName
from assessor_app.wire.submission import SubmissionDoc


def tagged_criterion(document: dict[str, Any]) -> str | None:
    """The criterion an annotation is evidence for: the source of its tagging body."""
    bodies = document.get("body", ())
    items = bodies if isinstance(bodies, list) else [bodies]
    sources = [item.get("source") for item in items if isinstance(item, dict) and item.get("purpose") == "tagging"]
    return next((str(source) for source in sources if source), None)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What annotations of an assignment may point at: artifact id -> sha256, and criterion URIs."""

    artifacts: Mapping[str, str]
    criteria: Collection[str]


def grounds_of(connection: Connection, assignment: Row[Any]) -> Grounds:
    submission = documents.get(connection, KIND_SUBMISSION, assignment.submission_id)
    rubric = rules.rubric_doc(documents.get(connection, KIND_RUBRIC, assignment.rubric_id))
    parts = SubmissionDoc.model_validate_json(submission.body).parts
    return Grounds({part.id: part.sha256 for part in parts}, {criterion.uri for criterion in rubric.criteria})


def check_document(grounds: Grounds, document: dict[str, Any], pointer: str) -> None:
    """Raises Refused: bad-request for a place that cannot exist, reference-error for one that is not here."""
    annotation = shaped(WebAnnotation, document)
    wrong_place = selectors.fault(annotation.target.selector)
    if wrong_place is not None:
        raise bad_request(wrong_place, f"{pointer}/target/selector")
    errors = []
    if annotation.target.source not in grounds.artifacts:
        errors.append((f"{pointer}/target/source", "The submission has no such artifact."))
    elif annotation.target.digest != grounds.artifacts[annotation.target.source]:
        errors.append((f"{pointer}/target/digest", "The artifact on the server has other bytes."))
    criterion = tagged_criterion(document)
    if criterion is not None and criterion not in grounds.criteria:
        errors.append((f"{pointer}/body", "The rubric has no such criterion."))
    if errors:
        words = "The annotation refers to something this assignment does not hold."
        named = [{"pointer": where, "detail": what} for where, what in errors]
        raise Refused(ProblemName.REFERENCE_ERROR, words, errors=named)
