"""Report what happened at this laptop to the issuing server: kept first, then sent behind the assessor's work."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from assessor_app.domain.changes import Changes
from assessor_app.domain.event import Event, EventKind
from assessor_app.services.done import Done
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.queueing import queue_events

LONGEST_VALUE = 200
"""Characters of one value: an event says that something happened, never what somebody wrote."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


def record(
    uow: UnitOfWork, tools: Tools, assignment_id: str, kind: EventKind, data: Mapping[str, str] = _NOTHING
) -> Done[Event]:
    """Keep the event and queue it, whatever became of the assignment since. Raises UnknownAssignment."""
    kept = {name: value[:LONGEST_VALUE] for name, value in data.items()}
    event = Event(tools.new_id(), assignment_id, kind, tools.now(), kept)
    return Done(event, record_all(uow, tools, assignment_id, (event,)))


def record_all(uow: UnitOfWork, tools: Tools, assignment_id: str, events: Iterable[Event]) -> Changes:
    """Keep these events of one assignment and queue them with those still unsent. Raises UnknownAssignment."""
    assignment = uow.remote.assignment(assignment_id)
    for event in events:
        uow.events.add(event)
    return queue_events(uow, tools, assignment)
