"""Words and marks are never lost on the way to the disk, and nothing is called saved before it is there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from assessor_app.commands import annotate, change_marks, edit
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.services.annotate import add
from assessor_app.services.vault_ports import DiskFull
from tests.fakes.store_factory import SERVER_ID, a_mark, an_assignment, arrives, criterion_id
from tests.gui.workbench_fixtures import ASSIGNMENT, Workplace, open_workbench, settle

FULL = "The disk is full."


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        workplace.page.player.at_us = 12_000_000
        yield workplace


@pytest.fixture
def full_disk(monkeypatch) -> Any:
    """Everything is refused until it is called."""

    def refuse(*_: object, **__: object) -> None:
        raise DiskFull(FULL)

    with monkeypatch.context() as patch:
        for verb in ("annotate.edit", "annotate.add", "score.set_rationale", "score.set_level", "feedback.set_text"):
            patch.setattr(f"assessor_app.services.{verb}", refuse)
        yield patch.undo


def mark(place: Workplace, number: int = 1) -> Any:
    annotate.mark_criterion(place.context, number)
    settle()
    return place.page.last_mark_id


def saved_words(place: Workplace) -> str:
    return str(place.panes.top_bar._saved.text())


def edit_in_row(place: Workplace, annotation_id: str, words: str) -> QLineEdit:
    place.page.focus_named("moments")
    place.panes.moments.select((annotation_id,))
    change_marks.mark_note(place.context)
    editor = place.panes.moments.table.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, words)
    return editor


def arrive_again(place: Workplace) -> None:
    """A sync brings a new due date: everything of the submission is read again."""
    news = replace(an_assignment(), revision=2, attempt=2)
    with place.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("assignment", ASSIGNMENT, news, revision=2))
        add(uow, place.bench.tools, a_mark(1_000_000))
    place.desk.publish(Changes.of(Touched(Kind.ASSIGNMENT, ASSIGNMENT)))
    settle()


# ---- notes in the list of moments ----


def test_a_note_being_typed_in_its_row_outlives_a_sync(place: Workplace) -> None:
    marked = mark(place)
    editor = edit_in_row(place, marked, "in the middle of a wo")
    arrive_again(place)
    assert place.panes.moments.model.rowCount() == 2
    assert editor.text() == "in the middle of a wo"
    QTest.keyClicks(editor, "rd")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert {m.annotation_id: m.text for m in place.marks}[marked] == "in the middle of a word"


def test_a_note_being_typed_in_its_row_outlives_a_change_of_its_mark(place: Workplace) -> None:
    marked = mark(place)
    editor = edit_in_row(place, marked, "half")
    change_marks.mark_type(place.context, "worry")
    settle()
    assert editor.text() == "half"


def test_a_note_being_typed_in_its_row_is_saved_on_leaving(place: Workplace) -> None:
    edit_in_row(place, mark(place), "not lost")
    place.page.leave()
    assert place.marks[0].text == "not lost"


# ---- notes that could not be saved, or were left ----


def test_words_left_with_esc_are_there_after_leaving_and_coming_back(place: Workplace) -> None:
    marked = mark(place)
    change_marks.mark_note(place.context)
    QTest.keyClicks(place.panes.video.note_line.field, "half a thou")
    place.page.focus_pane(0)
    place.page.leave()
    place.page.open_assignment(ASSIGNMENT)
    place.page._select(marked)
    change_marks.mark_note(place.context)
    assert place.panes.video.note_line.field.text() == "half a thou"


@pytest.mark.parametrize("is_left", [False, True])
def test_a_refused_note_is_said_and_its_words_come_back(place: Workplace, is_left: bool) -> None:
    marked = mark(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assessor_app.services.annotate.edit", refuse_all)
        change_marks.mark_note(place.context)
        field = place.panes.video.note_line.field
        QTest.keyClicks(field, "counts to four")
        if is_left:
            place.page.leave()
            place.page.open_assignment(ASSIGNMENT)
            place.page._select(marked)
        else:
            QTest.keyClick(field, Qt.Key.Key_Return)
            assert saved_words(place) == "Not saved"
    assert any(FULL in said and "note" in said for said in place.screens.said)
    change_marks.mark_note(place.context)
    assert field.text() == "counts to four"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert place.marks[0].text == "counts to four"
    assert saved_words(place).startswith("Saved")
    assert place.page.is_settled


def test_a_note_refused_in_its_row_is_there_when_the_row_is_opened_again(place: Workplace) -> None:
    marked = mark(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assessor_app.services.annotate.edit", refuse_all)
        QTest.keyClick(edit_in_row(place, marked, "in the row"), Qt.Key.Key_Return)
        settle()
    editor = edit_in_row(place, marked, "")
    assert editor.text() == "in the row"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert place.marks[0].text == "in the row"


def test_the_note_of_a_mark_that_was_refused_is_told_in_full(place: Workplace) -> None:
    place.desk.hold()
    annotate.mark_criterion(place.context, 1)
    change_marks.mark_note(place.context)
    field = place.panes.video.note_line.field
    QTest.keyClicks(field, "counts to four")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assessor_app.services.annotate.add", refuse_all)
        place.desk.release()
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "counts to four" in place.screens.said[-1]
    assert saved_words(place) == "Not saved"
    assert place.page.is_settled


def refuse_all(*_: object, **__: object) -> None:
    raise DiskFull(FULL)


# ---- what the top bar says ----


def choose_level(place: Workplace) -> None:
    edit.choose_level(place.context, 2)


def mark_it(place: Workplace) -> None:
    annotate.mark_criterion(place.context, 1)


@pytest.mark.parametrize("act", [choose_level, mark_it])
def test_saved_is_not_said_while_a_command_is_on_its_way(place: Workplace, act: Any) -> None:
    place.desk.hold()
    act(place)
    rationale = place.panes.rubric.card(criterion_id(1)).rationale
    QTest.keyClicks(rationale, "a reason")
    assert saved_words(place) == "Saving…"
    waiting, place.desk._waiting = place.desk._waiting or [], None
    rationale.flush()  # this one overtakes
    assert rationale.is_settled
    assert saved_words(place) == "Saving…"
    for write in waiting:
        write()
    assert saved_words(place).startswith("Saved on this laptop")


def test_words_that_were_taken_back_leave_nothing_to_save(place: Workplace) -> None:
    mark(place)
    rationale = place.panes.rubric.card(criterion_id(1)).rationale
    QTest.keyClicks(rationale, "ab")
    assert saved_words(place) == "Saving…"
    QTest.keyClick(rationale, Qt.Key.Key_Backspace)
    QTest.keyClick(rationale, Qt.Key.Key_Backspace)
    assert saved_words(place).startswith("Saved on this laptop")


@pytest.mark.parametrize("act", [choose_level, mark_it])
def test_a_command_that_was_refused_by_the_disk_is_not_saved(place: Workplace, full_disk: Any, act: Any) -> None:
    act(place)
    assert saved_words(place) == "Not saved"
    assert place.panes.top_bar._saved.toolTip() == FULL
    full_disk()
    act(place)
    assert saved_words(place).startswith("Saved on this laptop")


def test_a_refused_reason_stays_unsaved_whatever_else_is_saved(place: Workplace) -> None:
    rationale = place.panes.rubric.card(criterion_id(1)).rationale
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assessor_app.services.score.set_rationale", refuse_all)
        QTest.keyClicks(rationale, "a reason")
        rationale.flush()
    mark(place)
    assert saved_words(place) == "Not saved"
    rationale.flush()
    assert saved_words(place).startswith("Saved on this laptop")


def test_a_key_a_rule_says_no_to_leaves_what_is_saved_saved(place: Workplace) -> None:
    mark(place)
    place.page.player.at_us = 1_000_000
    annotate.mark_end(place.context)
    assert "ends after it begins" in place.screens.said[-1]
    assert saved_words(place).startswith("Saved on this laptop")


def test_looking_whether_all_is_saved_is_no_work_of_its_own(place: Workplace) -> None:
    place.page._acts.after_all(lambda: None)
    assert saved_words(place) == "No changes yet"
