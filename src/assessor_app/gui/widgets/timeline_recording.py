"""The timeline's ground: what is known of the recording itself, which part of it is on show, and where it goes."""

from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from assessor_app.domain.coverage import Coverage
from assessor_app.domain.derived import Cue, Thumbnail, Waveform
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.timeline_backing import Backing
from assessor_app.gui.widgets.timeline_lane import Times
from assessor_app.gui.widgets.timeline_peaks import PeakPyramid
from assessor_app.gui.widgets.timeline_rows import Band, Needs, Rows, rows_of
from assessor_app.gui.widgets.timeline_scale import TimelineScale
from assessor_app.media.frame_times import FrameTimes

_SAME = 0.05
_NONE: Times = np.empty(0, np.int64)


@dataclass(slots=True)
class Recording:
    """What is shown beside the marks; parts that are not known (yet) are None or empty."""

    peaks: PeakPyramid | None = None
    coverage: Coverage | None = None
    watched: tuple[Times, Times] = (_NONE, _NONE)
    captions: tuple[Cue, ...] = ()
    spoken: tuple[Times, Times] = (_NONE, _NONE)
    thumbnails: tuple[Thumbnail, ...] = ()
    frame_times: FrameTimes | None = None
    loop: tuple[int | None, int | None] = field(default=(None, None))


class TimelineRecording(QWidget):
    """Takes what is known of a recording, piece by piece and in any order. Times are microseconds."""

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._scale = TimelineScale()
        self._recording = Recording()
        self._backing = Backing()
        self._rows: Rows = rows_of(0, self._needs())

    def set_duration(self, duration_us: int) -> None:
        """0 while nothing is open; the whole of something new is shown."""
        scale = self._scale
        if duration_us and abs(duration_us - scale.duration_us) <= scale.duration_us * _SAME:
            # Said again, more exactly: what is on show stays.
            zoom = max(duration_us / scale.visible_us, 1.0)
            self._set_scale(replace(scale, duration_us=duration_us, zoom=zoom).scrolled_to(scale.start_us))
        else:
            self._set_scale(scale.of_duration(duration_us))

    def set_waveform(self, waveform: Waveform | None) -> None:
        self._recording.peaks = PeakPyramid(waveform) if waveform is not None and waveform.peaks else None
        self._lay_out()

    def set_coverage(self, coverage: Coverage) -> None:
        """What was watched so far; may come often, only its own stripe is painted again."""
        had_none = self._recording.coverage is None
        self._recording.coverage = coverage
        self._recording.watched = _edges(coverage.spans)
        if had_none:
            self._lay_out()
        else:
            self._update_band(self._rows.coverage)

    def set_captions(self, cues: tuple[Cue, ...]) -> None:
        self._recording.captions = tuple(sorted(cues, key=lambda cue: (cue.start_us, cue.end_us)))
        self._recording.spoken = _edges(tuple((cue.start_us, cue.end_us) for cue in self._recording.captions))
        self._lay_out()

    def set_thumbnails(self, thumbnails: tuple[Thumbnail, ...]) -> None:
        """Small pictures for the pointer; () without any."""
        self._recording.thumbnails = tuple(sorted(thumbnails, key=lambda thumbnail: thumbnail.at_us))

    def set_frame_times(self, frame_times: FrameTimes | None) -> None:
        """What edges are moved to, and the ticks at the deepest zoom; None for sound or while not known."""
        if frame_times is not self._recording.frame_times:
            self._recording.frame_times = frame_times
            self._update_band(self._rows.header)

    def set_loop(self, a_us: int | None, b_us: int | None) -> None:
        """The two ends of the stretch that is played over and over; None for an end that is not set."""
        if self._recording.loop != (a_us, b_us):
            self._recording.loop = (a_us, b_us)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, self._needs().wanted_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self._needs().least_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_scale()
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._fit_scale()
            self._lay_out()
        super().changeEvent(event)

    def _fit_scale(self) -> None:
        width = self.width() - look.GUTTER - 2 * look.PAD
        scale = self._scale.resized(look.GUTTER + look.PAD, width, look.label_width(self.font()))
        self._scale = scale.scrolled_to(scale.start_us)

    def _needs(self) -> Needs:
        has_captions = bool(self._recording.captions)
        return Needs(
            header=look.header_height(self.font()),
            lanes=self._lane_count(),
            lane=look.lane_height(self.font()),
            has_waveform=self._recording.peaks is not None,
            captions=look.text_height(self.font()) if has_captions else 0,
            has_coverage=self._recording.coverage is not None,
        )

    def _lane_count(self) -> int:
        return 0

    def _lay_out(self) -> None:
        self._rows = rows_of(self.height(), self._needs())
        self.updateGeometry()
        self._spoil()

    def _set_scale(self, scale: TimelineScale) -> None:
        if scale != self._scale:
            self._scale = scale
            self._spoil()

    def _update_band(self, band: Band) -> None:
        if band.is_there:
            self._spoil(QRectF(0, band.top, self.width(), band.height))

    def _spoil(self, part: QRectF | None = None) -> None:
        """Paint this part of the picture again, or all of it."""
        rect = self.rect() if part is None else part.toAlignedRect()
        self._backing.spoil(rect)
        self.update(rect)


def _edges(spans: tuple[tuple[int, int], ...]) -> tuple[Times, Times]:
    return np.array([span[0] for span in spans], np.int64), np.array([span[1] for span in spans], np.int64)
