"""Drain the outbox: send what waits, and let every answer mean exactly one thing."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.domain.reach import Reach
from assessor_app.services import conflicts
from assessor_app.services.exchange_ports import Delivered, NotYet, PushReply, Refused, ServerClient
from assessor_app.services.parking import OURS_WITHOUT_RECEIPT, STALE_REVISION, TOO_LATE, cause_of
from assessor_app.services.ports import UnitOfWork, UnitOfWorkFactory
from assessor_app.services.queueing import drop
from assessor_app.services.trusted_time import as_received

SHORTEST_WAIT_S = 2.0
LONGEST_WAIT_S = 15 * 60.0
LONGEST_OBEYED_S = 60 * 60.0
ACCEPTED = "accepted"

_ASSESSMENT_STATES = {
    OutboxState.ACCEPTED: AssessmentState.ACCEPTED,
    OutboxState.HELD: AssessmentState.HELD,
    OutboxState.PARKED: AssessmentState.PARKED,
}


@dataclass(frozen=True, slots=True)
class Drained:
    """What one round came to. `words` say why it stopped early, empty when it did not; `reach`: what was in the way."""

    delivered: int = 0
    parked: int = 0
    postponed: int = 0
    words: str = ""
    needs_sign_in: bool = False
    reach: Reach = Reach.SERVER_AWAY


def restart(factory: UnitOfWorkFactory) -> int:
    """At program start: what was being sent waits again; its key makes sending twice safe."""
    with factory() as uow:
        count = uow.outbox.restart()
        failpoint("outbox.restarted")
        return count


def drain(  # noqa: PLR0913 - a lane hands over everything once
    factory: UnitOfWorkFactory,
    client: ServerClient,
    server_id: str,
    *,
    now: Callable[[], datetime],
    is_forced: bool = False,
    is_cancelled: Callable[[], bool] = lambda: False,
    publish: Callable[[Changes], None] = lambda _: None,
) -> Drained:
    """Send everything due to one server, in line per assignment; each item is tried at most once.

    Ends early when no write could fare better now (network, sign-in, busy server). Raises nothing a server or
    network can cause.
    """
    drained = Drained()
    tried: set[str] = set()
    while not is_cancelled():
        item = _next(factory, server_id, now(), tried, is_forced=is_forced)
        if item is None:
            break
        tried.add(item.op_id)
        item = _begin(factory, item.op_id)
        if item is None:
            continue
        publish(_touched(item))
        failpoint("outbox.before_sending")
        reply = _answer(factory, client, item, now)
        failpoint("outbox.answered")
        publish(_settle(factory, item, reply, now()))
        drained = _counted(drained, item, reply)
        if isinstance(reply, NotYet) and reply.is_server_wide:
            return replace(drained, words=reply.words, needs_sign_in=reply.needs_sign_in, reach=reply.reach)
    conflicts.fetch(factory, client, server_id, now=now, publish=publish)
    return drained


def wait_s(tries: int, retry_after_s: float | None, chance: Callable[[float, float], float]) -> float:
    """Seconds until the next try: full jitter growing from 2 s to 15 min, never before what the server asked for.

    `chance` draws evenly between two bounds. A server's wish is obeyed up to an hour.
    """
    longest = min(LONGEST_WAIT_S, SHORTEST_WAIT_S * 2.0 ** min(tries, 20))
    return max(chance(SHORTEST_WAIT_S, longest), min(retry_after_s or 0.0, LONGEST_OBEYED_S))


def _next(
    factory: UnitOfWorkFactory, server_id: str, now: datetime, tried: set[str], *, is_forced: bool
) -> OutboxItem | None:
    with factory() as uow:
        due = uow.outbox.due(server_id, now, is_forced=is_forced)
    return next((item for item in due if item.op_id not in tried), None)


def _begin(factory: UnitOfWorkFactory, op_id: str) -> OutboxItem | None:
    """Commit that it is being sent, or return None when it was superseded since."""
    with factory() as uow:
        item = uow.outbox.get(op_id)
        if item.state is not OutboxState.PENDING:
            return None
        item = replace(item, state=OutboxState.SENDING, tries=item.tries + 1, not_before_at=None)
        uow.outbox.update(item)
        failpoint("outbox.sending")
        return item


def _answer(
    factory: UnitOfWorkFactory, client: ServerClient, item: OutboxItem, now: Callable[[], datetime]
) -> PushReply:
    """Ask, and let not even a fault in an adapter leave the item behind as being sent."""
    try:
        return _ask(client, item)
    except Exception:
        _settle(factory, item, NotYet("Something went wrong inside this program. Trying again later."), now())
        raise


def _ask(client: ServerClient, item: OutboxItem) -> PushReply:
    """Push; when the server has our very write already, ask once more for the receipt that got lost."""
    reply = client.push(item)
    if isinstance(reply, Refused) and reply.problem == STALE_REVISION and reply.has_our_op:
        again = client.push(item)
        return reply if isinstance(again, Refused) else again
    return reply


def _settle(factory: UnitOfWorkFactory, item: OutboxItem, reply: PushReply, now: datetime) -> Changes:
    """Write down what the reply means, all of it in one transaction."""
    with factory() as uow:
        match reply:
            case Delivered():
                _note_time(uow, item.server_id, reply.receipt.received_at, now)
                return _delivered(uow, item, reply)
            case Refused():
                return _refused(uow, item, reply, now)
            case NotYet():
                delay = timedelta(seconds=wait_s(item.tries, reply.retry_after_s, random.uniform))
                later = replace(
                    item, state=OutboxState.PENDING, not_before_at=now + delay, cause=reply.words, server_words=""
                )
                uow.outbox.update(later)
                return _touched(item) | _signed_out(uow, item.server_id, reply)


def _delivered(uow: UnitOfWork, item: OutboxItem, reply: Delivered) -> Changes:
    receipt = reply.receipt
    state = OutboxState.ACCEPTED if receipt.disposition == ACCEPTED else OutboxState.HELD
    done = replace(item, state=state, cause="", server_words=receipt.reason)
    uow.outbox.update(done)
    failpoint("outbox.accepted")
    uow.receipts.add(receipt)
    failpoint("receipt.kept")
    uow.outbox.set_server_revision(item.entity_id, receipt.revision)
    received = Changes.of(Touched(Kind.RECEIPT, item.op_id, item.assignment_id))
    if item.verb is OutboxVerb.POST_EVENTS:
        _confirm_events(uow, item)
    return _touched(item) | received | _follows(uow, done, receipt.revision)


def _is_there(reply: Refused) -> bool:
    return reply.problem == STALE_REVISION and (reply.has_our_op or reply.has_our_bytes)


def _already_there(uow: UnitOfWork, item: OutboxItem, reply: Refused) -> Changes:
    """The server has our very write, or the same bytes from another laptop: done, with the receipt lost."""
    state = OutboxState.HELD if reply.is_held else OutboxState.ACCEPTED
    done = replace(item, state=state, cause=cause_of(OURS_WITHOUT_RECEIPT), server_words=reply.words)
    uow.outbox.update(done)
    uow.outbox.set_server_revision(item.entity_id, reply.current_revision)
    return _touched(item) | _follows(uow, done, reply.current_revision)


def _follows(uow: UnitOfWork, done: OutboxItem, revision: int | None) -> Changes:
    passed = _passed_by(uow, done) if done.verb is OutboxVerb.PUT_FINAL else Changes()
    return passed | _mirror(uow, done, revision=revision)


def _note_time(uow: UnitOfWork, server_id: str, received_at: datetime, now: datetime) -> None:
    """A signed receipt is a contact: it says how late it is at the server."""
    known = uow.servers.get(server_id)
    met = as_received(known, received_at, now)
    if met != known:
        uow.servers.put(met)


def _confirm_events(uow: UnitOfWork, item: OutboxItem) -> None:
    """Every adapter sends an event under the id it was given here: what is named in the bytes has arrived."""
    sent = (event.event_id for event in uow.events.unsent(item.assignment_id))
    uow.events.confirm([event_id for event_id in sent if event_id.encode() in item.body])


def _passed_by(uow: UnitOfWork, final: OutboxItem) -> Changes:
    """What was parked before a final that is in can only be too late: nobody needs to look after it any more."""
    line = uow.outbox.line(final.server_id, final.assignment_id)
    is_parked = (item for item in line if item.state is OutboxState.PARKED and not item.verb.is_final)
    return drop(uow, (item for item in is_parked if item.seq < final.seq))


def _refused(uow: UnitOfWork, item: OutboxItem, reply: Refused, now: datetime) -> Changes:
    """Park it for a person; what a newer decision of the assessor has overtaken makes way instead.

    Where something happened elsewhere, that is kept beside it as a conflict: nothing of ours passes it unseen.
    """
    if _is_there(reply):
        return _already_there(uow, item, reply)
    is_passed = _is_overtaken(uow, item, reply)
    state = OutboxState.SUPERSEDED if is_passed else OutboxState.PARKED
    is_return = item.verb is OutboxVerb.RETURN and reply.current_revision is not None  # it replaces nobody's work
    base = reply.current_revision if is_return else item.base_revision
    settled = replace(item, state=state, cause=cause_of(reply.problem), server_words=reply.words, base_revision=base)
    uow.outbox.update(settled)
    failpoint("outbox.parked")
    if is_passed:
        return _touched(item)
    return _touched(item) | _mirror(uow, settled) | conflicts.met(uow, settled, reply.problem, now)


def _is_overtaken(uow: UnitOfWork, item: OutboxItem, reply: Refused) -> bool:
    """A draft, or a mark that comes too late, before a waiting final; a final of what is a draft again.

    A final is always taken, held for review if need be; what was refused for the same reason must not stop it.
    """
    if item.verb is OutboxVerb.PUT_FINAL:
        assessment = uow.assessments.get(item.assignment_id)
        return assessment is not None and assessment.state.is_open
    is_minor = item.verb is OutboxVerb.PUT_DRAFT or (reply.problem in TOO_LATE and not item.verb.is_final)
    return is_minor and _is_final_waiting(uow, item.assignment_id)


def _is_final_waiting(uow: UnitOfWork, assignment_id: str) -> bool:
    assessment = uow.assessments.get(assignment_id)
    if assessment is None:
        return False
    return any(item.verb is OutboxVerb.PUT_FINAL for item in uow.outbox.open_of(assessment.assessment_id))


def _mirror(uow: UnitOfWork, item: OutboxItem, revision: int | None = None) -> Changes:
    """Let the assessment show what became of its draft or final; one that was returned since stays a draft."""
    if item.verb not in (OutboxVerb.PUT_DRAFT, OutboxVerb.PUT_FINAL):
        return Changes()
    assessment = uow.assessments.get(item.assignment_id)
    if assessment is None:
        return Changes()
    is_frozen = item.verb is OutboxVerb.PUT_FINAL and not assessment.state.is_open
    state = _ASSESSMENT_STATES[item.state] if is_frozen else assessment.state
    known = assessment.revision if revision is None else revision
    uow.assessments.put(replace(assessment, state=state, revision=known))
    return Changes.of(Touched(Kind.ASSESSMENT, assessment.assessment_id, item.assignment_id))


def _signed_out(uow: UnitOfWork, server_id: str, reply: NotYet) -> Changes:
    if not reply.needs_sign_in:
        return Changes()
    uow.servers.put(replace(uow.servers.get(server_id), needs_sign_in=True))
    return Changes.of(Touched(Kind.SERVER, server_id))


def _touched(item: OutboxItem) -> Changes:
    return Changes.of(Touched(Kind.OUTBOX, item.op_id, item.assignment_id))


def _counted(drained: Drained, item: OutboxItem, reply: PushReply) -> Drained:
    match reply:
        case Delivered():
            return replace(drained, delivered=drained.delivered + 1)
        case Refused() if _is_there(reply):
            return replace(drained, delivered=drained.delivered + 1)
        case Refused():  # of a report nobody needs to know: the next one brings its events again
            return replace(drained, parked=drained.parked + (item.verb is not OutboxVerb.POST_EVENTS))
        case NotYet():
            return replace(drained, postponed=drained.postponed + 1)
