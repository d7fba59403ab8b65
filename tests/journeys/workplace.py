"""What an assessor does with an open submission: watch, mark, look at evidence, judge, ask to submit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.submission import Artifact
from assessor_app.gui.dialogs.submit import SubmitDialog
from assessor_app.gui.widgets.rubric_card import RubricCard
from tests.journeys.hands import ALT, CTRL, SHIFT, click, focus, press, write
from tests.journeys.open_submission import OpenSubmission

DIGIT = {number: Qt.Key(Qt.Key.Key_0 + number) for number in range(10)}


class Workplace(OpenSubmission):
    # ---- before the evidence opens ----
    def declare(self) -> None:
        """Say "I know nobody here", by keys."""
        place = self.question
        self._machine.wait(place.hasFocus, "the focus on the question")
        press(Qt.Key.Key_Tab)
        self._machine.wait(place.buttons[0].hasFocus, "the focus on the first answer")
        press(Qt.Key.Key_Space)
        self._machine.wait(lambda: self.page.view and self.page.view.may_show_evidence, "the declaration to be kept")
        self._machine.wait(lambda: self.panes.evidence.shown is not place, "the evidence in its place")

    # ---- watching ----
    def watch(self) -> None:
        """Play; return once the picture moves."""
        self._machine.wait(lambda: self.at_us >= 0, "the first picture")
        self._machine.wait(self.panes.video.surface.hasFocus, "the focus on the video")
        if not self.is_playing:
            press(Qt.Key.Key_Space)
        start_us = self.at_us
        self._machine.wait(lambda: self.is_playing and self.at_us > start_us, "the picture to move")

    def watch_for(self, media_us: int) -> None:
        goal_us = self.at_us + media_us
        self._machine.wait(lambda: self.at_us >= goal_us, f"the picture at {goal_us}")

    def mark(self, number: int) -> Annotation:
        """Press a criterion's key and wait until the mark is on the disk and in the list."""
        before = len(self.listed())
        press(DIGIT[number])
        self._machine.wait(lambda: len(self.listed()) == before + 1, "one more moment")
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
        self._machine.wait(lambda: self._level_of(number) == wanted, "the level on the page")

    def cite(self, number: int) -> None:
        """Press the first moment offered as evidence."""
        card, before = self.card(number), len(self._cited_by(number))
        self.open_criterion(number)
        self._machine.wait(lambda: _offers(card), "a moment offered as evidence")
        click(_offers(card)[0])
        self._machine.wait(lambda: len(self._cited_by(number)) == before + 1, "the citation on the page")

    def give_reason(self, number: int, words: str) -> None:
        self.open_criterion(number)
        click(self.card(number).rationale.viewport())
        write(words)
        press(Qt.Key.Key_Escape)
        self._machine.rest()

    def write_feedback(self, words: str) -> None:
        below = self.panes.below
        click(below, below.tabRect(1).center())
        parts = self.panes.feedback.parts
        click(parts, parts.tabRect(0).center())
        click(self.panes.feedback.edit.viewport())
        write(words)
        press(Qt.Key.Key_Escape)
        self._machine.rest()

    def open_criterion(self, number: int) -> None:
        card = self.card(number)
        if self.page.focused_criterion_id != self.criteria[number - 1].criterion_id or not card._header.isChecked():
            self.panes.rubric.reveal(self.criteria[number - 1].criterion_id)
            click(card._header)
        self._machine.wait(card._header.isChecked, "the criterion to open")

    def ask_submit(self) -> SubmitDialog:
        press(Qt.Key.Key_Return, CTRL | SHIFT)
        dialog = self._machine.dialog()
        assert isinstance(dialog, SubmitDialog)
        self._machine.wait(lambda: dialog.isAncestorOf(focus()), "the focus in the dialog")
        return dialog

    def back_to_the_video(self) -> None:
        press(Qt.Key.Key_Escape)
        self._machine.wait(self.panes.video.surface.hasFocus, "the focus on the video")

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
