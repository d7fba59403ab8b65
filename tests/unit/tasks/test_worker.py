"""The worker process: one bad file never takes more with it than its own job."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assessor_app.media.derived import unpack_facts
from assessor_app.services.vault_ports import MediaSource
from assessor_app.tasks.runner import LANE_WORKER, Runner, Ticket
from assessor_app.tasks.worker import Job, Worker, WorkerCancelled, WorkerFailed, own_command
from tests.fakes import hostile_worker
from tests.fakes.clips import ClipSource, make_clip, steady

EVERY_BYTE = bytes(range(256)) * 3_000


def hostile() -> tuple[str, ...]:
    return (sys.executable, str(Path(hostile_worker.__file__)), "600")


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(hostile())
    yield made
    made.close()


def run(worker: Worker, name: str, source: MediaSource | None = None, **more: Any) -> dict[str, bytes]:
    return worker.run(Job(name, source or ClipSource(b"some bytes"), **more), Ticket())


def test_the_bytes_of_the_source_arrive_piece_by_piece(worker: Worker) -> None:
    shares: list[float] = []
    assert run(worker, "echo", ClipSource(EVERY_BYTE), told=shares.append) == {"echo": EVERY_BYTE}
    assert shares[0] == 0.5


def test_it_starts_late_and_stays_for_the_next_job(worker: Worker) -> None:
    assert worker.process_id is None
    run(worker, "echo")
    first = worker.process_id
    run(worker, "echo")
    assert first is not None
    assert worker.process_id == first
    worker.rest()
    assert worker.process_id is None


@pytest.mark.parametrize("name", ["exit", "segfault", "memory", "raise", "unknown"])
def test_a_job_that_dies_is_told_and_the_next_one_works(worker: Worker, name: str) -> None:
    with pytest.raises(WorkerFailed, match=name):
        run(worker, name)
    assert run(worker, "echo", ClipSource(b"after")) == {"echo": b"after"}


@pytest.mark.parametrize("name", ["hang", "deaf"])
def test_a_job_that_says_nothing_any_more_is_killed(worker: Worker, name: str) -> None:
    with pytest.raises(WorkerFailed, match="no word"):
        run(worker, name, ClipSource(EVERY_BYTE), silence_s=0.3)
    assert run(worker, "echo", ClipSource(b"after")) == {"echo": b"after"}


def test_a_job_that_never_ends_is_killed_however_much_it_says(worker: Worker) -> None:
    with pytest.raises(WorkerFailed, match="took too long"):
        run(worker, "chatter", longest_s=0.3)


@pytest.mark.parametrize(
    "name", ["long frame", "no frame", "large read", "far read", "short share", "write", "huge result", "many results"]
)
def test_a_reply_that_cannot_be_is_not_believed(worker: Worker, name: str) -> None:
    with pytest.raises(WorkerFailed):
        run(worker, name, silence_s=5.0)
    assert run(worker, "echo", ClipSource(b"after")) == {"echo": b"after"}


def test_what_it_prints_by_accident_does_not_disturb(worker: Worker) -> None:
    assert run(worker, "print", ClipSource(b"x")) == {"echo": b"x"}


def test_it_knows_nothing_of_our_environment(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSESSOR_SECRET", "not for you")
    assert b"ASSESSOR_SECRET" not in run(worker, "environment")["echo"]


def test_a_disk_that_fails_is_told_as_what_it_is(worker: Worker) -> None:
    class Failing(ClipSource):
        def read_at(self, offset: int, length: int) -> bytes:
            raise OSError("input/output error")

    with pytest.raises(OSError, match="input/output"):
        run(worker, "echo", Failing(EVERY_BYTE))
    assert run(worker, "echo", ClipSource(b"after")) == {"echo": b"after"}


def test_a_cancel_kills_at_once(worker: Worker) -> None:
    ticket = Ticket()
    has_begun = threading.Event()

    def cancel() -> None:
        has_begun.wait(20)
        ticket.cancel()

    lane = threading.Thread(target=cancel)
    lane.start()
    with pytest.raises(WorkerCancelled):
        worker.run(Job("chatter", ClipSource(b""), told=lambda _: has_begun.set()), ticket)
    lane.join()
    assert worker.process_id is None
    assert run(worker, "echo", ClipSource(b"after")) == {"echo": b"after"}


def test_a_cancel_that_comes_too_late_harms_nobody(worker: Worker) -> None:
    ticket = Ticket()
    worker.run(Job("echo", ClipSource(b"x")), ticket)
    process_id = worker.process_id
    ticket.cancel()
    assert run(worker, "echo", ClipSource(b"y")) == {"echo": b"y"}
    assert worker.process_id == process_id


def test_closing_the_runner_ends_the_job_and_the_process(worker: Worker) -> None:
    runner = Runner(lambda call: call())
    runner.at_close(worker.close)
    seen: list[Any] = []
    has_begun = threading.Event()
    job = Job("chatter", ClipSource(b""), told=lambda _: has_begun.set())
    runner.submit(LANE_WORKER, lambda ticket: worker.run(job, ticket), seen.append, seen.append)
    assert has_begun.wait(20)
    process_id = worker.process_id
    assert process_id is not None
    runner.close()
    assert [type(each) for each in seen] == [WorkerCancelled]
    assert is_gone(process_id)
    with pytest.raises(WorkerFailed, match="closing"):
        run(worker, "echo")


def test_a_command_that_does_not_exist_is_told() -> None:
    with pytest.raises(WorkerFailed, match="does not start"):
        run(Worker(("/no/such/program",)), "echo")


def test_nothing_is_started_for_what_nobody_wants_any_more(worker: Worker) -> None:
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(WorkerCancelled):
        worker.run(Job("echo", ClipSource(b"x")), ticket)
    assert worker.process_id is None


def test_the_real_one_knows_no_screen_no_network_and_no_keys() -> None:
    program = "import sys, assessor_app.media.worker_main, assessor_app.media.worker_jobs; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    tops = {name.split(".")[0] for name in done.stdout.split()}
    assert tops.isdisjoint({"PySide6", "shiboken6", "socket", "requests", "cryptography", "sqlalchemy", "sqlcipher3"})
    assert not [name for name in done.stdout.split() if name.startswith(("assessor_app.vault", "assessor_app.store"))]


def is_gone(process_id: int) -> bool:
    """Not even a zombie is left."""
    return not Path(f"/proc/{process_id}").exists() if Path("/proc/self").exists() else True


def test_the_program_itself_is_the_worker_in_a_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    bundle, *arguments = own_command()
    assert bundle == sys.executable
    clip = make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=30)
    worker = Worker((bundle, "-m", "assessor_app", *arguments))
    facts = unpack_facts(run(worker, "look", ClipSource(clip.data))["facts"])
    worker.close()
    assert facts is not None
    assert facts.frame_count == 30
