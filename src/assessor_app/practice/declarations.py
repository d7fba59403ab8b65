"""Declarations: a final without one, where the policy asks for it, waits for a person instead of counting silently."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

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
    """When this assessor's laptops first reported evidence of the assignment as opened."""
    query = select(func.min(EVENT.c.at)).where(
        EVENT.c.assessor_id == assignment.assessor_id,
        EVENT.c.assignment_id == assignment.assignment_id,
        EVENT.c.kind == EventKind.EVIDENCE_OPENED.value,
    )
    text = connection.execute(query).scalar()
    return times.moment(text) if text else None
