"""A newer attempt: asked about everything, or, where the policy says so, only about what was not met before."""

from datetime import UTC, datetime
from typing import Any

import pytest

from assessor_app.practice import control
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice import tiny_sample
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, pointers, problem
from tests.unit.practice.rules import change_policy, given_for
from tests.unit.practice.test_adjudication import BOTH, outcome

ONE, TWO = (tiny_sample.criterion_uri("pause", n) for n in (1, 2))


@pytest.fixture
def narrow(own_server: PracticeProcess) -> PracticeProcess:
    change_policy(own_server, "pause", resubmission_scope="not-yet-met")
    return own_server


def next_attempt(server: PracticeProcess, desk: Desk) -> Desk:
    return Desk(desk.laptop, control.supersede(server.data_dir, desk.assignment_id))


def attempted(server: PracticeProcess, levels: tuple[int, int]) -> Desk:
    desk = fresh_desks(server, "pause", {"assessor-1": "assess"})["assessor-1"]
    desk.send_final(levels)
    return desk


def answer(desk: Desk, levels: tuple[int, int], *criteria: int) -> dict[str, Any]:
    """A final about these criteria only."""
    document = desk.assessment(tuple(desk.sent_mark(n) for n in criteria), levels)
    document["results"] = [document["results"][n - 1] for n in criteria]
    return document


def test_everything_is_asked_again_unless_the_policy_says_otherwise(own_server: PracticeProcess) -> None:
    again = next_attempt(own_server, attempted(own_server, (1, 3)))
    assert (again.assignment["scope"], again.assignment["attempt"]) == ([], 2)
    assert problem(again.send_assessment(answer(again, (3, 3), 1))) == "reference-error"


def test_only_what_was_not_met_is_asked_and_the_rest_stands(narrow: PracticeProcess) -> None:
    again = next_attempt(narrow, attempted(narrow, (1, 3)))
    assert again.assignment["scope"] == [ONE]
    assert again.send_assessment(answer(again, (2, 3), 1)).json()["disposition"] == "accepted"
    assert outcome(again)["decision"] == "awarded", "criterion 2 was met before"


def test_what_is_asked_again_decides_with_what_stands(narrow: PracticeProcess) -> None:
    again = next_attempt(narrow, attempted(narrow, (1, 3)))
    again.send_assessment(answer(again, (1, 3), 1))
    assert outcome(again)["decision"] == "not-yet"


@pytest.mark.parametrize("state", ["draft", "final"])
def test_an_answer_outside_what_is_asked_is_a_fault(narrow: PracticeProcess, state: str) -> None:
    again = next_attempt(narrow, attempted(narrow, (1, 3)))
    reply = again.send_assessment(answer(again, (3, 3), 1, 2) | {"state": state})
    assert (problem(reply), pointers(reply)) == ("reference-error", ["/results/1/criterion"])


def test_a_third_attempt_builds_on_both_before(narrow: PracticeProcess) -> None:
    second = next_attempt(narrow, attempted(narrow, (1, 3)))
    second.send_assessment(answer(second, (1, 1), 1))
    third = next_attempt(narrow, second)
    assert third.assignment["scope"] == [ONE]
    third.send_assessment(answer(third, (3, 1), 1))
    assert outcome(third)["decision"] == "awarded"


def test_an_attempt_that_met_all_or_none_is_asked_about_as_a_whole(narrow: PracticeProcess) -> None:
    for levels in ((2, 2), (1, 1)):
        again = next_attempt(narrow, attempted(narrow, levels))
        assert set(again.assignment["scope"]) in (set(), {ONE, TWO})
        assert again.send_final((2, 2))[1].json()["disposition"] == "accepted"


def test_what_was_never_decided_is_asked_about_as_a_whole(narrow: PracticeProcess) -> None:
    desk = fresh_desks(narrow, "pause", {"assessor-1": "assess"})["assessor-1"]
    control.set_due(narrow.data_dir, desk.assignment_id, datetime(2026, 1, 1, tzinfo=UTC))
    desk.send_final((1, 3))
    assert next_attempt(narrow, desk).assignment["scope"] == []


def test_the_adjudicators_levels_stand_and_not_those_of_the_two(narrow: PracticeProcess) -> None:
    desks = fresh_desks(narrow, "pause", BOTH)
    desks["assessor-1"].send_final((1, 3))
    desks["assessor-2"].send_final((3, 1))
    (case,) = given_for(laptop_of(narrow, "lead"), desks["assessor-1"])
    case.send_final((3, 1))
    assert next_attempt(narrow, desks["assessor-1"]).assignment["scope"] == [TWO]


def test_somebody_who_takes_over_is_asked_the_same(narrow: PracticeProcess) -> None:
    again = next_attempt(narrow, attempted(narrow, (1, 3)))
    newer = control.reassign(narrow.data_dir, again.assignment_id, "assessor-2")
    theirs = Desk(laptop_of(narrow, "assessor-2"), newer)
    assert theirs.assignment["scope"] == [ONE]
    theirs.send_assessment(answer(theirs, (2, 3), 1))
    assert outcome(theirs)["decision"] == "awarded"
