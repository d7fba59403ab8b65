"""A well-formed final from somebody it was given to is always taken: what is wrong with it makes it wait, no more."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assessor_app.practice import control
from assessor_app.wire.changes import KIND_RUBRIC
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, problem
from tests.unit.practice.rules import change_policy, given_for

PAST = datetime.now(UTC) - timedelta(hours=1)
FUTURE = datetime.now(UTC) + timedelta(days=5)

Event = Callable[[Path, str], object]

MEANWHILE: dict[str, tuple[Event, str]] = {
    "due time passed": (lambda data, a: control.set_due(data, a, PAST), "due time"),
    "lease ended": (lambda data, a: control.set_lease(data, a, "assessor-1", PAST), "lease"),
    "lease of another": (lambda data, a: control.set_lease(data, a, "assessor-2", FUTURE), "lease"),
    "withdrawn": (lambda data, a: control.withdraw(data, a, "A parent asked."), "withdrawn"),
    "given to another": (lambda data, a: control.reassign(data, a, "assessor-2"), "withdrawn"),
    "newer attempt": (control.supersede, "newer attempt"),
}
OF_THE_PERSON: dict[str, tuple[Callable[[Path, str], object], str]] = {
    "certification ended": (control.end_certification, "certification"),
    "suspended": (control.suspend, "suspended"),
}


@pytest.mark.parametrize("event", sorted(MEANWHILE))
def test_a_final_overtaken_by_events_is_held(shared_server: PracticeProcess, desk: Desk, event: str) -> None:
    happen, words = MEANWHILE[event]
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    happen(shared_server.data_dir, desk.assignment_id)
    reply = desk.send_assessment(document)
    assert (reply.status_code, reply.json()["disposition"]) == (201, "held_for_review")
    assert words in reply.json()["reason"]
    stored = desk.laptop.document(f"{desk.home}/assessments/{document['id']}")
    assert (stored["disposition"], stored["assessment"]) == ("held_for_review", document)
    assert stored["reason"] == reply.json()["reason"]


@pytest.mark.parametrize("event", sorted(OF_THE_PERSON))
def test_a_final_of_somebody_who_may_no_longer_score_is_held(own_server: PracticeProcess, event: str) -> None:
    happen, words = OF_THE_PERSON[event]
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    mark, document = desk.sent_mark(1), desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    happen(own_server.data_dir, "assessor-1")
    reply = desk.send_assessment(document)
    assert (reply.status_code, reply.json()["disposition"]) == (201, "held_for_review")
    assert words in reply.json()["reason"]
    for other in (
        desk.send_mark(desk.mark()),
        desk.laptop.delete(f"{desk.home}/annotations/{mark.annotation_id}", revision=1),
        desk.laptop.put(f"{desk.home}/claim", {"days": 2}, revision=1),
    ):
        assert (other.status_code, problem(other)) == (403, "not-certified")


@pytest.mark.parametrize("event", ["withdrawn", "certification ended", "due time passed"])
def test_an_outdated_final_is_taken_where_nobody_can_bring_it_up_to_date(
    own_server: PracticeProcess, event: str
) -> None:
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    change_policy(own_server, "pause", evidence={"citations_per_criterion": 2, "rationale_required": True})
    if event in OF_THE_PERSON:
        OF_THE_PERSON[event][0](own_server.data_dir, "assessor-1")
    else:
        MEANWHILE[event][0](own_server.data_dir, desk.assignment_id)
    reply = desk.send_assessment(document)
    if event == "due time passed":  # still theirs: they look at what changed, and send it again
        assert (reply.status_code, problem(reply)) == (409, "policy-changed")
        return
    assert (reply.status_code, reply.json()["disposition"]) == (201, "held_for_review")
    stored = desk.laptop.document(f"{desk.home}/assessments/{document['id']}")
    assert (stored["assessment"], stored["decision"]) == (document, "undecided")
    with pytest.raises(LookupError, match="decides nothing"):
        control.release_held(own_server.data_dir, desk.assignment_id)


def test_a_final_is_taken_where_the_other_was_scored_with_levels_that_are_no_more(own_server: PracticeProcess) -> None:
    desks = fresh_desks(own_server, "pause", {"assessor-1": "assess", "assessor-2": "second"})
    mine, theirs = desks["assessor-1"], desks["assessor-2"]
    assert theirs.send_final(levels=(3, 3))[1].status_code == 201
    (rubric,) = (r for r in control.published(own_server.data_dir, KIND_RUBRIC) if r["title"] == "pause")
    for criterion in rubric["CFRubricCriteria"]:
        criterion["CFRubricCriterionLevels"] = criterion["CFRubricCriterionLevels"][:2]
    control.revise(own_server.data_dir, KIND_RUBRIC, rubric["identifier"], rubric)
    again = Desk(mine.laptop, mine.assignment_id)
    _, reply = again.send_final(levels=(1, 2))
    assert (reply.status_code, reply.json().get("disposition")) == (201, "accepted"), reply.text
    assert again.laptop.document(f"{again.home}/outcome")["decided"] is False, (
        "what cannot be compared a person decides"
    )
    assert given_for(laptop_of(own_server, "lead"), again, role="adjudicate")


def test_everything_but_a_final_is_refused_after_a_withdrawal(shared_server: PracticeProcess, desk: Desk) -> None:
    mark, unsent = desk.sent_mark(1), desk.mark()
    document = desk.assessment(state="draft", annotations=[])
    control.withdraw(shared_server.data_dir, desk.assignment_id, "A parent asked.")
    for reply in (
        desk.send_mark(unsent),
        desk.send_mark(mark, revision=1),
        desk.laptop.delete(f"{desk.home}/annotations/{mark.annotation_id}", revision=1),
        desk.send_assessment(document),
        desk.laptop.put(f"{desk.home}/claim", {}, revision=2),
        desk.laptop.get(desk.home),
        desk.laptop.get(desk.assignment["submission"]["href"]),
    ):
        assert (reply.status_code, problem(reply)) == (410, "withdrawn")
        assert reply.json()["detail"] == "A parent asked."


def test_a_final_that_is_not_well_formed_is_refused_even_then(shared_server: PracticeProcess, desk: Desk) -> None:
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    control.withdraw(shared_server.data_dir, desk.assignment_id, "A parent asked.")
    document["results"].pop()
    assert problem(desk.send_assessment(document)) == "reference-error"


def test_a_final_for_somebody_elses_assignment_is_refused(shared_server: PracticeProcess, desk: Desk) -> None:
    stranger = Desk.__new__(Desk)
    stranger.__dict__ |= desk.__dict__ | {"laptop": laptop_of(shared_server, "assessor-2")}
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    reply = stranger.send_assessment(document)
    assert (reply.status_code, problem(reply)) == (403, "not-yours")
    assert desk.send_assessment(document).status_code == 201


def test_a_held_final_is_in_and_counts_once_it_is_released(shared_server: PracticeProcess) -> None:
    desks = fresh_desks(shared_server, "pause", {"assessor-1": "assess", "assessor-2": "second"})
    mine, theirs = desks["assessor-1"], desks["assessor-2"]
    control.set_due(shared_server.data_dir, mine.assignment_id, PAST)
    document, _ = mine.send_final()
    theirs.send_final()
    assert problem(mine.send_assessment(document | {"feedback": "x"}, revision=1)) == "already-final"
    listed = f"{theirs.home}/assessments"
    assert len(theirs.laptop.document(listed)["assessments"]) == 1
    control.release_held(shared_server.data_dir, mine.assignment_id)
    assert len(theirs.laptop.document(listed)["assessments"]) == 2
