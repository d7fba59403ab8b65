"""Somebody else goes on: who takes over an assignment that was handed back, if anybody may."""

from dataclasses import replace as with_changes
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.dialects.sqlite import insert

from assessor_app.practice import assignments, choosing, verdicts
from assessor_app.practice.assignments import ADJUDICATE
from assessor_app.practice.tables import REPLACEMENT


def replace(connection: Connection, row: Row[Any], now: datetime) -> str | None:
    """Give the submission to the next who may have it, in the same role. Returns the assignment's id or None.

    Where nobody may, the place stays free and nothing is decided without it.
    """
    if row.role == ADJUDICATE:
        verdicts.settle(connection, row.submission_id, now)  # finds the next adjudicator, inputs as they are now
        return None
    same = assignments.allotment_of(row)
    due_at = same.due_at if same.due_at is not None and same.due_at > now else None
    newer = choosing.give_to_next(connection, with_changes(same, due_at=due_at), now)
    if newer is not None:
        note(connection, row.assignment_id, newer)
    return newer


def note(connection: Connection, assignment_id: str, newer: str) -> None:
    row = insert(REPLACEMENT).values(assignment_id=assignment_id, replaced_by=newer)
    connection.execute(row.on_conflict_do_nothing())
