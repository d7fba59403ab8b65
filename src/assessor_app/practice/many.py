"""Fills a server with thousands of assignments for one assessor, for measurements."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from assessor_app.domain.ids import new_id
from assessor_app.practice import documents, facts, ledger, seeding
from assessor_app.practice.assignments import Allotment, new_row
from assessor_app.practice.codes import code_for
from assessor_app.practice.sample import MicroCredential, read_sample
from assessor_app.practice.site import Site, open_site
from assessor_app.practice.tables import ARTIFACT, ASSIGNMENT, DOCUMENT, DOCUMENT_VERSION, VISIBLE
from assessor_app.wire.canonical import body_digest, digest
from assessor_app.wire.changes import (
    KIND_ACHIEVEMENT,
    KIND_ASSIGNMENT,
    KIND_POLICY,
    KIND_RUBRIC,
    KIND_SUBMISSION,
    UPSERT,
)
from assessor_app.wire.submission import PartDoc, SubmissionDoc

MANY = "many"
_DAYS_AHEAD = 60
_OVERVIEW = "A lesson of one of many classes."


def seed_many(data_dir: Path, wanted: int, *, sample: Path | None = None) -> None:
    """Give assessor-1 `wanted` more open assignments, each with a submission of its own (a text and a clip).

    A new server gets the sample's micro-credentials for it, and is not filled with sample work later.
    """
    site = open_site(data_dir, sample)
    try:
        with site.database.write() as connection:
            _fill(connection, site, wanted)
    finally:
        site.close()


@dataclass(slots=True)
class Rows:
    """What is written at once at the end, table by table."""

    of: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: Table, row: Mapping[str, Any]) -> None:
        self.of.setdefault(table, []).append(dict(row))


@dataclass(frozen=True, slots=True)
class Template:
    """What all submissions of one micro-credential share: ids of the objects, the clip."""

    ids: Mapping[str, str]
    clip: Mapping[str, Any]


def _fill(connection: Connection, site: Site, wanted: int) -> None:
    templates = list(_templates(connection, site))
    assessor_id = seeding.assessor_id(connection, seeding.FIRST)
    for template in templates:
        for kind, object_id in template.ids.items():
            revision = documents.get(connection, kind, object_id).revision
            ledger.show_if_unseen(connection, assessor_id, kind, object_id, revision)
    taken = set(connection.execute(select(ASSIGNMENT.c.code)).scalars())
    seqs = count(facts.take_seqs(connection, 2 * wanted))
    rows, now = Rows(), site.clock()
    for n in range(wanted):
        template = templates[n % len(templates)]
        due_at = now + timedelta(days=1 + n % _DAYS_AHEAD)
        _add_one(rows, template, assessor_id, seqs, taken, due_at)
    for table, values in rows.of.items():
        connection.execute(table.insert(), values)
    if facts.find(connection, facts.SEED) is None:
        facts.put(connection, facts.SEED, MANY)


def _templates(connection: Connection, site: Site) -> Iterator[Template]:
    sample = read_sample(site.sample)
    clips = {
        given.micro_credential: part
        for given in sample.submissions
        for part in given.parts
        if str(part["media_type"]).startswith(("video/", "audio/"))
    }
    for slug, credential in sample.micro_credentials.items():
        ids = _published(connection, credential)
        if ids is None:
            ids = seeding.publish_micro_credential(connection, credential, site.clock())
        clip = clips[slug]
        yield Template(ids, seeding.store_file(connection, site.sample, clip["file"], clip["media_type"]))


def _published(connection: Connection, credential: MicroCredential) -> dict[str, str] | None:
    ids = seeding.object_ids(credential)
    found = [documents.find(connection, kind, object_id) for kind, object_id in ids.items()]
    return ids if all(found) else None


def _add_one(
    rows: Rows, template: Template, assessor_id: str, seqs: "count[int]", taken: set[str], due_at: datetime
) -> None:
    submission_id, assignment_id = new_id(), new_id()
    document = _submission(submission_id, template).document()
    version = {"kind": KIND_SUBMISSION, "object_id": submission_id, "revision": 1}
    version |= {"digest": digest(document), "body": json.dumps(document)}
    rows.add(DOCUMENT, {**version, "slug": submission_id})
    rows.add(DOCUMENT_VERSION, version)
    rows.add(ARTIFACT, {"submission_id": submission_id, "n": 2, "media_id": template.clip["media_id"]})
    allotment = Allotment(
        assessor_id=assessor_id,
        role="assess",
        attempt=1,
        submission_id=submission_id,
        rubric_id=template.ids[KIND_RUBRIC],
        achievement_id=template.ids[KIND_ACHIEVEMENT],
        policy_id=template.ids[KIND_POLICY],
        due_at=due_at,
    )
    rows.add(ASSIGNMENT, new_row(allotment, assignment_id, _free_code(assignment_id, taken)))
    for kind, object_id in ((KIND_SUBMISSION, submission_id), (KIND_ASSIGNMENT, assignment_id)):
        shown = {"assessor_id": assessor_id, "kind": kind, "object_id": object_id}
        rows.add(VISIBLE, {**shown, "revision": 1, "seq": next(seqs), "op": UPSERT, "reason": None})


def _submission(submission_id: str, template: Template) -> SubmissionDoc:
    text = PartDoc(
        id=seeding.part_id(submission_id, 1),
        n=1,
        part="overview",
        name="Overview",
        media_type="text/plain",
        size=len(_OVERVIEW),
        sha256=body_digest(_OVERVIEW.encode()),
        text=_OVERVIEW,
    )
    clip = seeding.file_part(submission_id, 2, {"part": "artifact", "name": "Lesson video"}, template.clip)
    return SubmissionDoc(id=submission_id, attempt=1, parts=(text, clip))


def _free_code(assignment_id: str, taken: set[str]) -> str:
    code = next(code for attempt in count() if (code := code_for(assignment_id, attempt)) not in taken)
    taken.add(code)
    return code
