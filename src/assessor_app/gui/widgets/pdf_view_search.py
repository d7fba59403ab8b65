"""Looks for words in a PDF, a page at a time so that nobody waits."""

from PySide6.QtCore import QObject, QTimer, Signal

from assessor_app.gui.models.passages import MOST_FOUND, places_of
from assessor_app.gui.widgets.pdf_view_text import PdfText

_AT_ONCE = 4
Hit = tuple[int, tuple[int, int]]
"""A page (from 0) and start and end in its normalised text."""


class PdfSearch(QObject):
    """`grew` whenever more was found or all pages were looked at."""

    grew = Signal()

    def __init__(self, text: PdfText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._words = ""
        self._pages = self._next = 0
        self.hits: list[Hit] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def begin(self, words: str, pages: int) -> None:
        """Look anew, from the first of so many pages."""
        self._words, self._pages, self._next = words, pages if words.split() else 0, 0
        self.hits = []
        self._timer.start()
        self._go_on()

    def stop(self) -> None:
        self._timer.stop()
        self._pages = 0
        self.hits = []

    @property
    def is_done(self) -> bool:
        return self._next >= self._pages

    def _go_on(self) -> None:
        last = min(self._next + _AT_ONCE, self._pages)
        for page in range(self._next, last):
            found = places_of(self._words, self._text.page(page).words, MOST_FOUND - len(self.hits))
            self.hits += [(page, span) for span in found]
        self._next = self._pages if len(self.hits) >= MOST_FOUND else last
        if self.is_done:
            self._timer.stop()
        self.grew.emit()
