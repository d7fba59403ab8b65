"""Columns of pixels of different height and ink, painted in one go as a picture instead of one by one."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter

Heights = NDArray[np.int64]
Inks = NDArray[np.uint8]
_CLEAR = 0


def paint_columns(
    painter: QPainter, at: QPoint, halves: Heights, inks: Inks, palette: tuple[QColor, ...], edge: QColor | None = None
) -> None:
    """Paint column i at `at.x() + i`, reaching `halves[i]` pixels up and down from `at.y()`; below 0 it is left out.

    `inks[i]` is its place in `palette`; `edge` is what the outermost pixels have instead.
    """
    if not len(halves) or int(halves.max()) < 0:
        return
    reach = int(halves.max())
    rows = np.abs(np.arange(-reach, reach + 1))[:, None]
    # Lines of an indexed picture begin at multiples of four bytes.
    canvas = np.full((2 * reach + 1, -(-len(halves) // 4) * 4), _CLEAR, np.uint8)
    shown = np.where(rows <= halves, inks + 1, _CLEAR)
    if edge is not None:
        shown = np.where((rows == halves) & (halves >= 1), len(palette) + 1, shown)
    canvas[:, : len(halves)] = shown
    picture = QImage(canvas.data, len(halves), 2 * reach + 1, canvas.shape[1], QImage.Format.Format_Indexed8)
    colours = [QColor(0, 0, 0, 0), *palette, *([edge] if edge is not None else [])]
    picture.setColorTable([colour.rgba() for colour in colours])
    painter.drawImage(QPoint(at.x(), at.y() - reach), picture)
