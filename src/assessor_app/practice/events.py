"""Events from laptops (accesses, erase receipts, conflicts met): each kept once, by the id the laptop gave it."""

import json
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from assessor_app.practice import times
from assessor_app.practice.bodies import shaped
from assessor_app.practice.tables import EVENT
from assessor_app.practice.writes import Taken, Write
from assessor_app.wire.assessment import EventBatch


def record(connection: Connection, write: Write, body: Any) -> Taken:
    """Add what is new; the revision is how many this assessor has reported."""
    for event in shaped(EventBatch, body).events:
        row = insert(EVENT).values(
            assessor_id=write.caller.assessor_id,
            event_id=event.id,
            kind=event.kind,
            at=times.stored(event.at),
            assignment_id=event.assignment,
            data=json.dumps(event.data, ensure_ascii=False),
            received_at=times.stored(write.at),
        )
        connection.execute(row.on_conflict_do_nothing())
    mine = select(func.count()).select_from(EVENT).where(EVENT.c.assessor_id == write.caller.assessor_id)
    return Taken(int(connection.execute(mine).scalar_one()))
