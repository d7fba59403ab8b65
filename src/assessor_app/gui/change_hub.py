"""Fans Changes out: visible pages refresh at once, hidden ones keep what they missed until they are shown."""

from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from assessor_app.domain.changes import Changes


class Page(Protocol):
    """What a listening widget answers."""

    def touched_by(self, changes: Changes) -> bool:
        """Whether anything in `changes` is on this page."""

    def refresh(self, changes: Changes) -> None:
        """Show what changed; `changes` is everything since the last refresh."""


class ChangeHub(QObject):
    """One per window. `published` is for listeners that are not pages."""

    published = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._missed: dict[QWidget, Changes] = {}

    def add(self, page: QWidget) -> None:
        """Keep `page` (a QWidget that is a Page) up to date from now on."""
        self._missed[page] = Changes()
        page.installEventFilter(self)
        page.destroyed.connect(lambda: self._missed.pop(page, None))

    def publish(self, changes: Changes) -> None:
        if not changes:
            return
        for page in tuple(self._missed):
            if not cast(Page, page).touched_by(changes):
                continue
            if page.isVisible():
                cast(Page, page).refresh(changes)
            else:
                self._missed[page] |= changes
        self.published.emit(changes)

    def is_dirty(self, page: QWidget) -> bool:
        return bool(self._missed.get(page))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and self._missed.get(watched):
            changes, self._missed[watched] = self._missed[watched], Changes()
            cast(Page, watched).refresh(changes)
        return False
