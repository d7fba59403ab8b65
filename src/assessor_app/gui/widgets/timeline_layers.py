"""The timeline's lanes as ready pictures: one per lane, painted once and then only where a mark changed."""

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from assessor_app.gui.tokens import Tokens
from assessor_app.gui.widgets import timeline_paint as look
from assessor_app.gui.widgets.timeline_lane import Mark, MarkOrder
from assessor_app.gui.widgets.timeline_scale import TimelineScale


@dataclass(slots=True)
class Lane:
    """One criterion (number 0: marks without). Its picture starts at the gutter's right edge."""

    number: int
    name: str
    marks: MarkOrder = field(default_factory=MarkOrder)
    top: float = 0.0
    height: float = 0.0
    picture: QPixmap | None = None

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    def touched(self, mark: Mark, scale: TimelineScale) -> QRectF:
        """Return the rectangle of the widget that `mark` can have painted on."""
        left = scale.x_of(mark.start_us) - look.REACH - 2
        end = mark.start_us if mark.is_point else mark.end_us
        right = max(scale.x_of(end), left) + look.REACH + 8
        return QRectF(left, self.top, right - left, self.height)


@dataclass(frozen=True, slots=True)
class Ink:
    """What painting a lane depends on beside its marks."""

    scale: TimelineScale
    tokens: Tokens
    width: float
    density: float


def picture_of(lane: Lane, ink: Ink) -> QPixmap:
    """Return the lane's picture, painting it if it is not there."""
    if lane.picture is None:
        size = QSize(round(ink.width * ink.density), max(round(lane.height * ink.density), 1))
        lane.picture = QPixmap(size)
        lane.picture.setDevicePixelRatio(ink.density)
        painter = QPainter(lane.picture)
        _paint(painter, lane, ink, QRectF(look.GUTTER, lane.top, ink.width, lane.height))
        painter.end()
    return lane.picture


def touch_up(lane: Lane, ink: Ink, rect: QRectF) -> None:
    """Paint `rect` (of the widget) of a lane's picture anew; without a picture there is nothing to do."""
    if lane.picture is None:
        return
    painter = QPainter(lane.picture)
    painter.setClipRect(rect.translated(-look.GUTTER, -lane.top))
    _paint(painter, lane, ink, rect)
    painter.end()


def add(lane: Lane, ink: Ink, mark: Mark) -> None:
    """Paint one more mark on top, without looking at any other."""
    if lane.picture is None:
        return
    painter = QPainter(lane.picture)
    painter.translate(-look.GUTTER, -lane.top)
    look.paint_marks(painter, [mark], ink.scale, lane.middle, ink.tokens)
    painter.end()


def _paint(painter: QPainter, lane: Lane, ink: Ink, rect: QRectF) -> None:
    painter.translate(-look.GUTTER, -lane.top)
    look.paint_lane(painter, QRectF(look.GUTTER, lane.top, ink.width, lane.height), ink.tokens)
    reach = round((look.REACH + 8) * ink.scale.us_per_pixel)
    from_us, to_us = ink.scale.us_at(rect.left()) - reach, ink.scale.us_at(rect.right()) + reach
    look.paint_marks(painter, lane.marks.touching(from_us, to_us), ink.scale, lane.middle, ink.tokens)
