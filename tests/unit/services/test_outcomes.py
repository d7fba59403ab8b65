"""After a pull: outcomes and what an adjudicator compares are fetched, bounded, and never break the pull."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest

from assessor_app.domain.assessment import Assessment, AssessmentState
from assessor_app.domain.changes import Changes, Kind
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.outcome import ComparedLevel, Outcome
from assessor_app.domain.submission import Assignment, AssignmentState, InputRef, Role
from assessor_app.services import hand_back, outcomes
from assessor_app.services.exchange_ports import NotOffered, ServerClient, ServerUnreachable, SignInRequired
from tests.fakes.store_factory import SERVER_ID, START, an_assignment, arrives, criterion_id, level_id
from tests.unit.services.desk import EditingDesk

HOME = "assignment-1"
DECIDED = Outcome(
    HOME, True, "awarded", "not-yet", True, (ComparedLevel(criterion_id(1), level_id(1), ""),), "urn:c", "issued", START
)


class Telling:
    """A server that tells what it is told to tell, and notes what it was asked."""

    def __init__(self, answer: Callable[[str], Outcome | None] = lambda _: None) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.cases: list[str] = []

    def outcome(self, assignment_id: str) -> Outcome | None:
        self.asked.append(assignment_id)
        return self.answer(assignment_id)

    def compared(self, assignment: Assignment) -> tuple[ComparedAssessment, ...]:
        self.cases.append(assignment.assignment_id)
        return tuple(
            ComparedAssessment(each.assignment_id, each.assessment_id, label, (), (), "", "awarded")
            for label, each in zip("AB", assignment.inputs, strict=True)
        )


def refresh(desk: EditingDesk, client: Telling, *, is_cancelled: bool = False) -> list[Changes]:
    published: list[Changes] = []
    server = cast(ServerClient, client)
    outcomes.refresh(desk.store.factory, server, SERVER_ID, publish=published.append, is_cancelled=lambda: is_cancelled)
    return published


def received(desk: EditingDesk, assignment_id: str = HOME, state: AssessmentState = AssessmentState.ACCEPTED) -> None:
    made = Assessment(f"assessment-of-{assignment_id}", assignment_id, "rubric-digest-1", state, 1, "", (), START)
    desk.change(lambda uow: uow.assessments.put(made))


def adjudicates(desk: EditingDesk, *inputs: InputRef, state: AssignmentState = AssignmentState.OPEN) -> None:
    case = replace(an_assignment(), role=Role.ADJUDICATE, inputs=inputs, state=state, revision=2)
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", HOME, case, 2)))


def test_an_outcome_is_kept_and_told(desk: EditingDesk) -> None:
    received(desk)
    (changes,) = refresh(desk, Telling(lambda _: DECIDED))
    assert changes.ids(Kind.OUTCOME) == {HOME}
    assert changes.ids(Kind.ASSIGNMENT) == {HOME}
    assert desk.view().outcome == DECIDED


def test_it_is_asked_for_until_it_is_decided_and_no_longer(desk: EditingDesk) -> None:
    received(desk)
    waiting = Telling(lambda _: Outcome(HOME, False, "", "awarded"))
    assert len(refresh(desk, waiting)) == 1
    assert refresh(desk, waiting) == [], "nothing new, nothing told"
    decided = Telling(lambda _: DECIDED)
    refresh(desk, decided)
    refresh(desk, decided)
    assert (waiting.asked, decided.asked) == ([HOME, HOME], [HOME])


@pytest.mark.parametrize("state", [AssessmentState.DRAFT, AssessmentState.QUEUED, AssessmentState.PARKED])
def test_nothing_is_asked_before_the_final_is_in(desk: EditingDesk, state: AssessmentState) -> None:
    received(desk, state=state)
    client = Telling()
    refresh(desk, client)
    assert client.asked == []


def closed(desk: EditingDesk, state: AssignmentState = AssignmentState.CLOSED) -> None:
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", HOME, an_assignment(state=state), 2)))


@pytest.mark.parametrize("draft", [None, AssessmentState.DRAFT])
def test_a_final_from_the_assessors_other_laptop_is_decided_here_too(
    desk: EditingDesk, draft: AssessmentState | None
) -> None:
    if draft is not None:
        received(desk, state=draft)
    client = Telling(lambda _: DECIDED)
    assert refresh(desk, client) == []
    closed(desk)
    (changes,) = refresh(desk, client)
    assert changes.ids(Kind.OUTCOME) == {HOME}
    assert desk.view().outcome == DECIDED
    refresh(desk, client)
    assert client.asked == [HOME], "once, then it is known"


def test_what_was_handed_back_is_not_asked_for(desk: EditingDesk) -> None:
    desk.do(hand_back.hand_back, HOME, HandBackKind.UNSCORABLE, "There is no sound.")
    closed(desk)
    client = Telling()
    refresh(desk, client)
    assert client.asked == []


def test_a_held_final_may_be_decided_too_but_not_an_exercise_or_what_was_withdrawn(desk: EditingDesk) -> None:
    received(desk, state=AssessmentState.HELD)
    client = Telling()
    refresh(desk, client)
    exercise, withdrawn = replace(an_assignment(), role=Role.PRACTICE), an_assignment(state=AssignmentState.WITHDRAWN)
    for given in (exercise, withdrawn):
        with desk.store.factory() as uow:
            uow.remote.put(SERVER_ID, arrives("assignment", HOME, given, 2))
        refresh(desk, client)
    assert client.asked == [HOME]


@pytest.mark.parametrize("error", [ServerUnreachable("away"), SignInRequired("sign in")])
def test_a_server_that_is_away_is_asked_later(desk: EditingDesk, error: Exception) -> None:
    received(desk)
    received(desk, "assignment-2")

    def away(_: str) -> Outcome | None:
        raise error

    client = Telling(away)
    assert refresh(desk, client) == []
    assert len(client.asked) == 1, "the next would fare no better"


def test_one_that_is_not_shown_does_not_stop_the_others(desk: EditingDesk) -> None:
    received(desk)
    received(desk, "assignment-2")

    def some(assignment_id: str) -> Outcome | None:
        if assignment_id == "assignment-2":
            raise NotOffered(assignment_id)
        return DECIDED

    assert len(refresh(desk, Telling(some))) == 1


def test_no_pull_asks_without_end(desk: EditingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "AT_MOST", 1)
    received(desk)
    received(desk, "assignment-2")
    client = Telling()
    refresh(desk, client)
    assert len(client.asked) == 1
    refresh(desk, client, is_cancelled=True)
    assert len(client.asked) == 1


def test_an_adjudicator_gets_what_is_to_be_compared_once(desk: EditingDesk) -> None:
    adjudicates(desk, InputRef("x", "final-x"), InputRef("y", "final-y"))
    client = Telling()
    (changes,) = refresh(desk, client)
    assert changes.ids(Kind.ASSIGNMENT) == {HOME}
    assert [(each.label, each.assessment_id) for each in desk.view().compared] == [("A", "final-x"), ("B", "final-y")]
    assert refresh(desk, client) == []
    assert client.cases == [HOME]
    adjudicates(desk, InputRef("x", "final-x"), InputRef("y", "final-y-2"))
    refresh(desk, client)
    assert [each.assessment_id for each in desk.view().compared] == ["final-x", "final-y-2"]


def test_nothing_is_compared_where_there_is_nothing_or_no_need(desk: EditingDesk) -> None:
    adjudicates(desk)
    client = Telling()
    refresh(desk, client)
    adjudicates(desk, InputRef("x", "final-x"), state=AssignmentState.CLOSED)
    refresh(desk, client)
    assert client.cases == []
