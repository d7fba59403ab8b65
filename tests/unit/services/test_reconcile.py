"""After a server was restored: what it lost is sent again, and later edits build on what it has now."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import pytest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.event import EventKind
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.domain.submission import AssignmentState
from assessor_app.services import annotate, events, score
from assessor_app.services.claim import take_again
from assessor_app.services.exchange_ports import (
    ClaimContested,
    NotOffered,
    RemoteChange,
    ServerClient,
    ServerUnreachable,
)
from assessor_app.services.hand_back import hand_back
from assessor_app.services.reconcile import requeue_lost
from tests.fakes.store_factory import SERVER_ID, START, a_mark, a_server, an_assignment, arrives, criterion_id, level_id
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


def test_events_are_not_asked_for_and_go_again(desk: EditingDesk) -> None:
    desk.do(events.record, "assignment-1", EventKind.BLANKED)
    with desk.store.factory() as uow:
        (batch,) = uow.outbox.line(SERVER_ID, "assignment-1")
        uow.outbox.update(replace(batch, state=OutboxState.ACCEPTED, tries=1))

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


class Offering(Restored):
    """A server that also shows the assignment in a state, or (None) does not offer it any more."""

    def __init__(self, state: AssignmentState | None) -> None:
        super().__init__(None)
        self._state = state

    def object(self, kind: str, entity_id: str) -> RemoteChange:
        if self._state is None:
            raise NotOffered(entity_id)
        return arrives(kind, entity_id, an_assignment(entity_id, state=self._state), 7)


@pytest.mark.parametrize(
    ("state", "is_lost"),
    [(AssignmentState.OPEN, True), (AssignmentState.CLOSED, False), (AssignmentState.RETURNED, False), (None, False)],
)
def test_a_hand_back_is_lost_where_the_assignment_is_open_again(
    desk: EditingDesk, state: AssignmentState | None, is_lost: bool
) -> None:
    desk.do(hand_back, "assignment-1", HandBackKind.RECUSAL, "I taught there.")
    with desk.store.factory() as uow:
        for item in uow.outbox.line(SERVER_ID, "assignment-1"):
            uow.outbox.update(replace(item, state=OutboxState.ACCEPTED, tries=1))
    client = cast(ServerClient, Offering(state))
    assert requeue_lost(desk.store.factory, client, a_server(), "epoch-2", now=lambda: START) == int(is_lost)
    with desk.store.factory() as uow:
        again = [item for item in uow.outbox.line(SERVER_ID, "assignment-1") if item.verb is OutboxVerb.RETURN]
    assert [item.base_revision for item in again] == [None] * is_lost


def test_an_epoch_that_comes_back_stops_everything_and_is_told(desk: EditingDesk) -> None:
    mark_id = delivered_mark(desk)
    client = cast(ServerClient, Restored(None))

    def met(epoch: str) -> int:
        with desk.store.factory() as uow:
            known = uow.servers.get(SERVER_ID)
        return requeue_lost(desk.store.factory, client, known, epoch, now=lambda: START)

    assert met("epoch-2") == 1
    only(desk, mark_id)
    for _ in range(3):
        with pytest.raises(ServerUnreachable, match="two different states in turn"):
            met("epoch-1")
    with desk.store.factory() as uow:
        assert uow.servers.get(SERVER_ID).server_epoch == "epoch-2"
    assert len(desk.waiting(mark_id)) == 1, "nothing was queued a second time"
    assert met("epoch-3") == 0, "a third epoch is followed: newer work is waiting already"


class Claiming:
    """A server that keeps leases, but for what somebody else has or what is gone."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def claim(self, assignment_id: str) -> datetime:
        self.asked.append(assignment_id)
        if assignment_id == "assignment-2":
            raise ClaimContested("taken")
        return START + timedelta(days=30)


def test_leases_are_taken_again_and_what_somebody_else_has_now_is_told(desk: EditingDesk) -> None:
    client = Claiming()
    told = take_again(desk.store.factory, cast(ServerClient, client), a_server(), START)
    assert client.asked == ["assignment-1", "assignment-2"]
    with desk.store.factory() as uow:
        assert uow.remote.assignment("assignment-1").lease_until_at == START + timedelta(days=30)
    (words,) = told
    assert "claimed by another assessor" in words
    assert take_again(desk.store.factory, cast(ServerClient, client), a_server(), START + timedelta(days=99)) == ()
