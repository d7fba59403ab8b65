"""Declared, handed back, reported: what keeps an assessment fair, written with the work itself."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.changes import Kind
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.event import EventKind
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.domain.submission import AssignmentState, Role
from assessor_app.services import annotate, events, score, undo
from assessor_app.services.declare import declare
from assessor_app.services.hand_back import hand_back
from assessor_app.services.queueing import MOST_EVENTS
from assessor_app.services.refusals import AlreadySubmitted, HandedBack, NotOpen, ReasonMissing, UnknownAssignment
from assessor_app.services.send_again import send_again
from tests.fakes.store_factory import SERVER_ID, START, a_mark, an_assignment, arrives, criterion_id, level_id
from tests.unit.services.desk import EditingDesk, open_desk

ONE = ("assignment-1", criterion_id(1))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EditingDesk]:
    """Nothing declared yet."""
    with open_desk(tmp_path, ("assignment-1", "assignment-2"), is_declared=False) as one:
        yield one


RECUSAL = ("assignment-1", HandBackKind.RECUSAL, "I taught there.")


def line(desk: EditingDesk) -> tuple[OutboxItem, ...]:
    with desk.store.factory() as uow:
        return uow.outbox.line(SERVER_ID, "assignment-1")


def due(desk: EditingDesk) -> list[OutboxVerb]:
    with desk.store.factory() as uow:
        return [item.verb for item in uow.outbox.due(SERVER_ID, desk.tools.now())]


def reported(item: OutboxItem) -> list[str]:
    return [event["kind"] for event in json.loads(item.body)["events"]]


def become(desk: EditingDesk, **changes: object) -> None:
    changed = replace(an_assignment(), revision=2, **changes)  # type: ignore[arg-type]
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", changed, 2)))


def test_a_declaration_opens_the_evidence_and_is_reported(desk: EditingDesk) -> None:
    assert not desk.view().may_show_evidence
    done = desk.do(declare, "assignment-1")
    assert done.value.declared_at == START
    assert done.changes.ids(Kind.DECLARATION) == {"assignment-1"}
    assert desk.view().may_show_evidence
    (item,) = line(desk)
    assert (item.verb, reported(item)) == (OutboxVerb.POST_EVENTS, ["conflict-declared"])


def test_the_first_declaration_stays(desk: EditingDesk) -> None:
    desk.do(declare, "assignment-1")
    desk.bench.clock.advance(3600)
    again = desk.do(declare, "assignment-1")
    assert (again.value.declared_at, bool(again.changes)) == (START, False)
    assert desk.count("event") == 1


def test_what_is_gone_or_unknown_cannot_be_declared(desk: EditingDesk) -> None:
    with pytest.raises(UnknownAssignment):
        desk.do(declare, "nowhere")
    become(desk, state=AssignmentState.WITHDRAWN)
    with pytest.raises(NotOpen, match="withdrawn"):
        desk.do(declare, "assignment-1")
    assert desk.count("declaration") == desk.count("event") == 0


@pytest.mark.parametrize("reason", ["", "  \n\t"])
def test_handing_back_needs_a_reason(desk: EditingDesk, reason: str) -> None:
    with pytest.raises(ReasonMissing, match="the reason is missing"):
        desk.do(hand_back, "assignment-1", HandBackKind.CONFLICT, reason)
    assert desk.count("hand_back") == desk.count("outbox") == 0


@pytest.mark.parametrize("role", [Role.ASSESS, Role.SECOND, Role.ADJUDICATE])
def test_every_role_can_hand_back(desk: EditingDesk, role: Role) -> None:
    become(desk, role=role)
    done = desk.do(hand_back, *RECUSAL)
    assert (done.value.reason, done.value.at) == ("I taught there.", START)
    assert done.changes.ids(Kind.ASSIGNMENT) == {"assignment-1"}
    view = desk.view()
    assert (view.is_live, view.is_editable, view.may_show_evidence) == (False, False, False)


def test_the_work_stays_and_what_was_not_sent_does_not_go(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark(text="counts to four")).value
    desk.do(score.set_rationale, *ONE, "Four seconds.")
    desk.do(hand_back, *RECUSAL)
    assert [item.verb for item in line(desk)] == [OutboxVerb.RETURN, OutboxVerb.POST_EVENTS]
    returned = json.loads(line(desk)[0].body)
    assert returned == {"kind": "recusal", "reason": "I taught there."}
    assert [kept.text for kept in desk.marks()] == ["counts to four"]
    stored = desk.assessment().score_of(criterion_id(1))
    assert stored is not None
    assert stored.rationale == "Four seconds."
    assert desk.waiting(mark.annotation_id) == ()


def test_a_mark_the_server_may_have_stays_in_line_and_holds_nothing_up_when_it_is_refused(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    (item,) = desk.waiting(mark.annotation_id)
    desk.change(lambda uow: uow.outbox.update(replace(item, tries=1)))
    desk.do(hand_back, *RECUSAL)
    assert due(desk) == [OutboxVerb.PUT_ANNOTATION, OutboxVerb.POST_EVENTS]
    desk.change(lambda uow: uow.outbox.update(replace(item, tries=2, state=OutboxState.PARKED)))
    assert due(desk) == [OutboxVerb.RETURN, OutboxVerb.POST_EVENTS]


def test_nothing_is_added_to_what_was_handed_back(desk: EditingDesk) -> None:
    desk.do(score.set_level, *ONE, level_id(1))
    desk.do(hand_back, *RECUSAL)
    for act in (
        lambda: desk.do(score.set_level, *ONE, None),
        lambda: desk.do(annotate.add, a_mark()),
        lambda: desk.do(undo.undo, "assignment-1"),
        lambda: desk.do(hand_back, *RECUSAL),
        lambda: desk.do(declare, "assignment-1"),
    ):
        with pytest.raises(HandedBack, match="handed back"):
            act()
    assert desk.count("hand_back") == 1


def test_what_was_submitted_or_closed_is_not_handed_back(desk: EditingDesk) -> None:
    desk.do(score.set_level, *ONE, level_id(1))
    frozen = replace(desk.assessment(), state=AssessmentState.QUEUED)
    desk.change(lambda uow: uow.assessments.put(frozen))
    with pytest.raises(AlreadySubmitted):
        desk.do(hand_back, *RECUSAL)
    become(desk, state=AssignmentState.CLOSED)
    with pytest.raises(NotOpen, match="closed"):
        desk.do(hand_back, *RECUSAL)
    assert desk.count("hand_back") == 0


def test_events_travel_together_in_the_order_they_happened(desk: EditingDesk) -> None:
    desk.do(declare, "assignment-1")
    desk.do(events.record, "assignment-1", EventKind.EVIDENCE_OPENED, {"artifact": "submission-1/artifacts/1"})
    desk.do(events.record, "assignment-1", EventKind.BLANKED)
    (item,) = line(desk)
    assert reported(item) == ["conflict-declared", "evidence-opened", "evidence-blanked"]
    desk.do(events.record, "assignment-2", EventKind.BLANKED)
    assert len(line(desk)) == 1, "each assignment has a line of its own"


def test_a_batch_that_was_tried_stays_and_the_next_one_holds_only_what_is_new(desk: EditingDesk) -> None:
    desk.do(declare, "assignment-1")
    (first,) = line(desk)
    desk.change(lambda uow: uow.outbox.update(replace(first, tries=1)))
    desk.do(events.record, "assignment-1", EventKind.BLANKED)
    assert [reported(item) for item in line(desk)] == [["conflict-declared"], ["evidence-blanked"]]


def test_a_refused_batch_stays_for_a_person_blocks_nothing_and_goes_again_when_they_say_so(desk: EditingDesk) -> None:
    desk.do(declare, "assignment-1")
    (refused,) = line(desk)
    desk.change(lambda uow: uow.outbox.update(replace(refused, tries=1, state=OutboxState.PARKED)))
    desk.do(score.set_level, *ONE, level_id(1))
    assert due(desk) == [OutboxVerb.PUT_DRAFT]
    desk.do(events.record, "assignment-1", EventKind.BLANKED)
    assert due(desk) == [OutboxVerb.PUT_DRAFT, OutboxVerb.POST_EVENTS]
    assert reported(line(desk)[-1]) == ["evidence-blanked"]
    desk.do(send_again, refused.op_id)
    assert reported(line(desk)[-1]) == ["conflict-declared", "evidence-blanked"]
    with desk.store.factory() as uow:
        assert uow.outbox.get(refused.op_id).state is OutboxState.SUPERSEDED


def test_events_never_stand_in_front_of_the_work(desk: EditingDesk) -> None:
    desk.do(declare, "assignment-1")
    (item,) = line(desk)
    later = replace(item, tries=1, not_before_at=START + timedelta(minutes=15))
    desk.change(lambda uow: uow.outbox.update(later))
    desk.do(score.set_level, *ONE, level_id(1))
    assert due(desk) == [OutboxVerb.PUT_DRAFT]
    desk.bench.clock.advance(15 * 60)
    assert due(desk) == [OutboxVerb.PUT_DRAFT, OutboxVerb.POST_EVENTS]


def test_many_events_go_in_several_requests_and_values_stay_short(desk: EditingDesk) -> None:
    opened = ("assignment-1", EventKind.EVIDENCE_OPENED, {"artifact": "x" * 5000})
    with desk.store.factory() as uow:
        for _ in range(MOST_EVENTS):
            events.record(uow, desk.tools, *opened)
    desk.do(events.record, "assignment-1", EventKind.BLANKED)
    batches = [len(reported(item)) for item in line(desk)]
    assert sum(batches) == MOST_EVENTS + 1, "each once"
    assert 5 < len(batches) < MOST_EVENTS
    assert all(len(item.body) < 8 * 1024 for item in line(desk))
    with desk.store.database.reader() as connection:
        (kept,) = connection.exec_driver_sql("SELECT sum(length(body)) FROM outbox").one()
    assert kept < 10 * sum(len(item.body) for item in line(desk)), "what was encoded anew does not grow with the square"


def test_feedback_on_a_criterion_is_kept_undone_and_joined_while_typing(desk: EditingDesk) -> None:
    desk.do(score.set_rationale, *ONE, "Four seconds.")
    desk.do(score.set_feedback, *ONE, "Try")
    desk.bench.clock.advance(20)
    desk.do(score.set_feedback, *ONE, "Try six.")
    stored = desk.assessment().score_of(criterion_id(1))
    assert stored is not None
    assert (stored.feedback, stored.rationale) == ("Try six.", "Four seconds.")
    desk.do(undo.undo, "assignment-1")
    stored = desk.assessment().score_of(criterion_id(1))
    assert stored is not None
    assert (stored.feedback, stored.rationale) == ("", "Four seconds.")
    desk.do(undo.redo, "assignment-1")
    assert [change.after for change in desk.store.reads.history("assignment-1") if change.field == "feedback"] == [
        "Try",
        "Try six.",
        "",
        "Try six.",
    ]


def test_typing_on_another_criterion_or_later_is_another_step(desk: EditingDesk) -> None:
    desk.do(score.set_feedback, *ONE, "one")
    desk.do(score.set_feedback, "assignment-1", criterion_id(2), "two")
    desk.bench.clock.advance(31)
    desk.do(score.set_feedback, "assignment-1", criterion_id(2), "two and more")
    for expected in (["one", "two"], ["one", ""], ["", ""]):
        desk.do(undo.undo, "assignment-1")
        assert [each.feedback for each in desk.assessment().scores] == expected
