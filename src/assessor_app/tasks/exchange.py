"""The exchange with the issuing servers: what runs on which lane, with cancel and a status for the screen."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from assessor_app.domain.changes import Changes
from assessor_app.domain.reach import Reach
from assessor_app.services import outbox, sync
from assessor_app.services.exchange_ports import ServerUnreachable, SignInRequired
from assessor_app.services.ports import UnitOfWorkFactory
from assessor_app.services.views import SyncStatus
from assessor_app.tasks.aftercare import LaneAftercare
from assessor_app.tasks.connectivity import Connectivity
from assessor_app.tasks.line import Line
from assessor_app.tasks.media_queue import MediaQueue, default_setting
from assessor_app.tasks.runner import LANE_READ, RunnerClosed, Ticket, media_lane, push_lane
from assessor_app.tasks.write_gate import BULK, DELIVERY

__all__ = ["Exchange", "Line"]

T = TypeVar("T")
_NEWS, _DELIVERY = 5, 10
Listener = Callable[[SyncStatus], None]


class Exchange:
    """Pushes and pulls for every server of the profile. Called on the UI thread; every method returns at once.

    `media` is the queue of evidence; `connectivity` knows which servers answer.
    """

    def __init__(self, line: Line, setting: Callable[[str], Any] = default_setting) -> None:
        self._line = line
        self._deliveries: UnitOfWorkFactory = line.gate.factory(DELIVERY)
        self._bulk: UnitOfWorkFactory = line.gate.factory(BULK)
        self._listeners: list[Listener] = []
        self._tickets: set[Ticket] = set()
        self._checking: set[str] = set()
        self._names: dict[str, str] = {}
        self._status = SyncStatus()
        self.connectivity = Connectivity(line.tools.now)
        self.connectivity.listen(self._tell_reach)
        self.media = MediaQueue(line, self.connectivity, setting, self._say, self._doubted)
        self.media.listen(self._tell_amounts)
        self.aftercare = LaneAftercare(line, setting, partial(self._send, is_forced=False))

    @property
    def status(self) -> SyncStatus:
        return self._status

    @property
    def is_speaking(self) -> bool:
        """Whether something is being sent or asked; evidence on its way is neither, and holds nothing up."""
        return bool(self._tickets)

    def listen(self, listener: Listener) -> None:
        """Call `listener` on the UI thread with every new status."""
        self._listeners.append(listener)

    def when_arrived(self, told: Callable[[str], None]) -> None:
        """Call `told` on the UI thread with each artifact whose file is here after it was fetched."""
        self.media.when_arrived(told)

    def sync_now(self) -> None:
        """The assessor asks: send what waits to every server at once, then fetch what is new."""
        self._each_server(lambda server_id: self._exchange_with(server_id, is_forced=True))
        self.media.hurry()

    def look(self) -> None:
        """The program asks by itself: send what is due, respecting every wait, and fetch what is new."""

        def look(server_id: str) -> None:
            if self.connectivity.may_try(server_id):
                self._exchange_with(server_id, is_forced=False)

        self._each_server(look)

    def try_again(self) -> None:
        """Ask the servers that were away, as far as their waits are over, whether they answer now."""
        for server_id in self.connectivity.due():
            self._check(server_id)

    def send_due(self) -> None:
        """Send whatever may be tried again by now; silent when nothing waits."""

        def servers(_: Ticket) -> tuple[str, ...]:
            reads = self._line.reads()
            waiting = reads.waiting()
            return tuple(s.server_id for s in reads.servers()) if waiting.finals or waiting.drafts else ()

        def send(server_ids: tuple[str, ...]) -> None:
            for server_id in server_ids:
                if self.connectivity.may_try(server_id):
                    self._send(server_id, is_forced=False)

        self._ask(servers, send)

    def send_soon(self, *, is_urgent: bool) -> None:
        """The assessor changed something: finals go at once, drafts with the next round."""
        if is_urgent:
            self.send_due()

    def fetch_media(self, assignment_ids: tuple[str, ...]) -> None:
        """Bring the evidence files of these assignments to the laptop, what is due first, resuming what was begun."""
        self.media.want(assignment_ids)

    def cancel(self) -> None:
        """Ask everything under way to stop at the next safe point; nothing that arrived is lost."""
        for ticket in self._tickets:
            ticket.cancel()
        self.media.pause()

    def _each_server(self, act: Callable[[str], None]) -> None:
        def act_on(names: Mapping[str, str]) -> None:
            self._names = dict(names)
            self.connectivity.keep_only(names)
            for server_id in names:
                act(server_id)

        self._ask(lambda _: {s.server_id: s.name for s in self._line.reads().servers()}, act_on)

    def _ask(self, query: Callable[[Ticket], T], then: Callable[[T], None]) -> None:
        """Read what to do next; this is not yet an exchange, so the status says nothing of it."""
        with suppress(RunnerClosed):
            self._line.runner.submit(LANE_READ, query, then, lambda error: self._tell(sentence=str(error)))

    def _exchange_with(self, server_id: str, *, is_forced: bool) -> None:
        self._send(server_id, is_forced=is_forced)
        self._pull(server_id)

    def _check(self, server_id: str) -> None:
        """On the lane of the scores, which wait for the answer anyway; the status does not call this busy."""
        if server_id in self._checking:
            return
        self._checking.add(server_id)

        def answered(_: object) -> None:
            self._checking.discard(server_id)
            self._reached(server_id)

        def failed(error: Exception) -> None:
            self._checking.discard(server_id)
            if isinstance(error, ServerUnreachable):
                self.connectivity.missed(server_id, error)
            else:
                self._failed(server_id, error)

        def check(_: Ticket) -> None:
            self._line.client_of(server_id).check()

        with suppress(RunnerClosed):
            self._line.runner.submit(push_lane(server_id), check, answered, failed)

    def _reached(self, server_id: str) -> None:
        """A believable answer: whatever waited for this server goes on, scores first."""
        if self.connectivity.reached(server_id):
            self._exchange_with(server_id, is_forced=True)
            self.media.online(server_id)

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

        self._submit(server_id, push_lane(server_id), drain, partial(self._drained, server_id))

    def _pull(self, server_id: str) -> None:
        def pull(ticket: Ticket) -> sync.Pulled:
            client = self._line.client_of(server_id)
            pulled = sync.pull(
                self._bulk,
                client,
                server_id,
                vault=self._line.vault,
                now=self._line.tools.now,
                publish=self._publish_later,
                is_cancelled=ticket.is_cancelled,
                badges=self._line.badges,
            )
            self.aftercare.after_contact(self._bulk, client, server_id)
            return pulled

        self._submit(server_id, media_lane(server_id), pull, partial(self._pulled, server_id), rank=_NEWS)

    def _drained(self, server_id: str, drained: outbox.Drained) -> None:
        if drained.needs_sign_in:
            self._failed(server_id, SignInRequired(drained.words))
        elif drained.words:
            self._failed(server_id, ServerUnreachable(drained.words, drained.reach))
        elif drained.delivered or drained.parked:
            self._reached(server_id)
            self._tell(is_online=True, needs_sign_in=False, sentence="")

    def _pulled(self, server_id: str, pulled: sync.Pulled) -> None:
        self._reached(server_id)
        at = self._line.tools.now() if pulled.is_complete else self._status.synced_at
        told = {"sentence": " ".join(pulled.notes), "alarm": pulled.alarm}
        self._tell(is_online=True, needs_sign_in=False, synced_at=at, **told)
        self.media.pump()

    def _submit(
        self,
        server_id: str,
        lane: str,
        work: Callable[[Ticket], object],
        then: Callable[..., None],
        rank: int = _DELIVERY,
    ) -> None:
        """Run on a lane with the status saying busy; any failure becomes the status's sentence."""

        def ended(finish: Callable[..., None], value: object) -> None:
            self._tickets.discard(ticket)
            self._tell_busy()
            finish(value)

        failed = partial(ended, partial(self._failed, server_id))
        try:
            ticket = self._line.runner.submit(lane, work, partial(ended, then), failed, rank)
        except RunnerClosed:
            return
        self._tickets.add(ticket)
        self._tell_busy()

    def _failed(self, server_id: str, error: Exception) -> None:
        if isinstance(error, ServerUnreachable):
            self.connectivity.missed(server_id, error)
        is_sign_in = isinstance(error, SignInRequired)
        is_away = isinstance(error, ServerUnreachable | SignInRequired)
        # That a server is away is told by its reach: with its name, the next try and what to do.
        sentence = "" if isinstance(error, ServerUnreachable) else str(error)
        is_online = False if is_away else self._status.is_online
        self._tell(is_online=is_online, needs_sign_in=is_sign_in, sentence=sentence)

    def _doubted(self, server_id: str, error: Exception) -> None:
        """Evidence did not come: is it the server, or only where its files are kept?"""
        if isinstance(error, SignInRequired):
            self._failed(server_id, error)
        else:
            self._check(server_id)

    def _say(self, sentence: str) -> None:
        self._tell(sentence=sentence)

    def _tell_reach(self) -> None:
        worst = self.connectivity.worst()
        if worst is None:
            self._tell(reach=Reach.ONLINE, away_name="", away_words="", next_try_at=None)
        else:
            name = self._names.get(worst.server_id, "")
            away = {"reach": worst.reach, "away_name": name, "away_words": worst.words}
            self._tell(is_online=False, next_try_at=worst.next_try_at, **away)

    def _tell_amounts(self, _: object) -> None:
        done, total = self.media.amounts if self.media.is_fetching else (0, 0)
        self._tell(done=done, total=total, is_busy=self._is_busy())

    def _tell_busy(self) -> None:
        self._tell(is_busy=self._is_busy())

    def _is_busy(self) -> bool:
        return self.is_speaking or self.media.is_fetching

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
