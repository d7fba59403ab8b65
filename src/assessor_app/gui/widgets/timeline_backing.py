"""A picture of what changes seldom, so that the playhead passes over it thirty times a second at next to no cost."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

_MOST_PARTS = 8


class Backing:
    """One picture of the widget's size, whatever the length of the recording; painted again only where it is stale."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._ratio = 0.0
        self._stale = QRegion()

    def spoil(self, part: QRect) -> None:
        """What is in this part is no longer true."""
        self._stale += part

    def fresh(self, size: QSize, ratio: float, paint: Callable[[QPainter, QRect], None]) -> QPixmap:
        """Return the picture, with everything stale in it painted by `paint`, whose painter is clipped to the part."""
        if self._picture.size() != size * ratio or self._ratio != ratio:
            self._picture, self._ratio = QPixmap(size * ratio), ratio
            self._picture.setDevicePixelRatio(ratio)
            self._stale = QRegion(QRect(0, 0, size.width(), size.height()))
        if not self._stale.isEmpty():
            painter = QPainter(self._picture)
            for part in parts_of(self._stale & QRect(0, 0, size.width(), size.height())):
                painter.save()
                painter.setClipRect(part)
                paint(painter, part)
                painter.restore()
            painter.end()
            self._stale = QRegion()
        return self._picture


def parts_of(region: QRegion) -> list[QRect]:
    """Return its rectangles, or the one around them when they are many."""
    if region.isEmpty():
        return []
    if region.rectCount() > _MOST_PARTS:
        return [region.boundingRect()]
    return list(iter(region))  # type: ignore[call-overload]  # the stubs do not know that it iterates
