"""Pull what a server has for this assessor: page by page, compared with a digest, never deleting by absence."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.digests import visible_digest
from assessor_app.domain.failpoints import failpoint
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Assignment, Submission
from assessor_app.services import claim, credentials, evidence, outcomes, reconcile, reopen
from assessor_app.services.badges import Badges
from assessor_app.services.exchange_ports import (
    CursorExpired,
    NotOffered,
    RemoteChange,
    ServerClient,
    ServerUnreachable,
    SignInRequired,
)
from assessor_app.services.mass_withdrawal import alarm, codes_of
from assessor_app.services.ports import UnitOfWork, UnitOfWorkFactory
from assessor_app.services.refusals import NotReceived, ServerMismatch
from assessor_app.services.servers import check_same_assessor, going_on
from assessor_app.services.trusted_time import as_signed
from assessor_app.services.vanished import withdrawn
from assessor_app.services.vault_ports import Vault

BATCH = 30
"""Rows of a compare that commit together, as many as a page brings."""

PAGE = 500
"""Changes of one page that commit together, whatever page size a server has."""

STANDS_STILL = "The server sends the same changes again and again. Tell those who run it; your work is safe."
UNREADABLE = "{count} of the things this server sent cannot be read by this version. Update the program."
FOREIGN = (
    "{count} of the things this server sent are under the name of something another server gave you. "
    "They were left out and nothing was changed. Tell those who run this server."
)
VANISHED = (
    "{count} things on this laptop are not listed by the server any more. Nothing was deleted. "
    "If you miss something on the server, ask those who run it."
)
RESTORED = "The server was set back to an earlier state. Everything it has lost is sent again: {count} waiting to send."


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull came to. `notes` are sentences a person should read, `alarm` one that must not be missed."""

    received: int = 0
    withdrawn: int = 0
    notes: tuple[str, ...] = ()
    is_complete: bool = True
    alarm: str = ""


@dataclass(frozen=True, slots=True)
class Pull:
    """One pull, with everything its steps need."""

    factory: UnitOfWorkFactory
    client: ServerClient
    vault: Vault
    server_id: str
    now: Callable[[], datetime]
    publish: Callable[[Changes], None]
    is_cancelled: Callable[[], bool]
    badges: Callable[[], Badges] | None
    taken_back: list[str] = field(default_factory=list)
    """Codes of live assignments that were withdrawn so far: told however the pull ends."""


def pull(  # noqa: PLR0913 - a lane hands over everything once
    factory: UnitOfWorkFactory,
    client: ServerClient,
    server_id: str,
    *,
    vault: Vault,
    now: Callable[[], datetime],
    publish: Callable[[Changes], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    badges: Callable[[], Badges] | None = None,
) -> Pulled:
    """Bring one server's changes here. Safe to stop and repeat anywhere: a page and its cursor commit together.

    `badges` reads the assessor's certifications, which come with it; None leaves those here as they are.

    Raises ServerUnreachable, SignInRequired, ServerKeyChanged, AnotherAssessor.
    """
    task = Pull(factory, client, vault, server_id, now, publish, is_cancelled, badges)
    requeued, told = _meet(task)
    refused = (*told, *_certifications(task))
    try:
        pulled = _pages(task) if requeued is None else _compare(task)
    except ServerUnreachable as error:
        pulled = _alarmed(task, Pulled(notes=(str(error),), is_complete=False))
        if not pulled.alarm:
            raise
        return pulled
    if requeued is not None:
        pulled = replace(pulled, notes=(RESTORED.format(count=requeued), *pulled.notes))
    if refused:
        pulled = replace(pulled, notes=(*pulled.notes, *refused))
    pulled = _alarmed(task, pulled)
    if pulled.is_complete:
        _update(task, lambda server: replace(server, synced_at=now()))
        outcomes.refresh(factory, client, server_id, publish=publish, is_cancelled=is_cancelled)
    return pulled


def _alarmed(task: Pull, pulled: Pulled) -> Pulled:
    codes = tuple(task.taken_back)
    if not codes:
        return pulled
    with task.factory() as uow:
        left = sum(1 for kind, _, _ in uow.remote.visible(task.server_id) if kind == "assignment")
        words = alarm(uow.servers.get(task.server_id).name, codes, left)
    return replace(pulled, alarm=words, notes=(words, *pulled.notes)) if words else pulled


def _meet(task: Pull) -> tuple[int | None, tuple[str, ...]]:
    """Check who answers; return how many writes wait again when the server was restored, else None, and what to tell.

    Raises ServerUnreachable, with nothing changed, when an epoch comes back that was left behind.
    """
    try:
        met = task.client.identify()
    except SignInRequired:
        _update(task, lambda server: replace(server, needs_sign_in=True))
        raise
    with task.factory() as uow:
        known = uow.servers.get(task.server_id)
    check_same_assessor(known, met)
    requeued: int | None = None
    told: tuple[str, ...] = ()
    if met.server_epoch != known.server_epoch:
        reconcile.must_be_new(known, met.server_epoch)
        told = claim.take_again(task.factory, task.client, known, task.now())
        requeued = reconcile.requeue_lost(task.factory, task.client, known, met.server_epoch, now=task.now)
    _update(task, lambda server: as_signed(going_on(server, met), met.server_time_at, task.now()))
    return requeued, told


def _certifications(task: Pull) -> tuple[str, ...]:
    """Before the work itself: without them it can only be read."""
    if task.badges is None:
        return ()
    with task.factory() as uow:
        now = uow.servers.get(task.server_id).server_time_at or task.now()  # how old a look-up is counts by its clock
    done = credentials.refresh(task.factory, task.client, task.badges(), task.server_id, now)
    if done.changes:
        task.publish(done.changes)
    return done.value


def _pages(task: Pull) -> Pulled:
    pulled = Pulled()
    while not task.is_cancelled():
        with task.factory() as uow:
            cursor = uow.servers.get(task.server_id).cursor
        try:
            page = task.client.changes(cursor)
        except CursorExpired:
            return _compare(task)
        *parts, last = _parts(page.changes)
        for part in parts:  # the cursor moves with the last of them
            pulled = _joined(pulled, _commit(task, part, None, None)[0])
        came, is_true = _commit(task, last, page.next_cursor, None if page.has_more else page.digest)
        pulled = _joined(pulled, came)
        if page.has_more and page.next_cursor == cursor:
            raise ServerUnreachable(STANDS_STILL)
        if not page.has_more:
            return pulled if is_true else _joined(pulled, _compare(task))
    return replace(pulled, is_complete=False)


def _parts(changes: tuple[RemoteChange, ...]) -> list[tuple[RemoteChange, ...]]:
    """A page as large as it was asked for is one part. Whatever a server sends, nobody's own edits wait for it long."""
    ordered = tuple(sorted(changes, key=_is_assignment))
    return [ordered[start : start + PAGE] for start in range(0, len(ordered), PAGE)] or [()]


def _compare(task: Pull) -> Pulled:
    """Go through everything the server lists, fetch what is missing or another version, report what vanished."""
    listed, cursor, _ = task.client.snapshot()
    with task.factory() as uow:
        here = {(kind, item): revision for kind, item, revision in uow.remote.visible(task.server_id)}
    wanted = [row for row in listed if here.get(row[:2]) != row[2]]
    vanished = here.keys() - {row[:2] for row in listed}
    pulled = Pulled()
    for start in range(0, len(wanted), BATCH):
        if task.is_cancelled():
            return replace(pulled, is_complete=False)
        changes = _fetched(task.client, wanted[start : start + BATCH])
        pulled = _joined(pulled, _commit(task, changes, None, None)[0])
    taken_back = withdrawn(task.client, vanished)
    for change in taken_back:
        pulled = _joined(pulled, _commit(task, (change,), None, None)[0])
    vanished -= {(change.kind, change.entity_id) for change in taken_back}
    _update(task, lambda server: replace(server, cursor=cursor))
    if vanished:
        pulled = replace(pulled, notes=(*pulled.notes, VANISHED.format(count=len(vanished))))
    return pulled


def _fetched(client: ServerClient, rows: list[tuple[str, str, int]]) -> tuple[RemoteChange, ...]:
    changes = []
    for kind, item, revision in rows:
        try:
            change = client.object(kind, item)
        except NotOffered:
            continue  # taken away since; the changes after the snapshot's cursor will say so
        is_unknown = change.document is None and not change.is_unreadable
        changes.append(replace(change, revision=revision) if is_unknown else change)
    return tuple(changes)


def _commit(
    task: Pull, changes: tuple[RemoteChange, ...], cursor: str | None, digest: str | None
) -> tuple[Pulled, bool]:
    """Write a page and its cursor at once; return what it came to, and whether what is here is what `digest` says."""
    touched, foreign = Changes(), 0
    with task.factory() as uow:
        codes = codes_of(uow, task.server_id, changes)
        for change in sorted(changes, key=_is_assignment):
            try:
                touched |= _take(task, uow, change)
            except ServerMismatch:
                foreign += 1
                _leave_out(task, uow, change)
        failpoint("sync.page_taken")
        if cursor is not None:
            uow.servers.put(replace(uow.servers.get(task.server_id), cursor=cursor))
            failpoint("sync.cursor_moved")
        is_true = digest is None or visible_digest(uow.remote.visible(task.server_id)) == digest
    if touched:
        task.publish(touched)
    task.taken_back.extend(codes)
    return _counted(changes, foreign), is_true


def _take(task: Pull, uow: UnitOfWork, change: RemoteChange) -> Changes:
    """Raises ServerMismatch, with nothing written."""
    if change.is_withdrawal:
        touched = _touched(change) | evidence.discard_withdrawn(task.vault, uow, task.server_id, change)
        failpoint("sync.evidence_discarded")
        uow.remote.withdraw(task.server_id, change)
        return touched
    if isinstance(change.document, Submission):
        return _touched(change) | evidence.put_submission(task.vault, uow, task.server_id, change, change.document)
    reopened = reopen.take_returned(uow, task.server_id, change, task.now)
    uow.remote.put(task.server_id, _named(uow, change))
    return _touched(change) | reopened


def _leave_out(task: Pull, uow: UnitOfWork, change: RemoteChange) -> None:
    """Note that it is listed but not taken: revision 0, as of something unreadable, so that it is asked for again."""
    uow.remote.put(task.server_id, replace(change, revision=0, document=None, is_unreadable=True))


def _is_assignment(change: RemoteChange) -> bool:
    """Assignments are taken last: what they refer to is there then."""
    return isinstance(change.document, Assignment)


def _named(uow: UnitOfWork, change: RemoteChange) -> RemoteChange:
    """Give an assignment the name of its micro-credential, which the wire keeps with the achievement."""
    match change.document:
        case Assignment(micro_credential="") as assignment:
            with suppress(NotReceived):
                name = uow.remote.achievement(assignment.achievement_id).name
                return replace(change, document=replace(assignment, micro_credential=name))
    return change


def _touched(change: RemoteChange) -> Changes:
    match change.kind, change.document:
        case "assignment", _:
            return Changes.of(Touched(Kind.ASSIGNMENT, change.entity_id, change.entity_id))
        case "submission", _:
            return Changes.of(Touched(Kind.SUBMISSION, change.entity_id))
        case _:
            return Changes.of(Touched(Kind.RUBRIC, change.entity_id))


def _update(task: Pull, change: Callable[[IssuingServer], IssuingServer]) -> None:
    with task.factory() as uow:
        uow.servers.put(change(uow.servers.get(task.server_id)))
    task.publish(Changes.of(Touched(Kind.SERVER, task.server_id)))


def _counted(changes: tuple[RemoteChange, ...], foreign: int) -> Pulled:
    withdrawn = sum(1 for change in changes if change.is_withdrawal)
    unreadable = sum(1 for change in changes if change.is_unreadable)
    notes = ((UNREADABLE, unreadable), (FOREIGN, foreign))
    return Pulled(
        received=len(changes) - withdrawn,
        withdrawn=withdrawn,
        notes=tuple(words.format(count=count) for words, count in notes if count),
    )


def _joined(first: Pulled, then: Pulled) -> Pulled:
    return Pulled(
        received=first.received + then.received,
        withdrawn=first.withdrawn + then.withdrawn,
        notes=tuple(dict.fromkeys((*first.notes, *then.notes))),
        is_complete=then.is_complete,
    )
