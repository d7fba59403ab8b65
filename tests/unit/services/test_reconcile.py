"""After a server was restored: what it lost is sent again, and later edits build on what it has now."""

from dataclasses import replace
from typing import cast

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.event import EventKind
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.services import annotate, events, score
from assessor_app.services.exchange_ports import ServerClient
from assessor_app.services.hand_back import hand_back
from assessor_app.services.reconcile import requeue_lost
from tests.fakes.store_factory import SERVER_ID, START, a_mark, a_server, criterion_id, level_id
from tests.unit.services.desk import EditingDesk


class Restored:
    """A server that tells what it still has of everything: (revision, op id), or nothing."""

    def __init__(self, standing: tuple[int, str | None] | None) -> None:
        self._standing = standing

    def standing(self, path: str) -> tuple[int, str | None] | None:
        return self._standing


def delivered_mark(desk: EditingDesk, revision: int = 3) -> str:
    """A mark whose newest version the server took as its revision `revision`."""
    mark_id = desk.do(annotate.add, a_mark()).value.annotation_id
    (item,) = desk.waiting(mark_id)
    desk.change(lambda uow: uow.outbox.update(replace(item, state=OutboxState.ACCEPTED, tries=1)))
    desk.change(lambda uow: uow.outbox.set_server_revision(mark_id, revision))
    return mark_id


def compare(desk: EditingDesk, standing: tuple[int, str | None] | None) -> int:
    client = cast(ServerClient, Restored(standing))
    return requeue_lost(desk.store.factory, client, a_server(), "epoch-2", now=lambda: START)


def only(desk: EditingDesk, mark_id: str) -> OutboxItem:
    (item,) = desk.waiting(mark_id)
    return item


def test_an_edit_after_a_mark_was_lost_says_that_there_is_none(desk: EditingDesk) -> None:
    mark_id = delivered_mark(desk)
    assert compare(desk, None) == 1
    assert only(desk, mark_id).base_revision is None
    desk.do(annotate.edit, mark_id, text="newer words")
    assert (only(desk, mark_id).verb, only(desk, mark_id).base_revision) == (OutboxVerb.PUT_ANNOTATION, None)


def test_an_edit_after_a_mark_fell_back_builds_on_what_is_there(desk: EditingDesk) -> None:
    mark_id = delivered_mark(desk)
    assert compare(desk, (1, "an-earlier-write")) == 1
    desk.do(annotate.edit, mark_id, text="newer words")
    assert only(desk, mark_id).base_revision == 1


def test_a_mark_taken_back_meanwhile_is_not_deleted_where_it_is_not(desk: EditingDesk) -> None:
    mark_id = delivered_mark(desk)
    desk.do(annotate.retract, mark_id)
    assert only(desk, mark_id).verb is OutboxVerb.DELETE_ANNOTATION
    assert compare(desk, None) == 0
    assert desk.waiting(mark_id) == ()


def test_newer_work_takes_the_place_of_what_was_lost(desk: EditingDesk) -> None:
    mark_id = delivered_mark(desk)
    desk.do(annotate.edit, mark_id, text="newer words")
    newer = only(desk, mark_id)
    assert newer.base_revision == 3
    assert compare(desk, None) == 0
    assert only(desk, mark_id) == replace(newer, base_revision=None)


def test_hand_backs_and_events_are_not_asked_for_and_events_go_again(desk: EditingDesk) -> None:
    desk.do(events.record, "assignment-1", EventKind.BLANKED)
    desk.do(hand_back, "assignment-1", HandBackKind.RECUSAL, "I taught there.")
    with desk.store.factory() as uow:
        returned, batch = uow.outbox.line(SERVER_ID, "assignment-1")
        for item in (returned, batch):
            uow.outbox.update(replace(item, state=OutboxState.ACCEPTED, tries=1))

    class Strict(Restored):
        def standing(self, path: str) -> tuple[int, str | None] | None:
            raise AssertionError(f"{path} cannot be read")

    client = cast(ServerClient, Strict(None))
    assert requeue_lost(desk.store.factory, client, a_server(), "epoch-2", now=lambda: START) == 0
    with desk.store.factory() as uow:
        (again,) = uow.outbox.line(SERVER_ID, "assignment-1")
    assert (again.verb, again.body, again.tries) == (OutboxVerb.POST_EVENTS, batch.body, 0)
    assert again.op_id != batch.op_id


def test_a_final_that_was_returned_is_not_sent_again(desk: EditingDesk) -> None:
    desk.do(score.set_level, "assignment-1", criterion_id(1), level_id(1))
    draft = desk.assessment()
    (item,) = desk.waiting(draft.assessment_id)
    final = replace(item, op_id="final", verb=OutboxVerb.PUT_FINAL, state=OutboxState.ACCEPTED, tries=1)
    with desk.store.factory() as uow:
        uow.outbox.update(replace(item, state=OutboxState.SUPERSEDED))
        uow.outbox.add(final)
    assert compare(desk, None) == 0
    assert desk.assessment().state is AssessmentState.DRAFT
    assert desk.waiting(draft.assessment_id) == ()
    with desk.store.factory() as uow:
        uow.assessments.put(replace(draft, state=AssessmentState.ACCEPTED))
    assert compare(desk, None) == 1
    assert desk.assessment().state is AssessmentState.QUEUED


def test_what_is_still_there_is_left_alone(desk: EditingDesk) -> None:
    mark_id = delivered_mark(desk)
    assert compare(desk, (3, None)) == 0
    assert desk.waiting(mark_id) == ()
    desk.do(annotate.edit, mark_id, text="newer words")
    assert only(desk, mark_id).base_revision == 3
