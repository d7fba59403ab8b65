"""Who sees what of whom: the table of the protocol, as the only way to read assessments and annotations."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row

from assessor_app.practice import annotations, assessments, assignments, cases, rules, verdicts
from assessor_app.practice.access import Caller
from assessor_app.practice.problems import not_found
from assessor_app.practice.standards import standards_of


def assessments_at(connection: Connection, caller: Caller, assignment_id: str) -> Sequence[Row[Any]]:
    """Every assessment the caller may read at an assignment: of their own one, also those they may compare with.

    Raises Refused (not-found) where there is nothing for them.
    """
    row = _row(connection, assignment_id)
    if row.assessor_id == caller.assessor_id:
        own = assessments.of_assignment(connection, assignment_id)
        return [*own, *_comparable(connection, caller, row)]
    shown = [found for found in _comparable_anywhere(connection, caller, row) if found.assignment_id == assignment_id]
    if not shown:
        raise not_found()
    return shown


def assessment_at(connection: Connection, caller: Caller, assignment_id: str, assessment_id: str) -> Row[Any]:
    """Raises Refused (not-found)."""
    for found in assessments_at(connection, caller, assignment_id):
        if found.assessment_id == assessment_id:
            return found
    raise not_found()


def annotations_at(connection: Connection, caller: Caller, assignment_id: str) -> Sequence[Row[Any]]:
    """All live ones of an own assignment; of another's, exactly those frozen by a final the caller may read."""
    row = _row(connection, assignment_id)
    live = annotations.live(connection, assignment_id)
    if row.assessor_id == caller.assessor_id:
        return live
    finals = {found.assessment_id for found in assessments_at(connection, caller, assignment_id)}
    return [mark for mark in live if mark.frozen_by in finals]


def annotation_at(connection: Connection, caller: Caller, assignment_id: str, annotation_id: str) -> Row[Any]:
    """Raises Refused (not-found)."""
    for mark in annotations_at(connection, caller, assignment_id):
        if mark.annotation_id == annotation_id:
            return mark
    raise not_found()


def _row(connection: Connection, assignment_id: str) -> Row[Any]:
    row = assignments.find(connection, assignment_id)
    if row is None:
        raise not_found()
    return row


def _comparable(connection: Connection, caller: Caller, own: Row[Any]) -> list[Row[Any]]:
    """Finals of others that an own assignment opens: inputs, the resolved partner's, an earlier attempt's.

    One that was taken away or handed back opens nothing any more.
    """
    if own.state == assignments.WITHDRAWN:
        return []
    opened = [assignments.find(connection, str(given["assignment"])) for given in json.loads(own.inputs)]
    if own.role in assignments.INDEPENDENT and verdicts.current(connection, own.submission_id) is not None:
        judged = assignments.of_submission(connection, own.submission_id)
        opened += [row for row in judged if row.role in assignments.JUDGING]
    policy = standards_of(connection, own).policy
    if own.previous and rules.shows_earlier_scores(policy, is_own_final_in=own.final_id is not None):
        opened.append(assignments.find(connection, own.previous))
    finals = (cases.counted_final(connection, row) for row in opened if row is not None)
    return [final for final in finals if final is not None and final.assessor_id != caller.assessor_id]


def _comparable_anywhere(connection: Connection, caller: Caller, other: Row[Any]) -> list[Row[Any]]:
    """What the caller's own assignments open that concern the same submission, or one that came after it."""
    mine = assignments.related(connection, caller.assessor_id, other)
    return [final for own in mine for final in _comparable(connection, caller, own)]
