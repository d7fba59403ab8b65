"""Repositories of declarations, hand-backs and the events a server is still to hear of."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, select, text, update

from assessor_app.domain.declaration import Declaration, HandBack
from assessor_app.domain.event import Event
from assessor_app.services.offline_lease import OfflineLease
from assessor_app.store import evidence_gate
from assessor_app.store.read_once import ReadOnce
from assessor_app.store.tables_integrity import BLANKED, DECLARATION, EVENT, HAND_BACK, UNCONFIRMED
from assessor_app.store.tables_work import OPEN_STATES
from assessor_app.store.upserts import insert_once, upsert, values_of

_PUT_DECLARATION = insert_once(DECLARATION)
_DECLARATION = select(DECLARATION).where(DECLARATION.c.assignment_id == bindparam("assignment_id"))
_HAND_BACK_COLUMNS = ("assignment_id", "kind", "reason", "at")
_PUT_HAND_BACK = upsert(HAND_BACK, _HAND_BACK_COLUMNS, "assignment_id")
_HAND_BACK = select(HAND_BACK).where(HAND_BACK.c.assignment_id == bindparam("assignment_id"))
_END_HAND_BACK = delete(HAND_BACK).where(HAND_BACK.c.assignment_id == bindparam("assignment_id"))
# CROSS JOIN: from the few that were handed back on, never through every submission; it is asked for each that arrives.
_WITH_EVIDENCE = text("""
SELECT h.assignment_id FROM hand_back AS h
CROSS JOIN assignment AS a ON a.assignment_id = h.assignment_id
CROSS JOIN submission AS s ON s.submission_id = a.submission_id
WHERE s.digest <> ''
""")
_EVENT_COLUMNS = ("event_id", "assignment_id", "kind", "at")
_ADD_EVENT = insert_once(EVENT)
_UNSENT = (
    select(*(EVENT.c[name] for name in (*_EVENT_COLUMNS, "data")))
    .where(EVENT.c.assignment_id == bindparam("assignment_id"), text(UNCONFIRMED))
    .order_by(EVENT.c.n)
)
# An adapter sends an event under the id it was given here: what is named in the bytes is on its way.
_UNQUEUED = text(f"""
SELECT DISTINCT event.assignment_id FROM event
JOIN assignment USING (assignment_id)
WHERE assignment.server_id = :server_id AND event.{UNCONFIRMED} AND NOT EXISTS (
  SELECT 1 FROM outbox
  WHERE outbox.server_id = :server_id AND outbox.assignment_id = event.assignment_id AND {OPEN_STATES}
    AND outbox.verb = 'post-events' AND instr(CAST(outbox.body AS TEXT), event.event_id) > 0)
ORDER BY event.assignment_id
""")
_LAST_HIDDEN = (
    select(EVENT.c.data)
    .where(EVENT.c.assignment_id == bindparam("assignment_id"), text(BLANKED))
    .order_by(EVENT.c.n.desc())
    .limit(1)
)


def is_hidden(connection: Connection, assignment_id: str) -> bool:
    """Whether the last thing reported of the evidence is that it was hidden, not that it was shown again."""
    data = connection.execute(_LAST_HIDDEN, {"assignment_id": assignment_id}).scalar()
    return data is not None and "shown" not in data


def declaration_of(connection: Connection, assignment_id: str) -> Declaration | None:
    row = connection.execute(_DECLARATION, {"assignment_id": assignment_id}).first()
    return None if row is None else Declaration(**row._mapping)


def hand_back_of(connection: Connection, assignment_id: str) -> HandBack | None:
    row = connection.execute(_HAND_BACK, {"assignment_id": assignment_id}).first()
    return None if row is None else HandBack(**row._mapping)


class SqlDeclarations:
    """The first declaration of an assignment stays: it says since when evidence could be open."""

    def __init__(self, connection: Connection, lease: OfflineLease) -> None:
        self._connection = connection
        self._lease = lease
        self._once = ReadOnce()

    def get(self, assignment_id: str) -> Declaration | None:
        return declaration_of(self._connection, assignment_id)

    def put(self, declaration: Declaration) -> None:
        self._connection.execute(_PUT_DECLARATION, values_of(declaration, ("assignment_id", "declared_at")))

    def hand_back(self, assignment_id: str) -> HandBack | None:
        return self._once.get(assignment_id, lambda: hand_back_of(self._connection, assignment_id))

    def put_hand_back(self, hand_back: HandBack) -> None:
        self._once.forget()
        self._connection.execute(_PUT_HAND_BACK, values_of(hand_back, _HAND_BACK_COLUMNS))

    def end_hand_back(self, assignment_id: str) -> None:
        self._once.forget()
        self._connection.execute(_END_HAND_BACK, {"assignment_id": assignment_id})

    def with_evidence(self) -> tuple[str, ...]:
        return tuple(self._connection.execute(_WITH_EVIDENCE).scalars())

    def showing(self, artifact_id: str) -> tuple[str, ...]:
        return evidence_gate.showing(self._connection, artifact_id, self._lease)


class SqlEvents:
    """Events are only ever added, and marked once a server has confirmed them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, event: Event) -> None:
        self._connection.execute(_ADD_EVENT, values_of(event, _EVENT_COLUMNS) | {"data": dict(event.data)})

    def unsent(self, assignment_id: str) -> tuple[Event, ...]:
        rows = self._connection.execute(_UNSENT, {"assignment_id": assignment_id})
        return tuple(Event(**row._mapping) for row in rows)

    def unqueued(self, server_id: str) -> tuple[str, ...]:
        return tuple(self._connection.execute(_UNQUEUED, {"server_id": server_id}).scalars())

    def confirm(self, event_ids: Iterable[str]) -> None:
        confirmed = update(EVENT).where(EVENT.c.event_id.in_(list(event_ids)))
        self._connection.execute(confirmed.values(is_confirmed=True))
