"""Pages on which a region can be framed, moved and sized by keys, or words selected instead."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtWidgets import QWidget

from assessor_app.commands.reading_controls import NoPlace
from assessor_app.gui.widgets.page_layout import Fit
from assessor_app.gui.widgets.page_region import Region
from assessor_app.gui.widgets.page_sheet import PageSheet

_STEP = 12.0  # pixels of the screen: closer is finer
_FIRST = 0.3  # share of what is seen that a new region takes


class PageRegions(PageSheet):
    def __init__(self, fit: Fit, parent: QWidget | None = None) -> None:
        super().__init__(fit, parent)
        self.region: Region | None = None

    def set_pages(self, sizes: Sequence[QSizeF]) -> None:
        """What was framed on other pages is nowhere on these."""
        self.region = None
        super().set_pages(sizes)

    # ---- for views to fill in ----------------------------------------------------------------

    def begins_words(self, page: int, at: QPointF) -> bool:
        """Whether a drag from here (percent) selects words instead of framing a region."""
        return False

    def drag_words(self, page: int, begin: QPointF, end: QPointF) -> None:
        """Select the words between two places of a page, in percent."""

    def drop_words(self) -> bool:
        """Select no words any more; False when none were."""
        return False

    def left_page(self) -> None:
        self.let_go()

    def focus_point(self) -> tuple[int, QPointF] | None:
        region = self.region_in_sight()
        return None if region is None else (region.page, region.share.center())

    # ---- the region --------------------------------------------------------------------------

    def move_region(self, right: int, down: int) -> None:
        if self.region is None:
            self._frame_middle()
            return
        across, along = self._step(self.region.page)
        self.take_region(self.region.moved(right * across, down * along))

    def size_region(self, right: int, down: int) -> None:
        if self.region is None:
            self._frame_middle()
            return
        across, along = self._step(self.region.page)
        self.take_region(self.region.sized(right * across, down * along))

    def quote_region(self) -> None:
        """Raises NoPlace: a picture has no words."""
        raise NoPlace(self.tr("A picture has no words to select. Mark the region as it is."))

    def let_go(self) -> bool:
        had_region, self.region = self.region is not None, None
        had_words = self.drop_words()
        self.viewport().update()
        self.setAccessibleDescription("")
        return had_region or had_words

    def region_in_sight(self) -> Region | None:
        """What was framed, unless it was scrolled away: nobody means what is not on the screen."""
        if self.region is None:
            return None
        box = self.shifted(self.pages.placed(self.region.page, self.region.share))
        return self.region if box.intersects(QRectF(self.viewport().rect())) else None

    def _frame_middle(self) -> None:
        pages = self.pages
        if not pages.pages:
            return
        seen = QRectF(self.viewport().rect()).translated(-self.shifted(QRectF()).topLeft())
        inside = seen.intersected(pages.rect(self._page))
        width, height = inside.width() * _FIRST, inside.height() * _FIRST
        middle = QRectF(0, 0, width, height)
        middle.moveCenter(inside.center())
        self.drop_words()
        self.take_region(Region(self._page, pages.share(self._page, middle)).sized(0, 0))

    def take_region(self, region: Region) -> None:
        self.region = region
        self.bring(self.pages.placed(region.page, region.share))
        share = region.share
        words = self.tr("Region: {x} % from the left, {y} % from the top, {width} % wide, {height} % high")
        self.setAccessibleDescription(
            words.format(
                x=round(share.x()), y=round(share.y()), width=round(share.width()), height=round(share.height())
            )
        )
        self.viewport().update()

    def _step(self, page: int) -> tuple[float, float]:
        box = self.pages.rect(page)
        return _STEP * 100 / box.width(), _STEP * 100 / box.height()
