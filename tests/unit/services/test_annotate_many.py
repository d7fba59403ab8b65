"""Several marks at once: one act, one undo step, one submission."""

from pathlib import Path

import pytest

from assessor_app.domain.annotation import MarkType, TimeSelector
from assessor_app.domain.changes import Kind
from assessor_app.domain.rubric import UnknownCriterion
from assessor_app.services import annotate, annotate_many, undo
from assessor_app.services.refusals import MixedSubmissions, NoCriterion, TooManyAtOnce, UnknownAnnotation
from tests.fakes.store_factory import a_mark, criterion_id, make_store
from tests.unit.services.desk import EditingDesk, open_desk
from tests.unit.services.test_undo import HOME, shown


def marked(desk: EditingDesk, *numbers: int | None) -> list[str]:
    """One mark a second for these criteria; their ids."""
    return [
        desk.do(annotate.add, a_mark(place * 1_000_000, number)).value.annotation_id
        for place, number in enumerate(numbers)
    ]


def test_a_type_for_several_is_one_act_that_one_undo_takes_back(desk: EditingDesk) -> None:
    ids = marked(desk, 1, 2, 3)
    before = shown(desk)
    done = desk.do(annotate_many.edit_all, ids[:2], mark_type=MarkType.WORRY)
    assert done.changes.ids(Kind.ANNOTATION) == set(ids[:2])
    assert [mark.mark_type for mark in desk.marks()] == [MarkType.WORRY, MarkType.WORRY, MarkType.STRENGTH]
    with desk.store.factory() as uow:
        assert len(uow.journal.rows_of(done.changes.act_id or "")) == 2
    after = shown(desk)
    desk.do(undo.undo, HOME)
    assert shown(desk) == before
    desk.do(undo.redo, HOME)
    assert shown(desk) == after


def test_all_at_once_is_undone_and_done_again_after_a_restart(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        ids = marked(desk, 1, 2, 3)
        steps = [shown(desk)]
        for act in (
            lambda: desk.do(annotate_many.edit_all, ids, mark_type=MarkType.QUESTION),
            lambda: desk.do(annotate_many.edit_all, ids, criterion_id=criterion_id(2)),
            lambda: desk.do(annotate_many.cite_all, ids),
            lambda: desk.do(annotate_many.uncite_all, ids[:2]),
            lambda: desk.do(annotate_many.retract_all, ids),
        ):
            act()
            steps.append(shown(desk))
        assert len(set(map(str, steps))) == len(steps)
    with make_store(tmp_path) as store:
        desk = EditingDesk(store)
        for step in reversed(steps[:-1]):
            assert desk.do(undo.undo, HOME).value is not None
            assert shown(desk) == step
    with make_store(tmp_path) as store:
        desk = EditingDesk(store)
        for step in steps[1:]:
            assert desk.do(undo.redo, HOME).value is not None
            assert shown(desk) == step
        assert desk.do(undo.redo, HOME).value is None


def test_each_goes_out_to_its_server(desk: EditingDesk) -> None:
    ids = marked(desk, 1, 2)
    desk.do(annotate_many.edit_all, ids, mark_type=MarkType.QUESTION)
    assert [len(desk.waiting(each)) for each in ids] == [1, 1]
    assert all(b"question" in desk.waiting(each)[0].body for each in ids)


def test_what_changes_nothing_is_no_act(desk: EditingDesk) -> None:
    ids = marked(desk, 1, 2)
    acts = desk.count("act")
    done = desk.do(annotate_many.edit_all, ids, mark_type=MarkType.STRENGTH)
    assert (bool(done.changes), done.changes.act_id, desk.count("act")) == (False, None, acts)


def test_marks_taken_away_meanwhile_are_left_out(desk: EditingDesk) -> None:
    ids = marked(desk, 1, 2)
    desk.do(annotate.retract, ids[0])
    desk.do(annotate_many.edit_all, ids, mark_type=MarkType.WORRY)
    assert [(mark.annotation_id, mark.mark_type) for mark in desk.marks()] == [(ids[1], MarkType.WORRY)]
    with pytest.raises(UnknownAnnotation):
        desk.do(annotate_many.retract_all, ids[:1])


def test_one_act_never_reaches_into_another_submission(desk: EditingDesk) -> None:
    here = marked(desk, 1)
    there = desk.do(annotate.add, a_mark(assignment_id="assignment-2", artifact_id="submission-2/artifacts/1"))
    both = [*here, there.value.annotation_id]
    before = shown(desk), shown(desk, "assignment-2")
    for service in (annotate_many.retract_all, annotate_many.cite_all, annotate_many.uncite_all):
        with pytest.raises(MixedSubmissions):
            desk.do(service, both)
    with pytest.raises(MixedSubmissions):
        desk.do(annotate_many.edit_all, both, mark_type=MarkType.WORRY)
    assert (shown(desk), shown(desk, "assignment-2")) == before


def test_each_is_cited_for_its_own_criterion_and_one_without_for_the_one_named(desk: EditingDesk) -> None:
    ids = marked(desk, 1, 2, None, 1)
    before = shown(desk)
    with pytest.raises(NoCriterion):
        desk.do(annotate_many.cite_all, ids)
    assert shown(desk) == before
    desk.do(annotate_many.cite_all, ids, criterion_id(3))
    cited = {score.criterion_id: score.cited for score in desk.assessment().scores}
    assert cited == {criterion_id(1): (ids[0], ids[3]), criterion_id(2): (ids[1],), criterion_id(3): (ids[2],)}
    assert desk.marks()[2].criterion_id == criterion_id(3)
    desk.do(undo.undo, HOME)
    assert shown(desk) == before


def test_citing_again_cites_nothing_twice(desk: EditingDesk) -> None:
    ids = marked(desk, 1, 1)
    desk.do(annotate_many.cite_all, [ids[0], ids[0]])
    desk.do(annotate_many.cite_all, ids)
    assert [score.cited for score in desk.assessment().scores] == [tuple(ids)]


def test_a_citation_for_an_earlier_criterion_is_taken_back_too(desk: EditingDesk) -> None:
    ids = marked(desk, 1)
    desk.do(annotate_many.cite_all, ids)
    desk.do(annotate_many.edit_all, ids, criterion_id=criterion_id(2))
    desk.do(annotate_many.uncite_all, ids)
    assert all(score.cited == () for score in desk.assessment().scores)


def test_a_criterion_of_another_rubric_is_refused_for_all(desk: EditingDesk) -> None:
    ids = marked(desk, 1, 2)
    with pytest.raises(UnknownCriterion):
        desk.do(annotate_many.edit_all, ids, criterion_id="urn:criterion:elsewhere")
    assert [mark.criterion_id for mark in desk.marks()] == [criterion_id(1), criterion_id(2)]


def test_more_than_can_be_written_in_one_go_is_refused_as_a_whole(
    desk: EditingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = marked(desk, 1, 2, 3)
    monkeypatch.setattr(annotate_many, "MOST_AT_ONCE", 2)
    with pytest.raises(TooManyAtOnce, match="at most 2 moments"):
        desk.do(annotate_many.retract_all, ids)
    assert len(desk.marks()) == 3
    desk.do(annotate_many.retract_all, ids[:2])
    assert len(desk.marks()) == 1


def test_nudging_that_goes_on_is_one_undo_step(desk: EditingDesk) -> None:
    (ident,) = marked(desk, 1)
    before = shown(desk)
    for start_us in (40_000, 80_000, 120_000):
        desk.do(annotate.nudge, ident, TimeSelector(start_us, start_us + 40_000))
        desk.bench.clock.advance(1)
    assert desk.marks()[0].start_us == 120_000
    desk.do(undo.undo, HOME)
    assert shown(desk) == before
    desk.do(undo.redo, HOME)
    assert desk.marks()[0].start_us == 120_000


def test_a_nudge_after_a_pause_or_of_another_mark_is_a_step_of_its_own(desk: EditingDesk) -> None:
    first, second = marked(desk, 1, 2)
    desk.do(annotate.nudge, first, TimeSelector(40_000, 80_000))
    desk.bench.clock.advance(60)
    desk.do(annotate.nudge, first, TimeSelector(80_000, 120_000))
    desk.do(annotate.nudge, second, TimeSelector(1_040_000, 1_080_000))
    desk.do(undo.undo, HOME)
    assert [mark.start_us for mark in desk.marks()] == [80_000, 1_000_000]
    desk.do(undo.undo, HOME)
    assert [mark.start_us for mark in desk.marks()] == [40_000, 1_000_000]
