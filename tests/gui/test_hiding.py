"""\"I know someone here\": nothing of the evidence is on the screen when the key's event ends, nor after."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.domain.annotation import TextSelector
from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.event import EventKind
from assessor_app.domain.submission import AssignmentState
from assessor_app.gui.dialogs.recuse import LONGEST_REASON
from assessor_app.gui.pages.workbench.curtain import Curtain, Lock
from assessor_app.media.player import PlayerState
from assessor_app.services import annotate, score
from assessor_app.services.hand_back import hand_back
from assessor_app.store.profile_store import Store
from tests.fakes.store_factory import SERVER_ID, a_mark, an_assignment, arrives, criterion_id, level_id
from tests.gui.rubric_fixtures import give, strict, two_who_differ
from tests.gui.test_workbench_submit import ask, judge, write_feedback
from tests.gui.workbench_fixtures import ASSIGNMENT, PDF, PICTURE, TEXT, VIDEO, Workplace, open_workbench, settle
from tests.journeys.hands import words_on

PAINTED = 0x336699
"""The colour of the picture that `a_picture` is made of."""


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        yield workplace


def hide(place: Workplace) -> Any:
    place.page.integrity.know_someone()
    return place.page.integrity.dialog


def reported(store: Store) -> list[dict[str, str]]:
    with store.factory() as uow:
        return [dict(e.data) for e in uow.events.unsent(ASSIGNMENT) if e.kind is EventKind.BLANKED]


def shows_colour(image: QImage, rgb: int) -> bool:
    wanted = QColor(rgb)
    places = ((x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7))
    return any(image.pixelColor(x, y) == wanted for x, y in places)


def test_the_picture_is_gone_before_the_event_ends(place: Workplace) -> None:
    place.show(PICTURE)
    assert shows_colour(place.page.grab().toImage(), PAINTED)
    hide(place)
    assert not shows_colour(place.page.grab().toImage(), PAINTED)
    settle()
    assert not shows_colour(place.page.grab().toImage(), PAINTED)


def test_the_player_is_closed_and_nothing_more_is_read(place: Workplace) -> None:
    player = place.page.player
    player.play()
    hide(place)
    assert player.state is PlayerState.EMPTY
    assert place.page.artifact is None
    asked: list[str] = []
    place.desk._open_media = asked.append  # type: ignore[assignment]
    place.show(TEXT)
    place.show(VIDEO)
    settle()
    assert asked == []


def test_tabs_moments_and_the_candidates_words_are_gone_with_it(place: Workplace) -> None:
    place.desk.write(lambda uow: annotate.add(uow, place.bench.tools, a_mark(text="Amber counts")))
    settle()
    hide(place)
    settle()
    said = " ".join(words_on(place.page))
    assert not [w for w in ("Lesson plan", "Amber counts", "The plan is new") if w in said]
    assert place.panes.evidence.tabs.count() == 0


@pytest.mark.parametrize("part", [VIDEO, PDF, TEXT, PICTURE])
def test_shown_again_it_is_what_it_was(place: Workplace, part: str) -> None:
    place.show(part)
    dialog = hide(place)
    settle()
    dialog.stay_button.click()
    settle()
    assert place.page._curtain.lock is None
    assert place.page.artifact.artifact_id == part
    assert reported(place.store) == [{}, {"shown": "again"}]


def test_escape_leaves_it_hidden_until_it_is_shown_again_or_handed_back(place: Workplace) -> None:
    dialog = hide(place)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert place.page._curtain.lock is Lock.HIDDEN
    shown = place.panes.evidence.shown
    assert "The evidence is hidden" in words_on(shown)
    place.page.leave()
    place.page.open_assignment(ASSIGNMENT)
    settle()
    assert place.page._curtain.lock is Lock.HIDDEN
    place.panes.evidence.shown.buttons[1].click()
    settle()
    assert place.page._curtain.lock is None


def test_the_end_of_the_program_does_not_show_it_again(place: Workplace, qapp: QApplication, tmp_path: Path) -> None:
    place.show(PICTURE)
    hide(place).reject()
    settle()
    place.page.leave()
    place.page._curtain = fresh = Curtain(place.page._state)  # as after a new start: nothing is remembered here
    place.page._display._curtain = place.page._showing._curtain = place.page.integrity._curtain = fresh
    place.page.open_assignment(ASSIGNMENT)
    settle()
    assert fresh.lock is Lock.HIDDEN
    assert not shows_colour(place.page.grab().toImage(), PAINTED)
    place.page.integrity.show_again()
    settle()
    assert fresh.lock is None
    assert place.store.reads.workbench(ASSIGNMENT).is_hidden is False


def test_hidden_the_submit_dialog_reads_nothing_of_it_out(place: Workplace) -> None:
    tools = place.bench.tools
    mark = replace(a_mark(criterion=1, artifact_id=TEXT), selector=TextSelector("I waited longer"))
    place.desk.write(lambda uow: annotate.add(uow, tools, mark))
    place.desk.write(lambda uow: score.cite(uow, tools, ASSIGNMENT, criterion_id(1), mark.annotation_id))
    settle()
    dialog = ask(place)
    assert "I waited longer" in dialog.preview.toPlainText()
    hide(place).reject()
    settle()
    again = ask(place)
    assert again is not dialog
    assert "I waited longer" not in again.preview.toPlainText()
    again.reject()


def test_what_was_said_of_it_below_is_gone(place: Workplace) -> None:
    place.page._screens.say("00:12:31  and then Anna counts to four")
    hide(place)
    assert place.screens.said[-1] == "The evidence is hidden."
    place.page.integrity.dialog.reject()
    place.page.integrity.show_again()
    assert place.screens.said[-1] == "The evidence is shown again."


def test_full_screen_ends_with_it(place: Workplace) -> None:
    place.page.toggle_full_screen()
    hide(place)
    settle()
    assert not place.page._is_bare


def test_pressed_again_nothing_more_happens(place: Workplace) -> None:
    dialog = hide(place)
    place.page.integrity.know_someone()
    assert place.page.integrity.dialog is dialog
    assert reported(place.store) == [{}]


def test_handing_back_locks_the_evidence_and_keeps_the_words(place: Workplace) -> None:
    tools = place.bench.tools
    place.desk.write(lambda uow: score.set_level(uow, tools, ASSIGNMENT, criterion_id(1), level_id(1)))
    place.desk.write(lambda uow: score.set_rationale(uow, tools, ASSIGNMENT, criterion_id(1), "She waits."))
    dialog = hide(place)
    dialog.choose(HandBackKind.RECUSAL)
    dialog.reason.setPlainText("  My colleague.  ")
    dialog.hand_back_button.click()
    settle()
    view = place.page.view
    assert (view.hand_back.kind, view.hand_back.reason) == (HandBackKind.RECUSAL, "My colleague.")
    assert place.page._curtain.lock is Lock.HANDED_BACK
    assert place.page.integrity.dialog is None
    assert place.score(criterion_id(1)).rationale == "She waits."
    assert "Handed back" in place.panes.banner.words
    assert "aiting to be sent" in place.panes.banner.words


def test_what_was_being_typed_is_kept(place: Workplace) -> None:
    place.page.focus_named("feedback")
    QTest.keyClicks(place.panes.feedback.edit, "Half a sent")
    hide(place)
    settle()
    assert place.store.reads.assessment(ASSIGNMENT).feedback == "Half a sent"


@pytest.mark.parametrize("words", ["", "   \n\t "])
def test_a_reason_of_blanks_is_none(place: Workplace, words: str) -> None:
    dialog = hide(place)
    dialog.reason.setPlainText(words)
    assert not dialog.hand_back_button.isEnabled()


def test_a_reason_too_long_is_told_and_stays(place: Workplace) -> None:
    dialog = hide(place)
    dialog.reason.setPlainText("x" * 10_000)
    assert not dialog.hand_back_button.isEnabled()
    assert str(LONGEST_REASON) in dialog.problem.text()
    assert len(dialog.reason.toPlainText()) == 10_000
    dialog.reason.setPlainText("x" * LONGEST_REASON)
    assert dialog.hand_back_button.isEnabled()
    assert not dialog.problem.isVisible()


def test_twice_says_so_and_loses_nothing(place: Workplace) -> None:
    dialog = hide(place)
    with place.store.factory() as uow:
        hand_back(uow, place.bench.tools, ASSIGNMENT, HandBackKind.CONFLICT, "First.")
    dialog.reason.setPlainText("Second.")
    dialog.hand_back_button.click()
    settle()
    assert "handed back" in dialog.problem.text()
    assert dialog.reason.toPlainText() == "Second."
    kept = place.store.reads.workbench(ASSIGNMENT).hand_back
    assert kept is not None
    assert kept.reason == "First."
    dialog.reject()


def test_withdrawn_meanwhile_says_so(place: Workplace) -> None:
    dialog = hide(place)
    gone = an_assignment(state=AssignmentState.WITHDRAWN)
    with place.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("assignment", ASSIGNMENT, gone, revision=2))
    dialog.reason.setPlainText("My niece.")
    dialog.hand_back_button.click()
    settle()
    assert "withdrawn" in dialog.problem.text()
    dialog.reject()
    settle()


def test_another_dialog_gives_way(place: Workplace) -> None:
    place.page.ask_time(lambda _: None)
    assert QApplication.activeModalWidget() is not None
    dialog = hide(place)
    assert QApplication.activeModalWidget() is dialog


def test_a_hand_back_begun_without_alarm_gives_way_and_its_words_stay(place: Workplace) -> None:
    place.show(PICTURE)
    place.page.integrity.ask_hand_back()
    begun: Any = place.page.integrity.dialog
    begun.reason.setPlainText("The sound is miss")
    dialog = hide(place)
    assert not shows_colour(place.page.grab().toImage(), PAINTED)
    assert place.page._curtain.lock is Lock.HIDDEN
    assert (dialog.kind, dialog.reason.toPlainText()) == (HandBackKind.CONFLICT, "The sound is miss")
    assert QApplication.activeModalWidget() is dialog
    assert reported(place.store) == [{}]


def test_nothing_of_it_is_read_in_the_preview_nor_in_what_is_compared(place: Workplace) -> None:
    give(place, policy=strict(), compared=two_who_differ())
    tools = place.bench.tools
    mark = replace(a_mark(criterion=1, artifact_id=TEXT), selector=TextSelector("I waited longer"))
    quoted = replace(mark, annotation_id="mark-q")
    place.desk.write(lambda uow: annotate.add(uow, tools, quoted))
    place.desk.write(lambda uow: score.cite(uow, tools, ASSIGNMENT, criterion_id(1), "mark-q"))
    settle()
    place.panes.feedback.turn_preview()
    settle()

    def said() -> str:
        return " ".join([place.panes.feedback.preview.toPlainText(), *words_on(place.page)])

    shown = ("I waited longer", "Well waited.")
    assert [words for words in shown if words in said()] == list(shown)
    dialog = hide(place)
    assert [words for words in shown if words in said()] == []
    place.desk.write(lambda uow: annotate.edit(uow, tools, "mark-q", text="again"))
    settle()
    assert [words for words in shown if words in said()] == []
    dialog.stay_button.click()
    settle()
    assert [words for words in shown if words in said()] == list(shown)


def test_without_alarm_the_evidence_stays_and_other_reasons_come_first(place: Workplace) -> None:
    action = next(a for a in place.panes.top_bar.menu.actions() if "Hand back" in a.text())
    action.trigger()
    dialog = place.page.integrity.dialog
    assert dialog.kind is HandBackKind.UNSCORABLE
    assert place.page._curtain.lock is None
    assert reported(place.store) == []
    dialog.reject()


def test_what_was_submitted_is_hidden_too_but_not_handed_back_from_here(place: Workplace) -> None:
    judge(place, 1, 2, 3)
    write_feedback(place)
    ask(place).accept()
    settle()
    assert place.page.view.assessment.state is AssessmentState.QUEUED
    dialog = hide(place)
    assert not dialog.hand_back_button.isVisible()
    assert "tell Riverside" in " ".join(words_on(dialog))
    dialog.reject()
    settle()
    assert place.page._curtain.lock is Lock.HIDDEN
