"""Handing an assignment back: recusal and conflict of interest take it off the desk at once, other reasons close it."""

from typing import Any

from sqlalchemy import Connection

from assessor_app.practice import assignments, preconditions, standing, times
from assessor_app.practice.bodies import shaped
from assessor_app.practice.preconditions import Current
from assessor_app.practice.problems import Refused
from assessor_app.practice.tables import HAND_BACK
from assessor_app.practice.writes import Taken, Write
from assessor_app.wire.assessment import ReturnDoc
from assessor_app.wire.problem import ProblemName

_LEAVES_THE_DESK = ("recusal", "conflict-of-interest")


def hand_back(connection: Connection, write: Write, assignment_id: str, body: Any) -> Taken:
    """If-None-Match: * will do, since an assignment is handed back once; If-Match names the assignment's revision."""
    reason = shaped(ReturnDoc, body)
    place = standing.for_writing(connection, write.caller, assignment_id)
    if place.withdrawn is not None:
        raise Refused(ProblemName.WITHDRAWN, place.withdrawn)
    row = place.assignment
    preconditions.check(write.preconditions, Current(row.revision, row.op_id, is_gone=True))
    if row.final_id is not None:
        raise Refused(ProblemName.ALREADY_FINAL, "A final assessment is in.")
    connection.execute(
        HAND_BACK.insert().values(
            op_id=write.op_id,
            assignment_id=assignment_id,
            kind=reason.kind,
            reason=reason.reason,
            received_at=times.stored(write.at),
        )
    )
    if reason.kind in _LEAVES_THE_DESK:
        words = "You handed it back."
        return Taken(assignments.withdraw(connection, assignment_id, words, op_id=write.op_id), is_new=True)
    closed = assignments.change(connection, assignment_id, state=assignments.CLOSED, op_id=write.op_id)
    return Taken(closed, is_new=True)
