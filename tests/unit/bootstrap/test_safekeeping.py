"""A profile is looked at before anything is written to it: damage is told, and a restore is one step away."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from assessor_app.bootstrap.profiles import CannotOpen, Profile, create_profile, open_profile
from assessor_app.bootstrap.safekeeping import DamagedProfile, settings_of
from assessor_app.config.paths import AppPaths
from assessor_app.domain.outbox import OutboxItem
from assessor_app.services import annotate, feedback, score, submit
from assessor_app.services.backups import NotRestored
from assessor_app.services.recovery_files import keep_in_step
from tests.fakes.store_factory import Bench, a_mark, criterion_id, level_id, put_world

WORDS = "only for this test"
HOME = "assignment-1"
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    """A laptop with one profile that has work in it, closed."""
    paths = AppPaths(tmp_path / "laptop")
    create_profile(paths, WORDS, is_cheap=True)
    profile = open_profile(paths, WORDS)
    with profile.factory() as uow:
        put_world(uow)
    profile.close()
    return paths


def opened(paths: AppPaths) -> Profile:
    return open_profile(paths, WORDS)


def submitted(profile: Profile) -> OutboxItem:
    tools = Bench().tools
    with profile.factory() as uow:
        for number in (1, 2, 3):
            mark = annotate.add(uow, tools, a_mark(number * 1_000_000, number)).value
            score.set_level(uow, tools, HOME, criterion_id(number), level_id(number))
            score.set_rationale(uow, tools, HOME, criterion_id(number), "As seen.")
            score.cite(uow, tools, HOME, criterion_id(number), mark.annotation_id)
        feedback.set_text(uow, tools, HOME, "Well waited.")
    with profile.factory() as uow:
        return submit.submit(uow, tools, HOME).value


def flip(file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)


def test_after_a_crash_damage_is_told_before_anything_is_written(paths: AppPaths) -> None:
    profile = opened(paths)
    place, safe = profile.paths, profile.safe
    made = safe.make_backup(NOW)
    safe.mark_open()
    profile.close()
    flip(place.database, place.database.stat().st_size // 2)
    damaged = place.database.read_bytes()
    with pytest.raises(DamagedProfile, match="newest good backup is of 02 March 2026"):
        opened(paths)
    assert place.database.read_bytes() == damaged
    safe.restore(made.name, NOW)
    again = opened(paths)
    assert [row.assignment_id for row in again.reads.inbox()] == [HOME]
    again.close()
    assert not place.open_mark.exists()


def test_a_damaged_first_page_is_damage_and_no_wrong_passphrase(paths: AppPaths) -> None:
    profile = opened(paths)
    profile.close()
    flip(profile.paths.database, 100)
    with pytest.raises(DamagedProfile, match="first page"):
        opened(paths)


def test_a_database_that_is_gone_is_never_taken_for_a_new_profile(paths: AppPaths) -> None:
    profile = opened(paths)
    item = submitted(profile)
    profile.keep_finals()
    profile.close()
    profile.paths.database.unlink()
    with pytest.raises(DamagedProfile, match="gone"):
        opened(paths)
    assert not profile.paths.database.exists()
    profile.safe.begin_anew(NOW)
    empty = opened(paths)
    assert keep_in_step(empty.factory, empty.finals).waiting == 1
    with empty.factory() as uow:
        put_world(uow)
    assert keep_in_step(empty.factory, empty.finals).brought_back == 1
    with empty.factory() as uow:
        assert uow.outbox.get(item.op_id).body == item.body
    empty.close()


def test_a_restore_asked_for_in_the_window_happens_at_the_next_start(paths: AppPaths) -> None:
    profile = opened(paths)
    made = profile.safe.make_backup(NOW)
    item = submitted(profile)
    profile.keep_finals()
    profile.safe.ask_restore(made.name)
    profile.close()
    again = opened(paths)
    assert again.reads.outbox() == ()
    assert keep_in_step(again.factory, again.finals).brought_back == 1, "a final is not taken back by a restore"
    with again.factory() as uow:
        assert uow.outbox.get(item.op_id).body == item.body
    again.close()
    third = opened(paths)
    assert [row.op_id for row in third.reads.outbox() if row.op_id == item.op_id], "once is enough"
    third.close()


def test_a_damaged_backup_is_refused_while_the_window_is_still_open(paths: AppPaths) -> None:
    profile = opened(paths)
    made = profile.safe.make_backup(NOW)
    flip(profile.paths.backups / made.name, 20_000)
    with pytest.raises(NotRestored, match="older one"):
        profile.safe.ask_restore(made.name)
    profile.close()


def test_nothing_is_restored_under_an_open_window(paths: AppPaths) -> None:
    profile = opened(paths)
    made = profile.safe.make_backup(NOW)
    profile.close()
    with FileLock(profile.paths.lock), pytest.raises(NotRestored, match="open in a window"):
        profile.safe.restore(made.name, NOW)


def test_every_page_is_looked_at_once_a_week(paths: AppPaths) -> None:
    profile = opened(paths)
    safe = profile.safe
    assert safe.checked_at() is None
    assert safe.look_for_damage(NOW) == ""
    assert safe.checked_at() == NOW
    profile.close()
    flip(profile.paths.database, profile.paths.database.stat().st_size // 2)
    assert "damaged" in safe.look_for_damage(datetime(2026, 3, 12, tzinfo=UTC))
    assert safe.checked_at() == NOW, "damaged is not checked"


def test_settings_of_a_profile_are_sealed_and_survive_a_restart(paths: AppPaths) -> None:
    profile = opened(paths)
    settings = settings_of(paths)
    profile.safe.attach(settings)
    settings.set("lock_after_min", 3)
    profile.close()
    sealed = profile.paths.settings.read_bytes()
    assert b"lock_after" not in sealed
    again = settings_of(paths)
    profile.safe.attach(again)
    assert (again.get("lock_after_min"), again.origin("lock_after_min")) == (3, "assessor")
    flip(profile.paths.settings, len(sealed) - 1)
    damaged = settings_of(paths)
    profile.safe.attach(damaged)
    assert damaged.get("lock_after_min") == 10
    assert "damaged" in damaged.problems[0]
    assert profile.paths.settings.with_suffix(".damaged").exists()


def test_no_profile_is_made_where_a_cloud_copies_it(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="--basedir"):
        create_profile(AppPaths(tmp_path / "Dropbox" / "laptop"), WORDS, is_cheap=True)
    assert not (tmp_path / "Dropbox").exists()
