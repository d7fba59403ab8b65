"""A picture as evidence: upright, fitted or at a chosen size, with regions marked; never larger than memory allows."""

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from assessor_app.commands.reading_controls import NoPlace
from assessor_app.domain.annotation import Selector, WholeSelector
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.page_canvas import PageCanvas
from assessor_app.gui.widgets.page_layout import Fit


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
