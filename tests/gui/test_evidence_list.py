"""Marks on texts, PDFs and pictures: words found, places named and sorted, list and evidence in step."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from assessor_app.domain.annotation import (
    TimeSelector,
)
from assessor_app.domain.submission import AssignmentState
from assessor_app.gui.models.moments import Column
from tests.fakes.store_factory import SERVER_ID, an_assignment, arrives, criterion_id
from tests.gui.evidence_fixtures import on_screen
from tests.gui.evidence_reader import KEY, Reader, reader
from tests.gui.test_workbench_keys import CTRL, SHIFT
from tests.gui.workbench_fixtures import (
    ASSIGNMENT,
    PDF,
    PICTURE,
    TEXT,
    VIDEO,
    settle,
)

__all__ = ["reader"]

# ---- finding words --------------------------------------------------------------------------------


def test_ctrl_f_finds_in_the_pdf_and_the_hit_is_quoted(reader: Reader, qtbot: Any) -> None:
    reader.open(PDF)
    reader.press(KEY.Key_F, CTRL)
    assert reader.focus is reader.panes.evidence.tools.field
    reader.type("PLAN")
    reader.press(KEY.Key_Return)
    qtbot.waitUntil(lambda: reader.pdf._search.is_done)
    reader.press(KEY.Key_F3)
    assert reader.said == reader.panes.evidence.tools.found_words == "2 of 2"
    reader.press(KEY.Key_Escape)
    assert reader.focus is reader.pdf
    assert reader.pdf.chosen_words == "plan"
    reader.press(KEY.Key_1)
    (mark,) = reader.marks
    assert mark.selector.page == 3
    assert mark.selector.quote.quote == "plan"
    reader.press(KEY.Key_F3, SHIFT)
    assert reader.said == "1 of 2"


def test_ctrl_f_finds_in_a_text_and_from_the_moments_in_the_moments(reader: Reader) -> None:
    reader.open(TEXT)
    word = reader.panes.evidence.text.toPlainText().split()[1]
    reader.press(KEY.Key_F, CTRL)
    reader.type(word)
    reader.press(KEY.Key_Return)
    reader.press(KEY.Key_Escape)
    assert reader.panes.evidence.text.textCursor().selectedText() == word
    reader.press(KEY.Key_1)
    reader.press(KEY.Key_M)
    reader.press(KEY.Key_F, CTRL)
    assert reader.focus is reader.panes.moments.finder.field


# ---- the list and the evidence ----------------------------------------------------------------------


def marked(reader: Reader) -> dict[str, str]:
    """One mark on every kind of evidence; name -> id."""
    ids = {}
    for name, artifact in (("picture", PICTURE), ("text", TEXT), ("page 2", PDF), ("video", VIDEO)):
        reader.open(artifact)
        if name == "page 2":
            reader.pdf.go_to_page(1)
        known = {mark.annotation_id for mark in reader.marks}
        reader.press(KEY.Key_1)
        (ids[name],) = {mark.annotation_id for mark in reader.marks} - known
    return ids


def test_the_list_names_places_and_sorts_by_part_then_place(reader: Reader) -> None:
    marked(reader)
    reader.open(PDF)
    reader.press(KEY.Key_1)
    first = next(mark for mark in reader.marks if mark.artifact_id == TEXT).selector.quote
    rows = reader.rows()
    assert rows[0].startswith("00:") or ":" in rows[0]
    assert rows[1:3] == ["Page 1", "Page 2"]
    assert rows[3].startswith(f"“{first[:10]}")
    assert rows[4] == "Whole"
    reader.press(KEY.Key_M, CTRL | SHIFT)
    assert reader.rows() == rows[::-1]


def test_choosing_a_moment_opens_its_part_page_and_place(reader: Reader) -> None:
    ids = marked(reader)
    for name, shown in (("page 2", "pdf"), ("text", "text"), ("picture", "image"), ("page 2", "pdf")):
        reader.page.play_from(reader.page.annotation(ids[name]))
        settle()
        evidence = reader.panes.evidence
        assert evidence.shown is getattr(evidence, shown)
        assert reader.page._state.selected_ids == (ids[name],)
        assert reader.panes.moments.selected_ids == (ids[name],)
        if name == "page 2":
            assert reader.pdf.page == 1
            assert reader.pdf.marks.flashed == ids[name]
            assert reader.pdf.marks.selected == {ids[name]}


def test_a_chip_of_a_cited_place_names_it_and_leads_there(reader: Reader) -> None:
    ids = marked(reader)
    reader.page._select(ids["page 2"])
    reader.press(KEY.Key_C)
    reader.open(VIDEO)
    chips = [b for b in reader.panes.rubric.card(criterion_id(1)).findChildren(QPushButton) if b.text() == "Page 2"]
    assert chips
    assert "Page 2" in chips[0].accessibleName()
    chips[0].click()
    settle()
    assert reader.panes.evidence.shown is reader.pdf
    assert reader.pdf.page == 1


def test_a_mark_clicked_on_the_page_is_selected_in_the_list_and_the_other_way_round(reader: Reader) -> None:
    reader.open(PDF)
    reader.press(KEY.Key_Left)
    reader.press(KEY.Key_1)
    share = reader.pdf.region.share
    reader.press(KEY.Key_Escape)
    (mark,) = reader.marks
    settle()
    reader.pdf.grab()
    centre = share.center()
    at = on_screen(reader.pdf, 0, centre.x(), centre.y())
    QTest.mouseClick(reader.pdf.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle()
    assert reader.panes.moments.selected_ids == (mark.annotation_id,)
    reader.panes.moments.table.clearSelection()
    settle()
    assert reader.pdf.marks.selected == frozenset()
    reader.panes.moments.table.selectAll()
    settle()
    assert reader.pdf.marks.selected == {mark.annotation_id}


def test_keys_go_from_mark_to_mark_on_the_evidence(reader: Reader) -> None:
    reader.open(PDF)
    for page in (2, 0, 1):
        reader.pdf.go_to_page(page)
        reader.press(KEY.Key_1)
    pages = []
    for _ in range(3):
        reader.type(".")
        pages.append(reader.pdf.page)
    assert pages == [0, 1, 2]
    reader.type(".")
    assert "no moment after" in reader.said
    reader.type(",")
    assert reader.pdf.page == 1


def test_a_place_is_not_edited_as_a_time_and_the_rest_is(reader: Reader) -> None:
    marked(reader)
    model = reader.panes.moments.model
    editable = Qt.ItemFlag.ItemIsEditable
    for row in range(model.rowCount()):
        is_timed = isinstance(model.annotation_at(row).selector, TimeSelector)
        assert bool(model.flags(model.index(row, Column.TIME)) & editable) is is_timed
        assert model.flags(model.index(row, Column.TEXT)) & editable
        assert model.flags(model.index(row, Column.CRITERION)) & editable


def test_words_that_are_quoted_are_found_in_the_list(reader: Reader) -> None:
    marked(reader)
    quote = next(mark for mark in reader.marks if mark.artifact_id == TEXT).selector.quote
    reader.panes.moments.finder.field.setText(quote.split()[0])
    reader.panes.moments.finder.field.returnPressed.emit()
    settle()
    assert len(reader.rows()) == 1


def test_a_text_that_changed_keeps_the_mark_and_says_so(reader: Reader) -> None:
    reader.open(TEXT)
    reader.press(KEY.Key_1)
    (mark,) = reader.marks
    reader.panes.evidence.show_text("Something else altogether.")
    settle()
    assert reader.panes.evidence.text.lost == {mark.annotation_id}
    assert reader.rows() == ["The text has changed"]
    model = reader.panes.moments.model
    spoken = str(model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole))
    assert "the text has changed" in spoken
    reader.panes.evidence.show_text(f"New. {mark.selector.quote}")
    settle()
    assert reader.rows() != ["The text has changed"]


def test_a_withdrawn_submission_shows_nothing_and_takes_no_mark(reader: Reader) -> None:
    reader.open(PDF)
    reader.press(KEY.Key_1)
    withdrawn = replace(an_assignment(), state=AssignmentState.WITHDRAWN, revision=9)
    with reader.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("assignment", ASSIGNMENT, withdrawn, revision=9))
    reader.page.open_assignment(ASSIGNMENT)
    settle()
    assert reader.pdf.pages.pages == 0
    reader.press(KEY.Key_1)
    assert len(reader.marks) == 1


def test_the_note_line_stands_under_what_is_on_show(reader: Reader) -> None:
    reader.open(PDF)
    reader.press(KEY.Key_1)
    line = reader.panes.video.note_line
    assert line.isVisible()
    assert line._place.text() == "Page 1"
    reader.open(VIDEO)
    assert line.isVisible()
    reader.press(KEY.Key_1)
    reader.press(KEY.Key_Return)
    assert reader.focus is line.field
    reader.press(KEY.Key_Escape)
    assert reader.focus is reader.panes.video.surface
