"""The comment bank dialog: search, change, remove and bring back, files in and out."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from assessor_app.commands import composing
from assessor_app.gui.dialogs.comment_bank import CommentBankDialog
from assessor_app.services import comments
from tests.fakes.store_factory import ACHIEVEMENT_ID, criterion_id
from tests.gui.workbench_fixtures import Workplace, open_workbench, settle


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        tools: Any = workplace.bench.tools
        for text, criterion in (("You wait well.", criterion_id(2)), ("Try open questions.", None)):
            workplace.desk.write(
                partial(comments.save, tools=tools, achievement_id=ACHIEVEMENT_ID, text=text, criterion_id=criterion)
            )
        yield workplace


@pytest.fixture
def bank(place: Workplace, tmp_path: Path, qtbot) -> Iterator[Any]:
    file = str(tmp_path / "comments.csv")
    dialog = CommentBankDialog(
        place.desk, place.page.view, place.page, choose_save=lambda: file, choose_open=lambda: file
    )
    dialog.show()
    yield dialog
    dialog.close()
    dialog.deleteLater()
    settle()


def texts(place: Workplace) -> set[str]:
    return {comment.text for comment in place.store.reads.comments(ACHIEVEMENT_ID)}


def choose(bank: Any, words: str) -> None:
    bank.search.setText(words)
    bank.list.setCurrentRow(0)


def test_it_is_searched_by_words_and_by_criterion(bank: Any) -> None:
    assert bank.list.count() == 2
    choose(bank, "WAIT")
    assert bank.list.count() == 1
    assert bank.list.item(0).text() == "You wait well.\nCriterion 2 · not used yet"
    assert (bank.text.toPlainText(), bank.criterion.currentText()) == ("You wait well.", "2  Waits three seconds")
    bank.search.setText("criterion 2")
    assert bank.list.count() == 1


def test_a_comment_is_changed(place: Workplace, bank: Any) -> None:
    choose(bank, "wait")
    bank.text.setPlainText("You wait very well.")
    bank.criterion.setCurrentIndex(0)
    bank.save_button.click()
    found = next(c for c in place.store.reads.comments(ACHIEVEMENT_ID) if "very" in c.text)
    assert found.criterion_id is None
    assert texts(place) == {"You wait very well.", "Try open questions."}
    assert bank.chosen == found
    assert "Saved" in bank.told.text()


def test_a_new_one_is_made_and_an_empty_one_refused_in_words(place: Workplace, bank: Any) -> None:
    bank.new_button.click()
    bank.save_button.click()
    assert "no words to keep" in bank.told.text()
    QTest.keyClicks(bank.text, "Quite new.")
    bank.save_button.click()
    assert "Quite new." in texts(place)


def test_words_not_saved_are_saved_on_closing(place: Workplace, bank: Any) -> None:
    bank.new_button.click()
    QTest.keyClicks(bank.text, "Nearly lost.")
    bank.reject()
    assert "Nearly lost." in texts(place)


def test_what_was_removed_is_brought_back(place: Workplace, bank: Any) -> None:
    before = place.store.reads.comments(ACHIEVEMENT_ID)
    choose(bank, "wait")
    bank.remove_button.click()
    assert texts(place) == {"Try open questions."}
    bank.undo_button.click()
    assert place.store.reads.comments(ACHIEVEMENT_ID) == before
    assert not bank.undo_button.isEnabled()


def test_an_empty_bank_says_what_it_is_for(place: Workplace, bank: Any) -> None:
    assert bank.empty.isHidden()
    bank.search.setText("nothing like this")
    assert "all 2" in bank.empty.text()
    bank.search.clear()
    for _ in range(2):
        choose(bank, "")
        bank.remove_button.click()
    assert not bank.empty.isHidden()
    assert "Ctrl+K" in bank.empty.text()
    assert bank.list.accessibleDescription() == bank.empty.text()


def test_it_goes_into_a_file_and_comes_back(place: Workplace, bank: Any, tmp_path: Path) -> None:
    bank.export_button.click()
    assert "not encrypted" in bank.told.text()
    before = texts(place)
    for _ in range(2):
        choose(bank, "")
        bank.remove_button.click()
    assert texts(place) == set()
    bank.import_button.click()
    assert texts(place) == before
    assert bank.told.text().startswith("2 comments were added")


@pytest.mark.parametrize("data", [b"\x00garbage", b"", b"[" * 50_000, b"x" * 9_000_000])
def test_a_bad_file_changes_nothing_and_says_why(place: Workplace, bank: Any, tmp_path: Path, data: bytes) -> None:
    before = texts(place)
    (tmp_path / "comments.csv").write_bytes(data)
    bank.import_button.click()
    assert "This file is no comment bank" in bank.told.text()
    assert texts(place) == before


def test_a_file_that_cannot_be_read_or_written_is_said(bank: Any, tmp_path: Path) -> None:
    bank.import_button.click()
    assert "comments.csv" in bank.told.text()
    (tmp_path / "comments.csv").mkdir()
    bank.told.setText("")
    bank.export_button.click()
    assert "comments.csv" in bank.told.text()


def test_it_is_opened_by_key_and_read_again_when_it_closes(place: Workplace) -> None:
    composing.show_bank(place.context)
    dialog = place.page.composing.aids.bank_dialog
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.search
    dialog.new_button.click()
    QTest.keyClicks(dialog.text, "From the dialog.")
    dialog.save_button.click()
    dialog.reject()
    settle()
    assert "From the dialog." in {offer.text for offer in place.page.composing.aids._offers(None)}


def test_every_key_of_the_composer_does_what_it_says(place: Workplace) -> None:
    place.page.focus_named("feedback")
    pane = place.panes.feedback
    composing.turn_part(place.context, 1)
    assert pane.part_id == criterion_id(1)
    composing.turn_part(place.context, -1)
    assert pane.part_id == ""
    composing.turn_preview(place.context)
    assert pane.preview.isVisible()
    composing.turn_preview(place.context)
    composing.insert_moment(place.context)
    assert "No moment is cited" in place.screens.said[-1]
    composing.next_finding(place.context)
    assert "No unknown word" in place.screens.said[-1]
    pane.edit.insertPlainText("Kept by key.")
    composing.keep_comment(place.context)
    assert "Kept by key." in texts(place)
    place.page.leave()
    composing.show_bank(place.context)
    assert "Open a submission first" in place.screens.said[-1]
