"""Outbox and receipts: nothing unsent is hidden, every reason has its next step, every receipt can be kept."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.conflict import ConflictKind
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.domain.outcome import ComparedLevel, Outcome
from assessor_app.gui.models.outbox import Column
from assessor_app.gui.models.outbox_entries import Standing, entries, standing_words, what
from assessor_app.gui.models.receipts import as_json, as_text
from assessor_app.gui.pages.outbox.details import EntryDetails
from assessor_app.gui.pages.outbox.page import OutboxPage
from assessor_app.services import annotate, feedback, score, submit
from tests.fakes.store_factory import Bench, Clock, a_mark, criterion_id, level_id
from tests.gui.rows import NOW, outbox_row, receipt_row
from tests.gui.shell_fixtures import Shell, open_shell

SMALL = OutboxVerb.PUT_ANNOTATION


# ---- lines ----


def test_small_changes_of_one_assignment_are_one_line() -> None:
    rows = [outbox_row(f"op-{number}", verb=SMALL, assignment_id="a1") for number in range(12)]
    rows.append(outbox_row("op-x", verb=OutboxVerb.PUT_DRAFT, assignment_id="a2"))
    lines = entries(rows, [])
    assert sorted(what(line) for line in lines) == [
        "1 change to moments and draft",
        "12 changes to moments and draft",
    ]


def test_decisions_stand_alone_and_what_needs_the_assessor_comes_first() -> None:
    lines = entries(
        [
            outbox_row("op-1", assignment_id="a1"),
            outbox_row("op-2", assignment_id="a2", verb=OutboxVerb.RETURN, created_at=NOW),
            outbox_row("op-3", assignment_id="a3", state=OutboxState.PARKED, cause="The rubric has changed."),
        ],
        [receipt_row("op-9")],
    )
    assert [standing_words(line) for line in lines] == ["Needs you", "Waiting to send", "Waiting to send", "Received"]
    assert what(lines[1]) == "Assignment handed back"
    assert lines[0].words == "The rubric has changed."


def test_a_parked_small_change_is_never_folded_away() -> None:
    rows = [outbox_row("op-1", verb=SMALL), outbox_row("op-2", verb=SMALL, state=OutboxState.PARKED, cause="No.")]
    assert {line.standing for line in entries(rows, [])} == {Standing.NEEDS_YOU, Standing.WAITING}


def test_a_refused_report_is_shown_with_its_reason_and_can_go_again() -> None:
    report = outbox_row("op-e", verb=OutboxVerb.POST_EVENTS, state=OutboxState.PARKED, cause="No.", tries=1)
    (line,) = entries([report], [])
    assert (line.standing, what(line), line.words) == (
        Standing.NEEDS_YOU,
        "Report of what was opened and changed",
        "No.",
    )


@pytest.mark.parametrize("state", [OutboxState.PENDING, OutboxState.SENDING, OutboxState.HELD])
def test_reports_of_what_was_opened_are_nothing_to_wait_for_or_to_settle(state: OutboxState) -> None:
    report = outbox_row("op-e", verb=OutboxVerb.POST_EVENTS, state=state, cause="This server takes no events.")
    lines = entries([report, outbox_row("op-1")], [receipt_row("op-f", verb=OutboxVerb.POST_EVENTS)])
    assert [(line.verb, line.standing) for line in lines] == [(OutboxVerb.PUT_FINAL, Standing.WAITING)]


def test_a_held_assessment_is_one_line_with_its_receipt() -> None:
    (line,) = entries(
        [outbox_row("op-5", state=OutboxState.HELD, tries=1)],
        [receipt_row("op-5", disposition="held_for_review", reason="the lease had ended")],
    )
    assert line.standing is Standing.HELD
    assert line.receipts[0].op_id == "op-5"
    assert "the lease had ended" in line.words


def test_the_next_try_is_told_while_something_waits() -> None:
    at = NOW + timedelta(minutes=4)
    (line,) = entries([outbox_row(tries=2, not_before_at=at)], [])
    assert (line.tries, line.next_try_at) == (2, at)


def test_receipts_of_small_changes_are_gathered_those_of_decisions_are_not() -> None:
    receipts = [receipt_row(f"op-{number}", verb=SMALL) for number in range(4)] + [receipt_row("op-final")]
    lines = entries([], receipts)
    assert sorted(line.count for line in lines) == [1, 4]


# ---- receipts ----


def test_a_receipt_as_text_has_everything_to_prove_it() -> None:
    text = as_text(receipt_row())
    for part in ("7F3A", "op-9", "3f2a9c1b" * 8, "riverside-2026", "assignments/a1/assessments/x"):
        assert part in text


def test_a_receipt_as_json_is_complete() -> None:
    stored = json.loads(as_json((receipt_row(),)))
    assert stored["op_id"] == "op-9"
    assert stored["body_sha256"] == "3f2a9c1b" * 8
    assert stored["received_at"] == "2026-03-02T16:30:00+00:00"


@pytest.fixture
def details(qapp: QApplication, tmp_path: Path) -> Iterator[EntryDetails]:
    pane = EntryDetails(Clock(NOW).now, lambda _parent, suggestion: str(tmp_path / suggestion))
    yield pane
    pane.deleteLater()


def test_the_details_name_server_and_receipt(details: EntryDetails) -> None:
    details.show_entry(entries([], [receipt_row()])[0])
    words = [label.text() for label in details.findChildren(QLabel)]
    assert "Received by Riverside · receipt 7F3A" in words
    assert "op-9" in words


def test_the_details_of_finished_work_say_what_became_of_it_and_its_proof_does_not(details: EntryDetails) -> None:
    levels = (ComparedLevel("c1", "l2", "l2"), ComparedLevel("c2", "l2", "l1"))
    outcome = Outcome("a1", True, "awarded", "not-yet", True, levels, "urn:c", "valid", NOW)
    receipt = receipt_row(outcome=outcome)
    details.show_entry(entries([], [receipt])[0])
    words = next(label.text() for label in details.findChildren(QLabel) if "Decided" in label.text())
    assert words == (
        "Decided: awarded. By your levels it was: not yet. You and the other assessor: the same level in 1 of 2. "
        "A third person decided between the two. A credential was issued to the candidate (valid)."
    )
    assert "outcome" not in json.loads(as_json((receipt,)))
    details.show_entry(entries([], [receipt_row(outcome=replace(outcome, is_decided=False))])[0])
    told = [label.text() for label in details.findChildren(QLabel)]
    assert "Not decided yet: another assessor is still at work." in told


def test_a_parked_line_shows_reason_and_next_step(details: EntryDetails) -> None:
    cause = "The rubric has changed since you scored. Sync, look at what is different and submit again."
    details.show_entry(entries([outbox_row(state=OutboxState.PARKED, cause=cause)], [])[0])
    assert cause in [label.text() for label in details.findChildren(QLabel)]
    assert not details.save_button.isVisibleTo(details)


def test_a_receipt_can_be_copied(details: EntryDetails, qapp: QApplication) -> None:
    details.show_entry(entries([], [receipt_row()])[0])
    details.copy_button.click()
    assert "op-9" in qapp.clipboard().text()


def test_a_receipt_can_be_saved_and_a_failure_is_said(details: EntryDetails, tmp_path: Path) -> None:
    said: list[str] = []
    details.said.connect(said.append)
    details.show_entry(entries([], [receipt_row()])[0])
    details.save_button.click()
    assert json.loads((tmp_path / "receipt-4F2-A7K9.json").read_text())["kid"] == "riverside-2026"

    details._ask = lambda _parent, _suggestion: str(tmp_path / "no folder" / "x.json")
    details.save_button.click()
    assert said[0] == "The receipt was saved."
    assert "Choose another folder" in said[1]


# ---- the page over a real store ----


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with open_shell(qapp, tmp_path) as opened:
        yield opened


def shown(shell: Shell) -> OutboxPage:
    shell.window.show_outbox()
    page = shell.window.stack.currentWidget()
    assert isinstance(page, OutboxPage)
    return page


def test_an_empty_outbox_says_what_will_be_here(shell: Shell) -> None:
    page = shown(shell)
    assert page.empty.title == "Nothing is waiting"
    assert not page.send.isEnabled()


def test_work_that_waits_is_listed_and_sent_on_demand(shell: Shell) -> None:
    page = shown(shell)
    bench = Bench()
    for start_us in (1_000_000, 2_000_000):
        shell.desk.write(partial(annotate.add, tools=bench.tools, mark=a_mark(start_us)))
    (entry,) = page.model.entries
    assert entry.count == 2
    assert page.model.text(entry, Column.WHAT) == "2 changes to moments and draft"
    page.send.click()
    assert shell.desk.syncs == 1


def test_chips_show_one_kind_only(shell: Shell) -> None:
    page = shown(shell)
    page.model.set_entries(entries([outbox_row()], [receipt_row("op-9")]))
    page._show_state()
    page.chips.choose(Standing.RECEIVED.value)
    assert [page.model.entry_at(place).standing for place in range(page.model.rowCount())] == [Standing.RECEIVED]
    page.chips.choose(Standing.HELD.value)
    assert page.empty.title == "Nothing here"


def parked_in(shell: Shell, entity_id: str) -> str:
    """Park the only item of this entity; return its op id."""
    with shell.desk._factory() as uow:
        (item,) = uow.outbox.open_of(entity_id)
        uow.outbox.update(replace(item, state=OutboxState.PARKED, tries=1, cause="It was refused. Decide."))
    return item.op_id


def submitted(shell: Shell) -> str:
    """A final of assignment-1 that its server refused; return the assessment's id."""
    tools, home = shell.desk.tools, "assignment-1"
    with shell.desk._factory() as uow:
        for number in (1, 2, 3):
            mark = annotate.add(uow, tools, a_mark(number * 1_000_000, number)).value
            where = (uow, tools, home, criterion_id(number))
            score.set_level(*where, level_id(number))
            score.set_rationale(*where, "As seen.")
            score.cite(*where, mark.annotation_id)
        feedback.set_text(uow, tools, home, "Well waited.")
        item = submit.submit(uow, tools, home).value
        uow.outbox.update(replace(item, state=OutboxState.PARKED, tries=1, cause="It was refused. Decide."))
        assessment = uow.assessments.get(home)
        assert assessment is not None
        uow.assessments.put(replace(assessment, state=AssessmentState.PARKED))
    return assessment.assessment_id


def test_only_a_parked_line_offers_a_decision_and_says_what_will_happen(details: EntryDetails) -> None:
    decision = details.decision
    for row in (outbox_row(), outbox_row(state=OutboxState.HELD)):
        details.show_entry(entries([row], [])[0])
        assert not decision.isVisibleTo(details)
    details.show_entry(entries([outbox_row(verb=SMALL, state=OutboxState.PARKED)], [])[0])
    assert decision.send_button.isVisibleTo(details)
    assert not decision.edit_button.isVisibleTo(details)
    assert "once more, as it is now" in decision.words.text()
    assert not decision.decide_button.isVisibleTo(details)
    contested = outbox_row(verb=SMALL, state=OutboxState.PARKED, conflict=ConflictKind.OTHER_LAPTOP)
    details.show_entry(entries([contested], [])[0])
    assert not decision.send_button.isVisibleTo(details)
    assert decision.decide_button.isVisibleTo(details)
    assert not decision.decide_button.isEnabled(), "the other side is not here yet"
    assert "Go online" in decision.words.text()
    withdrawn = outbox_row(verb=SMALL, state=OutboxState.PARKED, conflict=ConflictKind.WITHDRAWN)
    details.show_entry(entries([withdrawn], [])[0])
    assert decision.aside_button.isVisibleTo(details)
    assert not decision.send_button.isVisibleTo(details)
    details.show_entry(entries([outbox_row(state=OutboxState.PARKED)], [])[0])
    assert decision.edit_button.isVisibleTo(details)
    assert "becomes a draft" in decision.edit_button.accessibleDescription()
    assert (decision.send_button.accessibleName(), decision.edit_button.accessibleName()) == (
        "Send again",
        "Edit again",
    )


def test_a_parked_mark_is_sent_again_from_its_details(shell: Shell) -> None:
    bench = Bench()
    mark = a_mark(1_000_000)
    shell.desk.write(partial(annotate.add, tools=bench.tools, mark=mark))
    old = parked_in(shell, mark.annotation_id)
    page = shown(shell)
    page.table.selectRow(0)
    page.details.decision.send_button.click()
    with shell.desk._factory() as uow:
        (item,) = uow.outbox.open_of(mark.annotation_id)
    assert (item.state, item.op_id == old) == (OutboxState.PENDING, False)
    assert [entry.standing for entry in page.model.entries] == [Standing.WAITING]
    assert shell.desk.syncs == 1


def test_a_parked_assessment_is_taken_back_from_its_details(shell: Shell) -> None:
    assessment_id = submitted(shell)
    page = shown(shell)
    said: list[str] = []
    page.said.connect(said.append)
    page.table.selectRow(next(n for n, e in enumerate(page.model.entries) if e.standing is Standing.NEEDS_YOU))
    page.details.decision.edit_button.click()
    with shell.desk._factory() as uow:
        assert uow.outbox.open_of(assessment_id) == ()
        assessment = uow.assessments.get("assignment-1")
    assert assessment is not None
    assert assessment.state is AssessmentState.DRAFT
    assert "is a draft again" in said[0]
    page._edit_again("assignment-1")
    assert "Only the server can return it" in said[1]
