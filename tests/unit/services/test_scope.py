"""A scope narrows everything that judges to some criteria; their numbers stay, and the rest can only be read."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assessor_app.adapters.assessment_exchange.codec import ExchangeCodec
from assessor_app.domain.assessment import Gap, IncompleteAssessment
from assessor_app.services import annotate, feedback, score, submit
from assessor_app.services.ports import Tools
from assessor_app.services.refusals import OutsideScope
from tests.fakes.store_factory import SERVER_ID, a_mark, an_assignment, arrives, criterion_id, level_id
from tests.unit.services.desk import EditingDesk, open_desk

NARROW = replace(an_assignment(), scope=(criterion_id(2),), revision=2)
TWO = ("assignment-1", criterion_id(2))


@pytest.fixture
def desk(tmp_path: Path):
    with open_desk(tmp_path) as one:
        one.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", NARROW, 2)))
        yield one


def test_the_rest_of_the_rubric_is_there_to_read(desk: EditingDesk) -> None:
    view = desk.view()
    assert [criterion.number for criterion in view.rubric.criteria] == [2]
    assert [criterion.number for criterion in view.out_of_scope] == [1, 3]
    assert view.rubric.by_number(2).criterion_id == criterion_id(2)


def test_only_what_is_in_scope_can_be_marked_and_scored(desk: EditingDesk) -> None:
    with pytest.raises(OutsideScope):
        desk.do(score.set_level, "assignment-1", criterion_id(1), level_id(1))
    with pytest.raises(OutsideScope):
        desk.do(score.set_feedback, "assignment-1", criterion_id(3), "Wait longer.")
    with pytest.raises(OutsideScope):
        desk.do(annotate.add, a_mark(criterion=1))
    desk.do(annotate.add, a_mark(criterion=2))


def test_nothing_out_of_scope_is_missing(desk: EditingDesk) -> None:
    with pytest.raises(IncompleteAssessment) as refused:
        desk.do(submit.submit, "assignment-1")
    asked = [(each.gap, each.criterion.number if each.criterion else None) for each in refused.value.missing]
    assert asked == [(Gap.LEVEL, 2), (Gap.FEEDBACK, None)]


def test_the_final_holds_what_was_asked_for(desk: EditingDesk) -> None:
    codec = ExchangeCodec()
    plain = desk.tools
    tools = Tools(now=plain.now, new_id=plain.new_id, codec_of=lambda _: codec)
    mark = desk.do(annotate.add, a_mark(criterion=2)).value
    desk.do(score.set_level, *TWO, level_id(2))
    desk.do(score.set_rationale, *TWO, "Four seconds.")
    desk.do(score.set_feedback, *TWO, "Try **six**.")
    desk.do(score.cite, *TWO, mark.annotation_id)
    desk.do(feedback.set_text, "assignment-1", "Well waited.")
    with desk.store.factory() as uow:
        item = submit.submit(uow, tools, "assignment-1").value
    document = json.loads(item.body)
    assert [result["criterion"] for result in document["results"]] == [criterion_id(2)]
    assert document["results"][0]["feedback"] == "Try **six**."
    assert document["decision"] == "awarded"
    assert document["declared_at"] == "2026-03-02T17:30:00Z"
