"""Claims: a lease says until when an assignment is one assessor's to work on offline."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from assessor_app.practice import assignments, preconditions, standing, times
from assessor_app.practice.bodies import shaped
from assessor_app.practice.preconditions import Current
from assessor_app.practice.problems import Refused, bad_request
from assessor_app.practice.writes import Taken, Write
from assessor_app.wire.assignment import ClaimRequest, Lease
from assessor_app.wire.discovery import ServerPolicies
from assessor_app.wire.problem import ProblemName

LONGEST_DAYS = ServerPolicies().offline_lease_days


def claim(connection: Connection, write: Write, assignment_id: str, body: Any) -> Taken:
    """Take or renew the lease. If-None-Match: * asks for a first one, If-Match names the assignment's revision."""
    days = shaped(ClaimRequest, body).days
    if days is not None and days < 1:
        raise bad_request("A claim is for a day at least.", "/days")
    place = standing.for_writing(connection, write.caller, assignment_id)
    standing.must_be_workable(connection, place, write.at)
    _must_not_be_contested(place.assignment, write)
    preconditions.check(write.preconditions, _current(place.assignment, write.at))
    until = write.at + timedelta(days=min(days or LONGEST_DAYS, LONGEST_DAYS))
    lease = {"lease_holder": write.caller.assessor_id, "lease_until": times.stored(until)}
    revision = assignments.change(connection, assignment_id, op_id=write.op_id, **lease)
    return Taken(revision, lease=Lease(holder=write.caller.assessor_id, expires_at=until))


def release(connection: Connection, write: Write, assignment_id: str) -> Taken:
    place = standing.for_writing(connection, write.caller, assignment_id)
    _must_not_be_contested(place.assignment, write)
    row = place.assignment
    preconditions.check(write.preconditions, Current(row.revision, row.op_id))
    revision = assignments.change(connection, assignment_id, op_id=write.op_id, lease_holder=None, lease_until=None)
    return Taken(revision)


def _must_not_be_contested(row: Row[Any], write: Write) -> None:
    if standing.is_leased_to_other(row, write.caller.assessor_id, write.at):
        raise Refused(ProblemName.CLAIM_CONTESTED, f"It is claimed by another assessor until {row.lease_until}.")


def _current(row: Row[Any], now: datetime) -> Current:
    """A lease that ended counts as none."""
    is_leased = row.lease_holder is not None and times.moment(row.lease_until) > now
    return Current(row.revision, row.op_id, is_gone=not is_leased)
