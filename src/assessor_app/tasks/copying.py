"""Copies that can be played, of recordings no player shows: made by a worker, kept in the vault, gone with them."""

import errno
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.submission import Artifact, MediaState
from assessor_app.media.copy_source import HEAD, CopySource
from assessor_app.media.derived import unpack_facts
from assessor_app.media.facts import MediaFacts
from assessor_app.media.proxy import most_bytes
from assessor_app.services import derived_data
from assessor_app.services.erasure import copy_of
from assessor_app.services.vault_ports import DiskFull, MediaSink, MediaSource, NotOnThisLaptop
from assessor_app.tasks.exchange import Line
from assessor_app.tasks.runner import LANE_COPY, LANE_READ, RunnerClosed, Ticket
from assessor_app.tasks.worker import Job, Worker, WorkerCancelled, WorkerFailed, while_here
from assessor_app.tasks.write_gate import BULK

LONGEST_S = 12 * 3_600.0
Failed = Callable[[Exception], None]


class Copying:
    """Called on the UI thread and calls back there. One copy is made at a time."""

    def __init__(self, line: Line, worker: Worker) -> None:
        self._line = line
        self._worker = worker
        self._tickets: dict[str, Ticket] = {}
        self._is_known_to_runner = False

    def open(self, artifact_id: str, then: Callable[[MediaSource, bool], None], failed: Failed) -> None:
        """Give `then` the copy and True where there is one, else the original and False."""

        def opened(found: tuple[MediaSource, bool]) -> None:
            then(*found)

        with suppress(RunnerClosed):
            self._line.runner.submit(LANE_READ, lambda _: self._opened(artifact_id), opened, failed)

    def make(self, artifact_id: str, told: Callable[[float], None], then: Callable[[], None], failed: Failed) -> None:
        """Make the copy: `told` hears how far it is, then `then`, or `failed`: WorkerFailed, DiskFull, ..."""
        if not self._is_known_to_runner:
            self._is_known_to_runner = True
            self._line.runner.at_close(self._worker.close)
        self.stop(artifact_id)

        def ended(ticket: list[Ticket], call: Callable[[], None]) -> None:
            if ticket and self._tickets.get(artifact_id) is ticket[0]:
                del self._tickets[artifact_id]
                call()

        mine: list[Ticket] = []
        tell = partial(self._tell, artifact_id, mine, told)
        with suppress(RunnerClosed):
            ticket = self._line.runner.submit(
                LANE_COPY,
                lambda ticket: self._make(artifact_id, ticket, tell),
                lambda _: ended(mine, then),
                lambda error: ended(mine, lambda: failed(error)),
            )
            mine.append(ticket)
            self._tickets[artifact_id] = ticket

    def stop(self, artifact_id: str) -> None:
        """What was made so far goes, and nobody is called."""
        ticket = self._tickets.pop(artifact_id, None)
        if ticket is not None:
            ticket.cancel()

    def _tell(self, artifact_id: str, mine: list[Ticket], told: Callable[[float], None], share: float) -> None:
        """From the lane: only to whoever still waits."""

        def tell() -> None:
            if mine and self._tickets.get(artifact_id) is mine[0]:
                told(share)

        self._line.deliver(tell)

    # ---- on lanes --------------------------------------------------------------------------

    def _opened(self, artifact_id: str) -> tuple[MediaSource, bool]:
        self._line.reads().must_be_open(artifact_id)
        try:
            return CopySource(self._line.vault.open(copy_of(artifact_id))), True
        except NotOnThisLaptop:
            return self._line.vault.open(artifact_id), False

    def _make(self, artifact_id: str, ticket: Ticket, tell: Callable[[float], None]) -> None:
        artifact = self._line.reads().artifact(artifact_id)
        self._line.reads().must_be_open(artifact_id)
        source = self._line.vault.open(artifact_id)
        try:
            room = self._room_for(artifact)
            sink = CopySink(self._line.vault.sink(copy_of(artifact_id), None), room)
        except BaseException:
            source.close()
            raise
        try:
            told = while_here(self._line.vault, artifact_id, tell)
            job = Job("copy", source, told=told, written=sink.write, longest_s=LONGEST_S)
            self._worker.run(job, ticket)
            sink.finish()
            self._keep(artifact, sink, ticket)
        except BaseException:
            sink.close()
            self._line.vault.discard(copy_of(artifact_id))
            raise
        finally:
            source.close()
            self._worker.rest()

    def _room_for(self, artifact: Artifact) -> int:
        data = derived_data.kept(self._line.vault, self._line.reads(), artifact, DerivedKind.FACTS)
        facts = (unpack_facts(data) if data is not None else None) or MediaFacts(duration_us=artifact.duration_us or 0)
        room = most_bytes(max(facts.duration_us, facts.declared_us), facts.width, facts.height)
        if room > self._line.vault.free_bytes():
            raise DiskFull(errno.ENOSPC, "no room for this copy")
        return room

    def _keep(self, artifact: Artifact, sink: "CopySink", ticket: Ticket) -> None:
        """Under the gate, so that nothing is withdrawn between the look and the keeping."""
        if ticket.is_cancelled():
            raise WorkerCancelled(artifact.artifact_id)
        with self._line.gate.factory(BULK)() as unit:
            is_here = unit.media.get(artifact.artifact_id).state is MediaState.PRESENT
            if not is_here or self._line.reads().artifact(artifact.artifact_id).sha256 != artifact.sha256:
                raise NotOnThisLaptop(artifact.artifact_id)
            sink.complete()


class CopySink:
    """Takes what the worker writes, never more than `most`: all in order but the head, which it may write again."""

    def __init__(self, sink: MediaSink, most: int) -> None:
        self._sink = sink
        self._most = most
        self._head = bytearray(HEAD)
        self._end = HEAD

    def write(self, offset: int, data: bytes) -> None:
        """Raises WorkerFailed for a place that was written before, DiskFull."""
        if offset < HEAD:
            inside = data[: HEAD - offset]
            self._head[offset : offset + len(inside)] = inside
            offset, data = offset + len(inside), data[len(inside) :]
        if not data:
            return
        if offset != self._end or self._end + len(data) > self._most:
            raise WorkerFailed("copy: it writes where it may not")
        self._sink.write(data)
        self._end += len(data)

    def finish(self) -> None:
        """Put the head at the end. Raises DiskFull."""
        self._sink.write(bytes(self._head))
        self._sink.sync()

    def complete(self) -> None:
        """Make it the copy that is played. Raises DiskFull, FileNotFoundError when it was discarded meanwhile."""
        self._sink.complete()

    def close(self) -> None:
        self._sink.close()
