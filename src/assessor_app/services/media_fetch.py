"""Bring the evidence of assignments to this laptop, and keep a true word on how much of it is here."""

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.submission import Artifact, Assignment, AssignmentState, MediaState, Submission
from assessor_app.services.download import Cancelled, DownloadFailed, Fetch, Progress, TakenBack, download
from assessor_app.services.erasure import discard_file
from assessor_app.services.exchange_ports import NotOffered, ServerUnreachable, SignInRequired
from assessor_app.services.ports import UnitOfWorkFactory
from assessor_app.services.refusals import NotReceived, UnknownAssignment
from assessor_app.services.vault_ports import DiskFull, NotOnThisLaptop, VaultLocked
from assessor_app.services.views import ArtifactMedia

NOTE_EVERY_S = 0.25
FULL = "The disk is full: what has arrived is kept. Free {megabytes} MB, then download the rest."
NOT_THERE = "The server does not offer this file any more. Sync, then try again."
_HEADROOM = 1.1
_MB = 1_000_000
_NEVER = datetime.max.replace(tzinfo=UTC)


class Watch(Protocol):
    """Hears from a lane what a fetch comes to while it runs."""

    def arrived(self, artifact: Artifact, done: int) -> None:
        """So many of its bytes are here."""

    def stopped(self, error: Exception) -> None:
        """Why a file did not come, where trying again later may help: network, sign-in, disk, a cancel."""


class _Nobody:
    def arrived(self, artifact: Artifact, done: int) -> None:
        """Not told."""

    def stopped(self, error: Exception) -> None:
        """Not told."""


NOBODY: Watch = _Nobody()


def restart(factory: UnitOfWorkFactory) -> int:
    """At program start: what was arriving when it ended waits for Resume; returns how many files."""
    with factory() as uow:
        return uow.media.restart()


def fetch_assignments(task: Fetch, assignment_ids: Iterable[str], watch: Watch = NOBODY) -> tuple[ArtifactMedia, ...]:
    """Fetch every file of these assignments, by due date, then smallest first; return how each one ended.

    What stops one file for a reason all share (disk, network, sign-in, cancel) pauses those behind it.
    """
    wanted = fetch_order(_fetchable(task, assignment_ids))
    for owner_id, artifact in wanted:
        _queue(task, owner_id, artifact)
    results: list[ArtifactMedia] = []
    for owner_id, artifact in wanted:
        last = results[-1] if results else None
        if last is not None and last.state is MediaState.PAUSED:
            results.append(_end(task, owner_id, artifact, MediaState.PAUSED, last.problem))
        else:
            results.append(_fetch(task, owner_id, artifact, watch))
    return tuple(results)


def fetch_file(task: Fetch, owner_id: str, artifact: Artifact) -> ArtifactMedia:
    """Fetch one file of assignment `owner_id`, going on where an earlier try stopped; return how it ended."""
    _queue(task, owner_id, artifact)
    return _fetch(task, owner_id, artifact, NOBODY)


def fetch_order(wanted: Iterable[tuple[Assignment, Submission]]) -> tuple[tuple[str, Artifact], ...]:
    """Return (assignment id, file): what is due first comes first, then small before large."""
    files = [
        (assignment.due_at or _NEVER, artifact.size, assignment.assignment_id, artifact)
        for assignment, submission in wanted
        for artifact in submission.artifacts
        if artifact.is_file and artifact.href
    ]
    return tuple((owner_id, artifact) for _, _, owner_id, artifact in sorted(files, key=lambda row: row[:3]))


def _fetch(task: Fetch, owner_id: str, artifact: Artifact, watch: Watch) -> ArtifactMedia:
    if _is_here(task, artifact):
        return _end(task, owner_id, artifact, MediaState.PRESENT, "", artifact.size)
    progress = Progress(_Notes(task, owner_id, artifact, watch).tell)
    state, problem = _outcome(task, artifact, progress, watch)
    return _end(task, owner_id, artifact, state, problem, progress.offset)


def _outcome(task: Fetch, artifact: Artifact, progress: Progress, watch: Watch) -> tuple[MediaState, str]:
    """Download and say how that ended: a state, and a sentence where a person can do something."""
    try:
        download(task, artifact, progress)
    except TakenBack:
        return MediaState.ABSENT, ""
    except Cancelled as error:
        watch.stopped(error)
        return MediaState.PAUSED, ""
    except DiskFull as error:
        watch.stopped(error)
        return MediaState.PAUSED, _full(task, artifact, progress)
    except (ServerUnreachable, SignInRequired, VaultLocked) as error:
        watch.stopped(error)
        return MediaState.PAUSED, str(error)
    except NotOffered:
        return MediaState.FAILED, NOT_THERE
    except DownloadFailed as error:
        return MediaState.FAILED, str(error)
    return MediaState.PRESENT, ""


class _Notes:
    """Writes progress down, a few times a second at most."""

    def __init__(self, task: Fetch, owner_id: str, artifact: Artifact, watch: Watch) -> None:
        self._task = task
        self._watch = watch
        self._owner_id = owner_id
        self._artifact = artifact
        self._noted = 0.0

    def tell(self, done: int) -> None:
        """Raises TakenBack when the evidence was withdrawn since."""
        self._watch.arrived(self._artifact, done)
        if time.monotonic() - self._noted < NOTE_EVERY_S:
            return
        self._noted = time.monotonic()
        with self._task.factory() as uow:
            media = uow.media.get(self._artifact.artifact_id)
            if media.state is MediaState.ABSENT:
                raise TakenBack
            uow.media.put(replace(media, state=MediaState.DOWNLOADING, done=done, size=self._artifact.size, problem=""))
        _tell(self._task, self._owner_id, self._artifact)


def _end(  # noqa: PLR0913 - a row's worth of facts
    task: Fetch, owner_id: str, artifact: Artifact, state: MediaState, problem: str, done: int | None = None
) -> ArtifactMedia:
    """Write down how it ended; evidence that was withdrawn stays absent whatever else happened."""
    with task.factory() as uow:
        media = uow.media.get(artifact.artifact_id)
        if MediaState.ABSENT in (state, media.state):
            discard_file(task.vault, artifact.artifact_id)
            media = ArtifactMedia(artifact.artifact_id, MediaState.ABSENT, 0, artifact.size)
        else:
            here = media.done if done is None else done
            media = ArtifactMedia(artifact.artifact_id, state, here, artifact.size, problem)
        uow.media.put(media)
        failpoint("download.noted")
    _tell(task, owner_id, artifact)
    return media


def _queue(task: Fetch, owner_id: str, artifact: Artifact) -> None:
    with task.factory() as uow:
        media = uow.media.get(artifact.artifact_id)
        if media.state is MediaState.PRESENT and _is_here(task, artifact):
            return
        uow.media.put(replace(media, state=MediaState.QUEUED, size=artifact.size, problem=""))
    _tell(task, owner_id, artifact)


def _full(task: Fetch, artifact: Artifact, progress: Progress) -> str:
    needed = (artifact.size - progress.offset) * _HEADROOM - task.vault.free_bytes()
    return FULL.format(megabytes=max(1, -(-int(needed) // _MB)))


def _fetchable(task: Fetch, assignment_ids: Iterable[str]) -> list[tuple[Assignment, Submission]]:
    """Leave out what is not here (yet), was taken back or handed back."""
    found = []
    with task.factory() as uow:
        for assignment_id in assignment_ids:
            with suppress(UnknownAssignment, NotReceived):
                assignment = uow.remote.assignment(assignment_id)
                is_ours = uow.declarations.hand_back(assignment_id) is None
                if is_ours and assignment.state is not AssignmentState.WITHDRAWN:
                    found.append((assignment, uow.remote.submission(assignment.submission_id)))
    return found


def _is_here(task: Fetch, artifact: Artifact) -> bool:
    try:
        source = task.vault.open(artifact.artifact_id)
    except VaultLocked:  # said only of what is here
        return True
    except NotOnThisLaptop:
        return False
    size = source.size
    source.close()
    return size == artifact.size


def _tell(task: Fetch, owner_id: str, artifact: Artifact) -> None:
    task.publish(Changes.of(Touched(Kind.ARTIFACT, artifact.artifact_id, owner_id)))
