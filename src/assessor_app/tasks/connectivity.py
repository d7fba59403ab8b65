"""Which servers answer, what is in the way of the others, and when each is tried again."""

import random
import time
from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assessor_app.domain.reach import Reach
from assessor_app.services.exchange_ports import ServerUnreachable
from assessor_app.services.outbox import wait_s

_WORST_FIRST = (Reach.PUT_RIGHT, Reach.CAPTIVE, Reach.PROXY_SIGN_IN, Reach.NO_NETWORK, Reach.SERVER_AWAY)


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one server. `words` are a sentence for the assessor, empty while it answers.

    `next_try_at` is for people; what is due is decided by a clock that nobody can set.
    """

    server_id: str
    reach: Reach = Reach.ONLINE
    words: str = ""
    tries: int = 0
    next_try_at: datetime | None = None
    due: float = 0.0


class Connectivity:
    """Called on the UI thread. Servers nobody spoke to yet may be tried.

    `now` tells people the time of the next try, `clock` counts seconds, `chance` draws evenly between two bounds.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._now, self._clock, self._chance = now, clock, chance
        self._standings: dict[str, Standing] = {}
        self._listeners: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever something here changed."""
        self._listeners.append(listener)

    def reached(self, server_id: str) -> bool:
        """It answered, and it was really it; returns whether it had been away."""
        before = self.standing(server_id)
        self._put(Standing(server_id))
        return before.reach is not Reach.ONLINE

    def missed(self, server_id: str, error: ServerUnreachable) -> None:
        """No believable answer: the next try waits longer. What fails together counts as one try."""
        before = self.standing(server_id)
        now = self._clock()
        if before.reach is not Reach.ONLINE and before.due > now:
            self._put(replace(before, reach=error.reach, words=str(error)))
            return
        tries = before.tries + 1
        wait = wait_s(tries, error.retry_after_s, self._chance)
        at = self._now() + timedelta(seconds=wait)
        self._put(Standing(server_id, error.reach, str(error), tries, at, now + wait))

    def keep_only(self, server_ids: Container[str]) -> None:
        """Forget servers that were removed."""
        gone = [server_id for server_id in self._standings if server_id not in server_ids]
        for server_id in gone:
            del self._standings[server_id]
        if gone:
            self._tell()

    def hurry(self) -> None:
        """The network changed: whatever is away may be tried at once."""
        now = self._clock()
        for one in self._away():
            self._standings[one.server_id] = replace(one, tries=0, due=now, next_try_at=self._now())
        self._tell()

    def standing(self, server_id: str) -> Standing:
        return self._standings.get(server_id, Standing(server_id))

    def may_try(self, server_id: str) -> bool:
        """Whether the program may speak to it by itself; the assessor always may."""
        one = self.standing(server_id)
        return one.reach is Reach.ONLINE or one.due <= self._clock()

    def due(self) -> tuple[str, ...]:
        """Servers that are away and may be tried again by now."""
        return tuple(one.server_id for one in self._away() if one.due <= self._clock())

    def due_in_s(self) -> float | None:
        """Seconds until the next server may be tried, None while all answer."""
        away = [one.due for one in self._away()]
        return max(0.0, min(away) - self._clock()) if away else None

    def worst(self) -> Standing | None:
        """What to tell a person about: what they can do something about first; None while all answer."""
        away = sorted(self._away(), key=lambda one: (_WORST_FIRST.index(one.reach), one.server_id))
        return away[0] if away else None

    def _away(self) -> list[Standing]:
        return [one for one in self._standings.values() if one.reach is not Reach.ONLINE]

    def _put(self, standing: Standing) -> None:
        if self._standings.get(standing.server_id) != standing:
            self._standings[standing.server_id] = standing
            self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
