"""The exchange with the issuing servers: what runs on which lane, with progress, cancel and a status for the screen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from assessor_app.domain.changes import Changes
from assessor_app.services import claim, media_fetch, outbox, sync
from assessor_app.services.download import Fetch
from assessor_app.services.ports import (
    ClaimContested,
    Reads,
    ServerClient,
    ServerUnreachable,
    SignInRequired,
    Tools,
    UnitOfWorkFactory,
    Vault,
)
from assessor_app.services.views import SyncStatus
from assessor_app.tasks.runner import LANE_READ, Runner, RunnerClosed, Ticket, media_lane, push_lane
from assessor_app.tasks.write_gate import BULK, DELIVERY, WriteGate

Listener = Callable[[SyncStatus], None]


@dataclass(frozen=True, slots=True)
class Line:
    """What an exchange works with. `reads` is called on lanes only; `deliver` and `publish` lead to the UI thread."""

    runner: Runner
    gate: WriteGate
    reads: Callable[[], Reads]
    tools: Tools
    vault: Vault
    client_of: Callable[[str], ServerClient]
    publish: Callable[[Changes], None]
    deliver: Callable[[Callable[[], None]], None]


class Exchange:
    """Pushes and pulls for every server of the profile. Called on the UI thread; every method returns at once."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._deliveries: UnitOfWorkFactory = line.gate.factory(DELIVERY)
        self._bulk: UnitOfWorkFactory = line.gate.factory(BULK)
        self._listeners: list[Listener] = []
        self._tickets: set[Ticket] = set()
        self._fetching: set[str] = set()
        self._status = SyncStatus()

    @property
    def status(self) -> SyncStatus:
        return self._status

    def listen(self, listener: Listener) -> None:
        """Call `listener` on the UI thread with every new status."""
        self._listeners.append(listener)

    def sync_now(self) -> None:
        """Send what waits to every server at once, then fetch what is new."""

        def sync(server_id: str) -> None:
            self._send(server_id, is_forced=True)
            self._pull(server_id)

        self._each_server(sync)

    def send_due(self) -> None:
        """Send whatever may be tried again by now."""
        self._each_server(lambda server_id: self._send(server_id, is_forced=False))

    def send_soon(self, *, is_urgent: bool) -> None:
        """The assessor changed something: finals go at once, drafts with the next round."""
        if is_urgent:
            self.send_due()

    def fetch_media(self, assignment_ids: tuple[str, ...]) -> None:
        """Bring the evidence files of these assignments to the laptop, resuming what was begun."""
        by_server: dict[str, list[str]] = {}

        def sort_out(server_of: dict[str, str]) -> None:
            for assignment_id, server_id in server_of.items():
                by_server.setdefault(server_id, []).append(assignment_id)
            for server_id, ids in by_server.items():
                self._fetch(server_id, tuple(ids))

        def find(_: Ticket) -> dict[str, str]:
            return {row.assignment_id: row.server_id for row in self._line.reads().inbox_rows(assignment_ids)}

        self._submit(LANE_READ, find, sort_out)

    def cancel(self) -> None:
        """Ask everything under way to stop at the next safe point; nothing that arrived is lost."""
        for ticket in self._tickets:
            ticket.cancel()

    def _each_server(self, act: Callable[[str], None]) -> None:
        def act_on(server_ids: tuple[str, ...]) -> None:
            for server_id in server_ids:
                act(server_id)

        self._submit(LANE_READ, lambda _: tuple(s.server_id for s in self._line.reads().servers()), act_on)

    def _send(self, server_id: str, *, is_forced: bool) -> None:
        def drain(ticket: Ticket) -> outbox.Drained:
            return outbox.drain(
                self._deliveries,
                self._line.client_of(server_id),
                server_id,
                now=self._line.tools.now,
                is_forced=is_forced,
                is_cancelled=ticket.is_cancelled,
                publish=self._publish_later,
            )

        self._submit(push_lane(server_id), drain, self._drained)

    def _pull(self, server_id: str) -> None:
        def pull(ticket: Ticket) -> sync.Pulled:
            return sync.pull(
                self._bulk,
                self._line.client_of(server_id),
                server_id,
                vault=self._line.vault,
                now=self._line.tools.now,
                publish=self._publish_later,
                is_cancelled=ticket.is_cancelled,
            )

        self._submit(media_lane(server_id), pull, self._pulled)

    def _drained(self, drained: outbox.Drained) -> None:
        if drained.words:
            self._tell(is_online=False, needs_sign_in=drained.needs_sign_in, sentence=drained.words)
        elif drained.delivered or drained.parked:
            self._tell(is_online=True, needs_sign_in=False, sentence="")

    def _pulled(self, pulled: sync.Pulled) -> None:
        now: datetime = self._line.tools.now()
        self._tell(is_online=True, needs_sign_in=False, synced_at=now, sentence=" ".join(pulled.notes))

    def _submit(self, lane: str, work: Callable[[Ticket], object], then: Callable[..., None]) -> None:
        """Run on a lane with the status saying busy; any failure becomes the status's sentence."""

        def ended(finish: Callable[..., None], value: object) -> None:
            self._tickets.discard(ticket)
            self._tell(is_busy=bool(self._tickets))
            finish(value)

        try:
            ticket = self._line.runner.submit(lane, work, partial(ended, then), partial(ended, self._failed))
        except RunnerClosed:
            return
        self._tickets.add(ticket)
        self._tell(is_busy=True)

    def _failed(self, error: Exception) -> None:
        is_sign_in = isinstance(error, SignInRequired)
        is_away = isinstance(error, ServerUnreachable | SignInRequired)
        self._tell(
            is_online=False if is_away else self._status.is_online, needs_sign_in=is_sign_in, sentence=str(error)
        )

    def _tell(self, **changes: object) -> None:
        status = replace(self._status, **changes)  # type: ignore[arg-type]
        if status == self._status:
            return
        self._status = status
        for listener in self._listeners:
            listener(status)

    def _publish_later(self, changes: Changes) -> None:
        """From a lane: hand changes over to the UI thread."""
        self._line.deliver(partial(self._line.publish, changes))

    def _fetch(self, server_id: str, assignment_ids: tuple[str, ...]) -> None:
        def fetch(ticket: Ticket) -> tuple[str, ...]:
            client = self._line.client_of(server_id)
            task = Fetch(
                self._bulk,
                client,
                self._line.vault,
                publish=self._publish_later,
                is_cancelled=ticket.is_cancelled,
            )
            ours, notes = self._claimed(client, assignment_ids)
            media = media_fetch.fetch_assignments(task, ours)
            return (*notes, *(one.problem for one in media if one.problem))

        self._submit(media_lane(server_id), fetch, self._fetched)

    def _claimed(self, client: ServerClient, assignment_ids: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
        """Take the lease of what is to be worked on offline; what somebody else holds is not fetched."""
        ours, notes = list[str](), list[str]()
        for assignment_id in assignment_ids:
            try:
                self._publish_later(claim.claim(self._bulk, client, assignment_id).changes)
            except ClaimContested as error:
                notes.append(str(error))
                continue
            except (ServerUnreachable, SignInRequired):
                pass  # the download says so, file by file
            ours.append(assignment_id)
        return tuple(ours), notes

    def _fetched(self, problems: tuple[str, ...]) -> None:
        self._tell(sentence=" ".join(dict.fromkeys(problems)))
