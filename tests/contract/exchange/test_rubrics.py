"""Rubrics from a real server: a changed one is carried over, a broken one stops only itself, an adjudicator decides."""

import re
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.conflict import ConflictKind
from assessor_app.practice import control
from assessor_app.services import score
from assessor_app.services.adopt import adopt
from assessor_app.services.carry_over import carry_over
from assessor_app.services.refusals import BrokenRubric
from assessor_app.wire.changes import KIND_RUBRIC
from tests.fakes.exchange_fixtures import fresh_assignment
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation, workstation
from tests.unit.practice.tiny_sample import criterion_uri, level_uri

ONE = criterion_uri("pause", 1)


def revise_rubric(server: PracticeProcess, rubric_id: str, change: Any) -> None:
    known = control.published(server.data_dir, KIND_RUBRIC)
    document = next(each for each in known if rubric_id in (each["identifier"], each["uri"]))
    change(document["CFRubricCriteria"])
    control.revise(server.data_dir, KIND_RUBRIC, rubric_id, document)


def reword(criteria: list[dict[str, Any]]) -> None:
    criteria[0]["CFRubricCriterionLevels"][-1]["description"] = "Four seconds, and the class knows why."


def signed_in(laptop: Workstation, server: PracticeProcess) -> str:
    assignment_id = fresh_assignment(server)
    laptop.sign_in(server.invite, server.tokens["assessor-1"])
    laptop.pull()
    return assignment_id


def test_a_final_refused_for_a_changed_rubric_is_carried_over_and_received(
    laptop: Workstation, own_server: PracticeProcess
) -> None:
    assignment_id = signed_in(laptop, own_server)
    rubric_id = laptop.store.reads.workbench(assignment_id).rubric.rubric_id
    laptop.score_all(assignment_id)
    laptop.submit(assignment_id)
    revise_rubric(own_server, rubric_id, reword)
    assert laptop.push().parked == 1
    (conflict,) = laptop.store.reads.workbench(assignment_id).conflicts
    assert conflict.kind is ConflictKind.RUBRIC_CHANGED
    laptop.pull()
    with laptop.store.factory() as uow:
        carry_over(uow, laptop.tools, assignment_id)
        settled = uow.conflicts.get(conflict.op_id)
    assert settled is not None
    assert settled.choice == "carry-over"
    assert laptop.store.reads.workbench(assignment_id).conflicts == ()
    view = laptop.store.reads.workbench(assignment_id)
    open_ones = [s.criterion_id for s in view.assessment.scores if s.level_id is None]
    assert open_ones == [view.rubric.criteria[0].criterion_id]
    with laptop.store.factory() as uow:
        first = view.rubric.criteria[0]
        score.set_level(uow, laptop.tools, assignment_id, first.criterion_id, first.levels[-1].level_id)
    laptop.submit(assignment_id)
    laptop.push()
    assert laptop.store.reads.assessment(assignment_id).state is AssessmentState.ACCEPTED


def test_a_broken_rubric_is_named_and_other_work_is_received(laptop: Workstation, own_server: PracticeProcess) -> None:
    assignment_id = signed_in(laptop, own_server)
    known = laptop.store.reads.workbench(assignment_id)

    def twice(criteria: list[dict[str, Any]]) -> None:
        criteria.append(dict(criteria[0]))

    revise_rubric(own_server, known.rubric.rubric_id, twice)
    assert laptop.pull().is_complete
    with laptop.store.factory() as uow, pytest.raises(BrokenRubric, match=re.escape(known.server_name)):
        score.set_level(uow, laptop.tools, assignment_id, known.rubric.criteria[0].criterion_id, None)
    laptop.mark(assignment_id, 1)
    assert laptop.push().parked == 0


def test_what_an_adjudicator_takes_over_is_received_as_their_own(tmp_path: Path, own_server: PracticeProcess) -> None:
    with ExitStack() as stack:
        desks = {
            label: stack.enter_context(workstation(tmp_path / label)) for label in ("assessor-1", "assessor-2", "lead")
        }
        for label, desk in desks.items():
            desk.sign_in(own_server.invite, own_server.tokens[label])
        like = control.assignments_of(own_server.data_dir, "assessor-1")[0]
        given = control.new_case(own_server.data_dir, like, {"assessor-1": "assess", "assessor-2": "second"})
        for (label, assignment_id), level in zip(given.items(), (1, 3), strict=True):
            desk = desks[label]
            desk.pull()
            desk.score_all(assignment_id)
            with desk.store.factory() as uow:
                score.set_level(uow, desk.tools, assignment_id, ONE, level_uri("pause", 1, level))
            desk.submit(assignment_id)
            desk.push()
        lead = desks["lead"]
        lead.pull()
        (case,) = control.assignments_of(own_server.data_dir, "lead")
        assert lead.store.reads.workbench(case).compared == (), "not before the lead has declared"
        lead.declare(case)
        theirs = next(
            mark for mark in lead.store.reads.workbench(case).compared[0].annotations if mark.criterion_id == ONE
        )
        with lead.store.factory() as uow:
            own = adopt(uow, lead.tools, case, theirs.annotation_id, ONE).value
        lead.score_all(case)
        lead.submit(case)
        lead.push()
        view = lead.store.reads.workbench(case)
        assert view.assessment.state is AssessmentState.ACCEPTED
        cited = view.assessment.score_of(ONE)
        assert cited is not None
        assert own.annotation_id in cited.cited
        assert theirs.annotation_id not in cited.cited
