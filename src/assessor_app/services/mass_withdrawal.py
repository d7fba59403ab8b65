"""Many submissions taken back at once: carried out, as the server says so one by one, and told where it is seen."""

from collections.abc import Iterable

from assessor_app.domain.submission import AssignmentState
from assessor_app.services.exchange_ports import RemoteChange
from assessor_app.services.ports import UnitOfWork
from assessor_app.services.refusals import UnknownAssignment

FEW = 5
SHARE = 0.2
NAMED = 20
"""Codes in one sentence."""

_WORDS = (
    "{server} withdrew {count} of your {all} submissions at once: {codes}. Their evidence is closed; what you wrote is "
    "kept on this laptop. If you did not expect this, ask {server} before you go on."
)


def codes_of(uow: UnitOfWork, server_id: str, changes: Iterable[RemoteChange]) -> tuple[str, ...]:
    """Return the codes of live assignments of that server that these changes take back; ask before they are taken."""
    codes = []
    for change in changes:
        if change.is_withdrawal and change.kind == "assignment":
            try:
                known = uow.remote.assignment(change.entity_id)
            except UnknownAssignment:
                continue
            is_live = known.state not in (AssignmentState.WITHDRAWN, AssignmentState.UNSUPPORTED)
            is_expected = uow.declarations.hand_back(change.entity_id) is not None
            if is_live and not is_expected and known.server_id == server_id:
                codes.append(known.code)
    return tuple(codes)


def alarm(server_name: str, codes: tuple[str, ...], left: int) -> str:
    """Return what to tell a person when so many are gone that it may be a mistake; `left` are still there."""
    before = len(codes) + left
    if len(codes) <= max(FEW, SHARE * before):
        return ""
    more = len(codes) - NAMED
    named = ", ".join(codes[:NAMED]) + (f" and {more} more" if more > 0 else "")
    return _WORDS.format(server=server_name, count=len(codes), all=before, codes=named)
