"""What the model's issuing server knows, and what the issuing organisation does at its desk."""

import pickle
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from joserfc.jwk import OKPKey

from assessor_app.adapters.http import Reply
from assessor_app.wire.discovery import ServerKey
from assessor_app.wire.signing import thumbprint
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
    """A no in the protocol's words."""

    def __init__(self, status: int, problem: str, current: Version | None = None) -> None:
        self.status = status
        self.problem = problem
        self.current = current
        super().__init__(problem)


class Desk:
    """`wrongs` are sentences about what a laptop did that no laptop may do.

    `taken`: keys and digests of bodies that had an effect.
    """

    server_id = SERVER_ID
    badges: Callable[[], Any] | None = None
    """How certifications are read; None: nobody asks for any."""

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
            self.show(assignment_id)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"key": self.key.as_dict(private=True)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state | {"key": OKPKey.import_key(state["key"])})

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
            self.show(assignment_id)

    def change_rubric(self) -> None:
        revision = self.world.shown["rubric", published.RUBRIC_ID][1]
        self._publish("rubric", published.RUBRIC_ID, published.rubric(revision + 1))
        for assignment_id, case in self.world.cases.items():
            if case.state != "withdrawn":
                self.show(assignment_id)

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

    # ---- bookkeeping

    def saw(self, laptop: str, entity: Entity, version: Version) -> None:
        self._seen.add((laptop, entity, version.op_id))

    def _publish(self, kind: str, item: str, document: dict[str, Any]) -> None:
        self.world.documents[kind, item] = document
        self._note(kind, item, "upsert", "")

    def show(self, assignment_id: str) -> None:
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
