"""The desk of the window: runs services and queries on lanes, publishes what changed, words what failed."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from assessor_app.domain.changes import Kind
from assessor_app.domain.derived import DerivedKind
from assessor_app.services.done import Done
from assessor_app.services.evidence import discard_handed_back
from assessor_app.services.ports import Reads, Tools, UnitOfWork
from assessor_app.services.vault_ports import MediaSource, Vault
from assessor_app.tasks.copying import Copying
from assessor_app.tasks.derivation import Derivation
from assessor_app.tasks.exchange import Exchange, Line
from assessor_app.tasks.media_queue import MediaQueue
from assessor_app.tasks.runner import LANE_CPU, LANE_DB, LANE_READ, Ticket
from assessor_app.tasks.viewing import Viewing
from assessor_app.tasks.worker import Worker
from assessor_app.tasks.write_gate import DELIVERY, OWN_ACTS
from assessor_app.tasks.writes import WritesUnderWay

T = TypeVar("T")
Failure = Callable[[Exception], None]


class LaneDesk:
    """Fulfils `commands.context.Desk`. Calls come from the UI thread; callbacks go back to it."""

    def __init__(
        self, line: Line, exchange: Exchange, complain: Failure, worker_command: Sequence[str] | None = None
    ) -> None:
        """`worker_command` starts the worker process; without one it is `tasks.worker.own_command`."""
        self._line = line
        self._exchange = exchange
        self._complain = complain
        self._begin = line.gate.factory(OWN_ACTS)
        self._writes = WritesUnderWay()
        self._derivation = Derivation(line, Worker(worker_command))
        self._copying = Copying(line, Worker(worker_command))
        self._viewing = Viewing(self.write_aside, line.tools)
        exchange.when_arrived(self._derivation.prepare)

    @property
    def tools(self) -> Tools:
        return self._line.tools

    @property
    def writes(self) -> WritesUnderWay:
        return self._writes

    def write(
        self,
        act: Callable[[UnitOfWork], Done[T]],
        then: Callable[[T], None] | None = None,
        failed: Failure | None = None,
    ) -> None:
        """Run `act` in one transaction on lane db; `then` is called only once it is committed."""

        def commit(_: Ticket) -> Done[T]:
            with self._begin() as unit:
                return act(unit)

        def committed(done: Done[T]) -> None:
            try:
                self._line.publish(done.changes)
                if then is not None:
                    then(done.value)
            finally:
                self._writes.end(has_changed=bool(done.changes))
            self._let_go_of(done.changes.ids(Kind.DECLARATION))
            if done.changes.has(Kind.OUTBOX):
                self._exchange.send_soon(is_urgent=done.changes.has(Kind.ASSIGNMENT))  # a submit

        def refused(error: Exception) -> None:
            try:
                (failed or self._complain)(error)
            finally:
                self._writes.end(error)

        self._writes.begin()
        self._line.runner.submit(LANE_DB, commit, committed, refused, rank=OWN_ACTS)

    def _let_go_of(self, assignment_ids: Iterable[str]) -> None:
        """Evidence of what was handed back leaves the laptop at once; a declaration leaves everything as it is."""
        for assignment_id in assignment_ids:
            discard = partial(_discarded, self._line.vault, assignment_id)
            self.write_aside(discard, self._complain)

    def write_aside(self, act: Callable[[UnitOfWork], Done[T]], failed: Failure) -> None:
        begin = self._line.gate.factory(DELIVERY)

        def commit(_: Ticket) -> Done[T]:
            with begin() as unit:
                return act(unit)

        publish = self._line.publish
        self._line.runner.submit(LANE_DB, commit, lambda done: publish(done.changes), failed, rank=DELIVERY)

    def read(self, query: Callable[[Reads], T], then: Callable[[T], None], failed: Failure | None = None) -> None:
        self._line.runner.submit(LANE_READ, lambda _: query(self._line.reads()), then, failed or self._complain)

    def compute(self, work: Callable[[], T], then: Callable[[T], None], failed: Failure | None = None) -> None:
        """Run `work` on lane cpu: nothing of the database, nothing of the screen."""
        self._line.runner.submit(LANE_CPU, lambda _: work(), then, failed or self._complain)

    def derive(
        self, artifact_id: str, kind: DerivedKind, then: Callable[[bytes], None], failed: Failure | None = None
    ) -> None:
        """What is computed from an artifact: from the encrypted store, else made in the worker process and kept."""

        def made(data: bytes) -> None:
            self._viewing.shown(artifact_id)
            then(data)

        self._derivation.derive(artifact_id, kind, made, failed or self._complain)

    def stop_deriving(self, artifact_id: str) -> None:
        self._derivation.stop(artifact_id)

    def make_copy(
        self,
        artifact_id: str,
        told: Callable[[float], None],
        then: Callable[[], None],
        failed: Failure | None = None,
    ) -> None:
        self._copying.make(artifact_id, told, then, failed or self._complain)

    def stop_copy(self, artifact_id: str) -> None:
        self._copying.stop(artifact_id)

    def open_playable(
        self, artifact_id: str, then: Callable[[MediaSource, bool], None], failed: Failure | None = None
    ) -> None:

        def opened(source: MediaSource, is_copy: bool) -> None:
            self._viewing.shown(artifact_id)
            then(source, is_copy)

        self._copying.open(artifact_id, opened, failed or self._complain)

    def open_media(self, artifact_id: str, then: Callable[[MediaSource], None], failed: Failure | None = None) -> None:
        """Raises nothing here; `failed` hears EvidenceLocked, NotReceived, NotOnThisLaptop."""

        def look(_: Ticket) -> MediaSource:
            self._line.reads().must_be_open(artifact_id)
            return self._line.vault.open(artifact_id)

        def opened(source: MediaSource) -> None:
            self._viewing.shown(artifact_id)
            then(source)

        self._line.runner.submit(LANE_READ, look, opened, failed or self._complain)

    def evidence_shown(self, artifact_id: str) -> None:
        """A text that came with the submission is on the screen: nothing was opened for it."""
        self._viewing.shown(artifact_id)

    def evidence_left(self) -> None:
        """The submission was left: what is shown from now on is another viewing."""
        self._viewing.end()

    def sync_now(self) -> None:
        self._exchange.sync_now()

    def cancel_sync(self) -> None:
        self._exchange.cancel()

    @property
    def media(self) -> MediaQueue:
        return self._exchange.media

    def fetch_media(self, assignment_ids: tuple[str, ...]) -> None:
        self._exchange.fetch_media(assignment_ids)


def _discarded(vault: Vault, assignment_id: str, uow: UnitOfWork) -> Done[None]:
    return Done(None, discard_handed_back(vault, uow, assignment_id))
