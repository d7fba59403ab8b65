"""Levels, citations, reasons, condition codes and feedback."""

from dataclasses import replace

import pytest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.changes import Kind
from assessor_app.domain.rubric import UnknownCriterion, UnknownLevel
from assessor_app.domain.submission import AssignmentState
from assessor_app.services import annotate, feedback, score, undo
from assessor_app.services.refusals import AlreadySubmitted, NotOpen, UnknownAnnotation, UnknownConditionCode
from tests.fakes.store_factory import (
    RUBRIC_ID,
    SERVER_ID,
    a_mark,
    a_rubric,
    an_assignment,
    arrives,
    criterion_id,
    level_id,
)
from tests.unit.services.desk import EditingDesk

ONE = ("assignment-1", criterion_id(1))


def test_the_first_edit_begins_the_assessment(desk: EditingDesk) -> None:
    done = desk.do(score.set_level, *ONE, level_id(1))
    assessment = desk.assessment()
    assert (assessment.state, assessment.revision) == (AssessmentState.DRAFT, 0)
    assert assessment.rubric_digest == "rubric-digest-1"
    assert assessment.scores == (done.value,)
    assert done.changes.ids(Kind.SCORE) == {criterion_id(1)}
    assert done.changes.ids(Kind.ASSESSMENT) == {assessment.assessment_id}
    desk.do(feedback.set_text, "assignment-1", "Well waited.")
    assert desk.assessment().assessment_id == assessment.assessment_id


def test_levels_reasons_and_feedback_are_stored(desk: EditingDesk) -> None:
    desk.do(score.set_level, *ONE, level_id(1, "Not yet"))
    desk.do(score.set_level, *ONE, level_id(1, "Progressing"))
    desk.do(score.set_rationale, *ONE, "Asks two open questions.")
    desk.do(feedback.set_text, "assignment-1", "Keep the pauses.")
    stored = desk.assessment().score_of(criterion_id(1))
    assert stored is not None
    assert (stored.level_id, stored.rationale, stored.revision) == (
        level_id(1, "Progressing"),
        "Asks two open questions.",
        3,
    )
    assert desk.assessment().feedback == "Keep the pauses."


def test_a_level_can_be_taken_away_again(desk: EditingDesk) -> None:
    desk.do(score.set_level, *ONE, level_id(1))
    assert not desk.do(score.set_level, *ONE, None).value.is_scored


def test_unknown_criteria_levels_and_codes_are_refused(desk: EditingDesk) -> None:
    with pytest.raises(UnknownLevel):
        desk.do(score.set_level, *ONE, level_id(2))
    with pytest.raises(UnknownCriterion):
        desk.do(score.set_rationale, "assignment-1", "criterion-9", "why")
    with pytest.raises(UnknownConditionCode):
        desk.do(score.set_condition_code, *ONE, "bad-hair-day")
    assert desk.count("assessment") == desk.count("journal") == desk.count("outbox") == 0


def test_a_condition_code_and_a_level_exclude_each_other(desk: EditingDesk) -> None:
    desk.do(score.set_level, *ONE, level_id(1))
    coded = desk.do(score.set_condition_code, *ONE, "no-audio").value
    assert (coded.level_id, coded.condition_code) == (None, "no-audio")
    levelled = desk.do(score.set_level, *ONE, level_id(1)).value
    assert (levelled.level_id, levelled.condition_code) == (level_id(1), None)
    desk.do(undo.undo, "assignment-1")
    assert desk.assessment().scores[0].condition_code == "no-audio"
    assert desk.do(score.set_condition_code, *ONE, None).value.condition_code is None


def test_moments_are_cited_once_and_in_order(desk: EditingDesk) -> None:
    first, second = (desk.do(annotate.add, a_mark(start, 1)).value.annotation_id for start in (9, 1))
    desk.do(score.cite, *ONE, first)
    desk.do(score.cite, *ONE, second)
    again = desk.do(score.cite, *ONE, first)
    assert again.value.cited == (first, second)
    assert not again.changes
    assert desk.do(score.uncite, *ONE, first).value.cited == (second,)
    assert not desk.do(score.uncite, *ONE, first).changes


def test_only_live_moments_of_this_submission_can_be_cited(desk: EditingDesk) -> None:
    elsewhere = a_mark(assignment_id="assignment-2", artifact_id="submission-2/artifacts/1")
    desk.do(annotate.add, elsewhere)
    gone = desk.do(annotate.add, a_mark()).value.annotation_id
    desk.do(annotate.retract, gone)
    for annotation_id in (elsewhere.annotation_id, gone, "never"):
        with pytest.raises(UnknownAnnotation):
            desk.do(score.cite, *ONE, annotation_id)


def test_a_retracted_moment_stays_cited_so_that_undo_brings_the_evidence_back(desk: EditingDesk) -> None:
    mark_id = desk.do(annotate.add, a_mark(1, 1)).value.annotation_id
    desk.do(score.cite, *ONE, mark_id)
    desk.do(annotate.retract, mark_id)
    assert desk.assessment().scores[0].cited == (mark_id,)
    desk.do(undo.undo, "assignment-1")
    assert [mark.annotation_id for mark in desk.marks()] == [mark_id]


def test_edits_that_change_nothing_leave_no_trace(desk: EditingDesk) -> None:
    assert not desk.do(score.set_level, *ONE, None).changes
    assert not desk.do(score.set_rationale, *ONE, "").changes
    assert not desk.do(feedback.set_text, "assignment-1", "").changes
    assert desk.count("assessment") == desk.count("journal") == desk.count("outbox") == 0


@pytest.mark.parametrize("field", ["rationale", "feedback"])
def test_typing_that_goes_on_is_one_undo_step(desk: EditingDesk, field: str) -> None:
    for text in ("K", "Ke", "Keep"):
        desk.bench.clock.advance(29)
        if field == "rationale":
            desk.do(score.set_rationale, *ONE, text)
        else:
            desk.do(feedback.set_text, "assignment-1", text)
    assert desk.count("act") == 1
    desk.do(undo.undo, "assignment-1")
    assert desk.assessment().feedback == ""
    assert [s.rationale for s in desk.assessment().scores] in ([], [""])


def test_typing_in_two_rationales_is_two_steps(desk: EditingDesk) -> None:
    desk.do(score.set_rationale, *ONE, "one")
    desk.do(score.set_rationale, "assignment-1", criterion_id(2), "two")
    desk.do(undo.undo, "assignment-1")
    assert {s.criterion_id: s.rationale for s in desk.assessment().scores} == {
        criterion_id(1): "one",
        criterion_id(2): "",
    }


def test_a_draft_with_scores_stays_on_its_rubric(desk: EditingDesk) -> None:
    desk.do(score.set_level, *ONE, level_id(1))
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, a_rubric("2"), 2)))
    desk.do(score.set_rationale, *ONE, "still the first version")
    assert desk.assessment().rubric_digest == "rubric-digest-1"
    (item,) = desk.waiting(desk.assessment().assessment_id)
    assert b'"rubric_digest": "rubric-digest-1"' in item.body


def test_a_level_done_again_stands_under_the_rubric_it_was_chosen_from(desk: EditingDesk) -> None:
    desk.do(score.set_level, *ONE, level_id(1))
    desk.do(undo.undo, "assignment-1")
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, a_rubric("2"), 2)))
    desk.do(undo.redo, "assignment-1")
    stored = desk.assessment()
    assert [s.level_id for s in stored.scores] == [level_id(1)]
    assert stored.rubric_digest == "rubric-digest-1"


def test_a_draft_of_feedback_alone_moves_to_the_new_rubric(desk: EditingDesk) -> None:
    desk.do(feedback.set_text, "assignment-1", "Well waited.")
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, a_rubric("2"), 2)))
    desk.do(score.set_level, *ONE, level_id(1))
    assert desk.assessment().rubric_digest == "rubric-digest-2"
    assert desk.assessment().feedback == "Well waited."


def test_a_withdrawn_or_submitted_assessment_cannot_be_scored(desk: EditingDesk) -> None:
    desk.do(score.set_level, *ONE, level_id(1))
    queued = replace(desk.assessment(), state=AssessmentState.QUEUED)
    desk.change(lambda uow: uow.assessments.put(queued))
    with pytest.raises(AlreadySubmitted):
        desk.do(score.set_level, *ONE, None)
    withdrawn = an_assignment(state=AssignmentState.WITHDRAWN)
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", withdrawn, 2)))
    with pytest.raises(NotOpen):
        desk.do(feedback.set_text, "assignment-1", "late")
