"""Sealed copies of finals: there before anything is sent, gone when it is confirmed, a way home after a total loss."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assessor_app.domain import failpoints
from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.outbox import OutboxItem, OutboxState
from assessor_app.services import submit
from assessor_app.services.parking import OURS_WITHOUT_RECEIPT, cause_of
from assessor_app.services.recovery_files import FinalsSafe, Safeguarded, copy_of, keep_in_step
from assessor_app.store.final_records import FinalRecords
from assessor_app.store.profile_store import Store
from assessor_app.vault.safe_files import SealedFinals
from tests.fakes.store_factory import make_copied_store, make_world, put_world
from tests.unit.services.desk import EditingDesk
from tests.unit.services.test_submit import HOME, complete

KEY = bytes(range(32, 64))
WORDS = "Well waited."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EditingDesk]:
    with make_world(tmp_path / "lost") as store:
        yield EditingDesk(store)


@pytest.fixture
def safe(tmp_path: Path) -> FinalsSafe:
    return FinalsSafe(SealedFinals(tmp_path / "finals", KEY), FinalRecords())


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """A database that knows nothing of what was done in the first one."""
    with make_copied_store(tmp_path / "new") as store:
        yield store


def submitted(desk: EditingDesk) -> OutboxItem:
    complete(desk)
    return desk.do(submit.submit, HOME).value


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "finals").glob("*"))


def test_a_copy_is_there_and_says_nothing(desk: EditingDesk, safe: FinalsSafe, tmp_path: Path) -> None:
    item = submitted(desk)
    assert keep_in_step(desk.store.factory, safe).written == 1
    (file,) = files(tmp_path)
    for marker in (WORDS, HOME, item.op_id, "final", "4F2A7K9"):
        assert marker not in file.name
        assert marker.encode() not in file.read_bytes()
    assert keep_in_step(desk.store.factory, safe).written == 0, "once is enough"


def test_nothing_leaves_the_laptop_before_its_copy(desk: EditingDesk, safe: FinalsSafe, tmp_path: Path) -> None:
    item = submitted(desk)
    seen: list[int] = []

    class Server:
        def push(self, _: OutboxItem) -> None:
            seen.append(len(files(tmp_path)))

        def is_reachable(self) -> bool:
            return True

    client = Safeguarded(Server(), lambda item: copy_of(desk.store.factory, safe, item))  # type: ignore[arg-type]
    client.push(item)
    assert seen == [1]
    assert client.is_reachable()  # type: ignore[operator]


def test_a_copy_goes_once_the_server_confirmed_it(desk: EditingDesk, safe: FinalsSafe, tmp_path: Path) -> None:
    item = submitted(desk)
    keep_in_step(desk.store.factory, safe)
    for state, left in ((OutboxState.SENDING, 1), (OutboxState.PARKED, 1), (OutboxState.HELD, 0)):
        with desk.store.factory() as uow:
            uow.outbox.update(replace(uow.outbox.get(item.op_id), state=state))
        keep_in_step(desk.store.factory, safe)
        assert len(files(tmp_path)) == left


def test_what_was_said_to_be_there_without_a_receipt_keeps_its_copy(
    desk: EditingDesk, safe: FinalsSafe, tmp_path: Path
) -> None:
    item = submitted(desk)
    keep_in_step(desk.store.factory, safe)
    with desk.store.factory() as uow:
        unproved = replace(uow.outbox.get(item.op_id), state=OutboxState.ACCEPTED, cause=cause_of(OURS_WITHOUT_RECEIPT))
        uow.outbox.update(unproved)
    keep_in_step(desk.store.factory, safe)
    assert len(files(tmp_path)) == 1


def test_after_a_total_loss_the_same_bytes_wait_again(desk: EditingDesk, safe: FinalsSafe, other: Store) -> None:
    item = submitted(desk)
    with desk.store.factory() as uow:
        marks = [each for each in uow.outbox.line(item.server_id, HOME) if each.seq < item.seq]
    keep_in_step(desk.store.factory, safe)
    assert keep_in_step(other.factory, safe).waiting == 1, "nobody has signed in and synced yet"
    with other.factory() as uow:
        put_world(uow)
    found = keep_in_step(other.factory, safe)
    assert found.brought_back == 1
    assert "brought back" in found.words()
    with other.factory() as uow:
        line = uow.outbox.line(item.server_id, HOME)
        assessment = uow.assessments.get(HOME)
    again = line[-1]
    assert (again.op_id, again.body, again.verb) == (item.op_id, item.body, item.verb)
    assert marks
    assert [each.op_id for each in line[:-1]] == [each.op_id for each in marks], "marks go first, as they did"
    assert assessment is not None
    assert assessment.state is AssessmentState.QUEUED
    assert (assessment.feedback, len(assessment.scores)) == (WORDS, 3)
    assert len(other.reads.workbench(HOME).annotations) == 4
    assert keep_in_step(other.factory, safe).brought_back == 0


def test_a_changed_copy_is_told_and_kept(desk: EditingDesk, safe: FinalsSafe, tmp_path: Path, other: Store) -> None:
    submitted(desk)
    keep_in_step(desk.store.factory, safe)
    (file,) = files(tmp_path)
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with other.factory() as uow:
        put_world(uow)
    found = keep_in_step(other.factory, safe)
    assert (found.unreadable, found.brought_back) == (1, 0)
    assert file.exists()


@pytest.mark.parametrize("step", ["recovery.write", "sealed_file.rename"])
def test_a_full_disk_leaves_no_half_copy(
    desk: EditingDesk, safe: FinalsSafe, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted(desk)
    with monkeypatch.context() as patch:
        patch.setattr(failpoints, "_ARMED", step)
        patch.setattr(failpoints, "_WHAT", "enospc")
        with pytest.raises(OSError, match="space"):
            keep_in_step(desk.store.factory, safe)
    assert files(tmp_path) == []
    assert keep_in_step(desk.store.factory, safe).written == 1
