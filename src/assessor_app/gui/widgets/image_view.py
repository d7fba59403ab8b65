"""A picture as evidence: fitted to its place or at a chosen size, upright, and never larger than memory allows."""

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from assessor_app.media.whole_bytes import read_whole
from assessor_app.services.ports import MediaSource

LONGEST_SIDE = 4096
ZOOM_STEP = 1.25
_LEAST, _MOST = 0.05, 8.0


class UnreadablePicture(Exception):
    """The bytes are not a picture this program can show."""


def decode_picture(source: MediaSource) -> QImage:
    """Read a picture, upright and scaled down to `LONGEST_SIDE`; closes `source`. For a worker thread.

    Raises UnreadablePicture, TooLarge, OSError.
    """
    buffer = QBuffer()
    buffer.setData(read_whole(source))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LONGEST_SIDE:
        reader.setScaledSize(size.scaled(LONGEST_SIDE, LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise UnreadablePicture(reader.errorString())
    return image


class ImageView(QAbstractScrollArea):
    """Fits the picture until zoomed; drag moves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "picture")
        self._image = QImage()
        self._zoom: float | None = None
        self._grabbed: QPoint | None = None

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.fit()

    def fit(self) -> None:
        self._zoom = None
        self._arrange()

    def zoom_by(self, factor: float) -> None:
        self._zoom = min(max(self.zoom * factor, _LEAST), _MOST)
        self._arrange()

    @property
    def zoom(self) -> float:
        """Shown pixels per picture pixel."""
        if self._zoom is not None:
            return self._zoom
        room, size = self.viewport().size(), self._image.size()
        if size.isEmpty():
            return 1.0
        return min(room.width() / size.width(), room.height() / size.height(), 1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._place(), self._image)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is None:
            return
        moved = event.position().toPoint() - self._grabbed
        self._grabbed = event.position().toPoint()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None

    def _shown_size(self) -> QSize:
        return QSize(round(self._image.width() * self.zoom), round(self._image.height() * self.zoom))

    def _place(self) -> QRect:
        size, room = self._shown_size(), self.viewport().size()
        x = max((room.width() - size.width()) // 2, 0) - self.horizontalScrollBar().value()
        y = max((room.height() - size.height()) // 2, 0) - self.verticalScrollBar().value()
        return QRect(QPoint(x, y), size)

    def _arrange(self) -> None:
        size, room = self._shown_size(), self.viewport().size()
        for bar, length, page in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setRange(0, max(length - page, 0))
            bar.setPageStep(page)
        self.viewport().update()
