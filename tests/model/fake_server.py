"""An issuing server in a few dictionaries: the protocol's rules for writes, and what it sees going wrong.

It stands below the real adapter, in the place of HTTP: receipts are signed, epochs and revisions are real.
"""

import json
import pickle
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from joserfc.jwk import OKPKey

from assessor_app.adapters.http import Reply
from assessor_app.domain.digests import visible_digest
from assessor_app.wire.canonical import body_digest, digest
from assessor_app.wire.discovery import Discovery, Health, Profile, ServerKey
from assessor_app.wire.headers import SERVER_EPOCH, SERVER_TIME, etag_revision, revision_etag
from assessor_app.wire.problem import MEDIA_TYPE, TYPE_BASE
from assessor_app.wire.receipt import ReceiptDoc
from assessor_app.wire.signing import sign_compact, sign_detached, thumbprint
from tests.model import published

URL = "http://127.0.0.1:9"
SERVER_ID = f"{published.BASE}/server"
TOKENS = {"token-1": "assessor-1", "token-2": "assessor-2"}
OBJECTS = {
    "assignments": "assignment",
    "rubrics": "rubric",
    "achievements": "achievement",
    "policies": "policy",
    "submissions": "submission",
}

Entity = tuple[str, str, str]
"""(assignment id, annotations or assessments or return, id)."""


@dataclass
class Version:
    """`laptop` wrote it. `document` None: a tombstone."""

    revision: int
    op_id: str
    sha256: str
    laptop: str
    document: dict[str, Any] | None
    held: str = ""


@dataclass
class Case:
    """One assignment of assessor-1."""

    submission_id: str
    state: str = "open"
    final_id: str = ""
    returned: dict[str, Any] | None = None
    is_handed_back: bool = False


@dataclass
class World:
    """All that a backup holds."""

    seq: int = 0
    documents: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    shown: dict[tuple[str, str], tuple[int, int, str, str]] = field(default_factory=dict)
    """(kind, id) -> (seq, revision, op, reason)."""

    cases: dict[str, Case] = field(default_factory=dict)
    versions: dict[Entity, list[Version]] = field(default_factory=dict)
    replies: dict[str, tuple[str, Reply]] = field(default_factory=dict)


class Refusal(Exception):
    def __init__(self, status: int, problem: str, current: Version | None = None) -> None:
        self.status = status
        self.problem = problem
        self.current = current
        super().__init__(problem)


class FakeServer:
    """`wrongs` are sentences about what a laptop did that no laptop may do.

    `taken`: keys and digests of bodies that had an effect.
    """

    def __init__(self, cases: int) -> None:
        self.key = OKPKey.generate_key("Ed25519")
        members = {name: str(self.key.as_dict()[name]) for name in ("kty", "crv", "x")}
        self.kid = thumbprint(members)
        self.shown_key = ServerKey(kid=self.kid, x=members["x"], valid_from=datetime(2026, 1, 1, tzinfo=UTC))
        self.epoch = "epoch-0"
        self.world = World()
        self.wrongs: list[str] = []
        self.taken: set[str] = set()
        self.snapshots = 0
        self._seen: set[tuple[str, Entity, str]] = set()
        self._publish("rubric", published.RUBRIC_ID, published.rubric())
        self._publish("achievement", published.ACHIEVEMENT_ID, published.achievement())
        self._publish("policy", published.POLICY_ID, published.policy())
        for number in range(cases):
            submission_id = f"urn:uuid:{uuid.UUID(int=100 + number)}"
            self._publish("submission", submission_id, published.submission(submission_id))
            assignment_id = f"urn:uuid:{uuid.UUID(int=number + 1)}"
            self.world.cases[assignment_id] = Case(submission_id)
            self._show(assignment_id)

    # ---- what the issuing organisation does at its desk

    def backup(self) -> bytes:
        return pickle.dumps(self.world)

    def restore(self, backup: bytes) -> None:
        self.world = pickle.loads(backup)
        self.epoch = f"epoch-{uuid.uuid4()}"

    def withdraw(self, assignment_id: str, reason: str = "Consent was taken back.") -> None:
        case = self.world.cases[assignment_id]
        if case.state != "withdrawn":
            case.state = "withdrawn"
            self._note("assignment", assignment_id, "withdraw", reason)

    def give_back(self, assignment_id: str) -> None:
        """Return a final to its assessor; nothing where there is none."""
        case = self.world.cases[assignment_id]
        if case.state == "closed" and case.final_id:
            case.returned = {"reason": "Look again.", "base_assessment": case.final_id}
            case.state, case.final_id = "returned", ""
            self._show(assignment_id)

    def change_rubric(self) -> None:
        revision = self.world.shown["rubric", published.RUBRIC_ID][1]
        self._publish("rubric", published.RUBRIC_ID, published.rubric(revision + 1))
        for assignment_id, case in self.world.cases.items():
            if case.state != "withdrawn":
                self._show(assignment_id)

    # ---- what laptops see and ask

    def current(self, entity: Entity) -> Version | None:
        return self.world.versions.get(entity, [None])[-1]

    def final_of(self, assignment_id: str) -> list[Version]:
        """The finals that are here of an assignment."""
        stored = (
            versions
            for (where, kind, _), versions in self.world.versions.items()
            if where == assignment_id and kind == "assessments"
        )
        return [v[-1] for v in stored if v[-1].document is not None and v[-1].document["state"] == "final"]

    def answer(
        self, laptop: str, token: str, request: tuple[str, str], body: bytes, headers: Mapping[str, str]
    ) -> Reply:
        """`request` is (method, path below the root with its query)."""
        method, path = request
        assessor = TOKENS.get(token, "")
        path, _, query = path.partition("?")
        parts = [unquote(part) for part in path.split("/") if part]
        is_public = parts[0] in (".well-known", "healthz")
        try:
            _must_be_signed_in(assessor, is_public=is_public)
            if method == "GET":
                return self._stamped(self._read(laptop, assessor, parts, query))
            return self._stamped(self._write(laptop, assessor, (method, path.strip("/"), parts), body, headers))
        except Refusal as refusal:
            return self._stamped(_problem(refusal))

    def forged(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """What somebody on the way would answer who knows everything but our key. Nothing is done."""
        other = OKPKey.generate_key("Ed25519")
        receipt = self._receipt(
            path.strip("/"), body, headers, Version(1, headers["Idempotency-Key"], "", "", {}), other
        )
        return self._stamped(receipt)

    # ---- reading

    def _read(self, laptop: str, assessor: str, parts: list[str], query: str) -> Reply:
        match parts:
            case ["assignments", assignment_id, "assessments"]:
                return self._list(laptop, assignment_id)
            case ["assignments", assignment_id, "annotations"]:
                return self._marks(laptop, assignment_id)
            case ["assignments", assignment_id, ("assessments" | "annotations") as kind, entity_id]:
                return self._stored(laptop, (assignment_id, kind, entity_id))
            case [kind, name] if kind in OBJECTS:
                return self._object(OBJECTS[kind], name)
        return self._told(assessor, parts[0], query)

    def _told(self, assessor: str, what: str, query: str) -> Reply:
        match what:
            case ".well-known":
                return self._discovery()
            case "healthz":
                return self._health(query.partition("=")[2])
            case "profile":
                return _json(Profile(id=assessor).document())
            case "changes":
                return self._changes(assessor, query)
            case "snapshot":
                self.snapshots += 1
                return _json(self._snapshot(assessor))
        raise Refusal(404, "not-found")

    def _discovery(self) -> Reply:
        issuer = {"id": f"{published.BASE}/issuer", "type": ["Profile"], "name": "Model"}
        document = Discovery(server_id=SERVER_ID, name="Model", issuer=issuer, api=URL, keys=(self.shown_key,))
        return Reply(
            200, {"content-type": "application/jose"}, sign_compact(document.document(), self.key, self.kid).encode()
        )

    def _health(self, nonce: str) -> Reply:
        answer = Health(
            nonce=nonce, server_id=SERVER_ID, server_time=datetime.now(UTC), server_epoch=self.epoch, signature=""
        )
        signature = sign_detached(answer.signed_part(), self.key, self.kid)
        return _json(answer.model_copy(update={"signature": signature}).document())

    def _changes(self, assessor: str, query: str) -> Reply:
        named = dict(part.split("=", 1) for part in query.split("&") if "=" in part)
        seq, _, epoch = named.get("cursor", f"0.{self.epoch}").partition(".")
        if epoch != self.epoch:
            raise Refusal(410, "cursor-expired")
        rows = sorted((row, key) for key, row in self._shown_to(assessor).items() if row[0] > int(seq))
        limit = int(named["limit"])
        entries = [self._entry(key, row) for row, key in rows[:limit]]
        last = entries[-1]["seq"] if entries else int(seq)
        page = {"changes": entries, "next_cursor": f"{last}.{self.epoch}", "has_more": len(rows) > limit}
        return _json(page | {"digest": self.digest_of(assessor)})

    def _entry(self, key: tuple[str, str], row: tuple[int, int, str, str]) -> dict[str, Any]:
        seq, revision, op, reason = row
        entry = {"seq": seq, "kind": key[0], "id": key[1], "revision": revision, "op": op}
        return entry | ({"object": self.world.documents[key]} if op == "upsert" else {"reason": reason})

    def _snapshot(self, assessor: str) -> dict[str, Any]:
        rows = self._visible(assessor)
        entries = [{"kind": kind, "id": item, "revision": revision} for kind, item, revision in rows]
        return {"entries": entries, "cursor": f"{self.world.seq}.{self.epoch}", "digest": visible_digest(rows)}

    def digest_of(self, assessor: str) -> str:
        return visible_digest(self._visible(assessor))

    def _visible(self, assessor: str) -> list[tuple[str, str, int]]:
        shown = self._shown_to(assessor).items()
        return [(kind, item, row[1]) for (kind, item), row in shown if row[2] == "upsert"]

    def _shown_to(self, assessor: str) -> dict[tuple[str, str], tuple[int, int, str, str]]:
        """All of it is the first assessor's."""
        return self.world.shown if assessor == TOKENS["token-1"] else {}

    def _object(self, kind: str, name: str) -> Reply:
        key = next((key for key in self.world.documents if key[0] == kind and key[1].rpartition("/")[2] == name), None)
        if key is None:
            raise Refusal(404, "not-found")
        if self.world.shown[key][2] != "upsert":
            raise Refusal(410, "withdrawn")
        return _json(self.world.documents[key], self.world.shown[key][1])

    def _stored(self, laptop: str, entity: Entity) -> Reply:
        version = self.current(entity)
        if version is None or version.document is None:
            raise Refusal(404, "not-found")
        self._saw(laptop, entity, version)
        if entity[1] == "annotations":
            return _json(version.document, version.revision)
        return _json(self._assessment(entity[0], version), version.revision)

    def _list(self, laptop: str, assignment_id: str) -> Reply:
        listed = []
        for entity, versions in self.world.versions.items():
            if entity[:2] == (assignment_id, "assessments"):
                self._saw(laptop, entity, versions[-1])
                listed.append(self._assessment(assignment_id, versions[-1]))
        return _json({"assessments": listed})

    def _marks(self, laptop: str, assignment_id: str) -> Reply:
        found = {e: v[-1] for e, v in self.world.versions.items() if e[:2] == (assignment_id, "annotations")}
        for entity, version in found.items():
            self._saw(laptop, entity, version)
        live = [version.document for version in found.values() if version.document is not None]
        return _json({"annotations": live}, sum(version.revision for version in found.values()))

    def _assessment(self, assignment_id: str, version: Version) -> dict[str, Any]:
        return {
            "assessment": version.document,
            "revision": version.revision,
            "op_id": version.op_id,
            "assessor": TOKENS["token-1"],
            "received_at": "2026-11-22T10:00:00Z",
            "disposition": "held_for_review" if version.held else "accepted",
            "assignment": assignment_id,
            "decision": "undecided",
        }

    # ---- writing

    def _write(
        self, laptop: str, assessor: str, request: tuple[str, str, list[str]], body: bytes, headers: Mapping[str, str]
    ) -> Reply:
        method, path, parts = request
        op_id = headers["Idempotency-Key"]
        fingerprint = f"{method} {path} {body_digest(body)}"
        stored = self.world.replies.get(op_id)
        if stored is not None:
            if stored[0] != fingerprint:
                self.wrongs.append(f"{laptop} used one key for two things")
                raise Refusal(422, "key-reused")
            return stored[1]
        if assessor != TOKENS["token-1"]:
            self.wrongs.append(f"{laptop} sent the first assessor's work as {assessor}")
            raise Refusal(403, "not-yours")
        version = self._apply(laptop, (method, parts), body, headers)
        reply = self._receipt(path, body, headers, version, self.key)
        self.world.replies[op_id] = (fingerprint, reply)
        self.taken |= {op_id, body_digest(body)}
        return reply

    def _apply(self, laptop: str, request: tuple[str, list[str]], body: bytes, headers: Mapping[str, str]) -> Version:
        document = json.loads(body) if body else None
        match request:
            case ("POST", ["events"]):
                return Version(1, headers["Idempotency-Key"], "", laptop, document)
            case ("PUT", ["devices", device]):
                return self._put(laptop, ("", "devices", device), body, headers, document)
            case ("PUT", ["assignments", assignment_id, "return"]):
                return self._hand_back(laptop, assignment_id, body, headers)
            case ("PUT" | "DELETE", ["assignments", assignment_id, "annotations", mark_id]):
                return self._put_mark(laptop, (assignment_id, "annotations", mark_id), body, headers, document)
            case ("PUT", ["assignments", assignment_id, "assessments", assessment_id]):
                return self._put_assessment(
                    laptop, (assignment_id, "assessments", assessment_id), body, headers, document or {}
                )
        raise Refusal(404, "not-found")

    def _put_mark(self, laptop: str, entity: Entity, body: bytes, headers: Mapping[str, str], document: Any) -> Version:
        self._must_be_workable(entity[0])
        current = self.current(entity)
        if document is None and current is None:
            raise Refusal(404, "not-found")
        _check(headers, current)
        case = self.world.cases[entity[0]]
        if case.final_id:
            raise Refusal(409, "already-final")
        return self._put(laptop, entity, body, headers, document)

    def _put_assessment(
        self, laptop: str, entity: Entity, body: bytes, headers: Mapping[str, str], document: dict[str, Any]
    ) -> Version:
        is_final = document["state"] == "final"
        case = self.world.cases[entity[0]]
        if not is_final:
            self._must_be_workable(entity[0])
        _check(headers, self.current(entity))
        if case.final_id:
            raise Refusal(409, "already-final")
        held = "It was withdrawn." if case.state == "withdrawn" else ""
        if not held:
            self._must_fit(entity[0], document)
        version = self._put(laptop, entity, body, headers, document)
        version.held = held
        if is_final and not held:
            case.state, case.final_id, case.returned = "closed", entity[2], None
            self._show(entity[0])
        return version

    def _must_fit(self, assignment_id: str, document: dict[str, Any]) -> None:
        if document["rubric_digest"] != digest(self.world.documents["rubric", published.RUBRIC_ID]):
            raise Refusal(409, "rubric-changed")
        for reference in document.get("annotations", ()):
            mark = self.current((assignment_id, "annotations", reference["id"].removeprefix("urn:uuid:")))
            if mark is None or mark.document is None or digest(mark.document) != reference["sha256"]:
                self.wrongs.append("a final lists a mark that the server does not have like that")
                raise Refusal(422, "reference-error")

    def _hand_back(self, laptop: str, assignment_id: str, body: bytes, headers: Mapping[str, str]) -> Version:
        case = self.world.cases[assignment_id]
        if case.state == "withdrawn":
            raise Refusal(410, "withdrawn")
        if case.final_id:
            raise Refusal(409, "already-final")
        version = self._put(laptop, (assignment_id, "return", assignment_id), body, headers, json.loads(body))
        case.is_handed_back = True
        self.withdraw(assignment_id, "You handed it back.")
        return version

    def _put(self, laptop: str, entity: Entity, body: bytes, headers: Mapping[str, str], document: Any) -> Version:
        current = self.current(entity)
        sha256 = body_digest(body)
        if current is not None:
            self._watch(laptop, entity, current, sha256)
        version = Version(
            (current.revision if current else 0) + 1, headers["Idempotency-Key"], sha256, laptop, document
        )
        self.world.versions.setdefault(entity, []).append(version)
        return version

    def _watch(self, laptop: str, entity: Entity, current: Version, sha256: str) -> None:
        if current.laptop == laptop and current.sha256 == sha256:
            self.wrongs.append(f"{laptop} made the same thing take effect twice: {entity[1]}")
        if current.laptop != laptop and (laptop, entity, current.op_id) not in self._seen:
            self.wrongs.append(f"{laptop} overwrote what it had not seen: {entity[1]}")

    def _must_be_workable(self, assignment_id: str) -> None:
        if self.world.cases[assignment_id].state == "withdrawn":
            raise Refusal(410, "withdrawn")

    def _receipt(self, path: str, body: bytes, headers: Mapping[str, str], version: Version, key: OKPKey) -> Reply:
        unsigned = ReceiptDoc(
            op_id=headers["Idempotency-Key"],
            resource=path,
            server_id=SERVER_ID,
            kid=self.kid,
            body_sha256=body_digest(body),
            revision=version.revision,
            received_at=datetime.now(UTC),
            server_epoch=self.epoch,
            disposition="held_for_review" if version.held else "accepted",
            reason=version.held or None,
        )
        signature = sign_detached(unsigned.signed_part(), key, self.kid)
        return _json(unsigned.model_copy(update={"signature": signature}).document(), version.revision)

    # ---- bookkeeping

    def _saw(self, laptop: str, entity: Entity, version: Version) -> None:
        self._seen.add((laptop, entity, version.op_id))

    def _publish(self, kind: str, item: str, document: dict[str, Any]) -> None:
        self.world.documents[kind, item] = document
        self._note(kind, item, "upsert", "")

    def _show(self, assignment_id: str) -> None:
        case = self.world.cases[assignment_id]
        linked = {
            "submission": ("submission", case.submission_id),
            "rubric": ("rubric", published.RUBRIC_ID),
            "achievement": ("achievement", published.ACHIEVEMENT_ID),
            "policy": ("policy", published.POLICY_ID),
        }
        links = {name: self.world.documents[key] for name, key in linked.items()}
        document = published.assignment(assignment_id, case.state, case.returned, links)
        revision = self.world.shown.get(("assignment", assignment_id), (0, 0))[1] + 1
        self._publish("assignment", assignment_id, document | {"revision": revision})

    def _note(self, kind: str, item: str, op: str, reason: str) -> None:
        self.world.seq += 1
        revision = self.world.shown.get((kind, item), (0, 0))[1] + 1
        self.world.shown[kind, item] = (self.world.seq, revision, op, reason)

    def _stamped(self, reply: Reply) -> Reply:
        stamp = {SERVER_EPOCH.lower(): self.epoch, SERVER_TIME.lower(): datetime.now(UTC).isoformat()}
        return Reply(reply.status, dict(reply.headers) | stamp, reply.body)


def _must_be_signed_in(assessor: str, *, is_public: bool) -> None:
    if not assessor and not is_public:
        raise Refusal(401, "sign-in-required")


def _check(headers: Mapping[str, str], current: Version | None) -> None:
    is_there = current is not None and current.document is not None
    if headers.get("If-None-Match") == "*" and is_there:
        raise Refusal(412, "stale-revision", current)
    if_match = headers.get("If-Match")
    if if_match is not None and (current is None or etag_revision(if_match) != current.revision):
        raise Refusal(412, "stale-revision", current)


def _json(document: dict[str, Any], revision: int | None = None) -> Reply:
    headers = {"content-type": "application/json"} | ({"etag": revision_etag(revision)} if revision is not None else {})
    return Reply(200, headers, json.dumps(document).encode())


def _problem(refusal: Refusal) -> Reply:
    document: dict[str, Any] = {
        "type": TYPE_BASE + refusal.problem,
        "title": refusal.problem.replace("-", " ").capitalize(),
        "status": refusal.status,
    }
    if refusal.current is not None:
        current = refusal.current
        document["current"] = {"revision": current.revision, "op_id": current.op_id, "body_sha256": current.sha256}
        if current.document is not None:
            disposition = "held_for_review" if current.held else "accepted"
            document["current"] |= {"state": current.document.get("state"), "disposition": disposition}
    return Reply(refusal.status, {"content-type": MEDIA_TYPE}, json.dumps(document).encode())
