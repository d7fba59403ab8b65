"""What was parked: it never holds a final for ever, it can be sent again, and a parked final can be taken back."""

import json
from dataclasses import replace
from typing import cast

import pytest

from assessor_app.domain.assessment import AssessmentState, IncompleteAssessment
from assessor_app.domain.changes import Kind
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.domain.submission import AssignmentState
from assessor_app.services import annotate, feedback, outbox, reopen, submit, undo
from assessor_app.services.exchange_ports import Delivered, NotYet, PushReply, Refused, ServerClient
from assessor_app.services.refusals import AlreadySubmitted, NotOpen, NotParked, NotReturned, Undecided
from assessor_app.services.send_again import send_again
from tests.fakes.store_factory import POLICY_ID, SERVER_ID, a_mark, a_policy, an_assignment, arrives
from tests.unit.services.desk import EditingDesk
from tests.unit.services.test_drain import Scripted, receipt_for
from tests.unit.services.test_submit import HOME, complete

PARKED, PENDING, SUPERSEDED = OutboxState.PARKED, OutboxState.PENDING, OutboxState.SUPERSEDED


def drain(desk: EditingDesk, *replies: PushReply) -> list[str]:
    """Push once with these answers, then receipts; return the op ids in the order they were sent."""
    client = Scripted(desk.store, list(replies))
    outbox.drain(desk.store.factory, cast(ServerClient, client), SERVER_ID, now=desk.bench.clock.now, is_forced=True)
    return client.pushed


def park(desk: EditingDesk, entity_id: str, *, base: int | None = None) -> OutboxItem:
    (item,) = desk.waiting(entity_id)
    parked = replace(item, state=PARKED, tries=1, cause="Refused.", base_revision=base)
    desk.change(lambda uow: uow.outbox.update(parked))
    return parked


def stored(desk: EditingDesk, op_id: str) -> OutboxItem:
    with desk.store.factory() as uow:
        return uow.outbox.get(op_id)


def line(desk: EditingDesk) -> list[tuple[OutboxVerb, OutboxState]]:
    with desk.store.factory() as uow:
        items = uow.outbox.line(SERVER_ID, HOME)
    return [(item.verb, item.state) for item in items if item.verb is not OutboxVerb.POST_EVENTS]


def assessment_id(desk: EditingDesk) -> str:
    return desk.assessment().assessment_id


def parked_final(desk: EditingDesk, problem: str = "rubric-changed") -> OutboxItem:
    complete(desk)
    drain(desk)
    final = desk.do(submit.submit, HOME).value
    drain(desk, Refused(problem, "no"))
    assert desk.assessment().state is AssessmentState.PARKED
    return final


def server_says(desk: EditingDesk, state: AssignmentState, revision: int) -> None:
    """As a sync takes it: first what it means for the assessment, then the assignment itself."""
    change = arrives("assignment", HOME, replace(an_assignment(state=state), revision=revision), revision)

    def take(uow):
        reopen.take_returned(uow, SERVER_ID, change, desk.bench.clock.now)
        uow.remote.put(SERVER_ID, change)

    desk.change(take)


# ---- the final goes out ----


def test_a_newer_draft_takes_the_place_of_a_parked_one(desk: EditingDesk) -> None:
    desk.do(feedback.set_text, HOME, "First.")
    parked = park(desk, assessment_id(desk))
    desk.do(feedback.set_text, HOME, "Second.")
    assert stored(desk, parked.op_id).state is SUPERSEDED
    (item,) = desk.waiting(assessment_id(desk))
    assert (item.verb, item.state) == (OutboxVerb.PUT_DRAFT, PENDING)


def test_the_final_takes_the_place_of_a_parked_draft_and_passes_nothing_it_did_not_show(desk: EditingDesk) -> None:
    complete(desk)
    draft_id = assessment_id(desk)
    parked = park(desk, draft_id, base=4)
    final = desk.do(submit.submit, HOME).value
    assert stored(desk, parked.op_id).state is SUPERSEDED
    assert [item.op_id for item in desk.waiting(draft_id)] == [final.op_id]
    assert final.base_revision is None, "the revision that a refusal named was never shown to anybody"


def test_the_final_sends_its_parked_marks_once_more_in_front_of_it(desk: EditingDesk) -> None:
    mark_id = complete(desk)[1]
    parked = park(desk, mark_id)
    desk.change(lambda uow: uow.outbox.set_server_revision(mark_id, 3))
    final = desk.do(submit.submit, HOME).value
    assert stored(desk, parked.op_id).state is SUPERSEDED
    (again,) = desk.waiting(mark_id)
    assert (again.state, again.base_revision, again.tries) == (PENDING, 3, 0)
    assert again.op_id != parked.op_id
    assert again.seq < final.seq
    sent = drain(desk)
    assert sent[-3:-1] == [again.op_id, final.op_id], "and behind it how the scores came about"
    assert desk.assessment().state is AssessmentState.ACCEPTED


def test_parked_marks_that_the_final_does_not_list_are_dropped(desk: EditingDesk) -> None:
    complete(desk)
    extra = desk.do(annotate.add, a_mark(8_000_000, None)).value.annotation_id
    park(desk, extra)
    desk.do(annotate.retract, extra)
    removal = desk.waiting(extra)[-1]
    desk.change(lambda uow: uow.outbox.update(replace(removal, state=PARKED, tries=1)))
    desk.do(submit.submit, HOME)
    assert desk.waiting(extra) == ()
    drain(desk)
    assert desk.assessment().state is AssessmentState.ACCEPTED


def test_without_a_final_a_parked_head_goes_on_blocking_its_line(desk: EditingDesk) -> None:
    first = desk.do(annotate.add, a_mark(1)).value.annotation_id
    desk.do(annotate.add, a_mark(2))
    park(desk, first)
    assert drain(desk) == []


def test_a_mark_parked_before_a_waiting_final_does_not_keep_it_and_is_settled_by_it(desk: EditingDesk) -> None:
    marks = complete(desk)
    final = desk.do(submit.submit, HOME).value
    (first,) = desk.waiting(marks[0])
    sent = drain(desk, Refused("reference-error", "no"))
    assert sent[0] == first.op_id
    assert sent[-2] == final.op_id, "behind it goes how the scores came about"
    assert len(sent) == 6, "the other marks were not left behind"
    assert stored(desk, first.op_id).state is SUPERSEDED
    assert line(desk) == []


def test_a_tried_draft_refused_before_a_waiting_final_makes_way(desk: EditingDesk) -> None:
    complete(desk)
    (draft,) = desk.waiting(assessment_id(desk))
    desk.change(lambda uow: uow.outbox.update(replace(uow.outbox.get(draft.op_id), tries=1)))
    desk.do(submit.submit, HOME)
    client_answers = {draft.op_id: Refused("stale-revision", "r2", current_revision=2)}

    class ByItem(Scripted):
        def push(self, item: OutboxItem) -> PushReply:
            return client_answers.get(item.op_id) or super().push(item)

    client = cast(ServerClient, ByItem(desk.store))
    outbox.drain(desk.store.factory, client, SERVER_ID, now=desk.bench.clock.now, is_forced=True)
    assert stored(desk, draft.op_id).state is SUPERSEDED
    assert desk.assessment().state is AssessmentState.ACCEPTED


# ---- send again ----


def test_what_stands_against_another_version_is_not_sent_again_over_it(desk: EditingDesk) -> None:
    mark_id = desk.do(annotate.add, a_mark()).value.annotation_id
    drain(desk, Refused("stale-revision", "r2", current_revision=2))
    (parked,) = desk.waiting(mark_id)
    with pytest.raises(Undecided):
        desk.do(send_again, parked.op_id)
    assert desk.waiting(mark_id) == (parked,)


def test_a_parked_mark_is_sent_again_as_it_is_now(desk: EditingDesk) -> None:
    mark_id = desk.do(annotate.add, a_mark()).value.annotation_id
    drain(desk, Refused("reference-error", "no"))
    (parked,) = desk.waiting(mark_id)
    desk.do(annotate.edit, mark_id, text="newest")
    done = desk.do(send_again, parked.op_id)
    (item,) = desk.waiting(mark_id)
    assert item == done.value
    assert (json.loads(item.body)["text"], item.base_revision, item.state) == ("newest", None, PENDING)
    assert stored(desk, parked.op_id).state is SUPERSEDED
    assert {parked.op_id, item.op_id} <= done.changes.ids(Kind.OUTBOX)


def test_a_mark_taken_away_since_is_taken_away_by_sending_again(desk: EditingDesk) -> None:
    mark_id = desk.do(annotate.add, a_mark()).value.annotation_id
    desk.change(lambda uow: uow.outbox.set_server_revision(mark_id, 2))
    drain(desk, Refused("reference-error", "no"))
    (parked,) = desk.waiting(mark_id)
    desk.do(annotate.retract, mark_id)
    item = desk.do(send_again, parked.op_id).value
    assert item is not None
    assert (item.verb, item.base_revision) == (OutboxVerb.DELETE_ANNOTATION, 2)
    assert drain(desk) == [item.op_id]


def test_a_parked_draft_is_sent_again(desk: EditingDesk) -> None:
    desk.do(feedback.set_text, HOME, "First.")
    parked = park(desk, assessment_id(desk), base=2)
    item = desk.do(send_again, parked.op_id).value
    assert item is not None
    assert (item.verb, item.base_revision, item.state) == (OutboxVerb.PUT_DRAFT, None, PENDING)
    assert desk.waiting(assessment_id(desk)) == (item,)


def test_a_parked_hand_back_is_sent_again_with_the_same_words(desk: EditingDesk) -> None:
    mark_id = desk.do(annotate.add, a_mark()).value.annotation_id
    (mark,) = desk.waiting(mark_id)
    desk.change(lambda uow: uow.outbox.update(replace(mark, state=SUPERSEDED)))
    back = replace(mark, op_id="back", entity_id=HOME, verb=OutboxVerb.RETURN, state=PARKED, tries=2, cause="No.")
    desk.change(lambda uow: uow.outbox.add(back))
    item = desk.do(send_again, "back").value
    assert item is not None
    assert (item.body, item.path, item.tries, item.cause) == (back.body, back.path, 0, "")


def test_a_parked_final_is_sent_again(desk: EditingDesk) -> None:
    parked = parked_final(desk)
    done = desk.do(send_again, parked.op_id)
    assert desk.assessment().state is AssessmentState.QUEUED
    assert done.value is not None
    assert desk.waiting(assessment_id(desk)) == (done.value,)
    assert drain(desk) == [done.value.op_id]
    assert desk.assessment().state is AssessmentState.ACCEPTED


def test_a_final_is_not_sent_again_incomplete_under_new_rules(desk: EditingDesk) -> None:
    parked = parked_final(desk, "policy-changed")
    stricter = replace(a_policy(), citations_per_criterion=2, digest="stricter")
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("policy", POLICY_ID, stricter, 2)))
    with pytest.raises(IncompleteAssessment):
        desk.do(send_again, parked.op_id)
    assert stored(desk, parked.op_id).state is PARKED


def test_only_what_is_parked_is_sent_again(desk: EditingDesk) -> None:
    mark_id = desk.do(annotate.add, a_mark()).value.annotation_id
    (item,) = desk.waiting(mark_id)
    with pytest.raises(NotParked):
        desk.do(send_again, item.op_id)
    assert desk.waiting(mark_id) == (item,)


# ---- back to a draft ----


def test_a_parked_final_can_be_taken_back_changed_and_submitted_again(desk: EditingDesk) -> None:
    parked = parked_final(desk)
    changes = desk.do(reopen.reopen, HOME).changes
    assert desk.view().is_editable
    assert stored(desk, parked.op_id).state is SUPERSEDED
    assert changes.ids(Kind.ASSIGNMENT) == {HOME}
    assert line(desk) == []
    desk.bench.clock.advance(60)
    desk.do(feedback.set_text, HOME, "Better.")
    desk.do(undo.undo, HOME)
    assert desk.assessment().feedback == "Well waited."
    final = desk.do(submit.submit, HOME).value
    assert drain(desk)[0] == final.op_id, "behind it goes what was met on the way"


@pytest.mark.parametrize("disposition", ["queued", "accepted", "held_for_review"])
def test_a_final_that_is_or_may_be_with_the_server_is_not_taken_back(desk: EditingDesk, disposition: str) -> None:
    complete(desk)
    desk.do(submit.submit, HOME)
    if disposition != "queued":
        drain(desk)
    if disposition == "held_for_review":
        desk.change(lambda uow: uow.assessments.put(replace(desk.assessment(), state=AssessmentState.HELD)))
    with pytest.raises(NotReturned):
        desk.do(reopen.reopen, HOME)


def test_a_closed_assignment_is_not_taken_back(desk: EditingDesk) -> None:
    parked_final(desk)
    server_says(desk, AssignmentState.CLOSED, 2)
    with pytest.raises(NotOpen):
        desk.do(reopen.reopen, HOME)


@pytest.mark.parametrize("state", [s for s in AssessmentState if not s.is_open])
def test_a_returned_assignment_is_a_draft_again(desk: EditingDesk, state: AssessmentState) -> None:
    complete(desk)
    drain(desk)
    desk.do(submit.submit, HOME)
    if state is not AssessmentState.QUEUED:
        refusal = [Refused("not-yours", "no")] if state is AssessmentState.PARKED else []
        drain(desk, *refusal)
        desk.change(lambda uow: uow.assessments.put(replace(desk.assessment(), state=state)))
    server_says(desk, AssignmentState.RETURNED, 2)
    assert desk.view().is_editable
    assert desk.assessment().state is AssessmentState.DRAFT
    assert line(desk) == []
    desk.do(feedback.set_text, HOME, "Looked at again.")
    desk.do(submit.submit, HOME)
    assert desk.assessment().state is AssessmentState.QUEUED


def test_undo_stops_where_the_final_was_returned_and_the_history_is_kept(desk: EditingDesk) -> None:
    complete(desk)
    drain(desk)
    desk.do(submit.submit, HOME)
    drain(desk)
    before = desk.count("act")
    server_says(desk, AssignmentState.RETURNED, 2)
    assert desk.do(undo.undo, HOME).value is None
    assert desk.do(undo.redo, HOME).value is None
    desk.do(feedback.set_text, HOME, "Looked at again.")
    assert desk.do(undo.undo, HOME).value is not None
    assert desk.do(undo.undo, HOME).value is None
    assert desk.assessment().feedback == "Well waited."
    desk.do(undo.redo, HOME)
    assert desk.assessment().feedback == "Looked at again."
    assert desk.count("act") == before + 4


def test_a_held_final_that_was_returned_is_not_held_any_more(desk: EditingDesk) -> None:
    complete(desk)
    drain(desk)
    final = desk.do(submit.submit, HOME).value
    drain(desk, Delivered(receipt_for(final, "held_for_review")))
    assert desk.store.reads.waiting().held == 1
    server_says(desk, AssignmentState.RETURNED, 2)
    assert desk.store.reads.waiting().held == 0
    assert [row.op_id for row in desk.store.reads.receipts() if row.disposition == "held_for_review"] == [final.op_id]


def test_the_answer_to_a_return_is_not_taken_back_by_hearing_of_the_return_again(desk: EditingDesk) -> None:
    complete(desk)
    drain(desk)
    desk.do(submit.submit, HOME)
    drain(desk)
    server_says(desk, AssignmentState.RETURNED, 2)
    final = desk.do(submit.submit, HOME).value
    server_says(desk, AssignmentState.RETURNED, 3)
    assert desk.assessment().state is AssessmentState.QUEUED
    with pytest.raises(AlreadySubmitted):
        desk.do(feedback.set_text, HOME, "Too late.")
    assert drain(desk) == [final.op_id]
    server_says(desk, AssignmentState.RETURNED, 5)
    assert desk.view().is_editable


def test_a_receipt_that_comes_after_the_return_leaves_the_draft_a_draft(desk: EditingDesk) -> None:
    complete(desk)
    drain(desk)
    final = desk.do(submit.submit, HOME).value
    drain(desk, NotYet("the reply was lost"))
    server_says(desk, AssignmentState.RETURNED, 2)
    assert drain(desk) == [final.op_id]
    assert desk.assessment().state is AssessmentState.DRAFT
    assert desk.do(submit.submit, HOME).value.base_revision == 1


def test_changes_that_return_nothing_change_nothing(desk: EditingDesk) -> None:
    complete(desk)
    desk.do(submit.submit, HOME)
    server_says(desk, AssignmentState.OPEN, 2)
    assert desk.assessment().state is AssessmentState.QUEUED
    returned = arrives("assignment", HOME, an_assignment(state=AssignmentState.RETURNED), 3)
    with desk.store.factory() as uow:
        assert not reopen.take_returned(uow, "https://hillside.example/server", returned, desk.bench.clock.now)
    unknown = arrives("assignment", "other", an_assignment("other", state=AssignmentState.RETURNED))
    with desk.store.factory() as uow:
        assert not reopen.take_returned(uow, SERVER_ID, unknown, desk.bench.clock.now)
