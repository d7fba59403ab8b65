"""Copies of a submission: the same files and texts under new ids, handed in once more."""

from typing import Any

from sqlalchemy import Connection, select

from assessor_app.domain.ids import new_id
from assessor_app.practice import affiliations, documents
from assessor_app.practice.seeding import part_id
from assessor_app.practice.tables import ARTIFACT
from assessor_app.wire.changes import KIND_SUBMISSION


def hand_in_again(connection: Connection, submission_id: str, attempt: int) -> str:
    """Return the id of a copy from the same candidate: a newer attempt."""
    copy_id = _copy(connection, submission_id, attempt)
    affiliations.hand_in_for(connection, copy_id, affiliations.candidate_of(connection, submission_id))
    return copy_id


def hand_in_by_colleague(connection: Connection, submission_id: str, attempt: int) -> str:
    """Return the id of a copy from somebody else of the same school."""
    copy_id = _copy(connection, submission_id, attempt)
    candidate_id = affiliations.candidate_of(connection, submission_id)
    if candidate_id is not None:
        affiliations.hand_in_for(connection, copy_id, affiliations.add_colleague(connection, candidate_id))
    return copy_id


def _copy(connection: Connection, submission_id: str, attempt: int) -> str:
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
