"""Blind: nothing of what another assessor thinks is on any path before both are in and it is decided."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assessor_app.practice import control
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, Laptop
from tests.unit.practice.rules import change_policy
from tests.unit.practice.test_adjudication import BOTH
from tests.unit.practice.test_hand_backs import hand_back
from tests.unit.practice.test_privacy import walk

SECRET = "mandragora"  # noqa: S105 - a word nobody else writes
PAST = datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture
def pair(own_server: PracticeProcess) -> tuple[Desk, Desk]:
    desks = fresh_desks(own_server, "pause", BOTH)
    return desks["assessor-1"], desks["assessor-2"]


def telling(desk: Desk, levels: tuple[int, int] = (2, 3), **changed: Any) -> dict[str, Any]:
    """A final whose every text and mark holds the word."""
    marks = []
    for n in (1, 2):
        mark = desk.mark(n)
        mark.document["body"][0]["value"] = f"{SECRET} {n}"
        assert desk.send_mark(mark).status_code == 201
        marks.append(mark)
    document = desk.assessment(tuple(marks), levels, feedback=f"Feedback {SECRET}.", **changed)
    for result in document["results"]:
        result["rationale"] = f"Rationale {SECRET}."
    return document


def told(laptop: Laptop, *also: str) -> list[str]:
    """Every address at which the word can be read, followed from the beginning, and the other's own addresses."""
    read = walk(laptop) | {path: laptop.get(path) for path in also}
    return sorted(path for path, reply in read.items() if SECRET.encode() in reply.content)


def addresses_of(desk: Desk, document: dict[str, Any]) -> list[str]:
    marks = [f"{desk.home}/annotations/{mark['id']}" for mark in document["annotations"]]
    lists = [f"{desk.home}{rest}" for rest in ("", "/annotations", "/assessments", "/outcome")]
    return [*lists, *marks, f"{desk.home}/assessments/{document['id']}"]


def leave(_server: PracticeProcess, _mine: Desk, _document: dict[str, Any]) -> None:
    """The final is simply in."""


def make_late(server: PracticeProcess, mine: Desk, _document: dict[str, Any]) -> None:
    control.set_due(server.data_dir, mine.assignment_id, PAST)


def give_back(server: PracticeProcess, mine: Desk, _document: dict[str, Any]) -> None:
    control.return_assignment(server.data_dir, mine.assignment_id, "Look at 0:30 again.")


def take_away(server: PracticeProcess, mine: Desk, _document: dict[str, Any]) -> None:
    control.withdraw(server.data_dir, mine.assignment_id, "Not needed.")


Happening = Callable[[PracticeProcess, Desk, dict[str, Any]], None]
BEFORE: dict[str, Happening] = {"in": leave, "held": make_late}
AFTER: dict[str, Happening] = {"returned": give_back, "withdrawn": take_away}


@pytest.mark.parametrize("what", [*sorted(BEFORE), *sorted(AFTER), "draft"])
def test_nothing_of_the_other_is_on_any_path_while_one_is_missing(
    own_server: PracticeProcess, pair: tuple[Desk, Desk], what: str
) -> None:
    mine, theirs = pair
    document = telling(mine, state="draft" if what == "draft" else "final")
    BEFORE.get(what, leave)(own_server, mine, document)
    assert mine.send_assessment(document).status_code == 201
    AFTER.get(what, leave)(own_server, mine, document)
    assert told(theirs.laptop, *addresses_of(mine, document)) == []
    assert told(laptop_of(own_server, "lead"), *addresses_of(mine, document)) == []
    if what != "withdrawn":
        assert told(mine.laptop) != [], "the walk finds what may be read"


@pytest.mark.parametrize("what", ["held", "returned"])
def test_a_final_that_does_not_count_shows_nothing_although_both_are_in(
    own_server: PracticeProcess, pair: tuple[Desk, Desk], what: str
) -> None:
    mine, theirs = pair
    document = telling(mine)
    BEFORE.get(what, leave)(own_server, mine, document)
    mine.send_assessment(document)
    theirs.send_final((2, 3))
    AFTER.get(what, leave)(own_server, mine, document)
    assert told(theirs.laptop, *addresses_of(mine, document)) == []
    their_final = theirs.laptop.document(f"{theirs.home}/assessments")["assessments"][0]["assessment"]
    assert their_final["id"] not in mine.laptop.get(f"{mine.home}/assessments").text


def test_what_differs_is_shown_to_the_adjudicator_and_not_to_the_two(
    own_server: PracticeProcess, pair: tuple[Desk, Desk]
) -> None:
    mine, theirs = pair
    document = telling(mine, (1, 3))
    mine.send_assessment(document)
    theirs.send_final((3, 3))
    assert told(theirs.laptop, *addresses_of(mine, document)) == []
    assert told(laptop_of(own_server, "lead")) != []


def test_once_it_is_decided_the_other_is_told(own_server: PracticeProcess, pair: tuple[Desk, Desk]) -> None:
    mine, theirs = pair
    document = telling(mine)
    mine.send_assessment(document)
    theirs.send_final((2, 3))
    assert f"{theirs.home}/assessments" in told(theirs.laptop)
    assert told(laptop_of(own_server, "assessor-3"), *addresses_of(mine, document)) == []
    assert told(laptop_of(own_server, "lead"), *addresses_of(mine, document)) == []


@pytest.mark.parametrize("kind", ["recusal", "conflict-of-interest"])
def test_who_handed_it_back_reads_nothing_when_it_is_decided(
    own_server: PracticeProcess, pair: tuple[Desk, Desk], kind: str
) -> None:
    mine, theirs = pair
    hand_back(theirs, kind)
    newest = control.assignments_of(own_server.data_dir, "assessor-3")[-1]
    document = telling(mine)
    mine.send_assessment(document)
    Desk(laptop_of(own_server, "assessor-3"), newest).send_final((2, 3))
    assert mine.laptop.document(f"{mine.home}/outcome")["decided"] is True
    assert told(theirs.laptop, *addresses_of(mine, document), f"{theirs.home}/assessments") == []


def test_neither_feed_nor_digest_moves_when_the_other_works(pair: tuple[Desk, Desk]) -> None:
    mine, theirs = pair
    before = {path: theirs.laptop.document(path) for path in ("/changes", "/snapshot")}
    document = telling(mine)
    mine.send_assessment(document | {"state": "draft"})
    mine.send_assessment(document, revision=1)
    assert {path: theirs.laptop.document(path) for path in ("/changes", "/snapshot")} == before


@pytest.mark.parametrize(
    ("rule", "seen"), [("hidden", [False, False]), ("after-own-final", [False, True]), ("shown", [True, True])]
)
def test_scores_of_an_earlier_attempt_are_seen_as_the_policy_says(
    own_server: PracticeProcess, rule: str, seen: list[bool]
) -> None:
    """By somebody who did not give them: before and after their own final."""
    change_policy(own_server, "pause", blind={"earlier_scores": rule})
    first = fresh_desks(own_server, "pause", {"assessor-2": "assess"})["assessor-2"]
    document = telling(first, (1, 2))
    first.send_assessment(document)
    newer = control.supersede(own_server.data_dir, first.assignment_id)
    mine = Desk(laptop_of(own_server, "assessor-1"), control.reassign(own_server.data_dir, newer, "assessor-1"))
    visible = []
    for levels in ((), (2, 3)):
        if levels:
            mine.send_final(levels)
        visible.append(bool(told(mine.laptop, *addresses_of(first, document))))
    assert visible == seen


def test_a_rule_nobody_knows_hides_earlier_scores(own_server: PracticeProcess) -> None:
    change_policy(own_server, "pause", blind={"earlier_scores": "on-tuesdays"})
    first = fresh_desks(own_server, "pause", {"assessor-2": "assess"})["assessor-2"]
    document = telling(first)
    first.send_assessment(document)
    newer = control.supersede(own_server.data_dir, first.assignment_id)
    mine = Desk(laptop_of(own_server, "assessor-1"), control.reassign(own_server.data_dir, newer, "assessor-1"))
    mine.send_final()
    assert told(mine.laptop, *addresses_of(first, document)) == []
