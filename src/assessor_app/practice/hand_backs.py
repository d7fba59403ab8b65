"""Handing an assignment back: recusal and conflict of interest take it off the desk at once, other reasons close it."""

from typing import Any

from sqlalchemy import Connection, Row

from assessor_app.practice import affiliations, assignments, preconditions, replacing, standing, times, verdicts
from assessor_app.practice.affiliations import CONFLICT_OF_INTEREST
from assessor_app.practice.bodies import shaped
from assessor_app.practice.preconditions import Current
from assessor_app.practice.problems import Refused, bad_request
from assessor_app.practice.tables import HAND_BACK
from assessor_app.practice.writes import Taken, Write
from assessor_app.wire.assessment import ReturnDoc
from assessor_app.wire.problem import ProblemName

LEAVES_THE_DESK = ("recusal", CONFLICT_OF_INTEREST)


def hand_back(connection: Connection, write: Write, assignment_id: str, body: Any) -> Taken:
    """If-None-Match: * will do, since an assignment is handed back once; If-Match names the assignment's revision."""
    why = shaped(ReturnDoc, body)
    if not why.reason.strip():
        raise bad_request("Say in a few words why you hand it back.", "/reason")
    place = standing.for_writing(connection, write.caller, assignment_id)
    if place.withdrawn is not None:
        raise Refused(ProblemName.WITHDRAWN, place.withdrawn)
    row = place.assignment
    preconditions.check(write.preconditions, Current(row.revision, row.op_id, is_gone=True))
    _must_be_on_the_desk(connection, row)
    _keep(connection, write, assignment_id, why)
    if why.kind not in LEAVES_THE_DESK:
        closed = assignments.change(connection, assignment_id, state=assignments.CLOSED, op_id=write.op_id)
        return Taken(closed, is_new=True)
    revision = assignments.withdraw(connection, assignment_id, "You handed it back.", op_id=write.op_id)
    replacing.replace(connection, row, write.at)
    if why.kind == CONFLICT_OF_INTEREST:
        _take_others_of_the_candidate(connection, write, row)
    return Taken(revision, is_new=True)


def _must_be_on_the_desk(connection: Connection, row: Row[Any]) -> None:
    if row.final_id is not None:
        raise Refused(ProblemName.ALREADY_FINAL, "A final assessment is in.")
    if standing.is_handed_back(connection, row):
        raise Refused(ProblemName.WITHDRAWN, "You handed it back already.")


def _keep(connection: Connection, write: Write, assignment_id: str, why: ReturnDoc) -> None:
    connection.execute(
        HAND_BACK.insert().values(
            op_id=write.op_id,
            assignment_id=assignment_id,
            kind=why.kind,
            reason=why.reason,
            received_at=times.stored(write.at),
        )
    )


def _take_others_of_the_candidate(connection: Connection, write: Write, row: Row[Any]) -> None:
    """Who knows somebody in one attempt knows them in the others: what is open of them leaves the desk as well."""
    candidate_id = affiliations.candidate_of(connection, row.submission_id)
    if candidate_id is None:
        return
    for submission_id in affiliations.submissions_of(connection, candidate_id):
        for other in assignments.of_submission(connection, submission_id):
            if other.assessor_id == row.assessor_id and other.state in assignments.ON_THE_DESK:
                words = "It comes from the same candidate as one you handed back."
                assignments.withdraw(connection, other.assignment_id, words)
                replacing.replace(connection, other, write.at)
        verdicts.settle(connection, submission_id, write.at)
