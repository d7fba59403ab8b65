"""The parts of the feedback as a row of tabs: overall, then each criterion by its number, each with its state."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget

from assessor_app.domain.rubric import Criterion
from assessor_app.gui.plain_words import plain_tip


class PartState(StrEnum):
    EMPTY = "empty"
    WRITTEN = "written"
    NAMES = "names"


_MARKS = {PartState.EMPTY: "", PartState.WRITTEN: " ✓", PartState.NAMES: " !"}


@dataclass(frozen=True, slots=True)
class Part:
    """`part_id` is the criterion id, "" for the overall feedback."""

    part_id: str
    number: int
    name: str


class FeedbackParts(QTabBar):
    """`chosen` carries the part id when the assessor turns to another part."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Parts of the feedback"))
        self.currentChanged.connect(self._turned)

    def set_criteria(self, criteria: Iterable[Criterion]) -> None:
        """Build the tabs anew, the overall feedback first."""
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        overall = Part("", 0, self.tr("Overall"))
        self._parts = (overall, *(Part(c.criterion_id, c.number, c.name) for c in criteria))
        for part in self._parts:
            self.addTab(self._label(part))
        for place in range(len(self._parts)):
            self._name(place, PartState.EMPTY)
        self.blockSignals(False)

    @property
    def parts(self) -> tuple[Part, ...]:
        return self._parts

    @property
    def current(self) -> Part:
        return self._parts[max(self.currentIndex(), 0)] if self._parts else Part("", 0, "")

    def show_part(self, part_id: str) -> None:
        """Turn to a part without telling anybody."""
        place = next((n for n, part in enumerate(self._parts) if part.part_id == part_id), -1)
        if place >= 0:
            self.blockSignals(True)
            self.setCurrentIndex(place)
            self.blockSignals(False)

    def turn(self, step: int) -> None:
        """To the next (+1) or previous (-1) part, round the ends."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + step) % self.count())

    def show_state(self, part_id: str, state: PartState) -> None:
        place = next((n for n, part in enumerate(self._parts) if part.part_id == part_id), -1)
        if place >= 0:
            self._name(place, state)

    def _name(self, place: int, state: PartState) -> None:
        part = self._parts[place]
        label = self._label(part) + _MARKS[state]
        if self.tabText(place) != label:
            self.setTabText(place, label)
        words = {
            PartState.EMPTY: self.tr("{part}: nothing written"),
            PartState.WRITTEN: self.tr("{part}: written"),
            PartState.NAMES: self.tr("{part}: somebody may be named"),
        }[state]
        whole = words.format(part=f"{part.number}  {part.name}" if part.number else part.name)
        self.setTabToolTip(place, plain_tip(whole))
        self.setAccessibleTabName(place, whole)

    @staticmethod
    def _label(part: Part) -> str:
        return str(part.number) if part.number else part.name.replace("&", "&&")

    def _turned(self, place: int) -> None:
        if 0 <= place < len(self._parts):
            self.chosen.emit(self._parts[place].part_id)
