"""Fetching evidence from the inbox: what the buttons, the menu and the keys do with the submissions chosen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from assessor_app.commands.context import Desk
from assessor_app.domain.submission import MediaState
from assessor_app.gui.key_words import KeyWords, default_words
from assessor_app.gui.models.inbox import InboxModel
from assessor_app.gui.models.inbox_filter import is_done
from assessor_app.services.views import InboxRow

_ON_ITS_WAY = (MediaState.QUEUED, MediaState.DOWNLOADING)


def can_fetch(row: InboxRow) -> bool:
    return row.media_size > 0 and row.media_state not in (MediaState.PRESENT, *_ON_ITS_WAY) and not row.is_handed_back


def can_pause(row: InboxRow) -> bool:
    return row.media_state in _ON_ITS_WAY


def can_cancel(row: InboxRow) -> bool:
    return row.media_state is not MediaState.PRESENT and (row.media_done > 0 or can_pause(row))


class EvidenceActs(QObject):
    """Fulfils `commands.evidence_controls.EvidenceControls`. `chosen` gives the rows selected."""

    def __init__(self, desk: Desk, model: InboxModel, chosen: Callable[[], list[InboxRow]], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._model, self._chosen, self._widget = desk, model, chosen, parent
        self._paused: tuple[str, ...] = ()
        self.keys: KeyWords = default_words()

    def fetch(self) -> None:
        self._act(can_fetch, self._desk.fetch_media)

    def fetch_anyway(self) -> None:
        wanted = lambda row: can_fetch(row) or can_pause(row)  # noqa: E731
        self._act(wanted, lambda ids: self._desk.media.want(ids, anyway=True))

    def pause(self) -> None:
        self._act(can_pause, self._desk.media.pause)

    def cancel(self) -> None:
        self._act(can_cancel, self._desk.media.cancel)

    def pause_all(self) -> None:
        """Pause everything that is on its way; pressed again, go on with it."""
        under_way = tuple(row.assignment_id for row in self._model.rows if can_pause(row))
        if under_way:
            self._paused = under_way
            self._desk.media.pause()
        else:
            paused = self._paused or tuple(
                row.assignment_id for row in self._model.rows if row.media_state is MediaState.PAUSED
            )
            self._paused = ()
            if paused:
                self._desk.fetch_media(paused)

    def menu(self, open_chosen: Callable[[], None]) -> QMenu:
        """Return the menu of the rows chosen; what cannot be done now is shown and cannot be chosen."""
        rows = self._chosen()
        menu = QMenu(self._widget)
        menu.setToolTipsVisible(True)
        self._add(menu, self.tr("Open"), "", open_chosen, is_possible=len(rows) == 1)
        menu.addSeparator()
        is_begun = any(row.media_state is MediaState.PAUSED for row in rows)
        fetch = self.tr("Resume fetching") if is_begun else self.tr("Make available offline")
        self._add(menu, fetch, "evidence.fetch", self.fetch, is_possible=any(map(can_fetch, rows)))
        self._add(
            menu,
            self.tr("Fetch now, whatever the hour and the network"),
            "evidence.fetch_anyway",
            self.fetch_anyway,
            is_possible=any(can_fetch(row) or can_pause(row) for row in rows),
        )
        self._add(menu, self.tr("Pause"), "evidence.pause", self.pause, is_possible=any(map(can_pause, rows)))
        stop = self.tr("Stop and remove what came in part")
        self._add(menu, stop, "evidence.cancel", self.cancel, is_possible=any(map(can_cancel, rows)))
        menu.addSeparator()
        is_moving = any(map(can_pause, self._model.rows))
        pause_all = self.tr("Pause all fetching") if is_moving else self.tr("Resume all fetching")
        self._add(menu, pause_all, "evidence.pause_all", self.pause_all, is_possible=is_moving or self._is_any_paused())
        return menu

    def show_menu(self, at: QPoint, open_chosen: Callable[[], None]) -> None:
        """Open the menu at a place of the screen; it goes when it is closed."""
        menu = self.menu(open_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _is_any_paused(self) -> bool:
        return any(row.media_state is MediaState.PAUSED and not is_done(row) for row in self._model.rows)

    def _act(self, may: Callable[[InboxRow], bool], act: Callable[[tuple[str, ...]], object]) -> None:
        ids = tuple(row.assignment_id for row in self._chosen() if may(row))
        if ids:
            act(ids)

    def _add(self, menu: QMenu, words: str, command: str, act: Callable[[], None], *, is_possible: bool) -> None:
        key = self.keys.of(command) if command else ""
        action = QAction(f"{words}\t{key}" if key else words, menu)
        action.setEnabled(is_possible)
        action.triggered.connect(lambda _=False: act())
        menu.addAction(action)
