"""Certifications between laptop and practice server: fetched, ended, renewed, revoked, and the app keeping to it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assessor_app.practice import control
from assessor_app.services.refusals import NotCertified
from tests.fakes.exchange_fixtures import fresh_assignment
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation, workstation

Event = Callable[[Path, str], object]


def signed_in(laptop: Workstation, server: PracticeProcess, label: str = "assessor-1") -> None:
    laptop.sign_in(server.url, server.tokens[label])
    laptop.pull()


def standing(laptop: Workstation, assignment_id: str) -> str:
    return str(laptop.store.reads.workbench(assignment_id).certification.standing)


def test_the_first_sync_brings_what_lets_one_score(laptop: Workstation, shared_server: PracticeProcess) -> None:
    assignment = fresh_assignment(shared_server)
    signed_in(laptop, shared_server)
    assert standing(laptop, assignment) == "valid"
    held = laptop.store.reads.credentials()
    assert {each.recipient_id for each in held} == {laptop.server().assessor_id}
    assert {each.status_checked_at for each in held} == {laptop.server().server_time_at}
    assert laptop.mark(assignment, 1)


@pytest.mark.parametrize(
    ("event", "expected", "words"),
    [
        (control.end_certification, "expired", r"ended on \d+ .* You can read, not score\. Renew it with Riverside"),
        (control.revoke_certification, "revoked", "was withdrawn by Riverside Micro-credentials"),
    ],
)
def test_what_ends_it_reaches_the_laptop_with_the_next_sync(
    laptop: Workstation, own_server: PracticeProcess, event: Event, expected: str, words: str
) -> None:
    assignment = fresh_assignment(own_server)
    signed_in(laptop, own_server)
    laptop.mark(assignment, 1)
    event(own_server.data_dir, "assessor-1")
    laptop.pull()
    assert standing(laptop, assignment) == expected
    assert len(laptop.store.reads.workbench(assignment).annotations) == 1
    with pytest.raises(NotCertified, match=words):
        laptop.mark(assignment, 2)
    control.renew_certification(own_server.data_dir, "assessor-1", datetime.now(UTC) + timedelta(days=20))
    laptop.pull()
    assert standing(laptop, assignment) == "expiring"
    assert laptop.mark(assignment, 2)


def test_a_final_frozen_before_it_ended_goes_out_and_is_held(laptop: Workstation, own_server: PracticeProcess) -> None:
    assignment = fresh_assignment(own_server)
    signed_in(laptop, own_server)
    laptop.score_all(assignment)
    laptop.submit(assignment)
    control.end_certification(own_server.data_dir, "assessor-1")
    laptop.pull()
    laptop.push()
    assert standing(laptop, assignment) == "expired"
    assert laptop.store.reads.workbench(assignment).assessment.state == "held"


def test_the_server_refuses_by_itself_what_a_laptop_offline_still_made(
    laptop: Workstation, own_server: PracticeProcess
) -> None:
    """The laptop has not heard of it: it marks, and the server says no."""
    assignment = fresh_assignment(own_server)
    signed_in(laptop, own_server)
    control.revoke_certification(own_server.data_dir, "assessor-1")
    laptop.mark(assignment, 1)
    assert laptop.push().parked == 1
    (parked,) = laptop.waiting()
    assert "does not allow scoring now" in parked.cause


def test_a_lead_who_holds_nothing_can_only_read_what_assessors_score(
    own_server: PracticeProcess, tmp_path: Path
) -> None:
    first = control.assignments_of(own_server.data_dir, "assessor-1")[0]
    given = control.new_case(own_server.data_dir, first, {"lead": "assess"})["lead"]
    with workstation(tmp_path / "lead") as lead:
        signed_in(lead, own_server, "lead")
        assert standing(lead, given) == "missing"
        with pytest.raises(NotCertified, match="You have no certification for"):
            lead.mark(given, 1)


def test_a_server_that_moved_its_status_list_away_only_ages(laptop: Workstation, own_server: PracticeProcess) -> None:
    assignment = fresh_assignment(own_server)
    signed_in(laptop, own_server)
    own_server.stop()
    laptop.now += timedelta(days=31)
    view = laptop.store.reads.workbench(assignment)
    assert view.certification.standing == "valid"  # by the clock of the store, which did not move
    with pytest.raises(NotCertified, match="Nobody has checked since"):
        laptop.mark(assignment, 1)
