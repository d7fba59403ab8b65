"""Which marks of the timeline are selected, and how that shows: rings on a few, a line under many."""

from collections.abc import Callable, Iterable

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets import timeline_density as density
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.timeline_lane import Mark, MarkOrder, Times
from assessor_app.gui.widgets.timeline_scale import TimelineScale

MOST_RINGS = 60
"""More of them than this on show are underlined pixel by pixel, for rings would hide each other."""
_REACH = look.REACH + 6
_UNDER = 4


SpotOf = Callable[[int], look.Spot | None]


class Selection:
    """Ids stay selected while their marks come and go: one may still be on its way to the disk."""

    def __init__(self, order: MarkOrder) -> None:
        self._order = order
        self._times: dict[int, Times] | None = None
        self.ids: tuple[str, ...] = ()

    @property
    def primary(self) -> Mark | None:
        return self._order.get(self.ids[0]) if self.ids else None

    def become(self, annotation_ids: tuple[str, ...]) -> list[Mark] | None:
        """Return the marks that look different now; None when that is easier told by painting all."""
        before, self.ids = self.ids, tuple(dict.fromkeys(annotation_ids))
        self._times = None
        if max(len(before), len(self.ids)) > MOST_RINGS:
            return None
        return self._marks((*before, *self.ids))

    def order_changed(self) -> None:
        self._times = None

    def paint(
        self, painter: QPainter, scale: TimelineScale, tokens: Tokens, spot_of: SpotOf, between: tuple[float, float]
    ) -> None:
        """Paint those between two pixels; which way depends on how many are selected in all."""
        if len(self.ids) > MOST_RINGS:
            self._underline(painter, scale, tokens, spot_of)
        from_x, to_x = between
        for mark in reversed(self._marks(self.ids if len(self.ids) <= MOST_RINGS else self.ids[:1])):
            spot = spot_of(mark.number)
            right = scale.x_of(mark.start_us if mark.is_point else mark.end_us)
            is_near = scale.x_of(mark.start_us) - _REACH <= to_x and right + _REACH >= from_x
            if spot is not None and is_near:
                look.paint_selected(painter, mark, scale, spot, tokens)

    def _marks(self, ids: Iterable[str]) -> list[Mark]:
        return [mark for each in ids if (mark := self._order.get(each))]

    def _underline(self, painter: QPainter, scale: TimelineScale, tokens: Tokens, spot_of: SpotOf) -> None:
        if self._times is None:
            starts: dict[int, list[int]] = {}
            for mark in self._marks(self.ids):
                starts.setdefault(mark.number, []).append(mark.start_us)
            self._times = {number: np.array(sorted(times), np.int64) for number, times in starts.items()}
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.text))
        for number, times in self._times.items():
            spot = spot_of(number)
            xs = density.pixels(scale, times)
            is_shown = (xs >= scale.left - 2) & (xs <= scale.left + scale.width + 2)
            if spot is not None:
                painter.drawRects([QRectF(x - 1, spot[0] + _UNDER, 3, 2) for x in density.distinct(xs[is_shown])])
