"""Errors as application/problem+json (RFC 9457): the one vocabulary of both sides."""

from enum import StrEnum
from typing import Any

from assessor_app.wire.base import WireModel

MEDIA_TYPE = "application/problem+json"
TYPE_BASE = "https://w3id.org/assessment-exchange/v1/problems/"


class ProblemName(StrEnum):
    STALE_REVISION = "stale-revision"
    RUBRIC_CHANGED = "rubric-changed"
    POLICY_CHANGED = "policy-changed"
    ALREADY_FINAL = "already-final"
    NOT_CERTIFIED = "not-certified"
    NOT_YOURS = "not-yours"
    WITHDRAWN = "withdrawn"
    REFERENCE_ERROR = "reference-error"
    KEY_REUSED = "key-reused"
    IN_PROGRESS = "in-progress"
    CLAIM_CONTESTED = "claim-contested"
    CURSOR_EXPIRED = "cursor-expired"
    BAD_REQUEST = "bad-request"
    SIGN_IN_REQUIRED = "sign-in-required"
    NOT_FOUND = "not-found"
    PRECONDITION_REQUIRED = "precondition-required"
    TOO_LARGE = "too-large"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    RANGE_NOT_SATISFIABLE = "range-not-satisfiable"
    MEDIA_CHANGED = "media-changed"
    BUSY = "busy"
    SERVER_ERROR = "server-error"


class Problem(WireModel):
    """`type` is TYPE_BASE + a ProblemName; `current` describes the version that is there (stale-revision)."""

    type: str
    title: str
    status: int
    detail: str = ""
    instance: str | None = None
    errors: tuple[dict[str, Any], ...] = ()
    current: dict[str, Any] | None = None

    @property
    def name(self) -> str:
        return self.type.removeprefix(TYPE_BASE)
