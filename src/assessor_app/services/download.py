"""Download one evidence file: go on where it stopped, prove each block, try again a bounded number of times."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from assessor_app.domain.changes import Changes
from assessor_app.domain.submission import Artifact
from assessor_app.services.conveyor import CHUNKS_BETWEEN, SEALING, SYNCING, Beside, Conveyor, nobody_beside
from assessor_app.services.exchange_ports import MediaChanged, MediaManifest, ServerClient, ServerUnreachable
from assessor_app.services.intake import DamagedBlock, DamagedWhole, Intake
from assessor_app.services.ports import UnitOfWorkFactory
from assessor_app.services.vault_ports import NotOnThisLaptop, Vault, VaultLocked

MOST_TRIES = 5
"""Tries in a row that brought nothing before a download pauses."""
_LONGEST_PAUSE_S = 30.0
_LOOK_EVERY_S = 0.25
_WORTH_TWO = 8 * 1024 * 1024
"""Bytes; a smaller file is here before a second thread is."""

OTHER_FILE = "The server offers another file than the one this submission lists. Sync, then try again."
DAMAGED = "This file arrives damaged again and again. Try another network, or tell those who run the server."
CHANGED = "This file keeps changing on the server. Try again later, or tell those who run it."
BROKE_OFF = "The connection broke off. Press Resume to go on where it stopped."


class DownloadFailed(Exception):
    """Trying again by itself would not help. The message is a sentence for the assessor."""


class TakenBack(Exception):
    """The evidence was withdrawn while it arrived."""


class Cancelled(Exception):
    """The assessor asked to stop."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """What fetching needs. `wait` sleeps that many seconds between tries; `beside` has threads for the sealing."""

    factory: UnitOfWorkFactory
    client: ServerClient
    vault: Vault
    publish: Callable[[Changes], None] = lambda _: None
    is_cancelled: Callable[[], bool] = lambda: False
    wait: Callable[[float], None] = time.sleep
    beside: Beside = nobody_beside


@dataclass(slots=True)
class Progress:
    """How far one file is, and what went wrong on the way. `tell` hears of every chunk, and may raise TakenBack."""

    tell: Callable[[int], None]
    offset: int = 0
    furthest: int = 0
    tries_without_progress: int = 0
    has_changed: bool = False
    damaged: set[int] = field(default_factory=set)

    def reached(self, offset: int) -> None:
        self.offset = offset
        if offset > self.furthest:
            self.furthest, self.tries_without_progress = offset, 0
        self.tell(offset)


def download(task: Fetch, artifact: Artifact, progress: Progress) -> None:
    """Return when the whole file stands verified in the vault.

    Raises DownloadFailed, TakenBack, Cancelled, DiskFull, VaultLocked, NotOffered, ServerUnreachable, SignInRequired;
    what has arrived and was proved stays for the next time.
    """
    arrival = _Arrival(task, artifact, progress)
    try:
        while not _is_fetched(task, artifact, progress, arrival):
            pass
    finally:
        arrival.close()


def _is_fetched(task: Fetch, artifact: Artifact, progress: Progress, arrival: "_Arrival") -> bool:
    """Try once; False when it is to be tried again."""
    try:
        _one_connection(task, artifact, progress, arrival)
    except MediaChanged as error:
        arrival.close()
        _start_again(task, artifact, progress, error)
    except DamagedWhole as error:
        arrival.close()
        task.vault.discard(artifact.artifact_id)
        raise DownloadFailed(DAMAGED) from error
    except DamagedBlock as error:
        if error.number in progress.damaged:
            raise DownloadFailed(DAMAGED) from error
        progress.damaged.add(error.number)
    except ServerUnreachable:
        progress.tries_without_progress += 1
        if progress.tries_without_progress >= MOST_TRIES:
            raise
        _pause(task, progress.tries_without_progress)
    else:
        return True
    return False


class _Arrival:
    """The file as far as it has come, held from one connection to the next: a block that broke off goes on."""

    def __init__(self, task: Fetch, artifact: Artifact, progress: Progress) -> None:
        self._task = task
        self._artifact = artifact
        self._progress = progress
        self._manifest: MediaManifest | None = None
        self._intake: Intake | None = None

    def intake(self, manifest: MediaManifest) -> Intake:
        """Raises DiskFull, VaultLocked."""
        if self._intake is None or manifest != self._manifest:
            self.close()
            if _is_begun_with_another(self._task, self._artifact, manifest):
                self._task.vault.discard(self._artifact.artifact_id)
            sink = self._task.vault.sink(self._artifact.artifact_id, manifest.size)
            self._intake, self._manifest = Intake(sink, manifest), manifest
        return self._intake

    def close(self) -> None:
        if self._intake is not None:
            self._progress.offset = self._intake.close()
        self._intake = None


def _one_connection(task: Fetch, artifact: Artifact, progress: Progress, arrival: _Arrival) -> None:
    manifest = task.client.manifest(artifact.href or "")
    if manifest.sha256 != artifact.sha256 or manifest.size != artifact.size:
        raise DownloadFailed(OTHER_FILE)
    intake = arrival.intake(manifest)
    try:
        progress.reached(intake.offset)
        _receive(task, artifact, manifest, intake, progress)
        intake.finish()
    except VaultLocked:
        raise
    except (NotOnThisLaptop, FileNotFoundError) as error:  # discarded under our hands
        raise TakenBack from error


def _receive(task: Fetch, artifact: Artifact, manifest: MediaManifest, intake: Intake, progress: Progress) -> None:
    if intake.is_complete:
        return
    arrived = intake.offset
    coming = task.client.media(artifact.href or "", manifest.etag, arrived)
    with coming as chunks, _taken_beside(task, intake, manifest) as put:
        for chunk in _until_cancelled(task, chunks):
            put(chunk)
            arrived = min(arrived + len(chunk), manifest.size)
            progress.reached(arrived)
    if not intake.is_complete:
        raise ServerUnreachable(BROKE_OFF)


@contextmanager
def _taken_beside(task: Fetch, intake: Intake, manifest: MediaManifest) -> Iterator[Callable[[bytes], None]]:
    """Yield what takes the chunks; at the end all of them were taken. Raises whatever taking them raised."""
    if manifest.size <= _WORTH_TWO:
        yield intake.feed
        return
    to_disk, sync = partial(task.beside, SYNCING), intake.sync
    syncing = Conveyor[None](lambda _: sync(), to_disk, 1)
    sealing = Conveyor(intake.feed, partial(task.beside, SEALING), CHUNKS_BETWEEN)
    intake.sync = partial(syncing.put, None)
    try:
        yield sealing.put
    finally:
        sealing.end()
        syncing.end()
        intake.sync = sync
    sealing.finish()
    syncing.finish()


def _until_cancelled(task: Fetch, chunks: Iterator[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        if task.is_cancelled():
            raise Cancelled


def _start_again(task: Fetch, artifact: Artifact, progress: Progress, error: MediaChanged) -> None:
    if progress.has_changed:
        raise DownloadFailed(CHANGED) from error
    progress.has_changed = True
    progress.furthest = 0
    task.vault.discard(artifact.artifact_id)


def _is_begun_with_another(task: Fetch, artifact: Artifact, manifest: MediaManifest) -> bool:
    """Compare the version with the one an earlier run began to fetch, and remember this one."""
    version = f"{manifest.etag} {manifest.digest}".strip()
    with task.factory() as uow:
        before = uow.media.etag(artifact.artifact_id)
        if before != version:
            uow.media.set_etag(artifact.artifact_id, version)
    return before not in ("", version)


def _pause(task: Fetch, tries: int) -> None:
    """Wait with jitter, and notice a cancel soon."""
    left = random.uniform(0.5, min(_LONGEST_PAUSE_S, 2.0**tries))
    while left > 0:
        if task.is_cancelled():
            raise Cancelled
        task.wait(min(left, _LOOK_EVERY_S))
        left -= _LOOK_EVERY_S
