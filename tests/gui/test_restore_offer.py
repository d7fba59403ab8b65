"""A profile that is damaged: which backup goes in its place is asked, and leaving it as it is comes first."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from assessor_app.gui.dialogs.restore_offer import RestoreOfferDialog
from assessor_app.services.backups import Backup, NotRestored

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
BACKUPS = tuple(Backup(f"rolling-{n}", NOW - timedelta(hours=n), 19_000_000, is_rolling=True) for n in range(3))
REASON = "The database of this profile is damaged (page <3>)."


class Restoring:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.then: Callable[[], None] = lambda: None
        self.failed: Callable[[Exception], None] = lambda _: None

    def __call__(self, name: str, then: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        self.asked.append(name)
        self.then, self.failed = then, failed


def offer(qtbot: QtBot, backups: tuple[Backup, ...]) -> tuple[RestoreOfferDialog, Restoring]:
    restoring = Restoring()
    dialog = RestoreOfferDialog(REASON, backups, restoring)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog, restoring


def test_a_backup_is_chosen_by_keyboard_and_put_in_place(qtbot: QtBot) -> None:
    dialog, restoring = offer(qtbot, BACKUPS)
    assert dialog.form.reason.text() == REASON
    assert dialog.form.reason.textFormat() == Qt.TextFormat.PlainText
    QTest.keyClick(dialog.form.backups, Qt.Key.Key_Down)
    QTest.keyClick(dialog.form.restore, Qt.Key.Key_Space)
    assert restoring.asked == ["rolling-1"]
    assert not dialog.form.leave.isEnabled(), "half way there is no way back"
    with qtbot.waitSignal(dialog.accepted):
        restoring.then()


def test_a_backup_that_is_damaged_itself_leaves_the_choice_open(qtbot: QtBot) -> None:
    dialog, restoring = offer(qtbot, BACKUPS)
    dialog.form.restore.click()
    restoring.failed(NotRestored("It is damaged itself. Choose an older one."))
    assert "older one" in dialog.form.problem.text()
    assert dialog.form.restore.isEnabled()


def test_enter_and_escape_leave_everything_as_it_is(qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        dialog, restoring = offer(qtbot, BACKUPS)
        with qtbot.waitSignal(dialog.rejected):
            QTest.keyClick(dialog, key)
        assert restoring.asked == []


def test_without_a_backup_there_is_a_new_beginning(qtbot: QtBot) -> None:
    dialog, restoring = offer(qtbot, ())
    assert not dialog.form.restore.isVisible()
    dialog.form.anew.click()
    assert restoring.asked == [""]


def test_without_a_backup_a_key_pressed_too_early_begins_nothing(qtbot: QtBot) -> None:
    began: list[str] = []
    dialog = RestoreOfferDialog("This profile is damaged.", (), lambda name, *_: began.append(name))
    qtbot.addWidget(dialog)
    dialog.show()
    focus = dialog.focusWidget()
    assert focus is dialog.form.leave
    QTest.keyClick(focus, Qt.Key.Key_Return)
    assert began == []
