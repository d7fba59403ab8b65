"""Fairness end to end: what a laptop declares, hands back and reports, and what comes back from the server."""

from functools import partial
from typing import Any

import pytest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.event import EventKind
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.domain.submission import AssignmentState, MediaState, Returned
from assessor_app.practice import control, reviewing
from assessor_app.services import events, score
from assessor_app.services.evidence import discard_handed_back
from assessor_app.services.hand_back import hand_back
from assessor_app.services.vault_ports import NotOnThisLaptop
from tests.fakes.exchange_fixtures import NewAssignment
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation


@pytest.fixture
def signed_in(laptop: Workstation, shared_server: PracticeProcess) -> Workstation:
    laptop.sign_in(shared_server.invite, shared_server.tokens["assessor-1"])
    return laptop


def reported(server: PracticeProcess, assignment_id: str) -> list[dict[str, Any]]:
    return control.read(server.data_dir, partial(reviewing.events, assignment_id=assignment_id))


def unsent(laptop: Workstation, assignment_id: str) -> int:
    with laptop.store.factory() as uow:
        return len(uow.events.unsent(assignment_id))


def given_back(laptop: Workstation, assignment_id: str, kind: HandBackKind = HandBackKind.CONFLICT) -> None:
    with laptop.store.factory() as uow:
        hand_back(uow, laptop.tools, assignment_id, kind, "My niece is in the class.")
    with laptop.store.factory() as uow:
        discard_handed_back(laptop.vault, uow, assignment_id)


def test_what_was_declared_and_judged_is_known_to_the_server(
    signed_in: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.declare(assignment_id)
    data = {"artifact": signed_in.file_of(assignment_id, "audio/wav").artifact_id, "digest": "ab" * 32}
    with signed_in.store.factory() as uow:
        events.record(uow, signed_in.tools, assignment_id, EventKind.EVIDENCE_OPENED, data)
    signed_in.score_all(assignment_id)
    signed_in.submit(assignment_id)
    signed_in.push()
    assert signed_in.store.reads.assessment(assignment_id).state is AssessmentState.ACCEPTED
    kinds = [event["kind"] for event in reported(shared_server, assignment_id)]
    assert sorted(kinds) == ["conflict-declared", "evidence-opened", "score-changed", "score-changed"]
    assert unsent(signed_in, assignment_id) == 0
    assert signed_in.waiting() == ()
    signed_in.push()
    assert len(reported(shared_server, assignment_id)) == 4, "each once"


def test_a_hand_back_takes_all_of_it_away_and_its_withdrawal_is_no_news(
    signed_in: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.fetch(assignment_id)
    signed_in.declare(assignment_id)
    mark_id = signed_in.mark(assignment_id, 1)
    recording = signed_in.file_of(assignment_id, "audio/wav").artifact_id
    given_back(signed_in, assignment_id)
    with pytest.raises(NotOnThisLaptop):
        signed_in.vault.open(recording)
    signed_in.push()
    assert signed_in.waiting() == (), "the mark was not sent, the return was received"
    (returned,) = [row for row in signed_in.store.reads.receipts() if row.verb is OutboxVerb.RETURN]
    assert returned.disposition == "accepted"
    pulled = signed_in.pull()
    assert pulled.notes == ()
    view = signed_in.store.reads.workbench(assignment_id)
    assert (view.assignment.state, view.is_live) == (AssignmentState.WITHDRAWN, False)
    assert [mark.annotation_id for mark in view.annotations] == [mark_id], "the text work stays"
    (row,) = signed_in.store.reads.inbox_rows([assignment_id])
    assert (row.state, row.media_state) == ("handed-back", MediaState.ABSENT)
    assert "handed-back" in [event["kind"] for event in reported(shared_server, assignment_id)]


def test_what_cannot_be_scored_is_closed_and_not_brought_back(
    signed_in: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.declare(assignment_id)
    given_back(signed_in, assignment_id, HandBackKind.UNSCORABLE)
    signed_in.push()
    signed_in.pull()
    assert signed_in.pull().received == 0
    view = signed_in.store.reads.workbench(assignment_id)
    assert view.assignment.state is AssignmentState.CLOSED
    assert {part.text for part in view.submission.artifacts if not part.is_file} <= {""}
    control.return_assignment(shared_server.data_dir, assignment_id, "There is sound from 0:40 on.")
    signed_in.pull()
    view = signed_in.store.reads.workbench(assignment_id)
    assert (view.hand_back, view.is_editable) == (None, True), "the server does not agree: it is work again"
    assert all(part.text for part in view.submission.artifacts if not part.is_file)


def test_a_final_can_be_returned_twice_and_keeps_its_history(
    signed_in: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.score_all(assignment_id)
    signed_in.submit(assignment_id)
    signed_in.push()
    first_id = signed_in.store.reads.assessment(assignment_id).assessment_id
    for reason in ("Please cite a later moment.", "Please say more about the pauses."):
        control.return_assignment(shared_server.data_dir, assignment_id, reason)
        signed_in.pull()
        view = signed_in.store.reads.workbench(assignment_id)
        assert view.assignment.state is AssignmentState.RETURNED
        assert view.assignment.returned == Returned(reason, first_id)
        assert view.is_editable
        assert view.assessment.feedback == "Well done."
        criterion = view.rubric.criteria[0]
        before = len(signed_in.store.reads.history(assignment_id))
        with signed_in.store.factory() as uow:
            place = (uow, signed_in.tools, assignment_id, criterion.criterion_id)
            score.set_rationale(*place, f"{reason} Done.")
        assert len(signed_in.store.reads.history(assignment_id)) == before + 1
        signed_in.submit(assignment_id)
        signed_in.push()
        assert signed_in.store.reads.assessment(assignment_id).state is AssessmentState.ACCEPTED
        assert signed_in.waiting() == ()
    signed_in.pull()
    assert signed_in.store.reads.workbench(assignment_id).assignment.state is AssignmentState.CLOSED


def test_the_outcome_comes_with_the_next_pull(
    signed_in: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.score_all(assignment_id)
    signed_in.submit(assignment_id)
    signed_in.push()
    signed_in.pull()
    outcome = signed_in.store.reads.workbench(assignment_id).outcome
    assert outcome is not None
    assert outcome.own_decision == "awarded"
    assert not outcome.is_decided or outcome.decision == "awarded"


def test_refused_events_park_beside_the_work(
    signed_in: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    """A batch the server cannot read: parked with its bytes, and the final behind it goes."""
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.declare(assignment_id)
    with signed_in.store.factory() as uow:
        (batch,) = uow.outbox.line(signed_in.server_id, assignment_id)
    with signed_in.store.database.writer() as connection:
        connection.exec_driver_sql("UPDATE outbox SET body = ? WHERE op_id = ?", (b'{"events": 7}', batch.op_id))
    signed_in.push()
    (row,) = signed_in.waiting()
    assert (row.verb, row.state) == (OutboxVerb.POST_EVENTS, OutboxState.PARKED)
    signed_in.score_all(assignment_id)
    signed_in.submit(assignment_id)
    signed_in.push()
    assert signed_in.store.reads.assessment(assignment_id).state is AssessmentState.ACCEPTED
    assert signed_in.waiting() == (), "the next batch held the refused events too"
    assert "conflict-declared" in [event["kind"] for event in reported(shared_server, assignment_id)]
