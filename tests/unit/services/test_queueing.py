"""What waits for the server: frozen bytes, coalesced drafts, nothing that was tried ever dropped."""

import hashlib
import json
from dataclasses import replace

from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.services import annotate, feedback, score, undo
from tests.fakes.store_factory import SERVER_ID, a_mark, criterion_id, level_id
from tests.unit.services.desk import EditingDesk

ONE = ("assignment-1", criterion_id(1))


def try_once(desk: EditingDesk, item: OutboxItem) -> None:
    tried = replace(item, tries=1, not_before_at=desk.bench.clock.time)
    desk.change(lambda uow: uow.outbox.update(tried))


def test_a_mark_waits_with_frozen_bytes_and_no_base(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    (item,) = desk.waiting(mark.annotation_id)
    assert (item.verb, item.state, item.tries) == (OutboxVerb.PUT_ANNOTATION, OutboxState.PENDING, 0)
    assert (item.server_id, item.assignment_id, item.base_revision) == (SERVER_ID, "assignment-1", None)
    assert item.body_sha256 == hashlib.sha256(item.body).hexdigest()
    assert json.loads(item.body)["annotation_id"] == mark.annotation_id


def test_untried_edits_of_a_mark_coalesce_into_the_newest(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    (first,) = desk.waiting(mark.annotation_id)
    desk.do(annotate.edit, mark.annotation_id, text="newest")
    (item,) = desk.waiting(mark.annotation_id)
    assert json.loads(item.body)["text"] == "newest"
    assert item.op_id != first.op_id
    desk.change(lambda uow: uow.outbox.get(first.op_id))
    assert desk.count("outbox WHERE state = 'superseded'") == 1


def test_what_was_tried_once_is_never_superseded(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    (tried,) = desk.waiting(mark.annotation_id)
    try_once(desk, tried)
    desk.do(annotate.edit, mark.annotation_id, text="second")
    desk.do(annotate.edit, mark.annotation_id, text="third")
    first, second = desk.waiting(mark.annotation_id)
    assert (first.op_id, first.body) == (tried.op_id, tried.body)
    assert json.loads(second.body)["text"] == "third"


def test_what_is_being_sent_is_never_superseded(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    (item,) = desk.waiting(mark.annotation_id)
    desk.change(lambda uow: uow.outbox.update(replace(item, state=OutboxState.SENDING, tries=1)))
    desk.do(annotate.edit, mark.annotation_id, text="second")
    assert [waiting.state for waiting in desk.waiting(mark.annotation_id)] == [
        OutboxState.SENDING,
        OutboxState.PENDING,
    ]


def test_a_follower_builds_on_what_the_server_took(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    (item,) = desk.waiting(mark.annotation_id)
    try_once(desk, item)
    desk.do(annotate.edit, mark.annotation_id, text="second")

    def accepted(uow):
        uow.outbox.update(replace(item, tries=1, state=OutboxState.ACCEPTED))
        uow.outbox.set_server_revision(mark.annotation_id, 1)

    desk.change(accepted)
    (follower,) = desk.waiting(mark.annotation_id)
    assert follower.base_revision == 1
    desk.do(annotate.edit, mark.annotation_id, text="third")
    assert [waiting.base_revision for waiting in desk.waiting(mark.annotation_id)] == [1]


def test_a_mark_taken_back_before_it_was_sent_is_never_sent(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    desk.do(annotate.retract, mark.annotation_id)
    assert desk.waiting(mark.annotation_id) == ()
    desk.do(undo.undo, "assignment-1")
    (item,) = desk.waiting(mark.annotation_id)
    assert item.verb is OutboxVerb.PUT_ANNOTATION


def test_a_mark_the_server_may_have_is_deleted_there(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    (item,) = desk.waiting(mark.annotation_id)
    try_once(desk, item)
    desk.do(annotate.retract, mark.annotation_id)
    assert [waiting.verb for waiting in desk.waiting(mark.annotation_id)] == [
        OutboxVerb.PUT_ANNOTATION,
        OutboxVerb.DELETE_ANNOTATION,
    ]


def test_a_mark_the_server_has_is_deleted_there(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    (item,) = desk.waiting(mark.annotation_id)

    def accepted(uow):
        uow.outbox.update(replace(item, tries=1, state=OutboxState.ACCEPTED))
        uow.outbox.set_server_revision(mark.annotation_id, 4)

    desk.change(accepted)
    desk.do(annotate.retract, mark.annotation_id)
    (waiting,) = desk.waiting(mark.annotation_id)
    assert (waiting.verb, waiting.base_revision) == (OutboxVerb.DELETE_ANNOTATION, 4)


def test_drafts_coalesce_while_untried(desk: EditingDesk) -> None:
    desk.do(score.set_level, *ONE, level_id(1))
    desk.do(score.set_rationale, *ONE, "Four seconds.")
    desk.do(feedback.set_text, "assignment-1", "Well waited.")
    assessment = desk.assessment()
    (item,) = desk.waiting(assessment.assessment_id)
    assert item.verb is OutboxVerb.PUT_DRAFT
    sent = json.loads(item.body)["assessment"]
    assert (sent["feedback"], sent["scores"][0]["rationale"]) == ("Well waited.", "Four seconds.")
    try_once(desk, item)
    desk.do(feedback.set_text, "assignment-1", "Better waited.")
    assert [waiting.op_id for waiting in desk.waiting(assessment.assessment_id)][0] == item.op_id
    assert len(desk.waiting(assessment.assessment_id)) == 2


def test_a_final_is_never_superseded_even_untried(desk: EditingDesk) -> None:
    desk.do(feedback.set_text, "assignment-1", "Well waited.")
    (draft,) = desk.waiting(desk.assessment().assessment_id)
    desk.change(lambda uow: uow.outbox.add(replace(draft, op_id="final", verb=OutboxVerb.PUT_FINAL)))
    desk.do(feedback.set_text, "assignment-1", "Better waited.")
    verbs = [item.verb for item in desk.waiting(draft.entity_id)]
    assert verbs == [OutboxVerb.PUT_FINAL, OutboxVerb.PUT_DRAFT]


def test_a_draft_carries_the_live_moments_it_cites_and_no_others(desk: EditingDesk) -> None:
    cited, uncited, gone = (desk.do(annotate.add, a_mark(start, 1)).value.annotation_id for start in (1, 2, 3))
    desk.do(score.cite, *ONE, cited)
    desk.do(score.cite, *ONE, gone)
    desk.do(annotate.retract, gone)
    desk.do(score.set_level, *ONE, level_id(1))
    (item,) = desk.waiting(desk.assessment().assessment_id)
    assert json.loads(item.body)["annotations"] == [cited]
    assert uncited not in item.body.decode()


def test_undo_and_redo_queue_the_state_they_lead_to(desk: EditingDesk) -> None:
    desk.do(feedback.set_text, "assignment-1", "First.")
    desk.do(undo.undo, "assignment-1")
    (item,) = desk.waiting(desk.assessment().assessment_id)
    assert json.loads(item.body)["assessment"]["feedback"] == ""
    desk.do(undo.redo, "assignment-1")
    (item,) = desk.waiting(desk.assessment().assessment_id)
    assert json.loads(item.body)["assessment"]["feedback"] == "First."


def test_marks_wait_in_the_order_they_were_made(desk: EditingDesk) -> None:
    made = [desk.do(annotate.add, a_mark(start)).value.annotation_id for start in (3, 1, 2)]
    sent = []
    for _ in made:
        with desk.store.factory() as uow:
            (head,) = uow.outbox.due(SERVER_ID, desk.bench.clock.time)
            uow.outbox.update(replace(head, state=OutboxState.ACCEPTED))
            sent.append(head.entity_id)
    assert sent == made
