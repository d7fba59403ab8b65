"""What screens are shown: inbox, workbench, outbox and counts."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.event import EventKind
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.domain.outcome import Outcome
from assessor_app.domain.submission import AssignmentState
from assessor_app.services import annotate, events, score
from assessor_app.services.refusals import NotReceived, UnknownAssignment
from assessor_app.services.views import WaitingCounts
from assessor_app.store.profile_store import Store
from tests.fakes.store_factory import (
    RUBRIC_ID,
    SERVER_ID,
    START,
    Bench,
    a_mark,
    a_rubric,
    a_server,
    an_assignment,
    arrives,
    criterion_id,
    level_id,
    make_store,
    make_world,
)
from tests.unit.store.test_repositories import a_receipt

TOOLS = Bench().tools


def test_the_inbox_shows_every_assignment_soonest_due_first(tmp_path: Path) -> None:
    with make_world(tmp_path, ("later", "sooner", "undated")) as store:
        with store.factory() as uow:
            sooner = replace(an_assignment("sooner", "submission-2"), due_at=START)
            undated = replace(an_assignment("undated", "submission-3"), due_at=None, lease_until_at=None)
            uow.remote.put(SERVER_ID, arrives("assignment", "sooner", sooner, 2))
            uow.remote.put(SERVER_ID, arrives("assignment", "undated", undated, 2))
        rows = store.reads.inbox()
        assert [row.assignment_id for row in rows] == ["sooner", "later", "undated"]
        assert (rows[0].due_at, rows[0].lease_until_at) == (START, START + timedelta(days=2))
        assert (rows[2].due_at, rows[2].lease_until_at) == (None, None)
        assert store.reads.inbox_rows(["undated", "later"]) == (rows[1], rows[2])
        assert store.reads.inbox_rows([]) == ()
        assert store.reads.inbox_rows(["later"], ["submission-2", "nobody's"]) == (rows[0], rows[1])
        assert store.reads.inbox_rows([], ["submission-3"]) == (rows[2],)


def test_an_inbox_row_shows_the_assignment_and_how_far_the_assessor_is(store: Store) -> None:
    with store.factory() as uow:
        score.set_level(uow, TOOLS, "assignment-1", criterion_id(1), level_id(1))
        assessment = uow.assessments.get("assignment-1")
        assert assessment is not None
        uow.assessments.put(replace(assessment, state=AssessmentState.ACCEPTED))
    (row,) = store.reads.inbox()
    assert (row.server_name, row.code, row.micro_credential, row.attempt) == ("Riverside", "4F2A7K9", "Wait time", 1)
    assert (row.assignment_state, row.state) == (AssignmentState.OPEN, "accepted")


def test_an_assignment_whose_submission_has_not_come_is_in_the_inbox(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        with store.factory() as uow:
            uow.servers.put(a_server())
            uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", an_assignment()))
        (row,) = store.reads.inbox()
        assert (row.media_size, row.media_state, row.state) == (0, "absent", "draft")
        with pytest.raises(NotReceived):
            store.reads.workbench("assignment-1")


def test_the_workbench_has_everything_before_the_first_edit(store: Store) -> None:
    view = store.reads.workbench("assignment-1")
    assert view.is_editable
    assert view.assessment == store.reads.assessment("assignment-1")
    assert (view.assessment.assessment_id, view.assessment.state) == ("", AssessmentState.DRAFT)
    assert (view.assessment.rubric_digest, view.assessment.scores) == ("rubric-digest-1", ())
    assert view.rubric.criterion(criterion_id(1)).required_level_id == level_id(1, "Progressing")
    assert [artifact.number for artifact in view.submission.artifacts] == [1, 2, 3]
    assert set(view.media) == {"submission-1/artifacts/1", "submission-1/artifacts/2"}
    assert (view.server_name, view.policy.citations_per_criterion) == ("Riverside", 1)


def test_an_unknown_assignment_is_refused(store: Store) -> None:
    with pytest.raises(UnknownAssignment):
        store.reads.workbench("assignment-9")
    with pytest.raises(UnknownAssignment):
        store.reads.assessment("assignment-9")


def test_scores_are_shown_on_the_rubric_they_were_made_with(store: Store) -> None:
    with store.factory() as uow:
        score.set_level(uow, TOOLS, "assignment-1", criterion_id(1), level_id(1))
        uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, a_rubric("2"), 2))
    assert store.reads.workbench("assignment-1").rubric.digest == "rubric-digest-1"


def test_before_any_score_the_newest_rubric_is_shown_and_used(store: Store) -> None:
    with store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, a_rubric("2"), 2))
    assert store.reads.workbench("assignment-1").rubric.digest == "rubric-digest-2"
    with store.factory() as uow:
        score.set_level(uow, TOOLS, "assignment-1", criterion_id(1), level_id(1))
    assert store.reads.assessment("assignment-1").rubric_digest == "rubric-digest-2"


def test_the_outbox_shows_what_is_not_settled(store: Store) -> None:
    states = (OutboxState.PARKED, OutboxState.HELD, OutboxState.ACCEPTED, OutboxState.SUPERSEDED, OutboxState.PENDING)
    with store.factory() as uow:
        for state in states:
            made = annotate.add(uow, TOOLS, a_mark()).value
            (item,) = uow.outbox.open_of(made.annotation_id)
            uow.outbox.update(replace(item, state=state, cause="conflict", server_words="changed elsewhere", tries=2))
    rows = store.reads.outbox()
    assert [row.state for row in rows] == [OutboxState.PARKED, OutboxState.HELD, OutboxState.PENDING]
    assert (rows[0].server_name, rows[0].code, rows[0].verb) == ("Riverside", "4F2A7K9", OutboxVerb.PUT_ANNOTATION)
    assert (rows[0].cause, rows[0].server_words, rows[0].tries) == ("conflict", "changed elsewhere", 2)
    assert store.reads.waiting() == WaitingCounts(finals=0, drafts=1, parked=1, held=1)


@pytest.mark.parametrize("state", [OutboxState.PENDING, OutboxState.PARKED, OutboxState.HELD])
def test_reports_of_what_was_opened_count_only_where_they_were_refused(store: Store, state: OutboxState) -> None:
    with store.factory() as uow:
        events.record(uow, TOOLS, "assignment-1", EventKind.BLANKED)
        (item,) = uow.outbox.line(SERVER_ID, "assignment-1")
        uow.outbox.update(replace(item, state=state))
        assert uow.outbox.count_unsent(SERVER_ID) == (1 if state is OutboxState.PENDING else 0)
    is_refused = state is OutboxState.PARKED
    assert store.reads.waiting() == WaitingCounts(finals=0, drafts=0, parked=int(is_refused), held=0)
    assert len(store.reads.outbox()) == 1, "doctor and support still find it"


def test_finals_and_returns_are_counted_as_waiting_apart_from_drafts(store: Store) -> None:
    with store.factory() as uow:
        made = annotate.add(uow, TOOLS, a_mark()).value
        (item,) = uow.outbox.open_of(made.annotation_id)
        uow.outbox.add(replace(item, op_id="final", verb=OutboxVerb.PUT_FINAL, state=OutboxState.SENDING))
        uow.outbox.add(replace(item, op_id="return", verb=OutboxVerb.RETURN))
    assert store.reads.waiting() == WaitingCounts(finals=2, drafts=1, parked=0, held=0)


def test_a_receipt_says_what_was_received(store: Store) -> None:
    with store.factory() as uow:
        made = annotate.add(uow, TOOLS, a_mark()).value
        (item,) = uow.outbox.open_of(made.annotation_id)
        uow.receipts.add(a_receipt(item.op_id))
        uow.receipts.add(a_receipt("op-0001", minutes=-5))
    assert [row.verb for row in store.reads.receipts()] == [OutboxVerb.PUT_ANNOTATION, None]


def test_the_receipt_of_a_final_knows_what_became_of_it(store: Store) -> None:
    outcome = Outcome("assignment-1", True, "awarded", "awarded", credential_id="urn:c")
    with store.factory() as uow:
        made = annotate.add(uow, TOOLS, a_mark()).value
        (item,) = uow.outbox.open_of(made.annotation_id)
        uow.outbox.add(replace(item, op_id="op-final", verb=OutboxVerb.PUT_FINAL))
        for op_id in (item.op_id, "op-final"):
            uow.receipts.add(a_receipt(op_id))
        uow.outcomes.put(outcome)
    found = {row.verb: row.outcome for row in store.reads.receipts()}
    assert found == {OutboxVerb.PUT_ANNOTATION: None, OutboxVerb.PUT_FINAL: outcome}
