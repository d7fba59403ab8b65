"""Tabs that share a line fairly: short names stay whole, the longest give way first, arrows come last."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

_LEAST_LETTERS = 11
_AROUND = 2 * 6 + 4 + 2
"""The style sheet's padding on both sides, what stands between icon and name, and a rounding (px)."""


class FairTabs(QTabBar):
    """Where not all names fit, no tab is wider than the widest width with which they do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest: int | None = None
        self.setProperty("look", "dense")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)

    def tabSizeHint(self, index: int) -> QSize:
        width = self._whole(index)
        height = super().tabSizeHint(index).height()
        return QSize(width if self._widest is None else min(width, self._widest), height)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Qt would take the same from every tab, however short its name is."""
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def tabLayoutChange(self) -> None:
        super().tabLayoutChange()
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._share()

    def _whole(self, index: int) -> int:
        """Icon and name, no more: Qt's own measure adds a letter's width for nothing."""
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.tabText(index)).width()
        return words + self.iconSize().width() + _AROUND

    def _share(self) -> None:
        whole = [self._whole(place) for place in range(self.count()) if self.isTabVisible(place)]
        least = self.fontMetrics().averageCharWidth() * _LEAST_LETTERS + self.iconSize().width()
        widest = fair_width(whole, self.width(), least)
        if widest != self._widest:
            self._widest = widest
            self.setIconSize(self.iconSize())  # has the tabs laid out anew
            self.updateGeometry()


def fair_width(whole: list[int], room: int, least: int) -> int | None:
    """Return the most a tab may take, in px, so that all fit into `room`: `least` or more, None where all fit whole."""
    if sum(whole) <= room:
        return None
    left, remaining = len(whole), room
    for width in sorted(whole):
        if width * left > remaining:
            return max(least, remaining // left)
        remaining -= width
        left -= 1
    return None
