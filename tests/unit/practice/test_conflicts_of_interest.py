"""Nobody is given the work of their own school or district, their own, or what they had before: on no path."""

import json
from pathlib import Path
from typing import Any

import pytest

from assessor_app.config.paths import data_dir as installed
from assessor_app.practice import control
from assessor_app.practice.affiliations import Affiliation, ConflictOfInterest
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks, laptop_of, seeded
from tests.unit.practice.laptop import Desk, Laptop
from tests.unit.practice.test_changes import pull
from tests.unit.practice.tiny_sample import NAMES, write_tiny_sample

SCHOOL, DISTRICT = NAMES[2], NAMES[3]
NEARBY = {
    "school": Affiliation(school=SCHOOL),
    "school written otherwise": Affiliation(school=f" {SCHOOL.upper()} "),
    "district": Affiliation(school="Elsewhere", district=DISTRICT),
}
BOTH = {"assessor-1": "assess", "assessor-2": "second"}


def given(server: PracticeProcess, label: str) -> list[str]:
    return control.assignments_of(server.data_dir, label)


@pytest.fixture
def neighbours(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """A new server whose sample work comes from where the named assessors belong: label -> member of submissions."""
    sample = write_tiny_sample(tmp_path / "sample")
    file = sample / "submissions.json"
    submissions = [submission | request.param for submission in json.loads(file.read_text())]
    file.write_text(json.dumps(submissions))
    with PracticeProcess(tmp_path / "data", sample=sample) as process:
        yield process


@pytest.mark.parametrize("neighbours", [{"school": "school-81"}], indirect=True)
def test_a_new_server_gives_work_of_the_first_assessors_school_to_somebody_else(neighbours: PracticeProcess) -> None:
    assert given(neighbours, "assessor-1") == []
    assert len(given(neighbours, "assessor-2") + given(neighbours, "assessor-3")) == 6, "four, and two of them twice"
    submissions = {
        Desk(laptop_of(neighbours, label), each).assignment["submission"]["id"]
        for label in ("assessor-2", "assessor-3")
        for each in given(neighbours, label)
    }
    assert len(submissions) == 4


@pytest.mark.parametrize("neighbours", [{"district": "district-8"}], indirect=True)
def test_a_new_server_gives_work_of_a_district_to_nobody_of_it(neighbours: PracticeProcess) -> None:
    assert (given(neighbours, "assessor-1"), given(neighbours, "assessor-2")) == ([], [])
    assert len(given(neighbours, "assessor-3")) == 4, "nobody is left for the second reading"


def test_the_sample_keeps_the_first_assessor_busy_with_all_of_it(tmp_path: Path) -> None:
    """Nobody of the practice server is a neighbour of anybody in the sample."""
    handed_in = json.loads((installed("resources") / "sample" / "submissions.json").read_text(encoding="utf-8"))
    with PracticeProcess(tmp_path / "data") as server:
        assert len(given(server, "assessor-1")) == len(handed_in)
        assert given(server, "assessor-3") == []


@pytest.mark.parametrize("where", sorted(NEARBY))
def test_a_new_case_is_refused_to_a_neighbour(own_server: PracticeProcess, where: str) -> None:
    first = seeded(own_server)["pause"]
    before = len(given(own_server, "assessor-2"))
    control.affiliate(own_server.data_dir, "assessor-2", NEARBY[where])
    with pytest.raises(ConflictOfInterest) as caught:
        control.new_case(own_server.data_dir, first, BOTH)
    assert not any(name in str(caught.value) for name in NAMES)
    assert len(given(own_server, "assessor-2")) == before
    control.new_case(own_server.data_dir, first, {"assessor-1": "assess"})


def test_where_nothing_is_known_there_is_no_conflict(own_server: PracticeProcess) -> None:
    control.affiliate(own_server.data_dir, "assessor-2", Affiliation())
    assert fresh_desks(own_server, "pause", BOTH)["assessor-2"].assignment["state"] == "open"


def test_nothing_is_handed_over_to_a_neighbour(own_server: PracticeProcess) -> None:
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    control.affiliate(own_server.data_dir, "assessor-2", NEARBY["district"])
    with pytest.raises(ConflictOfInterest):
        control.reassign(own_server.data_dir, desk.assignment_id, "assessor-2")
    assert desk.laptop.document(desk.home)["state"] == "open", "it stays where it was"
    newer = control.reassign(own_server.data_dir, desk.assignment_id, "assessor-3")
    assert newer in given(own_server, "assessor-3")


def test_a_newer_attempt_goes_to_another_when_its_assessor_has_become_a_neighbour(own_server: PracticeProcess) -> None:
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    desk.send_final()
    control.affiliate(own_server.data_dir, "assessor-1", NEARBY["school"])
    newer = control.supersede(own_server.data_dir, desk.assignment_id)
    assert newer not in given(own_server, "assessor-1")
    (label,) = (label for label in ("assessor-2", "assessor-3") if newer in given(own_server, label))
    assert Desk(laptop_of(own_server, label), newer).assignment["attempt"] == 2


def test_a_newer_attempt_that_nobody_may_have_is_given_to_nobody(own_server: PracticeProcess) -> None:
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    for label in own_server.tokens:
        control.affiliate(own_server.data_dir, label, NEARBY["school"])
    with pytest.raises(LookupError, match="Nobody may have"):
        control.supersede(own_server.data_dir, desk.assignment_id)


def test_nobody_gets_a_submission_of_their_own(own_server: PracticeProcess) -> None:
    """Assessors are teachers and earn micro-credentials themselves, wherever they teach by now."""
    desk = fresh_desks(own_server, "pause", {"assessor-2": "assess"})["assessor-2"]
    own = control.candidate_of(own_server.data_dir, desk.assignment_id)
    control.affiliate(own_server.data_dir, "assessor-1", Affiliation("Elsewhere", "Far away", own))
    with pytest.raises(ConflictOfInterest, match="own submission"):
        control.reassign(own_server.data_dir, desk.assignment_id, "assessor-1")


def test_nobody_judges_a_submission_twice(shared_server: PracticeProcess) -> None:
    desks = fresh_desks(shared_server, "pause", BOTH)
    with pytest.raises(ConflictOfInterest, match="already"):
        control.reassign(shared_server.data_dir, desks["assessor-2"].assignment_id, "assessor-1")


def differing_finals(server: PracticeProcess) -> None:
    desks = fresh_desks(server, "pause", BOTH)
    desks["assessor-1"].send_final((1, 3))
    desks["assessor-2"].send_final((3, 3))


def adjudications(laptop: Laptop) -> list[dict[str, Any]]:
    entries, _ = pull(laptop, limit=500)
    shown = [entry.object for entry in entries if entry.kind == "assignment" and entry.object is not None]
    return [each for each in shown if each["role"] == "adjudicate"]


def test_an_adjudicator_is_no_neighbour_either(own_server: PracticeProcess) -> None:
    token = control.add_assessor(own_server.data_dir, "lead-2", ("adjudicator",), Affiliation("Far", "Away"))
    control.affiliate(own_server.data_dir, "lead", NEARBY["district"])
    differing_finals(own_server)
    assert adjudications(laptop_of(own_server, "lead")) == []
    assert len(adjudications(Laptop(own_server.url, token))) == 1


def test_an_adjudicator_is_neither_of_the_two(own_server: PracticeProcess) -> None:
    roles = ("assessor", "adjudicator")
    token = control.add_assessor(own_server.data_dir, "a-both", roles, Affiliation("Far", "Away"))
    first = seeded(own_server)["pause"]
    cases = control.new_case(own_server.data_dir, first, {"a-both": "assess", "assessor-2": "second"})
    both = Laptop(own_server.url, token)
    Desk(both, cases["a-both"]).send_final((1, 3))
    Desk(laptop_of(own_server, "assessor-2"), cases["assessor-2"]).send_final((3, 3))
    assert adjudications(both) == []
    assert len(adjudications(laptop_of(own_server, "lead"))) == 1


def test_a_suspended_adjudicator_is_passed_over(own_server: PracticeProcess) -> None:
    token = control.add_assessor(own_server.data_dir, "lead-2", ("adjudicator",), Affiliation("Far", "Away"))
    control.suspend(own_server.data_dir, "lead")
    differing_finals(own_server)
    assert adjudications(laptop_of(own_server, "lead")) == []
    assert len(adjudications(Laptop(own_server.url, token))) == 1
