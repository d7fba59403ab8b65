"""Starting with a damaged profile: the passphrase is right, a backup is offered, and the work opens from it."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor_app.bootstrap.application import Lanes
from assessor_app.bootstrap.coming_in import ComingIn
from assessor_app.bootstrap.profiles import create_profile, open_profile
from assessor_app.config.paths import AppPaths
from assessor_app.gui.dialogs.restore_offer import RestoreOfferDialog
from assessor_app.gui.dialogs.unlock import UnlockDialog
from tests.fakes.store_factory import put_world

WORDS = "only for this test"
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
LOOK_EVERY_MS = 20


def damaged_profile(tmp_path: Path) -> AppPaths:
    paths = AppPaths(tmp_path / "laptop")
    create_profile(paths, WORDS, is_cheap=True)
    profile = open_profile(paths, WORDS)
    with profile.factory() as uow:
        put_world(uow)
    profile.safe.make_backup(NOW)
    profile.close()
    database = profile.paths.database
    content = bytearray(database.read_bytes())
    content[100] ^= 1
    database.write_bytes(content)
    return paths


def test_the_work_opens_from_the_backup_that_was_offered(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    paths, lanes, seen = damaged_profile(tmp_path), Lanes(), list[str]()

    def answer() -> None:
        dialog = qapp.activeModalWidget()
        if isinstance(dialog, UnlockDialog) and "unlock" not in seen:
            seen.append("unlock")
            dialog.form.passphrase.setText(WORDS)
            dialog.form.unlock.click()
        elif isinstance(dialog, RestoreOfferDialog) and "offer" not in seen:
            seen.extend(("offer", dialog.form.reason.text()))
            dialog.form.restore.click()

    timer = QTimer()
    timer.timeout.connect(answer)
    timer.start(LOOK_EVERY_MS)
    try:
        profile = ComingIn(paths, lanes.runner, None).ask()
    finally:
        timer.stop()
        lanes.close()
    assert profile is not None
    assert [row.assignment_id for row in profile.reads.inbox()] == ["assignment-1"]
    profile.close()
    assert seen[:2] == ["unlock", "offer"]
    assert "damaged" in seen[2]
