"""Marking: what is stored, what is told, what is refused, and what counts as one step."""

from dataclasses import replace
from typing import Any

import pytest

from assessor_app.domain.annotation import MarkType, TimeSelector, WholeSelector
from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.changes import Kind
from assessor_app.domain.rubric import UnknownCriterion
from assessor_app.domain.submission import AssignmentState
from assessor_app.services import annotate, score, undo
from assessor_app.services.refusals import (
    AlreadySubmitted,
    NotATimeSpan,
    NotOpen,
    UnknownAnnotation,
    UnknownArtifact,
    UnknownAssignment,
)
from tests.fakes.store_factory import SERVER_ID, a_mark, an_assignment, arrives, criterion_id, level_id
from tests.unit.services.desk import EditingDesk


def close(desk: EditingDesk, state: AssignmentState) -> None:
    assignment = an_assignment(state=state)
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", assignment, 2)))


def freeze(desk: EditingDesk) -> None:
    desk.do(score.set_level, "assignment-1", criterion_id(1), level_id(1))
    frozen = replace(desk.assessment(), state=AssessmentState.QUEUED)
    desk.change(lambda uow: uow.assessments.put(frozen))


def test_a_mark_is_stored_with_the_frame_and_the_bytes_it_was_made_on(desk: EditingDesk) -> None:
    mark = a_mark(12_345_678, 2, text="counts to four")
    desk.do(annotate.add, mark)
    (stored,) = desk.marks()
    assert stored.annotation_id == mark.annotation_id
    assert stored.selector == TimeSelector(12_345_678, 12_379_011, is_point=True)
    assert stored.artifact_digest == f"{1:064}"
    assert (stored.engine, stored.uncertainty_us, stored.revision) == ("qt", 17_000, 1)
    assert stored.created_at == stored.updated_at == desk.bench.clock.time
    assert (stored.criterion_id, stored.mark_type, stored.text) == (
        criterion_id(2),
        MarkType.STRENGTH,
        "counts to four",
    )


def test_a_mark_tells_what_it_touched_and_which_act_undo_would_take_back(desk: EditingDesk) -> None:
    done = desk.do(annotate.add, a_mark())
    assert done.changes.act_id is not None
    assert done.changes.ids(Kind.ANNOTATION) == {done.value.annotation_id}
    assert done.changes.ids(Kind.OUTBOX) == {item.op_id for item in desk.waiting(done.value.annotation_id)}
    assert {touched.owner_id for touched in done.changes.touched} == {"assignment-1"}
    assert (desk.count("annotation"), desk.count("journal"), desk.count("outbox")) == (1, 1, 1)


def test_marks_without_criterion_and_on_a_whole_artifact_are_marks_too(desk: EditingDesk) -> None:
    whole = replace(a_mark(criterion=None), selector=WholeSelector(), artifact_id="submission-1/artifacts/3")
    desk.do(annotate.add, whole)
    (stored,) = desk.marks()
    assert not stored.is_evidence
    assert stored.start_us is None


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"assignment_id": "assignment-9"}, UnknownAssignment),
        ({"artifact_id": "submission-2/artifacts/1"}, UnknownArtifact),
        ({"criterion_id": "https://elsewhere.example/criteria/1"}, UnknownCriterion),
    ],
)
def test_a_mark_on_something_unknown_is_refused(
    desk: EditingDesk, wrong: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        desk.do(annotate.add, replace(a_mark(), **wrong))
    assert (desk.count("annotation"), desk.count("journal"), desk.count("outbox")) == (0, 0, 0)


@pytest.mark.parametrize("state", [AssignmentState.WITHDRAWN, AssignmentState.CLOSED, AssignmentState.UNSUPPORTED])
def test_a_submission_that_is_no_longer_open_cannot_be_edited(desk: EditingDesk, state: AssignmentState) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    close(desk, state)
    with pytest.raises(NotOpen, match=state):
        desk.do(annotate.add, a_mark())
    with pytest.raises(NotOpen):
        desk.do(annotate.edit, mark.annotation_id, text="late")
    with pytest.raises(NotOpen):
        desk.do(annotate.retract, mark.annotation_id)
    assert desk.marks() == (mark,)


def test_a_returned_submission_can_be_edited(desk: EditingDesk) -> None:
    close(desk, AssignmentState.RETURNED)
    desk.do(annotate.add, a_mark())
    assert len(desk.marks()) == 1


def test_after_the_final_marks_are_read_only(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    freeze(desk)
    with pytest.raises(AlreadySubmitted):
        desk.do(annotate.add, a_mark())
    with pytest.raises(AlreadySubmitted):
        desk.do(annotate.edit, mark.annotation_id, text="late")
    with pytest.raises(AlreadySubmitted):
        desk.do(annotate.edit, mark.annotation_id)
    assert desk.marks() == (mark,)


def test_a_held_key_makes_a_stretch_in_the_same_undo_step(desk: EditingDesk) -> None:
    added = desk.do(annotate.add, a_mark(1_000_000))
    extended = desk.do(
        annotate.extend_to_range, added.value.annotation_id, (1_000_000, 3_500_000), added.changes.act_id
    )
    assert extended.changes.act_id == added.changes.act_id
    assert desk.marks()[0].selector == TimeSelector(1_000_000, 3_500_000, is_point=False)
    desk.do(undo.undo, "assignment-1")
    assert desk.marks() == ()
    desk.do(undo.redo, "assignment-1")
    assert desk.marks()[0].selector == TimeSelector(1_000_000, 3_500_000, is_point=False)


def test_two_keys_held_together_are_two_undo_steps(desk: EditingDesk) -> None:
    first = desk.do(annotate.add, a_mark(1_000_000, 1))
    second = desk.do(annotate.add, a_mark(2_000_000, 2))
    desk.do(annotate.extend_to_range, first.value.annotation_id, (1_000_000, 5_000_000), first.changes.act_id)
    desk.do(annotate.extend_to_range, second.value.annotation_id, (2_000_000, 6_000_000), second.changes.act_id)
    desk.do(undo.undo, "assignment-1")
    (left,) = desk.marks()
    assert left.selector == TimeSelector(1_000_000, 5_000_000, is_point=False)
    desk.do(undo.undo, "assignment-1")
    assert desk.marks() == ()


def test_a_stretch_after_another_change_of_the_mark_is_a_step_of_its_own(desk: EditingDesk) -> None:
    added = desk.do(annotate.add, a_mark(1_000_000))
    mark_id = added.value.annotation_id
    desk.do(annotate.edit, mark_id, mark_type=MarkType.WORRY)
    extended = desk.do(annotate.extend_to_range, mark_id, (1_000_000, 5_000_000), added.changes.act_id)
    assert extended.changes.act_id != added.changes.act_id
    desk.do(undo.undo, "assignment-1")
    (mark,) = desk.marks()
    assert (mark.mark_type, mark.selector) == (MarkType.WORRY, TimeSelector(1_000_000, 1_033_333))


def test_a_stretch_never_ends_before_its_first_frame(desk: EditingDesk) -> None:
    added = desk.do(annotate.add, a_mark(1_000_000))
    desk.do(annotate.extend_to_range, added.value.annotation_id, (1_000_000, 400_000), added.changes.act_id)
    assert desk.marks()[0].selector == TimeSelector(1_000_000, 1_033_333, is_point=False)


def test_a_key_held_while_it_runs_backwards_makes_the_stretch_before_the_mark(desk: EditingDesk) -> None:
    added = desk.do(annotate.add, a_mark(1_000_000))
    desk.do(annotate.extend_to_range, added.value.annotation_id, (400_000, 433_333), added.changes.act_id)
    assert desk.marks()[0].selector == TimeSelector(400_000, 1_033_333, is_point=False)


def test_a_place_without_time_cannot_become_a_stretch(desk: EditingDesk) -> None:
    added = desk.do(annotate.add, replace(a_mark(), selector=WholeSelector()))
    with pytest.raises(NotATimeSpan):
        desk.do(annotate.extend_to_range, added.value.annotation_id, (0, 5), added.changes.act_id)


def test_an_edit_changes_what_is_given_and_keeps_the_rest(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark(text="before")).value
    desk.bench.clock.advance(60)
    moved = TimeSelector(2_000_000, 2_040_000)
    edited = desk.do(annotate.edit, mark.annotation_id, criterion_id=None, selector=moved).value
    assert edited == replace(mark, criterion_id=None, selector=moved, revision=2, updated_at=desk.bench.clock.time)
    assert desk.marks() == (edited,)


def test_an_edit_to_an_unknown_criterion_is_refused(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    with pytest.raises(UnknownCriterion):
        desk.do(annotate.edit, mark.annotation_id, criterion_id="https://elsewhere.example/criteria/1")


def test_an_edit_that_changes_nothing_leaves_no_trace(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark(text="same")).value
    desk.bench.clock.advance(1)
    done = desk.do(annotate.edit, mark.annotation_id, text="same", mark_type=mark.mark_type)
    assert done.value == mark
    assert not done.changes
    assert done.changes.act_id is None
    assert (desk.count("journal"), desk.count("outbox")) == (1, 1)


def test_a_retracted_mark_is_gone_from_the_desk_and_cannot_be_touched_again(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    desk.do(annotate.retract, mark.annotation_id)
    assert desk.marks() == ()
    assert desk.count("annotation") == 1
    for service in (annotate.retract, annotate.edit):
        with pytest.raises(UnknownAnnotation):
            desk.do(service, mark.annotation_id)


def test_typing_that_goes_on_is_one_undo_step(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark(text="start")).value
    for text in ("c", "co", "counts"):
        desk.bench.clock.advance(10)
        desk.do(annotate.edit, mark.annotation_id, text=text)
    desk.do(undo.undo, "assignment-1")
    assert desk.marks()[0].text == "start"
    desk.do(undo.redo, "assignment-1")
    assert desk.marks()[0].text == "counts"
    assert desk.count("act") == 4  # mark, note, undo, redo
    assert desk.count("journal") == 6  # and every saved wording is kept


@pytest.mark.parametrize("pause_s", [31, -1])
def test_typing_after_a_pause_or_a_clock_set_back_is_a_new_step(desk: EditingDesk, pause_s: int) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    desk.do(annotate.edit, mark.annotation_id, text="first")
    desk.bench.clock.advance(pause_s)
    desk.do(annotate.edit, mark.annotation_id, text="second")
    desk.do(undo.undo, "assignment-1")
    assert desk.marks()[0].text == "first"


def test_typing_elsewhere_in_between_is_a_new_step(desk: EditingDesk) -> None:
    one, two = desk.do(annotate.add, a_mark(1)).value, desk.do(annotate.add, a_mark(2)).value
    desk.do(annotate.edit, one.annotation_id, text="one")
    desk.do(annotate.edit, two.annotation_id, text="two")
    desk.do(annotate.edit, one.annotation_id, text="one more")
    desk.do(undo.undo, "assignment-1")
    assert [mark.text for mark in desk.marks()] == ["one", "two"]


def test_typing_after_an_undo_is_a_new_step(desk: EditingDesk) -> None:
    mark = desk.do(annotate.add, a_mark()).value
    desk.do(annotate.edit, mark.annotation_id, text="first")
    desk.do(undo.undo, "assignment-1")
    desk.do(annotate.edit, mark.annotation_id, text="second")
    desk.do(undo.undo, "assignment-1")
    assert desk.marks()[0].text == ""
