"""The only creator of threads: named lanes with one worker each, results delivered where the caller wants them."""

import itertools
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")
Deliver = Callable[[Callable[[], None]], None]
Then = Callable[[T], None]
Failed = Callable[[Exception], None]

LANE_DB = "db"
LANE_READ = "read"
LANE_CPU = "cpu"
LANE_WORKER = "worker"
"""Talks to the worker process, which parses what may be hostile."""
LANE_COPY = "copy"
"""The same for copies that can be played: they take as long as the recording, and nothing waits behind them."""


def push_lane(server_id: str) -> str:
    """Scores have a lane of their own per server, so that they never wait behind video."""
    return f"push:{server_id}"


def media_lane(server_id: str) -> str:
    """News and everything else that is pulled."""
    return f"media:{server_id}"


def evidence_lane(server_id: str) -> str:
    """Files take hours: the news that one of them was withdrawn must not wait behind it."""
    return f"evidence:{server_id}"


def beside_lane(name: str, server_id: str) -> str:
    """Helps the evidence lane: proves and seals what it takes from the network, waits for the disk."""
    return f"{name}:{server_id}"


class RunnerClosed(RuntimeError):
    """Work was handed in after the program began to close."""


class Ticket:
    """Handle of one piece of work. Cancelling is a request: long work looks at `is_cancelled` between steps."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        self._told: list[Callable[[], None]] = []

    def cancel(self) -> None:
        with self._lock:
            self._cancelled.set()
            told, self._told = self._told, []
        for call in told:
            call()

    def when_cancelled(self, call: Callable[[], None]) -> None:
        """For work that waits and cannot look: `call` comes from the thread that cancels, at once if it has."""
        with self._lock:
            if not self._cancelled.is_set():
                self._told.append(call)
                return
        call()

    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()


@dataclass(order=True)
class _Job:
    rank: int
    turn: int
    run: Callable[[], None] = field(compare=False)


class _Lane:
    """One daemonless worker thread that starts with its first job."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._turns = itertools.count()
        self._thread = threading.Thread(target=self._work, name=f"lane {name}")
        self._thread.start()

    def put(self, run: Callable[[], None], rank: int) -> None:
        self._jobs.put(_Job(rank, next(self._turns), run))

    def close(self) -> None:
        """Finish what was handed in, then end the thread."""
        self.put(self._end, 1_000_000)
        self._thread.join()

    def _work(self) -> None:
        while True:
            try:
                self._jobs.get().run()
            except SystemExit:
                return

    @staticmethod
    def _end() -> None:
        raise SystemExit


class Runner:
    """Runs work on lanes. `deliver` brings callbacks to the caller's thread (the UI thread in the window)."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._lanes: dict[str, _Lane] = {}
        self._tickets: set[Ticket] = set()
        self._lock = threading.Lock()
        self._is_closed = False
        self._endings: list[Callable[[], None]] = []

    def at_close(self, end: Callable[[], None]) -> None:
        """Call `end` once every lane has come to its end: processes go with the runner."""
        self._endings.append(end)

    def submit(
        self,
        lane: str,
        work: Callable[[Ticket], T],
        then: Then[T] | None = None,
        failed: Failed | None = None,
        rank: int = 10,
    ) -> Ticket:
        """Run `work` on `lane`; lower `rank` goes first. Raises RunnerClosed."""
        ticket = Ticket()
        with self._lock:
            if self._is_closed:
                raise RunnerClosed(lane)
            target = self._lanes.get(lane) or self._lanes.setdefault(lane, _Lane(lane))
            self._tickets.add(ticket)
        target.put(lambda: self._run(ticket, work, then, failed), rank)
        return ticket

    def close(self) -> None:
        """Ask everything to stop, wait until committed work is done. Safe to call twice."""
        with self._lock:
            self._is_closed = True
            tickets = list(self._tickets)
            lanes = list(self._lanes.values())
            self._lanes.clear()
            endings, self._endings = self._endings, []
        for ticket in tickets:
            ticket.cancel()
        for lane in lanes:
            lane.close()
        for end in endings:
            end()

    def _run(
        self, ticket: Ticket, work: Callable[[Ticket], Any], then: Then[Any] | None, failed: Failed | None
    ) -> None:
        try:
            value = work(ticket)
        except Exception as error:  # noqa: BLE001 - whatever happened on a lane is told to whoever asked
            if failed is not None:
                self._deliver(_bound(failed, error))
            else:
                self._deliver(_raiser(error))
        else:
            if then is not None:
                self._deliver(_bound(then, value))
        finally:
            with self._lock:
                self._tickets.discard(ticket)


def _bound(call: Callable[[Any], None], value: Any) -> Callable[[], None]:
    return lambda: call(value)


def _raiser(error: Exception) -> Callable[[], None]:
    def raise_it() -> None:
        raise error

    return raise_it
