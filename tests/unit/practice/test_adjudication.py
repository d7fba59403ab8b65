"""When two assessors differ: who decides, on what, and what happens when one of the two is heard again."""

from typing import Any

import pytest

from assessor_app.practice import control
from assessor_app.practice.affiliations import Affiliation
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, Laptop, pointers, problem
from tests.unit.practice.rules import assignments_seen, change_policy, decisions_on, given_for

BOTH = {"assessor-1": "assess", "assessor-2": "second"}
BY_DECISION = {"share": "1", "discrepancy": "decision-differs", "resolution": "adjudication"}
THIRD = {"share": "1", "discrepancy": "more-than-one-level", "resolution": "third-assessor"}


@pytest.fixture
def pair(shared_server: PracticeProcess) -> tuple[Desk, Desk]:
    desks = fresh_desks(shared_server, "pause", BOTH)
    return desks["assessor-1"], desks["assessor-2"]


def case_on(laptop: Laptop, desk: Desk) -> Desk:
    (case,) = given_for(laptop, desk, role="adjudicate")
    return case


def send_again(desk: Desk, document: dict[str, Any], levels: tuple[int, int], revision: int) -> Any:
    fresh = desk.assessment(levels=levels)["results"]
    results = [
        old | {"achievedLevel": new["achievedLevel"]} for old, new in zip(document["results"], fresh, strict=True)
    ]
    return desk.send_assessment(document | {"results": results}, revision=revision)


def outcome(desk: Desk) -> dict[str, Any]:
    return dict(desk.laptop.document(f"{desk.home}/outcome"))


def test_the_adjudicators_final_decides(shared_server: PracticeProcess, pair: tuple[Desk, Desk]) -> None:
    mine, theirs = pair
    mine.send_final((1, 3))
    theirs.send_final((3, 3))
    assert outcome(mine) == {
        "decided": False,
        "decision": "",
        "own_decision": "not-yet",
        "adjudicated": False,
        "levels": [],
    }
    case = case_on(laptop_of(shared_server, "lead"), mine)
    assert case.send_final((2, 3))[1].json()["disposition"] == "accepted"
    for desk, own in ((mine, "not-yet"), (theirs, "awarded"), (case, "awarded")):
        told = outcome(desk)
        assert (told["decided"], told["decision"], told["own_decision"], told["adjudicated"]) == (
            True,
            "awarded",
            own,
            True,
        )
    assert decisions_on(shared_server, mine) == [("awarded", True)]


def test_an_adjudicator_cites_what_the_two_saw_or_marks_anew(
    shared_server: PracticeProcess, pair: tuple[Desk, Desk]
) -> None:
    mine, theirs = pair
    my_final, _ = mine.send_final((1, 3))
    theirs.send_final((3, 3))
    loose = mine.sent_mark(1)
    case = case_on(laptop_of(shared_server, "lead"), mine)
    own = case.sent_mark(2)
    document = case.assessment((own,), (2, 3))
    cited = my_final["annotations"][0]
    document["results"][0]["cited"] = [cited["id"]]
    document["annotations"].append(cited)
    spoilt = document | {"annotations": [own.reference, loose.reference]}
    spoilt["results"] = [document["results"][0] | {"cited": [loose.annotation_id]}, document["results"][1]]
    refused = case.send_assessment(spoilt)
    assert problem(refused) == "reference-error"
    assert "/results/0/cited/0" in pointers(refused), "what no final froze is not theirs to see or cite"
    assert case.send_assessment(document).json()["disposition"] == "accepted"


def test_a_condition_code_against_a_level_goes_to_an_adjudicator(
    shared_server: PracticeProcess, pair: tuple[Desk, Desk]
) -> None:
    mine, theirs = pair
    document = mine.assessment((mine.sent_mark(1),), (2, 2))
    document["results"][1] |= {"achievedLevel": None, "condition_code": "no_audio", "rationale": "Nothing to hear."}
    assert mine.send_assessment(document).status_code == 201
    theirs.send_final((2, 1))
    assert case_on(laptop_of(shared_server, "lead"), mine).assignment["role"] == "adjudicate"


def test_a_policy_may_look_at_the_decision_alone(own_server: PracticeProcess) -> None:
    change_policy(own_server, "pause", double_scoring=BY_DECISION)
    lead = laptop_of(own_server, "lead")
    same = fresh_desks(own_server, "pause", BOTH)
    same["assessor-1"].send_final((2, 2))
    same["assessor-2"].send_final((3, 3))
    assert assignments_seen(lead) == []
    other = fresh_desks(own_server, "pause", BOTH)
    other["assessor-1"].send_final((1, 2))
    other["assessor-2"].send_final((2, 2))
    assert len(assignments_seen(lead)) == 1


def test_a_distance_beside_the_decision_counts_as_well(own_server: PracticeProcess) -> None:
    change_policy(own_server, "pause", double_scoring=BY_DECISION | {"levels_apart": 1})
    desks = fresh_desks(own_server, "pause", BOTH)
    desks["assessor-1"].send_final((2, 2))
    desks["assessor-2"].send_final((3, 2))
    assert len(assignments_seen(laptop_of(own_server, "lead"))) == 1


def test_where_they_agree_within_the_rule_the_first_assessment_stands(
    shared_server: PracticeProcess, pair: tuple[Desk, Desk]
) -> None:
    mine, theirs = pair
    theirs.send_final((2, 2))  # awarded, and in first
    mine.send_final((1, 2))  # not yet, one level apart
    assert (outcome(mine)["decision"], outcome(theirs)["decision"]) == ("not-yet", "not-yet")


def test_when_one_is_heard_again_and_they_agree_the_adjudication_is_called_off(
    shared_server: PracticeProcess, pair: tuple[Desk, Desk]
) -> None:
    mine, theirs = pair
    document, _ = mine.send_final((1, 3))
    theirs.send_final((3, 3))
    case = case_on(laptop_of(shared_server, "lead"), mine)
    control.return_assignment(shared_server.data_dir, mine.assignment_id, "Look at 0:30 again.")
    assert send_again(mine, document, (3, 3), 1).json()["disposition"] == "accepted"
    assert problem(case.laptop.get(case.home)) == "withdrawn"
    assert (outcome(mine)["decision"], outcome(mine)["adjudicated"]) == ("awarded", False)


def test_when_one_is_heard_again_and_they_still_differ_the_adjudicator_is_asked_again(
    shared_server: PracticeProcess, pair: tuple[Desk, Desk]
) -> None:
    mine, theirs = pair
    document, _ = mine.send_final((1, 3))
    theirs.send_final((3, 3))
    case = case_on(laptop_of(shared_server, "lead"), mine)
    decided, _ = case.send_final((2, 3))
    control.return_assignment(shared_server.data_dir, mine.assignment_id, "Look at 0:30 again.")
    assert outcome(theirs)["decided"] is False
    send_again(mine, document, (1, 2), 1)
    again = case.laptop.document(case.home)
    assert (again["state"], again["returned"]["base_assessment"]) == ("returned", decided["id"])
    assert outcome(theirs)["decided"] is False
    assert case.send_assessment(decided, revision=1).json()["revision"] == 2
    assert (outcome(theirs)["decision"], outcome(theirs)["adjudicated"]) == ("awarded", True)
    assert decisions_on(shared_server, mine) == [("awarded", False), ("awarded", True)]


def test_a_second_final_under_a_new_id_is_what_the_adjudicator_compares(
    shared_server: PracticeProcess, pair: tuple[Desk, Desk]
) -> None:
    mine, theirs = pair
    mine.send_final((1, 3))
    theirs.send_final((3, 3))
    case = case_on(laptop_of(shared_server, "lead"), mine)
    control.return_assignment(shared_server.data_dir, mine.assignment_id, "Look at 0:30 again.")
    newer, reply = mine.send_final((1, 1))
    assert reply.status_code == 201
    inputs = {each["assessment"] for each in case.laptop.document(case.home)["inputs"]}
    assert newer["id"] in inputs
    assert len(inputs) == 2


@pytest.fixture
def third_server(own_server: PracticeProcess) -> PracticeProcess:
    change_policy(own_server, "pause", double_scoring=THIRD)
    return own_server


def differing(server: PracticeProcess) -> tuple[Desk, Desk]:
    desks = fresh_desks(server, "pause", BOTH)
    desks["assessor-1"].send_final((1, 3))
    desks["assessor-2"].send_final((3, 3))
    return desks["assessor-1"], desks["assessor-2"]


def test_a_third_assessor_knows_nothing_of_the_two(third_server: PracticeProcess) -> None:
    mine, _ = differing(third_server)
    (third,) = given_for(laptop_of(third_server, "assessor-3"), mine)
    assert (third.assignment["role"], third.assignment["inputs"]) == ("second", [])
    assert third.laptop.document(f"{third.home}/assessments")["assessments"] == []
    assert problem(third.laptop.get(f"{mine.home}/assessments")) == "not-found"
    assert given_for(laptop_of(third_server, "lead"), mine) == []


@pytest.mark.parametrize(("levels", "decision"), [((1, 2), "not-yet"), ((3, 2), "awarded")])
def test_the_two_of_three_who_agree_decide(
    third_server: PracticeProcess, levels: tuple[int, int], decision: str
) -> None:
    mine, theirs = differing(third_server)
    (third,) = given_for(laptop_of(third_server, "assessor-3"), mine)
    third.send_final(levels)
    for desk in (mine, theirs, third):
        told = outcome(desk)
        assert (told["decided"], told["decision"], told["adjudicated"]) == (True, decision, False)


def test_when_all_three_differ_an_adjudicator_decides(third_server: PracticeProcess) -> None:
    """A third who could not judge criterion 1 agrees with neither."""
    mine, _ = differing(third_server)
    (third,) = given_for(laptop_of(third_server, "assessor-3"), mine)
    document = third.assessment((third.sent_mark(2),), (2, 3))
    document["results"][0] |= {"achievedLevel": None, "condition_code": "no_audio", "rationale": "Nothing to hear."}
    third.send_assessment(document)
    assert outcome(mine)["decided"] is False
    case = case_on(laptop_of(third_server, "lead"), mine)
    assert len(case.assignment["inputs"]) == 3
    case.send_final((3, 3))
    assert (outcome(mine)["decision"], outcome(mine)["adjudicated"]) == ("awarded", True)


def test_without_a_third_assessor_an_adjudicator_decides(third_server: PracticeProcess) -> None:
    control.suspend(third_server.data_dir, "assessor-3")
    mine, _ = differing(third_server)
    assert case_on(laptop_of(third_server, "lead"), mine).assignment["role"] == "adjudicate"


def test_without_anybody_it_waits_and_goes_on_when_somebody_is_there(own_server: PracticeProcess) -> None:
    control.suspend(own_server.data_dir, "lead")
    mine, _ = differing(own_server)
    assert outcome(mine)["decided"] is False
    token = control.add_assessor(own_server.data_dir, "lead-2", ("adjudicator",), Affiliation("Far", "Away"))
    control.settle(own_server.data_dir, mine.assignment_id)
    assert case_on(Laptop(own_server.url, token), mine).assignment["role"] == "adjudicate"
