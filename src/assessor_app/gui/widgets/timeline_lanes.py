"""A criterion's lane as it is painted: shapes where marks are apart, columns where they crowd, bars for ranges."""

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from assessor_app.gui.tokens import Tokens, mix
from assessor_app.gui.widgets import timeline_density as density
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.marker_shapes import marker_colour, outline_colour
from assessor_app.gui.widgets.timeline_columns import paint_columns
from assessor_app.gui.widgets.timeline_density import LEVELS
from assessor_app.gui.widgets.timeline_lane import LaneMarks, Mark
from assessor_app.gui.widgets.timeline_scale import TimelineScale

MOST_BARS = 80
"""More ranges than this on show are painted as how many lie over each pixel."""
_LOWEST, _DEPTH = 0.3, 0.7
_PALEST = 0.45
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

    @property
    def spot(self) -> look.Spot:
        return self.middle, min(look.REACH, self.height / 2 - 0.5)

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
        self._palettes: dict[int, tuple[tuple[QColor, ...], QColor]] = {}

    def paint(self, painter: QPainter, lane: Lane, scale: TimelineScale, left: float, right: float) -> None:
        """Paint what lies between two pixels of the widget; what comes of it is the same in parts and at once."""
        look.paint_lane(painter, QRectF(left, lane.top, right - left, lane.height), lane.middle, self.tokens)
        if len(lane.marks.ranges):
            self._paint_ranges(painter, lane, scale, left, right)
        if len(lane.marks.points):
            self._paint_points(painter, lane, scale, left, right)

    def _paint_ranges(self, painter: QPainter, lane: Lane, scale: TimelineScale, left: float, right: float) -> None:
        ranges, first = lane.marks.ranges, int(left)
        if lane.has_many_bars(scale):
            shown = ranges.over(scale.start_us, scale.end_us)
            levels = density.depth_levels(scale, ranges.starts[shown], ranges.ends[shown], first, int(right) + 1)
            halves = np.where(levels >= 0, round(lane.height * _DEPTH / 2), -1)
            self._columns(painter, lane, first, levels, halves)
            return
        near = ranges.over(scale.time_at(left - _REACH), scale.time_at(right + _REACH))
        lefts = np.rint(density.near_pixels(scale, ranges.starts[near])).astype(np.int64)
        rights = np.maximum(
            np.rint(density.near_pixels(scale, ranges.ends[near])).astype(np.int64), lefts + look.LEAST_BAR
        )
        bars = list(zip(lefts.tolist(), rights.tolist(), strict=True))
        look.paint_bars(painter, bars, lane.number, lane.middle, self.tokens)

    def _paint_points(self, painter: QPainter, lane: Lane, scale: TimelineScale, left: float, right: float) -> None:
        # As many more to each side as can make the outermost ones part of a crowd.
        reach = _REACH + 2 * density.CROWD_REACH
        points = lane.marks.points
        starts = points.starts[points.between(scale.time_at(left - reach), scale.time_at(right + reach))]
        if not len(starts):
            return
        xs = density.pixels(scale, starts)
        is_crowded = density.crowded(xs)
        if is_crowded.any():
            levels = density.crowd_levels(scale, starts[is_crowded], int(left), int(right) + 1)
            share = _LOWEST + (1 - _LOWEST) * levels / (LEVELS - 1)
            halves = np.where(levels >= 0, np.rint((lane.height / 2 - 2) * share), -1).astype(np.int64)
            self._columns(painter, lane, int(left), levels, halves)
        sprite = self._sprite(lane.number)
        half = sprite.width() / self.ratio / 2
        for x in density.distinct(xs[~is_crowded]):
            painter.drawPixmap(QPointF(x - half, lane.middle - half), sprite)

    def _columns(
        self, painter: QPainter, lane: Lane, left: int, levels: density.Levels, halves: density.Levels
    ) -> None:
        """As high and as strong as what they stand for, with an edge that shows on any ground."""
        palette, edge = self._palette(lane.number)
        inks = np.maximum(levels, 0).astype(np.uint8)
        paint_columns(painter, QPoint(left, round(lane.middle)), halves, inks, palette, edge)

    def _palette(self, number: int) -> tuple[tuple[QColor, ...], QColor]:
        """The inks of each level, and that of the edge."""
        if number not in self._palettes:
            colour = marker_colour(number, self.tokens)
            strengths = (_PALEST + (1 - _PALEST) * level / (LEVELS - 1) for level in range(LEVELS))
            inks = tuple(QColor(mix(self.tokens.surface, colour.name(), strength)) for strength in strengths)
            self._palettes[number] = (inks, outline_colour(colour, self.tokens))
        return self._palettes[number]

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
