"""If-Match and If-None-Match on a write: which version the sender believes to be there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assessor_app.practice.problems import Refused, bad_request
from assessor_app.wire.headers import etag_revision, revision_etag
from assessor_app.wire.problem import ProblemName


@dataclass(frozen=True, slots=True)
class Preconditions:
    """Header values as sent, None for absent ones."""

    if_match: str | None
    if_none_match: str | None


@dataclass(frozen=True, slots=True)
class Current:
    """The version that is there. `is_gone`: a tombstone, which may be followed by a new version either way."""

    revision: int
    op_id: str | None
    is_gone: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)

    def described(self) -> dict[str, Any]:
        described = {"revision": self.revision, "op_id": self.op_id, **self.more}
        return {name: value for name, value in described.items() if value is not None}


def check(preconditions: Preconditions, current: Current | None) -> None:
    """Raises Refused: precondition-required, bad-request or stale-revision (with the current version)."""
    if preconditions.if_match is None and preconditions.if_none_match is None:
        words = "Say which version this change is based on (If-Match), or that there is none (If-None-Match: *)."
        raise Refused(ProblemName.PRECONDITION_REQUIRED, words)
    if preconditions.if_none_match is not None:
        if preconditions.if_none_match.strip() != "*":
            raise bad_request("If-None-Match on a write can only be *.")
        if current is not None and not current.is_gone:
            raise _stale(current)
    if preconditions.if_match is not None and not _matches(preconditions.if_match, current):
        raise _stale(current)


def _matches(if_match: str, current: Current | None) -> bool:
    if current is None:
        return False
    tags = [tag.strip() for tag in if_match.split(",")]
    return "*" in tags or current.revision in {etag_revision(tag) for tag in tags}


def _stale(current: Current | None) -> Refused:
    if current is None:
        return Refused(ProblemName.STALE_REVISION, "There is no version on the server.")
    words = f"The server has revision {current.revision}."
    headers = {"ETag": revision_etag(current.revision)}
    return Refused(ProblemName.STALE_REVISION, words, current=current.described(), headers=headers)
