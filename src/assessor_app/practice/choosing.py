"""Who gets a submission next: certified, not suspended, without a conflict of interest, and new to it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from assessor_app.practice import affiliations, assignments
from assessor_app.practice.access import is_certified
from assessor_app.practice.affiliations import ConflictOfInterest
from assessor_app.practice.assignments import ADJUDICATE, CLOSED, WITHDRAWN, Allotment
from assessor_app.practice.tables import ASSESSOR, ASSIGNMENT

_ROLE_NEEDED = {ADJUDICATE: "adjudicator"}
_ASSESSOR = "assessor"


def give_to_next(connection: Connection, case: Allotment, now: datetime) -> str | None:
    """Give the case to whoever has least to do. Returns the assignment's id, None when nobody may have it."""
    for candidate in _by_load(connection):
        if is_eligible(connection, candidate, case, now):
            return assignments.allot(connection, replace(case, assessor_id=str(candidate.assessor_id)))
    return None


def give_preferred(connection: Connection, case: Allotment, now: datetime) -> str | None:
    """Give the case to whom it names, to somebody else where that person must not have it."""
    try:
        return assignments.allot(connection, case)
    except ConflictOfInterest:
        return give_to_next(connection, case, now)


def is_eligible(connection: Connection, assessor: Row[Any], case: Allotment, now: datetime) -> bool:
    """Whether an assessor (a row) may be given this case in its role today."""
    needed = _ROLE_NEEDED.get(case.role, _ASSESSOR)
    if assessor.is_suspended or needed not in json.loads(assessor.roles):
        return False
    if needed == _ASSESSOR and not is_certified(connection, assessor.assessor_id, case.achievement_id, now):
        return False
    if assignments.has_judged(connection, assessor.assessor_id, case.submission_id):
        return False
    return affiliations.conflict(connection, assessor.assessor_id, case.submission_id) is None


def _by_load(connection: Connection) -> Sequence[Row[Any]]:
    """Whoever has the fewest open assignments first, by label among equals."""
    is_open = ASSIGNMENT.c.state.not_in((WITHDRAWN, CLOSED))
    load = (
        select(func.count())
        .select_from(ASSIGNMENT)
        .where(is_open, ASSIGNMENT.c.assessor_id == ASSESSOR.c.assessor_id)
        .scalar_subquery()
    )
    return connection.execute(select(ASSESSOR).order_by(load, ASSESSOR.c.label)).all()
