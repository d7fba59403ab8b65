"""Publishing a new version of an object: everybody who sees it is told, and so are the assignments that rest on it."""

from typing import Any

from sqlalchemy import Connection, select

from assessor_app.practice import assignments, documents, ledger
from assessor_app.practice.documents import Published
from assessor_app.practice.tables import ASSIGNMENT


def revise(connection: Connection, kind: str, object_id: str, document: dict[str, Any]) -> Published:
    """`object_id`: the id, or the last part of its address. Raises LookupError if it was never published."""
    before = documents.get(connection, kind, object_id)
    after = documents.publish(connection, kind, before.object_id, document)
    for assessor_id in ledger.viewers(connection, kind, after.object_id):
        ledger.show(connection, assessor_id, kind, after.object_id, after.revision)
    # An assignment names the digest of what it rests on, so it has changed as well; it comes after it.
    resting = select(ASSIGNMENT.c.assignment_id).where(ASSIGNMENT.c[f"{kind}_id"] == after.object_id)
    for assignment_id in connection.execute(resting.order_by(ASSIGNMENT.c.assignment_id)).scalars().all():
        assignments.change(connection, assignment_id)
    return after
