"""Keep how far two recordings of the same lesson are shifted: a way of looking, no act of judging."""

from assessor_app.domain.changes import Changes
from assessor_app.services.done import Done
from assessor_app.services.ports import UnitOfWork


def set_offset(uow: UnitOfWork, assignment_id: str, main_id: str, side_id: str, offset_us: int) -> Done[None]:
    """Store it both ways round: either recording may be the first one next time. Raises UnknownAssignment."""
    uow.remote.assignment(assignment_id)
    uow.angles.put(assignment_id, main_id, side_id, offset_us)
    uow.angles.put(assignment_id, side_id, main_id, -offset_us)
    return Done(None, Changes())
