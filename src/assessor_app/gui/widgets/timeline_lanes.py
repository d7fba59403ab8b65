"""A criterion's lane as it is painted: shapes where marks are apart, columns where they crowd, bars for ranges."""

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from assessor_app.gui.tokens import Tokens, mix
from assessor_app.gui.widgets import timeline_density as density
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.marker_shapes import marker_colour, outline_colour
from assessor_app.gui.widgets.timeline_density import LEVELS, Run
from assessor_app.gui.widgets.timeline_lane import LaneMarks, Mark
from assessor_app.gui.widgets.timeline_scale import TimelineScale

MOST_BARS = 120
"""More ranges than this on show are painted as how many lie over each pixel."""
_LOWEST, _DEPTH_HEIGHT = 0.35, 0.7
_REACH = look.REACH + density.CROWD_REACH + 2


@dataclass(slots=True)
class Lane:
    """One criterion (number 0: marks without)."""

    number: int
    name: str
    marks: LaneMarks = field(default_factory=LaneMarks)
    top: float = 0.0
    height: float = 0.0

    @property
    def middle(self) -> float:
        return round(self.top + self.height / 2)

    def touched(self, mark: Mark, scale: TimelineScale) -> QRectF:
        """Return the rectangle in which painting can differ with and without `mark`."""
        left = scale.x_of(mark.start_us)
        right = left if mark.is_point else max(scale.x_of(mark.end_us), left + 4)
        return QRectF(left - _REACH, self.top, right - left + 2 * _REACH, self.height)

    def has_many_bars(self, scale: TimelineScale) -> bool:
        return len(self.marks.ranges.over(scale.start_us, scale.end_us)) > MOST_BARS

    def may_merge_bars(self, scale: TimelineScale) -> bool:
        """Whether one more or less can change how all ranges of the lane are painted."""
        return len(self.marks.ranges.over(scale.start_us, scale.end_us)) >= MOST_BARS

    def is_crowded(self, mark: Mark, scale: TimelineScale) -> bool:
        """Whether a mark is painted as part of a crowd, so that it cannot be taken hold of."""
        if not mark.is_point:
            return self.has_many_bars(scale)
        reach = round(2 * density.CROWD_REACH * scale.us_per_pixel)
        starts = self.marks.points.starts[self.marks.points.between(mark.start_us - reach, mark.start_us + reach)]
        place = int(np.searchsorted(starts, mark.start_us))
        return place < len(starts) and bool(density.crowded(density.pixels(scale, starts))[place])


class LanePainter:
    """Paints lanes with one look; a shape is drawn once and then only copied."""

    def __init__(self, tokens: Tokens, ratio: float) -> None:
        self.tokens = tokens
        self.ratio = ratio
        self._sprites: dict[int, QPixmap] = {}

    def paint(self, painter: QPainter, lane: Lane, scale: TimelineScale, left: float, right: float) -> None:
        """Paint what lies between two pixels of the widget; what comes of it is the same in parts and at once."""
        look.paint_lane(painter, QRectF(left, lane.top, right - left, lane.height), lane.middle, self.tokens)
        from_us, to_us = _time_at(scale, left - _REACH), _time_at(scale, right + _REACH)
        if len(lane.marks.ranges):
            self._paint_ranges(painter, lane, scale, from_us, to_us)
        if len(lane.marks.points):
            self._paint_points(painter, lane, scale, from_us, to_us)

    def _paint_ranges(self, painter: QPainter, lane: Lane, scale: TimelineScale, from_us: int, to_us: int) -> None:
        if not lane.has_many_bars(scale):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for mark in lane.marks.ranges_in(from_us, to_us):
                look.paint_bar(painter, mark, scale, lane.middle, self.tokens)
            return
        places = lane.marks.ranges.over(scale.start_us, scale.end_us)
        starts, ends = lane.marks.ranges.starts[places], lane.marks.ranges.ends[places]
        height = round(lane.height * _DEPTH_HEIGHT / 2) * 2
        for level, runs in _by_level(density.depth_runs(scale, starts, ends)):
            self._fill(painter, lane, runs, height, level)

    def _paint_points(self, painter: QPainter, lane: Lane, scale: TimelineScale, from_us: int, to_us: int) -> None:
        # As many more to each side as can make the outermost ones part of a crowd.
        reach = round(2 * density.CROWD_REACH * scale.us_per_pixel)
        starts = lane.marks.points.starts[lane.marks.points.between(from_us - reach, to_us + reach)]
        xs = density.pixels(scale, starts)
        is_crowded = density.crowded(xs)
        for level, runs in _by_level(density.crowd_runs(scale, starts[is_crowded])):
            share = _LOWEST + (1 - _LOWEST) * (level + 1) / LEVELS
            self._fill(painter, lane, runs, round((lane.height - 2) * share / 2) * 2, level)
        sprite = self._sprite(lane.number)
        half = sprite.width() / self.ratio / 2
        for x in density.distinct(xs[~is_crowded]):
            painter.drawPixmap(QPointF(x - half, lane.middle - half), sprite)

    def _fill(self, painter: QPainter, lane: Lane, runs: list[Run], height: float, level: int) -> None:
        """Columns as high and as strong as what they stand for, with an edge that shows on any ground."""
        colour = marker_colour(lane.number, self.tokens)
        strength = 0.5 + 0.5 * (level + 1) / LEVELS
        top = lane.middle - height / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(QColor(mix(self.tokens.surface, colour.name(), strength)))
        painter.drawRects([QRectF(run.left, top, run.right - run.left, height) for run in runs])
        painter.setBrush(outline_colour(colour, self.tokens))
        painter.drawRects(
            [QRectF(run.left, y, run.right - run.left, 1) for run in runs for y in (top, top + height - 1)]
        )

    def _sprite(self, number: int) -> QPixmap:
        if number not in self._sprites:
            side = round(look.MARKER) + 5  # odd, so that its middle is a pixel's middle
            side += 1 - side % 2
            sprite = QPixmap(round(side * self.ratio), round(side * self.ratio))
            sprite.setDevicePixelRatio(self.ratio)
            sprite.fill(Qt.GlobalColor.transparent)
            painter = QPainter(sprite)
            look.paint_shape(painter, QPointF(side / 2, side / 2), number, self.tokens)
            painter.end()
            self._sprites[number] = sprite
        return self._sprites[number]


def _by_level(runs: list[Run]) -> list[tuple[int, list[Run]]]:
    grouped: dict[int, list[Run]] = {}
    for run in runs:
        grouped.setdefault(run.level, []).append(run)
    return sorted(grouped.items())


def _time_at(scale: TimelineScale, x: float) -> int:
    """The time at a pixel, beyond the ends of the recording too."""
    return scale.start_us + round((x - scale.left) * scale.us_per_pixel)
