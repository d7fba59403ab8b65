"""What is computed from recordings: made once in the worker process, kept in the store, gone with its evidence."""

import queue
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest

from assessor_app.domain.derived import DerivedKind
from assessor_app.media.derived import unpack_facts, unpack_frame_times
from assessor_app.services.erasure import Reason
from assessor_app.services.evidence import discard_submission
from assessor_app.services.vault_ports import MediaSink, MediaSource, NotOnThisLaptop
from assessor_app.store.profile_store import Store
from assessor_app.tasks.desk import LaneDesk
from assessor_app.tasks.exchange import Exchange, Line
from assessor_app.tasks.runner import Runner
from assessor_app.tasks.worker import WorkerFailed
from assessor_app.tasks.write_gate import WriteGate
from tests.fakes.clips import Clip, make_clip, steady
from tests.fakes.store_factory import Bench, make_world
from tests.fakes.vaults import make_vault
from tests.unit.tasks.test_worker import hostile

VIDEO = "submission-1/artifacts/1"
DIGEST = f"{1:064}"
PATIENCE_S = 30


class Laptop:
    """A desk over a real store, vault and worker, whose UI thread is whoever calls `until`."""

    def __init__(self, store: Store, folder: Path, command: tuple[str, ...] | None = None) -> None:
        self.calls: queue.Queue[Callable[[], None]] = queue.Queue()
        self.runner = Runner(self.calls.put)
        self.store = store
        self.vault = make_vault(folder)
        self.opened: list[str] = []
        line = Line(
            runner=self.runner,
            gate=WriteGate(store.factory),
            reads=lambda: store.reads,
            tools=Bench().tools,
            vault=cast(Any, self),
            client_of=cast(Any, None),
            publish=lambda _: None,
            deliver=self.calls.put,
        )
        self.complaints: list[Exception] = []
        self.exchange = Exchange(line)
        self.desk = LaneDesk(line, self.exchange, self.complaints.append, command)

    def open(self, artifact_id: str) -> MediaSource:
        self.opened.append(artifact_id)
        return self.vault.open(artifact_id)

    def sink(self, artifact_id: str, size: int) -> MediaSink:
        return self.vault.sink(artifact_id, size)

    def discard(self, artifact_id: str) -> None:
        self.vault.discard(artifact_id)

    def seal(self, artifact_id: str, data: bytes) -> bytes:
        return self.vault.seal(artifact_id, data)

    def unseal(self, artifact_id: str, sealed: bytes) -> bytes:
        return self.vault.unseal(artifact_id, sealed)

    def free_bytes(self) -> int:
        return self.vault.free_bytes()

    def put(self, data: bytes) -> None:
        sink = self.vault.sink(VIDEO, len(data))
        sink.write(data)
        sink.complete()

    def until(self, condition: Callable[[], object]) -> None:
        while not condition():
            self.calls.get(timeout=PATIENCE_S)()

    def kept(self, kind: DerivedKind) -> bytes | None:
        sealed = self.store.reads.derived(VIDEO, DIGEST, kind)
        return None if sealed is None else self.vault.unseal(VIDEO, sealed)


def never(_: bytes) -> None:
    raise AssertionError("there is nothing to give")


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", steady(Fraction(30)), count=60)


@pytest.fixture
def laptop(tmp_path: Path, clip: Clip) -> Iterator[Laptop]:
    with make_world(tmp_path) as store:
        made = Laptop(store, tmp_path)
        made.put(clip.data)
        yield made
        made.runner.close()


def test_what_is_asked_for_is_made_once_and_kept(laptop: Laptop, clip: Clip) -> None:
    seen: list[bytes] = []
    laptop.desk.derive(VIDEO, DerivedKind.FRAME_TIMES, seen.append)
    laptop.desk.derive(VIDEO, DerivedKind.FRAME_TIMES, seen.append)
    laptop.desk.derive(VIDEO, DerivedKind.FACTS, seen.append)
    laptop.until(lambda: len(seen) == 3)
    assert laptop.opened == [VIDEO] * 2, "one pass for all three, and a look whether it is still here"
    assert unpack_frame_times(seen[0]) == clip.times
    assert seen[1] == seen[0]
    facts = unpack_facts(seen[2])
    assert facts is not None
    assert facts.frame_count == 60
    assert laptop.kept(DerivedKind.FRAME_TIMES) == seen[0]
    laptop.desk.derive(VIDEO, DerivedKind.FRAME_TIMES, seen.append)
    laptop.until(lambda: len(seen) == 4)
    assert laptop.opened == [VIDEO] * 2, "nothing is computed for what is kept"


@pytest.mark.parametrize("damaged", [b"", b"DRV\x02\x00 of an older version", b"anything"])
def test_damaged_or_old_bytes_count_as_absent(laptop: Laptop, clip: Clip, damaged: bytes) -> None:
    with laptop.store.factory() as uow:
        uow.derived.put(VIDEO, DIGEST, DerivedKind.FRAME_TIMES, damaged)
    seen: list[bytes] = []
    laptop.desk.derive(VIDEO, DerivedKind.FRAME_TIMES, seen.append)
    laptop.until(lambda: seen)
    assert unpack_frame_times(seen[0]) == clip.times
    assert laptop.kept(DerivedKind.FRAME_TIMES) == seen[0]


def test_what_is_not_here_is_told_to_whoever_asked(laptop: Laptop) -> None:
    laptop.vault.discard(VIDEO)
    failures: list[Exception] = []
    laptop.desk.derive(VIDEO, DerivedKind.FACTS, never, failures.append)
    laptop.until(lambda: failures)
    assert isinstance(failures[0], NotOnThisLaptop)
    laptop.desk.derive("submission-1/artifacts/99", DerivedKind.FACTS, never)
    laptop.until(lambda: laptop.complaints)


def test_a_worker_that_lies_is_not_believed_and_nothing_is_kept(tmp_path: Path, clip: Clip) -> None:
    with make_world(tmp_path) as store:
        laptop = Laptop(store, tmp_path, hostile())
        laptop.put(clip.data)
        failures: list[Exception] = []
        laptop.desk.derive(VIDEO, DerivedKind.FACTS, never, failures.append)
        laptop.until(lambda: failures)
        laptop.runner.close()
        assert isinstance(failures[0], WorkerFailed)
        assert laptop.kept(DerivedKind.FACTS) is None


def test_evidence_that_is_withdrawn_meanwhile_leaves_nothing_behind(laptop: Laptop) -> None:
    seen: list[bytes] = []
    failures: list[Exception] = []
    read = laptop.vault.open

    def open_and_withdraw(artifact_id: str) -> MediaSource:
        source = read(artifact_id)
        with laptop.store.factory() as uow:
            discard_submission(laptop.vault, uow, "submission-1", Reason.WITHDRAWN)
        return source

    laptop.open = open_and_withdraw  # type: ignore[method-assign]
    laptop.desk.derive(VIDEO, DerivedKind.FACTS, seen.append, failures.append)
    laptop.until(lambda: failures)
    assert isinstance(failures[0], NotOnThisLaptop)
    assert seen == []
    assert laptop.kept(DerivedKind.FACTS) is None
    assert list(laptop.vault._root.iterdir()) == []


def test_whoever_left_is_not_called(tmp_path: Path, clip: Clip) -> None:
    with make_world(tmp_path) as store:
        laptop = Laptop(store, tmp_path)
        laptop.put(clip.data)
        heard: list[object] = []
        laptop.desk.derive(VIDEO, DerivedKind.THUMBNAILS, heard.append, heard.append)
        laptop.until(lambda: (VIDEO, "thumbnails") in laptop.desk._derivation._under_way)
        laptop.desk.stop_deriving(VIDEO)
        facts: list[bytes] = []
        laptop.desk.derive(VIDEO, DerivedKind.FACTS, facts.append)
        laptop.until(lambda: facts)
        laptop.runner.close()
        assert heard == []


def test_the_process_ends_when_nothing_is_left_to_do(laptop: Laptop) -> None:
    seen: list[bytes] = []
    laptop.desk.derive(VIDEO, DerivedKind.FACTS, seen.append)
    laptop.until(lambda: seen)
    laptop.runner.close()
    assert laptop.desk._derivation._worker.process_id is None


def test_a_recording_is_looked_through_as_soon_as_it_is_here(laptop: Laptop) -> None:
    laptop.exchange.media._announce([VIDEO, "submission-1/artifacts/2"])  # the second is a PDF
    laptop.until(lambda: laptop.opened)
    laptop.until(lambda: not laptop.desk._derivation._under_way)
    facts = unpack_facts(laptop.kept(DerivedKind.FACTS) or b"")
    assert facts is not None
    assert facts.frame_count == 60
    assert laptop.kept(DerivedKind.FRAME_TIMES) is not None
    laptop.exchange.media._announce([VIDEO])
    seen: list[bytes] = []
    laptop.desk.derive(VIDEO, DerivedKind.FACTS, seen.append)
    laptop.until(lambda: seen)
    assert laptop.opened == [VIDEO] * 2, "one pass, and a look whether it is still here"
    assert laptop.complaints == []
