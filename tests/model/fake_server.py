"""An issuing server in a few dictionaries: the protocol's rules for writes, and what it sees going wrong.

It stands below the real adapter, in the place of HTTP: receipts are signed, epochs and revisions are real.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from joserfc.jwk import OKPKey

from assessor_app.adapters.http import Reply
from assessor_app.wire.canonical import body_digest, digest
from assessor_app.wire.headers import SERVER_EPOCH, SERVER_TIME, etag_revision
from assessor_app.wire.problem import MEDIA_TYPE, TYPE_BASE
from assessor_app.wire.receipt import ReceiptDoc
from assessor_app.wire.signing import sign_detached
from tests.model import published
from tests.model.fake_desk import SERVER_ID, TOKENS, Entity, Refusal, Version
from tests.model.fake_reading import Reading, json_reply


class FakeServer(Reading):
    """Answers requests as they come out of the adapter."""

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
                return self._stamped(self.read(laptop, assessor, parts, query))
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
            self.show(entity[0])
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
        return json_reply(unsigned.model_copy(update={"signature": signature}).document(), version.revision)

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
