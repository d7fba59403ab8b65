"""Zooms and pans the timeline of the real window with the wheel, and takes the time of every paint."""

import dataclasses
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from assessor_app.bootstrap.application import make_application
from assessor_app.domain.annotation import Annotation, TimeSelector
from assessor_app.domain.ids import new_id
from assessor_app.gui.widgets.timeline_view import TimelineView
from tests.benchmarks.key_desk import KeyDesk, open_window, rest, wait_until
from tests.benchmarks.key_runner import prepared

ROUNDS = 3
NOTCHES = 18
PANS = 20
DEPTHS = (3, 8, 14)
INSERTS = 60
MOVES = 60
PLAYHEAD_MS = 40
RANGE_US = 3_000_000
NS_PER_MS = 1_000_000
WINDOW = (1366, 768)
SHIFT, NO_KEY = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@dataclass
class Timed:
    """Milliseconds of each paint while zooming and panning, of an insert with its paint, of a moving playhead."""

    paint_ms: list[float] = field(default_factory=list)
    insert_ms: list[float] = field(default_factory=list)
    playhead_ms: list[float] = field(default_factory=list)


class PaintClock:
    """Stands around `TimelineView.paintEvent`; put there before the first one is made."""

    def __init__(self) -> None:
        self.taken_ms: list[float] = []
        paint: Callable[[TimelineView, QPaintEvent], None] = TimelineView.paintEvent

        def timed(view: TimelineView, event: QPaintEvent) -> None:
            before = time.perf_counter_ns()
            paint(view, event)
            self.taken_ms.append((time.perf_counter_ns() - before) / NS_PER_MS)

        TimelineView.paintEvent = timed  # type: ignore[method-assign, assignment]


class TimelineDesk:
    """The timeline of an open submission under somebody's hands."""

    def __init__(self, view: TimelineView, clock: PaintClock) -> None:
        self.view = view
        self.clock = clock

    def zoom_and_pan(self) -> list[float]:
        """In and out about three places, and along the time at three depths."""
        rest(200)
        self.clock.taken_ms.clear()
        for share in (0.2, 0.5, 0.8):
            for turn in [1] * NOTCHES + [-1] * NOTCHES:
                self._wheel(turn, share)
        for depth in DEPTHS:
            self._wheel(depth, 0.4)
            for turn in [-1] * PANS + [1] * PANS:
                self._wheel(turn, 0.4, SHIFT)
            self._wheel(-NOTCHES, 0.4)
        return list(self.clock.taken_ms)

    def insert(self, like: Annotation) -> list[float]:
        """A moment put in until it is painted."""
        taken = []
        for number in range(INSERTS):
            start_us = 6_000_000 + number * 1_500_000
            selector = TimeSelector(start_us, start_us + 33_333)
            made = dataclasses.replace(like, annotation_id=new_id(), selector=selector)
            self.clock.taken_ms.clear()
            before = time.perf_counter_ns()
            self.view.insert_or_update(made)
            wait_until(lambda: bool(self.clock.taken_ms), "the marker")
            taken.append((time.perf_counter_ns() - before) / NS_PER_MS)
        return taken

    def move_playhead(self) -> list[float]:
        self.clock.taken_ms.clear()
        for number in range(MOVES):
            self.view.set_position(number * 1_000_000)
            rest(PLAYHEAD_MS)
        return list(self.clock.taken_ms)

    def _wheel(self, turns: int, share: float, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """Turn the wheel and wait for the paint; at the end of the scale there is none."""
        at = QPointF(self.view.width() * share, self.view.height() / 2)
        turned, phase = QPoint(0, 120 * turns), Qt.ScrollPhase.NoScrollPhase
        painted, scale = len(self.clock.taken_ms), self.view.scale
        no_button = Qt.MouseButton.NoButton
        place = QPointF(self.view.mapToGlobal(at.toPoint()))
        QApplication.sendEvent(self.view, QWheelEvent(at, place, QPoint(), turned, no_button, keys, phase, False))
        if self.view.scale != scale:
            wait_until(lambda: len(self.clock.taken_ms) > painted, "the paint")


def main(arguments: list[str]) -> int:
    """Arguments: how many moments each submission has. Prints one JSON object: name -> times."""
    make_application()
    clock = PaintClock()
    counts = [int(count) for count in arguments]
    timed = {name: Timed() for count in counts for name in (str(count), f"{count} mixed")}
    with prepared(counts) as (profile, ids), open_window(profile) as desk:
        desk.desktop.window.resize(*WINDOW)
        for _ in range(ROUNDS):
            for count, assignment_id in zip(counts, ids, strict=True):
                _measure(desk, clock, assignment_id, (timed[str(count)], timed[f"{count} mixed"]))
    sys.stdout.write(json.dumps({name: dataclasses.asdict(times) for name, times in timed.items()}) + "\n")
    return 0


def _measure(desk: KeyDesk, clock: PaintClock, assignment_id: str, timed: tuple[Timed, Timed]) -> None:
    desk.play(assignment_id)
    desk.page.player.pause()
    hand = TimelineDesk(desk.page.panes.video.timeline, clock)
    points = tuple(desk.page._state.annotations.values())
    for times, marks in zip(timed, (points, mixed(points)), strict=True):
        hand.view.set_annotations(marks)
        times.paint_ms += hand.zoom_and_pan()
        times.playhead_ms += hand.move_playhead()
        if points:
            times.insert_ms += hand.insert(points[0])


def mixed(marks: tuple[Annotation, ...]) -> tuple[Annotation, ...]:
    """Every fourth moment becomes a range."""
    return tuple(_stretched(mark) if number % 4 == 0 else mark for number, mark in enumerate(marks))


def _stretched(mark: Annotation) -> Annotation:
    start_us = mark.start_us or 0
    selector = TimeSelector(start_us, start_us + RANGE_US, is_point=False)
    return dataclasses.replace(mark, selector=selector)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
