"""An open submission as its assessor sees it: the picture, the moments, the rubric, and what is saved."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import Assessment
from assessor_app.domain.rubric import Criterion
from assessor_app.domain.submission import Artifact
from assessor_app.gui.dialogs.submit import SubmitDialog
from assessor_app.gui.pages.workbench.page import WorkbenchPage
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.widgets.rubric_card import RubricCard
from assessor_app.media.player import Player, PlayerState
from tests.journeys.hands import ALT, CTRL, SHIFT, click, focus, press, write

if TYPE_CHECKING:
    from tests.journeys.laptop import Laptop

DIGIT = {number: Qt.Key(Qt.Key.Key_0 + number) for number in range(10)}


class Workplace:
    """The workbench with one assignment in it."""

    def __init__(self, laptop: "Laptop", assignment_id: str) -> None:
        self._laptop = laptop
        self.assignment_id = assignment_id

    # ---- looking ----
    @property
    def page(self) -> WorkbenchPage:
        page = self._laptop.window.workbench()
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
        return self._laptop.view_of(self.assignment_id).annotations

    def assessment(self) -> Assessment:
        return self._laptop.ask(lambda reads: reads.assessment(self.assignment_id))

    def listed(self) -> list[str]:
        """Annotation ids of the rows in the list of moments, by time."""
        model = self.panes.moments.model
        return [model.annotation_at(row).annotation_id for row in range(model.rowCount())]

    def drawn(self) -> list[str]:
        """Annotation ids of the markers on the timeline, by time."""
        return [mark.annotation.annotation_id for mark in self.panes.video.timeline._order]

    def last_mark(self) -> Annotation:
        """The newest mark, once it is on the disk and shown."""
        self._laptop.rest()
        return max(self.on_disk(), key=lambda mark: (mark.created_at, mark.annotation_id))

    def card(self, number: int) -> RubricCard:
        card = self.panes.rubric.card(self.criteria[number - 1].criterion_id)
        assert card is not None
        return card

    # ---- watching ----
    def watch(self) -> None:
        """Play; return once the picture moves."""
        self._laptop.wait(lambda: self.at_us >= 0, "the first picture")
        self._laptop.wait(self.panes.video.surface.hasFocus, "the focus on the video")
        if not self.is_playing:
            press(Qt.Key.Key_Space)
        start_us = self.at_us
        self._laptop.wait(lambda: self.is_playing and self.at_us > start_us, "the picture to move")

    def watch_for(self, media_us: int) -> None:
        goal_us = self.at_us + media_us
        self._laptop.wait(lambda: self.at_us >= goal_us, f"the picture at {goal_us}")

    def mark(self, number: int) -> Annotation:
        """Press a criterion's key and wait until the mark is on the disk and in the list."""
        before = len(self.listed())
        press(DIGIT[number])
        self._laptop.wait(lambda: len(self.listed()) == before + 1, "one more moment")
        return self.last_mark()

    # ---- other evidence ----
    def look_at(self, artifact: Artifact) -> None:
        """Press the tab of a part."""
        assert self.page.view is not None
        tabs = self.panes.evidence.tabs
        click(tabs, tabs.tabRect(self.page.view.submission.artifacts.index(artifact)).center())

    def part(self, media_type: str) -> Artifact:
        assert self.page.view is not None
        return next(a for a in self.page.view.submission.artifacts if a.media_type.startswith(media_type))

    # ---- judging ----
    def choose_level(self, number: int, level: int) -> None:
        """Open the criterion and press Alt with the level's digit."""
        self.open_criterion(number)
        press(DIGIT[level], ALT)
        wanted = self.criteria[number - 1].levels[level - 1].level_id
        self._laptop.wait(lambda: self._level_of(number) == wanted, "the level on the page")

    def cite(self, number: int) -> None:
        """Press the first moment offered as evidence."""
        card, before = self.card(number), len(self._cited_by(number))
        self.open_criterion(number)
        self._laptop.wait(lambda: _offers(card), "a moment offered as evidence")
        click(_offers(card)[0])
        self._laptop.wait(lambda: len(self._cited_by(number)) == before + 1, "the citation on the page")

    def give_reason(self, number: int, words: str) -> None:
        self.open_criterion(number)
        click(self.card(number).rationale.viewport())
        write(words)
        press(Qt.Key.Key_Escape)
        self._laptop.rest()

    def write_feedback(self, words: str) -> None:
        below = self.panes.below
        click(below, below.tabRect(1).center())
        click(self.panes.feedback.edit.viewport())
        write(words)
        press(Qt.Key.Key_Escape)
        self._laptop.rest()

    def open_criterion(self, number: int) -> None:
        card = self.card(number)
        if self.page.focused_criterion_id != self.criteria[number - 1].criterion_id or not card._header.isChecked():
            self.panes.rubric.reveal(self.criteria[number - 1].criterion_id)
            click(card._header)
        self._laptop.wait(card._header.isChecked, "the criterion to open")

    def ask_submit(self) -> SubmitDialog:
        press(Qt.Key.Key_Return, CTRL | SHIFT)
        dialog = self._laptop.dialog()
        assert isinstance(dialog, SubmitDialog)
        self._laptop.wait(lambda: dialog.isAncestorOf(focus()), "the focus in the dialog")
        return dialog

    def back_to_the_video(self) -> None:
        press(Qt.Key.Key_Escape)
        self._laptop.wait(self.panes.video.surface.hasFocus, "the focus on the video")

    def _level_of(self, number: int) -> str | None:
        score = self._shown_score(number)
        return score.level_id if score else None

    def _cited_by(self, number: int) -> tuple[str, ...]:
        score = self._shown_score(number)
        return score.cited if score else ()

    def _shown_score(self, number: int):
        assert self.page.view is not None
        return self.page.view.assessment.score_of(self.criteria[number - 1].criterion_id)


def _offers(card: RubricCard) -> list[QPushButton]:
    return [b for b in card.findChildren(QPushButton) if b.property("look") == "offer" and b.isVisible()]
