"""A laptop that was set back to a backup: nothing is doubled on the server, nothing it confirmed is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assessor_app.services.recovery_files import FinalsSafe, keep_in_step
from assessor_app.store.backups import backups_in, make_backup
from assessor_app.store.final_records import FinalRecords
from assessor_app.store.restore import restore
from assessor_app.vault.safe_files import SealedFinals
from tests.contract.exchange.test_sync import row_of, sign_in
from tests.fakes.exchange_fixtures import fresh_assignment
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.store_factory import RAW_KEY
from tests.fakes.workstation import Workstation, workstation
from tests.unit.practice.laptop import Laptop


@contextmanager
def opened(folder: Path, server: PracticeProcess, server_id: str = "") -> Iterator[Workstation]:
    with workstation(folder) as laptop:
        if server_id:
            laptop.server_id = server_id
        else:
            sign_in(laptop, server)
            laptop.pull()
        yield laptop


def safe_in(folder: Path) -> FinalsSafe:
    return FinalsSafe(SealedFinals(folder / "finals", bytes(32)), FinalRecords())


def back_up(laptop: Workstation, folder: Path) -> None:
    make_backup(laptop.store.database.path, RAW_KEY, folder / "backups", datetime.now(UTC))


def go_back(folder: Path) -> None:
    (newest, *_) = backups_in(folder / "backups")
    restore(folder / "profile.db", RAW_KEY, folder / "backups", newest, datetime.now(UTC))


def test_a_laptop_that_was_set_back_doubles_nothing_and_loses_nothing(
    shared_server: PracticeProcess, tmp_path: Path
) -> None:
    sent, waits = fresh_assignment(shared_server), fresh_assignment(shared_server)
    folder = tmp_path / "laptop"
    with opened(folder, shared_server) as laptop:
        for assignment_id in (sent, waits):
            laptop.score_all(assignment_id)
        back_up(laptop, folder)
        laptop.submit(sent)
        laptop.push()
        final = laptop.submit(waits)
        assert keep_in_step(laptop.store.factory, safe_in(folder)).written == 1
        server_id = laptop.server_id
    view = Laptop(shared_server.url, shared_server.tokens["assessor-1"])
    (before,) = view.document(f"/assignments/{sent}/assessments")["assessments"]
    marks = view.document(f"/assignments/{sent}/annotations")["annotations"]
    go_back(folder)
    with opened(folder, shared_server, server_id) as again:
        assert row_of(again, sent).state == "accepted"
        assert keep_in_step(again.store.factory, safe_in(folder)).brought_back == 1
        again.pull()
        again.push()
        again.push()
        assert [
            (r.verb, r.tries, r.op_id == final.op_id, r.assignment_id == sent, r.cause, r.server_words)
            for r in again.waiting()
        ] == []
        assert (row_of(again, sent).state, row_of(again, waits).state) == ("accepted", "accepted")
        assert keep_in_step(again.store.factory, safe_in(folder)).removed == 1
        assert again.pull().notes == ()
    assert view.document(f"/assignments/{sent}/assessments")["assessments"] == [before]
    assert view.document(f"/assignments/{sent}/annotations")["annotations"] == marks
    (arrived,) = view.document(f"/assignments/{waits}/assessments")["assessments"]
    assert arrived["op_id"] == final.op_id
    assert len(view.document(f"/assignments/{waits}/annotations")["annotations"]) == 2


def test_a_final_that_was_sent_is_not_overwritten_by_what_a_backup_still_had(
    shared_server: PracticeProcess, tmp_path: Path
) -> None:
    """The database is gone altogether: nothing tells the laptop that the server has its final."""
    sent = fresh_assignment(shared_server)
    folder = tmp_path / "laptop"
    with opened(folder, shared_server) as laptop:
        laptop.score_all(sent)
        back_up(laptop, folder)
        laptop.submit(sent)
        laptop.push()
        server_id = laptop.server_id
    view = Laptop(shared_server.url, shared_server.tokens["assessor-1"])
    (before,) = view.document(f"/assignments/{sent}/assessments")["assessments"]
    for part in folder.glob("profile.db*"):
        part.unlink()
    go_back(folder)
    with opened(folder, shared_server, server_id) as again:
        again.pull()
        again.push()
        again.pull()
        again.push()
    assert view.document(f"/assignments/{sent}/assessments")["assessments"] == [before]
