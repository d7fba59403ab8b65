"""Copies of a submission: the same files and texts under new ids, as if somebody else had handed them in."""

from typing import Any

from sqlalchemy import Connection, select

from assessor_app.domain.ids import new_id
from assessor_app.practice import documents
from assessor_app.practice.seeding import part_id
from assessor_app.practice.tables import ARTIFACT
from assessor_app.wire.changes import KIND_SUBMISSION


def copy_submission(connection: Connection, submission_id: str, attempt: int) -> str:
    """Return the id of the copy, handed in by nobody in particular."""
    copy_id = new_id()
    document = documents.get(connection, KIND_SUBMISSION, submission_id).document
    parts = [_moved(part, copy_id) for part in document["parts"]]
    documents.publish(
        connection, KIND_SUBMISSION, copy_id, {**document, "id": copy_id, "attempt": attempt, "parts": parts}
    )
    for row in connection.execute(select(ARTIFACT).where(ARTIFACT.c.submission_id == submission_id)).all():
        connection.execute(ARTIFACT.insert().values(submission_id=copy_id, n=row.n, media_id=row.media_id))
    return copy_id


def _moved(part: dict[str, Any], submission_id: str) -> dict[str, Any]:
    moved = {**part, "id": part_id(submission_id, part["n"])}
    if "href" in part:
        moved["href"] = f"/submissions/{submission_id}/artifacts/{part['n']}"
        moved["manifest"] = f"{moved['href']}/manifest"
    return moved
