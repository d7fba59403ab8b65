"""The stripes around the lanes: waveform, captions, what was watched, and the overview of the whole recording."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from assessor_app.domain.derived import Cue
from assessor_app.gui.tokens import Tokens, mix
from assessor_app.gui.widgets import timeline_density as density
from assessor_app.gui.widgets.timeline_columns import paint_columns
from assessor_app.gui.widgets.timeline_lane import Times
from assessor_app.gui.widgets.timeline_peaks import PeakPyramid
from assessor_app.gui.widgets.timeline_rows import Band
from assessor_app.gui.widgets.timeline_scale import TimelineScale

LEAST_CAPTION = 22
"""Pixels a caption is wide before its words are written."""
_QUIET_ROOM = 40
_WINDOW = 0.16
Run = tuple[int, int]
_FEWEST_LETTERS = 4  # fewer, and an ellipsis, say nothing
_INSET = 4
_LOUD = 0.75


@dataclass(frozen=True, slots=True)
class Strips:
    """Paints each stripe between the pixels `left` and `right`, at a cost of what is visible of it."""

    scale: TimelineScale
    tokens: Tokens
    left: float
    right: float

    def waveform(self, painter: QPainter, band: Band, peaks: PeakPyramid) -> None:
        """Levels are drawn against the loudest, so that a quiet classroom still shows who speaks when."""
        self._ground(painter, band, self.tokens.surface)
        first, last = int(self.left), int(self.right) + 1
        half, middle = (band.height - 4) / 2, round(band.top + band.height / 2)
        painter.fillRect(QRectF(self.left, middle, self.right - self.left, 1), QColor(self.tokens.line))
        found = peaks.columns(self.scale, first, last)
        halves = np.where(found > 0, np.rint(half * found / max(peaks.loudest, _QUIET_ROOM)), -1).astype(np.int64)
        ink = QColor(mix(self.tokens.surface, self.tokens.quiet, _LOUD))
        paint_columns(painter, QPoint(first, middle), halves, np.zeros(len(halves), np.uint8), (ink,))

    def captions(self, painter: QPainter, band: Band, cues: tuple[Cue, ...], spoken: tuple[Times, Times]) -> None:
        """Blocks where something is said; its words where they have room."""
        self._ground(painter, band, self.tokens.ground)
        places = self._visible(*spoken)
        lefts, rights = self._pixels(spoken[0][places]), self._pixels(spoken[1][places])
        block = QColor(mix(self.tokens.surface, self.tokens.text, 0.12))
        for start, end in density.merged(lefts, rights):
            painter.fillRect(QRectF(start, band.top + 1, max(end - start, 1), band.height - 2), block)
        edge = QColor(mix(self.tokens.surface, self.tokens.text, 0.45))
        metrics = QFontMetricsF(painter.font())
        base = band.top + (band.height + metrics.ascent() - metrics.descent()) / 2
        for place in np.flatnonzero(rights - lefts >= LEAST_CAPTION):
            start, end = float(lefts[place]), float(rights[place])
            painter.fillRect(QRectF(start, band.top + 1, 1, band.height - 2), edge)
            shown = max(start, self.scale.left)  # what is cut off on the left still tells what is being said
            words = " ".join(cues[int(places[place])].text.split())
            room = min(end, self.scale.left + self.scale.width) - shown - 2 * _INSET
            if room > 0:
                painter.setPen(QColor(self.tokens.text))
                elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
                if elided == words or len(elided) > _FEWEST_LETTERS:
                    painter.drawText(QPointF(shown + _INSET, base), elided)

    def coverage(self, painter: QPainter, band: Band, watched: tuple[Times, Times]) -> None:
        """A full bar where it was watched, a hairline where not: told by height, not by colour alone."""
        self._ground(painter, band, self.tokens.surface)
        painter.fillRect(QRectF(self.left, band.top, self.right - self.left, 1), QColor(self.tokens.line))
        places = self._visible(*watched)
        start, end = max(self.scale.left, self.left), min(self.scale.left + self.scale.width, self.right)
        middle = band.top + 1 + (band.height - 1) / 2
        painter.fillRect(QRectF(start, middle, max(end - start, 0), 1), QColor(self.tokens.quiet))
        for left, right in density.merged(self._pixels(watched[0][places]), self._pixels(watched[1][places])):
            x = max(round(left), round(self.left))
            bar = QRectF(x, band.top + 2, max(round(right) - x, 1), band.height - 3)
            painter.fillRect(bar, QColor(self.tokens.good))

    def _ground(self, painter: QPainter, band: Band, colour: str) -> None:
        painter.fillRect(QRectF(self.left, band.top, self.right - self.left, band.height), QColor(colour))

    def _visible(self, starts: Times, ends: Times) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        upp = self.scale.us_per_pixel
        from_us = self.scale.start_us + (self.left - self.scale.left - 2) * upp
        to_us = self.scale.start_us + (self.right - self.scale.left + 2) * upp
        return np.flatnonzero((starts <= to_us) & (ends >= from_us))

    def _pixels(self, times: Times) -> density.Pixels:
        return density.near_pixels(self.scale, times)


def overview_scale(scale: TimelineScale) -> TimelineScale:
    """Return the scale of the overview: all of the recording in the same width."""
    return scale.of_duration(scale.duration_us)


def overview_window(scale: TimelineScale, band: Band) -> QRectF:
    """Return the rectangle that stands for what is on show, never too thin to take hold of."""
    whole = overview_scale(scale)
    left, right = whole.x_of(scale.start_us), whole.x_of(min(scale.end_us, scale.duration_us))
    spare = max(6 - (right - left), 0) / 2
    return QRectF(left - spare, band.top + 0.5, right - left + 2 * spare, band.height - 1)


def paint_overview(painter: QPainter, band: Band, scale: TimelineScale, tokens: Tokens, taken: Iterable[Run]) -> None:
    """The whole recording in one stripe: where marks are, and what is on show."""
    whole = overview_scale(scale)
    track = QRectF(whole.left, band.top, whole.width, band.height)
    is_stark = tokens.line == tokens.text
    painter.fillRect(track, QColor(tokens.surface if is_stark else mix(tokens.surface, tokens.line, 0.5)))
    if not scale.duration_us:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.quiet))
    painter.drawRects([QRectF(left, band.top + 3, right - left, band.height - 6) for left, right in taken])
    window = overview_window(scale, band)
    shade = QColor(tokens.accent)
    shade.setAlphaF(_WINDOW if scale.zoom > 1 else 0.0)
    painter.setPen(QPen(QColor(tokens.accent if scale.zoom > 1 else tokens.line), 1))
    painter.setBrush(shade)
    painter.drawRect(window)


def taken_pixels(scale: TimelineScale, marks: Iterable[Times]) -> list[Run]:
    """Return the pixels of the overview that hold a mark, neighbours joined."""
    every = [np.rint(density.pixels(overview_scale(scale), times)) for times in marks if len(times)]
    if not every:
        return []
    taken = np.unique(np.concatenate(every)).astype(np.int64)
    breaks = np.flatnonzero(np.diff(taken) > 1) + 1
    edges = [0, *breaks.tolist(), len(taken)]
    return [(int(taken[a]), int(taken[b - 1]) + 1) for a, b in pairwise(edges)]
