"""Evidence that has to leave this laptop: withdrawn, replaced, left out of a newer version, or of a removed server.

The bytes go first, before the commit: a crash between removes them again, and never keeps what was taken away.
"""

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.submission import Artifact, Submission
from assessor_app.services.erasure import Reason, destroy, discard_file, is_here, note
from assessor_app.services.exchange_ports import RemoteChange
from assessor_app.services.ports import UnitOfWork, UnitOfWorkFactory
from assessor_app.services.refusals import NotReceived, UnknownAssignment
from assessor_app.services.vault_ports import Vault


def discard_withdrawn(vault: Vault, uow: UnitOfWork, server_id: str, change: RemoteChange) -> Changes:
    """Remove what a withdrawn assignment or submission of that server brought; another server's is never touched."""
    submission_id = _withdrawn(uow, change)
    if submission_id is None or not uow.remote.owns(server_id, submission_id):
        return Changes()
    failpoint("evidence.withdrawn")
    return discard_submission(vault, uow, submission_id, Reason.WITHDRAWN)


def discard_handed_back(vault: Vault, uow: UnitOfWork, assignment_id: str) -> Changes:
    """Remove the evidence of what its assessor gave back; nothing while another assignment here still needs it.

    Raises UnknownAssignment.
    """
    if uow.declarations.hand_back(assignment_id) is None:
        return Changes()
    submission_id = uow.remote.assignment(assignment_id).submission_id
    if uow.remote.is_shared(submission_id, assignment_id):
        return Changes()
    try:
        return discard_submission(vault, uow, submission_id, Reason.HANDED_BACK)
    except NotReceived:
        return Changes()


def restart(vault: Vault, factory: UnitOfWorkFactory) -> None:
    """At program start: evidence that was to go when the program ended goes now."""
    with factory() as uow:
        for assignment_id in uow.declarations.with_evidence():
            discard_handed_back(vault, uow, assignment_id)


def discard_submission(vault: Vault, uow: UnitOfWork, submission_id: str, reason: Reason) -> Changes:
    """Remove its files and the candidate's words, with a receipt for each part that was here. Raises NotReceived."""
    touched = Changes.of(Touched(Kind.SUBMISSION, submission_id))
    owner_id = _reporting(uow, submission_id)
    for artifact in uow.remote.submission(submission_id).artifacts:
        if artifact.is_file:
            destroy(vault, uow, owner_id, artifact, reason)
            touched |= Changes.of(Touched(Kind.ARTIFACT, artifact.artifact_id))
            continue
        if is_here(uow, artifact):
            note(uow, owner_id, artifact, reason)
        discard_file(vault, artifact.artifact_id)  # a text has no file, but a key: captions are the candidate's words
        uow.derived.forget(artifact.artifact_id)
    uow.remote.blank(submission_id, comes_again=reason is Reason.SIGN_OUT)
    return touched


def put_submission(
    vault: Vault, uow: UnitOfWork, server_id: str, change: RemoteChange, submission: Submission
) -> Changes:
    """Put the submission of a change; files the new version does not list, or lists with other bytes, go.

    Of what was handed back nothing comes again, though the server may not have heard of it yet. Raises ServerMismatch.
    """
    before = _known(uow, submission.submission_id)
    uow.remote.put(server_id, change)
    after = {artifact.artifact_id: artifact for artifact in submission.artifacts}
    touched = Changes()
    for artifact_id, artifact in before.items():
        if _is_same(artifact, after.get(artifact_id)):
            continue
        if not artifact.is_file:
            discard_file(vault, artifact_id)
        uow.derived.forget(artifact_id)
        if artifact.is_file:
            touched |= _replace_file(vault, uow, submission.submission_id, artifact, after.get(artifact_id))
    for assignment_id in uow.declarations.with_evidence():
        touched |= discard_handed_back(vault, uow, assignment_id)
    return touched


def _is_same(artifact: Artifact, now: Artifact | None) -> bool:
    return now is not None and (artifact.sha256, artifact.is_file) == (now.sha256, now.is_file)


def _replace_file(
    vault: Vault, uow: UnitOfWork, submission_id: str, artifact: Artifact, now: Artifact | None
) -> Changes:
    destroy(vault, uow, _reporting(uow, submission_id), artifact, Reason.REPLACED)
    if now is None or not now.is_file:
        uow.media.forget(artifact.artifact_id)
        return Changes()
    return Changes.of(Touched(Kind.ARTIFACT, artifact.artifact_id))


def _reporting(uow: UnitOfWork, submission_id: str) -> str | None:
    """Under which assignment a submission's receipts go to the server."""
    return next(iter(uow.remote.assignments_of(submission_id)), None)


def _withdrawn(uow: UnitOfWork, change: RemoteChange) -> str | None:
    """Return the submission that goes; none while another assignment of ours is still of it."""
    if change.kind == "submission":
        return change.entity_id
    if change.kind != "assignment":
        return None
    try:
        submission_id = uow.remote.assignment(change.entity_id).submission_id
    except UnknownAssignment:
        return None
    return None if uow.remote.is_shared(submission_id, change.entity_id) else submission_id


def _known(uow: UnitOfWork, submission_id: str) -> dict[str, Artifact]:
    try:
        artifacts = uow.remote.submission(submission_id).artifacts
    except NotReceived:
        return {}
    return {artifact.artifact_id: artifact for artifact in artifacts}
