"""Undo and redo: per submission, across restarts, always forward, ending at the final."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.domain.annotation import MarkType, TimeSelector
from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.changes import Kind
from assessor_app.domain.journal import ActKind
from assessor_app.domain.submission import AssignmentState
from assessor_app.services import annotate, annotate_many, feedback, score, undo
from assessor_app.services.acts import content
from assessor_app.services.done import Done
from assessor_app.services.refusals import AlreadySubmitted, NotOpen
from tests.examples import budget
from tests.fakes.store_factory import (
    SERVER_ID,
    a_mark,
    a_submission,
    an_assignment,
    arrives,
    criterion_id,
    level_id,
    make_store,
)
from tests.unit.services.desk import EditingDesk, open_desk

HOME = "assignment-1"
EMPTY: tuple[object, ...] = ((), (), "")
Service = Callable[..., Done[Any]]


def shown(desk: EditingDesk, assignment_id: str = HOME) -> tuple[object, ...]:
    """What a person sees: live marks, scores with something in them, feedback."""
    view = desk.view(assignment_id)
    scores = (s for s in view.assessment.scores if s.is_scored or s.rationale or s.feedback or s.cited)
    return tuple(map(content, view.annotations)), tuple(map(content, scores)), view.assessment.feedback


def all_the_way(desk: EditingDesk, service: Service, assignment_id: str = HOME) -> list[tuple[object, ...]]:
    """Repeat until there is nothing left; return what was shown after each step."""
    steps = []
    while desk.do(service, assignment_id).value is not None:
        steps.append(shown(desk, assignment_id))
    return steps


def an_evening(desk: EditingDesk) -> list[tuple[object, ...]]:
    """Every kind of edit once; return what was shown before the first and after each."""
    mark = a_mark(5_000_000, 1, text="asks why")
    ident = mark.annotation_id
    seen = [shown(desk)]
    edits: list[tuple[Service, tuple[object, ...], dict[str, object]]] = [
        (annotate.add, (mark,), {}),
        (annotate.edit, (ident,), {"mark_type": MarkType.WORRY}),
        (annotate.edit, (ident,), {"text": "asks why twice"}),
        (score.set_level, (HOME, criterion_id(1), level_id(1)), {}),
        (score.cite, (HOME, criterion_id(1), ident), {}),
        (score.set_rationale, (HOME, criterion_id(1), "Two questions."), {}),
        (score.set_condition_code, (HOME, criterion_id(2), "no-audio"), {}),
        (score.uncite, (HOME, criterion_id(1), ident), {}),
        (feedback.set_text, (HOME, "Go on."), {}),
        (annotate.retract, (ident,), {}),
    ]
    for service, arguments, named in edits:
        desk.do(service, *arguments, **named)
        seen.append(shown(desk))
    return seen


def test_every_edit_can_be_taken_back_and_done_again_one_by_one(desk: EditingDesk) -> None:
    seen = an_evening(desk)
    assert len(set(map(str, seen))) == len(seen)
    assert all_the_way(desk, undo.undo) == seen[-2::-1]
    assert all_the_way(desk, undo.redo) == seen[1:]
    assert all_the_way(desk, undo.undo) == seen[-2::-1]


def test_undo_goes_on_after_the_program_was_closed(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        seen = an_evening(desk)
        desk.do(undo.undo, HOME)
    with make_store(tmp_path) as store:
        desk = EditingDesk(store)
        assert all_the_way(desk, undo.undo) == seen[-3::-1]
    with make_store(tmp_path) as store:
        assert all_the_way(EditingDesk(store), undo.redo) == seen[1:]


def test_undo_is_a_new_act_forward(desk: EditingDesk) -> None:
    added = desk.do(annotate.add, a_mark())
    undone = desk.do(undo.undo, HOME)
    assert undone.value is not None
    assert (undone.value.act_id, undone.value.label) == (added.changes.act_id, "mark")
    assert undone.changes.ids(Kind.ANNOTATION) == {added.value.annotation_id}
    assert undone.changes.act_id not in (None, added.changes.act_id)
    with desk.store.factory() as uow:
        (row,) = uow.journal.rows_of(undone.changes.act_id)
        tombstone = uow.annotations.get(added.value.annotation_id)
    assert (row.kind, row.undoes) == (ActKind.UNDO, added.changes.act_id)
    assert (row.before, row.after) == (added.value, tombstone)
    assert (tombstone.is_retracted, tombstone.revision) == (True, 2)
    assert desk.count("journal") == 2


def test_there_may_be_nothing_to_undo_or_redo(desk: EditingDesk) -> None:
    for service in (undo.undo, undo.redo):
        done = desk.do(service, HOME)
        assert done.value is None
        assert not done.changes
    assert desk.count("journal") == 0


def test_a_new_edit_ends_redo(desk: EditingDesk) -> None:
    desk.do(annotate.add, a_mark(1))
    desk.do(undo.undo, HOME)
    desk.do(annotate.add, a_mark(2))
    assert desk.do(undo.redo, HOME).value is None
    assert len(desk.marks()) == 1


def test_undo_works_on_one_submission_at_a_time(desk: EditingDesk) -> None:
    there = "assignment-2"
    desk.do(annotate.add, a_mark(assignment_id=there, artifact_id="submission-2/artifacts/1"))
    desk.do(annotate.add, a_mark())
    desk.do(undo.undo, there)
    assert (len(desk.marks()), desk.view(there).annotations) == (1, ())


@pytest.mark.parametrize("service", [undo.undo, undo.redo])
def test_undo_ends_at_the_final_and_at_the_end_of_the_assignment(desk: EditingDesk, service: Service) -> None:
    desk.do(feedback.set_text, HOME, "Go on.")
    final = replace(desk.assessment(), state=AssessmentState.QUEUED)
    desk.change(lambda uow: uow.assessments.put(final))
    with pytest.raises(AlreadySubmitted):
        desk.do(service, HOME)
    closed = an_assignment(state=AssignmentState.CLOSED)
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", HOME, closed, 2)))
    with pytest.raises(NotOpen):
        desk.do(service, HOME)
    assert desk.assessment().feedback == "Go on."


TEXTS = st.sampled_from(["", "one", "two", "three"])
NUMBERS = st.integers(1, 3)
LEVELS = st.sampled_from([None, "Not yet", "Demonstrated"])
EDITS = st.one_of(
    st.tuples(st.just("mark"), st.integers(0, 10**9), NUMBERS | st.none()),
    st.tuples(st.just("extend"), st.integers(0, 5), st.integers(1, 10**9)),
    st.tuples(st.just("note"), st.integers(0, 5), TEXTS),
    st.tuples(st.just("link"), st.integers(0, 5), NUMBERS | st.none()),
    st.tuples(st.just("nudge"), st.integers(0, 5), st.integers(0, 10**9)),
    st.tuples(st.just("retract"), st.integers(0, 5), st.none()),
    st.tuples(st.just("type_all"), st.integers(1, 3), st.sampled_from(MarkType)),
    st.tuples(st.just("link_all"), st.integers(1, 3), NUMBERS | st.none()),
    st.tuples(st.just("cite_all"), st.integers(1, 3), st.booleans()),
    st.tuples(st.just("retract_all"), st.integers(1, 3), st.none()),
    st.tuples(st.just("level"), NUMBERS, LEVELS),
    st.tuples(st.just("condition"), NUMBERS, st.sampled_from([None, "no-audio"])),
    st.tuples(st.just("rationale"), NUMBERS, TEXTS),
    st.tuples(st.just("advice"), NUMBERS, TEXTS),
    st.tuples(st.just("cite"), NUMBERS, st.integers(0, 5)),
    st.tuples(st.just("feedback"), st.none(), TEXTS),
    st.tuples(st.just("wait"), st.none(), st.integers(0, 60)),
    st.tuples(st.just("undo"), st.none(), st.none()),
    st.tuples(st.just("redo"), st.none(), st.none()),
)


class Player:
    """Turns drawn edits into service calls on one assignment; picks marks among the live ones."""

    def __init__(self, desk: EditingDesk, assignment_id: str, artifact_id: str) -> None:
        self.desk = desk
        self.assignment_id = assignment_id
        self.artifact_id = artifact_id
        self.acts: dict[str, str] = {}

    def play(self, edit: tuple[str, object, object]) -> None:
        getattr(self, edit[0])(*edit[1:])

    def _pick(self, index: int) -> str | None:
        marks = self.desk.view(self.assignment_id).annotations
        return marks[index % len(marks)].annotation_id if marks else None

    def mark(self, start_us: int, number: int | None) -> None:
        mark = a_mark(start_us, number, assignment_id=self.assignment_id, artifact_id=self.artifact_id)
        self.acts[mark.annotation_id] = self.desk.do(annotate.add, mark).changes.act_id or ""

    def extend(self, index: int, end_us: int) -> None:
        if ident := self._pick(index):
            self.desk.do(annotate.extend_to_range, ident, (end_us, end_us), self.acts[ident])

    def note(self, index: int, text: str) -> None:
        if ident := self._pick(index):
            self.desk.do(annotate.edit, ident, text=text)

    def link(self, index: int, number: int | None) -> None:
        if ident := self._pick(index):
            self.desk.do(annotate.edit, ident, criterion_id=criterion_id(number) if number else None)

    def retract(self, index: int, _: None) -> None:
        if ident := self._pick(index):
            self.desk.do(annotate.retract, ident)

    def nudge(self, index: int, start_us: int) -> None:
        if ident := self._pick(index):
            self.desk.do(annotate.nudge, ident, TimeSelector(start_us, start_us + 33_333))

    def _some(self, count: int) -> list[str]:
        return [mark.annotation_id for mark in self.desk.view(self.assignment_id).annotations[:count]]

    def type_all(self, count: int, kind: MarkType) -> None:
        if ids := self._some(count):
            self.desk.do(annotate_many.edit_all, ids, mark_type=kind)

    def link_all(self, count: int, number: int | None) -> None:
        if ids := self._some(count):
            self.desk.do(annotate_many.edit_all, ids, criterion_id=criterion_id(number) if number else None)

    def cite_all(self, count: int, is_cited: bool) -> None:
        ids = self._some(count)
        if ids and is_cited:
            self.desk.do(annotate_many.cite_all, ids, criterion_id(1))
        elif ids:
            self.desk.do(annotate_many.uncite_all, ids)

    def retract_all(self, count: int, _: None) -> None:
        if ids := self._some(count):
            self.desk.do(annotate_many.retract_all, ids)

    def level(self, number: int, name: str | None) -> None:
        level = level_id(number, name) if name else None
        self.desk.do(score.set_level, self.assignment_id, criterion_id(number), level)

    def condition(self, number: int, code: str | None) -> None:
        self.desk.do(score.set_condition_code, self.assignment_id, criterion_id(number), code)

    def advice(self, number: int, text: str) -> None:
        self.desk.do(score.set_feedback, self.assignment_id, criterion_id(number), text)

    def rationale(self, number: int, text: str) -> None:
        self.desk.do(score.set_rationale, self.assignment_id, criterion_id(number), text)

    def cite(self, number: int, index: int) -> None:
        if ident := self._pick(index):
            self.desk.do(score.cite, self.assignment_id, criterion_id(number), ident)

    def feedback(self, _: None, text: str) -> None:
        self.desk.do(feedback.set_text, self.assignment_id, text)

    def wait(self, _: None, seconds: int) -> None:
        self.desk.bench.clock.advance(seconds)

    def undo(self, _: None, __: None) -> None:
        self.desk.do(undo.undo, self.assignment_id)

    def redo(self, _: None, __: None) -> None:
        self.desk.do(undo.redo, self.assignment_id)


def a_fresh_submission(desk: EditingDesk, number: int) -> Player:
    """Each example has an assignment of its own in the same database."""
    assignment_id, submission = f"example-{number}", a_submission(f"submission-of-{number}")
    assignment = an_assignment(assignment_id, submission.submission_id)

    def arrive(uow):
        uow.remote.put(SERVER_ID, arrives("submission", submission.submission_id, submission))
        uow.remote.put(SERVER_ID, arrives("assignment", assignment_id, assignment))

    desk.change(arrive)
    return Player(desk, assignment_id, submission.artifacts[0].artifact_id)


def test_whatever_was_done_undo_leads_back_to_the_beginning_and_redo_to_the_end(desk: EditingDesk) -> None:
    examples = iter(range(10**6))

    @budget(25)
    @given(st.lists(EDITS, max_size=25))
    def holds(edits: list[tuple[str, object, object]]) -> None:
        player = a_fresh_submission(desk, next(examples))
        beginning = shown(desk, player.assignment_id)
        for edit in edits:
            player.play(edit)
        all_the_way(desk, undo.redo, player.assignment_id)
        end = shown(desk, player.assignment_id)
        back = all_the_way(desk, undo.undo, player.assignment_id)
        assert shown(desk, player.assignment_id) == beginning
        forth = all_the_way(desk, undo.redo, player.assignment_id)
        assert shown(desk, player.assignment_id) == end
        assert forth == [*reversed(back), end][1:]

    holds()


def test_whatever_is_done_to_two_submissions_in_turn_undo_and_redo_never_reach_into_the_other(
    desk: EditingDesk,
) -> None:
    examples = iter(range(10**6, 2 * 10**6))

    @budget(16)
    @given(st.lists(st.tuples(st.booleans(), EDITS), max_size=25), st.booleans())
    def holds(edits: list[tuple[bool, tuple[str, object, object]]], is_first: bool) -> None:
        pair = a_fresh_submission(desk, next(examples)), a_fresh_submission(desk, next(examples))
        for is_second, edit in edits:
            player, other = pair[is_second], pair[not is_second]
            untouched = shown(desk, other.assignment_id)
            player.play(edit)
            assert shown(desk, other.assignment_id) == untouched
        player, other = pair[not is_first], pair[is_first]
        untouched = shown(desk, other.assignment_id)
        all_the_way(desk, undo.redo, player.assignment_id)
        end = shown(desk, player.assignment_id)
        all_the_way(desk, undo.undo, player.assignment_id)
        assert shown(desk, player.assignment_id) == EMPTY
        assert shown(desk, other.assignment_id) == untouched
        all_the_way(desk, undo.redo, player.assignment_id)
        assert (shown(desk, player.assignment_id), shown(desk, other.assignment_id)) == (end, untouched)

    holds()
