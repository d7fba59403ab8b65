"""Pictures of PDF pages: drawn on a thread of Qt's, kept while they fit into memory, never larger than that allows."""

import math
from collections import OrderedDict

from PySide6.QtCore import QObject, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer

_MOST_PIXELS = 12_000_000
_MOST_KEPT = 96 * 1024 * 1024
_PAPER = "#FFFFFF"


class PdfPictures(QObject):
    """`came` when the picture of a page (from 0) is there."""

    came = Signal(int)

    def __init__(self, document: QPdfDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(document)
        self._renderer.pageRendered.connect(self._take)
        self._kept: OrderedDict[int, QImage] = OrderedDict()
        self._asked: dict[int, QSize] = {}

    def forget(self) -> None:
        """Another document: what is still on its way belongs to none."""
        self._kept.clear()
        self._asked.clear()

    def paint(self, painter: QPainter, page: int, box: QRectF) -> None:
        """Draw the page, or what there is of it until it comes."""
        painter.fillRect(box, QColor(_PAPER))
        size = self._size(box, painter.device().devicePixelRatio())
        image = self._kept.get(page)
        if image is not None:
            self._kept.move_to_end(page)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, image.size() != size)
            painter.drawImage(box, image)
        if (image is None or image.size() != size) and self._asked.get(page) != size:
            self._asked[page] = size
            self._renderer.requestPage(page, size)

    def _size(self, box: QRectF, ratio: float) -> QSize:
        width, height = box.width() * ratio, box.height() * ratio
        shrink = min(1.0, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))
        return QSize(max(round(width * shrink), 1), max(round(height * shrink), 1))

    def _take(self, page: int, size: QSize, image: QImage, *_: object) -> None:
        if self._asked.get(page) != size:
            return  # of another document, or of a zoom that is past
        del self._asked[page]
        self._kept[page] = image
        self._kept.move_to_end(page)
        while len(self._kept) > 1 and sum(each.sizeInBytes() for each in self._kept.values()) > _MOST_KEPT:
            self._kept.popitem(last=False)
        self.came.emit(page)
