"""Puts sample work into a new server: objects, files, candidates apart, and an assignment for each assessor."""

import json
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from assessor_app.domain.ids import new_id
from assessor_app.practice import certifications, choosing, documents, facts
from assessor_app.practice.assignments import Allotment
from assessor_app.practice.certifications import CERTIFIED_FOR
from assessor_app.practice.media import manifest_of
from assessor_app.practice.sample import MicroCredential, Sample, SampleSubmission, duration_of, read_sample
from assessor_app.practice.site import Site
from assessor_app.practice.tables import ARTIFACT, ASSESSOR, CANDIDATE, MEDIA, SUBMITTED_BY
from assessor_app.wire.canonical import body_digest
from assessor_app.wire.changes import KIND_ACHIEVEMENT, KIND_POLICY, KIND_RUBRIC, KIND_SUBMISSION
from assessor_app.wire.submission import PartDoc, SubmissionDoc

SAMPLE = "sample"
EMPTY = "empty"
FIRST = "assessor-1"
SECOND = "assessor-2"
THIRD = "assessor-3"
_END_OF_DAY = time(17)


def seed(site: Site, kind: str) -> None:
    """Fill a new server, all or nothing; one that was filled before keeps its work."""
    with site.database.read() as connection:
        if facts.find(connection, facts.SEED) is not None:
            return
    sample = read_sample(site.sample) if kind == SAMPLE else None
    with site.database.write() as connection:
        if sample is not None:
            _fill(connection, sample, site.clock())
        facts.put(connection, facts.SEED, kind)


def publish_micro_credential(connection: Connection, credential: MicroCredential, now: datetime) -> dict[str, str]:
    """Return kind -> id of what was published; the practice server's assessors are certified for it."""
    ids = object_ids(credential)
    bodies = {
        KIND_ACHIEVEMENT: credential.achievement,
        KIND_POLICY: credential.policy,
        KIND_RUBRIC: credential.rubric,
    }
    for kind, object_id in ids.items():
        documents.publish(connection, kind, object_id, dict(bodies[kind]))
    for label in (FIRST, SECOND, THIRD):
        person = assessor_id(connection, label)
        certifications.certify(connection, person, ids[KIND_ACHIEVEMENT], now + CERTIFIED_FOR, now)
    return ids


def object_ids(credential: MicroCredential) -> dict[str, str]:
    return {
        KIND_ACHIEVEMENT: str(credential.achievement["id"]),
        KIND_POLICY: str(credential.policy["id"]),
        KIND_RUBRIC: str(credential.rubric["identifier"]),
    }


def assessor_id(connection: Connection, label: str) -> str:
    return str(connection.execute(select(ASSESSOR.c.assessor_id).where(ASSESSOR.c.label == label)).scalar_one())


def store_file(connection: Connection, folder: Path, path: str, media_type: str) -> Mapping[str, Any]:
    """Register a sample file once, hashed block by block, and return its row."""
    found = connection.execute(select(MEDIA).where(MEDIA.c.root == SAMPLE, MEDIA.c.path == path)).mappings().first()
    if found is not None:
        return dict(found)
    manifest = manifest_of(folder / path)
    row = {
        "media_id": new_id(),
        "root": SAMPLE,
        "path": path,
        "media_type": media_type,
        "duration": duration_of(folder / path, media_type),
        "size": manifest.size,
        "sha256": manifest.sha256,
        "manifest": json.dumps(manifest.document()),
    }
    connection.execute(MEDIA.insert().values(row))
    return row


def file_part(submission_id: str, n: int, part: Mapping[str, Any], stored: Mapping[str, Any]) -> PartDoc:
    href = f"/submissions/{submission_id}/artifacts/{n}"
    return PartDoc(
        id=part_id(submission_id, n),
        n=n,
        part=part["part"],
        name=part["name"],
        media_type=stored["media_type"],
        size=stored["size"],
        sha256=stored["sha256"],
        duration=stored["duration"],
        href=href,
        manifest=f"{href}/manifest",
        changed=bool(part.get("changed", False)),
        capture_of=part_id(submission_id, int(part["capture_of"])) if "capture_of" in part else None,
    )


def part_id(submission_id: str, n: int) -> str:
    return f"https://riverside.example/submissions/{submission_id}/parts/{n}"


def _fill(connection: Connection, sample: Sample, now: datetime) -> None:
    published = {
        slug: publish_micro_credential(connection, credential, now)
        for slug, credential in sample.micro_credentials.items()
    }
    ids = {given.key: new_id() for given in sample.submissions}
    for given in sample.submissions:
        _store_submission(connection, sample.folder, given, ids[given.key])
        _store_candidate(connection, given, ids[given.key])
    _give_out(connection, sample, ids, published, now)


def _give_out(
    connection: Connection,
    sample: Sample,
    ids: Mapping[str, str],
    published: Mapping[str, Mapping[str, str]],
    now: datetime,
) -> None:
    """Everything to the first assessor and what is double scored to the second, unless a conflict forbids it."""
    for label, role in ((FIRST, "assess"), (SECOND, "second")):
        earlier: dict[str, str] = {}
        for n, given in enumerate(sample.submissions):
            if role == "assess" or _is_double_scored(sample, given):
                allotment = Allotment(
                    assessor_id=assessor_id(connection, label),
                    role=role,
                    attempt=given.attempt,
                    submission_id=ids[given.key],
                    rubric_id=published[given.micro_credential][KIND_RUBRIC],
                    achievement_id=published[given.micro_credential][KIND_ACHIEVEMENT],
                    policy_id=published[given.micro_credential][KIND_POLICY],
                    due_at=_due_at(now, n),
                    previous=earlier.get(given.previous or ""),
                )
                assignment_id = choosing.give_preferred(connection, allotment, now)
                if assignment_id is not None:
                    earlier[given.key] = assignment_id


def _is_double_scored(sample: Sample, given: SampleSubmission) -> bool:
    """All where the policy says all; else the first of each micro-credential that has a share."""
    share = sample.micro_credentials[given.micro_credential].double_scored_share
    first = next(s for s in sample.submissions if s.micro_credential == given.micro_credential)
    return share >= 1 or (share > 0 and given is first)


def _due_at(now: datetime, n: int) -> datetime:
    """Spread over the days after tomorrow, at the end of the working day."""
    return datetime.combine((now + timedelta(days=2 + n)).date(), _END_OF_DAY, now.tzinfo)


def _store_submission(connection: Connection, folder: Path, given: SampleSubmission, submission_id: str) -> None:
    parts = tuple(_part(connection, folder, submission_id, part) for part in given.parts)
    document = SubmissionDoc(id=submission_id, attempt=given.attempt, parts=parts, what_changed=given.what_changed)
    documents.publish(connection, KIND_SUBMISSION, submission_id, document.document())


def _part(connection: Connection, folder: Path, submission_id: str, part: Mapping[str, Any]) -> PartDoc:
    n = int(part["n"])
    if "file" in part:
        stored = store_file(connection, folder, part["file"], part["media_type"])
        connection.execute(ARTIFACT.insert().values(submission_id=submission_id, n=n, media_id=stored["media_id"]))
        return file_part(submission_id, n, part, stored)
    text = str(part["text"])
    return PartDoc(
        id=part_id(submission_id, n),
        n=n,
        part=part["part"],
        name=part["name"],
        media_type=part["media_type"],
        size=len(text.encode()),
        sha256=body_digest(text.encode()),
        text=text,
        changed=bool(part.get("changed", False)),
    )


def _store_candidate(connection: Connection, given: SampleSubmission, submission_id: str) -> None:
    if not given.identity:
        return
    candidate_id = str(given.identity.get("candidate_key", submission_id))
    row = insert(CANDIDATE).values(candidate_id=candidate_id, identity=json.dumps(dict(given.identity)))
    connection.execute(row.on_conflict_do_nothing())
    connection.execute(SUBMITTED_BY.insert().values(submission_id=submission_id, candidate_id=candidate_id))
