"""Keep what was watched of a recording: no act of the assessor's, so neither journal nor outbox hear of it."""

from assessor_app.domain.changes import Changes
from assessor_app.domain.coverage import Coverage
from assessor_app.services.done import Done
from assessor_app.services.editing import editable
from assessor_app.services.ports import UnitOfWork
from assessor_app.services.refusals import AlreadySubmitted, NotOpen

PAUSE_US = 200_000
"""Stretches no further apart count as one: stopping and going on leaves out a frame or two."""


def add(uow: UnitOfWork, assignment_id: str, artifact_id: str, watched: Coverage) -> Done[Coverage]:
    """Join `watched` to what is stored and return all of it.

    Nothing is stored, and nothing said, once the assessment is submitted or the assignment closed or withdrawn:
    coverage is part of what was judged, and looking again later must not make it larger. Raises UnknownAssignment.
    """
    stored = uow.coverages.get(assignment_id, artifact_id)
    try:
        editable(uow, assignment_id)
    except (NotOpen, AlreadySubmitted):
        return Done(stored, Changes())
    joined = Coverage.of((*stored.spans, *watched.spans), join_us=PAUSE_US)
    if joined != stored:
        uow.coverages.put(assignment_id, artifact_id, joined)
    return Done(joined, Changes())
