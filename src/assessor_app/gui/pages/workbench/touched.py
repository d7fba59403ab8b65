"""Whether what changed is on show in the workbench."""

from assessor_app.domain.changes import Changes, Kind
from assessor_app.services.views import WorkbenchView

_OURS = frozenset(Kind) - {Kind.SERVER, Kind.ARTIFACT}


def is_touched(view: WorkbenchView | None, changes: Changes) -> bool:
    """Return whether `changes` concern the open assignment, its submission, its parts or its rubric."""
    if view is None:
        return False
    parts = {a.artifact_id for a in view.submission.artifacts}
    shared = {view.submission.submission_id, view.rubric.rubric_id}
    return (
        changes.concerns(view.assignment.assignment_id, _OURS)
        or not parts.isdisjoint(changes.ids(Kind.ARTIFACT))
        or not shared.isdisjoint(changes.ids(Kind.SUBMISSION) | changes.ids(Kind.RUBRIC))
        or changes.has(Kind.CREDENTIAL)  # of whichever server: whether one may score is read anew
        or view.assignment.server_id in changes.ids(Kind.DEVICE)  # evidence locks or opens
        or view.assignment.assignment_id in changes.ids(Kind.ASSIGNMENT)
    )
