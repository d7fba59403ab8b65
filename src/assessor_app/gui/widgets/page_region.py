"""The region a person frames on a page or picture, by hand or with keys: percent of the page, always inside it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from assessor_app.domain.annotation import RectangleSelector

_WHOLE = 100.0
_PARTS = 1_000
LEAST = 0.5
"""Percent of the page's width and height below which it is no region but a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Region:
    """`page` counts from 0; `share` is in percent of that page."""

    page: int
    share: QRectF

    def moved(self, by_x: float, by_y: float) -> "Region":
        """By percent, as far as the page goes."""
        x = min(max(self.share.x() + by_x, 0.0), _WHOLE - self.share.width())
        y = min(max(self.share.y() + by_y, 0.0), _WHOLE - self.share.height())
        return Region(self.page, QRectF(x, y, self.share.width(), self.share.height()))

    def sized(self, by_width: float, by_height: float) -> "Region":
        """Wider and higher by percent, to the right and downwards; at the page's edge to the other side."""
        width = min(max(self.share.width() + by_width, LEAST), _WHOLE)
        height = min(max(self.share.height() + by_height, LEAST), _WHOLE)
        x, y = min(self.share.x(), _WHOLE - width), min(self.share.y(), _WHOLE - height)
        return Region(self.page, QRectF(x, y, width, height))

    @property
    def is_slip(self) -> bool:
        return self.share.width() < LEAST or self.share.height() < LEAST

    def selector(self) -> RectangleSelector:
        """As it is kept: in thousandths of a percent, and inside the page even then."""
        x, width = _inside(self.share.x(), self.share.width())
        y, height = _inside(self.share.y(), self.share.height())
        return RectangleSelector(x, y, width, height)


def share_of(selector: RectangleSelector) -> QRectF:
    return QRectF(selector.x, selector.y, selector.width, selector.height)


def _inside(start: float, length: float) -> tuple[float, float]:
    begin = round(min(max(start, 0.0), _WHOLE) * _PARTS)
    parts = min(round(length * _PARTS), round(_WHOLE * _PARTS) - begin)
    while begin / _PARTS + parts / _PARTS > _WHOLE:  # binary fractions: 33.333 and 66.667 are more than 100
        parts -= 1
    return begin / _PARTS, parts / _PARTS
