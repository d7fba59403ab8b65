"""The composer: part by part, saved as typed, previewed as the candidate will read it, and nothing lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from assessor_app.commands.bindings import TABLE
from assessor_app.commands.keymap import Keymap
from assessor_app.gui.key_words import KeyWords
from assessor_app.gui.models.text_findings import FindingKind
from assessor_app.services import annotate, comments, score
from assessor_app.services.vault_ports import DiskFull
from tests.fakes.store_factory import ACHIEVEMENT_ID, a_mark, criterion_id, level_id
from tests.gui.workbench_fixtures import ASSIGNMENT, Workplace, open_workbench, settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the offscreen one, of popups


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        yield workplace


@pytest.fixture
def pane(place: Workplace) -> Any:
    place.page.focus_named("feedback")
    return place.panes.feedback


def cite(place: Workplace, at_us: int = 751_480_000, number: int = 1) -> str:
    tools, mark = place.bench.tools, a_mark(at_us, number)
    place.desk.write(lambda uow: annotate.add(uow, tools, mark))
    place.desk.write(lambda uow: score.cite(uow, tools, ASSIGNMENT, criterion_id(number), mark.annotation_id))
    settle()
    return mark.annotation_id


def write(edit: Any, words: str) -> None:
    edit.insertPlainText(words)  # QTest knows no key for an emoji
    edit.flush()


def stored(place: Workplace, number: int = 0) -> str:
    if not number:
        return str(place.store.reads.assessment(ASSIGNMENT).feedback)
    found = place.score(criterion_id(number))
    return str(found.feedback) if found else ""


def refuse(*_: object, **__: object) -> None:
    raise DiskFull("The disk is full.")


# ---- parts ----


def test_every_criterion_and_the_whole_has_a_part_of_its_own(place: Workplace, pane: Any) -> None:
    assert [part.number for part in pane.parts.parts] == [0, 1, 2, 3]
    write(pane.edit, "Overall words.")
    place.page.composing.turn_part(1)
    write(pane.edit, "Of one.")
    place.page.composing.turn_part(1)
    write(pane.edit, "Of two.")
    assert (stored(place), stored(place, 1), stored(place, 2)) == ("Overall words.", "Of one.", "Of two.")
    place.page.composing.turn_part(-1)
    assert pane.edit.toPlainText() == "Of one."
    assert pane.edit.hasFocus()
    pane.edit.undo()
    assert pane.edit.toPlainText() == ""  # each part keeps its own undo


def test_the_tabs_say_what_is_written_and_where_somebody_may_be_named(place: Workplace, pane: Any) -> None:
    write(pane.edit, "You wait.")
    place.page.composing.turn_part(1)
    write(pane.edit, "You ask Jamal.")
    place.page.composing._renew()
    assert [pane.parts.tabText(n) for n in range(4)] == ["Overall ✓", "1 !", "2", "3"]
    assert "named" in pane.parts.tabToolTip(1)
    assert pane.parts.accessibleTabName(2) == "2  Waits three seconds: nothing written"


def test_the_composer_follows_the_criterion_in_focus_and_the_other_way_round(place: Workplace, pane: Any) -> None:
    place.page.focus_named("rubric")
    place.panes.rubric.open_criterion(criterion_id(1))
    place.panes.rubric.criterion_opened.emit(criterion_id(2))
    assert pane.part_id == criterion_id(2)
    place.page.composing.turn_part(1)
    assert place.page.focused_criterion_id == criterion_id(3)
    place.panes.rubric.criterion_opened.emit(criterion_id(1))  # while somebody writes, their field stays
    assert pane.part_id == criterion_id(3)


def test_what_another_window_stored_is_shown_and_what_is_typed_stays(place: Workplace, pane: Any) -> None:
    tools = place.bench.tools
    place.desk.write(lambda uow: score.set_feedback(uow, tools, ASSIGNMENT, criterion_id(1), "From elsewhere."))
    assert pane.edit_of(criterion_id(1)).toPlainText() == "From elsewhere."
    QTest.keyClicks(pane.edit_of(criterion_id(1)), "mine ")
    place.desk.write(lambda uow: score.set_feedback(uow, tools, ASSIGNMENT, criterion_id(1), "Later."))
    assert "mine" in pane.edit_of(criterion_id(1)).toPlainText()


# ---- nothing lost ----


def test_what_is_being_typed_is_on_the_disk_after_leaving(place: Workplace, pane: Any) -> None:
    QTest.keyClicks(pane.edit, "overall")
    place.page.composing.turn_part(1)
    QTest.keyClicks(pane.edit, "of one")
    place.page.leave()
    assert (stored(place), stored(place, 1)) == ("overall", "of one")


@pytest.mark.parametrize(
    ("service", "number"), [("feedback.set_text", 0), ("score.set_feedback", 2), ("score.set_rationale", 2)]
)
def test_words_refused_after_another_submission_opened_come_back(
    place: Workplace, pane: Any, service: str, number: int
) -> None:
    """The disk is full when one leaves, and the field is gone by the time that is known."""
    is_rationale = service.endswith("rationale")

    def field() -> Any:
        if is_rationale:
            return place.panes.rubric.card(criterion_id(number)).rationale
        return pane.edit_of(criterion_id(number) if number else "")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"assessor_app.services.{service}", refuse)
        place.desk.hold()
        QTest.keyClicks(field(), "not lost")
        place.page.leave()
        place.page.open_assignment("another, which is not there")
        place.desk.release()
        settle()
    assert not place.page.is_settled
    place.page.open_assignment(ASSIGNMENT)
    settle()
    assert field().toPlainText() == "not lost"
    place.page.hand_over()
    settle()
    kept = place.score(criterion_id(number)).rationale if is_rationale else stored(place, number)
    assert kept == "not lost"
    assert place.page.is_settled


def test_words_on_their_way_are_shown_when_their_submission_is_opened_again(place: Workplace, pane: Any) -> None:
    place.desk.hold()
    QTest.keyClicks(pane.edit, "on its way")
    place.page.leave()
    place.page.open_assignment(ASSIGNMENT)
    assert pane.edit.toPlainText() == "on its way"
    place.desk.release()
    settle()
    assert stored(place) == "on its way"


# ---- preview and moments ----


def test_the_preview_shows_what_is_typed_and_its_times_play(place: Workplace, pane: Any) -> None:
    moment = cite(place)
    tools = place.bench.tools
    place.desk.write(lambda uow: score.set_level(uow, tools, ASSIGNMENT, criterion_id(1), level_id(1)))
    place.page.composing.turn_part(1)
    place.page.composing.turn_preview()
    QTest.keyClicks(pane.edit, "**Wait** as at 12:31")
    place.page.composing._renew()
    words = pane.preview.toPlainText()
    assert "Demonstrated of Asks open questions" in words
    assert "Feedback\nWait as at 12:31" in words
    assert f'href="moment:{moment}"' in pane.preview.toHtml()
    played: list[str] = []
    pane.preview.moment_asked.connect(played.append)
    pane.preview.anchorClicked.emit(QUrl(f"moment:{moment}"))
    pane.preview.anchorClicked.emit(QUrl("https://e.org/"))
    assert played == [moment]
    assert place.page._state.selected_id == moment


def test_the_preview_takes_the_rubrics_room_and_gives_it_back(place: Workplace, pane: Any) -> None:
    before = pane.height()
    place.page.composing.turn_preview()
    settle()
    assert pane.preview.isVisible()
    assert pane.height() > before + 150
    place.page.composing.turn_preview()
    settle()
    assert not pane.preview.isVisible()
    assert pane.height() == before


def test_a_cited_moment_is_put_into_the_text_by_its_time(place: Workplace, pane: Any) -> None:
    cite(place)
    pane.moment_button.menu().aboutToShow.emit()
    (action,) = pane.moment_button.menu().actions()
    assert action.text().startswith("12:31")
    action.trigger()
    assert pane.edit.toPlainText() == "12:31"
    place.page.composing.turn_part(2)
    pane.moment_button.menu().aboutToShow.emit()
    assert [a.isEnabled() for a in pane.moment_button.menu().actions()] == [False]
    place.page.composing.insert_moment()
    assert "No moment is cited" in place.screens.said[-1]


# ---- aids ----


def test_unknown_words_and_names_are_found_and_put_right_by_keyboard(place: Workplace, pane: Any) -> None:
    write(pane.edit, "You ask Jamal a qestion.")
    place.page.composing._renew()
    assert pane.findings.text().startswith("1 possible name · 1 unknown word · Not found: ")
    aids = place.page.composing.aids.of(pane.edit)
    pane.edit.moveCursor(QTextCursor.MoveOperation.Start)
    place.page.composing.next_finding()
    assert pane.edit.textCursor().selectedText() == "Jamal"
    assert "may be a person" in aids.menu.actions()[0].text()
    assert [m for m in aids.menu.findChildren(QMenu) if m.isVisible()] == []  # the field's own lends its entries only
    aids.menu.close()
    place.page.composing.next_finding()
    assert pane.edit.textCursor().selectedText() == "qestion"
    next(a for a in aids.menu.actions() if a.text() == "question").trigger()
    aids.menu.close()
    assert pane.edit.toPlainText() == "You ask Jamal a question."


def test_a_word_is_learnt_and_the_language_chosen(place: Workplace, pane: Any) -> None:
    write(pane.edit, "the qwrtz 😀 method qwrtz")
    aids = place.page.composing.aids.of(pane.edit)
    looks = place.page.composing.aids
    assert [f.words for f in looks.looks.findings(pane.edit.toPlainText())] == ["qwrtz", "qwrtz"]
    found = looks.looks.findings(pane.edit.toPlainText())[1]
    aids.select(found)
    assert pane.edit.textCursor().selectedText() == "qwrtz"  # Qt counts an emoji as two
    assert found.kind is FindingKind.SPELLING
    aids.word_learnt.emit("Qwrtz")
    assert looks.looks.findings(pane.edit.toPlainText()) == ()
    assert place.page._settings.get("spelling")["words-en"] == "qwrtz"
    aids.language_chosen.emit("de")
    assert looks.looks.speller.language == "de"
    aids.language_chosen.emit("off")
    assert looks.looks.speller is None


def test_comments_come_by_a_slash_in_feedback_and_rationale(place: Workplace, pane: Any) -> None:
    tools = place.bench.tools
    place.desk.write(lambda uow: comments.save(uow, tools, ACHIEVEMENT_ID, "You wait well.", criterion_id(1)))
    rationale = place.panes.rubric.card(criterion_id(1)).rationale
    place.panes.rubric.open_criterion(criterion_id(1))
    for edit in (pane.edit_of(criterion_id(1)), rationale):
        insert = place.page.composing.aids.of(edit).insert
        QTest.keyClicks(edit, "/")
        assert [offer.text for offer in insert.shown] == ["You wait well."]
        QTest.keyClick(insert._popup, Qt.Key.Key_Return)
        assert edit.toPlainText() == "You wait well."
    assert place.store.reads.comments(ACHIEVEMENT_ID)[0].used == 2


def test_a_selection_is_kept_as_a_comment(place: Workplace, pane: Any) -> None:
    write(pane.edit, "Keep this. Not that.")
    pane.edit.setFocus()
    cursor = pane.edit.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(10, QTextCursor.MoveMode.KeepAnchor)
    pane.edit.setTextCursor(cursor)
    place.page.composing.keep_comment()
    assert [c.text for c in place.store.reads.comments(ACHIEVEMENT_ID)] == ["Keep this."]
    pane.edit.clear()
    place.page.composing.keep_comment()
    assert "no words to keep" in place.screens.said[-1]


# ---- the submit dialog ----


def test_the_submit_dialog_names_names_and_leads_to_each(place: Workplace, pane: Any) -> None:
    tools = place.bench.tools
    write(pane.edit, "You wait. It is Lincoln Elementary.")
    place.desk.write(lambda uow: score.set_rationale(uow, tools, ASSIGNMENT, criterion_id(2), "Jamal answers."))
    place.page.ask_submit()
    settle()
    dialog = place.page._submitting.dialog
    assert [button.text().split(".")[0] for button in dialog.names.names] == [
        "Overall: “Lincoln Elementary” may be a school",
        "Rationale 2: “Jamal” may be a person's name",
    ]
    assert [b.text() for b in dialog.names.advice] == [
        "Overall. Not found: a time or another place in the evidence, a next step"
    ]
    dialog.names.names[0].click()
    settle()
    assert pane.edit.textCursor().selectedText() == "Lincoln Elementary"
    assert place.page.focusWidget() is pane.edit
    place.page.ask_submit()
    settle()
    place.page._submitting.dialog.names.names[1].click()
    settle()
    assert place.panes.rubric.card(criterion_id(2)).rationale.textCursor().selectedText() == "Jamal"


def test_a_condition_code_needs_its_reason_and_tells_its_effect(place: Workplace) -> None:
    tools = place.bench.tools
    place.desk.write(lambda uow: score.set_condition_code(uow, tools, ASSIGNMENT, criterion_id(2), "no-audio"))
    place.page.ask_submit()
    settle()
    dialog = place.page._submitting.dialog
    assert any("write why it cannot be scored (No audio)" in part.text() for part in dialog.parts)
    assert "Could not be scored: No audio" in dialog.preview.toPlainText()
    assert dialog.focusWidget() is dialog.cancel_button
    dialog.reject()


# ---- bad input ----


def test_what_is_pasted_brings_nothing_unseen(pane: Any) -> None:
    data = QMimeData()
    data.setText("a\x00b\u202ec\r\nd\te 😀 שלום")
    data.setHtml("<b>a</b><img src='https://e.org/x.png'>")
    pane.edit.insertFromMimeData(data)
    assert pane.edit.toPlainText() == "abc\nd\te 😀 שלום"


def test_a_pasted_megabyte_is_kept_whole(place: Workplace, pane: Any) -> None:
    data = QMimeData()
    data.setText("some words at 12:31\n" * 52_000)
    pane.edit.insertFromMimeData(data)
    pane.edit.flush()
    place.page.composing._renew()
    assert stored(place) == data.text()
    place.page.composing.turn_preview()
    assert pane.preview.toPlainText().count("some words") == 52_000


def test_sixty_criteria_have_sixty_parts(place: Workplace, pane: Any) -> None:
    (first, *_) = place.page.view.rubric.criteria
    many = tuple(replace(first, criterion_id=f"c{n}", number=n, name=f"Criterion {n}") for n in range(1, 61))
    pane.set_parts(ASSIGNMENT, many)
    assert pane.parts.count() == 61
    place.page.composing.turn_part(-1)
    assert pane.part_id == "c60"


def test_tooltips_name_the_keys_as_they_are(place: Workplace, pane: Any) -> None:
    assert pane.preview_button.toolTip() == "Read it as the candidate will (Ctrl+P)"
    assert pane.moment_button.toolTip() == "Put a cited moment into the text (Ctrl+I)"
    keymap = Keymap(TABLE, {"text/feedback.preview": "Ctrl+D", "workbench/feedback.preview": "Ctrl+D"})
    place.page.show_keys(KeyWords(keymap))
    assert pane.preview_button.toolTip() == "Read it as the candidate will (Ctrl+D)"
