"""Taking over a moment of an assessment compared: an own mark at the same place, cited, in one undo step."""

from dataclasses import replace

import pytest

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.submission import Role
from assessor_app.services import annotate, undo
from assessor_app.services.adopt import adopt
from assessor_app.services.refusals import UnknownAnnotation
from tests.fakes.store_factory import SERVER_ID, a_mark, a_server, an_assignment, arrives, criterion_id
from tests.unit.services.desk import EditingDesk

MINE = "assignment-1"


@pytest.fixture
def theirs(desk: EditingDesk) -> Annotation:
    """A moment that assessor B cited, at an assignment of their own."""
    made = desk.do(annotate.add, a_mark(12_000_000, 2, assignment_id="assignment-1", text="counts to four")).value
    desk.do(annotate.retract, made.annotation_id)
    mark = replace(made, annotation_id="their-mark", assignment_id="elsewhere")
    compared = ComparedAssessment("elsewhere", "their-assessment", "B", (), (mark,), "", "not-yet")
    desk.change(lambda uow: uow.servers.put(replace(a_server(), roles=("assessor", "adjudicator"))))
    judged = replace(an_assignment(), role=Role.ADJUDICATE, revision=2)
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", MINE, judged, revision=2)))
    desk.change(lambda uow: uow.comparisons.put(MINE, (compared,)))
    return mark


def test_the_moment_becomes_an_own_one_and_is_cited(desk: EditingDesk, theirs: Annotation) -> None:
    own = desk.do(adopt, MINE, theirs.annotation_id, criterion_id(2)).value
    (stored,) = [mark for mark in desk.marks() if not mark.is_retracted]
    assert stored.annotation_id == own.annotation_id != theirs.annotation_id
    assert (stored.assignment_id, stored.criterion_id) == (MINE, criterion_id(2))
    assert (stored.artifact_id, stored.selector) == (theirs.artifact_id, theirs.selector)
    assert (stored.text, stored.mark_type) == ("counts to four", theirs.mark_type)
    score = desk.assessment().score_of(criterion_id(2))
    assert score is not None
    assert score.cited == (own.annotation_id,)


def test_one_undo_takes_all_of_it_back(desk: EditingDesk, theirs: Annotation) -> None:
    desk.do(adopt, MINE, theirs.annotation_id, criterion_id(2))
    desk.do(undo.undo, MINE)
    score = desk.assessment().score_of(criterion_id(2))
    assert score is None or score.cited == ()
    assert [mark for mark in desk.marks() if not mark.is_retracted] == []


def test_taken_over_twice_it_is_one_mark(desk: EditingDesk, theirs: Annotation) -> None:
    first = desk.do(adopt, MINE, theirs.annotation_id, criterion_id(2)).value
    second = desk.do(adopt, MINE, theirs.annotation_id, criterion_id(2)).value
    assert first.annotation_id == second.annotation_id
    other = desk.do(adopt, MINE, theirs.annotation_id, criterion_id(1)).value
    assert other.annotation_id != first.annotation_id


def test_a_moment_of_nothing_compared_here_is_refused(desk: EditingDesk, theirs: Annotation) -> None:
    with pytest.raises(UnknownAnnotation):
        desk.do(adopt, MINE, "somebody-elses", criterion_id(2))
    with pytest.raises(UnknownAnnotation):
        desk.do(adopt, "assignment-2", theirs.annotation_id, criterion_id(2))
