"""From the wire to the domain: what a server says about assignments, submissions, rubrics, policies."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import quote

from assessor_app.domain.policy import ConditionCode, DecisionRule, Policy
from assessor_app.domain.rubric import Achievement, Criterion, Level, Rubric
from assessor_app.domain.submission import Artifact, Assignment, AssignmentState, PartKind, Role, Submission
from assessor_app.services.ports import RemoteChange, RemoteObject
from assessor_app.wire.achievement import AchievementDoc, CFCriterion, CFLevel, CFRubricDoc, PolicyDoc
from assessor_app.wire.annotation import microseconds
from assessor_app.wire.assignment import AssignmentDoc
from assessor_app.wire.canonical import digest
from assessor_app.wire.changes import (
    KIND_ACHIEVEMENT,
    KIND_ASSIGNMENT,
    KIND_POLICY,
    KIND_RUBRIC,
    KIND_SUBMISSION,
    UPSERT,
    WITHDRAW,
    ChangeEntry,
)
from assessor_app.wire.submission import PartDoc, SubmissionDoc

_CODE_LENGTH = 7

E = TypeVar("E", bound=StrEnum)
Document = dict[str, Any]

RESOURCES = {
    KIND_ASSIGNMENT: "assignments",
    KIND_SUBMISSION: "submissions",
    KIND_RUBRIC: "rubrics",
    KIND_ACHIEVEMENT: "achievements",
    KIND_POLICY: "policies",
}
"""Kind -> where its objects are below the api root."""


def change_from(entry: ChangeEntry, server_id: str) -> RemoteChange:
    """Return the change with its domain object, none for a kind we do not know.

    What we cannot make sense of is marked unreadable instead of stopping everything behind it.
    """
    is_withdrawal = entry.op == WITHDRAW
    document = _object(entry, server_id) if entry.op == UPSERT else None
    is_unreadable = document is None and not is_withdrawal and (entry.kind in RESOURCES or entry.op != UPSERT)
    return RemoteChange(
        kind=entry.kind,
        entity_id=entry.id,
        revision=0 if is_unreadable else entry.revision,
        is_withdrawal=is_withdrawal,
        reason=entry.reason or "",
        document=document,
        is_unreadable=is_unreadable,
    )


def resource_path(kind: str, entity_id: str) -> str:
    """Return where an object is: a URI is named by its last part."""
    return f"{RESOURCES[kind]}/{quote(entity_id.rstrip('/').rpartition('/')[2], safe='')}"


def _object(entry: ChangeEntry, server_id: str) -> RemoteObject | None:
    if entry.object is None or entry.kind not in _TRANSLATORS:
        return None
    try:
        return _TRANSLATORS[entry.kind](entry.id, entry.object, server_id)
    except (ValueError, ArithmeticError):  # a pydantic ValidationError is a ValueError
        return None


def _assignment(entity_id: str, document: Document, server_id: str) -> Assignment:
    doc = AssignmentDoc.model_validate(document)
    return Assignment(
        assignment_id=entity_id,
        server_id=server_id,
        code=readable_code(doc.code),
        micro_credential="",  # the achievement's name, which the store knows
        role=_known(Role, doc.role, Role.UNSUPPORTED),
        state=_known(AssignmentState, doc.state, AssignmentState.UNSUPPORTED),
        attempt=doc.attempt,
        due_at=doc.due_at,
        lease_until_at=doc.lease.expires_at if doc.lease else None,
        submission_id=doc.submission.id,
        rubric_id=doc.rubric.id,
        achievement_id=doc.achievement.id,
        policy_id=doc.policy.id,
        revision=doc.revision,
    )


def _submission(entity_id: str, document: Document, _server_id: str) -> Submission:
    doc = SubmissionDoc.model_validate(document)
    return Submission(
        submission_id=entity_id,
        digest=digest(document),
        artifacts=tuple(_artifact(part) for part in sorted(doc.parts, key=lambda part: part.n)),
        what_changed=doc.what_changed or "",
    )


def _artifact(part: PartDoc) -> Artifact:
    return Artifact(
        artifact_id=part.id,
        number=part.n,
        part=_known(PartKind, part.part, PartKind.ARTIFACT),
        name=part.name,
        media_type=part.media_type,
        sha256=part.sha256,
        size=part.size,
        duration_us=microseconds(part.duration) if part.duration is not None else None,
        text=part.text,
        href=part.href,
        is_changed=part.changed,
    )


def _rubric(entity_id: str, document: Document, _server_id: str) -> Rubric:
    doc = CFRubricDoc.model_validate(document)
    criteria = sorted(doc.criteria, key=lambda criterion: criterion.position)
    return Rubric(
        rubric_id=entity_id,
        title=doc.title,
        digest=digest(document),
        criteria=tuple(_criterion(number, each) for number, each in enumerate(criteria, start=1)),
    )


def _criterion(number: int, doc: CFCriterion) -> Criterion:
    levels = sorted(doc.levels, key=lambda level: level.position)
    return Criterion(
        criterion_id=doc.uri,
        number=number,
        name=doc.category or doc.description,
        description=doc.description,
        weight=_exact(doc.weight),
        levels=tuple(_level(level) for level in levels),
    )


def _level(doc: CFLevel) -> Level:
    """Positions run from the lowest level to the highest, as OB3 orders them."""
    return Level(
        level_id=doc.uri,
        name=doc.quality,
        descriptor=doc.description,
        score=_exact(doc.score),
        position=doc.position,
        canned_feedback=doc.feedback,
    )


def _achievement(entity_id: str, document: Document, _server_id: str) -> Achievement:
    doc = AchievementDoc.model_validate(document)
    described = [(r.criterion_uri, r) for r in doc.result_description if r.criterion_uri is not None]
    return Achievement(
        achievement_id=entity_id,
        name=doc.name,
        description=doc.description,
        digest=digest(document),
        required_levels=tuple((uri, r.required_level) for uri, r in described if r.required_level),
        result_descriptions=tuple((uri, r.id) for uri, r in described),
        competency=_text(document, "competency"),
        key_method=_text(document, "key_method"),
        contact_hours=_text(document, "contactHours"),
        stack_name=_name(document.get("stack")),
    )


def _policy(entity_id: str, document: Document, _server_id: str) -> Policy:
    doc = PolicyDoc.model_validate(document)
    return Policy(
        policy_id=entity_id,
        version=doc.version,
        digest=digest(document),
        rule=DecisionRule(doc.decision.rule),  # a rule we cannot compute must not look like another
        threshold=Decimal(doc.decision.threshold) if doc.decision.threshold is not None else None,
        citations_per_criterion=doc.evidence.citations_per_criterion,
        is_rationale_required=doc.evidence.rationale_required,
        condition_codes=tuple(ConditionCode(c.code, c.name, c.effect) for c in doc.condition_codes),
    )


_TRANSLATORS: dict[str, Callable[[str, Document, str], RemoteObject]] = {
    KIND_ASSIGNMENT: _assignment,
    KIND_SUBMISSION: _submission,
    KIND_RUBRIC: _rubric,
    KIND_ACHIEVEMENT: _achievement,
    KIND_POLICY: _policy,
}


def _known(kind: type[E], value: str, otherwise: E) -> E:
    try:
        return kind(value)
    except ValueError:
        return otherwise


def _exact(number: float) -> Decimal:
    """Return the decimal a JSON number was written as: the shortest text that reads back the same."""
    return Decimal(repr(number))


def _text(document: Document, member: str) -> str:
    value = document.get(member)
    return str(value) if value is not None else ""


def _name(value: Any) -> str:
    """Return the name of something given as a name or as an object with one."""
    return _text(value, "name") if isinstance(value, dict) else str(value or "")


def readable_code(code: str) -> str:
    """Return the seven characters of a submission code as a person reads them out: 4F2A7K9 -> 4F2-A7K9."""
    is_plain = len(code) == _CODE_LENGTH and code.isalnum()
    return f"{code[:3]}-{code[3:]}" if is_plain else code
