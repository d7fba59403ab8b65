"""Handing back: with a reason, off the desk at once where it concerns the person, on to the next who may have it."""

from typing import Any

import pytest

from assessor_app.domain.ids import new_id
from assessor_app.practice import control, reviewing
from assessor_app.practice.affiliations import Affiliation, ConflictOfInterest
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, Laptop, pointers, problem
from tests.unit.practice.rules import events_of, given_for
from tests.unit.practice.test_declarations import final, post_events

PERSONAL = ["recusal", "conflict-of-interest"]
FOR_REVIEW = ["unscorable", "suspected-malpractice"]


def hand_back(desk: Desk, kind: str = "recusal", reason: str = "I teach next door.", **options: Any) -> Any:
    return desk.laptop.put(f"{desk.home}/return", {"kind": kind, "reason": reason}, **options)


def kept(server: PracticeProcess, desk: Desk) -> list[tuple[str, str]]:
    rows = control.read(server.data_dir, lambda connection: reviewing.hand_backs(connection, desk.assignment_id))
    return [(row["kind"], row["reason"]) for row in rows]


def takers(server: PracticeProcess, desk: Desk) -> list[Desk]:
    """Who else has the submission now."""
    labels = ("assessor-2", "assessor-3", "lead")
    return [taker for label in labels for taker in given_for(laptop_of(server, label), desk)]


def lone_desk(server: PracticeProcess) -> Desk:
    return fresh_desks(server, "pause", {"assessor-1": "assess"})["assessor-1"]


@pytest.mark.parametrize("kind", PERSONAL)
def test_it_leaves_the_desk_at_once_and_goes_to_somebody_else(own_server: PracticeProcess, kind: str) -> None:
    desk = lone_desk(own_server)
    evidence = desk.parts[1]["href"]
    assert hand_back(desk, kind).status_code == 201
    for path in (desk.home, desk.assignment["submission"]["href"], evidence):
        assert problem(desk.laptop.get(path)) == "withdrawn"
    (taker,) = takers(own_server, desk)
    assert (taker.assignment["role"], taker.assignment["state"]) == ("assess", "open")
    assert kept(own_server, desk) == [(kind, "I teach next door.")]


def test_it_never_comes_back_to_who_handed_it_back(own_server: PracticeProcess) -> None:
    desk = lone_desk(own_server)
    hand_back(desk)
    (second,) = takers(own_server, desk)
    hand_back(second)
    (third,) = takers(own_server, desk)
    assert third.laptop is not second.laptop
    hand_back(third)
    for label in ("assessor-1", "assessor-2", "assessor-3"):
        assert given_for(laptop_of(own_server, label), desk) == []
        with pytest.raises(ConflictOfInterest):
            control.reassign(own_server.data_dir, desk.assignment_id, label)


def test_while_nobody_has_the_free_place_nothing_is_decided(own_server: PracticeProcess) -> None:
    desks = fresh_desks(own_server, "pause", {"assessor-1": "assess", "assessor-2": "second"})
    control.suspend(own_server.data_dir, "assessor-3")
    hand_back(desks["assessor-2"])
    desks["assessor-1"].send_final()
    outcome = desks["assessor-1"].laptop.document(f"{desks['assessor-1'].home}/outcome")
    assert outcome["decided"] is False
    token = control.add_assessor(own_server.data_dir, "newcomer", ("assessor",), Affiliation("Far", "Away"))
    theirs = control.reassign(own_server.data_dir, desks["assessor-2"].assignment_id, "newcomer")
    Desk(Laptop(own_server.url, token), theirs).send_final()
    assert desks["assessor-1"].laptop.document(f"{desks['assessor-1'].home}/outcome")["decided"] is True


def test_an_adjudicator_hands_it_on_to_another(own_server: PracticeProcess) -> None:
    token = control.add_assessor(own_server.data_dir, "lead-2", ("adjudicator",), Affiliation("Far", "Away"))
    desks = fresh_desks(own_server, "pause", {"assessor-1": "assess", "assessor-2": "second"})
    desks["assessor-1"].send_final((1, 3))
    desks["assessor-2"].send_final((3, 3))
    (case,) = given_for(laptop_of(own_server, "lead"), desks["assessor-1"])
    assert hand_back(case).status_code == 201
    (next_case,) = given_for(Laptop(own_server.url, token), desks["assessor-1"])
    assert (next_case.assignment["role"], len(next_case.assignment["inputs"])) == ("adjudicate", 2)
    inputs = next_case.assignment["inputs"]
    assert problem(case.laptop.get(inputs[0]["href"])) == "not-found", "who handed it back reads nothing more"


def test_who_knows_somebody_in_one_attempt_loses_the_others_too(own_server: PracticeProcess) -> None:
    desk = lone_desk(own_server)
    newer = Desk(desk.laptop, control.supersede(own_server.data_dir, desk.assignment_id))
    hand_back(newer, "conflict-of-interest")
    assert problem(desk.laptop.get(desk.home)) == "withdrawn"
    assert given_for(desk.laptop, desk) == []
    (taker,) = takers(own_server, newer)
    latest = control.supersede(own_server.data_dir, taker.assignment_id)
    assert latest not in control.assignments_of(own_server.data_dir, "assessor-1")


def test_a_recusal_concerns_this_submission_only(own_server: PracticeProcess) -> None:
    desk = lone_desk(own_server)
    newer = Desk(desk.laptop, control.supersede(own_server.data_dir, desk.assignment_id))
    hand_back(newer, "recusal")
    assert desk.laptop.document(desk.home)["state"] == "open"


@pytest.mark.parametrize("kind", FOR_REVIEW)
def test_what_is_for_review_is_closed_with_everything_kept(own_server: PracticeProcess, kind: str) -> None:
    desk = lone_desk(own_server)
    mark = desk.sent_mark()
    draft = desk.assessment(state="draft", annotations=[])
    desk.send_assessment(draft)
    assert hand_back(desk, kind, "The clip is black.").status_code == 201
    assert desk.laptop.document(desk.home)["state"] == "closed"
    assert desk.laptop.document(f"{desk.home}/annotations")["annotations"] == [mark.document]
    (stored,) = desk.laptop.document(f"{desk.home}/assessments")["assessments"]
    assert stored["assessment"] == draft
    assert kept(own_server, desk) == [(kind, "The clip is black.")]
    assert takers(own_server, desk) == []
    for reply in (
        desk.send_mark(desk.mark()),
        desk.send_assessment(draft | {"feedback": "More."}, revision=1),
        desk.laptop.put(f"{desk.home}/claim", {}),
        hand_back(desk, kind, "Again."),
    ):
        assert (reply.status_code, problem(reply)) == (410, "withdrawn")


def test_the_issuing_organisation_may_return_what_was_called_unscorable(own_server: PracticeProcess) -> None:
    desk = lone_desk(own_server)
    hand_back(desk, "unscorable", "The clip is black.")
    control.return_assignment(own_server.data_dir, desk.assignment_id, "It plays here: please try again.")
    assert desk.laptop.document(desk.home)["state"] == "returned"
    assert desk.send_final()[1].json()["disposition"] == "accepted"


@pytest.mark.parametrize("kind", [*PERSONAL, *FOR_REVIEW])
def test_a_final_after_a_hand_back_is_taken_and_held(own_server: PracticeProcess, kind: str) -> None:
    """The laptop was offline: the final was written before, and arrives after, from the same or another one."""
    desk = lone_desk(own_server)
    document = final(desk)
    hand_back(desk, kind)
    reply = desk.send_assessment(document)
    assert (reply.status_code, reply.json()["disposition"]) == (201, "held_for_review")
    assert "handed it back" in reply.json()["reason"]


def test_the_final_of_somebody_in_a_conflict_never_counts(own_server: PracticeProcess) -> None:
    desk = lone_desk(own_server)
    document = final(desk)
    hand_back(desk, "conflict-of-interest")
    desk.send_assessment(document)
    with pytest.raises(ConflictOfInterest):
        control.release_held(own_server.data_dir, desk.assignment_id)


def test_after_a_final_nothing_is_handed_back(desk: Desk, shared_server: PracticeProcess) -> None:
    desk.send_final()
    reply = hand_back(desk)
    assert (reply.status_code, problem(reply)) == (409, "already-final")
    assert kept(shared_server, desk) == []


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_a_reason_is_more_than_space(desk: Desk, reason: str, shared_server: PracticeProcess) -> None:
    reply = hand_back(desk, reason=reason)
    assert (reply.status_code, problem(reply), pointers(reply)) == (400, "bad-request", ["/reason"])
    assert kept(shared_server, desk) == []
    assert desk.laptop.document(desk.home)["state"] == "open"


def test_a_kind_nobody_knows_is_refused(desk: Desk) -> None:
    assert pointers(hand_back(desk, kind="bored")) == ["/kind"]


def test_the_same_hand_back_sent_again_is_answered_again(own_server: PracticeProcess) -> None:
    desk, op_id = lone_desk(own_server), new_id()
    first, again = hand_back(desk, op_id=op_id), hand_back(desk, op_id=op_id)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert len(kept(own_server, desk)) == 1


def test_a_stranger_hands_nothing_back(shared_server: PracticeProcess, desk: Desk) -> None:
    reply = laptop_of(shared_server, "assessor-2").put(f"{desk.home}/return", {"kind": "recusal", "reason": "Mine."})
    assert (reply.status_code, problem(reply)) == (403, "not-yours")


def test_what_was_looked_at_and_blanked_is_on_record(shared_server: PracticeProcess, desk: Desk) -> None:
    seen = {"id": new_id(), "kind": "evidence-opened", "at": "2026-11-21T09:10:00Z", "data": {"artifact": "x"}}
    blanked = {"id": new_id(), "kind": "evidence-blanked", "at": "2026-11-21T09:11:00Z"}
    post_events(desk, blanked, seen)
    post_events(desk, seen)
    assert [(event["kind"], event["data"]) for event in events_of(shared_server, desk)] == [
        ("evidence-opened", {"artifact": "x"}),
        ("evidence-blanked", {}),
    ]


def test_the_history_of_scores_is_the_issuers_to_read_and_no_assessors(
    shared_server: PracticeProcess, desk: Desk
) -> None:
    change = {"kind": "score-changed", "data": {"criterion": "c", "before": "1", "after": "2", "note": "mandrake"}}
    post_events(desk, change, {"kind": "evidence-opened"})
    (told,) = control.read(
        shared_server.data_dir, lambda connection: reviewing.score_changes(connection, desk.assignment_id)
    )
    assert told["data"] == change["data"]
    for label in ("assessor-1", "assessor-2", "lead"):
        laptop = laptop_of(shared_server, label)
        for path in ("/events", f"{desk.home}/events", f"{desk.home}/history"):
            assert laptop.get(path).status_code in {404, 405}
            assert "mandrake" not in laptop.get(path).text
