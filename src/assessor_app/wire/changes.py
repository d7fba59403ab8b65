"""Protocol row 4: ordered changes with the objects inline, and the snapshot to compare with."""

from typing import Any

from assessor_app.wire.base import Count, WireModel

UPSERT = "upsert"
WITHDRAW = "withdraw"

KIND_ASSIGNMENT = "assignment"
KIND_SUBMISSION = "submission"
KIND_RUBRIC = "rubric"
KIND_ACHIEVEMENT = "achievement"
KIND_POLICY = "policy"


class ChangeEntry(WireModel):
    """One change. `object` is the full document of an upsert, in the model of its kind."""

    seq: Count
    kind: str
    id: str
    revision: Count
    op: str
    reason: str | None = None
    object: dict[str, Any] | None = None


class ChangesPage(WireModel):
    """`digest` covers everything visible to this assessor, not this page; the client checks it on the last page."""

    changes: tuple[ChangeEntry, ...]
    next_cursor: str
    has_more: bool
    digest: str


class SnapshotEntry(WireModel):
    kind: str
    id: str
    revision: Count


class Snapshot(WireModel):
    entries: tuple[SnapshotEntry, ...]
    cursor: str
    digest: str
