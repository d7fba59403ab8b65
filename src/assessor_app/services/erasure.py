"""Crypto-erasure: the keys of evidence are destroyed, and its issuing server is told what went, when and why."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.event import Event, EventKind
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.ids import new_id
from assessor_app.domain.submission import Artifact, MediaState
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.queueing import queue_events
from assessor_app.services.refusals import NotReceived
from assessor_app.services.vault_ports import Vault
from assessor_app.services.views import ArtifactMedia


class Reason(StrEnum):
    """Why evidence went, as the server is told."""

    WITHDRAWN = "withdrawn"
    HANDED_BACK = "handed-back"
    REPLACED = "replaced"
    """The submission lists other bytes now, or none."""

    RETENTION = "retention"
    """Its final was received long enough ago, or what was not submitted is long due."""

    REMOTE = "remote"
    """The server asked this laptop to."""

    SIGN_OUT = "sign-out"
    EVICTED = "evicted"
    """It made room, and can be fetched again."""

    @property
    def is_for_good(self) -> bool:
        """Whether it may come again only when somebody asks for it anew: then what the candidate wrote goes, too."""
        return self not in (Reason.REPLACED, Reason.EVICTED)


def copy_of(artifact_id: str) -> str:
    """What the vault calls the copy of a recording that no player shows; it goes whenever the recording goes."""
    return f"{artifact_id}#copy"


def discard_file(vault: Vault, artifact_id: str) -> None:
    """The key and the bytes, and the copy made of them."""
    vault.discard(artifact_id)
    vault.discard(copy_of(artifact_id))


def erase(  # noqa: PLR0913 - a sentence: what, of which assignment, why
    vault: Vault,
    uow: UnitOfWork,
    tools: Tools,
    assignment_id: str,
    reason: Reason,
    artifact_ids: Iterable[str] | None = None,
) -> Changes:
    """Destroy the evidence of an assignment's submission, or the parts named, with a receipt for each that was here.

    What goes for good is not fetched again by itself. What the assessor wrote stays. Raises UnknownAssignment;
    nothing happens while its submission has not come.
    """
    assignment = uow.remote.assignment(assignment_id)
    wanted = None if artifact_ids is None else frozenset(artifact_ids)
    try:
        artifacts = uow.remote.submission(assignment.submission_id).artifacts
    except NotReceived:
        return Changes()
    if reason.is_for_good:
        uow.media.leave((assignment_id,))
    changes = Changes()
    for artifact in artifacts:
        if artifact.artifact_id in wanted if wanted is not None else artifact.is_file or reason.is_for_good:
            changes |= destroy(vault, uow, assignment_id, artifact, reason)
    if wanted is None and reason.is_for_good:
        uow.retention.drop_words(assignment.submission_id)
    if not changes:
        return changes
    whole = Changes.of(Touched(Kind.SUBMISSION, assignment.submission_id))
    return changes | whole | queue_events(uow, tools, assignment)


def destroy(vault: Vault, uow: UnitOfWork, assignment_id: str | None, artifact: Artifact, reason: Reason) -> Changes:
    """Destroy one file and what was computed from it; the receipt waits until the server's events are queued.

    The key goes before the commit: a crash between destroys it again, and never keeps what was to go. Nothing is
    touched, and nothing reported, where nothing is here. `assignment_id` None: nobody here was given it.
    """
    was_here = is_here(uow, artifact)
    failpoint("erasure.before_key")
    discard_file(vault, artifact.artifact_id)
    failpoint("erasure.after_key")
    uow.derived.forget(artifact.artifact_id)
    uow.media.put(ArtifactMedia(artifact.artifact_id, MediaState.ABSENT))
    uow.media.set_etag(artifact.artifact_id, "")
    if was_here:
        note(uow, assignment_id, artifact, reason)
    return Changes.of(Touched(Kind.ARTIFACT, artifact.artifact_id, assignment_id)) if was_here else Changes()


def is_here(uow: UnitOfWork, artifact: Artifact) -> bool:
    """Whether some of it can be read on this laptop."""
    if not artifact.is_file:
        return bool(artifact.text)
    media = uow.media.get(artifact.artifact_id)
    return media.state is not MediaState.ABSENT and (media.done > 0 or media.state is MediaState.PRESENT)


def note(uow: UnitOfWork, assignment_id: str | None, artifact: Artifact, reason: Reason) -> None:
    """Keep the receipt: the moment it went is the laptop's own, the server adds when it heard of it."""
    if assignment_id is not None:
        data = {"artifact": artifact.artifact_id, "digest": artifact.sha256, "reason": reason.value}
        uow.events.add(Event(new_id(), assignment_id, EventKind.EVIDENCE_ERASED, datetime.now(UTC), data))


def queue_receipts(uow: UnitOfWork, tools: Tools, server_id: str) -> Changes:
    """Queue every event of that server which no waiting write brings: receipts above all. Safe to repeat."""
    changes = Changes()
    for assignment_id in uow.events.unqueued(server_id):
        changes |= queue_events(uow, tools, uow.remote.assignment(assignment_id))
    return changes
