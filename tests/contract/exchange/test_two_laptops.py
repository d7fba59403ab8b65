"""Two laptops of one assessor against a real server: nothing is replaced unseen, and the one who wrote both decides."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.conflict import Choice, ConflictKind, Side
from assessor_app.domain.event import EventKind
from assessor_app.domain.ids import new_id
from assessor_app.domain.outbox import OutboxState
from assessor_app.services import annotate, feedback, score, settling, undo
from assessor_app.services.conflicts import undecided
from assessor_app.services.refusals import AlreadyDecided, Undecided
from assessor_app.services.views import OutboxRow
from tests.fakes.exchange_fixtures import NewAssignment
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation, workstation
from tests.unit.practice.laptop import Laptop

MINE, THEIRS = Choice(Side.MINE), Choice(Side.THEIRS)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory, shared_server: PracticeProcess) -> Iterator[Workstation]:
    """Of all tests here, as the other one: each works on an assignment of its own."""
    with workstation(tmp_path_factory.mktemp("school")) as station:
        station.sign_in(shared_server.invite, shared_server.tokens["assessor-1"])
        yield station


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, shared_server: PracticeProcess) -> Iterator[Workstation]:
    with workstation(tmp_path_factory.mktemp("home")) as station:
        station.sign_in(shared_server.invite, shared_server.tokens["assessor-1"])
        yield station


@pytest.fixture
def view(shared_server: PracticeProcess) -> Laptop:
    return Laptop(shared_server.url, shared_server.tokens["assessor-1"])


@pytest.fixture
def shared_work(school: Workstation, home: Workstation, new_assignment: NewAssignment) -> str:
    assignment_id = new_assignment()
    school.pull()
    home.pull()
    return assignment_id


def draft(laptop: Workstation, assignment_id: str, level: int, words: str) -> str:
    """Mark and score the first criterion; return the mark."""
    criterion = laptop.store.reads.workbench(assignment_id).rubric.criteria[0]
    mark_id = laptop.mark(assignment_id, 1, text=words)
    with laptop.store.factory() as uow:
        where = (uow, laptop.tools, assignment_id, criterion.criterion_id)
        score.set_level(*where, criterion.levels[level].level_id)
        score.set_rationale(*where, words)
        feedback.set_text(uow, laptop.tools, assignment_id, words)
    return mark_id


def contest(laptop: Workstation, assignment_id: str):
    with laptop.store.factory() as uow:
        return undecided(uow, assignment_id)


def decide(laptop: Workstation, assignment_id: str, choice: Choice) -> None:
    with laptop.store.factory() as uow:
        settling.settle(uow, laptop.tools, assignment_id, choice)


def stored(view: Laptop, assignment_id: str) -> dict[str, Any]:
    only: dict[str, Any]
    (only,) = view.document(f"/assignments/{assignment_id}/assessments")["assessments"]
    return only


def told(laptop: Workstation, assignment_id: str) -> list[str]:
    with laptop.store.factory() as uow:
        return [event.kind for event in uow.events.unsent(assignment_id)]


def waiting(laptop: Workstation, assignment_id: str) -> list[OutboxRow]:
    return [row for row in laptop.waiting() if row.assignment_id == assignment_id]


def said(laptop: Workstation, assignment_id: str) -> tuple[str, str]:
    assessment = laptop.store.reads.assessment(assignment_id)
    return assessment.scores[0].rationale, assessment.feedback


def two_drafts(school: Workstation, home: Workstation, assignment_id: str) -> tuple[str, str]:
    """Both begin without knowing of each other; the school's is there first. Returns both marks."""
    at_school = draft(school, assignment_id, 0, "school")
    at_home = draft(home, assignment_id, 2, "home")
    assert school.push().parked == 0
    assert home.push().parked == 1
    return at_school, at_home


def test_two_drafts_meet_and_nothing_is_replaced_before_somebody_decides(
    school: Workstation, home: Workstation, view: Laptop, shared_work: str
):
    at_school, _ = two_drafts(school, home, shared_work)
    assert stored(view, shared_work)["assessment"]["feedback"] == "school"
    (conflict,) = contest(home, shared_work)
    assert conflict.kind is ConflictKind.OTHER_LAPTOP
    assert conflict.theirs is not None
    assert (conflict.theirs.feedback, conflict.theirs.is_final) == ("school", False)
    assert [mark.annotation_id for mark in conflict.theirs.annotations] == [at_school]
    assert EventKind.CONFLICT_MET in told(home, shared_work)
    with home.store.factory() as uow:
        feedback.set_text(uow, home.tools, shared_work, "home, later")
    assert home.push().delivered == 0, "what is written on goes out with the decision"
    home.declare(shared_work)
    with pytest.raises(Undecided):
        home.submit(shared_work)
    assert stored(view, shared_work)["assessment"]["feedback"] == "school"
    assert home.store.reads.assessment(shared_work).feedback == "home, later"


def test_mine_goes_over_exactly_what_was_shown_and_both_sets_of_marks_stay(
    school: Workstation, home: Workstation, view: Laptop, shared_work: str
):
    at_school, at_home = two_drafts(school, home, shared_work)
    decide(home, shared_work, MINE)
    assert home.push().parked == 0
    assert stored(view, shared_work)["assessment"]["feedback"] == "home"
    marks = {mark.annotation_id for mark in home.store.reads.workbench(shared_work).annotations}
    assert marks == {at_school, at_home}
    with home.store.factory() as uow:
        rows = uow.journal.rows(shared_work)
    lost = [row for row in rows if row.label == settling.LABEL]
    assert any(getattr(row.after, "text", "") == "school" for row in lost), "the loser can be looked up"
    assert said(home, shared_work) == ("home", "home")
    assert contest(home, shared_work) == ()
    assert waiting(home, shared_work) == []
    with school.store.factory() as uow:
        feedback.set_text(uow, school.tools, shared_work, "school, later")
    assert school.push().parked == 1, "now the school's laptop is the one that did not know"
    (conflict,) = contest(school, shared_work)
    assert conflict.theirs is not None
    assert conflict.theirs.feedback == "home"


def test_theirs_takes_its_place_and_undo_brings_mine_back(
    school: Workstation, home: Workstation, view: Laptop, shared_work: str
):
    at_school, _ = two_drafts(school, home, shared_work)
    decide(home, shared_work, THEIRS)
    assert said(home, shared_work) == ("school", "school")
    assert home.store.reads.assessment(shared_work).scores[0].cited == (at_school,)
    home.push()
    assert stored(view, shared_work)["assessment"]["feedback"] == "school"
    with home.store.factory() as uow:
        undo.undo(uow, home.tools, shared_work)
    assert said(home, shared_work) == ("home", "home")
    assert home.push().parked == 0
    assert stored(view, shared_work)["assessment"]["feedback"] == "home"


def test_each_criterion_is_decided_for_itself(school: Workstation, home: Workstation, view: Laptop, shared_work: str):
    two_drafts(school, home, shared_work)
    criterion = home.store.reads.workbench(shared_work).rubric.criteria[0]
    decide(home, shared_work, Choice(Side.MINE, {criterion.criterion_id: Side.THEIRS}, feedback=Side.MINE))
    assert said(home, shared_work) == ("school", "home")
    home.push()
    sent = stored(view, shared_work)["assessment"]
    assert (sent["results"][0]["achievedLevel"], sent["feedback"]) == (criterion.levels[0].level_id, "home")


def test_what_changes_again_while_one_decides_is_shown_again(
    school: Workstation, home: Workstation, view: Laptop, shared_work: str
):
    two_drafts(school, home, shared_work)
    with school.store.factory() as uow:
        feedback.set_text(uow, school.tools, shared_work, "school, once more")
    school.push()
    decide(home, shared_work, MINE)
    assert home.push().parked == 1
    assert stored(view, shared_work)["assessment"]["feedback"] == "school, once more"
    (conflict,) = contest(home, shared_work)
    assert conflict.theirs is not None
    assert conflict.theirs.feedback == "school, once more"
    decide(home, shared_work, MINE)
    assert home.push().parked == 0
    assert stored(view, shared_work)["assessment"]["feedback"] == "home"


def test_a_final_over_another_laptops_draft_waits_for_a_decision_and_goes(
    school: Workstation, home: Workstation, view: Laptop, shared_work: str
):
    draft(school, shared_work, 0, "school")
    home.score_all(shared_work)
    school.push()
    home.submit(shared_work)
    home.push()
    home.push()
    assert stored(view, shared_work)["assessment"]["state"] == "draft"
    assert home.store.reads.assessment(shared_work).state is AssessmentState.PARKED
    decide(home, shared_work, MINE)
    home.push()
    assert stored(view, shared_work)["assessment"]["state"] == "final"
    assert home.store.reads.assessment(shared_work).state is AssessmentState.ACCEPTED
    assert waiting(home, shared_work) == []


def test_after_the_other_laptops_final_mine_is_kept_and_theirs_is_shown_to_read(
    school: Workstation, home: Workstation, view: Laptop, shared_work: str
):
    draft(home, shared_work, 0, "home")
    school.score_all(shared_work)
    final = school.submit(shared_work)
    school.push()
    home.push()
    (conflict,) = contest(home, shared_work)
    assert conflict.theirs is not None
    assert conflict.theirs.is_final
    with pytest.raises(AlreadyDecided):
        decide(home, shared_work, MINE)
    decide(home, shared_work, THEIRS)
    assert said(home, shared_work) == ("Seen twice.", "Well done.")
    home.push()
    home.pull()
    row = next(row for row in home.store.reads.inbox() if row.assignment_id == shared_work)
    assert row.state == "accepted"
    assert [row for row in waiting(home, shared_work) if row.state is OutboxState.PARKED] == []
    assert stored(view, shared_work)["op_id"] == final.op_id
    with home.store.factory() as uow:
        kept = [row.before for row in uow.journal.rows(shared_work) if row.label == settling.LABEL]
    assert any(getattr(each, "text", "") == "home" for each in kept)


def test_two_finals_and_the_second_changes_nothing(
    school: Workstation, home: Workstation, view: Laptop, shared_work: str
):
    for laptop in (school, home):
        laptop.score_all(shared_work)
        laptop.submit(shared_work)
    school.push()
    before = stored(view, shared_work)
    home.push()
    home.push()
    assert stored(view, shared_work) == before
    assert home.store.reads.assessment(shared_work).state is AssessmentState.PARKED
    decide(home, shared_work, THEIRS)
    assert home.store.reads.assessment(shared_work).state is AssessmentState.ACCEPTED
    assert home.push().parked == 0
    assert stored(view, shared_work) == before


def test_a_mark_changed_on_both_is_decided_and_one_taken_away_there_is_added_again(
    school: Workstation, home: Workstation, view: Laptop, shared_work: str
):
    at_school, _ = two_drafts(school, home, shared_work)
    other = school.mark(shared_work, 2, text="gone at school")
    school.push()
    decide(home, shared_work, THEIRS)
    home.push()
    home.pull()
    with home.store.factory() as uow:
        annotate.edit(uow, home.tools, at_school, text="home says")
    assert home.push().parked == 0
    with school.store.factory() as uow:
        annotate.edit(uow, school.tools, at_school, text="school says")
        annotate.retract(uow, school.tools, other)
    assert school.push().parked == 1
    (conflict,) = contest(school, shared_work)
    assert conflict.theirs is not None
    assert [mark.text for mark in conflict.theirs.annotations if mark.annotation_id == at_school] == ["home says"]
    decide(school, shared_work, Choice(Side.MINE, marks={at_school: Side.MINE}))
    assert school.push().parked == 0
    sent = view.document(f"/assignments/{shared_work}/annotations/{at_school}")
    assert sent["body"][0]["value"] == "school says"


def test_the_same_bytes_from_the_other_laptop_are_no_conflict(
    school: Workstation, home: Workstation, view: Laptop, shared_work: str
):
    mark_id = school.mark(shared_work, 1)
    school.push()
    (mark,) = school.store.reads.annotations([mark_id])
    with home.store.factory() as uow:
        uow.annotations.put(mark)
        annotate.edit(uow, home.tools, mark_id, text="other")
        (item,) = uow.outbox.open_of(mark_id)
        uow.outbox.update(replace(item, state=OutboxState.SUPERSEDED))
        same = home.tools.codec_of("any").annotation(mark)
        uow.outbox.add(replace(item, op_id=new_id(), body=same.body, body_sha256=same.body_sha256))
    assert home.push().parked == 0
    assert waiting(home, shared_work) == []
    with home.store.factory() as uow:
        assert uow.outbox.server_revision(mark_id) == 1
