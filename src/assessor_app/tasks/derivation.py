"""What is computed from artifacts: found in the encrypted store, else made in the worker process and kept there."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from assessor_app.domain.derived import DerivedKind
from assessor_app.media.derived import is_sound
from assessor_app.media.packed import is_whole
from assessor_app.media.worker_jobs import JOB_OF
from assessor_app.services import derived_data
from assessor_app.tasks.exchange import Line
from assessor_app.tasks.runner import LANE_READ, LANE_WORKER, RunnerClosed, Ticket
from assessor_app.tasks.worker import Job, Worker, WorkerFailed
from assessor_app.tasks.write_gate import BULK

T = TypeVar("T")
Then = Callable[[bytes], None]
Failed = Callable[[Exception], None]
Made = Mapping[DerivedKind, bytes]
_USUAL, _LATER = 10, 100
_LOOK = JOB_OF[DerivedKind.FACTS]
# The sooner it is seen, the sooner it is made.
_RANKS: Mapping[str, int] = MappingProxyType(
    {"office": 0, "pdf": 0, "picture": 0, "look": 1, "captions": 2, "waveform": 3, "thumbnails": 4}
)


@dataclass(slots=True)
class _UnderWay:
    """One job for one artifact, and everybody who waits for something it makes."""

    waiting: list[tuple[DerivedKind, Then, Failed]] = field(default_factory=list)
    ticket: Ticket | None = None


class Derivation:
    """Called on the UI thread and calls back there; the same thing asked for twice at once is made once."""

    def __init__(self, line: Line, worker: Worker) -> None:
        self._line = line
        self._worker = worker
        self._under_way: dict[tuple[str, str], _UnderWay] = {}
        self._is_known_to_runner = False

    def derive(self, artifact_id: str, kind: DerivedKind, then: Then, failed: Failed) -> None:
        """Give `then` the packed bytes, or `failed` the reason: EvidenceLocked, NotOnThisLaptop, WorkerFailed, ..."""
        found = partial(self._found, artifact_id, kind, then, failed)
        self._submit(LANE_READ, partial(self._shown, artifact_id, kind), found, failed)

    def prepare(self, artifact_id: str) -> None:
        """Look through what was just downloaded, if it is a recording; nobody waits for it."""
        self._submit(LANE_READ, partial(self._is_to_prepare, artifact_id), partial(self._prepare, artifact_id), _silent)

    def stop(self, artifact_id: str) -> None:
        """Nobody looks at it any more: what is under way for it ends at once, unheard; only its facts are kept on."""
        for key in [key for key in self._under_way if key[0] == artifact_id and key[1] != _LOOK]:
            under_way = self._under_way.pop(key)
            if under_way.ticket is not None:
                under_way.ticket.cancel()

    # ---- on the UI thread ------------------------------------------------------------------

    def _found(self, artifact_id: str, kind: DerivedKind, then: Then, failed: Failed, data: bytes | None) -> None:
        if data is not None:
            then(data)
            return
        name = JOB_OF[kind]
        known = self._under_way.get((artifact_id, name))
        if known is not None:
            known.waiting.append((kind, then, failed))
            return
        self._begin(artifact_id, name, _UnderWay([(kind, then, failed)]), _RANKS[name])

    def _prepare(self, artifact_id: str, is_to_prepare: bool) -> None:
        if is_to_prepare and (artifact_id, _LOOK) not in self._under_way:
            self._begin(artifact_id, _LOOK, _UnderWay(), _LATER)

    def _begin(self, artifact_id: str, name: str, under_way: _UnderWay, rank: int) -> None:
        if not self._is_known_to_runner:
            self._is_known_to_runner = True
            self._line.runner.at_close(self._worker.close)
        key = (artifact_id, name)
        self._under_way[key] = under_way
        made, failed = partial(self._made, key, under_way), partial(self._failed, key, under_way)
        under_way.ticket = self._submit(LANE_WORKER, partial(self._make, artifact_id, name), made, failed, rank)

    def _made(self, key: tuple[str, str], under_way: _UnderWay, made: Made) -> None:
        if self._end(key, under_way):
            for kind, then, _ in under_way.waiting:
                then(made[kind])

    def _failed(self, key: tuple[str, str], under_way: _UnderWay, error: Exception) -> None:
        if self._end(key, under_way):
            for _, _, failed in under_way.waiting:
                failed(error)

    def _end(self, key: tuple[str, str], under_way: _UnderWay) -> bool:
        """Take it off the list; False when it was stopped meanwhile."""
        is_wanted = self._under_way.get(key) is under_way
        if is_wanted:
            del self._under_way[key]
        if not self._under_way:
            self._submit(LANE_WORKER, lambda _: self._worker.rest(), _silent, _silent)
        return is_wanted

    def _submit(
        self, lane: str, work: Callable[[Ticket], T], then: Callable[[T], None], failed: Failed, rank: int = _USUAL
    ) -> Ticket | None:
        with suppress(RunnerClosed):
            return self._line.runner.submit(lane, work, then, failed, rank)
        return None

    # ---- on lanes --------------------------------------------------------------------------

    def _shown(self, artifact_id: str, kind: DerivedKind, ticket: Ticket) -> bytes | None:
        self._line.reads().must_be_open(artifact_id)
        return self._kept(artifact_id, kind, ticket)

    def _kept(self, artifact_id: str, kind: DerivedKind, _: Ticket) -> bytes | None:
        reads = self._line.reads()
        data = derived_data.kept(self._line.vault, reads, reads.artifact(artifact_id), kind)
        return data if data is not None and is_whole(kind, data) else None

    def _is_to_prepare(self, artifact_id: str, ticket: Ticket) -> bool:
        artifact = self._line.reads().artifact(artifact_id)
        is_recording = artifact.media_type.startswith(("video/", "audio/"))
        return is_recording and self._kept(artifact_id, DerivedKind.FACTS, ticket) is None

    def _make(self, artifact_id: str, name: str, ticket: Ticket) -> Made:
        artifact = self._line.reads().artifact(artifact_id)
        source = self._line.vault.open(artifact_id)
        try:
            made = believed(name, self._worker.run(Job(name, source), ticket))
        finally:
            source.close()
        with self._line.gate.factory(BULK)() as unit:
            derived_data.keep(self._line.vault, unit, artifact, made)
        return made


def believed(name: str, results: Mapping[str, bytes]) -> Made:
    """Return what the worker made once every piece can be read. Raises WorkerFailed."""
    kinds = {kind for kind, job in JOB_OF.items() if job == name}
    if results.keys() != kinds or not all(is_sound(DerivedKind(kind), data) for kind, data in results.items()):
        raise WorkerFailed(f"{name}: what it made cannot be read")
    return {kind: results[kind] for kind in kinds}


def _silent(_: object) -> None:
    """Nobody waits for it."""
