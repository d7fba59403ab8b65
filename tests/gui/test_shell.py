"""The shell: pages, status line, messages, settings, and what is remembered."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QMessageBox, QWidget

from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.reach import Reach
from assessor_app.gui.change_hub import ChangeHub
from assessor_app.gui.models.sync_words import NOTHING_WAITS, sync_line
from assessor_app.gui.pages.settings.page import SettingsPage
from assessor_app.gui.tokens import DARK
from assessor_app.services import annotate
from assessor_app.services.views import SyncStatus, WaitingCounts
from tests.fakes.store_factory import START, Bench, a_mark
from tests.gui.shell_fixtures import Shell, open_shell

SYNCED = START - timedelta(minutes=1)


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with open_shell(qapp, tmp_path, ("assignment-1", "assignment-2")) as opened:
        yield opened


# ---- the status line ----


@pytest.mark.parametrize(
    ("status", "waiting", "start"),
    [
        (SyncStatus(), NOTHING_WAITS, "not synced yet"),
        (SyncStatus(is_busy=True), NOTHING_WAITS, "syncing"),
        (SyncStatus(is_busy=True, done=12_000_000, total=80_000_000), NOTHING_WAITS, "fetching evidence, 12 MB of 80"),
        (SyncStatus(is_online=True, synced_at=SYNCED), NOTHING_WAITS, "synced "),
        (SyncStatus(is_online=True, synced_at=SYNCED), WaitingCounts(3, 9, 0, 0), "3 waiting to send · synced "),
        (SyncStatus(is_online=False, synced_at=SYNCED), WaitingCounts(1, 0, 0, 0), "1 waiting to send · offline, last"),
        (SyncStatus(needs_sign_in=True), NOTHING_WAITS, "sign in again to sync"),
        (SyncStatus(is_online=True, synced_at=SYNCED), WaitingCounts(0, 0, 1, 2), "1 needs you · 2 held for review · "),
    ],
)
def test_sync_state_is_told_in_words(status: SyncStatus, waiting: WaitingCounts, start: str) -> None:
    assert sync_line(status, waiting, START).text.startswith(start)


def test_what_needs_the_assessor_warns() -> None:
    assert sync_line(SyncStatus(), WaitingCounts(0, 0, 1, 0), START).tone == "warn"


def test_a_sync_shows_progress_and_can_be_cancelled(shell: Shell) -> None:
    cancelled: list[bool] = []
    shell.window.sync_cancelled.connect(lambda: cancelled.append(True))
    shell.window.show_sync(SyncStatus(is_busy=True, done=1, total=4))
    assert shell.window.strip._progress.isVisible()
    assert shell.window.strip._progress.value() == 250
    shell.window.strip._cancel.click()
    assert cancelled == [True]
    shell.window.show_sync(SyncStatus(is_online=True, synced_at=SYNCED))
    assert not shell.window.strip._cancel.isVisible()


def test_bytes_beyond_two_gigabytes_do_not_break_the_progress(shell: Shell) -> None:
    shell.window.show_sync(SyncStatus(is_busy=True, done=3_000_000_000, total=6_000_000_000))
    assert shell.window.strip._progress.value() == 500


def test_an_edit_is_counted_at_once(shell: Shell) -> None:
    bench = Bench()
    shell.desk.write(lambda uow: annotate.add(uow, bench.tools, a_mark()))
    assert shell.window.told.waiting.drafts == 1


def test_the_disk_is_told(shell: Shell) -> None:
    shown = shell.window.strip._disk
    assert shown.text() == "0 bytes of 20 GB"
    assert shown.accessibleName() == "Evidence takes 0 bytes of the 20 GB it may take; 41.3 GB are free on the disk"


def test_a_failure_stays_until_it_is_dismissed(shell: Shell) -> None:
    shell.window.complain(OSError("The disk is full. Free some space, then try again."))
    assert shell.window.notice.isVisible()
    assert shell.window.notice.words == "The disk is full. Free some space, then try again."
    shell.window.notice._dismiss.click()
    assert not shell.window.notice.isVisible()


# ---- pages ----


def test_tabs_change_pages_and_the_workbench_has_the_window_to_itself(shell: Shell) -> None:
    QTest.mouseClick(shell.window.top_bar._tabs["settings"], Qt.MouseButton.LeftButton)
    assert isinstance(shell.window.stack.currentWidget(), SettingsPage)
    shell.window.show_workbench("assignment-1")
    assert not shell.window.top_bar.isVisible()
    shell.window.show_inbox()
    assert shell.window.top_bar.isVisible()
    assert shell.window.inbox.table.hasFocus()
    assert shell.window.inbox.selected_ids() == ("assignment-1",)


def test_leaving_the_workbench_hands_over_what_is_being_typed(shell: Shell) -> None:
    shell.window.show_workbench("assignment-1")
    shell.window.show_outbox()
    assert shell.workbench.calls == ["leave"]


def test_pages_are_made_when_they_are_first_shown(shell: Shell) -> None:
    assert shell.window.stack.count() == 1
    shell.window.show_outbox()
    shell.window.show_outbox()
    assert shell.window.stack.count() == 2


def test_full_screen_shows_the_evidence_alone_and_comes_back(shell: Shell) -> None:
    shell.window.show_workbench("assignment-1")
    shell.workbench.bare_asked.emit(True)
    assert shell.window.isFullScreen()
    assert not shell.window.strip.isVisible()
    shell.workbench.bare_asked.emit(False)
    assert not shell.window.isFullScreen()
    assert shell.window.strip.isVisible()


def test_menus_show_keys_without_claiming_them(shell: Shell) -> None:
    actions = [action for menu in shell.window.top_bar.findChildren(QWidget) for action in menu.actions()]
    texts = [action.text() for action in actions if action.text()]
    assert "Sync now\tF5" in texts
    assert all(action.shortcut().isEmpty() for action in actions)


def test_the_window_comes_back_in_its_size(qapp: QApplication, tmp_path: Path) -> None:
    with open_shell(qapp, tmp_path) as first:
        first.window.resize(960, 612)  # the offscreen screen is 800 by 800: a wider window would be moved into it
        qapp.processEvents()
        first.window.close()
        kept = first.settings.get("geometry")
    with open_shell(qapp, tmp_path, (), geometry=kept) as second:
        assert second.window.height() == 612


def test_every_control_has_a_name_for_a_screen_reader(shell: Shell, qapp: QApplication) -> None:
    shell.window.show_outbox()
    shell.window.show_settings()
    for control in shell.window.findChildren(QWidget):
        is_asked = isinstance(control, (QAbstractButton, QComboBox, QLineEdit))
        if is_asked and not control.objectName().startswith("qt_") and type(control.parent()).__name__ not in NAMED:
            name = control.accessibleName() or getattr(control, "text", lambda: "")()
            assert name, f"{control} in {control.parent()}"


# Qt's own parts inside a control, which speaks for them; the search field's glass and cross are pictures.
NAMED = {"QSpinBox", "QDoubleSpinBox", "SearchField", "QTableView", "InboxTable", "ScaledTable"}


# ---- settings ----


@pytest.fixture
def settings_page(shell: Shell) -> SettingsPage:
    shell.window.show_settings()
    page = shell.window.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    return page


def test_colours_and_text_size_count_at_once(shell: Shell, settings_page: SettingsPage, qapp: QApplication) -> None:
    settings_page.form.theme.setCurrentIndex(2)
    settings_page.form.text_size.setValue(150)
    assert (shell.settings.get("theme"), shell.settings.get("text_size")) == ("dark", 150)
    assert qapp.palette().window().color().name().upper() == DARK.ground
    assert qapp.font().pointSizeF() == pytest.approx(15.0)


def test_marking_settings_are_kept(shell: Shell, settings_page: SettingsPage) -> None:
    settings_page.form.pre_roll.setValue(15.0)
    settings_page.form.key_lead.setValue(250)
    settings_page.form.type_at_once.setChecked(True)
    get = shell.settings.get
    assert (get("pre_roll_s"), get("key_lead_ms"), get("type_at_once")) == (15.0, 250, True)


def test_a_server_is_removed_only_when_that_is_confirmed(
    shell: Shell, settings_page: SettingsPage, qapp: QApplication
) -> None:
    settings_page.form.servers.setCurrentRow(0)
    for words, removed in (("Cancel", []), ("Remove", ["https://riverside.example/server"])):
        settings_page.form.remove_server.click()
        box = qapp.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text().replace("&", "") == words).click()
        qapp.processEvents()
        assert shell.servers.removed == removed


def test_large_text_keeps_every_chip_readable(shell: Shell, settings_page: SettingsPage, qapp: QApplication) -> None:
    settings_page.form.text_size.setValue(150)
    shell.window.show_inbox()
    shell.window.resize(1366, 768)
    qapp.processEvents()
    inbox = shell.window.inbox
    assert shell.window.width() == 1366
    for chip in inbox.chips.findChildren(QAbstractButton):
        assert chip.width() >= chip.sizeHint().width()
        right = chip.mapTo(inbox, QPoint(chip.width(), 0)).x()
        assert right <= inbox.width()


# ---- the hub ----


class Listener(QWidget):
    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self.seen: list[Changes] = []

    def touched_by(self, changes: Changes) -> bool:
        return changes.has(self.kind)

    def refresh(self, changes: Changes) -> None:
        self.seen.append(changes)


def test_a_hidden_page_hears_once_of_everything_it_missed(qapp: QApplication) -> None:
    hub, page = ChangeHub(), Listener(Kind.SCORE)
    hub.add(page)
    first, second = (Changes.of(Touched(Kind.SCORE, name, "a1")) for name in ("c1", "c2"))
    hub.publish(first)
    hub.publish(Changes.of(Touched(Kind.OUTBOX, "op")))
    hub.publish(second)
    assert page.seen == []
    page.show()
    assert page.seen == [first | second]
    hub.publish(first)
    assert page.seen[-1] == first
    page.deleteLater()


def test_a_page_that_is_gone_is_forgotten(qapp: QApplication) -> None:
    hub, page = ChangeHub(), Listener(Kind.SCORE)
    hub.add(page)
    page.deleteLater()
    QApplication.sendPostedEvents(page, 52)
    hub.publish(Changes.of(Touched(Kind.SCORE, "c1", "a1")))
    assert page.seen == []


def test_very_much_taken_back_at_once_is_told_where_it_cannot_be_missed_and_once(shell: Shell) -> None:
    words = "Riverside withdrew 6 of your 7 submissions at once: 4F2-A7K9."
    shell.window.show_sync(SyncStatus(is_online=True, sentence=words, alarm=words))
    assert shell.window.notice.isVisible()
    assert shell.window.notice.words == words
    shell.window.notice.hide()
    shell.window.show_sync(SyncStatus(is_online=True, is_busy=True, alarm=words))
    assert not shell.window.notice.isVisible()


def test_what_to_do_stands_while_something_is_in_the_way(shell: Shell) -> None:
    strip = shell.window.strip
    shell.window.show_sync(SyncStatus(reach=Reach.CAPTIVE))
    assert "sign in to the Wi-Fi" in strip.message
    strip.say("Something else happened.")
    assert strip.message == "Something else happened."
    strip._clear.timeout.emit()
    assert "sign in to the Wi-Fi" in strip.message
    shell.window.show_sync(SyncStatus())
    assert strip.message == ""
