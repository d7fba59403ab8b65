"""Who sees what of whom: everything the table of the protocol does not allow is not found."""

import pytest

from assessor_app.practice import control
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, Laptop, problem
from tests.unit.practice.test_changes import pull

BOTH = {"assessor-1": "assess", "assessor-2": "second"}


@pytest.fixture
def pair(shared_server: PracticeProcess) -> tuple[Desk, Desk]:
    desks = fresh_desks(shared_server, "pause", BOTH)
    return desks["assessor-1"], desks["assessor-2"]


def shown_ids(laptop: Laptop, home: str) -> list[str]:
    listed = laptop.document(f"{home}/assessments")["assessments"]
    return [stored["assessment"]["id"] for stored in listed]


def is_hidden(laptop: Laptop, path: str) -> bool:
    reply = laptop.get(path)
    return reply.status_code == 404 and problem(reply) == "not-found"


def test_a_stranger_finds_nothing_of_an_assignment(shared_server: PracticeProcess, desk: Desk) -> None:
    mark = desk.sent_mark()
    document = desk.assessment(state="draft", annotations=[])
    desk.send_assessment(document)
    stranger = laptop_of(shared_server, "assessor-2")
    part = desk.parts[1]
    for path in (
        desk.home,
        f"{desk.home}/annotations",
        f"{desk.home}/annotations/{mark.annotation_id}",
        f"{desk.home}/assessments",
        f"{desk.home}/assessments/{document['id']}",
        desk.assignment["submission"]["href"],
        part["href"],
        part["manifest"],
        "/assignments/0190a000-0000-7000-8000-000000000000",
    ):
        assert is_hidden(stranger, path), path


def test_an_own_draft_is_seen_by_its_assessor_alone(pair: tuple[Desk, Desk]) -> None:
    mine, theirs = pair
    draft = mine.assessment(state="draft", annotations=[])
    mine.send_assessment(draft)
    theirs.send_final()
    assert draft["id"] in shown_ids(mine.laptop, mine.home)
    assert draft["id"] not in shown_ids(theirs.laptop, theirs.home)
    assert is_hidden(theirs.laptop, f"{mine.home}/assessments/{draft['id']}")


def test_the_others_final_is_hidden_until_both_are_in(pair: tuple[Desk, Desk]) -> None:
    mine, theirs = pair
    my_final, _ = mine.send_final((2, 3))
    assert shown_ids(theirs.laptop, theirs.home) == []
    for path in (f"{mine.home}/assessments", f"{mine.home}/assessments/{my_final['id']}", f"{mine.home}/annotations"):
        assert is_hidden(theirs.laptop, path), path
    their_final, _ = theirs.send_final((3, 3))
    assert shown_ids(theirs.laptop, theirs.home) == [their_final["id"], my_final["id"]]
    assert shown_ids(mine.laptop, mine.home) == [my_final["id"], their_final["id"]]
    assert theirs.laptop.document(f"{mine.home}/assessments/{my_final['id']}")["assessment"] == my_final


def test_with_the_others_final_come_the_annotations_it_froze_and_no_more(pair: tuple[Desk, Desk]) -> None:
    mine, theirs = pair
    private = mine.sent_mark(1)
    mine.send_final((2, 3))
    theirs.send_final((2, 3))
    seen = theirs.laptop.document(f"{mine.home}/annotations")["annotations"]
    assert len(seen) == 2
    assert private.document not in seen
    assert is_hidden(theirs.laptop, f"{mine.home}/annotations/{private.annotation_id}")
    assert is_hidden(theirs.laptop, mine.home)


def test_finals_that_differ_stay_hidden_and_go_to_an_adjudicator(
    shared_server: PracticeProcess, pair: tuple[Desk, Desk]
) -> None:
    mine, theirs = pair
    lead = laptop_of(shared_server, "lead")
    _, before = pull(lead, limit=500)
    my_final, _ = mine.send_final((1, 3))
    their_final, _ = theirs.send_final((3, 3))
    assert shown_ids(mine.laptop, mine.home) == [my_final["id"]]
    assert is_hidden(theirs.laptop, f"{mine.home}/assessments/{my_final['id']}")

    entries, _ = pull(lead, before.next_cursor, limit=500)
    (given,) = [entry for entry in entries if entry.kind == "assignment"]
    case = Desk(lead, given.id)
    assert case.assignment["role"] == "adjudicate"
    inputs = {each["assessment"]: each for each in case.assignment["inputs"]}
    assert set(inputs) == {my_final["id"], their_final["id"]}
    for each in inputs.values():
        assert lead.document(each["href"])["assessment"]["id"] == each["assessment"]
        assert len(lead.document(each["annotations_href"])["annotations"]) == 2

    document = case.assessment(levels=(3, 3))
    for n, cited in enumerate(my_final["annotations"]):
        document["results"][n]["cited"] = [cited["id"]]
    document["annotations"] = my_final["annotations"]
    reply = case.send_assessment(document)
    assert (reply.status_code, reply.json()["disposition"]) == (201, "accepted")
    assert set(shown_ids(mine.laptop, mine.home)) == {my_final["id"], their_final["id"], document["id"]}


def test_one_level_apart_is_no_discrepancy_where_the_policy_says_so(
    shared_server: PracticeProcess, pair: tuple[Desk, Desk]
) -> None:
    mine, theirs = pair
    lead = laptop_of(shared_server, "lead")
    _, before = pull(lead, limit=500)
    mine.send_final((1, 3))  # not yet
    theirs.send_final((2, 2))  # awarded, yet no level is more than one apart
    assert len(shown_ids(mine.laptop, mine.home)) == 2
    assert pull(lead, before.next_cursor, limit=500)[0] == []


def test_the_adjudicator_sees_no_drafts(shared_server: PracticeProcess, pair: tuple[Desk, Desk]) -> None:
    mine, _ = pair
    mine.send_assessment(mine.assessment(state="draft", annotations=[]))
    assert is_hidden(laptop_of(shared_server, "lead"), f"{mine.home}/assessments")


def test_a_withdrawn_partner_is_not_waited_for_but_shows_nothing(
    shared_server: PracticeProcess, pair: tuple[Desk, Desk]
) -> None:
    mine, theirs = pair
    control.withdraw(shared_server.data_dir, theirs.assignment_id, "Not needed.")
    final, _ = mine.send_final()
    assert shown_ids(mine.laptop, mine.home) == [final["id"]]


def test_a_held_final_resolves_nothing(shared_server: PracticeProcess, pair: tuple[Desk, Desk]) -> None:
    mine, theirs = pair
    newer = control.supersede(shared_server.data_dir, mine.assignment_id)
    assert newer != mine.assignment_id
    mine.send_final()
    theirs.send_final()
    assert len(shown_ids(theirs.laptop, theirs.home)) == 1


def test_the_scores_of_an_earlier_attempt_are_seen_when_the_policy_says(own_server: PracticeProcess) -> None:
    """ "pause" shows them after the own final, "signs" never; the earlier one was somebody else's."""
    for slug, expected in (("pause", 2), ("signs", 1)):
        first = fresh_desks(own_server, slug, {"assessor-2": "assess"})["assessor-2"]
        earlier, _ = first.send_final()
        second = control.supersede(own_server.data_dir, first.assignment_id)
        mine = Desk(laptop_of(own_server, "assessor-1"), control.reassign(own_server.data_dir, second, "assessor-1"))
        assert mine.assignment["previous"] == first.assignment_id
        assert mine.assignment["attempt"] == 2
        assert shown_ids(mine.laptop, mine.home) == []
        assert is_hidden(mine.laptop, f"{first.home}/assessments/{earlier['id']}")
        mine.send_final()
        assert len(shown_ids(mine.laptop, mine.home)) == expected
        assert is_hidden(mine.laptop, f"{first.home}/assessments/{earlier['id']}") is (expected == 1)


def test_ones_own_final_stays_readable_after_a_withdrawal(shared_server: PracticeProcess, desk: Desk) -> None:
    document, _ = desk.send_final()
    control.withdraw(shared_server.data_dir, desk.assignment_id, "Closed.")
    assert desk.laptop.document(f"{desk.home}/assessments/{document['id']}")["assessment"] == document


def test_who_gets_an_assignment_afterwards_sees_nothing_of_who_had_it(
    shared_server: PracticeProcess, desk: Desk
) -> None:
    desk.sent_mark()
    draft = desk.assessment(state="draft", annotations=[])
    desk.send_assessment(draft)
    theirs = Desk(
        laptop_of(shared_server, "assessor-2"),
        control.reassign(shared_server.data_dir, desk.assignment_id, "assessor-2"),
    )
    assert shown_ids(theirs.laptop, theirs.home) == []
    assert theirs.laptop.document(f"{theirs.home}/annotations")["annotations"] == []
    assert is_hidden(theirs.laptop, f"{desk.home}/assessments/{draft['id']}")
    assert shown_ids(desk.laptop, desk.home) == [draft["id"]]
