"""The timeline's ruler: ticks and their times, from ten hours down to single frames, and the ends of the A-B loop."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.time_text import US_PER_MS, format_tick
from assessor_app.gui.widgets.timeline_scale import TimelineScale
from assessor_app.media.frame_times import FrameTimes

FRAME_SHOWN = 8
"""Pixels a frame is wide when the small ticks become frames."""
_FLAG = 11
_SHADE = 0.14


@dataclass(frozen=True, slots=True)
class Ruler:
    """What the ruler shows."""

    scale: TimelineScale
    tokens: Tokens
    frame_times: FrameTimes | None = None

    @property
    def frame_width(self) -> float:
        """Pixels of the frame in the middle of what is on show; 0 where frames are not known."""
        if self.frame_times is None or not len(self.frame_times):
            return 0.0
        middle = self.frame_times.index_at(self.scale.start_us + self.scale.visible_us // 2)
        start, end = self.frame_times.span(middle)
        return (end - start) / self.scale.us_per_pixel

    @property
    def shows_frames(self) -> bool:
        return self.frame_width >= FRAME_SHOWN

    def frames(self, from_us: int, to_us: int) -> Iterator[int]:
        """Return when the frames in [from, to] begin."""
        if self.frame_times is None:
            return
        index = self.frame_times.index_at(max(from_us, 0))
        while index < len(self.frame_times):
            at_us = self.frame_times.span(index)[0]
            if at_us > to_us:
                return
            if at_us >= from_us:
                yield at_us
            index += 1

    def paint(self, painter: QPainter, rect: QRectF, left: float, right: float) -> None:
        """Paint what lies between the pixels `left` and `right` of the ruler `rect`."""
        painter.fillRect(QRectF(left, rect.top(), right - left, rect.height()), QColor(self.tokens.ground))
        if not self.scale.duration_us:
            return
        reach = self.scale.label_width
        from_us, to_us = self.scale.us_at(left - reach), self.scale.us_at(right + reach)
        if self.frame_width >= self.scale.label_width:
            for at_us in self.frames(from_us, to_us):
                self._tick(painter, rect, at_us, US_PER_MS)
            return
        for tick in self.scale.ticks(from_us, to_us):
            if tick.is_labelled:
                self._tick(painter, rect, tick.at_us, self.scale.step_us)
            elif not self.shows_frames:
                self._line(painter, rect, tick.at_us, 3, self.tokens.quiet)
        if self.shows_frames:
            for at_us in self.frames(from_us, to_us):
                self._line(painter, rect, at_us, 4, self.tokens.quiet)

    def paint_loop(self, painter: QPainter, ends: tuple[int | None, int | None], top: float, bottom: float) -> None:
        """Shade what is played over and over, with a flag at each end."""
        a, b = (None if end is None else self.scale.near(self.scale.x_of(end)) for end in ends)
        accent = QColor(self.tokens.accent)
        if a is not None and b is not None:
            shade = QColor(accent)
            shade.setAlphaF(_SHADE)
            painter.fillRect(QRectF(a, top, b - a, bottom - top), shade)
        letters = QFont(painter.font())
        letters.setPixelSize(_FLAG - 2)  # the flags stay small whatever the size of the text: between ticks is no room
        painter.setFont(letters)
        for x, letter, side in ((a, "A", 0), (b, "B", -_FLAG)):
            if x is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                painter.setPen(QPen(accent, 1))
                painter.drawLine(QPointF(round(x), top - _FLAG), QPointF(round(x), bottom))
                flag = QRectF(round(x) + side, top - _FLAG, _FLAG, _FLAG)
                painter.fillRect(flag, accent)
                painter.setPen(QColor(self.tokens.on_accent))
                painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, letter)

    def _tick(self, painter: QPainter, rect: QRectF, at_us: int, step_us: int) -> None:
        self._line(painter, rect, at_us, 5, self.tokens.text)
        metrics = QFontMetricsF(painter.font())
        text = format_tick(at_us, step_us)
        width = metrics.horizontalAdvance(text)
        left = min(max(round(self.scale.x_of(at_us)) - width / 2, rect.left() + 2), rect.right() - width - 2)
        painter.setPen(QColor(self.tokens.quiet))
        painter.drawText(QPointF(left, rect.bottom() - look.HANDLE_HEIGHT - metrics.descent() + 1), text)

    def _line(self, painter: QPainter, rect: QRectF, at_us: int, length: int, colour: str) -> None:
        x = round(self.scale.x_of(at_us))
        painter.fillRect(QRectF(x, rect.bottom() - length, 1, length), QColor(colour))
