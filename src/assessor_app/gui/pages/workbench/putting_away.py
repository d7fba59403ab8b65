"""While the program is locked nothing of the evidence is open; afterwards it stands where it stood."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from assessor_app.gui.pages.workbench.angles import Angles
from assessor_app.gui.pages.workbench.evidence_showing import EvidenceShowing
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.media.player import Player


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the assessor was. `at_us` is the time of the picture last painted, None before the first."""

    assignment_id: str
    artifact_id: str
    at_us: int | None
    beside_id: str
    bar: QScrollBar | None
    scrolled: int


class PuttingAway(QObject):
    """`player` gives the first player; asking for it makes none that was not needed before."""

    def __init__(
        self,
        state: WorkbenchState,
        panes: Panes,
        showing: EvidenceShowing,
        angles: Angles,
        player: Callable[[], Player],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._panes, self._showing = state, panes, showing
        self._angles, self._player = angles, player
        self._place: _Place | None = None
        self._bar: QScrollBar | None = None
        self._wanted, self._is_followed = 0, False

    def put_away(self) -> None:
        """Stop whatever plays and let go of every byte; nothing opens again before `bring_back`."""
        self._place = self._here()
        self._showing.put_away()

    def bring_back(self) -> None:
        """Open what was open, paused on the same picture. Another submission than before opens as it always does."""
        place, self._place = self._place, None
        if place is None or place.assignment_id != self._state.assignment_id:
            self._showing.bring_back("", None)
            return
        if place.bar is not None:
            self._wait_for(place.bar, place.scrolled)
        self._showing.bring_back(place.artifact_id, lambda: self._stand(place))

    def _here(self) -> _Place | None:
        assignment_id, artifact = self._state.assignment_id, self._state.artifact
        if assignment_id is None or artifact is None:
            return None
        shown, at_us = self._panes.evidence.shown, None
        if shown is self._panes.video:
            span = self._player().painted()
            at_us = span.start_us if span is not None else None
        bar = shown.verticalScrollBar() if isinstance(shown, QAbstractScrollArea) else None
        scrolled = bar.value() if bar is not None else 0
        return _Place(assignment_id, artifact.artifact_id, at_us, self._angles.shown_id, bar, scrolled)

    def _stand(self, place: _Place) -> None:
        """The video is in the player again."""
        if place.at_us is not None:
            self._player().seek(place.at_us)
        if place.beside_id:
            self._angles.choose(place.beside_id)

    # ---- a page is scrolled once it stands, and pages are laid out later --------------------------

    def _wait_for(self, bar: QScrollBar, wanted: int) -> None:
        self._forget_bar()
        self._bar, self._wanted = bar, wanted
        self._panes.evidence.opened.connect(self._opened)

    def _opened(self) -> None:
        self._panes.evidence.opened.disconnect(self._opened)
        if self._bar is not None:
            self._bar.rangeChanged.connect(self._scroll)
            self._is_followed = True
            self._scroll()

    def _scroll(self) -> None:
        if self._bar is not None and self._bar.maximum() >= self._wanted:
            bar = self._bar
            self._forget_bar()
            bar.setValue(self._wanted)

    def _forget_bar(self) -> None:
        bar, self._bar = self._bar, None
        if bar is None:
            return
        if self._is_followed:
            bar.rangeChanged.disconnect(self._scroll)
        else:
            self._panes.evidence.opened.disconnect(self._opened)
        self._is_followed = False
