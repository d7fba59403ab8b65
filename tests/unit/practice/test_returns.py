"""What the issuing server gives back, and what it lets count after all: repeated, with every version kept."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assessor_app.domain.ids import new_id
from assessor_app.practice import control, reviewing
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, problem
from tests.unit.practice.test_adjudication import BOTH, outcome, send_again
from tests.unit.practice.test_declarations import without
from tests.unit.practice.test_held_finals import MEANWHILE, OF_THE_PERSON

PAST = datetime.now(UTC) - timedelta(hours=1)
Event = Callable[[Path, str], object]
WHY = "Please look at 0:30 again."


def versions(server: PracticeProcess, desk: Desk) -> list[tuple[int, str, str]]:
    rows = control.read(server.data_dir, lambda connection: reviewing.versions(connection, desk.assignment_id))
    return [(row["revision"], row["state"], row["disposition"]) for row in rows]


def test_it_is_returned_again_and_again_with_every_version_kept(shared_server: PracticeProcess, desk: Desk) -> None:
    document, _ = desk.send_final((1, 3))
    for n in (1, 2, 3):
        control.return_assignment(shared_server.data_dir, desk.assignment_id, f"{WHY} ({n})")
        shown = desk.laptop.document(desk.home)
        assert (shown["state"], shown["returned"]) == (
            "returned",
            {"reason": f"{WHY} ({n})", "base_assessment": document["id"]},
        )
        reply = send_again(desk, document, (2, 3), n)
        assert (reply.json()["revision"], reply.json()["disposition"]) == (n + 1, "accepted")
        after = desk.laptop.document(desk.home)
        assert after["state"] == "closed"
        assert "returned" not in after
    assert versions(shared_server, desk) == [(n, "final", "accepted") for n in (1, 2, 3, 4)]


def test_a_returned_one_may_be_drafted_and_marked_again(shared_server: PracticeProcess, desk: Desk) -> None:
    document, _ = desk.send_final()
    control.return_assignment(shared_server.data_dir, desk.assignment_id, WHY)
    assert desk.send_mark(desk.mark(1)).status_code == 201
    assert desk.send_assessment(document | {"state": "draft"}, revision=1).json()["revision"] == 2
    assert desk.send_assessment(document, revision=2).json()["revision"] == 3
    assert [state for _, state, _ in versions(shared_server, desk)] == ["final", "draft", "final"]


def test_what_comes_back_may_be_a_new_assessment(shared_server: PracticeProcess, desk: Desk) -> None:
    document, _ = desk.send_final((1, 3))
    control.return_assignment(shared_server.data_dir, desk.assignment_id, WHY)
    levels = desk.assessment(levels=(3, 3))["results"]
    results = [new | {"cited": old["cited"]} for old, new in zip(document["results"], levels, strict=True)]
    newer = document | {"id": new_id(), "results": results}
    assert desk.send_assessment(newer).status_code == 201
    assert outcome(desk)["decision"] == "awarded"
    assert problem(desk.send_assessment(document | {"feedback": "The old one."}, revision=1)) == "already-final"
    control.return_assignment(shared_server.data_dir, desk.assignment_id, WHY)
    assert desk.laptop.document(desk.home)["returned"]["base_assessment"] == newer["id"]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_returned_without_a_reason(shared_server: PracticeProcess, desk: Desk, reason: str) -> None:
    desk.send_final()
    with pytest.raises(ValueError, match="reason"):
        control.return_assignment(shared_server.data_dir, desk.assignment_id, reason)
    assert desk.laptop.document(desk.home)["state"] == "closed"


def test_what_is_not_in_is_not_returned(shared_server: PracticeProcess, desk: Desk) -> None:
    with pytest.raises(ValueError, match="nothing to return"):
        control.return_assignment(shared_server.data_dir, desk.assignment_id, WHY)


def test_a_held_final_may_be_returned_as_well(shared_server: PracticeProcess, desk: Desk) -> None:
    control.set_due(shared_server.data_dir, desk.assignment_id, PAST)
    document, reply = desk.send_final()
    assert reply.json()["disposition"] == "held_for_review"
    control.set_due(shared_server.data_dir, desk.assignment_id, datetime.now(UTC) + timedelta(days=3))
    control.return_assignment(shared_server.data_dir, desk.assignment_id, WHY)
    assert desk.send_assessment(document, revision=1).json()["disposition"] == "accepted"
    assert outcome(desk)["decided"] is True
    assert [disposition for _, _, disposition in versions(shared_server, desk)] == ["held_for_review", "accepted"]


def hold_undeclared(_data: Path, _assignment_id: str) -> None:
    """The final itself is what is wrong: see below."""


def of_the_person(happen: Event) -> Event:
    return lambda data, _assignment_id: happen(data, "assessor-1")


ALL: dict[str, Event] = {
    **{name: happen for name, (happen, _) in MEANWHILE.items()},
    **{name: of_the_person(happen) for name, (happen, _) in OF_THE_PERSON.items()},
    "not declared": hold_undeclared,
}


@pytest.mark.parametrize("event", sorted(ALL))
def test_a_held_final_that_is_released_decides_whatever_it_was_held_for(
    own_server: PracticeProcess, event: str
) -> None:
    """But for one that was given to another meanwhile: their assessment is waited for as well."""
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    ALL[event](own_server.data_dir, desk.assignment_id)
    sent = without(document, "declared_at") if event == "not declared" else document
    assert desk.send_assessment(sent).json()["disposition"] == "held_for_review"
    submission_id = desk.assignment["submission"]["id"]
    assert decided(own_server, submission_id) == []
    control.release_held(own_server.data_dir, desk.assignment_id)
    assert decided(own_server, submission_id) == ([] if event == "given to another" else ["awarded"])
    shown = desk.laptop.document(f"{desk.home}/assessments/{document['id']}")
    assert (shown["disposition"], "reason" in shown) == ("accepted", False)


def decided(server: PracticeProcess, submission_id: str) -> list[str]:
    rows = control.read(server.data_dir, lambda connection: reviewing.decisions(connection, submission_id))
    return [row["decision"] for row in rows]


def test_releasing_what_was_taken_back_does_not_give_the_evidence_back(
    shared_server: PracticeProcess, desk: Desk
) -> None:
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    control.withdraw(shared_server.data_dir, desk.assignment_id, "A parent asked.")
    desk.send_assessment(document)
    control.release_held(shared_server.data_dir, desk.assignment_id)
    for path in (desk.home, desk.assignment["submission"]["href"]):
        assert problem(desk.laptop.get(path)) == "withdrawn"


def test_where_nothing_is_held_nothing_is_released(shared_server: PracticeProcess, desk: Desk) -> None:
    desk.send_final()
    with pytest.raises(LookupError, match="Nothing is held"):
        control.release_held(shared_server.data_dir, desk.assignment_id)


def test_a_held_final_that_was_sent_anew_is_not_released_over_it(shared_server: PracticeProcess, desk: Desk) -> None:
    control.set_due(shared_server.data_dir, desk.assignment_id, PAST)
    document, _ = desk.send_final((1, 1))
    control.set_due(shared_server.data_dir, desk.assignment_id, datetime.now(UTC) + timedelta(days=3))
    control.return_assignment(shared_server.data_dir, desk.assignment_id, WHY)
    levels = desk.assessment(levels=(3, 3))["results"]
    results = [new | {"cited": old["cited"]} for old, new in zip(document["results"], levels, strict=True)]
    assert desk.send_assessment(document | {"id": new_id(), "results": results}).json()["disposition"] == "accepted"
    with pytest.raises(LookupError, match="Nothing is held"):
        control.release_held(shared_server.data_dir, desk.assignment_id)
    assert outcome(desk)["decision"] == "awarded"


def test_what_waits_for_a_person_is_listed_with_its_reason(shared_server: PracticeProcess, desk: Desk) -> None:
    control.set_due(shared_server.data_dir, desk.assignment_id, PAST)
    document, _ = desk.send_final()
    held = {row["assessment_id"]: row for row in control.read(shared_server.data_dir, reviewing.held_finals)}
    assert held[document["id"]]["reason"] == "It arrived after the due time."


def test_a_released_final_of_two_settles_the_pair(shared_server: PracticeProcess) -> None:
    desks = fresh_desks(shared_server, "pause", BOTH)
    mine, theirs = desks["assessor-1"], desks["assessor-2"]
    control.set_due(shared_server.data_dir, mine.assignment_id, PAST)
    mine.send_final((1, 3))
    theirs.send_final((3, 3))
    lead = laptop_of(shared_server, "lead")
    submission_id = mine.assignment["submission"]["id"]
    assert lead.get(mine.assignment["submission"]["href"]).status_code == 404, "one of two counts: nobody adjudicates"
    control.release_held(shared_server.data_dir, mine.assignment_id)
    assert lead.document(mine.assignment["submission"]["href"])["id"] == submission_id, (
        "they differ: it went to the lead"
    )
