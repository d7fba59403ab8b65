"""Where pages lie below each other on a canvas: sizes, zoom, scroll positions, and percent of a page to pixels."""

from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum, auto
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSizeF

LEAST_ZOOM, MOST_ZOOM = 0.05, 8.0
_GAP = 8.0
_WHOLE = 100.0
_LEAST_SIDE = 1.0


class Fit(Enum):
    """How pages are scaled while nobody zoomed: to the width, or as a whole but never enlarged."""

    WIDTH = auto()
    WHOLE = auto()


class PageLayout:
    """`sizes` are the pages' at zoom 1; pages count from 0. Coordinates have their origin above the first page."""

    def __init__(self, sizes: Sequence[QSizeF], fit: Fit) -> None:
        self._sizes = [QSizeF(max(s.width(), _LEAST_SIDE), max(s.height(), _LEAST_SIDE)) for s in sizes]
        self._fit = fit
        self._gap = _GAP if fit is Fit.WIDTH else 0.0
        self._room = QSizeF(_LEAST_SIDE, _LEAST_SIDE)
        self._chosen: float | None = None
        self._tops: list[float] = []
        self._widest = max((s.width() for s in self._sizes), default=_LEAST_SIDE)
        self._arrange()

    @property
    def pages(self) -> int:
        return len(self._sizes)

    @property
    def zoom(self) -> float:
        """Pixels per unit of a page."""
        if self._chosen is not None:
            return self._chosen
        width = (self._room.width() - 2 * self._gap) / self._widest
        if self._fit is Fit.WIDTH or not self._sizes:
            return min(max(width, LEAST_ZOOM), MOST_ZOOM)
        return min(width, self._room.height() / self._sizes[0].height(), 1.0)

    @property
    def is_fitted(self) -> bool:
        return self._chosen is None

    @property
    def size(self) -> QSizeF:
        """Of all pages with what is between and around them."""
        if not self._sizes:
            return QSizeF(0, 0)
        last = self.rect(self.pages - 1)
        return QSizeF(self._widest * self.zoom + 2 * self._gap, last.bottom() + self._gap)

    def set_room(self, room: QSizeF) -> None:
        self._room = room
        self._arrange()

    def choose_zoom(self, zoom: float | None) -> None:
        """None fits again."""
        self._chosen = None if zoom is None else min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._arrange()

    def rect(self, page: int) -> QRectF:
        size = self._sizes[page] * self.zoom
        across = max(self._room.width(), self._widest * self.zoom + 2 * self._gap)
        down = max((self._room.height() - size.height()) / 2, 0.0) if self._fit is Fit.WHOLE else self._tops[page]
        return QRectF(QPointF((across - size.width()) / 2, down), size)

    def page_at(self, y: float) -> int:
        """The page there, or the nearest one above."""
        return min(max(bisect_right(self._tops, y) - 1, 0), max(self.pages - 1, 0))

    def pages_between(self, top: float, bottom: float) -> range:
        return range(self.page_at(top), self.page_at(bottom) + 1) if self._sizes else range(0)

    def placed(self, page: int, share: QRectF) -> QRectF:
        """Percent of a page as coordinates."""
        whole = self.rect(page)
        across, down = whole.width() / _WHOLE, whole.height() / _WHOLE
        return QRectF(
            whole.left() + share.left() * across,
            whole.top() + share.top() * down,
            share.width() * across,
            share.height() * down,
        )

    def share(self, page: int, placed: QRectF) -> QRectF:
        """Coordinates as percent of a page, cut at its edges."""
        whole = self.rect(page)
        inside = placed.normalized().intersected(whole)
        across, down = _WHOLE / whole.width(), _WHOLE / whole.height()
        return QRectF(
            (inside.left() - whole.left()) * across,
            (inside.top() - whole.top()) * down,
            inside.width() * across,
            inside.height() * down,
        )

    def share_of(self, page: int, at: QPointF) -> QPointF:
        """A place as percent of a page; beyond its edges it is less than 0 or more than 100."""
        whole = self.rect(page)
        across, down = _WHOLE / whole.width(), _WHOLE / whole.height()
        return QPointF((at.x() - whole.left()) * across, (at.y() - whole.top()) * down)

    def _arrange(self) -> None:
        zoom = self.zoom
        steps = (size.height() * zoom + self._gap for size in self._sizes)
        self._tops = list(accumulate(steps, initial=self._gap))[:-1]
