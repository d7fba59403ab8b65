"""The queue of evidence: what is due first comes first, one submission at a time from each server, going on by itself.

What is wanted is kept in the store, so that a restart goes on with it; why it waits just now is kept here.
"""

import random
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from assessor_app.config.settings import SETTINGS
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.services.exchange_ports import ServerUnreachable, SignInRequired
from assessor_app.services.media_budget import give_up
from assessor_app.services.media_rules import Conditions, Waits, obstacle
from assessor_app.services.media_views import MediaProgress, WantedMedia
from assessor_app.services.outbox import wait_s
from assessor_app.services.ports import UnitOfWork
from assessor_app.services.vault_ports import VaultLocked
from assessor_app.tasks.connectivity import Connectivity
from assessor_app.tasks.line import Line
from assessor_app.tasks.media_job import Fetched, MediaJob
from assessor_app.tasks.runner import LANE_DB, LANE_READ, RunnerClosed, Ticket, evidence_lane
from assessor_app.tasks.write_gate import OWN_ACTS

GIGABYTE = 1_000_000_000
LOOK_FOR_ROOM_S = 60.0
LOOK_FOR_UNLOCK_S = 30.0
Shown = Callable[[Mapping[str, MediaProgress | None]], None]
"""Hears how assignments stand in the queue, by id; None: it is not in the queue any more."""

Act = Callable[[UnitOfWork, tuple[str, ...]], object]


def default_setting(key: str) -> Any:
    return SETTINGS[key].default


@dataclass(frozen=True, slots=True)
class _Later:
    """When a submission that could not be fetched is tried again, by a clock nobody can set."""

    tries: int
    due: float


@dataclass(frozen=True, slots=True)
class _NoRoom:
    """Under which budget there was none, until when nobody looks again, and what was said."""

    budget_gb: int
    due: float
    words: str


class MediaQueue:
    """Called on the UI thread; every method returns at once. `setting` gives settings by key.

    `say` tells the assessor a sentence, `doubt` that a server may not be reachable. `is_metered` is asked every time.
    """

    def __init__(
        self,
        line: Line,
        connectivity: Connectivity,
        setting: Callable[[str], Any] = default_setting,
        say: Callable[[str], None] = lambda _: None,
        doubt: Callable[[str, Exception], None] = lambda *_: None,
    ) -> None:
        self._line, self._connectivity, self._setting, self._say, self._doubt = line, connectivity, setting, say, doubt
        self.is_metered: Callable[[], bool] = lambda: False
        self._wanted: tuple[WantedMedia, ...] = ()
        self._running: dict[str, tuple[str, Ticket]] = {}
        self._anyway: set[str] = set()
        self._later: dict[str, _Later] = {}
        self._no_room: dict[str, _NoRoom] = {}
        self._open: frozenset[str] = frozenset()
        self._decided = self._changes_under_way = 0
        self._shown: dict[str, MediaProgress] = {}
        self._first_missing: dict[str, int] = {}
        self._listeners: list[Shown] = []
        self._awaiting: list[Callable[[str], None]] = []

    # ---- who hears of it ----
    def listen(self, listener: Shown) -> None:
        """Call `listener` with whatever changed of how the wanted evidence stands."""
        self._listeners.append(listener)

    def when_arrived(self, told: Callable[[str], None]) -> None:
        """Call `told` with each artifact whose file is here after it was fetched."""
        self._awaiting.append(told)

    @property
    def is_fetching(self) -> bool:
        return bool(self._running)

    @property
    def is_waiting(self) -> bool:
        """Whether something is wanted that nobody fetches just now."""
        return len(self._wanted) > len(self._running)

    @property
    def amounts(self) -> tuple[int, int]:
        """Bytes that came and bytes asked for since the queue was last empty."""
        total = sum(self._first_missing.values())
        here = {one.assignment_id: one.done for one in self._shown.values()}
        left = sum(max(0, one.size - here.get(one.assignment_id, one.done)) for one in self._wanted)
        return max(0, total - left), total

    # ---- what the assessor does ----
    def want(self, assignment_ids: Iterable[str], *, anyway: bool = False) -> None:
        """Bring this evidence here; `anyway` over a metered network and in quiet hours too."""
        ids = tuple(assignment_ids)
        if anyway:
            self._anyway.update(ids)
        for assignment_id in ids:
            self._later.pop(assignment_id, None)
        self._no_room.clear()
        at = self._line.tools.now()
        self._change(ids, lambda uow, chosen: uow.media.want(chosen, at))

    def pause(self, assignment_ids: Iterable[str] | None = None) -> None:
        """Stop fetching these, or everything; what came stays, and nothing goes on before it is asked for again."""
        ids = self._these(assignment_ids)
        self._stop(ids)
        self._change(ids, lambda uow, chosen: uow.media.leave(chosen))

    def cancel(self, assignment_ids: Iterable[str]) -> None:
        """Stop fetching these, and let go of what came of them."""
        ids = self._these(assignment_ids)
        self._stop(ids)
        self._change(ids, self._let_go)

    def keep_open(self, submission_ids: Iterable[str]) -> None:
        """The evidence of these is on the screen: it never makes room."""
        self._open = frozenset(submission_ids)

    # ---- what happens ----
    def pump(self) -> None:
        """Look what is wanted and begin what may begin."""
        if self._changes_under_way:
            return  # what is read now may be old already: the last change looks again
        decided = self._decided

        def look(wanted: tuple[WantedMedia, ...]) -> None:
            if decided == self._decided:
                self._look(wanted)

        self._submit(LANE_READ, lambda _: self._line.reads().wanted_media(), look)

    def hurry(self) -> None:
        """The assessor asks, another network is in use, or the profile was unlocked: nothing waits any longer."""
        self._later.clear()
        self._no_room.clear()
        self.pump()

    def online(self, server_id: str) -> None:
        """The server answers again: whatever waited for it goes on."""
        ids = {one.assignment_id for one in self._wanted if one.server_id == server_id}
        self._later = {key: later for key, later in self._later.items() if key not in ids}
        self.pump()

    # ---- inside ----
    def _these(self, assignment_ids: Iterable[str] | None) -> tuple[str, ...]:
        if assignment_ids is not None:
            return tuple(assignment_ids)
        return tuple(one.assignment_id for one in self._wanted)

    def _stop(self, ids: Iterable[str]) -> None:
        self._anyway.difference_update(ids)
        chosen = frozenset(ids)
        for assignment_id, ticket in self._running.values():
            if assignment_id in chosen:
                ticket.cancel()

    def _change(self, ids: tuple[str, ...], act: Act) -> None:
        """Write down what the assessor decided, then look again."""
        begin = self._line.gate.factory(OWN_ACTS)

        def write(_: Ticket) -> None:
            with begin() as uow:
                act(uow, ids)

        def ended(error: Exception | None) -> None:
            self._changes_under_way -= 1
            self._line.publish(Changes.of(*(Touched(Kind.ARTIFACT, each, each) for each in ids)))
            if error is not None:
                self._failed(error)
            self.pump()

        try:
            self._line.runner.submit(LANE_DB, write, ended, ended)
        except RunnerClosed:
            return
        self._decided += 1
        self._changes_under_way += 1

    def _let_go(self, uow: UnitOfWork, ids: tuple[str, ...]) -> None:
        for assignment_id in ids:
            give_up(self._line.vault, uow, self._line.tools, assignment_id)

    def _submit(self, lane: str, work: Callable[[Ticket], Any], then: Callable[[Any], None]) -> Ticket | None:
        try:
            return self._line.runner.submit(lane, work, then, self._failed)
        except RunnerClosed:
            return None

    def _failed(self, error: Exception) -> None:
        self._say(str(error))

    def _look(self, wanted: tuple[WantedMedia, ...]) -> None:
        self._wanted = wanted
        self._count()
        self._hold_back()
        for one in wanted:
            if one.server_id not in self._running and self._obstacle(one) is None:
                self._start(one)
        self._show()

    def _hold_back(self) -> None:
        """The school's hours began, or the network is a paid one now: what is on its way stops and stays wanted."""
        held = {one.assignment_id for one in self._wanted if self._rule(one) is not None}
        for assignment_id, ticket in self._running.values():
            if assignment_id in held:
                ticket.cancel()

    def _count(self) -> None:
        if not self._wanted and not self._running:
            self._first_missing.clear()
        for one in self._wanted:
            self._first_missing.setdefault(one.assignment_id, one.missing)

    def _obstacle(self, one: WantedMedia) -> tuple[Waits, Any] | None:
        later = self._later.get(one.assignment_id)
        if not self._connectivity.may_try(one.server_id) or (later is not None and later.due > time.monotonic()):
            return Waits.NETWORK, None
        full = self._no_room.get(one.assignment_id)
        if full is not None and full.due > time.monotonic() and full.budget_gb == self._setting("disk_budget_gb"):
            return Waits.ROOM, None
        return self._rule(one)

    def _rule(self, one: WantedMedia) -> tuple[Waits, Any] | None:
        """What hours and network allow just now, unless the assessor asked for it all the same."""
        if one.assignment_id in self._anyway:
            return None
        return obstacle(
            Conditions(
                self._line.tools.now().astimezone(),
                str(self._setting("quiet_hours")),
                self.is_metered(),
                bool(self._setting("fetch_on_metered")),
            )
        )

    def _start(self, one: WantedMedia) -> None:
        tell = partial(self._deliver, self._progressed)
        job = MediaJob(self._line, one, int(self._setting("disk_budget_gb")) * GIGABYTE, self._open, tell)

        def failed(error: Exception) -> None:
            self._ended(one, Fetched(error=error, words=(str(error),)))

        try:
            ticket = self._line.runner.submit(evidence_lane(one.server_id), job.run, partial(self._ended, one), failed)
        except RunnerClosed:
            return
        self._running[one.server_id] = (one.assignment_id, ticket)

    def _deliver(self, call: Callable[[MediaProgress], None], progress: MediaProgress) -> None:
        """From a lane."""
        self._line.deliver(partial(call, progress))

    def _progressed(self, progress: MediaProgress) -> None:
        if any(assignment_id == progress.assignment_id for assignment_id, _ in self._running.values()):
            self._shown[progress.assignment_id] = progress
            self._tell({progress.assignment_id: progress})

    def _ended(self, one: WantedMedia, fetched: Fetched) -> None:
        self._running.pop(one.server_id, None)
        self._shown.pop(one.assignment_id, None)
        self._tell({one.assignment_id: None})
        self._announce(fetched.arrived)
        words = " ".join(dict.fromkeys(fetched.words))
        is_known = one.assignment_id in self._no_room and self._no_room[one.assignment_id].words == words
        if words and not fetched.is_cancelled and not is_known:
            self._say(words)
        self._judge(one, fetched)

    def _announce(self, artifact_ids: Iterable[str]) -> None:
        for artifact_id in artifact_ids:
            for told in self._awaiting:
                told(artifact_id)

    def _judge(self, one: WantedMedia, fetched: Fetched) -> None:
        """What its end means for this one and for the others."""
        if fetched.has_no_room:
            due = time.monotonic() + LOOK_FOR_ROOM_S
            words = " ".join(dict.fromkeys(fetched.words))
            self._no_room[one.assignment_id] = _NoRoom(int(self._setting("disk_budget_gb")), due, words)
        elif isinstance(fetched.error, VaultLocked):  # parts of an earlier run are read only once it is unlocked
            self._later[one.assignment_id] = _Later(0, time.monotonic() + LOOK_FOR_UNLOCK_S)
        elif isinstance(fetched.error, ServerUnreachable | SignInRequired):
            tries = self._later.get(one.assignment_id, _Later(0, 0.0)).tries + 1
            retry_after_s = getattr(fetched.error, "retry_after_s", None)
            due = time.monotonic() + wait_s(tries, retry_after_s, random.uniform)
            self._later[one.assignment_id] = _Later(tries, due)
            self._doubt(one.server_id, fetched.error)
        elif fetched.is_refused or (fetched.error is not None and not fetched.is_cancelled):
            self._change((one.assignment_id,), lambda uow, chosen: uow.media.leave(chosen))
            return
        else:
            self._later.pop(one.assignment_id, None)
        self.pump()

    def _show(self) -> None:
        """Tell how each wanted one stands, but only what is new."""
        running = {assignment_id for assignment_id, _ in self._running.values()}
        now: dict[str, MediaProgress] = {}
        for one in self._wanted:
            if one.assignment_id in running:
                before = self._shown.get(one.assignment_id)
                moving = MediaProgress(one.assignment_id, one.done, one.size)
                now[one.assignment_id] = moving if before is None or before.waits else before
            else:
                waits, until_at = self._obstacle(one) or (Waits.TURN, None)
                now[one.assignment_id] = MediaProgress(one.assignment_id, one.done, one.size, 0.0, waits, until_at)
        news: dict[str, MediaProgress | None] = dict.fromkeys(key for key in self._shown if key not in now)
        news.update((key, one) for key, one in now.items() if self._shown.get(key) != one)
        self._shown = now
        self._tell(news)

    def _tell(self, news: Mapping[str, MediaProgress | None]) -> None:
        if news:
            for listener in self._listeners:
                listener(news)
