"""What should never arrive, pushed directly: an answer in words, nothing lost, and what may be odd kept to the byte."""

from collections.abc import Callable
from typing import Any

import pytest

from assessor_app.domain.ids import new_id
from assessor_app.practice import control, reviewing
from assessor_app.wire.canonical import canonical_bytes
from assessor_app.wire.changes import KIND_ACHIEVEMENT, KIND_RUBRIC
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks
from tests.unit.practice.laptop import Desk, pointers, problem
from tests.unit.practice.rules import change_policy
from tests.unit.practice.test_adjudication import outcome
from tests.unit.practice.test_declarations import post_events
from tests.unit.practice.test_hand_backs import hand_back

MANY = 60
TEXTS = {
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202eabc\u202c",
    "emoji": "\U0001f469\u200d\U0001f3eb \U0001f1f3\U0001f1ff \u2764\ufe0f",
    "combining": "e\u0301 is not \u00e9, and \ufb01 is not fi",
    "null": "before\x00after",
    "control": "bell \x07, escape \x1b[31m, tab \t, line\r\nfeed \x0b\x0c\x7f\x85\u2028",
    "markup": "<script>alert(1)</script> & 'quotes' \"more\" \\ /* */ -- ; DROP TABLE assessment",
    "nothing to see": "\u200b\ufeff\u00a0x",
}
WRONG_IDS = ("", "not-an-id", "../../etc/passwd", "0190a000\x00", "' OR 1=1 --", "9" * 400)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_odd_text_is_kept_to_the_byte(desk: Desk, name: str) -> None:
    text = TEXTS[name]
    marks = []
    for n in (1, 2):
        mark = desk.mark(n)
        mark.document["body"][0]["value"] = text
        assert desk.send_mark(mark).status_code == 201
        marks.append(mark)
    document = desk.assessment(tuple(marks), feedback=text)
    for result in document["results"]:
        result |= {"rationale": text, "feedback": text}
    assert desk.send_assessment(document).json()["disposition"] == "accepted"
    stored = desk.laptop.document(f"{desk.home}/assessments/{document['id']}")["assessment"]
    assert canonical_bytes(stored) == canonical_bytes(document)
    seen = desk.laptop.document(f"{desk.home}/annotations/{marks[0].annotation_id}")
    assert canonical_bytes(seen) == canonical_bytes(marks[0].document)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_odd_reasons_and_events_are_kept_too(own_server: PracticeProcess, name: str) -> None:
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    assert post_events(desk, {"kind": "score-changed", "data": {"after": TEXTS[name]}}).status_code == 200
    assert hand_back(desk, "unscorable", TEXTS[name]).status_code == 201
    (event,), (reason,) = control.read(
        own_server.data_dir,
        lambda c: (reviewing.events(c, desk.assignment_id), reviewing.hand_backs(c, desk.assignment_id)),
    )
    assert (event["data"]["after"], reason["reason"]) == (TEXTS[name], TEXTS[name])


def test_half_a_character_cannot_be_stored(desk: Desk) -> None:
    body = canonical_bytes(desk.assessment(feedback="XX")).replace(b'"XX"', b'"\\ud83d"')
    reply = desk.laptop.put(f"{desk.home}/assessments/{new_id()}", body)
    assert (reply.status_code, problem(reply)) == (400, "bad-request")


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b'{"a":NaN}', b"\xff\xfe", b"[" * 100_000, b'{"id":1}'])
def test_what_is_no_assessment_is_refused_in_words(desk: Desk, body: bytes) -> None:
    reply = desk.laptop.put(f"{desk.home}/assessments/{new_id()}", body)
    assert (reply.status_code, problem(reply)) == (400, "bad-request")
    assert reply.json()["detail"]
    assert desk.laptop.document(f"{desk.home}/assessments")["assessments"] == []


@pytest.mark.parametrize("where", ["feedback", "rationale", "result feedback"])
def test_a_text_far_too_long_is_refused_with_its_place_and_the_limit(desk: Desk, where: str) -> None:
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    long = "a" * 100_001
    if where == "feedback":
        document["feedback"] = long
        expected = "/feedback"
    else:
        member = "rationale" if where == "rationale" else "feedback"
        document["results"][1][member] = long
        expected = f"/results/1/{member}"
    reply = desk.send_assessment(document)
    assert (reply.status_code, problem(reply), pointers(reply)) == (400, "bad-request", [expected])
    assert "100,000 characters" in reply.json()["errors"][0]["detail"]
    assert long not in reply.text


def test_a_text_just_short_enough_is_taken(desk: Desk) -> None:
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)), feedback="\u00e9" * 100_000)
    assert desk.send_assessment(document).status_code == 201


def test_feedback_of_a_megabyte_is_answered_in_words(desk: Desk) -> None:
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)), feedback="a" * 1_048_576)
    reply = desk.send_assessment(document)
    assert (reply.status_code, problem(reply)) == (413, "too-large")
    assert "1 MB" in reply.json()["detail"]
    assert "shorten" in reply.json()["detail"].lower()
    assert desk.send_assessment(document | {"feedback": "Shorter."}).status_code == 201


@pytest.mark.parametrize("identifier", WRONG_IDS)
def test_a_wrong_id_in_a_body_is_refused(desk: Desk, identifier: str) -> None:
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2))) | {"id": identifier}
    reply = desk.laptop.put(f"{desk.home}/assessments/{new_id()}", document)
    assert (reply.status_code, pointers(reply)) == (400, ["/id"])


@pytest.mark.parametrize("path", ["%00", "..%2f..%2fetc%2fpasswd", "%ff%fe", "x" * 4_000, "'%20OR%201=1"])
@pytest.mark.parametrize("of", ["assignments", "submissions", "rubrics", "policies", "achievements"])
def test_a_wrong_id_in_an_address_finds_nothing(desk: Desk, of: str, path: str) -> None:
    reply = desk.laptop.get(f"/{of}/{path}")
    assert (reply.status_code, problem(reply)) == (404, "not-found")


@pytest.mark.parametrize("member", ["criterion", "resultDescription", "achievedLevel", "condition_code"])
@pytest.mark.parametrize("value", ["https://elsewhere.example/x", "", "\x00", "javascript:alert(1)"])
def test_references_that_point_nowhere_are_named(desk: Desk, member: str, value: str) -> None:
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    document["results"][1][member] = value
    reply = desk.send_assessment(document)
    assert (reply.status_code, problem(reply)) == (422, "reference-error")
    assert f"/results/1/{member}" in pointers(reply)
    assert desk.laptop.document(desk.home)["state"] == "open"


def test_a_criterion_answered_twice_is_named_both_in_draft_and_final(desk: Desk) -> None:
    for state in ("draft", "final"):
        document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)), state=state)
        document["results"] = [*document["results"], document["results"][0] | {"achievedLevel": None}]
        assert "/results/2/criterion" in pointers(desk.send_assessment(document))


def without_levels(rubric: dict[str, Any]) -> None:
    rubric["CFRubricCriteria"][0]["CFRubricCriterionLevels"] = []


def same_criterion_twice(rubric: dict[str, Any]) -> None:
    rubric["CFRubricCriteria"].append(dict(rubric["CFRubricCriteria"][0]))


def same_level_twice(rubric: dict[str, Any]) -> None:
    levels = rubric["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    levels[1]["uri"] = levels[0]["uri"]


def without_criteria(rubric: dict[str, Any]) -> None:
    rubric["CFRubricCriteria"] = []


def weight_of_nothing(rubric: dict[str, Any]) -> None:
    for each in rubric["CFRubricCriteria"]:
        each["weight"] = 0


@pytest.mark.parametrize(
    "spoil", [without_levels, same_criterion_twice, same_level_twice, without_criteria, weight_of_nothing]
)
def test_under_a_broken_rubric_nothing_is_awarded_and_nothing_breaks(
    own_server: PracticeProcess, spoil: Callable[[dict[str, Any]], None]
) -> None:
    """The issuer's mistake: an answer in words or a decision that stays open, never an error of the server's own."""
    evidence = {"citations_per_criterion": 0, "rationale_required": False}
    change_policy(own_server, "pause", decision={"rule": "weights", "threshold": "1"}, evidence=evidence)
    (rubric,) = (each for each in control.published(own_server.data_dir, KIND_RUBRIC) if each["title"] == "pause")
    spoil(rubric)
    control.revise(own_server.data_dir, KIND_RUBRIC, rubric["identifier"], rubric)
    desks = fresh_desks(own_server, "pause", {"assessor-1": "assess", "assessor-2": "second"})
    for desk in desks.values():
        for levels in ((1, 3), (3, 3)):
            document = desk.assessment(levels=levels)
            draft = desk.send_assessment(document | {"id": new_id(), "state": "draft", "results": []})
            assert draft.status_code == 201, draft.text
            reply = desk.send_assessment(document)
            if reply.status_code == 201:
                break
            assert (problem(reply), all(error["detail"] for error in reply.json()["errors"])) == (
                "reference-error",
                True,
            )
        assert desk.laptop.get("/changes").status_code == 200
    assert control.awards_of(own_server.data_dir, desks["assessor-1"].assignment_id) == []


def criterion(template: dict[str, Any], n: int) -> dict[str, Any]:
    levels = [
        level
        | {"uri": f"https://tiny.example/levels/big-{n}-{m}", "identifier": f"big-{n}-{m}", "description": "d" * 4_000}
        for m, level in enumerate(template["CFRubricCriterionLevels"], start=1)
    ]
    whole = {"identifier": f"big-{n}", "uri": f"https://tiny.example/criteria/big-{n}", "position": n}
    return (
        template
        | whole
        | {"description": "\u05e9" * 4_000, "category": f"Criterion {n}", "CFRubricCriterionLevels": levels}
    )


def make_big(server: PracticeProcess) -> None:
    """Sixty criteria, descriptors of 4,000 characters."""
    (rubric,) = (each for each in control.published(server.data_dir, KIND_RUBRIC) if each["title"] == "signs")
    (achievement,) = (each for each in control.published(server.data_dir, KIND_ACHIEVEMENT) if each["name"] == "signs")
    template = rubric["CFRubricCriteria"][0]
    criteria = [criterion(template, n) for n in range(1, MANY + 1)]
    described = [
        {
            "id": f"https://tiny.example/results/big-{n}",
            "name": f"Criterion {n}",
            "resultType": "RubricCriterionLevel",
            "requiredLevel": f"https://tiny.example/levels/big-{n}-2",
            "alignment": [{"targetType": "CFRubricCriterion", "targetUrl": f"https://tiny.example/criteria/big-{n}"}],
        }
        for n in range(1, MANY + 1)
    ]
    control.revise(server.data_dir, KIND_RUBRIC, rubric["identifier"], rubric | {"CFRubricCriteria": criteria})
    control.revise(server.data_dir, KIND_ACHIEVEMENT, achievement["id"], achievement | {"resultDescription": described})
    change_policy(server, "signs", decision={"rule": "all-required"})


def answered(desk: Desk, lowest: int = 0) -> dict[str, Any]:
    """Level 3 everywhere but for criterion `lowest`."""
    results = [
        {
            "resultDescription": f"https://tiny.example/results/big-{n}",
            "criterion": f"https://tiny.example/criteria/big-{n}",
            "achievedLevel": f"https://tiny.example/levels/big-{n}-{1 if n == lowest else 3}",
            "rationale": "r" * 4_000,
        }
        for n in range(1, MANY + 1)
    ]
    return desk.assessment() | {"results": results}


def test_sixty_criteria_with_long_descriptors_are_scored_like_two(own_server: PracticeProcess) -> None:
    make_big(own_server)
    desk = fresh_desks(own_server, "signs", {"assessor-1": "assess"})["assessor-1"]
    short = answered(desk)
    assert "/results" in pointers(desk.send_assessment(short | {"results": short["results"][:-1]}))
    assert desk.send_assessment(answered(desk)).json()["disposition"] == "accepted"
    assert outcome(desk)["decision"] == "awarded"


def test_one_of_sixty_not_reached_is_enough(own_server: PracticeProcess) -> None:
    make_big(own_server)
    desk = fresh_desks(own_server, "signs", {"assessor-1": "assess"})["assessor-1"]
    desk.send_assessment(answered(desk, lowest=MANY))
    assert outcome(desk)["decision"] == "not-yet"
