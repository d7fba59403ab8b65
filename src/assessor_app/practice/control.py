"""What an issuing organisation does at its desk, as functions on a server's data: for tests and demonstrations.

They open the same database, also while a server process has it open.
"""

import json
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, select, text, update

from assessor_app.practice import (
    affiliations,
    annotations,
    assignments,
    awards,
    certifications,
    copying,
    documents,
    facts,
    replacing,
    resubmitting,
    reviewing,
    revising,
    signing_keys,
    times,
    verdicts,
)
from assessor_app.practice.affiliations import Affiliation
from assessor_app.practice.database import Database
from assessor_app.practice.seeding import FIRST, assessor_id
from assessor_app.practice.site import open_site
from assessor_app.practice.tables import (
    ANNOTATION,
    ANNOTATION_VERSION,
    ASSESSMENT,
    ASSESSMENT_VERSION,
    ASSESSOR,
    ASSIGNMENT,
    CERTIFICATION,
    DOCUMENT,
    HAND_BACK,
    REPLY,
)
from assessor_app.practice.tokens import token_digest
from assessor_app.wire.assignment import ReturnedInfo
from assessor_app.wire.changes import KIND_RUBRIC

T = TypeVar("T")


def assignments_of(data_dir: Path, label: str) -> list[str]:
    """Ids of an assessor's assignments, oldest first."""
    with _open(data_dir) as connection:
        mine = ASSIGNMENT.c.assessor_id == assessor_id(connection, label)
        query = select(ASSIGNMENT.c.assignment_id).where(mine).order_by(text("rowid"))
        return [str(found) for found in connection.execute(query).scalars()]


def new_case(data_dir: Path, like: str, roles: Mapping[str, str]) -> dict[str, str]:
    """Give a copy of the submission of assignment `like`, by a colleague of its candidate, out: label -> role.

    Returns label -> assignment id.
    Raises ConflictOfInterest.
    """
    with _open(data_dir) as connection:
        row = assignments.get(connection, like)
        copy = copying.hand_in_by_colleague(connection, row.submission_id, row.attempt)
        case = replace(assignments.allotment_of(row), submission_id=copy)
        return {
            label: assignments.allot(connection, replace(case, assessor_id=assessor_id(connection, label), role=role))
            for label, role in roles.items()
        }


def withdraw(data_dir: Path, assignment_id: str, reason: str) -> None:
    with _open(data_dir) as connection:
        row = assignments.get(connection, assignment_id)
        assignments.withdraw(connection, assignment_id, reason)
        replacing.note(connection, assignment_id, "")
        verdicts.settle(connection, row.submission_id, times.now())


def reassign(data_dir: Path, assignment_id: str, label: str) -> str:
    """Take an assignment from its assessor and give the submission to another one. Returns the new assignment's id.

    Raises ConflictOfInterest, and nothing changes.
    """
    with _open(data_dir) as connection:
        row = assignments.get(connection, assignment_id)
        if row.state != assignments.WITHDRAWN:
            assignments.withdraw(connection, assignment_id, "It was given to another assessor.")
        same = replace(assignments.allotment_of(row), assessor_id=assessor_id(connection, label))
        newer = assignments.allot(connection, same)
        replacing.note(connection, assignment_id, newer)
        verdicts.settle(connection, row.submission_id, times.now())
        return newer


def return_assignment(data_dir: Path, assignment_id: str, reason: str) -> None:
    """Give a final assessment back to its assessor, who may change everything and send it again.

    Also one that was held, and an assignment handed back as unscorable; what was decided is decided no longer.
    Raises ValueError without a reason, or where nothing is in or the assessor does not have it any more.
    """
    with _open(data_dir) as connection:
        row = assignments.get(connection, assignment_id)
        if not reason.strip():
            raise ValueError("A return needs a reason for the assessor.")
        if row.state != assignments.CLOSED:
            raise ValueError("There is nothing to return.")
        returned = ReturnedInfo(reason=reason, base_assessment=row.final_id).model_dump_json()
        annotations.thaw(connection, assignment_id)
        assignments.change(connection, assignment_id, state=assignments.RETURNED, returned=returned, final_id=None)
        verdicts.settle(connection, row.submission_id, times.now())


def touch(data_dir: Path, assignment_id: str) -> int:
    """Give an assignment a new revision without changing anything else in it."""
    with _open(data_dir) as connection:
        return assignments.change(connection, assignment_id)


def set_due(data_dir: Path, assignment_id: str, due_at: datetime) -> None:
    with _open(data_dir) as connection:
        assignments.change(connection, assignment_id, due_at=times.stored(due_at))


def set_lease(data_dir: Path, assignment_id: str, label: str, until: datetime) -> None:
    """Say who holds the lease until when: another assessor, or one that is over."""
    with _open(data_dir) as connection:
        holder = assessor_id(connection, label)
        assignments.change(connection, assignment_id, lease_holder=holder, lease_until=times.stored(until))


def supersede(data_dir: Path, assignment_id: str) -> str:
    """Let the candidate hand in a newer attempt, given to the same assessor unless a conflict forbids it.

    Returns the new assignment's id. Raises LookupError when nobody may have it.
    """
    with _open(data_dir) as connection:
        row = assignments.get(connection, assignment_id)
        newer = resubmitting.hand_in_newer(connection, row, times.now())
        if newer is None:
            raise LookupError("Nobody may have the newer attempt.")
        assignments.change(connection, assignment_id, superseded_by=newer)
        return newer


def revise(data_dir: Path, kind: str, object_id: str, document: dict[str, Any]) -> None:
    """Publish a new version of a submission, rubric, achievement or policy."""
    with _open(data_dir) as connection:
        revising.revise(connection, kind, object_id, document)


def change_rubric(data_dir: Path, rubric_id: str, description: str) -> None:
    """Publish a rubric whose first criterion is described in other words."""
    with _open(data_dir) as connection:
        document = documents.get(connection, KIND_RUBRIC, rubric_id).document
        document["CFRubricCriteria"][0]["description"] = description
        revising.revise(connection, KIND_RUBRIC, rubric_id, document)


def published(data_dir: Path, kind: str) -> list[dict[str, Any]]:
    """Every object of a kind as it is served now, by id."""
    with _open(data_dir) as connection:
        query = select(DOCUMENT.c.body).where(DOCUMENT.c.kind == kind).order_by(DOCUMENT.c.object_id)
        return [dict(json.loads(body)) for body in connection.execute(query).scalars()]


def end_certification(data_dir: Path, label: str) -> None:
    """Let all certifications of an assessor have ended yesterday."""
    with _open(data_dir) as connection:
        mine = CERTIFICATION.c.assessor_id == assessor_id(connection, label)
        yesterday = times.stored(times.now() - timedelta(days=1))
        connection.execute(update(CERTIFICATION).where(mine).values(valid_until=yesterday))


def awards_of(data_dir: Path, assignment_id: str) -> list[str]:
    """The public pages of what was awarded for the submission of an assignment, oldest first."""
    with _open(data_dir) as connection:
        return awards.addresses(connection, assignments.get(connection, assignment_id).submission_id)


def revoke_certification(data_dir: Path, label: str) -> None:
    """Take an assessor's certifications back: the list of revoked badges says so from now on."""
    with _open(data_dir) as connection:
        certifications.revoke(connection, assessor_id(connection, label), times.now())


def renew_certification(data_dir: Path, label: str, until: datetime) -> None:
    """Give an assessor new badges, good until then, for everything they are or were certified for."""
    with _open(data_dir) as connection:
        certifications.renew(connection, assessor_id(connection, label), until, times.now())


def add_assessor(data_dir: Path, label: str, roles: Sequence[str], where: Affiliation) -> str:
    """Let one more assessor in, certified for everything assessor-1 is certified for. Returns their token."""
    token = f"axp_{secrets.token_urlsafe(24)}"
    with _open(data_dir) as connection:
        person = f"urn:uuid:{uuid.uuid4()}"
        row = {"assessor_id": person, "label": label, "roles": json.dumps(list(roles))}
        connection.execute(ASSESSOR.insert().values(**row, token_sha256=token_digest(token)))
        affiliations.put(connection, person, where)
        mine = CERTIFICATION.c.assessor_id == assessor_id(connection, FIRST)
        for held in connection.execute(select(CERTIFICATION).where(mine)).all():
            until = times.moment(held.valid_until)
            certifications.certify(connection, person, held.achievement_id, until, times.now())
    return token


def affiliate(data_dir: Path, label: str, where: Affiliation) -> None:
    """Say where an assessor belongs from now on; what they were given before stays with them."""
    with _open(data_dir) as connection:
        affiliations.put(connection, assessor_id(connection, label), where)


def candidate_of(data_dir: Path, assignment_id: str) -> str:
    """Under which id somebody handed in the submission of an assignment, "" for nobody's."""
    with _open(data_dir) as connection:
        row = assignments.get(connection, assignment_id)
        return affiliations.candidate_of(connection, row.submission_id) or ""


def suspend(data_dir: Path, label: str) -> None:
    with _open(data_dir) as connection:
        connection.execute(update(ASSESSOR).where(ASSESSOR.c.label == label).values(is_suspended=1))


def release_held(data_dir: Path, assignment_id: str) -> None:
    """Let a held final count after all. Raises LookupError without one, ConflictOfInterest for a declared conflict."""
    with _open(data_dir) as connection:
        reviewing.release(connection, assignment_id, times.now())


def settle(data_dir: Path, assignment_id: str) -> None:
    """See again whether somebody can decide what waited because nobody could."""
    with _open(data_dir) as connection:
        verdicts.settle(connection, assignments.get(connection, assignment_id).submission_id, times.now())


def read(data_dir: Path, what: Callable[[Connection], T]) -> T:
    """Read at the issuing organisation's desk: what `reviewing` tells, of a server that may be running."""
    with _open(data_dir) as connection:
        return what(connection)


def rotate_epoch(data_dir: Path) -> str:
    with _open(data_dir) as connection:
        return facts.rotate_epoch(connection)


def restore_without(data_dir: Path, assignment_id: str) -> str:
    """Be a server restored from a backup made before anything arrived for this assignment. Returns the new epoch."""
    with _open(data_dir) as connection:
        row = assignments.get(connection, assignment_id)
        forgotten = select(ASSESSMENT_VERSION.c.op_id).where(ASSESSMENT_VERSION.c.assignment_id == assignment_id)
        marks = select(ANNOTATION_VERSION.c.op_id).where(ANNOTATION_VERSION.c.assignment_id == assignment_id)
        connection.execute(delete(REPLY).where(REPLY.c.op_id.in_(forgotten) | REPLY.c.op_id.in_(marks)))
        for table in (ASSESSMENT, ASSESSMENT_VERSION, ANNOTATION, ANNOTATION_VERSION, HAND_BACK):
            connection.execute(delete(table).where(table.c.assignment_id == assignment_id))
        state = assignments.OPEN if row.state == assignments.CLOSED else row.state
        blank = {"annotations_revision": 0, "annotations_op_id": None, "final_id": None, "state": state}
        lease = {"lease_holder": None, "lease_until": None}
        assignments.change(connection, assignment_id, **blank, **lease)
        return facts.rotate_epoch(connection)


def rotate_key(data_dir: Path) -> str:
    """Retire the server's signing key for a new one, signed by the old. Returns the new thumbprint."""
    site = open_site(data_dir)
    try:
        with site.database.write() as connection:
            return signing_keys.rotate(connection, site.keys, times.now())
    finally:
        site.close()


@contextmanager
def _open(data_dir: Path) -> Iterator[Connection]:
    """One write transaction on the data of a server that has been made."""
    database = Database(data_dir / "practice.db")
    try:
        with database.write() as connection:
            yield connection
    finally:
        database.close()
