"""What differs between the drawn rooms: sizes, places, and the functions that paint wall and board."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from people import Look
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter


@dataclass(frozen=True, slots=True)
class Seat:
    """A pupil's hip point in the picture."""

    x: float
    y: float
    scale: float
    facing: int


@dataclass(frozen=True, slots=True)
class Line:
    """A board line starts at `at` (baseline, left) with letters `size` px high."""

    at: QPointF
    size: int


@dataclass(frozen=True, slots=True)
class Layout:
    """`seats` from back to front; `decor` paints what appears with the written lines (progress 0..1 each)."""

    width: int
    height: int
    looks: Mapping[str, Look]
    seats: Mapping[str, Seat]
    teacher: Seat
    lines: Sequence[Line]
    ink: str
    clock: QRectF
    paint_room: Callable[[QPainter], None]
    decor: Callable[[QPainter, Sequence[float]], None]
    pen_reach: float = 62.0
    words_on_board: bool = True
