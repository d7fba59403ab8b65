"""What a final must hold: citations, rationale, levels or condition codes, as each policy says, case by case."""

from typing import Any

import pytest

from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks
from tests.unit.practice.laptop import Desk, Mark, pointers, problem
from tests.unit.practice.rules import change_policy
from tests.unit.practice.test_adjudication import outcome

CODES = [
    {"code": "no_audio", "name": "No sound", "effect": "criterion-not-scored"},
    {"code": "lowest", "name": "Counts as lowest", "effect": "lowest-level"},
    {"code": "left_out", "name": "Left out", "effect": "criterion-left-out"},
    {"code": "consent_missing", "name": "Consent missing", "effect": "submission-returned"},
    {"code": "odd", "name": "Something new", "effect": "sing-a-song"},
]


def under(server: PracticeProcess, **sections: Any) -> Desk:
    """A fresh assignment under a policy in which these sections stand."""
    change_policy(server, "pause", condition_codes=CODES, double_scoring={}, **sections)
    return fresh_desks(server, "pause", {"assessor-1": "assess"})["assessor-1"]


def cited(desk: Desk, marks: tuple[Mark, ...]) -> dict[str, Any]:
    return desk.assessment(marks, (2, 2))


def coded(document: dict[str, Any], n: int, code: str, rationale: str = "There is nothing to hear.") -> dict[str, Any]:
    """The document with a condition code in place of a level; without a mark for it nothing is cited either."""
    results = [dict(result) for result in document["results"]]
    results[n] |= {"achievedLevel": None, "condition_code": code, "rationale": rationale, "cited": []}
    return document | {"results": results}


def faults(desk: Desk, document: dict[str, Any]) -> list[str]:
    """Where it is not good enough; none for one that was accepted."""
    reply = desk.send_assessment(document)
    if reply.status_code == 201:
        assert reply.json()["disposition"] == "accepted"
        return []
    assert problem(reply) == "reference-error"
    assert all(error["detail"] for error in reply.json()["errors"])
    return pointers(reply)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, tiny_sample: Any) -> Any:
    with PracticeProcess(tmp_path_factory.mktemp("complete") / "data", sample=tiny_sample) as process:
        yield process


@pytest.mark.parametrize("wanted", [0, 1, 2])
@pytest.mark.parametrize("given", [0, 1, 2, 3])
def test_as_many_citations_as_the_policy_asks_for(server: PracticeProcess, wanted: int, given: int) -> None:
    desk = under(server, evidence={"citations_per_criterion": wanted, "rationale_required": True})
    marks = tuple(desk.sent_mark(criterion) for criterion in (1, 2) for _ in range(given))
    expected = [] if given >= wanted else ["/results/0/cited", "/results/1/cited"]
    assert faults(desk, cited(desk, marks)) == expected


def test_one_moment_cited_twice_is_one_citation(server: PracticeProcess) -> None:
    desk = under(server, evidence={"citations_per_criterion": 2, "rationale_required": True})
    marks = (desk.sent_mark(1), desk.sent_mark(2))
    document = cited(desk, marks)
    for result in document["results"]:
        result["cited"] = [result["cited"][0], f"urn:uuid:{result['cited'][0]}"]
    assert faults(desk, document) == ["/results/0/cited", "/results/1/cited"]


@pytest.mark.parametrize(("is_required", "expected"), [(True, ["/results/0/rationale"]), (False, [])])
def test_a_rationale_where_the_policy_asks_for_one(
    server: PracticeProcess, is_required: bool, expected: list[str]
) -> None:
    desk = under(server, evidence={"citations_per_criterion": 0, "rationale_required": is_required})
    document = cited(desk, ())
    document["results"][0]["rationale"] = " \n"
    assert faults(desk, document) == expected


@pytest.mark.parametrize("is_required", [True, False])
@pytest.mark.parametrize("code", [each["code"] for each in CODES])
def test_a_condition_code_needs_its_reason_whatever_the_policy_says(
    server: PracticeProcess, code: str, is_required: bool
) -> None:
    desk = under(server, evidence={"citations_per_criterion": 0, "rationale_required": is_required})
    assert faults(desk, coded(cited(desk, ()), 1, code, "  ")) == ["/results/1/rationale"]
    assert faults(desk, coded(cited(desk, ()), 1, code)) == []


EFFECTS = {
    "no_audio": "not-yet",
    "lowest": "not-yet",
    "left_out": "awarded",
    "consent_missing": "returned",
    "odd": "undecided",
}


@pytest.mark.parametrize("code", sorted(EFFECTS))
def test_a_condition_code_has_its_effect_on_the_decision(server: PracticeProcess, code: str) -> None:
    desk = under(server, evidence={"citations_per_criterion": 1, "rationale_required": True})
    assert faults(desk, coded(cited(desk, (desk.sent_mark(1),)), 1, code)) == []
    assert outcome(desk)["decision"] == EFFECTS[code]
    assert "credential" not in outcome(desk) or EFFECTS[code] == "awarded"


def test_a_code_that_sends_the_submission_back_makes_the_rest_optional(server: PracticeProcess) -> None:
    desk = under(server, evidence={"citations_per_criterion": 2, "rationale_required": True})
    document = coded(cited(desk, ()), 0, "consent_missing")
    document["results"] = document["results"][:1]
    assert faults(desk, document) == []


def test_half_an_answer_beside_such_a_code_is_taken_too(server: PracticeProcess) -> None:
    desk = under(server, evidence={"citations_per_criterion": 2, "rationale_required": True})
    document = coded(cited(desk, ()), 0, "consent_missing")
    document["results"][1] |= {"achievedLevel": None, "rationale": ""}
    assert faults(desk, document) == []
    assert outcome(desk)["decision"] == "returned"


@pytest.mark.parametrize("code", ["no_audio", "left_out", "odd"])
def test_any_other_code_leaves_the_rest_to_be_answered(server: PracticeProcess, code: str) -> None:
    desk = under(server, evidence={"citations_per_criterion": 1, "rationale_required": True})
    document = coded(cited(desk, ()), 0, code)
    assert faults(desk, document) == ["/results/1/cited"]
    assert faults(desk, document | {"results": document["results"][:1]}) == ["/results"]


def test_a_code_of_another_policy_is_unknown(server: PracticeProcess) -> None:
    desk = under(server)
    assert faults(desk, coded(cited(desk, ()), 0, "bored"))[0] == "/results/0/condition_code"


def test_level_and_code_together_are_one_too_many(server: PracticeProcess) -> None:
    desk = under(server, evidence={"citations_per_criterion": 0})
    document = cited(desk, ())
    document["results"][1]["condition_code"] = "consent_missing"
    assert faults(desk, document) == ["/results/1"]


@pytest.mark.parametrize("feedback", ["", " \n\t"])
def test_the_candidate_is_told_something(server: PracticeProcess, feedback: str) -> None:
    desk = under(server, evidence={"citations_per_criterion": 0})
    assert faults(desk, cited(desk, ()) | {"feedback": feedback}) == ["/feedback"]
    draft = cited(desk, ()) | {"feedback": feedback, "state": "draft"}
    assert desk.send_assessment(draft).status_code == 201
