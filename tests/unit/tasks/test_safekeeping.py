"""Safekeeping beside an open profile: a backup while something changes, copies of finals, damage told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.services import submit
from assessor_app.services.backups import Backup, BackupNotMade
from assessor_app.services.recovery_files import FinalsSafe
from assessor_app.store.final_records import FinalRecords
from assessor_app.tasks.runner import Runner, Ticket
from assessor_app.tasks.safekeeping import Beside, Safekeeping
from assessor_app.tasks.write_gate import WriteGate
from assessor_app.vault.safe_files import SealedFinals
from tests.fakes.store_factory import START, make_world
from tests.unit.services.desk import EditingDesk
from tests.unit.services.test_submit import HOME, complete

SUBMITTED = Changes.of(Touched(Kind.OUTBOX, "op", HOME), Touched(Kind.ASSIGNMENT, HOME, HOME))
A_MARK = Changes.of(Touched(Kind.OUTBOX, "op", HOME), Touched(Kind.ANNOTATION, "mark", HOME))


class Inline(Runner):
    """Runs at once, on this thread."""

    def __init__(self) -> None:
        super().__init__(lambda call: call())

    def submit(self, lane: str, work, then=None, failed=None, rank: int = 10) -> Ticket:
        ticket = Ticket()
        try:
            value = work(ticket)
        except Exception as error:
            if failed is None:
                raise
            failed(error)
        else:
            if then is not None:
                then(value)
        return ticket


@dataclass
class Told:
    finals: FinalsSafe
    made: list[datetime] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    damage: str = ""
    refusal: str = ""
    has_changed: bool = False

    def backups(self) -> tuple[Backup, ...]:
        return tuple(Backup(f"{at}", at, 1, is_rolling=True) for at in reversed(self.made))

    def make_backup(self, now: datetime) -> Backup:
        if self.refusal:
            raise BackupNotMade(self.refusal)
        self.made.append(now)
        return self.backups()[0]

    def has_changed_since(self, at: datetime) -> bool:
        return self.has_changed

    def look_for_damage(self, now: datetime) -> str:
        return self.damage


@dataclass
class Scene:
    keeping: Safekeeping
    safe: Told
    desk: EditingDesk
    folder: Path
    said: list[str]
    found: list[str]

    def pass_minutes(self, minutes: float) -> None:
        self.desk.bench.clock.time += timedelta(minutes=minutes)
        self.keeping._look()


@pytest.fixture
def scene(tmp_path: Path, qtbot: QtBot):
    with make_world(tmp_path) as store:
        desk = EditingDesk(store)
        safe = Told(FinalsSafe(SealedFinals(tmp_path / "finals", bytes(32)), FinalRecords()))
        said, found = list[str](), list[str]()
        now: Callable[[], datetime] = desk.bench.clock.now
        beside = Beside(
            Inline(), WriteGate(store.factory), safe, now, lambda: 30, lambda _: None, said.append, found.append
        )
        keeping = Safekeeping(beside)
        yield Scene(keeping, safe, desk, tmp_path / "finals", said, found)
        keeping.stop()


def test_a_backup_is_made_every_half_hour_while_something_changes(scene: Scene) -> None:
    scene.safe.made.append(START)
    scene.keeping.start()
    scene.pass_minutes(40)
    assert len(scene.safe.made) == 1, "nothing changed"
    scene.keeping.changed(A_MARK)
    scene.pass_minutes(1)
    assert len(scene.safe.made) == 2
    scene.keeping.changed(A_MARK)
    scene.pass_minutes(29)
    assert len(scene.safe.made) == 2
    scene.pass_minutes(1)
    assert len(scene.safe.made) == 3


def test_what_changed_in_the_last_session_is_backed_up_in_this_one(scene: Scene) -> None:
    scene.safe.made.append(START - timedelta(days=1))
    scene.safe.has_changed = True
    scene.keeping.start()
    scene.pass_minutes(1)
    assert len(scene.safe.made) == 2


def test_a_backup_that_failed_is_told_and_tried_again(scene: Scene) -> None:
    scene.safe.refusal = "No backup could be made: the disk is full."
    scene.keeping.changed(A_MARK)
    scene.pass_minutes(1)
    assert scene.said == [scene.safe.refusal]
    scene.safe.refusal = ""
    scene.pass_minutes(1)
    assert len(scene.safe.made) == 1


def test_a_submit_gets_its_sealed_copy_at_once(scene: Scene) -> None:
    scene.keeping.start()
    complete(scene.desk)
    scene.keeping.changed(A_MARK)
    scene.desk.do(submit.submit, HOME)
    assert not scene.folder.exists()
    scene.keeping.changed(SUBMITTED)
    assert len(list(scene.folder.iterdir())) == 1


def test_damage_is_told_where_it_cannot_be_missed(scene: Scene) -> None:
    scene.safe.damage = "The database of this profile is damaged (page 3)."
    scene.keeping.start()
    assert scene.found == [scene.safe.damage]


def test_a_copy_that_cannot_be_written_is_told_and_the_work_goes_on(scene: Scene) -> None:
    scene.folder.write_text("in the way")
    complete(scene.desk)
    scene.desk.do(submit.submit, HOME)
    scene.keeping.changed(SUBMITTED)
    assert "no second copy" in scene.said[0]
    scene.folder.unlink()
    scene.keeping.changed(SUBMITTED)
    assert len(list(scene.folder.iterdir())) == 1
