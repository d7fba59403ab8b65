"""Protocol rows 5 and 6: an assignment and its lease."""

from typing import Any

from assessor_app.wire.base import UtcTime, WireModel


class Lease(WireModel):
    holder: str
    expires_at: UtcTime


class Link(WireModel):
    """Where an object is and the digest it must have (hex SHA-256 over JCS, or of the bytes for media)."""

    id: str
    href: str
    digest: str


class ReturnedInfo(WireModel):
    reason: str
    base_assessment: str | None = None


class AssignmentDoc(WireModel):
    """`code` is 7 Crockford characters shown as 4F2-A7K9; `scope` lists criterion URIs, empty means all."""

    id: str
    code: str
    role: str
    state: str
    attempt: int
    previous: str | None = None
    due_at: UtcTime | None = None
    lease: Lease | None = None
    scope: tuple[str, ...] = ()
    returned: ReturnedInfo | None = None
    submission: Link
    rubric: Link
    achievement: Link
    policy: Link
    inputs: tuple[dict[str, Any], ...] = ()
    revision: int


class ClaimRequest(WireModel):
    days: int | None = None
