"""Tell the issuing server how scores came about: every change of a level or condition, with its time."""

import uuid

from assessor_app.domain.changes import Changes
from assessor_app.domain.event import Event, EventKind
from assessor_app.domain.history import ScoreChange, ScoreField, score_changes
from assessor_app.services.events import record_all
from assessor_app.services.ports import Tools, UnitOfWork

_JUDGEMENTS = (ScoreField.LEVEL, ScoreField.CONDITION)
_NAMES = uuid.UUID("6d9d0b8e-5b0c-4c56-9a5f-1f6a3a9d3c41")


def report(uow: UnitOfWork, tools: Tools, assignment_id: str) -> Changes:
    """Queue the history of the scores, in the transaction of the final it belongs to.

    A change has the same id however often it is reported, so that a second final after a return adds only what is new.
    """
    changes = score_changes(uow.journal.rows(assignment_id))
    events = (_event(assignment_id, change) for change in changes if change.field in _JUDGEMENTS)
    return record_all(uow, tools, assignment_id, events)


def _event(assignment_id: str, change: ScoreChange) -> Event:
    named = (assignment_id, change.at.isoformat(), change.criterion_id, change.field, change.before, change.after)
    data = {
        "criterion": change.criterion_id,
        "field": change.field.value,
        "before": change.before,
        "after": change.after,
        "act": change.kind.value,
    }
    event_id = str(uuid.uuid5(_NAMES, "\n".join(named)))
    return Event(event_id, assignment_id, EventKind.SCORE_CHANGED, change.at, data)
