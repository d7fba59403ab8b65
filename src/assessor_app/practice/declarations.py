"""Declarations: a final without one, where the policy asks for it, waits for a person instead of counting silently."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, literal_column, select

from assessor_app.domain.declaration import must_declare
from assessor_app.domain.event import EventKind
from assessor_app.domain.submission import Role
from assessor_app.practice import rules, times
from assessor_app.practice.standards import Standards
from assessor_app.practice.tables import EVENT
from assessor_app.wire.assessment import AssessmentDoc

_MISSING = "The assessor did not declare that they know nobody in it."
_TOO_LATE = "Evidence was opened before the assessor declared that they know nobody in it."


def reason_to_hold(
    connection: Connection, assignment: Row[Any], standards: Standards, document: AssessmentDoc
) -> str | None:
    """Why a final must wait as far as declaring goes, in words; None where nothing is wrong."""
    if not must_declare(Role(assignment.role), rules.domain_policy(standards.policy)):
        return None
    if document.declared_at is None:
        return _MISSING
    opened_at = _first_opened(connection, assignment)
    return _TOO_LATE if opened_at is not None and opened_at < document.declared_at else None


def _first_opened(connection: Connection, assignment: Row[Any]) -> datetime | None:
    """When this assessor's laptops first reported evidence as opened without having reported a declaration before.

    Laptops report in the order things happened. That order tells more than their clocks: one that went wrong and was
    put right between the two, or the clock of a second laptop, makes nobody an opener of what they may not see.
    """
    declared, opened = EVENT.alias("declared"), EVENT.alias("opened")
    mine = [
        (each.c.assessor_id == assignment.assessor_id) & (each.c.assignment_id == assignment.assignment_id)
        for each in (declared, opened)
    ]
    is_earlier = literal_column("declared.rowid") < literal_column("opened.rowid")
    before = exists().where(mine[0], declared.c.kind == EventKind.DECLARED.value, is_earlier)
    query = select(func.min(opened.c.at)).where(mine[1], opened.c.kind == EventKind.EVIDENCE_OPENED.value, ~before)
    text = connection.execute(query).scalar()
    return times.moment(text) if text else None
