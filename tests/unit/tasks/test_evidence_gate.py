"""Evidence stays closed, whoever asks and however, until somebody may look; downloading goes on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assessor_app.domain.declaration import Declaration, HandBack, HandBackKind
from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.submission import AssignmentState, MediaState, Role
from assessor_app.services.exchange_ports import RemoteChange
from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.refusals import EvidenceLocked, Lock, NotReceived
from assessor_app.services.trusted_time import TrustedClock
from assessor_app.services.views import ArtifactMedia
from tests.fakes.clips import Clip, make_clip, steady
from tests.fakes.store_factory import SERVER_ID, START, a_policy, a_server, an_assignment, arrives, make_world
from tests.unit.tasks.test_derivation import VIDEO, Laptop

Ask = Callable[[Laptop, Callable[..., None], Callable[[Exception], None]], None]
WAYS: dict[str, Ask] = {
    "open": lambda laptop, then, failed: laptop.desk.open_media(VIDEO, then, failed),
    "play": lambda laptop, then, failed: laptop.desk.open_playable(VIDEO, then, failed),
    "derive": lambda laptop, then, failed: laptop.desk.derive(VIDEO, DerivedKind.FACTS, then, failed),
    "copy": lambda laptop, then, failed: laptop.desk.make_copy(VIDEO, lambda _: None, then, failed),
}


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", steady(Fraction(30)), count=10)


@pytest.fixture
def laptop(tmp_path: Path, clip: Clip) -> Iterator[Laptop]:
    with make_world(tmp_path, is_declared=False) as store:
        made = Laptop(store, tmp_path)
        made.put(clip.data)
        with store.factory() as uow:
            uow.media.put(ArtifactMedia(VIDEO, MediaState.PRESENT, len(clip.data), len(clip.data)))
        yield made
        made.runner.close()


def asked(laptop: Laptop, way: str) -> Any:
    """What came of it: the refusal, or what was given."""
    heard: list[Any] = []

    def given(*values: Any) -> None:
        heard.append(values)
        for value in values:
            getattr(value, "close", lambda: None)()

    WAYS[way](laptop, given, heard.append)
    laptop.until(lambda: heard)
    return heard[0]


def lock_of(laptop: Laptop, way: str = "open") -> Lock | None:
    """None: it opened."""
    answer = asked(laptop, way)
    if not isinstance(answer, Exception):
        return None
    assert isinstance(answer, EvidenceLocked), answer
    return answer.lock


def becomes(laptop: Laptop, **changes: Any) -> None:
    assignment = replace(an_assignment(), **changes)
    with laptop.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("assignment", assignment.assignment_id, assignment, 2))


def declared(laptop: Laptop, assignment_id: str = "assignment-1") -> None:
    with laptop.store.factory() as uow:
        uow.declarations.put(Declaration(assignment_id, START))


def handed_back(laptop: Laptop, assignment_id: str = "assignment-1") -> None:
    with laptop.store.factory() as uow:
        uow.declarations.put_hand_back(HandBack(assignment_id, HandBackKind.CONFLICT, "A colleague.", START))


def last_met(laptop: Laptop, ago: timedelta, **changes: Any) -> None:
    at = datetime.now(UTC) - ago
    with laptop.store.factory() as uow:
        server = uow.servers.get(SERVER_ID)
        uow.servers.put(replace(server, server_time_at=at, met_at=at, **changes))


@pytest.mark.parametrize("way", WAYS)
def test_nothing_opens_before_the_declaration_and_all_of_it_after(laptop: Laptop, way: str) -> None:
    assert lock_of(laptop, way) is Lock.UNDECLARED
    assert laptop.opened == [], "not one byte was touched"
    declared(laptop)
    assert lock_of(laptop, way) is None


@pytest.mark.parametrize("way", WAYS)
def test_nothing_opens_once_it_was_handed_back(laptop: Laptop, way: str) -> None:
    declared(laptop)
    handed_back(laptop)
    assert lock_of(laptop, way) is Lock.HANDED_BACK
    assert laptop.opened == []


@pytest.mark.parametrize("way", WAYS)
def test_nothing_opens_once_it_was_withdrawn(laptop: Laptop, way: str) -> None:
    declared(laptop)
    with laptop.store.factory() as uow:
        uow.remote.withdraw(SERVER_ID, RemoteChange("assignment", "assignment-1", 2, is_withdrawal=True))
    assert lock_of(laptop, way) is Lock.WITHDRAWN


@pytest.mark.parametrize("way", WAYS)
def test_nothing_opens_while_the_server_was_not_met_for_too_long(laptop: Laptop, way: str) -> None:
    declared(laptop)
    last_met(laptop, timedelta(days=30))
    assert lock_of(laptop, way) is Lock.OFFLINE_LEASE
    assert laptop.opened == []
    last_met(laptop, timedelta(days=29))
    assert lock_of(laptop, way) is None


@pytest.mark.parametrize("way", WAYS)
def test_nothing_opens_while_its_server_keeps_it_closed(laptop: Laptop, way: str) -> None:
    declared(laptop)
    last_met(laptop, timedelta(), is_locked=True)
    assert lock_of(laptop, way) is Lock.REMOTE
    assert laptop.opened == []


def test_the_server_says_how_long_and_the_district_may_say_less(laptop: Laptop) -> None:
    declared(laptop)
    last_met(laptop, timedelta(days=6), policies='{"offline_lease_days":7}')
    assert lock_of(laptop) is None
    last_met(laptop, timedelta(days=7), policies='{"offline_lease_days":7}')
    assert lock_of(laptop) is Lock.OFFLINE_LEASE
    assert str(asked(laptop, "open")).startswith("This laptop has not spoken to Riverside for 7 days, so its videos")
    stricter = OfflineLease(TrustedClock(), lambda: 5)
    with laptop.store.factory() as uow:
        assert stricter.days(uow.servers.get(SERVER_ID)) == 5
    assert OfflineLease(TrustedClock(), lambda: 90).days(replace(a_server(), policies="not JSON")) == 30


def test_a_server_never_met_locks_nothing(laptop: Laptop) -> None:
    declared(laptop)
    assert lock_of(laptop) is None


def test_what_was_computed_before_stays_closed_too(laptop: Laptop) -> None:
    declared(laptop)
    assert lock_of(laptop, "derive") is None
    assert laptop.kept(DerivedKind.FACTS) is not None
    handed_back(laptop)
    assert lock_of(laptop, "derive") is Lock.HANDED_BACK


def test_what_arrives_is_looked_through_by_the_program_alone(laptop: Laptop) -> None:
    """Downloading may go on before the declaration; a person looking may not."""
    laptop.exchange.media._announce([VIDEO])
    laptop.until(lambda: laptop.kept(DerivedKind.FACTS) is not None)
    assert lock_of(laptop, "derive") is Lock.UNDECLARED


@pytest.mark.parametrize("role", [Role.PRACTICE, Role.CALIBRATE])
def test_exemplars_show_nobody_anyone_may_know(laptop: Laptop, role: Role) -> None:
    becomes(laptop, role=role)
    assert lock_of(laptop) is None


def test_an_issuer_may_do_without_a_declaration(laptop: Laptop) -> None:
    policy = replace(a_policy(), digest="policy-digest-2", is_declaration_required=False)
    with laptop.store.factory() as uow:
        uow.remote.put(SERVER_ID, arrives("policy", policy.policy_id, policy, 2))
    assert lock_of(laptop) is None


def test_rules_that_have_not_come_ask_for_one(laptop: Laptop) -> None:
    becomes(laptop, policy_id="https://riverside.example/policies/unknown")
    assert lock_of(laptop) is Lock.UNDECLARED
    declared(laptop)
    assert lock_of(laptop) is None


def test_one_of_several_assignments_of_a_submission_is_enough(laptop: Laptop) -> None:
    becomes(laptop, assignment_id="assignment-9", role=Role.ADJUDICATE)
    handed_back(laptop)
    assert lock_of(laptop) is Lock.UNDECLARED
    declared(laptop, "assignment-9")
    assert lock_of(laptop) is None
    with laptop.store.factory() as uow:
        assert uow.declarations.showing(VIDEO) == ("assignment-9",)


def test_own_work_can_be_read_after_it_was_received(laptop: Laptop) -> None:
    declared(laptop)
    becomes(laptop, state=AssignmentState.CLOSED)
    assert lock_of(laptop) is None


def test_evidence_nobody_was_given_is_not_there(laptop: Laptop) -> None:
    with pytest.raises(NotReceived):
        laptop.store.reads.must_be_open("submission-9/artifacts/1")


def test_each_refusal_names_the_submission_and_what_to_do(laptop: Laptop) -> None:
    assert str(asked(laptop, "open")) == (
        "The evidence of 4F2A7K9 is closed until you have said that you know nobody in it. "
        "Open the submission and answer the question, or hand it back."
    )
