"""What a server tells about finished work: the outcome, and to an adjudicator the assessments that differ."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from string import ascii_uppercase
from typing import Any
from urllib.parse import quote

from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.assessment_exchange.replies import UNREADABLE, json_of, parsed, require_success
from assessor_app.adapters.assessment_exchange.selectors import annotation_from, plain_id
from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.outcome import ComparedLevel, Outcome
from assessor_app.domain.submission import Assignment, InputRef
from assessor_app.services.exchange_ports import OwnVersion, ServerUnreachable
from assessor_app.wire.annotation import WebAnnotation
from assessor_app.wire.assessment import AssessmentList, ResultDoc, StoredAssessment
from assessor_app.wire.headers import etag_revision
from assessor_app.wire.outcome import OutcomeDoc

FINAL = "final"


def outcome(link: Link, assignment_id: str) -> Outcome:
    """Raises ServerUnreachable, SignInRequired, ProblemReported."""
    doc = link.get(f"assignments/{_part(assignment_id)}/outcome", OutcomeDoc)
    return Outcome(
        assignment_id=assignment_id,
        is_decided=doc.decided,
        decision=doc.decision if doc.decided else "",
        own_decision=doc.own_decision,
        was_adjudicated=doc.adjudicated,
        levels=tuple(ComparedLevel(each.criterion, each.own, each.other) for each in doc.levels),
        credential_id=doc.credential.id if doc.credential else "",
        credential_status=doc.credential.status if doc.credential else "",
        decided_at=doc.decided_at,
    )


def compared(link: Link, assignment: Assignment) -> tuple[ComparedAssessment, ...]:
    """In the order of the inputs, each with a letter. Raises ServerUnreachable, SignInRequired, ProblemReported."""
    letters = zip(ascii_uppercase, assignment.inputs, strict=False)
    return tuple(_compared(link, letter, given) for letter, given in letters)


def own_version(link: Link, assignment_id: str) -> OwnVersion | None:
    """The assessor's own assessment and marks as the server has them; None when there are none of either.

    Raises ServerUnreachable, SignInRequired, ProblemReported.
    """
    home = f"assignments/{_part(assignment_id)}"
    listed = link.get(f"{home}/assessments", AssessmentList).assessments
    own = [each for each in listed if each.assignment in (None, assignment_id)]
    own.sort(key=lambda each: (each.assessment.state == FINAL, each.received_at), reverse=True)
    marks = _annotations(link, f"{home}/annotations", assignment_id)
    if not own and not marks:
        return None
    revisions = tuple((mark.annotation_id, _revision(link, f"{home}/annotations", mark)) for mark in marks)
    if not own:
        return OwnVersion(ComparedAssessment(assignment_id, "", "", (), marks, "", "", False, None, revisions), None)
    newest = own[0]
    theirs = replace(
        _read(newest, assignment_id, "", marks),
        is_final=newest.assessment.state == FINAL,
        received_at=newest.received_at,
        mark_revisions=revisions,
    )
    return OwnVersion(theirs, newest.revision)


def status_list(link: Link, address: str) -> str:
    """Return what is at the address a credential names. Raises ServerUnreachable, SignInRequired, ProblemReported."""
    reply = link.http.get(link.url(address))
    require_success(reply, link.host)
    try:
        return reply.body.decode()
    except UnicodeDecodeError as error:
        raise ServerUnreachable(UNREADABLE.format(host=link.host)) from error


def _compared(link: Link, letter: str, given: InputRef) -> ComparedAssessment:
    home = f"assignments/{_part(given.assignment_id)}"
    stored = link.get(f"{home}/assessments/{_part(given.assessment_id)}", StoredAssessment)
    marks = _annotations(link, f"{home}/annotations", given.assignment_id)
    return replace(_read(stored, given.assignment_id, letter, marks), assessment_id=given.assessment_id)


def _read(
    stored: StoredAssessment, assignment_id: str, label: str, marks: tuple[Annotation, ...]
) -> ComparedAssessment:
    doc = stored.assessment
    return ComparedAssessment(
        assignment_id=assignment_id,
        assessment_id=plain_id(doc.id),
        label=label,
        scores=tuple(_score(result, assignment_id, doc.updated_at) for result in doc.results),
        annotations=marks,
        feedback=doc.feedback,
        decision=stored.decision or doc.decision,
    )


def _revision(link: Link, home: str, mark: Annotation) -> int:
    """The server's own revision of a mark, which its document does not tell. Raises ServerUnreachable."""
    reply = link.http.get(link.url(f"{home}/{_part(mark.annotation_id)}"))
    require_success(reply, link.host)
    revision = etag_revision(reply.headers.get("etag", ""))
    if revision is None:
        raise ServerUnreachable(UNREADABLE.format(host=link.host))
    return revision


def _score(result: ResultDoc, assignment_id: str, at: datetime) -> CriterionScore:
    return CriterionScore(
        assignment_id=assignment_id,
        criterion_id=result.criterion,
        level_id=result.achievedLevel,
        rationale=result.rationale,
        cited=tuple(plain_id(cited) for cited in result.cited),
        condition_code=result.condition_code,
        revision=1,
        updated_at=at,
        feedback=result.feedback,
    )


def _annotations(link: Link, path: str, assignment_id: str) -> tuple[Annotation, ...]:
    """One mark that cannot be read, perhaps of a newer version, does not hide the others."""
    document = json_of(link.http.get(link.url(path)), link.host)
    listed = document.get("annotations") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise ServerUnreachable(UNREADABLE.format(host=link.host))
    return tuple(mark for each in listed for mark in _readable(link, each, assignment_id))


def _readable(link: Link, document: Any, assignment_id: str) -> tuple[Annotation, ...]:
    with suppress(ServerUnreachable, ValueError):
        return (annotation_from(parsed(document, WebAnnotation, link.host), assignment_id),)
    return ()


def _part(identifier: str) -> str:
    return quote(identifier, safe="")
