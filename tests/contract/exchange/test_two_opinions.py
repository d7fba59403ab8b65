"""Two assessors and an adjudicator at their laptops: nothing of each other too early, and the same outcome for all."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.submission import Role
from assessor_app.practice import control
from assessor_app.services import score
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation, workstation
from tests.unit.practice.rules import change_policy
from tests.unit.practice.tiny_sample import criterion_uri, level_uri

BOTH = {"assessor-1": "assess", "assessor-2": "second"}


@pytest.fixture
def laptops(tmp_path: Path, own_server: PracticeProcess) -> Iterator[dict[str, Workstation]]:
    """Everybody's laptop, signed in."""
    with ExitStack() as open_ones:
        stations = {}
        for label in ("assessor-1", "assessor-2", "lead"):
            stations[label] = open_ones.enter_context(workstation(tmp_path / label))
            stations[label].sign_in(own_server.invite, own_server.tokens[label])
        yield stations


def new_case(server: PracticeProcess, roles: dict[str, str]) -> dict[str, str]:
    return control.new_case(server.data_dir, control.assignments_of(server.data_dir, "assessor-1")[0], roles)


def scored(laptop: Workstation, assignment_id: str, first_level: int) -> None:
    """Criterion 1 at `first_level`, the others at their highest; sent and received."""
    laptop.pull()
    laptop.score_all(assignment_id)
    with laptop.store.factory() as uow:
        place = (uow, laptop.tools, assignment_id, criterion_uri("pause", 1))
        score.set_level(*place, level_uri("pause", 1, first_level))
    laptop.submit(assignment_id)
    laptop.push()
    assert laptop.store.reads.assessment(assignment_id).state is AssessmentState.ACCEPTED


def outcome(laptop: Workstation, assignment_id: str):
    laptop.pull()
    return laptop.store.reads.workbench(assignment_id).outcome


def test_two_who_agree_are_told_so_when_both_are_in(own_server: PracticeProcess, laptops: dict[str, Workstation]):
    mine, theirs = laptops["assessor-1"], laptops["assessor-2"]
    given = new_case(own_server, BOTH)
    scored(mine, given["assessor-1"], 3)
    early = outcome(mine, given["assessor-1"])
    assert (early.is_decided, early.own_decision, early.levels) == (False, "awarded", ())
    scored(theirs, given["assessor-2"], 2)
    for laptop, label, own, other in ((mine, "assessor-1", 3, 2), (theirs, "assessor-2", 2, 3)):
        told = outcome(laptop, given[label])
        assert (told.is_decided, told.decision, told.was_adjudicated) == (True, "awarded", False)
        assert (told.levels[0].own, told.levels[0].other) == (level_uri("pause", 1, own), level_uri("pause", 1, other))
        assert told.credential_id


def test_two_who_differ_are_compared_by_the_lead_whose_final_decides(
    own_server: PracticeProcess, laptops: dict[str, Workstation]
):
    mine, theirs, lead = laptops["assessor-1"], laptops["assessor-2"], laptops["lead"]
    given = new_case(own_server, BOTH)
    scored(mine, given["assessor-1"], 1)
    scored(theirs, given["assessor-2"], 3)
    assert not outcome(mine, given["assessor-1"]).is_decided
    lead.pull()
    (case,) = control.assignments_of(own_server.data_dir, "lead")
    lead.declare(case)
    view = lead.store.reads.workbench(case)
    assert view.assignment.role is Role.ADJUDICATE
    assert {each.assessment_id for each in view.compared} == {each.assessment_id for each in view.assignment.inputs}
    levels = {score_.level_id for each in view.compared for score_ in each.scores if score_.criterion_id.endswith("-1")}
    assert levels == {level_uri("pause", 1, 1), level_uri("pause", 1, 3)}
    scored(lead, case, 2)
    for laptop, assignment_id, own in (
        (mine, given["assessor-1"], "not-yet"),
        (theirs, given["assessor-2"], "awarded"),
        (lead, case, "awarded"),
    ):
        told = outcome(laptop, assignment_id)
        assert (told.decision, told.own_decision, told.was_adjudicated) == ("awarded", own, True)


def test_a_newer_attempt_is_judged_where_it_was_not_met(own_server: PracticeProcess, laptops: dict[str, Workstation]):
    change_policy(own_server, "pause", resubmission_scope="not-yet-met")
    mine = laptops["assessor-1"]
    given = new_case(own_server, {"assessor-1": "assess"})["assessor-1"]
    scored(mine, given, 1)
    newer = control.supersede(own_server.data_dir, given)
    mine.pull()
    view = mine.store.reads.workbench(newer)
    assert [criterion.criterion_id for criterion in view.rubric.criteria] == [criterion_uri("pause", 1)]
    scored(mine, newer, 2)
    assert outcome(mine, newer).decision == "awarded"
