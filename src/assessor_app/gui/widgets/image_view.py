"""A picture as evidence: upright, fitted or at a chosen size, with regions marked; never larger than memory allows."""

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtWidgets import QWidget

from assessor_app.commands.reading_controls import NoPlace
from assessor_app.domain.annotation import Selector, WholeSelector
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.marked_view import ZOOM_STEP
from assessor_app.gui.widgets.page_canvas import PageCanvas
from assessor_app.gui.widgets.page_layout import Fit
from assessor_app.media.whole_bytes import read_whole
from assessor_app.services.ports import MediaSource

LONGEST_SIDE = 4096

__all__ = ["LONGEST_SIDE", "ZOOM_STEP", "ImageView", "UnreadablePicture", "decode_picture"]


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


class ImageView(PageCanvas):
    """A mark means the region framed, else the whole picture."""

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(Fit.WHOLE, parent, tokens)
        self._image = QImage()
        self.setAccessibleName(self.tr("Picture"))
        self.setToolTip(self.tr("Drag to frame a region, or use the arrow keys"))

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.let_go()
        self.set_pages(() if image.isNull() else (QSizeF(image.size()),))

    def place(self) -> Selector:
        """Raises NoPlace."""
        if self._image.isNull():
            raise NoPlace(self.tr("The picture is not on the screen yet. Wait until it shows, then mark."))
        region = self.region_in_sight()
        return WholeSelector() if region is None else region.selector()

    def paint_page(self, painter: QPainter, page: int, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._image)

    @property
    def lost(self) -> frozenset[str]:
        return frozenset()

    def look_for(self, words: str) -> None:
        """A picture has no words."""

    def go_to_found(self, step: int) -> None:
        """A picture has no words."""
