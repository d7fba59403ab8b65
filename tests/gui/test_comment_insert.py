"""Typing "/" offers comments; every other "/" is only a "/"."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assessor_app.domain.comment import Comment
from assessor_app.gui.models.comment_offers import Offer, matching, offers_for
from assessor_app.gui.widgets.comment_insert import CommentInsert
from assessor_app.gui.widgets.text_autosave import AutosaveEdit
from tests.fakes.store_factory import a_rubric, criterion_id, level_id

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the offscreen one, of popups
OFFERS = (Offer("You wait after the question.", "Rubric, Demonstrated"), Offer("Try open questions.\n\nTwice.", "Mine"))


@pytest.fixture
def field(qtbot) -> Any:
    edit = AutosaveEdit()
    qtbot.addWidget(edit)
    edit.resize(500, 200)
    insert = CommentInsert(edit, lambda: OFFERS)
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    qtbot.waitActive(edit)
    yield edit, insert
    insert._popup.hide()


def types(field: Any, words: str) -> None:
    """As from a keyboard: to the list while it is open, which hands letters on."""
    edit, insert = field
    for letter in words:
        if letter == "\n":
            press(field, Qt.Key.Key_Return)
            continue
        QTest.keyClicks(insert._popup if insert.is_open else edit, letter)


def press(field: Any, key: Qt.Key) -> None:
    edit, insert = field
    QTest.keyClick(insert._popup if insert.is_open else edit, key)


def test_a_slash_opens_the_list_and_enter_inserts(field: Any) -> None:
    edit, insert = field
    inserted: list[Offer] = []
    insert.inserted.connect(inserted.append)
    types(field, "First: /")
    assert insert.shown == OFFERS
    press(field, Qt.Key.Key_Return)
    assert edit.toPlainText() == "First: You wait after the question."
    assert inserted == [OFFERS[0]]
    assert not insert.is_open
    edit.undo()
    assert edit.toPlainText() == "First: /"


def test_typing_on_narrows_and_arrows_and_tab_choose(field: Any) -> None:
    edit, insert = field
    types(field, "/qu")
    assert insert.shown == OFFERS
    press(field, Qt.Key.Key_Down)
    press(field, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "Try open questions.\n\nTwice."
    types(field, "\n/after")
    assert insert.shown == OFFERS[:1]


def test_escape_leaves_what_was_typed_and_it_stays_only_a_slash(field: Any) -> None:
    edit, insert = field
    types(field, "/wa")
    press(field, Qt.Key.Key_Escape)
    assert not insert.is_open
    types(field, "it")
    assert not insert.is_open
    assert edit.toPlainText() == "/wait"


@pytest.mark.parametrize("words", ["and/or", "https://e.org/x", "3/4 and 12/05/2026", "a / b", "/zzz", "km/h", "/ "])
def test_other_slashes_are_never_swallowed(field: Any, words: str) -> None:
    edit, insert = field
    types(field, words)
    assert not insert.is_open
    assert edit.toPlainText() == words
    press(field, Qt.Key.Key_Return)
    assert edit.toPlainText() == f"{words}\n"


def test_deleting_the_slash_or_moving_away_closes_the_list(field: Any) -> None:
    edit, insert = field
    types(field, "/w")
    press(field, Qt.Key.Key_Backspace)
    assert insert.is_open
    press(field, Qt.Key.Key_Backspace)
    assert not insert.is_open
    types(field, "a /")
    assert insert.is_open
    cursor = edit.textCursor()
    cursor.setPosition(0)
    edit.setTextCursor(cursor)
    assert not insert.is_open


def test_nothing_is_offered_where_nothing_can_be_written(field: Any) -> None:
    edit, insert = field
    edit.setReadOnly(True)
    types(field, "/")
    assert not insert.is_open


def test_a_megabyte_and_odd_letters_do_not_disturb(field: Any) -> None:
    edit, insert = field
    edit.setPlainText("some words here\n" * 60_000 + " 😀 שלום ")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    types(field, "/try")
    press(field, Qt.Key.Key_Return)
    assert edit.toPlainText().endswith("\n 😀 שלום Try open questions.\n\nTwice.")


def a_comment(text: str, criterion: str | None = None) -> Comment:
    return Comment(text, "achievement", criterion, text, 0, datetime(2026, 3, 2, tzinfo=UTC))


def test_the_chosen_levels_words_come_first_then_what_fits_the_criterion() -> None:
    rubric = a_rubric()
    criterion = rubric.criterion(criterion_id(1))
    own = (a_comment("any"), a_comment("of two", criterion_id(2)), a_comment("of one", criterion_id(1)))
    found = offers_for(rubric, criterion_id(1), level_id(1, "Progressing"), own)
    canned = [level.canned_feedback for level in criterion.levels if level.canned_feedback]
    assert [o.text for o in found][-3:] == ["of one", "any", "of two"]
    assert len(found) == len(canned) + 3
    if canned:
        assert found[0].text == criterion.level(level_id(1, "Progressing")).canned_feedback
    overall = offers_for(rubric, None, None, own)
    assert [o.text for o in overall][:3] == ["any", "of two", "of one"]
    assert offers_for(rubric, "elsewhere", None, ()) == ()


def test_every_word_typed_must_be_there() -> None:
    assert matching(OFFERS, "QUEST twice") == OFFERS[1:]
    assert matching(OFFERS, "demonstrated") == OFFERS[:1]
    assert matching(OFFERS * 100, "") == (OFFERS * 100)[:40]
