"""Submitting from the workbench: what is missing is named and led to, what was sent can only be read."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.outbox import OutboxState, OutboxVerb, Receipt
from assessor_app.domain.submission import AssignmentState
from assessor_app.gui.dialogs.submit import SubmitDialog
from assessor_app.gui.dialogs.submit_preview import FeedbackPreview
from assessor_app.services import annotate, feedback, score
from assessor_app.services.reopen import take_returned
from tests.fakes.store_factory import SERVER_ID, START, a_mark, arrives, criterion_id, level_id
from tests.gui.workbench_fixtures import ASSIGNMENT, Workplace, open_workbench, settle


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        yield workplace


def judge(place: Workplace, *numbers: int, level: str = "Demonstrated") -> None:
    """Mark, score, cite and give a reason for these criteria."""
    tools: Any = place.bench.tools
    for number in numbers:
        mark, chosen = a_mark(1_000_000 * number, number), level_id(number, level)
        place.desk.write(partial(annotate.add, tools=tools, mark=mark))
        of_criterion = {"tools": tools, "assignment_id": ASSIGNMENT, "criterion_id": criterion_id(number)}
        place.desk.write(partial(score.set_level, **of_criterion, level_id=chosen))
        place.desk.write(partial(score.cite, **of_criterion, annotation_id=mark.annotation_id))
        place.desk.write(partial(score.set_rationale, **of_criterion, text=f"Reason {number}."))


def write_feedback(place: Workplace, words: str = "**You wait.**") -> None:
    place.desk.write(lambda uow: feedback.set_text(uow, place.bench.tools, ASSIGNMENT, words))


def ask(place: Workplace) -> Any:
    place.page.ask_submit()
    settle()
    dialog = place.page._submitting.dialog
    assert isinstance(dialog, SubmitDialog)
    return dialog


def test_each_missing_thing_is_named_and_leads_to_its_place(place: Workplace) -> None:
    judge(place, 1)
    dialog = ask(place)
    assert [part.text() for part in dialog.parts] == [
        "Criterion 2, Waits three seconds: choose a level",
        "Criterion 3, Builds on answers: choose a level",
        "The feedback for the candidate is empty: write it",
    ]
    assert not dialog.submit_button.isEnabled()
    dialog.parts[1].click()
    assert place.page.focused_criterion_id == criterion_id(3)
    assert place.panes.rubric.card(criterion_id(3)).isAncestorOf(place.page.focusWidget())


def test_the_missing_feedback_leads_to_the_feedback(place: Workplace) -> None:
    judge(place, 1, 2, 3)
    ask(place).parts[-1].click()
    assert place.page.focusWidget() is place.panes.feedback.edit


def test_the_dialog_opens_with_the_focus_on_cancel(place: Workplace) -> None:
    judge(place, 1, 2, 3)
    write_feedback(place)
    dialog = ask(place)
    assert dialog.focusWidget() is dialog.cancel_button
    assert dialog.submit_button.isEnabled()
    dialog.reject()
    assert place.page.view.assessment.state is AssessmentState.DRAFT


def test_words_still_being_typed_are_in_what_is_submitted(place: Workplace) -> None:
    judge(place, 1, 2, 3)
    place.page.focus_named("feedback")
    QTest.keyClicks(place.panes.feedback.edit, "Typed a moment ago")
    dialog = ask(place)
    assert dialog.is_complete
    assert "Typed a moment ago" in dialog.preview.toPlainText()


def test_the_preview_reads_like_the_candidate_will_read_it(place: Workplace) -> None:
    judge(place, 1, 2, 3)
    write_feedback(place)
    words = ask(place).preview.toPlainText()
    start = "Wait time\nAwarded, once Riverside confirms it\nOverall\nYou wait.\n1 Asks open questions\nDemonstrated\n"
    assert words.startswith(f"{start}Demonstrated of Asks open questions\nWhy\nReason 1.\nLook at: 00:01")
    assert "By these levels" not in words


def test_the_preview_fetches_nothing_and_runs_nothing(qtbot, place: Workplace, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"")
    preview = FeedbackPreview()
    qtbot.addWidget(preview)
    view = place.page.view
    words = f"![alt]({picture}) <b>x</b>"
    preview.show_assessment(replace(view, assessment=replace(view.assessment, feedback=words)), {})
    assert "alt <b>x</b>" in preview.toPlainText()
    assert preview.loadResource(QTextDocument.ResourceType.ImageResource.value, str(picture)) is None


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("Demonstrated", "Provisional: awarded — every criterion reaches its required level"),
        ("Not yet", "Provisional: not yet — criteria 1, 2 and 3 are below their required levels"),
    ],
)
def test_the_decision_is_told_as_provisional(place: Workplace, level: str, words: str) -> None:
    said = place.panes.rubric.progress
    assert said.decision.text() == "No decision yet — criteria 1, 2 and 3 are open"
    judge(place, 1, 2, 3, level=level)
    assert said.decision.text() == words
    assert said.missing.words == "3 of 3 scored · feedback missing"


def test_after_submitting_it_waits_to_be_sent_and_can_only_be_read(place: Workplace) -> None:
    submit(place)
    assert place.page.view.assessment.state is AssessmentState.QUEUED
    assert place.panes.banner.words.startswith("Submitted. Waiting to send")
    card = place.panes.rubric.card(criterion_id(1))
    assert card.rationale.isReadOnly()
    assert not card.acceptDrops()
    assert place.panes.feedback.edit.isReadOnly()
    assert place.panes.top_bar._submit.isHidden()
    place.page.ask_submit()
    assert place.page._submitting.dialog is None
    assert place.screens.said[-1].startswith("Submitted. Waiting to send")


def test_a_receipt_is_shown_with_its_code(place: Workplace) -> None:
    submit(place)
    item = next(row for row in place.store.reads.outbox() if row.verb is OutboxVerb.PUT_FINAL)
    with place.store.factory() as uow:
        stored = uow.outbox.get(item.op_id)
        uow.outbox.update(replace(stored, state=OutboxState.ACCEPTED))
        uow.receipts.add(a_receipt(item.op_id, stored.path, stored.body_sha256))
        uow.assessments.put(replace(place.page.view.assessment, state=AssessmentState.ACCEPTED))
    assessment_id = place.page.view.assessment.assessment_id
    place.desk.publish(
        Changes.of(Touched(Kind.ASSESSMENT, assessment_id, ASSIGNMENT), Touched(Kind.RECEIPT, item.op_id, ASSIGNMENT))
    )
    assert place.panes.banner.words == f"Received by Riverside · receipt {item.op_id[-4:].upper()}"


def test_a_refused_assessment_is_taken_back_from_the_banner(place: Workplace) -> None:
    submit(place)
    button = place.panes.banner.edit_button
    assert button.isHidden()
    settled_as(place, OutboxState.PARKED, AssessmentState.PARKED)
    assert "did not take this assessment" in place.panes.banner.words
    assert not button.isHidden()
    button.click()
    assert place.page.view.is_editable
    assert (place.panes.banner.words, button.isHidden()) == ("", True)
    assert place.screens.said[-1].startswith("The assessment is a draft again.")


def test_a_returned_assessment_can_be_changed_as_the_banner_says(place: Workplace) -> None:
    submit(place)
    settled_as(place, OutboxState.ACCEPTED, AssessmentState.ACCEPTED)
    assert not place.page.view.is_editable
    returned = replace(place.page.view.assignment, state=AssignmentState.RETURNED, revision=2)
    change = arrives("assignment", ASSIGNMENT, returned, 2)
    with place.store.factory() as uow:
        changes = take_returned(uow, SERVER_ID, change, place.bench.clock.now)
        uow.remote.put(SERVER_ID, change)
    place.desk.publish(changes)
    assert place.panes.banner.words.startswith("Riverside returned this assessment to you. Change what is asked for")
    assert place.page.view.is_editable
    assert not place.panes.feedback.edit.isReadOnly()
    assert not place.panes.top_bar._submit.isHidden()


def settled_as(place: Workplace, state: OutboxState, became: AssessmentState) -> None:
    final = next(row for row in place.store.reads.outbox() if row.verb is OutboxVerb.PUT_FINAL)
    assessment = place.page.view.assessment
    with place.store.factory() as uow:
        uow.outbox.update(replace(uow.outbox.get(final.op_id), state=state, tries=1))
        uow.assessments.put(replace(assessment, state=became))
    place.desk.publish(Changes.of(Touched(Kind.ASSESSMENT, assessment.assessment_id, ASSIGNMENT)))


def submit(place: Workplace) -> None:
    judge(place, 1, 2, 3)
    write_feedback(place)
    ask(place).submit_button.click()
    settle()


def a_receipt(op_id: str, resource: str, body_sha256: str) -> Receipt:
    return Receipt(
        op_id=op_id,
        server_id=SERVER_ID,
        assignment_id=ASSIGNMENT,
        resource=resource,
        kid="key-1",
        public_jwk="{}",
        body_sha256=body_sha256,
        revision=1,
        received_at=START,
        server_epoch="epoch-1",
        disposition="accepted",
        reason="",
        document="{}",
    )
