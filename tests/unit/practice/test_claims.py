"""Claims, hand-backs and events: a lease that says until when, work given back with a reason, a log told once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from assessor_app.domain.ids import new_id
from assessor_app.practice import control
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.laptop import Desk, Laptop, as_json, problem

RECUSAL = {"kind": "recusal", "reason": "I know someone here."}


def lease_of(desk: Desk) -> dict[str, Any] | None:
    found: dict[str, Any] | None = desk.laptop.document(desk.home).get("lease")
    return found


def days_left(text: str) -> float:
    return (datetime.fromisoformat(text) - datetime.now(UTC)) / timedelta(days=1)


def test_a_claim_is_a_lease_in_my_name(desk: Desk) -> None:
    assert lease_of(desk) is None
    reply = desk.laptop.put(f"{desk.home}/claim", {"days": 3})
    assert (reply.status_code, reply.json()["revision"]) == (200, 2)
    lease = lease_of(desk)
    assert lease == reply.json()["lease"]
    assert lease is not None
    assert lease["holder"] == desk.laptop.document("/profile")["id"]
    assert 2.9 < days_left(lease["expires_at"]) <= 3


@pytest.mark.parametrize("body", [b"", b"{}", b'{"days": 500}'])
def test_a_claim_is_for_thirty_days_at_most(desk: Desk, body: bytes) -> None:
    reply = desk.laptop.put(f"{desk.home}/claim", body)
    assert 29.9 < days_left(reply.json()["lease"]["expires_at"]) <= 30


def test_a_lease_is_renewed_by_the_revision_that_has_it(desk: Desk) -> None:
    desk.laptop.put(f"{desk.home}/claim", {"days": 1})
    assert problem(desk.laptop.put(f"{desk.home}/claim", {"days": 5})) == "stale-revision"
    reply = desk.laptop.put(f"{desk.home}/claim", {"days": 5}, revision=2)
    assert days_left(reply.json()["lease"]["expires_at"]) > 4.9


def test_whatever_the_revision_is(desk: Desk) -> None:
    headers = {"Idempotency-Key": new_id(), "If-Match": "*"}
    assert desk.laptop.send("PUT", f"{desk.home}/claim", b"{}", headers).status_code == 200


def test_a_claim_says_what_it_is_based_on(desk: Desk) -> None:
    reply = desk.laptop.put(f"{desk.home}/claim", {}, without=("If-None-Match",))
    assert (reply.status_code, problem(reply)) == (428, "precondition-required")


def test_what_another_assessor_holds_is_contested(shared_server: PracticeProcess, desk: Desk) -> None:
    control.set_lease(shared_server.data_dir, desk.assignment_id, "assessor-2", datetime.now(UTC) + timedelta(days=1))
    for reply in (
        desk.laptop.put(f"{desk.home}/claim", {}, revision=2),
        desk.laptop.delete(f"{desk.home}/claim", revision=2),
    ):
        assert (reply.status_code, problem(reply)) == (409, "claim-contested")
    control.set_lease(shared_server.data_dir, desk.assignment_id, "assessor-2", datetime.now(UTC) - timedelta(days=1))
    assert desk.laptop.put(f"{desk.home}/claim", {}).status_code == 200


def test_a_lease_can_be_given_up(desk: Desk) -> None:
    desk.laptop.put(f"{desk.home}/claim", {})
    assert desk.laptop.delete(f"{desk.home}/claim", revision=2).status_code == 200
    assert lease_of(desk) is None


@pytest.mark.parametrize("days", [0, -1, "many"])
def test_a_claim_is_for_a_day_at_least(desk: Desk, days: object) -> None:
    reply = desk.laptop.put(f"{desk.home}/claim", {"days": days})
    assert (reply.status_code, problem(reply)) == (400, "bad-request")


@pytest.mark.parametrize("kind", ["recusal", "conflict-of-interest"])
def test_who_cannot_judge_gives_it_back_and_it_leaves_the_desk(desk: Desk, kind: str) -> None:
    reply = desk.laptop.put(f"{desk.home}/return", {"kind": kind, "reason": "I know someone here."})
    assert (reply.status_code, reply.json()["disposition"]) == (201, "accepted")
    for path in (desk.home, desk.assignment["submission"]["href"]):
        assert problem(desk.laptop.get(path)) == "withdrawn"
    assert problem(desk.laptop.put(f"{desk.home}/return", RECUSAL)) == "withdrawn"


@pytest.mark.parametrize("kind", ["unscorable", "suspected-malpractice"])
def test_what_cannot_be_judged_is_closed(desk: Desk, kind: str) -> None:
    assert desk.laptop.put(f"{desk.home}/return", {"kind": kind, "reason": "No sound."}).status_code == 201
    assert desk.laptop.document(desk.home)["state"] == "closed"


def test_a_hand_back_needs_a_kind_and_a_reason(desk: Desk) -> None:
    for body in ({"kind": "tired", "reason": "x"}, {"kind": "recusal", "reason": ""}, {"kind": "recusal"}):
        assert problem(desk.laptop.put(f"{desk.home}/return", body)) == "bad-request"
    assert problem(desk.laptop.put(f"{desk.home}/return", RECUSAL, revision=7)) == "stale-revision"
    assert desk.laptop.document(desk.home)["state"] == "open"


def test_a_final_is_not_handed_back(desk: Desk) -> None:
    desk.send_final()
    assert problem(desk.laptop.put(f"{desk.home}/return", RECUSAL)) == "already-final"


def event(**members: Any) -> dict[str, Any]:
    return {"id": new_id(), "kind": "viewed", "at": "2026-11-21T10:00:00Z", **members}


def test_events_are_kept_once(laptop: Laptop, shared_server: PracticeProcess) -> None:
    first, second = event(), event(data={"artifact": 2})
    before = post(laptop, [first]).json()["revision"]
    again = post(laptop, [first | {"kind": "told otherwise"}, second])
    assert again.status_code == 200
    assert (again.json()["revision"], again.json()["resource"]) == (before + 1, "/events")
    database = sqlite.connect(str(shared_server.data_dir / "practice.db"))
    kinds = database.execute("SELECT kind FROM event WHERE event_id = ?", (first["id"],)).fetchall()
    database.close()
    assert kinds == [("viewed",)]


def test_events_have_a_shape(laptop: Laptop) -> None:
    reply = post(laptop, [event(at="noon")])
    assert (reply.status_code, reply.json()["errors"][0]["pointer"]) == (400, "/events/0/at")


def post(laptop: Laptop, events: list[dict[str, Any]]) -> Any:
    return laptop.send("POST", "/events", as_json({"events": events}), {"Idempotency-Key": new_id()})
