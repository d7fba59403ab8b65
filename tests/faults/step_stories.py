"""What is done in the process that ends at a step: for each step the shortest story in which it comes up."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assessor_app.domain.conflict import Side
from assessor_app.services import intake, media_budget
from assessor_app.services.backups import BackupNotMade, NotRestored
from assessor_app.services.recovery_files import FinalsSafe, keep_in_step
from assessor_app.store import restore
from assessor_app.store.backups import backups_in, make_backup
from assessor_app.store.final_records import FinalRecords
from assessor_app.vault.profile_keys import derive_keys
from assessor_app.vault.safe_files import SealedFinals
from assessor_app.vault.sealed_settings import SealedSettings
from tests.fakes.store_factory import RAW_KEY
from tests.faults import keeping_stories as keeping
from tests.faults.step_world import SECRET, Step, StepWorld
from tests.model import published

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    """`prepare` happens once; `act` in a process that ends at each of `steps`; `mend` when it starts again."""

    steps: tuple[str, ...]
    act: Step
    prepare: Step = lambda world: None
    mend: Step = lambda world: None


def _mark(world: StepWorld) -> None:
    world.laptop.mark(world.case, SECRET)


def _edit(world: StepWorld) -> None:
    _mark(world)
    world.laptop.retract(world.case)
    world.laptop.mark(world.case, SECRET)
    world.laptop.score(world.case, 1, 1)


def _submit(world: StepWorld) -> None:
    world.laptop.submit(world.case, 1)


def _marked_and_submitted(world: StepWorld) -> None:
    _mark(world)
    _submit(world)


def _undo(world: StepWorld) -> None:
    world.laptop.undo(world.case)


def _hand_back(world: StepWorld) -> None:
    world.laptop.hand_back(world.case)


def _sync(world: StepWorld) -> None:
    world.laptop.sync()


def _restart(world: StepWorld) -> None:
    world.laptop.restart()


def _other_laptop_was_first(world: StepWorld) -> None:
    world.laptop.score(world.case, 1, 1)
    other = world.laptop_named("second")
    other.sign_in("token-1")
    other.pull()
    other.score(world.case, 1, 2)
    other.mark(world.case, "from the other laptop")
    other.push()
    other.end()


def _in_conflict(world: StepWorld) -> None:
    _other_laptop_was_first(world)
    world.laptop.push()


def _settle(world: StepWorld) -> None:
    world.laptop.settle(Side.THEIRS)


def _rubric_changed_under_a_final(world: StepWorld) -> None:
    _submit(world)
    world.server.change_rubric()
    world.laptop.sync()


def _carry_over(world: StepWorld) -> None:
    world.laptop.settle(Side.MINE)


def _changed_at_the_server(world: StepWorld) -> None:
    world.server.change_rubric()


def _fetch(world: StepWorld) -> None:
    intake.SYNC_BYTES = published.BLOCK  # of this process alone: the recording is a small one
    world.fetch()


def _let_go(world: StepWorld) -> None:
    with world.laptop.store.factory() as uow:
        (held,) = uow.media.held()
        media_budget.let_go(world.laptop.vault, uow, world.laptop.tools, held)


def _withdrawn_with_evidence(world: StepWorld) -> None:
    world.fetch()
    world.server.withdraw(world.case)


def _restored_server(world: StepWorld) -> None:
    backup = world.server.backup()
    _marked_and_submitted(world)
    world.laptop.sync()
    world.server.restore(backup)


def _returned(world: StepWorld) -> None:
    _submit(world)
    world.laptop.sync()
    world.server.give_back(world.case)


def _database(world: StepWorld) -> Path:
    return world.laptop.store.database.path


def _back_up(world: StepWorld) -> None:
    with suppress(BackupNotMade):
        make_backup(_database(world), RAW_KEY, world.folder / "first" / "backups", NOW)


def _backed_up(world: StepWorld) -> None:
    _mark(world)
    _back_up(world)


def _restore(world: StepWorld) -> None:
    """As the program does: nobody has the database open."""
    world.laptop.end()
    (backup,) = backups_in(world.folder / "first" / "backups")
    with suppress(NotRestored):
        restore.restore(_database(world), RAW_KEY, world.folder / "first" / "backups", backup, NOW)


def _safe(world: StepWorld) -> FinalsSafe:
    return FinalsSafe(SealedFinals(world.folder / "first" / "finals", derive_keys(RAW_KEY).safety), FinalRecords())


def _keep_final(world: StepWorld) -> None:
    keep_in_step(world.laptop.store.factory, _safe(world))


def _kept_and_delivered(world: StepWorld) -> None:
    _submit(world)
    _keep_final(world)
    world.laptop.sync()


def _change_settings(world: StepWorld) -> None:
    SealedSettings(world.folder / "first" / "settings.sealed", derive_keys(RAW_KEY).safety).write({"note": SECRET})


STORIES: dict[str, Story] = {
    "editing": Story(
        ("store.begun", "store.commit", "store.committed", "act.journalled", "act.mark_stored")
        + ("act.score_stored", "outbox.queued", "outbox.superseded"),
        _edit,
    ),
    "submitting": Story(("submit.frozen", "submit.queued"), _submit, _mark),
    "undoing": Story(("undo.journalled",), _undo, _mark),
    "handing back": Story(("hand_back.noted",), _hand_back, _mark),
    "starting": Story(("outbox.restarted",), _restart, _marked_and_submitted),
    "sending": Story(
        ("outbox.sending", "outbox.before_sending", "outbox.answered", "outbox.accepted", "receipt.kept"),
        _sync,
        _marked_and_submitted,
    ),
    "meeting the other laptop": Story(
        ("outbox.parked", "conflict.met", "conflict.fetched"), _sync, _other_laptop_was_first
    ),
    "settling": Story(("conflict.journal", "conflict.settled"), _settle, _in_conflict),
    "carrying over": Story(("carry_over.moved", "reopen.drafted"), _carry_over, _rubric_changed_under_a_final),
    "being returned": Story(("reopen.drafted",), _sync, _returned),
    "pulling": Story(("sync.page_taken", "sync.cursor_moved"), _sync, _changed_at_the_server),
    "being withdrawn": Story(
        ("sync.evidence_discarded", "evidence.withdrawn", "erasure.before_key", "erasure.after_key")
        + ("vault.discard_key", "vault.key_checkpoint", "vault.discard_file"),
        _sync,
        _withdrawn_with_evidence,
    ),
    "sending again what a server lost": Story(("reconcile.compared", "reconcile.requeued"), _sync, _restored_server),
    "downloading": Story(
        ("download.block_proved", "download.block_synced", "download.whole_proved", "download.complete")
        + ("download.noted", "vault.key_row", "vault.sealed_header", "vault.sealed_segment", "vault.sync")
        + ("vault.complete_rename",),
        _fetch,
    ),
    "letting go": Story(("media.let_go",), _let_go, _fetch),
    "backing up": Story(("backup.vacuum", "backup.check", "backup.rename"), _back_up, _mark),
    "restoring": Story(("restore.copied", "restore.ready", "restore.set_aside", "restore.swap"), _restore, _backed_up),
    "keeping a final safe": Story(("recovery.write", "sealed_file.rename"), _keep_final, _submit),
    "forgetting a safe final": Story(("recovery.remove",), _keep_final, _kept_and_delivered),
    "changing settings": Story(("settings.write",), _change_settings),
    "sending again what was refused": Story(("send_again.frozen",), keeping.send_it_again, keeping.refused_final),
    "signing in": Story(("sign_in.kept",), keeping.sign_in_again, _mark),
    "signing out": Story(("sign_out.forgotten",), keeping.sign_out, _marked_and_submitted, keeping.signed_in_as_before),
    "renewing a sign-in": Story(
        ("sign_in.renewed", "sign_in.renewal_kept"), keeping.renew, keeping.renewable, keeping.signed_in_as_before
    ),
    "making a laptop's keys": Story(("device.keys",), keeping.own_keys),
    "being told to erase": Story(("device.before_done",), keeping.erase_all, _fetch, keeping.erase_all),
    "retention": Story(("retention.words",), keeping.keep_rules, keeping.delivered, keeping.words_are_gone_by_now),
    "guessing": Story(("keys.attempt_written",), keeping.guess),
    "binding to the keychain": Story(
        ("keys.entry_put",), keeping.bind_to_the_keychain, keeping.with_a_code, keeping.still_opens
    ),
    "a download that breaks off": Story(("vault.aside",), keeping.broken_off),
    "sealing what was plain": Story(
        ("vault.plain_removed",),
        keeping.seal_what_was_plain,
        keeping.left_by_an_earlier_release,
        keeping.seal_what_was_plain,
    ),
}

ELSEWHERE: dict[str, str] = {
    "migration.begun": "tests/faults/test_migration_steps.py",
    "migration.commit": "tests/faults/test_migration_steps.py",
    "migration.copied": "tests/faults/test_migration_steps.py",
    "migration.copy_checked": "tests/faults/test_migration_steps.py",
    "migration.copy_named": "tests/faults/test_migration_steps.py",
    "migration.run": "tests/faults/test_migration_steps.py",
    "keys.header_written": "tests/unit/vault/test_key_crash.py",
    "keys.header_synced": "tests/unit/vault/test_key_crash.py",
    "keys.header_replaced": "tests/unit/vault/test_key_crash.py",
}
"""Steps that a test of their own exercises: it names them."""
