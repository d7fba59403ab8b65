"""From the wire to the domain: what a server says about assignments, submissions, rubrics, policies."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import quote

from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Achievement, Rubric
from assessor_app.domain.submission import (
    Artifact,
    Assignment,
    AssignmentState,
    InputRef,
    PartKind,
    Returned,
    Role,
    Submission,
)
from assessor_app.services.exchange_ports import RemoteChange, RemoteObject
from assessor_app.wire.achievement import AchievementDoc, CFRubricDoc, PolicyDoc
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
from assessor_app.wire.standards import achievement_from, policy_from, rubric_from
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
        previous=doc.previous,
        scope=doc.scope,
        returned=Returned(doc.returned.reason, doc.returned.base_assessment) if doc.returned else None,
        inputs=tuple(InputRef(each.assignment, each.assessment, each.assessor or "") for each in doc.inputs),
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
        capture_of=part.capture_of,
    )


def _rubric(entity_id: str, document: Document, _server_id: str) -> Rubric:
    return rubric_from(entity_id, CFRubricDoc.model_validate(document), digest(document))


def _achievement(entity_id: str, document: Document, _server_id: str) -> Achievement:
    return achievement_from(entity_id, AchievementDoc.model_validate(document), digest(document))


def _policy(entity_id: str, document: Document, _server_id: str) -> Policy:
    return policy_from(entity_id, PolicyDoc.model_validate(document), digest(document))


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


def readable_code(code: str) -> str:
    """Return the seven characters of a submission code as a person reads them out: 4F2A7K9 -> 4F2-A7K9."""
    is_plain = len(code) == _CODE_LENGTH and code.isalnum()
    return f"{code[:3]}-{code[3:]}" if is_plain else code
