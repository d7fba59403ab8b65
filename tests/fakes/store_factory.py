"""A real encrypted store in a temporary folder, and a small world of server, rubric and submissions to put in it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from assessor_app.domain.annotation import MarkType, TimeSelector
from assessor_app.domain.declaration import Declaration
from assessor_app.domain.ids import new_id
from assessor_app.domain.policy import ConditionCode, Policy
from assessor_app.domain.rubric import Achievement, Criterion, Level, Rubric
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Artifact, Assignment, AssignmentState, PartKind, Role, Submission
from assessor_app.services.annotate import NewMark
from assessor_app.services.exchange_ports import RemoteChange, RemoteObject
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.store.profile_store import Store, open_store
from tests.fakes.plain_codec import PlainCodec

RAW_KEY = bytes(range(32))
START = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
SERVER_ID = "https://riverside.example/server"
RUBRIC_ID = "https://riverside.example/rubrics/wait-time"
ACHIEVEMENT_ID = "https://riverside.example/achievements/wait-time"
POLICY_ID = "https://riverside.example/policies/wait-time"
LEVELS = ("Not yet", "Progressing", "Demonstrated")
CRITERIA = ("Asks open questions", "Waits three seconds", "Builds on answers")


@contextmanager
def make_store(folder: Path, raw_key: bytes = RAW_KEY) -> Iterator[Store]:
    """Open `folder`/profile.db with `.factory` and `.reads`; closed at the end."""
    store = open_store(folder / "profile.db", raw_key)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def make_copied_store(folder: Path) -> Iterator[Store]:
    """The same; a new file is a copy of one that was made once, for tests of what is done with it."""
    file = folder / "profile.db"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(_new_file())
    with make_store(folder) as store:
        yield store


@cache
def _new_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        with make_store(Path(folder)):
            pass
        return (Path(folder) / "profile.db").read_bytes()


@dataclass
class Clock:
    """Stands still until told to move."""

    time: datetime = START

    def now(self) -> datetime:
        return self.time

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class Bench:
    """Tools for editing services with a clock in the test's hands."""

    clock: Clock = field(default_factory=Clock)

    @property
    def tools(self) -> Tools:
        codec = PlainCodec()
        return Tools(now=self.clock.now, new_id=new_id, codec_of=lambda _adapter: codec)


def criterion_id(number: int) -> str:
    return f"{RUBRIC_ID}/criteria/{number}"


def level_id(number: int, name: str = "Demonstrated") -> str:
    return f"{criterion_id(number)}/levels/{LEVELS.index(name)}"


def a_server(server_id: str = SERVER_ID, name: str = "Riverside") -> IssuingServer:
    return IssuingServer(
        server_id=server_id,
        name=name,
        base_url="https://riverside.example",
        api_url="https://riverside.example/api",
        adapter="assessment-exchange",
        server_epoch="epoch-1",
        keys='{"keys":[]}',
        cursor="",
        assessor_id="assessor-1",
        roles=("assessor",),
    )


def a_rubric(version: str = "1") -> Rubric:
    criteria = tuple(
        Criterion(
            criterion_id=criterion_id(number),
            number=number,
            name=name,
            description=f"{name}, version {version}",
            weight=Decimal("0.10"),
            levels=tuple(
                Level(level_id(number, level), level, f"{level} of {name}", Decimal(position), position)
                for position, level in enumerate(LEVELS)
            ),
        )
        for number, name in enumerate(CRITERIA, start=1)
    )
    return Rubric(RUBRIC_ID, "Wait time", f"rubric-digest-{version}", criteria)


def an_achievement() -> Achievement:
    required = tuple((criterion_id(number), level_id(number, "Progressing")) for number in (1, 2, 3))
    return Achievement(ACHIEVEMENT_ID, "Wait time", "Waits after a question.", "achievement-digest", required)


def a_policy() -> Policy:
    codes = (ConditionCode("no-audio", "No audio", "criterion is left out"),)
    return Policy(POLICY_ID, "1", "policy-digest", condition_codes=codes)


def a_submission(submission_id: str = "submission-1") -> Submission:
    def artifact(number: int, part: PartKind, name: str, media_type: str, size: int, text: str | None) -> Artifact:
        return Artifact(
            artifact_id=f"{submission_id}/artifacts/{number}",
            number=number,
            part=part,
            name=name,
            media_type=media_type,
            sha256=f"{number:064}",
            size=size,
            duration_us=180_000_000 if media_type == "video/mp4" else None,
            text=text,
            href=None if text else f"submissions/{submission_id}/artifacts/{number}",
        )

    return Submission(
        submission_id,
        f"digest-of-{submission_id}",
        (
            artifact(1, PartKind.ARTIFACT, "Lesson video", "video/mp4", 9_000_000, None),
            artifact(2, PartKind.ARTIFACT, "Lesson plan", "application/pdf", 40_000, None),
            artifact(3, PartKind.REFLECTION, "Reflection", "text/plain", 0, "I waited longer than I thought."),
        ),
    )


def an_assignment(
    assignment_id: str = "assignment-1",
    submission_id: str = "submission-1",
    state: AssignmentState = AssignmentState.OPEN,
    server_id: str = SERVER_ID,
) -> Assignment:
    return Assignment(
        assignment_id=assignment_id,
        server_id=server_id,
        code="4F2A7K9",
        micro_credential="Wait time",
        role=Role.ASSESS,
        state=state,
        attempt=1,
        due_at=START + timedelta(days=3),
        lease_until_at=START + timedelta(days=2),
        submission_id=submission_id,
        rubric_id=RUBRIC_ID,
        achievement_id=ACHIEVEMENT_ID,
        policy_id=POLICY_ID,
        revision=1,
    )


def arrives(kind: str, entity_id: str, document: RemoteObject | None, revision: int = 1) -> RemoteChange:
    return RemoteChange(kind, entity_id, revision, is_withdrawal=False, document=document)


def put_world(
    uow: UnitOfWork, assignment_ids: tuple[str, ...] = ("assignment-1",), *, is_declared: bool = True
) -> None:
    """One server, one rubric with three criteria, and a submission of its own for each assignment.

    The assessor has said already that they know nobody in them, unless `is_declared` says otherwise.
    """
    uow.servers.put(a_server())
    uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, a_rubric()))
    uow.remote.put(SERVER_ID, arrives("achievement", ACHIEVEMENT_ID, an_achievement()))
    uow.remote.put(SERVER_ID, arrives("policy", POLICY_ID, a_policy()))
    for number, assignment_id in enumerate(assignment_ids, start=1):
        submission = a_submission(f"submission-{number}")
        uow.remote.put(SERVER_ID, arrives("submission", submission.submission_id, submission))
        assignment = an_assignment(assignment_id, submission.submission_id)
        uow.remote.put(SERVER_ID, arrives("assignment", assignment_id, assignment))
        if is_declared:
            uow.declarations.put(Declaration(assignment_id, START))


@contextmanager
def make_world(
    folder: Path, assignment_ids: tuple[str, ...] = ("assignment-1",), *, is_declared: bool = True
) -> Iterator[Store]:
    """A store with `put_world` committed."""
    with make_copied_store(folder) as store:
        with store.factory() as uow:
            put_world(uow, assignment_ids, is_declared=is_declared)
        yield store


def a_mark(
    start_us: int = 12_000_000,
    criterion: int | None = 2,
    *,
    assignment_id: str = "assignment-1",
    artifact_id: str = "submission-1/artifacts/1",
    text: str = "",
) -> NewMark:
    """A point on the lesson video, one frame of 30 a second."""
    return NewMark(
        annotation_id=new_id(),
        assignment_id=assignment_id,
        artifact_id=artifact_id,
        selector=TimeSelector(start_us, start_us + 33_333),
        criterion_id=None if criterion is None else criterion_id(criterion),
        mark_type=MarkType.STRENGTH,
        text=text,
        engine="qt",
        uncertainty_us=17_000,
    )
