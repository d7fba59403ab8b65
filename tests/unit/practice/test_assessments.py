"""Assessments on the server: drafts, the one final, what they refer to, and the server's own decision."""

from collections.abc import Callable
from typing import Any

import pytest

from assessor_app.domain.ids import new_id
from assessor_app.practice import control
from assessor_app.wire.assessment import StoredAssessment
from assessor_app.wire.canonical import digest
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice import tiny_sample
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, Mark, pointers, problem

Change = Callable[[dict[str, Any]], object]


def read(desk: Desk, document: dict[str, Any]) -> dict[str, Any]:
    return dict(desk.laptop.document(f"{desk.home}/assessments/{document['id']}"))


def test_a_draft_is_replaced_by_the_next(desk: Desk) -> None:
    draft = desk.assessment(state="draft", annotations=[])
    assert desk.send_assessment(draft).json()["revision"] == 1
    fuller = draft | {"feedback": "More of it.", "x-newer": 1}
    reply = desk.send_assessment(fuller, revision=1)
    assert (reply.status_code, reply.json()["revision"], reply.json()["disposition"]) == (200, 2, "accepted")
    stored = read(desk, draft)
    assert stored["assessment"] == fuller
    StoredAssessment.model_validate(stored)
    assert desk.laptop.document(desk.home)["state"] == "open"


def test_an_unfinished_draft_is_taken(desk: Desk) -> None:
    draft = desk.assessment(state="draft", annotations=[], feedback="")
    draft["results"] = [draft["results"][0] | {"achievedLevel": None, "rationale": "", "cited": []}]
    assert desk.send_assessment(draft).status_code == 201
    assert read(desk, draft)["decision"] == "undecided"


def test_a_stale_draft_is_a_conflict(desk: Desk) -> None:
    draft, op_id = desk.assessment(state="draft", annotations=[]), new_id()
    desk.send_assessment(draft, op_id=op_id)
    reply = desk.send_assessment(draft | {"feedback": "Of another laptop."})
    assert (reply.status_code, problem(reply)) == (412, "stale-revision")
    assert reply.json()["current"]["op_id"] == op_id
    assert reply.json()["current"]["state"] == "draft"


def test_a_final_closes_the_assignment(desk: Desk) -> None:
    document, reply = desk.send_final()
    assert (reply.status_code, reply.json()["disposition"]) == (201, "accepted")
    assert "reason" not in reply.json()
    after = desk.laptop.document(desk.home)
    assert (after["state"], after["revision"]) == ("closed", desk.assignment["revision"] + 1)
    assert read(desk, document)["assessment"] == document


def test_a_draft_becomes_a_final_under_the_same_id(desk: Desk) -> None:
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    assert desk.send_assessment(document | {"state": "draft"}).status_code == 201
    assert desk.send_assessment(document, revision=1).json()["revision"] == 2
    assert read(desk, document)["assessment"]["state"] == "final"


def test_a_second_final_is_refused(desk: Desk) -> None:
    document, _ = desk.send_final()
    again = desk.send_assessment(document | {"feedback": "Better."}, revision=1)
    assert (again.status_code, problem(again)) == (409, "already-final")
    other = desk.send_assessment(document | {"id": new_id()})
    assert (other.status_code, problem(other)) == (409, "already-final")
    draft = desk.send_assessment(document | {"id": new_id(), "state": "draft"})
    assert problem(draft) == "already-final"
    assert read(desk, document)["assessment"]["feedback"] == "Well done."


def test_ones_own_final_after_the_key_was_forgotten_is_recognised(desk: Desk) -> None:
    """412 with our op_id, not 409: the laptop must learn that it was taken."""
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    op_id = new_id()
    desk.send_assessment(document, op_id=op_id)
    reply = desk.send_assessment(document)
    assert (reply.status_code, reply.json()["current"]["op_id"]) == (412, op_id)


def test_a_returned_final_may_be_changed_and_sent_again(shared_server: PracticeProcess, desk: Desk) -> None:
    document, _ = desk.send_final()
    control.return_assignment(shared_server.data_dir, desk.assignment_id, "Please look at 0:30 again.")
    returned = desk.laptop.document(desk.home)
    assert returned["state"] == "returned"
    assert returned["returned"] == {"reason": "Please look at 0:30 again.", "base_assessment": document["id"]}
    cited = document["annotations"][0]["id"]
    mark = desk.laptop.document(f"{desk.home}/annotations/{cited}")
    changed = Mark(cited, mark | {"mark_type": "worry", "revision": 2})
    assert desk.send_mark(changed, revision=1).status_code == 200
    references = [changed.reference, document["annotations"][1]]
    again = desk.send_assessment(document | {"annotations": references}, revision=1)
    assert (again.status_code, again.json()["revision"]) == (200, 2)
    assert desk.laptop.document(desk.home)["state"] == "closed"
    assert problem(desk.send_mark(changed, revision=2)) == "already-final"


@pytest.mark.parametrize(("levels", "expected"), [((2, 3), "awarded"), ((3, 1), "not-yet")])
def test_the_server_decides_for_itself_where_all_levels_are_required(
    desk: Desk, levels: tuple[int, int], expected: str
) -> None:
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)), levels, decision="whatever the sender thinks")
    assert desk.send_assessment(document).status_code == 201
    assert read(desk, document)["decision"] == expected


@pytest.mark.parametrize(("levels", "expected"), [((3, 1), "awarded"), ((2, 1), "not-yet")])
def test_the_server_decides_for_itself_where_points_count(
    shared_server: PracticeProcess, levels: tuple[int, int], expected: str
) -> None:
    desk = fresh_desks(shared_server, "signs", {"assessor-1": "assess"})["assessor-1"]
    document, reply = desk.send_final(levels)
    assert reply.status_code == 201
    assert read(desk, document)["decision"] == expected


def test_a_criterion_that_cannot_be_scored_counts_as_not_reached(desk: Desk) -> None:
    mark = desk.sent_mark(1)
    document = desk.assessment((mark,))
    document["results"][1] |= {"condition_code": "no_audio", "rationale": "No sound at all."}
    del document["results"][1]["achievedLevel"]
    assert desk.send_assessment(document).status_code == 201
    assert read(desk, document)["decision"] == "not-yet"


def test_scores_for_an_earlier_rubric_or_policy_are_refused(desk: Desk) -> None:
    for member, name in (("rubric_digest", "rubric-changed"), ("policy_digest", "policy-changed")):
        document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2))) | {member: "0" * 64}
        for state in ("draft", "final"):
            reply = desk.send_assessment(document | {"state": state})
            assert (reply.status_code, problem(reply)) == (409, name)


def test_a_rubric_that_changes_meanwhile_is_noticed(own_server: PracticeProcess) -> None:
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    control.change_rubric(own_server.data_dir, "rubric-pause", "Means something else now.")
    assert problem(desk.send_assessment(document)) == "rubric-changed"
    rubric = laptop_of(own_server, "assessor-1").document(desk.assignment["rubric"]["href"])
    assert desk.send_assessment(document | {"rubric_digest": digest(rubric)}).status_code == 201


def _result(n: int, **members: Any) -> Change:
    return lambda document: document["results"][n].update(members)


def _reference(n: int, **members: Any) -> Change:
    return lambda document: document["annotations"][n].update(members)


DRAFT_FAULTS: dict[str, tuple[Change, str]] = {
    "another submission": (lambda d: d.update(submission_digest="0" * 64), "/submission_digest"),
    "another attempt": (lambda d: d.update(attempt=2), "/attempt"),
    "unknown criterion": (_result(0, criterion="https://tiny.example/criteria/x"), "/results/0/criterion"),
    "unknown result": (_result(0, resultDescription="https://tiny.example/results/x"), "/results/0/resultDescription"),
    "result of another criterion": (
        _result(0, resultDescription=tiny_sample.result_id("pause", 2)),
        "/results/0/resultDescription",
    ),
    "level of another criterion": (
        _result(0, achievedLevel=tiny_sample.level_uri("pause", 2, 1)),
        "/results/0/achievedLevel",
    ),
    "unknown condition": (_result(1, condition_code="bored"), "/results/1/condition_code"),
    "unknown annotation": (_result(1, cited=["0190a000-0000-7000-8000-000000000000"]), "/results/1/cited/0"),
    "criterion twice": (lambda d: d["results"].append(dict(d["results"][0])), "/results/2/criterion"),
}
FINAL_FAULTS: dict[str, tuple[Change, str]] = {
    "criterion without result": (lambda d: d["results"].pop(), "/results"),
    "level and condition": (_result(0, condition_code="no_audio"), "/results/0"),
    "neither level nor condition": (_result(0, achievedLevel=None), "/results/0"),
    "too little evidence": (_result(0, cited=[]), "/results/0/cited"),
    "no rationale": (_result(1, rationale="  "), "/results/1/rationale"),
    "cited but not listed": (lambda d: d["annotations"].pop(0), "/results/0/cited"),
    "other bytes listed": (_reference(0, sha256="0" * 64), "/annotations/0/sha256"),
    "other revision listed": (_reference(1, revision=2), "/annotations/1/revision"),
    "unknown one listed": (_reference(0, id="0190a000-0000-7000-8000-000000000000"), "/annotations/0/id"),
}


@pytest.mark.parametrize("state", ["draft", "final"])
@pytest.mark.parametrize("fault", sorted(DRAFT_FAULTS))
def test_references_must_hold(desk: Desk, fault: str, state: str) -> None:
    change, where = DRAFT_FAULTS[fault]
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)), state=state)
    change(document)
    reply = desk.send_assessment(document)
    assert (reply.status_code, problem(reply)) == (422, "reference-error")
    assert where in pointers(reply)
    assert all(error["detail"] for error in reply.json()["errors"])


@pytest.mark.parametrize("fault", sorted(FINAL_FAULTS))
def test_a_final_must_be_complete_and_a_draft_need_not(desk: Desk, fault: str) -> None:
    change, where = FINAL_FAULTS[fault]
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    change(document)
    reply = desk.send_assessment(document)
    assert (reply.status_code, problem(reply)) == (422, "reference-error")
    assert where in pointers(reply)
    assert desk.send_assessment(document | {"state": "draft"}).status_code == 201


def test_evidence_for_another_criterion_does_not_count(desk: Desk) -> None:
    one, two = desk.sent_mark(1), desk.sent_mark(2)
    document = desk.assessment((one, two))
    document["results"][0]["cited"] = [two.annotation_id]
    assert pointers(desk.send_assessment(document)) == ["/results/0/cited/0"]


def test_a_retracted_annotation_is_no_evidence(desk: Desk) -> None:
    one, two = desk.sent_mark(1), desk.sent_mark(2)
    desk.laptop.delete(f"{desk.home}/annotations/{one.annotation_id}", revision=1)
    reply = desk.send_assessment(desk.assessment((one, two)))
    assert pointers(reply) == ["/results/0/cited/0", "/annotations/0/id"]


def test_the_evidence_asked_for_is_the_policys(shared_server: PracticeProcess) -> None:
    """For "signs" neither a citation nor a rationale is needed."""
    desk = fresh_desks(shared_server, "signs", {"assessor-1": "assess"})["assessor-1"]
    document = desk.assessment()
    for result in document["results"]:
        result["rationale"] = ""
    assert desk.send_assessment(document).status_code == 201


def test_ids_may_be_urns(desk: Desk) -> None:
    one, two = desk.sent_mark(1), desk.sent_mark(2)
    document = desk.assessment((one, two))
    for result in document["results"]:
        result["cited"] = [f"urn:uuid:{cited}" for cited in result["cited"]]
    document["annotations"] = [
        reference | {"id": f"urn:uuid:{reference['id']}"} for reference in document["annotations"]
    ]
    assert desk.send_assessment(document).status_code == 201


@pytest.mark.parametrize(
    ("member", "value"), [("state", "perfect"), ("results", None), ("attempt", "two"), ("updated_at", "noon")]
)
def test_the_shape_is_checked(desk: Desk, member: str, value: Any) -> None:
    reply = desk.send_assessment(desk.assessment() | {member: value})
    assert (reply.status_code, problem(reply), pointers(reply)) == (400, "bad-request", [f"/{member}"])


def test_the_body_must_be_the_assessment_of_the_address(desk: Desk) -> None:
    reply = desk.laptop.put(f"{desk.home}/assessments/{new_id()}", desk.assessment())
    assert pointers(reply) == ["/id"]
