"""An open submission as its assessor sees it: the picture, the moments, the rubric, and what is on the disk."""

from PySide6.QtCore import Qt

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.rubric import Criterion
from assessor_app.gui.pages.workbench.page import WorkbenchPage
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.widgets.question_place import QuestionPlace
from assessor_app.gui.widgets.rubric_card import RubricCard
from assessor_app.media.player import Player, PlayerState
from tests.journeys.machine import Machine

DIGIT = {number: Qt.Key(Qt.Key.Key_0 + number) for number in range(10)}


class OpenSubmission:
    """The workbench with one assignment in it."""

    def __init__(self, machine: Machine, assignment_id: str) -> None:
        self._machine = machine
        self.assignment_id = assignment_id

    # ---- looking ----
    @property
    def page(self) -> WorkbenchPage:
        page = self._machine.window.workbench()
        assert isinstance(page, WorkbenchPage)
        return page

    @property
    def panes(self) -> Panes:
        return self.page.panes

    @property
    def player(self) -> Player:
        return self.page.player

    @property
    def is_open(self) -> bool:
        view = self.page.view
        return view is not None and view.assignment.assignment_id == self.assignment_id

    @property
    def question(self) -> QuestionPlace:
        """What stands in the place of the evidence before it may be seen."""
        place = self.panes.evidence.shown
        assert isinstance(place, QuestionPlace), f"there is no question, but {place!r}"
        return place

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        assert self.page.view is not None
        return self.page.view.rubric.criteria

    @property
    def is_read_only(self) -> bool:
        return self.is_open and self.page.view is not None and not self.page.view.is_editable

    @property
    def citations_needed(self) -> int:
        assert self.page.view is not None
        return self.page.view.policy.citations_per_criterion

    @property
    def is_playing(self) -> bool:
        return self.player.state is PlayerState.PLAYING

    @property
    def at_us(self) -> int:
        """Time of the picture on the screen, -1 without one."""
        painted = self.player.painted()
        return -1 if painted is None else painted.start_us

    def on_disk(self) -> tuple[Annotation, ...]:
        return self._machine.view_of(self.assignment_id).annotations

    def assessment(self) -> Assessment:
        return self._machine.ask(lambda reads: reads.assessment(self.assignment_id))

    def listed(self) -> list[str]:
        """Annotation ids of the rows in the list of moments, by time."""
        model = self.panes.moments.model
        return [model.annotation_at(row).annotation_id for row in range(model.rowCount())]

    def drawn(self) -> list[str]:
        """Annotation ids of the markers on the timeline, by time."""
        return [mark.annotation.annotation_id for mark in self.panes.video.timeline._order]

    def last_mark(self) -> Annotation:
        """The newest mark, once it is on the disk and shown."""
        self._machine.rest()
        return max(self.on_disk(), key=lambda mark: (mark.created_at, mark.annotation_id))

    def card(self, number: int) -> RubricCard:
        card = self.panes.rubric.card(self.criteria[number - 1].criterion_id)
        assert card is not None
        return card
