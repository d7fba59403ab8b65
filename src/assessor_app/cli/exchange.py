"""Commands that speak to issuing servers: servers list, remove, and sync."""

import argparse
from typing import Any

from assessor_app.cli.output import Refusal, table
from assessor_app.cli.servers_shown import described, named
from assessor_app.cli.session import Session
from assessor_app.domain.changes import Kind
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import AssignmentState, MediaState
from assessor_app.services import media_fetch, outbox, servers
from assessor_app.services import sync as sync_service
from assessor_app.services.download import Fetch
from assessor_app.services.exchange_ports import ServerClient, ServerKeyChanged, ServerUnreachable, SignInRequired
from assessor_app.services.media_budget import make_room
from assessor_app.services.refusals import Refusal as ServiceRefusal

Answer = tuple[Any, str]
_REFUSALS = (ServerUnreachable, SignInRequired, ServerKeyChanged, ServiceRefusal)
_WORKABLE = (AssignmentState.OPEN, AssignmentState.RETURNED)


def list_servers(session: Session, _arguments: argparse.Namespace) -> Answer:
    rows = [described(server) for server in session.reads.servers()]
    return rows, table(rows, ("name", "url", "synced_at", "needs_sign_in"), "No issuing server yet: servers add URL")


def remove_server(session: Session, arguments: argparse.Namespace) -> Answer:
    server = named(session, arguments.server)
    try:
        servers.remove(session.factory, session.vault, server.server_id)
    except ServiceRefusal as error:
        raise Refusal(str(error)) from error
    return {"removed": server.server_id}, f"Signed out of {server.name}. Your own work is still here."


def sync(session: Session, arguments: argparse.Namespace) -> Answer:
    """Send, then fetch, server by server; scores before evidence. Refused when any server could not be reached."""
    known = session.reads.servers()
    if not known:
        raise Refusal("No issuing server is known here. Sign in first: assessor-app servers add URL --token T")
    wants_all = not (arguments.pull or arguments.push)
    session.resume()
    rows = [_sync_one(session, server, arguments, wants_all=wants_all) for server in known]
    document = {"servers": rows}
    problems = [row["problem"] for row in rows if row["problem"]]
    if problems:
        raise Refusal(" ".join(problems), **document)
    return document, "\n".join(_words(row) for row in rows)


def _sync_one(
    session: Session, server: IssuingServer, arguments: argparse.Namespace, *, wants_all: bool
) -> dict[str, Any]:
    row: dict[str, Any] = {"server": server.name, "server_id": server.server_id, "problem": ""}
    client, now = session.client_of(server.server_id), session.tools.now
    try:
        if arguments.push or wants_all:
            drained = outbox.drain(session.factory, client, server.server_id, now=now, is_forced=True)
            row |= {"delivered": drained.delivered, "parked": drained.parked, "postponed": drained.postponed}
            row["problem"] = drained.words
        if (arguments.pull or wants_all) and not row["problem"]:
            pulled = sync_service.pull(
                session.factory, client, server.server_id, vault=session.vault, now=now, badges=session.badges
            )
            row |= {"received": pulled.received, "withdrawn": pulled.withdrawn, "notes": pulled.notes}
            _care(session, client, server.server_id)
    except _REFUSALS as error:
        row["problem"] = str(error)
    if arguments.all_media and not row["problem"]:
        row |= _fetch_evidence(session, server)
    return row


def _care(session: Session, client: ServerClient, server_id: str) -> None:
    """What the server asks of this laptop and what is over its time; its receipts go out in the same run."""
    obeyed = session.care().after_contact(session.factory, client, server_id)
    if obeyed.changes.has(Kind.OUTBOX):
        outbox.drain(session.factory, client, server_id, now=session.tools.now)


def _fetch_evidence(session: Session, server: IssuingServer) -> dict[str, Any]:
    """By due date and within the budget, as the window does; what is asked for here waits for no hour."""
    ids = {
        row.assignment_id
        for row in session.reads.inbox()
        if row.server_id == server.server_id and row.assignment_state in _WORKABLE
    }
    with session.factory() as uow:
        uow.media.want(ids, session.tools.now())
    task = Fetch(session.factory, session.client_of(server.server_id), session.vault)
    missing = [one.assignment_id for one in session.reads.wanted_media() if one.assignment_id in ids]
    ended = list(media_fetch.fetch_assignments(task, ids.difference(missing)))
    problems, refused = set[str](), 0
    for assignment_id in missing:
        words = _no_room(session, assignment_id)
        if words:
            problems.add(words)
            refused += 1
            continue
        ended += media_fetch.fetch_assignments(task, [assignment_id])
    problems |= {media.problem for media in ended if media.problem}
    present = sum(1 for media in ended if media.state is MediaState.PRESENT)
    left = len(ended) - present + refused
    return {"files": present, "files_missing": left, "problem": " ".join(sorted(problems))}


def _no_room(session: Session, assignment_id: str) -> str:
    """Make room for what is missing of it; returns why there is none."""
    wanted = next((one for one in session.reads.wanted_media() if one.assignment_id == assignment_id), None)
    if wanted is None:  # it came with another assignment of the same submission
        return ""
    with session.factory() as uow:
        room = make_room(session.vault, uow, session.tools, wanted, session.budget_bytes()).value
    return "" if room.is_enough else room.words


def _words(row: dict[str, Any]) -> str:
    parts = [f"{row[key]} {word}" for key, word in _COUNTS.items() if row.get(key)]
    notes = [str(note) for note in row.get("notes", ())]
    return " · ".join([f"{row['server']}: {', '.join(parts) or 'nothing new'}", *notes])


_COUNTS = {
    "delivered": "delivered",
    "parked": "need you",
    "received": "received",
    "withdrawn": "withdrawn",
    "files": "files of evidence here",
}
