"""The real practice server in the place of the fake one: the same laptops, scenarios and checks, over real HTTP."""

import base64
import json
import pickle
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests

from assessor_app.adapters.http import Reply
from assessor_app.adapters.open_badges.reader import OpenBadges
from assessor_app.practice import control
from assessor_app.wire.canonical import body_digest
from assessor_app.wire.changes import KIND_RUBRIC
from tests.fakes.practice_process import PracticeProcess, made_server
from tests.model import published
from tests.model.fake_desk import TOKENS, URL, Case, Entity, Version
from tests.model.fake_server import FakeServer

PERSON = "assessor-1"
TIMEOUT_S = 30


def made_model_server(folder: Path, cases: int) -> Path:
    """The data of a practice server that publishes what the model's does; it never ran."""
    sample = folder / "sample"
    home = sample / "micro_credentials" / "short"
    home.mkdir(parents=True)
    (sample / "sound.wav").write_bytes(published.RECORDING)
    part = {"n": 1, "part": "artifact", "name": "Recording", "media_type": "audio/wav", "file": "sound.wav"}
    given = {"key": "s1", "micro_credential": "short", "candidate_key": "k", "candidate": "C", "parts": [part]}
    documents = {"achievement": published.achievement(), "rubric": published.rubric(), "policy": published.policy()}
    for name, document in {**documents, "about": {}}.items():
        (home / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    placed = given | {"school": "S", "district": "D"}
    (sample / "submissions.json").write_text(json.dumps([placed]), encoding="utf-8")
    data = made_server(folder / "made", sample)
    first = control.assignments_of(data, PERSON)[0]
    for _ in range(cases - 1):
        control.new_case(data, first, {PERSON: "assess"})
    return data


class RealServer(FakeServer):
    """What it cannot see of a real server (overwriting unseen, doubled effects) the server's own versions tell."""

    badges = OpenBadges

    def __init__(self, process: PracticeProcess) -> None:
        super().__init__(0)
        self.process = process
        self._made_by: dict[str, str] = {}
        self.world.cases = {each: Case("") for each in control.assignments_of(process.data_dir, PERSON)}
        token = self._get("/.well-known/assessment-exchange").text
        payload = token.split(".")[1]
        self.server_id = json.loads(_decoded(payload))["server_id"]

    # ---- the issuing organisation

    def backup(self) -> bytes:
        with sqlite3.connect(self.process.data_dir / "practice.db") as source:
            return pickle.dumps(source.serialize())

    def restore(self, backup: bytes) -> None:
        self.process.stop()
        database = self.process.data_dir / "practice.db"
        for old in database.parent.glob("practice.db*"):
            old.unlink()
        database.write_bytes(pickle.loads(backup))
        control.rotate_epoch(self.process.data_dir)
        self.process.start()

    def withdraw(self, assignment_id: str, reason: str = "Consent was taken back.") -> None:
        control.withdraw(self.process.data_dir, assignment_id, reason)

    def give_back(self, assignment_id: str) -> None:
        control.return_assignment(self.process.data_dir, assignment_id, "Look again.")

    def change_rubric(self) -> None:
        rubric = control.published(self.process.data_dir, KIND_RUBRIC)[0]
        rubric["CFRubricCriteria"][0]["description"] += " And more."
        control.revise(self.process.data_dir, KIND_RUBRIC, rubric["identifier"], rubric)

    # ---- what it has

    def digest_of(self, assessor: str) -> str:
        return str(self._get("/snapshot").json()["digest"])

    def final_of(self, assignment_id: str) -> list[Version]:
        stored = self._assessments(assignment_id)
        return [each for each in stored if each.document is not None and each.document["state"] == "final"]

    def current(self, entity: Entity) -> Version | None:
        if entity[1] != "assessments":
            return None
        return next((each for each in self._assessments(entity[0])), None)

    def answer(
        self, laptop: str, token: str, request: tuple[str, str], body: bytes, headers: Mapping[str, str]
    ) -> Reply:
        method, path = request[0], request[1].removeprefix(self.process.url)
        if path.startswith("/snapshot"):
            self.snapshots += 1
        reply = self._send(method, path, body, dict(headers), TOKENS[str(token)])
        if method != "GET" and reply.ok:
            self.taken |= {headers["Idempotency-Key"], body_digest(body)}
            self._made_by[headers["Idempotency-Key"]] = laptop
        return Reply(reply.status_code, {name.lower(): value for name, value in reply.headers.items()}, reply.content)

    def _assessments(self, assignment_id: str) -> list[Version]:
        listed = self._get(f"/assignments/{quote(assignment_id, safe='')}/assessments").json()["assessments"]
        return [_version(each, self._made_by.get(each["op_id"], "")) for each in listed]

    def _get(self, path: str) -> requests.Response:
        return self._send("GET", path, b"", {})

    def _send(
        self, method: str, path: str, body: bytes, headers: dict[str, str], person: str = PERSON
    ) -> requests.Response:
        known = {"Authorization": f"Bearer {self.process.tokens[person]}", "Host": URL.partition("//")[2]}
        return requests.request(
            method, self.process.url + path, data=body or None, headers=headers | known, timeout=TIMEOUT_S
        )


def _version(stored: dict[str, Any], laptop: str) -> Version:
    held = stored.get("reason") or ""
    return Version(stored["revision"], stored["op_id"], "", laptop, stored["assessment"], held)


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
