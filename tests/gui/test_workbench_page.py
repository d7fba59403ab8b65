"""The workbench: marks, notes, levels, citations and reasons reach the disk and come back to the right place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QRadioButton

from assessor_app.commands import annotate, change_marks, edit
from assessor_app.domain.annotation import MarkType
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.submission import AssignmentState, MediaState
from assessor_app.gui.widgets.rubric_card import MOMENT_MIME
from assessor_app.media.player import PlayerState
from assessor_app.services.annotate import add
from assessor_app.services.views import ArtifactMedia
from tests.fakes.store_factory import SERVER_ID, a_mark, an_assignment, arrives, criterion_id, level_id
from tests.gui.workbench_fixtures import ASSIGNMENT, ODD, PDF, PICTURE, TEXT, VIDEO, Workplace, open_workbench, settle

AT_US = 12_000_000


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        workplace.page.player.at_us = AT_US
        yield workplace


def press_mark(place: Workplace, number: int) -> Any:
    annotate.mark_criterion(place.context, number)
    settle()
    return place.page.last_mark_id


def state_of(place: Workplace) -> Any:
    return place.page.player.state


def radio(place: Workplace, number: int, name: str) -> Any:
    card = place.panes.rubric.card(criterion_id(number))
    return next(b for b in card.findChildren(QRadioButton) if b.text() == name)


def offers(place: Workplace, number: int) -> list[QPushButton]:
    settle()
    card = place.panes.rubric.card(criterion_id(number))
    return [b for b in card.findChildren(QPushButton) if b.property("look") == "offer" and not b.isHidden()]


def head(place: Workplace, number: int) -> Any:
    return place.panes.rubric.card(criterion_id(number))._header.accessibleDescription()


def test_a_mark_becomes_a_row_and_a_saved_line(place: Workplace) -> None:
    marked = press_mark(place, 2)
    assert [m.annotation_id for m in place.marks] == [marked]
    assert place.panes.moments.model.rowCount() == 1
    assert "1 moment" in head(place, 2)
    assert "No moments" in head(place, 1)
    assert place.panes.top_bar._saved.text().startswith("Saved on this laptop")
    assert place.panes.video.note_line._place.text() == "00:00:12.000"


def test_nothing_is_called_saved_before_anything_was_done(place: Workplace) -> None:
    assert place.panes.top_bar._saved.text() == "No changes yet"


def test_enter_after_a_mark_pauses_takes_the_note_and_plays_on(place: Workplace) -> None:
    marked = press_mark(place, 1)
    place.page.player.state = PlayerState.PLAYING
    change_marks.mark_note(place.context)
    field = place.panes.video.note_line.field
    assert state_of(place) is PlayerState.PAUSED
    assert field.hasFocus()
    QTest.keyClicks(field, "counts to four")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert place.marks[0].text == "counts to four"
    assert place.page.annotation(marked).text == "counts to four"
    assert state_of(place) is PlayerState.PLAYING
    assert place.panes.video.surface.hasFocus()


def test_esc_leaves_the_note_and_keeps_the_words_for_next_time(place: Workplace) -> None:
    press_mark(place, 1)
    change_marks.mark_note(place.context)
    field = place.panes.video.note_line.field
    QTest.keyClicks(field, "half a thou")
    place.page.focus_pane(0)
    assert place.marks[0].text == ""
    change_marks.mark_note(place.context)
    assert field.text() == "half a thou"


def test_a_note_is_saved_when_another_field_is_clicked(place: Workplace) -> None:
    press_mark(place, 1)
    change_marks.mark_note(place.context)
    QTest.keyClicks(place.panes.video.note_line.field, "clicked away")
    place.page.focus_named("feedback")
    assert place.marks[0].text == "clicked away"


def test_the_type_key_means_the_last_mark_or_the_selected_one(place: Workplace) -> None:
    first, second = press_mark(place, 1), press_mark(place, 2)
    change_marks.mark_type(place.context, "strength")
    place.page._select(first)
    change_marks.mark_type(place.context, "worry")
    kinds = {m.annotation_id: m.mark_type for m in place.marks}
    assert kinds == {first: MarkType.WORRY, second: MarkType.STRENGTH}


def test_a_fresh_mark_takes_the_place_of_the_selection(place: Workplace) -> None:
    first = press_mark(place, 1)
    place.page._select(first)
    second = press_mark(place, 2)
    assert place.page.chosen_mark_id == second


def test_levels_citations_and_rationale_reach_the_disk(place: Workplace) -> None:
    marked = press_mark(place, 1)
    radio(place, 1, "Progressing").click()
    assert "uncited" in head(place, 1)
    offers(place, 1)[0].click()
    settle()
    card = place.panes.rubric.card(criterion_id(1))
    QTest.keyClicks(card.rationale, "open questions")
    card.rationale.flush()
    stored = place.score(criterion_id(1))
    assert (stored.level_id, stored.cited, stored.rationale) == (
        level_id(1, "Progressing"),
        (marked,),
        "open questions",
    )
    assert "uncited" not in head(place, 1)
    assert "1 cited" in head(place, 1)
    assert offers(place, 1) == []


def test_a_citation_can_be_taken_back(place: Workplace) -> None:
    press_mark(place, 1)
    offers(place, 1)[0].click()
    settle()
    place.panes.rubric.card(criterion_id(1))._chips.uncite_asked.emit(place.page.last_mark_id)
    assert place.score(criterion_id(1)).cited == ()
    assert len(offers(place, 1)) == 1


def test_a_moment_without_criterion_dropped_on_one_becomes_its_evidence(place: Workplace) -> None:
    annotate.mark_plain(place.context)
    drop(place, 3, place.page.last_mark_id)
    assert place.marks[0].criterion_id == criterion_id(3)
    assert place.score(criterion_id(3)).cited == (place.marks[0].annotation_id,)


def test_a_moment_of_another_criterion_is_not_cited_silently(place: Workplace) -> None:
    drop(place, 3, press_mark(place, 1))
    assert place.score(criterion_id(3)) is None
    assert "another criterion" in place.screens.said[-1]


def drop(place: Workplace, number: int, annotation_id: str) -> None:
    carried = QMimeData()
    carried.setData(MOMENT_MIME, annotation_id.encode())
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place.panes.rubric.card(criterion_id(number)).dropEvent(QDropEvent(QPointF(5, 5), actions, carried, buttons, keys))


def test_undo_and_redo_refresh_just_what_they_touch(place: Workplace) -> None:
    press_mark(place, 2)
    radio(place, 1, "Demonstrated").click()
    edit.undo_last(place.context)
    assert "no level yet" in head(place, 1)
    edit.undo_last(place.context)
    assert place.panes.moments.model.rowCount() == 0
    assert place.page.last_mark_id is None
    edit.redo_last(place.context)
    assert place.panes.moments.model.rowCount() == 1
    assert "1 moment" in head(place, 2)


def test_one_more_mark_reads_one_mark_however_many_there_are(place: Workplace, monkeypatch) -> None:
    with place.store.factory() as uow:
        for number in range(200):
            add(uow, place.bench.tools, a_mark(1_000_000 * number))
    place.page.open_assignment(ASSIGNMENT)
    asked: list[int] = []
    read_marks = place.store.reads.annotations

    def count(_: object, wanted: frozenset[str]) -> Any:
        asked.append(len(wanted))
        return read_marks(wanted)

    def refuse(*_: object) -> None:
        raise AssertionError("everything was read again")

    monkeypatch.setattr(type(place.store.reads), "annotations", count)
    monkeypatch.setattr(type(place.store.reads), "workbench", refuse)
    press_mark(place, 1)
    assert asked == [1]
    assert place.desk.complaints == []
    assert place.panes.moments.model.rowCount() == 201


def test_a_rationale_being_typed_is_never_overwritten_by_an_older_reading(place: Workplace) -> None:
    card = place.panes.rubric.card(criterion_id(1))
    QTest.keyClicks(card.rationale, "first words")
    radio(place, 1, "Progressing").click()  # reads the assessment, which has no rationale yet
    assert card.rationale.toPlainText() == "first words"
    place.page.leave()
    assert place.score(criterion_id(1)).rationale == "first words"


def test_what_could_not_be_saved_says_so_and_stays(place: Workplace, monkeypatch) -> None:
    card = place.panes.rubric.card(criterion_id(1))

    def refuse(*_: object, **__: object) -> None:
        raise OSError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr("assessor_app.services.score.set_rationale", refuse)
        QTest.keyClicks(card.rationale, "kept")
        card.rationale.flush()
    assert place.panes.top_bar._saved.text() == "Not saved"
    assert card.rationale.is_dirty
    card.rationale.flush()
    assert place.score(criterion_id(1)).rationale == "kept"


def test_feedback_is_saved_by_itself_and_shown_again(place: Workplace) -> None:
    place.page.focus_named("feedback")
    edit_field = place.panes.feedback.edit
    QTest.keyClicks(edit_field, "You wait.")
    place.page.focus_pane(0)
    assert place.store.reads.assessment(ASSIGNMENT).feedback == "You wait."
    place.page.leave()
    place.page.open_assignment(ASSIGNMENT)
    assert edit_field.toPlainText() == "You wait."


def test_a_chosen_moment_plays_from_its_pre_roll_on_its_own_video(place: Workplace) -> None:
    marked = press_mark(place, 1)
    place.show(TEXT)
    place.page.play_from(place.page.annotation(marked))
    assert place.page.artifact.artifact_id == VIDEO
    assert place.page.player.at_us == AT_US - 5_000_000
    assert place.page.player.state is PlayerState.PLAYING


def test_a_note_is_edited_in_its_row_when_the_list_has_the_focus(place: Workplace) -> None:
    marked = press_mark(place, 1)
    place.page.focus_named("moments")
    place.panes.moments.select((marked,))
    change_marks.mark_note(place.context)
    editor = place.panes.moments.table.focusWidget()
    QTest.keyClicks(editor, "in the row")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert place.marks[0].text == "in the row"


def test_the_list_shows_only_what_the_filters_let_through(place: Workplace) -> None:
    press_mark(place, 1)
    press_mark(place, 2)
    boxes = place.panes.moments.filters.by_criterion, place.panes.moments.filters.by_type
    boxes[0].setCurrentIndex(2)
    assert place.panes.moments.model.rowCount() == 1
    boxes[1].setCurrentIndex(1)
    assert place.panes.moments.model.rowCount() == 0
    assert "No moments of this kind" in place.panes.moments._empty.text()


def test_every_part_opens_in_its_own_view(place: Workplace) -> None:
    evidence = place.panes.evidence
    shown = []
    for artifact_id in (PDF, TEXT, PICTURE, ODD, VIDEO):
        place.show(artifact_id)
        shown.append(evidence.shown)
    assert shown == [evidence.pdf, evidence.text, evidence.image, evidence.notice, evidence.video]
    assert evidence.text.toPlainText() == "I waited longer than I thought."
    assert evidence.tabs.tabText(3) == "Student work · changed"


def test_a_damaged_pdf_says_so_and_the_others_still_open(qapp, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path, pdf=b"%PDF-1.7 broken") as place:
        place.show(PDF)
        assert place.panes.evidence.shown is place.panes.evidence.notice
        assert "damaged" in place.panes.evidence.notice._sentence.text()
        place.show(PICTURE)
        assert place.panes.evidence.shown is place.panes.evidence.image


def test_what_is_not_here_can_be_fetched_and_opens_when_it_arrives(place: Workplace) -> None:
    absent(place, PICTURE, MediaState.ABSENT)
    place.show(PICTURE)
    notice = place.panes.evidence.notice
    assert notice._title.text() == "Not on this laptop yet"
    notice._fetch.click()
    assert place.desk.fetched == [(ASSIGNMENT,)]
    absent(place, PICTURE, MediaState.DOWNLOADING)
    assert notice._title.text() == "Downloading"
    absent(place, PICTURE, MediaState.PRESENT)
    assert place.panes.evidence.shown is place.panes.evidence.image


@pytest.mark.parametrize("artifact_id", [PICTURE, VIDEO])
def test_whatever_is_not_here_is_downloaded_with_a_button_of_that_name(place: Workplace, artifact_id: str) -> None:
    absent(place, artifact_id, MediaState.ABSENT)
    place.show(artifact_id)
    (button,) = (b for b in place.panes.evidence.findChildren(QPushButton) if b.isVisible() and b.text())
    assert button.text() == "Download"
    button.click()
    assert place.desk.fetched == [(ASSIGNMENT,)]


def test_the_keys_begin_on_the_evidence_that_is_shown(place: Workplace, monkeypatch) -> None:
    shown: list[Any] = []
    focus_player = place.panes.focus_player
    place.show(TEXT)
    place.page.leave()

    def look_first() -> None:
        shown.append(place.panes.evidence.shown)
        focus_player()

    monkeypatch.setattr(place.panes, "focus_player", look_first)
    place.page.open_assignment(ASSIGNMENT)
    assert shown == [place.panes.video]
    assert place.panes.video.surface.hasFocus()


def absent(place: Workplace, artifact_id: str, state: MediaState) -> None:
    with place.store.factory() as uow:
        uow.media.put(ArtifactMedia(artifact_id, state, 10, 100))
    place.desk.publish(Changes.of(Touched(Kind.ARTIFACT, artifact_id)))
    settle()


def test_a_withdrawn_submission_shows_no_evidence_and_keeps_the_work(place: Workplace) -> None:
    press_mark(place, 1)
    gone = replace(an_assignment(), state=AssignmentState.WITHDRAWN, revision=2)
    with place.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("assignment", ASSIGNMENT, gone, revision=2))
    place.desk.publish(Changes.of(Touched(Kind.ASSIGNMENT, ASSIGNMENT)))
    assert "Riverside has withdrawn this submission" in place.panes.banner.words
    assert place.panes.evidence.tabs.count() == 0
    assert place.panes.evidence.shown is place.panes.evidence.notice
    assert place.page.player.state is PlayerState.EMPTY
    assert place.panes.moments.model.rowCount() == 1
    assert not radio(place, 1, "Progressing").isEnabled()


def test_f6_goes_round_all_panes(place: Workplace) -> None:
    panes = place.panes
    press_mark(place, 1)
    stops = []
    for _ in range(5):
        place.page.focus_pane(1)
        stops.append(place.page.focusWidget())
    rubric = place.panes.rubric
    assert stops[0] is panes.video.timeline
    assert rubric.isAncestorOf(stops[1])
    assert stops[2] is panes.moments.table
    assert stops[3] is panes.feedback.edit
    assert stops[4] is panes.video.surface
    place.page.focus_pane(-1)
    assert place.page.focusWidget() is panes.feedback.edit


def test_the_empty_list_can_be_reached_and_hands_the_focus_on(place: Workplace) -> None:
    place.page.focus_named("moments")
    assert place.page.focusWidget() is place.panes.moments._empty
    press_mark(place, 1)
    assert place.page.focusWidget() is place.panes.moments.table


def test_another_assignment_starts_from_nothing(place: Workplace) -> None:
    press_mark(place, 1)
    place.page.leave()
    assert place.page.view is None
    assert place.page.chosen_mark_id is None
    assert not place.page.touched_by(Changes.of(Touched(Kind.ASSIGNMENT, ASSIGNMENT)))
