"""What stands against a refused write: kept, fetched, decided once, and never passed by anything in the meantime."""

from dataclasses import replace
from typing import cast

import pytest

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import AssessmentState, CriterionScore
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.conflict import Choice, Conflict, ConflictKind, Side
from assessor_app.domain.event import EventKind
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.services import annotate, feedback, outbox, submit
from assessor_app.services.conflicts import NOTHING_THERE, undecided
from assessor_app.services.exchange_ports import OwnVersion, PushReply, Refused, ServerClient
from assessor_app.services.refusals import NotFetched, NotParked, Undecided
from assessor_app.services.settling import PUT_ASIDE, put_aside, settle
from tests.fakes.store_factory import SERVER_ID, START, a_mark, criterion_id, level_id
from tests.unit.services.desk import EditingDesk
from tests.unit.services.test_drain import Scripted
from tests.unit.services.test_submit import HOME, complete

MINE, THEIRS = Choice(Side.MINE), Choice(Side.THEIRS)
STALE = Refused("stale-revision", "r2", current_revision=2)


def a_version(*marks: Annotation, text: str = "theirs", is_final: bool = False, revision: int | None = 2) -> OwnVersion:
    score = CriterionScore(HOME, criterion_id(1), level_id(1, "Not yet"), "Because.", (), None, 1, START)
    revisions = tuple((mark.annotation_id, 5) for mark in marks)
    theirs = ComparedAssessment(HOME, "their-id", "", (score,), marks, text, "", is_final, START, revisions)
    return OwnVersion(theirs, revision)


def drain(desk: EditingDesk, *replies: PushReply, other: OwnVersion | None = None) -> list[str]:
    client = Scripted(desk.store, list(replies), other=other)
    outbox.drain(desk.store.factory, cast(ServerClient, client), SERVER_ID, now=desk.bench.clock.now, is_forced=True)
    return client.pushed


def against(desk: EditingDesk) -> tuple[Conflict, ...]:
    with desk.store.factory() as uow:
        return undecided(uow, HOME)


def line(desk: EditingDesk) -> list[OutboxItem]:
    with desk.store.factory() as uow:
        return [i for i in uow.outbox.line(SERVER_ID, HOME) if i.verb is not OutboxVerb.POST_EVENTS]


def events(desk: EditingDesk) -> list[tuple[str, dict[str, str]]]:
    with desk.store.factory() as uow:
        return [(event.kind, dict(event.data)) for event in uow.events.unsent(HOME)]


def test_what_cannot_be_fetched_now_is_asked_for_with_the_next_round(desk: EditingDesk) -> None:
    desk.do(feedback.set_text, HOME, "mine")
    drain(desk, STALE)
    (conflict,) = against(desk)
    assert (conflict.kind, conflict.theirs) == (ConflictKind.OTHER_LAPTOP, None)
    with pytest.raises(NotFetched):
        desk.do(settle, HOME, MINE)
    assert drain(desk, other=a_version()) == []
    (conflict,) = against(desk)
    assert conflict.theirs is not None
    assert (conflict.theirs.feedback, conflict.their_revision) == ("theirs", 2)
    assert [row.needs_decision for row in desk.store.reads.inbox()] == [True, False]
    (row,) = [row for row in desk.store.reads.outbox() if row.state is OutboxState.PARKED]
    assert (row.conflict, row.is_comparable) == (ConflictKind.OTHER_LAPTOP, True)


def test_a_decision_is_carried_out_once_and_only_over_what_was_shown(desk: EditingDesk) -> None:
    desk.do(feedback.set_text, HOME, "mine")
    drain(desk, STALE, other=a_version())
    (conflict,) = against(desk)
    with pytest.raises(NotParked):
        desk.do(settle, HOME, MINE, "another-conflict")
    desk.do(settle, HOME, MINE, conflict.op_id)
    (item,) = line(desk)
    assert (item.verb, item.base_revision, item.tries) == (OutboxVerb.PUT_DRAFT, 2, 0)
    assert item.path.endswith("/their-id"), "one assessment, whichever laptop began it"
    with pytest.raises(NotParked):
        desk.do(settle, HOME, MINE)
    with desk.store.factory() as uow:
        kept = uow.conflicts.get(conflict.op_id)
    assert kept is not None
    assert (kept.choice, kept.settled_at, kept.theirs) == ("mine", desk.bench.clock.time, conflict.theirs)
    assert [kind for kind, _ in events(desk)][-2:] == [EventKind.CONFLICT_MET, EventKind.CONFLICT_SETTLED]
    assert events(desk)[-1][1] == {"kind": "other-laptop", "choice": "mine"}


def test_where_there_is_no_other_version_any_more_it_simply_goes(desk: EditingDesk) -> None:
    mark_id = desk.do(annotate.add, a_mark()).value.annotation_id
    desk.change(lambda uow: uow.outbox.set_server_revision(mark_id, 4))

    class Empty(Scripted):
        def own_version(self, assignment_id: str) -> None:  # type: ignore[override]
            """Nothing of ours is there."""

    client = Empty(desk.store, [STALE])
    outbox.drain(desk.store.factory, cast(ServerClient, client), SERVER_ID, now=desk.bench.clock.now)
    (item,) = line(desk)
    assert (item.state, item.base_revision) == (OutboxState.PENDING, None)
    assert item.op_id not in client.pushed
    with desk.store.factory() as uow:
        settled = uow.conflicts.get(client.pushed[0])
    assert settled is not None
    assert settled.choice == NOTHING_THERE
    again = Empty(desk.store, [STALE])
    for _ in range(3):
        outbox.drain(desk.store.factory, cast(ServerClient, again), SERVER_ID, now=desk.bench.clock.now)
    assert again.pushed == [item.op_id], "a server that says both is not asked for ever"
    assert [each.state for each in line(desk)] == [OutboxState.PARKED]


def test_a_draft_written_on_waits_for_the_decision_instead_of_asking_again_and_again(desk: EditingDesk) -> None:
    desk.do(feedback.set_text, HOME, "mine")
    drain(desk, STALE, other=a_version())
    (parked,) = line(desk)
    desk.do(feedback.set_text, HOME, "mine, later")
    assert line(desk) == [parked]
    desk.do(settle, HOME, MINE)
    assert b"mine, later" in line(desk)[0].body


def test_a_final_that_waits_behind_a_contested_mark_does_not_pass_it(desk: EditingDesk) -> None:
    marks = complete(desk)
    final = desk.do(submit.submit, HOME).value
    (first,) = desk.waiting(marks[0])
    with desk.store.factory() as uow:
        mine = uow.annotations.get(marks[0])
    other = a_version(replace(mine, text="theirs"), revision=None)
    other = replace(other, theirs=replace(other.theirs, assessment_id="", scores=(), feedback=""))
    sent = drain(desk, STALE, other=other)
    assert sent[0] == first.op_id
    assert final.op_id not in sent
    desk.do(settle, HOME, Choice(Side.MINE, marks={marks[0]: Side.MINE}))
    waiting = line(desk)
    assert waiting[-1].verb is OutboxVerb.PUT_FINAL
    assert waiting[-1].op_id != final.op_id, "its bytes list the mark as it is now"
    drain(desk)
    assert desk.assessment().state is AssessmentState.ACCEPTED


def test_another_mark_chosen_under_a_waiting_final_makes_it_a_draft_again(desk: EditingDesk) -> None:
    marks = complete(desk)
    desk.do(submit.submit, HOME)
    with desk.store.factory() as uow:
        mine = uow.annotations.get(marks[0])
    other = a_version(replace(mine, text="theirs", revision=9), revision=None)
    other = replace(other, theirs=replace(other.theirs, assessment_id="", scores=(), feedback=""))
    drain(desk, STALE, other=other)
    desk.do(settle, HOME, THEIRS)
    assert desk.assessment().state is AssessmentState.DRAFT
    assert next(mark for mark in desk.marks() if mark.annotation_id == marks[0]).text == "theirs"
    assert [item for item in line(desk) if item.verb is OutboxVerb.PUT_FINAL] == []


def test_the_draft_can_only_be_submitted_after_the_decision(desk: EditingDesk) -> None:
    complete(desk)
    with desk.store.factory() as uow:
        items = [item for item in uow.outbox.line(SERVER_ID, HOME) if item.verb is not OutboxVerb.PUT_DRAFT]
        for item in items:
            uow.outbox.update(replace(item, state=OutboxState.ACCEPTED))
    drain(desk, STALE, other=a_version())
    with pytest.raises(Undecided, match="Decide in the outbox"):
        desk.do(submit.submit, HOME)
    desk.do(settle, HOME, MINE)
    desk.do(submit.submit, HOME)
    drain(desk)
    assert desk.assessment().state is AssessmentState.ACCEPTED


def test_a_level_their_rubric_had_and_mine_has_not_is_to_be_chosen_again(desk: EditingDesk) -> None:
    desk.do(feedback.set_text, HOME, "mine")
    version = a_version()
    odd = replace(version.theirs.scores[0], level_id="https://elsewhere.example/levels/9")
    drain(desk, STALE, other=replace(version, theirs=replace(version.theirs, scores=(odd,))))
    desk.do(settle, HOME, THEIRS)
    score = desk.assessment().score_of(criterion_id(1))
    assert score is not None
    assert (score.level_id, score.rationale) == (None, "Because.")


@pytest.mark.parametrize("problem", ["withdrawn", "not-yours", "claim-contested"])
def test_what_was_taken_back_is_put_aside_with_everything_behind_it_and_all_words_kept(
    desk: EditingDesk, problem: str
) -> None:
    first = desk.do(annotate.add, a_mark(text="my words")).value.annotation_id
    desk.do(annotate.add, a_mark(2))
    drain(desk, Refused(problem, "no"))
    (parked,) = desk.waiting(first)
    desk.do(put_aside, parked.op_id)
    assert line(desk) == []
    assert [mark.text for mark in desk.marks() if mark.annotation_id == first] == ["my words"]
    with desk.store.factory() as uow:
        kept = uow.conflicts.get(parked.op_id)
        assert uow.outbox.get(parked.op_id).body == parked.body
    assert kept is not None
    assert kept.choice == PUT_ASIDE
    assert [row.needs_decision for row in desk.store.reads.inbox()] == [False, False]


def test_only_what_cannot_be_sent_is_put_aside(desk: EditingDesk) -> None:
    mark_id = desk.do(annotate.add, a_mark()).value.annotation_id
    drain(desk, STALE)
    (parked,) = desk.waiting(mark_id)
    with pytest.raises(NotParked):
        desk.do(put_aside, parked.op_id)
    assert desk.waiting(mark_id) == (parked,)


def test_a_choice_says_in_a_word_what_it_was_and_keeps_the_rest() -> None:
    assert (MINE.word, THEIRS.text()) == ("mine", "theirs")
    mixed = Choice(Side.MINE, {"c1": Side.THEIRS}, feedback=Side.MINE)
    assert mixed.word == "mixed"
    assert mixed.text() == '{"c1": "theirs", "feedback": "mine"}'
