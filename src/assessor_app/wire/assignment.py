"""Protocol rows 5 and 6: an assignment and its lease."""

from assessor_app.wire.base import Count, ObjectModel, UtcTime, WireModel


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


class InputDoc(ObjectModel):
    """A final that an adjudicator decides about: at which assignment, and whose (a pseudonym)."""

    assignment: str
    assessment: str
    assessor: str | None = None
    href: str | None = None
    annotations_href: str | None = None


class AssignmentDoc(WireModel):
    """`code` is 7 Crockford characters shown as 4F2-A7K9; `scope` lists criterion URIs, empty means all."""

    id: str
    code: str
    role: str
    state: str
    attempt: Count
    previous: str | None = None
    due_at: UtcTime | None = None
    lease: Lease | None = None
    scope: tuple[str, ...] = ()
    returned: ReturnedInfo | None = None
    submission: Link
    rubric: Link
    achievement: Link
    policy: Link
    inputs: tuple[InputDoc, ...] = ()
    revision: Count


class ClaimRequest(WireModel):
    days: int | None = None
