"""What the model's issuing server tells its laptops."""

import json
from datetime import UTC, datetime
from typing import Any

from assessor_app.adapters.http import Reply
from assessor_app.domain.digests import visible_digest
from assessor_app.wire.discovery import Discovery, Health, Profile
from assessor_app.wire.headers import revision_etag
from assessor_app.wire.signing import sign_compact, sign_detached
from tests.model import published
from tests.model.fake_desk import OBJECTS, SERVER_ID, TOKENS, URL, Desk, Entity, Refusal, Version


class Reading(Desk):
    """Every GET of the protocol that a laptop of an assessor uses."""

    def read(self, laptop: str, assessor: str, parts: list[str], query: str) -> Reply:
        match parts:
            case ["assignments", assignment_id, "assessments"]:
                return self._list(laptop, assignment_id)
            case ["assignments", assignment_id, "annotations"]:
                return self._marks(laptop, assignment_id)
            case ["assignments", assignment_id, ("assessments" | "annotations") as kind, entity_id]:
                return self._stored(laptop, (assignment_id, kind, entity_id))
            case ["submissions", _, "artifacts", _, "manifest"]:
                return json_reply(published.manifest())
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
                return json_reply(Profile(id=assessor).document())
            case "changes":
                return self._changes(assessor, query)
            case "snapshot":
                self.snapshots += 1
                return json_reply(self._snapshot(assessor))
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
        return json_reply(answer.model_copy(update={"signature": signature}).document())

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
        return json_reply(page | {"digest": self.digest_of(assessor)})

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
        return json_reply(self.world.documents[key], self.world.shown[key][1])

    def _stored(self, laptop: str, entity: Entity) -> Reply:
        version = self.current(entity)
        if version is None or version.document is None:
            raise Refusal(404, "not-found")
        self.saw(laptop, entity, version)
        if entity[1] == "annotations":
            return json_reply(version.document, version.revision)
        return json_reply(self._assessment(entity[0], version), version.revision)

    def _list(self, laptop: str, assignment_id: str) -> Reply:
        listed = []
        for entity, versions in self.world.versions.items():
            if entity[:2] == (assignment_id, "assessments"):
                self.saw(laptop, entity, versions[-1])
                listed.append(self._assessment(assignment_id, versions[-1]))
        return json_reply({"assessments": listed})

    def _marks(self, laptop: str, assignment_id: str) -> Reply:
        found = {e: v[-1] for e, v in self.world.versions.items() if e[:2] == (assignment_id, "annotations")}
        for entity, version in found.items():
            self.saw(laptop, entity, version)
        live = [version.document for version in found.values() if version.document is not None]
        return json_reply({"annotations": live}, sum(version.revision for version in found.values()))

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


def json_reply(document: dict[str, Any], revision: int | None = None) -> Reply:
    headers = {"content-type": "application/json"} | ({"etag": revision_etag(revision)} if revision is not None else {})
    return Reply(200, headers, json.dumps(document).encode())
