"""A desk that does everything at once, over a real store; for screens under test."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from assessor_app.commands.context import Failure
from assessor_app.domain.changes import Changes
from assessor_app.domain.derived import DerivedKind
from assessor_app.media.packed import is_whole
from assessor_app.media.worker_jobs import JOB_OF, JOBS
from assessor_app.services.done import Done
from assessor_app.services.media_views import MediaProgress
from assessor_app.services.ports import Reads, Tools, UnitOfWork, UnitOfWorkFactory
from assessor_app.services.vault_ports import MediaSource, NotOnThisLaptop
from assessor_app.tasks.writes import WritesUnderWay

T = TypeVar("T")
OpenMedia = Callable[[str], MediaSource]


def _nothing_here(artifact_id: str) -> MediaSource:
    raise NotOnThisLaptop(artifact_id)


class _Way:
    """Nobody is told how far a job is."""

    def tell(self, share: float) -> None:
        """At once."""

    def write(self, offset: int, data: bytes) -> None:
        raise NotImplementedError


class _Copy:
    def __init__(self, told: Callable[[float], None]) -> None:
        self.data = bytearray()
        self.tell = told

    def write(self, offset: int, data: bytes) -> None:
        self.data[offset : offset + len(data)] = data


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def size(self) -> int:
        return len(self._data)

    def read_at(self, offset: int, length: int) -> bytes:
        return self._data[offset : offset + length]

    def close(self) -> None:
        """Nothing is held."""


@lru_cache(maxsize=64)
def _made(job: str, data: bytes) -> Mapping[str, bytes]:
    """What the same few clips of many tests give is worked out once."""
    return JOBS[job](_Bytes(data), {}, _Way())


class AskedMedia:
    """Fulfils `commands.evidence_controls.MediaControls`: keeps what was asked, and whom to tell."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...] | None]] = []
        self.listeners: list[Callable[[Mapping[str, MediaProgress | None]], None]] = []

    def listen(self, listener: Callable[[Mapping[str, MediaProgress | None]], None]) -> None:
        self.listeners.append(listener)

    def want(self, assignment_ids: Iterable[str], *, anyway: bool = False) -> None:
        self.asked.append(("anyway" if anyway else "want", tuple(assignment_ids)))

    def pause(self, assignment_ids: Iterable[str] | None = None) -> None:
        self.asked.append(("pause", None if assignment_ids is None else tuple(assignment_ids)))

    def cancel(self, assignment_ids: Iterable[str]) -> None:
        self.asked.append(("cancel", tuple(assignment_ids)))

    def keep_open(self, submission_ids: Iterable[str]) -> None:
        self.asked.append(("open", tuple(submission_ids)))


class InlineDesk:
    """Fulfils `commands.context.Desk`. Failures nobody takes are kept in `complaints`.

    Like the desk of the program, `write` publishes only after the commit. Between `hold` and `release` writes are
    under way.
    """

    def __init__(
        self,
        factory: UnitOfWorkFactory,
        reads: Reads,
        tools: Tools,
        publish: Callable[[Changes], None] = lambda _: None,
        open_media: OpenMedia = _nothing_here,
    ) -> None:
        self._factory = factory
        self._reads = reads
        self._tools = tools
        self._bytes_of = open_media
        self.publish = publish
        self.complaints: list[Exception] = []
        self.syncs = 0
        self.writes = WritesUnderWay()
        self._waiting: list[Callable[[], None]] | None = None
        self.fetched: list[tuple[str, ...]] = []
        self.media = AskedMedia()
        self.derived: list[tuple[str, DerivedKind]] = []
        """What had to be computed."""
        self.copies: dict[str, bytes] = {}
        self.shown: list[str] = []
        """Texts on the screen, "" for each time a submission was left; files are reported by the real desk."""

    @property
    def tools(self) -> Tools:
        return self._tools

    def write(
        self,
        act: Callable[[UnitOfWork], Done[T]],
        then: Callable[[T], None] | None = None,
        failed: Failure | None = None,
    ) -> None:
        self.writes.begin()
        if self._waiting is None:
            self._write(act, then, failed)
        else:
            self._waiting.append(lambda: self._write(act, then, failed))

    def write_aside(self, act: Callable[[UnitOfWork], Done[T]], failed: Failure) -> None:
        try:
            with self._factory() as uow:
                done = act(uow)
        except Exception as error:
            self._fail(error, failed)
            return
        self.publish(done.changes)

    def _open_media(self, artifact_id: str) -> MediaSource:
        self._reads.must_be_open(artifact_id)
        return self._bytes_of(artifact_id)

    def hold(self) -> None:
        self._waiting = []

    def release(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for write in waiting:
            write()

    def _write(
        self, act: Callable[[UnitOfWork], Done[T]], then: Callable[[T], None] | None, failed: Failure | None
    ) -> None:
        try:
            with self._factory() as uow:
                done = act(uow)
        except Exception as error:
            self._fail(error, failed)
            self.writes.end(error)
            return
        try:
            self.publish(done.changes)
            if then is not None:
                then(done.value)
        finally:
            self.writes.end(has_changed=bool(done.changes))

    def read(self, query: Callable[[Reads], T], then: Callable[[T], None], failed: Failure | None = None) -> None:
        try:
            found = query(self._reads)
        except Exception as error:
            self._fail(error, failed)
            return
        then(found)

    def compute(self, work: Callable[[], T], then: Callable[[T], None], failed: Failure | None = None) -> None:
        try:
            found = work()
        except Exception as error:
            self._fail(error, failed)
            return
        then(found)

    def derive(
        self, artifact_id: str, kind: DerivedKind, then: Callable[[bytes], None], failed: Failure | None = None
    ) -> None:
        """From the store, else made here and now, in this process, and kept."""
        try:
            data = self._derived(artifact_id, kind)
        except Exception as error:
            self._fail(error, failed)
            return
        then(data)

    def stop_deriving(self, artifact_id: str) -> None:
        """Nothing is ever under way here."""

    def make_copy(
        self,
        artifact_id: str,
        told: Callable[[float], None],
        then: Callable[[], None],
        failed: Failure | None = None,
    ) -> None:
        """Into memory, here and now."""
        copy = _Copy(told)
        try:
            source = self._open_media(artifact_id)
            JOBS["copy"](source, {}, copy)
            source.close()
        except Exception as error:
            self._fail(error, failed)
            return
        self.copies[artifact_id] = bytes(copy.data)
        then()

    def stop_copy(self, artifact_id: str) -> None:
        """Nothing is ever under way here."""

    def open_playable(
        self, artifact_id: str, then: Callable[[MediaSource, bool], None], failed: Failure | None = None
    ) -> None:
        if artifact_id in self.copies:
            self._reads.must_be_open(artifact_id)
            then(_Bytes(self.copies[artifact_id]), True)
        else:
            self.open_media(artifact_id, lambda source: then(source, False), failed)

    def _derived(self, artifact_id: str, kind: DerivedKind) -> bytes:
        self._reads.must_be_open(artifact_id)
        digest = self._reads.artifact(artifact_id).sha256
        known = self._reads.derived(artifact_id, digest, kind)
        if known is not None and is_whole(kind, known):
            return known
        self.derived.append((artifact_id, kind))
        source = self._open_media(artifact_id)
        try:
            made = _made(JOB_OF[kind], source.read_at(0, source.size))
        finally:
            source.close()
        with self._factory() as uow:
            for each, data in made.items():
                uow.derived.put(artifact_id, digest, DerivedKind(each), data)
        return made[kind]

    def open_media(self, artifact_id: str, then: Callable[[MediaSource], None], failed: Failure | None = None) -> None:
        try:
            source = self._open_media(artifact_id)
        except Exception as error:
            self._fail(error, failed)
            return
        then(source)

    def evidence_shown(self, artifact_id: str) -> None:
        self.shown.append(artifact_id)

    def evidence_left(self) -> None:
        self.shown.append("")

    def sync_now(self) -> None:
        self.syncs += 1

    def fetch_media(self, assignment_ids: tuple[str, ...]) -> None:
        self.fetched.append(assignment_ids)

    def _fail(self, error: Exception, failed: Failure | None) -> None:
        if failed is None:
            self.complaints.append(error)
        else:
            failed(error)
