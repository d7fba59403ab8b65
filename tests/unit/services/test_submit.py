"""Submit: complete or not at all, frozen and queued in one transaction."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assessor_app.domain.assessment import AssessmentState, Gap, IncompleteAssessment
from assessor_app.domain.changes import Kind
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.domain.submission import AssignmentState
from assessor_app.services import annotate, feedback, score, submit, undo
from assessor_app.services.declare import declare
from assessor_app.services.refusals import AlreadySubmitted, NotDeclared, NotOpen
from assessor_app.store.assessments import SqlAssessments
from assessor_app.store.outbox import SqlOutbox
from tests.fakes.plain_codec import PlainCodec
from tests.fakes.store_factory import SERVER_ID, a_mark, an_assignment, arrives, criterion_id, level_id
from tests.unit.services.desk import EditingDesk, open_desk

HOME = "assignment-1"


class PowerCut(Exception):
    pass


def power_cut(*_: object, **__: object) -> None:
    raise PowerCut


def complete(desk: EditingDesk) -> list[str]:
    """Everything the policy asks for, and one mark that is not cited; return the ids of all marks."""
    marks = []
    for number in (1, 2, 3):
        mark_id = desk.do(annotate.add, a_mark(number * 1_000_000, number)).value.annotation_id
        desk.do(score.set_level, HOME, criterion_id(number), level_id(number))
        desk.do(score.set_rationale, HOME, criterion_id(number), "As seen.")
        desk.do(score.cite, HOME, criterion_id(number), mark_id)
        marks.append(mark_id)
    marks.append(desk.do(annotate.add, a_mark(9_000_000, None)).value.annotation_id)
    desk.do(feedback.set_text, HOME, "Well waited.")
    return marks


def everything(desk: EditingDesk) -> object:
    """All rows of the assessor's work, to see that nothing changed."""
    with desk.store.database.reader() as connection:
        return [
            connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in ("assessment", "score", "annotation", "outbox", "journal")
        ]


def test_a_complete_assessment_is_frozen_and_waits_as_final(desk: EditingDesk) -> None:
    marks = complete(desk)
    done = desk.do(submit.submit, HOME)
    assert desk.assessment().state is AssessmentState.QUEUED
    assert not desk.view().is_editable
    (item,) = desk.waiting(desk.assessment().assessment_id)
    assert item == done.value
    assert (item.verb, item.state, item.base_revision) == (OutboxVerb.PUT_FINAL, OutboxState.PENDING, None)
    body = json.loads(item.body)
    assert (body["state"], body["annotations"]) == ("final", marks)
    assert desk.store.reads.waiting().finals == 1
    assert desk.store.reads.inbox()[0].state == "queued"


def test_submit_tells_inbox_workbench_and_outbox(desk: EditingDesk) -> None:
    complete(desk)
    changes = desk.do(submit.submit, HOME).changes
    assert changes.ids(Kind.ASSIGNMENT) == {HOME}
    assert changes.ids(Kind.ASSESSMENT) == {desk.assessment().assessment_id}
    assert len(changes.ids(Kind.OUTBOX)) == 3  # the final, the draft it made pointless, the history of the scores
    assert changes.act_id is None


def test_the_final_waits_behind_the_marks_it_lists(desk: EditingDesk) -> None:
    marks = complete(desk)
    desk.do(submit.submit, HOME)
    sent = []
    while True:
        with desk.store.factory() as uow:
            due = uow.outbox.due(SERVER_ID, desk.bench.clock.time)
            for item in due:
                uow.outbox.update(replace(item, state=OutboxState.ACCEPTED))
                sent.append((item.verb, item.entity_id))
        if not due:
            break
    work = [entity_id for verb, entity_id in sent if verb is not OutboxVerb.POST_EVENTS]
    assert work == [*marks, desk.assessment().assessment_id]


def test_the_history_of_the_scores_goes_with_the_final(desk: EditingDesk) -> None:
    marks = complete(desk)
    first = desk.assessment().scores[0]
    desk.bench.clock.advance(60)
    desk.do(score.set_level, HOME, first.criterion_id, None)
    desk.do(undo.undo, HOME)
    desk.do(submit.submit, HOME)
    changes = [event for event in history(desk) if event["data"]["criterion"] == first.criterion_id]
    assert [(event["data"]["before"], event["data"]["after"], event["data"]["act"]) for event in changes] == [
        ("", first.level_id, "do"),
        (first.level_id, "", "do"),
        ("", first.level_id, "undo"),
    ]
    assert changes[0]["at"] < changes[1]["at"]
    assert {event["data"]["field"] for event in history(desk)} == {"level"}, "texts are in the final itself"
    assert len(history(desk)) == len(marks) - 1 + 2


def test_a_second_final_tells_only_what_is_new(desk: EditingDesk) -> None:
    complete(desk)
    desk.do(submit.submit, HOME)
    told = {event["event_id"] for event in history(desk)}
    desk.change(lambda uow: uow.events.confirm(told))
    desk.change(lambda uow: uow.assessments.put(replace(desk.assessment(), state=AssessmentState.DRAFT)))
    first = desk.assessment().scores[0]
    desk.bench.clock.advance(60)
    desk.do(score.set_level, HOME, first.criterion_id, None)
    desk.do(undo.undo, HOME)
    desk.do(submit.submit, HOME)
    with desk.store.factory() as uow:
        unsent = uow.events.unsent(HOME)
    assert [event.data["after"] for event in unsent] == ["", first.level_id]
    assert told.isdisjoint(event.event_id for event in unsent)


def test_nothing_is_submitted_before_the_declaration(tmp_path: Path) -> None:
    with open_desk(tmp_path, is_declared=False) as desk:
        complete(desk)
        with pytest.raises(NotDeclared, match="whether you know anybody in 4F2A7K9"):
            desk.do(submit.submit, HOME)
        assert desk.assessment().state is AssessmentState.DRAFT
        desk.do(declare, HOME)
        desk.do(submit.submit, HOME)


def test_a_lease_that_has_run_out_stops_no_submit(desk: EditingDesk) -> None:
    complete(desk)
    lease_until = desk.view().assignment.lease_until_at
    assert lease_until is not None
    desk.bench.clock.advance(30 * 86_400)
    assert desk.bench.clock.time > lease_until
    desk.do(submit.submit, HOME)
    assert desk.assessment().state is AssessmentState.QUEUED


def history(desk: EditingDesk) -> list[dict[str, Any]]:
    with desk.store.factory() as uow:
        line = uow.outbox.line(SERVER_ID, HOME)
    events = [each for item in line if item.verb is OutboxVerb.POST_EVENTS for each in json.loads(item.body)["events"]]
    return [event for event in events if event["kind"] == "score-changed"]


def test_a_tried_draft_stays_before_the_final(desk: EditingDesk) -> None:
    complete(desk)
    (draft,) = desk.waiting(desk.assessment().assessment_id)
    desk.change(lambda uow: uow.outbox.update(replace(draft, tries=1)))
    desk.do(submit.submit, HOME)
    verbs = [item.verb for item in desk.waiting(desk.assessment().assessment_id)]
    assert verbs == [OutboxVerb.PUT_DRAFT, OutboxVerb.PUT_FINAL]


@pytest.mark.parametrize(
    ("spoil", "gap"),
    [
        (lambda desk, marks: desk.do(score.set_level, HOME, criterion_id(2), None), Gap.LEVEL),
        (lambda desk, marks: desk.do(annotate.retract, marks[1]), Gap.EVIDENCE),
        (lambda desk, marks: desk.do(annotate.edit, marks[1], criterion_id=None), Gap.EVIDENCE),
        (lambda desk, marks: desk.do(score.set_rationale, HOME, criterion_id(2), "  "), Gap.RATIONALE),
        (lambda desk, marks: desk.do(feedback.set_text, HOME, ""), Gap.FEEDBACK),
    ],
)
def test_what_is_missing_is_named_and_nothing_changes(
    desk: EditingDesk, spoil: Callable[[EditingDesk, list[str]], object], gap: Gap
) -> None:
    spoil(desk, complete(desk))
    before = everything(desk)
    with pytest.raises(IncompleteAssessment) as refused:
        desk.do(submit.submit, HOME)
    assert [missing.gap for missing in refused.value.missing] == [gap]
    assert [missing.criterion.number for missing in refused.value.missing if missing.criterion] == (
        [] if gap is Gap.FEEDBACK else [2]
    )
    assert everything(desk) == before


def test_submitting_an_untouched_assignment_begins_nothing(desk: EditingDesk) -> None:
    with pytest.raises(IncompleteAssessment) as refused:
        desk.do(submit.submit, HOME)
    assert len(refused.value.missing) == 4
    assert desk.count("assessment") == 0


@pytest.mark.parametrize(
    ("owner", "name"),
    [(SqlAssessments, "put"), (SqlOutbox, "add"), (SqlOutbox, "update"), (PlainCodec, "assessment")],
)
def test_a_failure_at_any_step_leaves_the_draft_as_it_was(
    desk: EditingDesk, monkeypatch: pytest.MonkeyPatch, owner: type, name: str
) -> None:
    complete(desk)
    before = everything(desk)
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, power_cut)
        with pytest.raises(PowerCut):
            desk.do(submit.submit, HOME)
    assert everything(desk) == before
    desk.do(submit.submit, HOME)
    assert desk.assessment().state is AssessmentState.QUEUED


def test_a_failure_after_the_last_step_leaves_the_draft_as_it_was(desk: EditingDesk) -> None:
    complete(desk)
    before = everything(desk)

    def submit_and_fail(uow):
        submit.submit(uow, desk.tools, HOME)
        raise PowerCut

    with pytest.raises(PowerCut):
        desk.change(submit_and_fail)
    assert everything(desk) == before


def test_submitting_twice_is_refused(desk: EditingDesk) -> None:
    complete(desk)
    desk.do(submit.submit, HOME)
    with pytest.raises(AlreadySubmitted):
        desk.do(submit.submit, HOME)
    assert desk.store.reads.waiting().finals == 1


def test_a_withdrawn_assignment_cannot_be_submitted(desk: EditingDesk) -> None:
    complete(desk)
    withdrawn = an_assignment(state=AssignmentState.WITHDRAWN)
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", HOME, withdrawn, 2)))
    with pytest.raises(NotOpen):
        desk.do(submit.submit, HOME)
