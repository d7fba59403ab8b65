"""Declaring that one knows nobody in it: without that a final is taken and waits for a person, it never just counts."""

from typing import Any

import pytest
import requests

from assessor_app.domain.ids import new_id
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks
from tests.unit.practice.laptop import Desk, as_json
from tests.unit.practice.rules import change_policy, events_of

DECLARED = "2026-11-21T09:00:00Z"


def post_events(desk: Desk, *events: dict[str, Any]) -> requests.Response:
    whole = [{"id": new_id(), "assignment": desk.assignment_id, "at": DECLARED} | event for event in events]
    return desk.laptop.send("POST", "/events", as_json({"events": whole}), {"Idempotency-Key": new_id()})


def final(desk: Desk, **changed: Any) -> dict[str, Any]:
    return desk.assessment((desk.sent_mark(1), desk.sent_mark(2)), **changed)


def without(document: dict[str, Any], *members: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in members}


def test_a_final_without_a_declaration_is_held_and_does_not_decide(desk: Desk) -> None:
    document = without(final(desk), "declared_at")
    reply = desk.send_assessment(document)
    assert (reply.status_code, reply.json()["disposition"]) == (201, "held_for_review")
    assert "did not declare" in reply.json()["reason"]
    assert desk.laptop.document(f"{desk.home}/assessments/{document['id']}")["assessment"] == document
    assert desk.laptop.document(f"{desk.home}/outcome")["decided"] is False


def test_a_final_with_a_declaration_counts(desk: Desk) -> None:
    assert desk.send_assessment(final(desk)).json()["disposition"] == "accepted"


def test_a_declaration_that_is_no_time_is_not_well_formed(desk: Desk) -> None:
    assert desk.send_assessment(final(desk, declared_at="of course")).status_code == 400


def test_a_draft_needs_no_declaration(desk: Desk) -> None:
    draft = without(desk.assessment(state="draft", annotations=[]), "declared_at")
    assert desk.send_assessment(draft).json()["disposition"] == "accepted"


@pytest.mark.parametrize("role", ["practice", "calibrate"])
def test_where_there_is_nobody_to_know_nothing_is_declared(shared_server: PracticeProcess, role: str) -> None:
    desk = fresh_desks(shared_server, "pause", {"assessor-1": role})["assessor-1"]
    assert desk.send_assessment(without(final(desk), "declared_at")).json()["disposition"] == "accepted"


def test_a_policy_may_do_without(own_server: PracticeProcess) -> None:
    change_policy(own_server, "pause", integrity={"declaration": False})
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    assert desk.send_assessment(without(final(desk), "declared_at")).json()["disposition"] == "accepted"


def test_evidence_opened_before_the_declaration_makes_the_final_wait(desk: Desk) -> None:
    assert post_events(desk, {"kind": "evidence-opened", "at": "2026-11-21T08:59:59Z"}).status_code == 200
    reply = desk.send_assessment(final(desk))
    assert reply.json()["disposition"] == "held_for_review"
    assert "before the assessor declared" in reply.json()["reason"]


def test_evidence_opened_after_the_declaration_is_as_it_should_be(desk: Desk) -> None:
    post_events(desk, {"kind": "evidence-opened", "at": "2026-11-21T09:00:01Z"})
    assert desk.send_assessment(final(desk)).json()["disposition"] == "accepted"


@pytest.mark.parametrize("opened_at", ["2026-11-21T07:00:00Z", "2026-11-21T09:30:00Z"])
def test_a_clock_put_right_or_a_second_laptop_makes_no_final_wait(desk: Desk, opened_at: str) -> None:
    """Declared, then opened, whatever the clock says; another laptop declares for itself and sends the final."""
    post_events(desk, {"kind": "conflict-declared"}, {"kind": "evidence-opened", "at": opened_at})
    document = final(desk, declared_at="2026-11-21T10:00:00Z")
    assert desk.send_assessment(document).json()["disposition"] == "accepted"


def test_a_declaration_reported_after_the_opening_is_none_before_it(desk: Desk) -> None:
    opened = {"kind": "evidence-opened", "at": "2026-11-21T08:00:00Z"}
    post_events(desk, opened, {"kind": "conflict-declared", "at": "2026-11-21T07:00:00Z"})
    assert desk.send_assessment(final(desk)).json()["disposition"] == "held_for_review"


def test_what_somebody_else_reports_about_an_assignment_holds_nothing_up(shared_server: PracticeProcess) -> None:
    desks = fresh_desks(shared_server, "pause", {"assessor-1": "assess", "assessor-2": "second"})
    mine, theirs = desks["assessor-1"], desks["assessor-2"]
    stolen = {"kind": "evidence-opened", "at": "2026-11-21T08:00:00Z", "assignment": mine.assignment_id}
    assert post_events(theirs, stolen).status_code == 200
    assert mine.send_assessment(final(mine)).json()["disposition"] == "accepted"
    assert events_of(shared_server, mine) == []


def test_a_declaration_reported_as_an_event_is_kept_once(shared_server: PracticeProcess, desk: Desk) -> None:
    event = {"id": new_id(), "kind": "conflict-declared"}
    assert post_events(desk, event).status_code == 200
    assert post_events(desk, event).status_code == 200
    (kept,) = events_of(shared_server, desk)
    assert (kept["kind"], kept["event_id"]) == ("conflict-declared", event["id"])
