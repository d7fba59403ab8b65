"""What an assessor is told about what became of it: row 15, and nothing of it too early."""

from datetime import UTC, datetime, timedelta

import pytest

from assessor_app.practice import control
from assessor_app.wire.outcome import OutcomeDoc
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice import tiny_sample
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, problem
from tests.unit.practice.rules import decisions_on
from tests.unit.practice.test_adjudication import BOTH, outcome, send_again

PAST = datetime.now(UTC) - timedelta(hours=1)


def test_there_is_nothing_before_the_own_final_is_in(desk: Desk) -> None:
    assert problem(desk.laptop.get(f"{desk.home}/outcome")) == "not-found"
    desk.send_assessment(desk.assessment(state="draft", annotations=[]))
    assert problem(desk.laptop.get(f"{desk.home}/outcome")) == "not-found"


@pytest.mark.parametrize(("levels", "decision"), [((2, 3), "awarded"), ((1, 3), "not-yet")])
def test_where_one_assessor_scores_their_final_decides(desk: Desk, levels: tuple[int, int], decision: str) -> None:
    desk.send_final(levels)
    told = outcome(desk)
    assert (told["decided"], told["decision"], told["own_decision"]) == (True, decision, decision)
    assert (told["adjudicated"], told["levels"]) == (False, [])
    OutcomeDoc.model_validate(told)
    assert datetime.fromisoformat(told["decided_at"]) - datetime.now(UTC) < timedelta(minutes=1)


def test_where_two_score_each_sees_how_they_compare_once_both_are_in(shared_server: PracticeProcess) -> None:
    desks = fresh_desks(shared_server, "pause", BOTH)
    mine, theirs = desks["assessor-1"], desks["assessor-2"]
    mine.send_final((2, 3))
    assert outcome(mine) == {
        "decided": False,
        "decision": "",
        "own_decision": "awarded",
        "adjudicated": False,
        "levels": [],
    }
    assert problem(theirs.laptop.get(f"{theirs.home}/outcome")) == "not-found"
    theirs.send_final((3, 3))
    levels = [tiny_sample.level_uri("pause", 1, n) for n in (1, 2, 3)]
    assert outcome(mine)["levels"][0] == {
        "criterion": tiny_sample.criterion_uri("pause", 1),
        "own": levels[1],
        "other": levels[2],
    }
    assert [(each["own"], each["other"]) for each in outcome(theirs)["levels"]][0] == (levels[2], levels[1])


def test_the_other_laptop_hears_of_a_decision_by_a_new_revision(shared_server: PracticeProcess) -> None:
    desks = fresh_desks(shared_server, "pause", BOTH)
    mine, theirs = desks["assessor-1"], desks["assessor-2"]
    mine.send_final((2, 3))
    before = mine.laptop.document(mine.home)["revision"]
    theirs.send_assessment(theirs.assessment(state="draft", annotations=[]))
    assert mine.laptop.document(mine.home)["revision"] == before, "that somebody else works on it is not told"
    theirs.send_final((3, 3))
    assert mine.laptop.document(mine.home)["revision"] == before + 1


def test_a_held_final_decides_nothing_until_it_is_released(shared_server: PracticeProcess, desk: Desk) -> None:
    control.set_due(shared_server.data_dir, desk.assignment_id, PAST)
    desk.send_final((2, 3))
    assert (outcome(desk)["decided"], outcome(desk)["own_decision"]) == (False, "awarded")
    control.release_held(shared_server.data_dir, desk.assignment_id)
    assert (outcome(desk)["decided"], outcome(desk)["decision"]) == (True, "awarded")


def test_a_return_reopens_it_and_what_was_decided_is_on_record(shared_server: PracticeProcess, desk: Desk) -> None:
    document, _ = desk.send_final((2, 3))
    for n, (levels, decision) in enumerate((((1, 1), "not-yet"), ((3, 3), "awarded")), start=1):
        control.return_assignment(shared_server.data_dir, desk.assignment_id, "Look again.")
        assert problem(desk.laptop.get(f"{desk.home}/outcome")) == "not-found"
        reply = send_again(desk, document, levels, n)
        assert (reply.json()["revision"], reply.json()["disposition"]) == (n + 1, "accepted")
        assert outcome(desk)["decision"] == decision
    assert decisions_on(shared_server, desk) == [("awarded", False), ("not-yet", False), ("awarded", True)]


def test_an_exercise_has_no_outcome(shared_server: PracticeProcess) -> None:
    desk = fresh_desks(shared_server, "pause", {"assessor-1": "practice"})["assessor-1"]
    desk.send_final()
    assert problem(desk.laptop.get(f"{desk.home}/outcome")) == "not-found"


def test_an_exercise_beside_it_neither_counts_nor_shows(shared_server: PracticeProcess) -> None:
    desks = fresh_desks(shared_server, "pause", {"assessor-1": "assess", "assessor-2": "practice"})
    mine, trainee = desks["assessor-1"], desks["assessor-2"]
    exercise, _ = trainee.send_final((1, 1))
    mine.send_final((3, 3))
    assert (outcome(mine)["decision"], outcome(mine)["levels"]) == ("awarded", [])
    assert exercise["id"] not in mine.laptop.get(f"{mine.home}/assessments").text


def test_somebody_elses_outcome_is_not_found(shared_server: PracticeProcess, desk: Desk) -> None:
    desk.send_final()
    for label in ("assessor-2", "lead"):
        assert problem(laptop_of(shared_server, label).get(f"{desk.home}/outcome")) == "not-found"


def test_of_what_was_taken_back_nothing_more_is_told(shared_server: PracticeProcess, desk: Desk) -> None:
    desk.send_final()
    control.withdraw(shared_server.data_dir, desk.assignment_id, "Closed.")
    assert problem(desk.laptop.get(f"{desk.home}/outcome")) == "withdrawn"


def test_when_one_of_two_is_taken_back_the_other_decides_alone(shared_server: PracticeProcess) -> None:
    desks = fresh_desks(shared_server, "pause", BOTH)
    mine, theirs = desks["assessor-1"], desks["assessor-2"]
    mine.send_final((2, 3))
    assert outcome(mine)["decided"] is False
    control.withdraw(shared_server.data_dir, theirs.assignment_id, "One is enough.")
    assert (outcome(mine)["decided"], outcome(mine)["levels"]) == (True, [])
