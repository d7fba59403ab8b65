"""Nothing of the evidence is opened or named before the assessor says that they know nobody in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assessor_app.commands.annotate import mark_criterion
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.event import EventKind
from assessor_app.domain.submission import Role
from assessor_app.gui.pages.workbench.curtain import Lock
from assessor_app.services import annotate
from assessor_app.services.hand_back import hand_back
from tests.fakes.store_factory import SERVER_ID, a_mark, a_policy, an_assignment, arrives, criterion_id
from tests.gui.workbench_fixtures import ASSIGNMENT, PDF, VIDEO, Workplace, open_workbench, settle
from tests.journeys.hands import press, words_on

TELLING = ("Lesson video", "Lesson plan", "Reflection", "Student work", "The plan is new", "I waited longer")


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path, is_declared=False) as workplace:
        yield workplace


def question(place: Workplace) -> Any:
    shown = place.panes.evidence.shown
    assert type(shown).__name__ == "QuestionPlace"
    return shown


def events(place: Workplace) -> list[EventKind]:
    with place.store.factory() as uow:
        return [event.kind for event in uow.events.unsent(ASSIGNMENT)]


def test_the_question_stands_where_the_evidence_would_be(place: Workplace) -> None:
    said = " ".join(words_on(question(place)))
    for words in ("Wait time", "4F2A7K9", "attempt 1", "Do you know the teacher", "logged for Riverside", "F8"):
        assert words in said


def test_nothing_of_the_evidence_is_named_or_read(qapp: QApplication, tmp_path: Path) -> None:
    opened: list[str] = []
    with open_workbench(qapp, tmp_path, is_declared=False) as place:
        place.desk._open_media = opened.append  # type: ignore[assignment]
        place.page.open_assignment(ASSIGNMENT)
        settle()
        said = " ".join(words_on(place.page))
        assert not [words for words in TELLING if words in said]
        assert place.panes.evidence.tabs.count() == 0
        assert opened == []
        assert place.desk.derived == []
        assert place.page._opening._player is None
        place.show(PDF)
        place.page.focus_named("evidence")
        assert place.page._curtain.lock is Lock.UNDECLARED
        assert opened == []


def test_moments_of_earlier_work_wait_too(place: Workplace) -> None:
    place.desk.write(lambda uow: annotate.add(uow, place.bench.tools, a_mark(text="Miss Amber counts")))
    settle()
    assert place.panes.moments.model.rowCount() == 0
    assert "Miss Amber counts" not in " ".join(words_on(place.page))
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    settle()
    assert place.panes.moments.model.rowCount() == 1


def test_the_rubric_can_be_read_meanwhile(place: Workplace) -> None:
    card = place.panes.rubric.card(criterion_id(1))
    assert card.isVisible()
    assert "Criterion 1" in " ".join([card.accessibleName(), card._header.accessibleName(), card._header.text()])


def test_no_answer_has_the_focus_and_enter_or_space_answer_nothing(place: Workplace) -> None:
    assert question(place).hasFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        press(key)
        settle()
    assert place.page._curtain.lock is Lock.UNDECLARED
    assert place.page.integrity.dialog is None


def test_tab_and_space_declare_and_the_video_opens(place: Workplace) -> None:
    press(Qt.Key.Key_Tab)
    assert question(place).buttons[0].hasFocus()
    press(Qt.Key.Key_Space)
    settle()
    view = place.store.reads.workbench(ASSIGNMENT)
    assert view.declaration is not None
    assert EventKind.DECLARED in events(place)
    assert place.page.artifact.artifact_id == VIDEO
    assert place.panes.evidence.tabs.count() > 0
    assert place.panes.video.surface.hasFocus()


def test_the_other_answer_leads_to_handing_it_back(place: Workplace) -> None:
    question(place).buttons[1].click()
    settle()
    dialog = place.page.integrity.dialog
    assert dialog.kind is HandBackKind.CONFLICT
    assert not dialog.hand_back_button.isEnabled()
    dialog.reason.setPlainText("I taught at this school.")
    dialog.hand_back_button.click()
    settle()
    assert place.page.view.hand_back.kind is HandBackKind.CONFLICT
    assert place.page._curtain.lock is Lock.HANDED_BACK
    assert EventKind.DECLARED not in events(place)


def test_cancelling_that_asks_again(place: Workplace) -> None:
    question(place).buttons[1].click()
    settle()
    place.page.integrity.dialog.reject()
    settle()
    assert question(place).isVisible()
    assert place.page._curtain.lock is Lock.UNDECLARED


def test_it_is_asked_once(place: Workplace) -> None:
    question(place).buttons[0].click()
    settle()
    place.page.leave()
    place.page.open_assignment(ASSIGNMENT)
    settle()
    assert place.page._curtain.lock is None


@pytest.mark.parametrize("role", [Role.PRACTICE, Role.CALIBRATE])
def test_exemplars_show_nobody_to_know(place: Workplace, role: Role) -> None:
    exemplar = replace(an_assignment(), role=role, revision=2)
    with place.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("assignment", ASSIGNMENT, exemplar, revision=2))
    place.page.open_assignment(ASSIGNMENT)
    settle()
    assert place.page._curtain.lock is None


def test_a_policy_may_do_without(place: Workplace) -> None:
    policy = replace(a_policy(), is_declaration_required=False)
    with place.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("policy", policy.policy_id, policy, revision=2))
    place.page.open_assignment(ASSIGNMENT)
    settle()
    assert place.page._curtain.lock is None


def test_handed_back_elsewhere_meanwhile_is_told(place: Workplace) -> None:
    with place.store.factory() as uow:
        hand_back(uow, place.bench.tools, ASSIGNMENT, HandBackKind.RECUSAL, "Not mine.")
    question(place).buttons[0].click()
    settle()
    assert "handed back" in place.screens.said[-1]
    assert place.store.reads.workbench(ASSIGNMENT).declaration is None


def test_nothing_is_marked_before_declaring(place: Workplace) -> None:
    mark_criterion(place.context, 1)
    settle()
    assert place.marks == ()
