"""Keeps a second recording of the same lesson in step with the first: paused to the frame, playing below one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from assessor_app.domain.annotation import TimeSpan
from assessor_app.media.angle_drift import FAR_US, Drift
from assessor_app.media.player import Player, PlayerState, SignalPort

TICK_MS = 40
VERIFY_MS = 250
LEAD_US = 800_000
"""How far ahead of the first the second one is sought while it plays: it waits there, and goes on in time."""
_LONGEST_LEAD_US = 6_400_000
_STALE_S = 1.0
_JUMP_US = 350_000
_US = 1_000_000
_OPEN = (PlayerState.PAUSED, PlayerState.PLAYING, PlayerState.ENDED)


class Standing(StrEnum):
    """Whether the second camera was running at this moment of the first."""

    TOGETHER = "together"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class _Seen:
    """A painted frame, and when it was painted."""

    start_us: int
    at: float

    def runs_to(self, now: float, rate: float) -> float:
        return self.start_us + min(now - self.at, _STALE_S) * rate * _US


class AngleSync(QObject):
    """Follows `main` and drives `side`; both stay their owner's, who calls `stop` before closing either.

    `offset_us` is what to add to a time of `main` to get that of `side`. While `main` plays backwards, `side` shows
    one still picture after the other.
    """

    offset_changed = Signal(object)
    standing_changed = Signal(str)
    held_changed = Signal(bool)

    def __init__(
        self,
        main: Player,
        side: Player,
        offset_us: int = 0,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._main, self._side = main, side
        self._clock = clock
        self._offset_us = offset_us
        self._standing = Standing.TOGETHER
        self._is_held = False
        self._drift = Drift()
        self._main_seen: _Seen | None = None
        self._side_seen: _Seen | None = None
        self._meeting_us: int | None = None  # where the second one waits for the first
        self._lead_us = LEAD_US
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._on_tick)
        self._verify = QTimer(self, singleShot=True, interval=VERIFY_MS)
        self._verify.timeout.connect(self._aim)
        self._slots: list[tuple[SignalPort, Callable[..., Any]]] = [
            (main.frame_painted, self._on_main_painted),
            (main.state_changed, self._on_main_state),
            (main.rate_changed, self._on_rate),
            (side.frame_painted, self._on_side_painted),
            (side.state_changed, self._on_side_state),
        ]
        for signal, slot in self._slots:
            signal.connect(slot)
        self._on_main_painted(0)
        self._on_main_state(main.state)

    def stop(self) -> None:
        """Let go of both."""
        self._ticks.stop()
        self._verify.stop()
        for signal, slot in self._slots:
            signal.disconnect(slot)
        self._slots.clear()

    @property
    def offset_us(self) -> int:
        return self._offset_us

    @property
    def standing(self) -> Standing:
        return self._standing

    @property
    def drift_us(self) -> int | None:
        """How far `side` was ahead at the last judgement while both played; None before the first."""
        return self._drift.measured_us

    @property
    def is_held(self) -> bool:
        return self._is_held

    def set_offset(self, offset_us: int) -> None:
        self._offset_us = offset_us
        self._go_on()
        self.offset_changed.emit(offset_us)

    def hold(self) -> None:
        """Leave the second picture where it is, so that the first can be moved to the same moment."""
        self._is_held = True
        self._ticks.stop()
        self._verify.stop()
        self._side.pause()
        self.held_changed.emit(True)

    def release(self) -> None:
        """Follow again, with the offset there was."""
        self._is_held = False
        self._go_on()
        self.held_changed.emit(False)

    def align(self) -> bool:
        """The two pictures on the screen are the same moment; False while there are no two pictures."""
        main, side = self._main.painted(), self._side.painted()
        if main is None or side is None:
            return False
        self._is_held = False
        self.held_changed.emit(False)
        self.set_offset(side.start_us - main.start_us)
        return True

    # ---- what the two say --------------------------------------------------------------------

    def _on_main_painted(self, _: int) -> None:
        painted, before, now = self._main.painted(), self._main_seen, self._clock()
        if painted is None:
            return
        self._main_seen = _Seen(painted.start_us, now)
        if not self._is_running:
            self._aim()
        elif before is not None and self._has_jumped(before, painted.start_us, now):
            self._lead_us = LEAD_US
            self._meet()

    def _has_jumped(self, before: _Seen, to_us: int, now: float) -> bool:
        """Whether more than playing led there; standing still for a while is no jump."""
        return to_us < before.start_us or to_us - before.runs_to(now, self._main.rate) > _JUMP_US

    def _on_side_painted(self, _: int) -> None:
        painted = self._side.painted()
        if painted is not None:
            self._side_seen = _Seen(painted.start_us, self._clock())

    def _on_main_state(self, _: str) -> None:
        self._go_on()

    def _on_side_state(self, state: str) -> None:
        if state == PlayerState.PAUSED and not self._is_running:
            self._aim()

    def _on_rate(self, _: float) -> None:
        self._go_on()

    # ---- at rest -----------------------------------------------------------------------------

    @property
    def _is_running(self) -> bool:
        return self._main.state is PlayerState.PLAYING and self._main.rate > 0 and not self._is_held

    def _go_on(self) -> None:
        """As `main` does now."""
        if self._is_held:
            return
        if self._is_running:
            self._start()
            return
        self._ticks.stop()
        self._meeting_us = None
        self._side.pause()
        self._aim()

    def _aim(self) -> None:
        """Show exactly the frame that belongs to the one on show, and look again until it is there."""
        main = self._main.painted()
        if self._is_held or self._is_running or main is None or self._side.state not in _OPEN:
            return
        wanted_us = self._stand(main.start_us + self._offset_us)
        if not _shows(self._side.painted(), wanted_us):
            self._side.seek(wanted_us)
            self._verify.start()

    def _stand(self, wanted_us: float) -> int:
        """Return the nearest time that `side` has, and say whether it was running then."""
        last_us = max(self._side.duration_us - 1, 0)
        standing = Standing.BEFORE if wanted_us < 0 else Standing.AFTER if wanted_us > last_us else Standing.TOGETHER
        if standing is not self._standing:
            self._standing = standing
            self.standing_changed.emit(standing.value)
        return round(min(max(wanted_us, 0), last_us))

    # ---- playing -----------------------------------------------------------------------------

    def _start(self) -> None:
        main = self._main.painted()
        if main is None or self._side.state not in _OPEN:
            self._ticks.start()
            return
        self._main_seen = _Seen(main.start_us, self._clock())
        self._drift.restart(self._clock())
        self._side.set_rate(self._main.rate)
        wanted_us = main.start_us + self._offset_us
        is_there = _shows(self._side.painted(), wanted_us)
        if self._side.state is not PlayerState.PLAYING and is_there:
            self._play()
        elif self._side.state is not PlayerState.PLAYING:
            self._meet()
        self._ticks.start()

    def _play(self) -> None:
        self._meeting_us = None
        self._drift.restart(self._clock())
        self._side.set_rate(self._main.rate)
        self._side.play()

    def _meet(self) -> None:
        """Wait for the first one a little further on."""
        self._side.pause()
        wanted_us = self._wanted_us(self._clock())
        begins_later = wanted_us < 0
        self._meeting_us = self._stand(wanted_us if begins_later else wanted_us + self._lead_us * self._main.rate)
        self._side.seek(self._meeting_us)

    def _wanted_us(self, now: float) -> float:
        seen = self._main_seen or _Seen(0, now)
        return seen.runs_to(now, self._main.rate) + self._offset_us

    def _on_tick(self) -> None:
        if not self._is_running or self._side.state not in _OPEN:
            return
        now = self._clock()
        wanted_us = self._wanted_us(now)
        self._stand(wanted_us)
        if self._standing is Standing.AFTER:
            return
        if self._side.state is PlayerState.PLAYING:
            self._keep_together(wanted_us, now)
        else:
            self._wait(wanted_us)

    def _wait(self, wanted_us: float) -> None:
        at_us = self._meeting_us
        if at_us is None or wanted_us < at_us - 2 * self._lead_us * self._main.rate - FAR_US and at_us > 0:
            self._meet()
        elif wanted_us - at_us > FAR_US:
            self._lead_us = min(2 * self._lead_us, _LONGEST_LEAD_US)  # it takes longer than that to get there
            self._meet()
        elif wanted_us >= at_us and _shows(self._side.painted(), at_us):
            self._lead_us = LEAD_US
            self._play()

    def _keep_together(self, wanted_us: float, now: float) -> None:
        seen = self._side_seen
        if seen is None:
            return
        ahead_us = seen.runs_to(now, self._side.rate) - wanted_us
        if self._drift.look(ahead_us, now):
            self._side.set_rate(self._main.rate * (1 + self._drift.nudge))
        if self._drift.is_far:
            self._drift.restart(now)
            self._meet()


def _shows(painted: TimeSpan | None, at_us: float) -> bool:
    return painted is not None and painted.start_us <= at_us < painted.end_us
