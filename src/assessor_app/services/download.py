"""Download one evidence file: go on where it stopped, prove each block, try again a bounded number of times."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from assessor_app.domain.changes import Changes
from assessor_app.domain.submission import Artifact
from assessor_app.services.exchange_ports import MediaChanged, MediaManifest, ServerClient, ServerUnreachable
from assessor_app.services.intake import DamagedBlock, Intake
from assessor_app.services.ports import UnitOfWorkFactory
from assessor_app.services.vault_ports import StillOpen, Vault

MOST_TRIES = 5
"""Tries in a row that brought nothing before a download pauses."""
_LONGEST_PAUSE_S = 30.0
_LOOK_EVERY_S = 0.25

OTHER_FILE = "The server offers another file than the one this submission lists. Sync, then try again."
DAMAGED = "This file arrives damaged again and again. Try another network, or tell those who run the server."
CHANGED = "This file keeps changing on the server. Try again later, or tell those who run it."
STILL_OPEN = "The file that was here before is still open. Close its submission, then try again."
BROKE_OFF = "The connection broke off. Press Resume to go on where it stopped."


class DownloadFailed(Exception):
    """Trying again by itself would not help. The message is a sentence for the assessor."""


class TakenBack(Exception):
    """The evidence was withdrawn while it arrived."""


class Cancelled(Exception):
    """The assessor asked to stop."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """What fetching needs. `wait` sleeps that many seconds between tries."""

    factory: UnitOfWorkFactory
    client: ServerClient
    vault: Vault
    publish: Callable[[Changes], None] = lambda _: None
    is_cancelled: Callable[[], bool] = lambda: False
    wait: Callable[[float], None] = time.sleep


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

    Raises DownloadFailed, TakenBack, Cancelled, DiskFull, NotOffered, ServerUnreachable, SignInRequired; what has
    arrived stays for the next time.
    """
    while True:
        try:
            _one_connection(task, artifact, progress)
        except MediaChanged as error:
            _start_again(task, artifact, progress, error)
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
            return


def _one_connection(task: Fetch, artifact: Artifact, progress: Progress) -> None:
    manifest = task.client.manifest(artifact.href or "")
    if manifest.sha256 != artifact.sha256 or manifest.size != artifact.size:
        raise DownloadFailed(OTHER_FILE)
    try:
        sink = task.vault.sink(artifact.artifact_id, manifest.size)
    except StillOpen as error:
        raise DownloadFailed(STILL_OPEN) from error
    try:
        if _is_begun_with_another(task, artifact, manifest):
            sink.truncate(0)
        intake = Intake(sink, manifest)
        progress.reached(intake.offset)
        try:
            _receive(task, artifact, manifest, intake, progress)
        finally:
            progress.offset = sink.offset
        _finish(intake)
    finally:
        sink.close()


def _receive(task: Fetch, artifact: Artifact, manifest: MediaManifest, intake: Intake, progress: Progress) -> None:
    if intake.is_complete:
        return
    with task.client.media(artifact.href or "", manifest.etag, intake.offset) as chunks:
        for chunk in _until_cancelled(task, chunks):
            intake.feed(chunk)
            progress.reached(intake.offset)
    if not intake.is_complete:
        raise ServerUnreachable(BROKE_OFF)


def _until_cancelled(task: Fetch, chunks: Iterator[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        if task.is_cancelled():
            raise Cancelled


def _finish(intake: Intake) -> None:
    try:
        intake.finish()
    except FileNotFoundError as error:  # discarded under our hands
        raise TakenBack from error


def _start_again(task: Fetch, artifact: Artifact, progress: Progress, error: MediaChanged) -> None:
    if progress.has_changed:
        raise DownloadFailed(CHANGED) from error
    progress.has_changed = True
    progress.furthest = 0
    task.vault.discard(artifact.artifact_id)


def _is_begun_with_another(task: Fetch, artifact: Artifact, manifest: MediaManifest) -> bool:
    """Compare the version with the one an earlier run began to fetch, and remember this one."""
    with task.factory() as uow:
        before = uow.media.etag(artifact.artifact_id)
        if before != manifest.etag:
            uow.media.set_etag(artifact.artifact_id, manifest.etag)
    return before not in ("", manifest.etag)


def _pause(task: Fetch, tries: int) -> None:
    """Wait with jitter, and notice a cancel soon."""
    left = random.uniform(0.5, min(_LONGEST_PAUSE_S, 2.0**tries))
    while left > 0:
        if task.is_cancelled():
            raise Cancelled
        task.wait(min(left, _LOOK_EVERY_S))
        left -= _LOOK_EVERY_S
