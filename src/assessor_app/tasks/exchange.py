"""The exchange with the issuing servers: what runs on which lane, with progress, cancel and a status for the screen."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from assessor_app.domain.changes import Changes
from assessor_app.domain.submission import MediaState
from assessor_app.services import claim, media_fetch, outbox, sync
from assessor_app.services.badges import Badges
from assessor_app.services.download import Fetch
from assessor_app.services.exchange_ports import ClaimContested, ServerClient, ServerUnreachable, SignInRequired
from assessor_app.services.ports import Reads, Tools, UnitOfWorkFactory
from assessor_app.services.vault_ports import Vault
from assessor_app.services.views import InboxRow, SyncStatus
from assessor_app.tasks.runner import LANE_READ, Runner, RunnerClosed, Ticket, media_lane, push_lane
from assessor_app.tasks.write_gate import BULK, DELIVERY, WriteGate

T = TypeVar("T")
_NEWS, _DELIVERY, _EVIDENCE = 5, 10, 20
_NEVER = datetime.max.replace(tzinfo=UTC)
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
    badges: Callable[[], Badges] | None = None


@dataclass(slots=True)
class _Batch:
    """What was asked for together stops together: a full disk or a lost network meets all of it."""

    is_stopped: bool = False


class Exchange:
    """Pushes and pulls for every server of the profile. Called on the UI thread; every method returns at once."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._deliveries: UnitOfWorkFactory = line.gate.factory(DELIVERY)
        self._bulk: UnitOfWorkFactory = line.gate.factory(BULK)
        self._listeners: list[Listener] = []
        self._awaiting: list[Callable[[str], None]] = []
        self._tickets: set[Ticket] = set()
        self._fetching: set[str] = set()
        self._status = SyncStatus()

    @property
    def status(self) -> SyncStatus:
        return self._status

    def listen(self, listener: Listener) -> None:
        """Call `listener` on the UI thread with every new status."""
        self._listeners.append(listener)

    def when_arrived(self, told: Callable[[str], None]) -> None:
        """Call `told` on the UI thread with each artifact whose file is here after it was fetched."""
        self._awaiting.append(told)

    def sync_now(self) -> None:
        """The assessor asks: send what waits to every server at once, then fetch what is new."""
        self._each_server(lambda server_id: self._exchange_with(server_id, is_forced=True))

    def look(self) -> None:
        """The program asks by itself: send what is due, respecting every wait, and fetch what is new."""
        self._each_server(lambda server_id: self._exchange_with(server_id, is_forced=False))

    def send_due(self) -> None:
        """Send whatever may be tried again by now; silent when nothing waits."""

        def servers(_: Ticket) -> tuple[str, ...]:
            reads = self._line.reads()
            waiting = reads.waiting()
            return tuple(s.server_id for s in reads.servers()) if waiting.finals or waiting.drafts else ()

        def send(server_ids: tuple[str, ...]) -> None:
            for server_id in server_ids:
                self._send(server_id, is_forced=False)

        self._ask(servers, send)

    def send_soon(self, *, is_urgent: bool) -> None:
        """The assessor changed something: finals go at once, drafts with the next round."""
        if is_urgent:
            self.send_due()

    def fetch_media(self, assignment_ids: tuple[str, ...]) -> None:
        """Bring the evidence files of these assignments to the laptop, what is due first, resuming what was begun."""

        def find(_: Ticket) -> list[InboxRow]:
            rows = self._line.reads().inbox_rows(assignment_ids)
            return sorted(rows, key=lambda row: (row.due_at or _NEVER, row.media_size))

        def fetch(rows: list[InboxRow]) -> None:
            batch = _Batch()
            self._tell(total=self._status.total + sum(row.media_size for row in rows))
            for row in rows:
                self._fetch(row, batch)

        self._ask(find, fetch)

    def cancel(self) -> None:
        """Ask everything under way to stop at the next safe point; nothing that arrived is lost."""
        for ticket in self._tickets:
            ticket.cancel()

    def _each_server(self, act: Callable[[str], None]) -> None:
        def act_on(server_ids: tuple[str, ...]) -> None:
            for server_id in server_ids:
                act(server_id)

        self._ask(lambda _: tuple(s.server_id for s in self._line.reads().servers()), act_on)

    def _ask(self, query: Callable[[Ticket], T], then: Callable[[T], None]) -> None:
        """Read what to do next; this is not yet an exchange, so the status says nothing of it."""
        with suppress(RunnerClosed):
            self._line.runner.submit(LANE_READ, query, then, self._failed)

    def _exchange_with(self, server_id: str, *, is_forced: bool) -> None:
        self._send(server_id, is_forced=is_forced)
        self._pull(server_id)

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
                badges=self._line.badges,
            )

        self._submit(media_lane(server_id), pull, self._pulled, rank=_NEWS)

    def _drained(self, drained: outbox.Drained) -> None:
        if drained.words:
            self._tell(is_online=False, needs_sign_in=drained.needs_sign_in, sentence=drained.words)
        elif drained.delivered or drained.parked:
            self._tell(is_online=True, needs_sign_in=False, sentence="")

    def _pulled(self, pulled: sync.Pulled) -> None:
        at = self._line.tools.now() if pulled.is_complete else self._status.synced_at
        self._tell(is_online=True, needs_sign_in=False, synced_at=at, sentence=" ".join(pulled.notes))

    def _submit(
        self, lane: str, work: Callable[[Ticket], object], then: Callable[..., None], rank: int = _DELIVERY
    ) -> None:
        """Run on a lane with the status saying busy; any failure becomes the status's sentence."""

        def ended(finish: Callable[..., None], value: object) -> None:
            self._tickets.discard(ticket)
            self._tell(is_busy=bool(self._tickets))
            finish(value)

        try:
            ticket = self._line.runner.submit(lane, work, partial(ended, then), partial(ended, self._failed), rank)
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

    def _fetch(self, row: InboxRow, batch: "_Batch") -> None:
        """One job for each assignment, so that news (a withdrawal above all) never waits for a whole evening."""

        def fetch(ticket: Ticket) -> tuple[str, ...]:
            client = self._line.client_of(row.server_id)
            task = Fetch(
                self._bulk,
                client,
                self._line.vault,
                publish=self._publish_later,
                is_cancelled=lambda: ticket.is_cancelled() or batch.is_stopped,
            )
            refusal = self._claim(client, row.assignment_id)
            if refusal:
                return (refusal,)
            media = media_fetch.fetch_assignments(task, (row.assignment_id,))
            self._announce(one.artifact_id for one in media if one.state is MediaState.PRESENT)
            batch.is_stopped |= any(one.state is MediaState.PAUSED and one.problem for one in media)
            return tuple(one.problem for one in media if one.problem)

        self._submit(media_lane(row.server_id), fetch, partial(self._fetched, row), rank=_EVIDENCE)

    def _announce(self, artifact_ids: Iterable[str]) -> None:
        """From a lane: these files are here."""
        for artifact_id in artifact_ids:
            for told in self._awaiting:
                self._line.deliver(partial(told, artifact_id))

    def _claim(self, client: ServerClient, assignment_id: str) -> str:
        """Take the lease of what is to be worked on offline; returns why that cannot be."""
        try:
            self._publish_later(claim.claim(self._bulk, client, assignment_id).changes)
        except ClaimContested as error:
            return str(error)
        except (ServerUnreachable, SignInRequired):
            pass  # the download says so, file by file
        return ""

    def _fetched(self, row: InboxRow, problems: tuple[str, ...]) -> None:
        done = self._status.done + row.media_size
        counts = {"done": done} if self._tickets else {"done": 0, "total": 0}
        sentence = {"sentence": " ".join(dict.fromkeys(problems))} if problems else {}
        self._tell(**counts, **sentence)
