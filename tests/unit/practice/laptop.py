"""A laptop as the server sees it: plain HTTP requests with a token, and nothing of the application's own client."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import requests

from assessor_app.domain.ids import new_id
from assessor_app.wire.canonical import body_digest, canonical_bytes, digest
from assessor_app.wire.problem import TYPE_BASE
from tests.unit.practice import tiny_sample

TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation as it was sent."""

    annotation_id: str
    document: dict[str, Any]

    @property
    def reference(self) -> dict[str, Any]:
        return {"id": self.annotation_id, "revision": self.document["revision"], "sha256": digest(self.document)}


class Laptop:
    """One assessor's token on one server."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self._token = token

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.send("GET", path, None, headers)

    def document(self, path: str) -> Any:
        reply = self.get(path)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def put(
        self,
        path: str,
        document: Any,
        *,
        revision: int | None = None,
        op_id: str | None = None,
        without: tuple[str, ...] = (),
    ) -> requests.Response:
        """PUT with a fresh key, If-Match of `revision` or If-None-Match: *; `without` leaves headers out."""
        body = document if isinstance(document, bytes) else canonical_bytes(document)
        return self.send("PUT", path, body, self._headers(revision, op_id, without))

    def delete(self, path: str, *, revision: int | None = None, op_id: str | None = None) -> requests.Response:
        return self.send("DELETE", path, None, self._headers(revision, op_id, ()))

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> requests.Response:
        names = {"Authorization": f"Bearer {self._token}", "Accept-Encoding": "identity"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.request(method, self.url + path, data=body, headers=names | named, timeout=TIMEOUT_S)

    def _headers(self, revision: int | None, op_id: str | None, without: tuple[str, ...]) -> dict[str, str]:
        headers = {"Idempotency-Key": op_id or new_id(), "Content-Type": "application/json"}
        headers |= {"If-None-Match": "*"} if revision is None else {"If-Match": f'"r{revision}"'}
        return {name: value for name, value in headers.items() if name not in without}


class Desk:
    """One assignment on a laptop: makes well-formed marks and assessments for it."""

    def __init__(self, laptop: Laptop, assignment_id: str) -> None:
        self.laptop = laptop
        self.assignment_id = assignment_id
        self.home = f"/assignments/{assignment_id}"
        self.assignment = laptop.document(self.home)
        self.slug = self.assignment["achievement"]["id"].rsplit("/", 1)[-1]

    @property
    def parts(self) -> list[dict[str, Any]]:
        return list(self.laptop.document(self.assignment["submission"]["href"])["parts"])

    def mark(self, criterion: int | None = 1, **changed: Any) -> Mark:
        """An annotation that fits this assignment, not sent yet."""
        part = self.parts[2]
        now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        annotation_id = new_id()
        tag = {"type": "SpecificResource", "purpose": "tagging"}
        bodies = [{"type": "TextualBody", "purpose": "commenting", "value": "Four seconds."}]
        if criterion is not None:
            bodies.append({**tag, "source": tiny_sample.criterion_uri(self.slug, criterion)})
        document = {
            "@context": ["http://www.w3.org/ns/anno.jsonld"],
            "id": f"urn:uuid:{annotation_id}",
            "type": "Annotation",
            "motivation": "assessing",
            "created": now,
            "modified": now,
            "body": bodies,
            "target": {
                "source": part["id"],
                "digest": part["sha256"],
                "selector": {"type": "FragmentSelector", "value": "t=0.5,0.75"},
            },
            "mark_type": "strength",
            "revision": 1,
        }
        return Mark(annotation_id, document | changed)

    def send_mark(self, mark: Mark, **options: Any) -> requests.Response:
        return self.laptop.put(f"{self.home}/annotations/{mark.annotation_id}", mark.document, **options)

    def sent_mark(self, criterion: int = 1) -> Mark:
        mark = self.mark(criterion)
        assert self.send_mark(mark).status_code == 201
        return mark

    def assessment(
        self, marks: tuple[Mark, ...] = (), levels: tuple[int, int] = (2, 3), **changed: Any
    ) -> dict[str, Any]:
        """A final that fits this assignment if one mark for each criterion is given, not sent yet."""
        results = []
        for n, level in enumerate(levels, start=1):
            criterion = tiny_sample.criterion_uri(self.slug, n)
            cited = [m.annotation_id for m in marks if m.document["body"][-1].get("source") == criterion]
            results.append(
                {
                    "type": ["Result"],
                    "resultDescription": tiny_sample.result_id(self.slug, n),
                    "criterion": criterion,
                    "achievedLevel": tiny_sample.level_uri(self.slug, n, level),
                    "rationale": "Seen twice.",
                    "cited": cited,
                }
            )
        return {
            "id": new_id(),
            "state": "final",
            "attempt": self.assignment["attempt"],
            "submission_digest": self.assignment["submission"]["digest"],
            "rubric_digest": self.assignment["rubric"]["digest"],
            "policy_digest": self.assignment["policy"]["digest"],
            "results": results,
            "feedback": "Well done.",
            "decision": "not-yet",
            "annotations": [mark.reference for mark in marks],
            "updated_at": "2026-11-21T10:00:00Z",
            "declared_at": "2026-11-21T09:00:00Z",
        } | changed

    def send_assessment(self, document: dict[str, Any], **options: Any) -> requests.Response:
        return self.laptop.put(f"{self.home}/assessments/{document['id']}", document, **options)

    def send_final(self, levels: tuple[int, int] = (2, 3)) -> tuple[dict[str, Any], requests.Response]:
        """Mark both criteria and send a final that cites the marks."""
        document = self.assessment((self.sent_mark(1), self.sent_mark(2)), levels)
        return document, self.send_assessment(document)


def problem(reply: requests.Response) -> str:
    """The name of the problem a reply reports, after checking that it is a whole problem document."""
    assert reply.headers["Content-Type"] == "application/problem+json", reply.text
    document = reply.json()
    assert document["status"] == reply.status_code
    assert document["title"]
    assert document["type"].startswith(TYPE_BASE)
    return str(document["type"].removeprefix(TYPE_BASE))


def pointers(reply: requests.Response) -> list[str]:
    return [error["pointer"] for error in reply.json()["errors"]]


def body_hash(document: Any) -> str:
    return body_digest(document if isinstance(document, bytes) else canonical_bytes(document))


def as_json(document: Any) -> bytes:
    return json.dumps(document).encode()
