"""Say to the issuing server which evidence was looked at, and which bytes these were."""

from assessor_app.domain.changes import Changes
from assessor_app.domain.event import EventKind
from assessor_app.services import events
from assessor_app.services.done import Done
from assessor_app.services.ports import Tools, UnitOfWork


def evidence_opened(uow: UnitOfWork, tools: Tools, artifact_id: str) -> Done[None]:
    """Report it for every assignment that may show it; nothing where none may. Raises NotReceived.

    What was looked at lately is the last to make room for other evidence.
    """
    uow.media.note_opened(artifact_id, tools.now())
    changes = Changes()
    for assignment_id in uow.declarations.showing(artifact_id):
        submission = uow.remote.submission(uow.remote.assignment(assignment_id).submission_id)
        digest = next(part.sha256 for part in submission.artifacts if part.artifact_id == artifact_id)
        data = {"artifact": artifact_id, "digest": digest}
        changes |= events.record(uow, tools, assignment_id, EventKind.EVIDENCE_OPENED, data).changes
    return Done(None, changes)
