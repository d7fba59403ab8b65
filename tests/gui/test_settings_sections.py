"""Settings: each value with its origin, what a district fixed, room, backups and the support bundle; by keyboard."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from assessor_app.config.district import read_district
from assessor_app.config.known_settings import SETTINGS
from assessor_app.config.settings import SettingsFile
from assessor_app.gui.dialogs.support_bundle import SupportBundleDialog
from assessor_app.gui.pages.settings.bound import Bound
from assessor_app.gui.pages.settings.page import SECTIONS, SettingsPage
from assessor_app.services.backups import Backup, NotRestored
from assessor_app.services.storage import StorageFacts
from assessor_app.services.support_bundle import zipped
from tests.gui.shell_fixtures import ToldServers, plain_look

MNEMONIC = re.compile(r"(?<!&)&([^&\s])")
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
ELSEWHERE = {"geometry", "keys", "spelling", "loudness"}
"""Kept by windows, the shortcuts' own dialog, the spelling check and the player."""
DISTRICT = """
[settings]
lock_after_min = 5
theme = "dark"
[locked]
allow_screenshots = false
disk_budget_gb = 10
"""


class Desk:
    """The part of a desk that the page uses, at once."""

    def read(self, _query: object, then: Callable[[object], None], _failed: object = None) -> None:
        then(())

    def compute(self, work: Callable[[], object], then: Callable[[object], None], _failed: object = None) -> None:
        then(work())


class ToldSafety:
    """Fulfils `gui.safety_ports.SafetyAccess`."""

    can_seal = True

    def __init__(self) -> None:
        self.kept = [Backup(f"rolling-{n}", NOW - timedelta(minutes=30 * n), 19_000_000, n < 2) for n in range(3)]
        self.restored: list[str] = []
        self.freed = 0
        self.refused = False
        self.sealed: list[bool] = []

    def backups(self, then: Callable[..., None], failed: Callable[..., None]) -> None:
        then(tuple(self.kept))

    def back_up(self, then: Callable[..., None], failed: Callable[..., None]) -> None:
        self.kept.insert(0, Backup("rolling-new", NOW, 20_000_000, True))
        then(self.kept[0])

    def ask_restore(self, backup: Backup, then: Callable[[], None], failed: Callable[..., None]) -> None:
        if self.refused:
            failed(NotRestored("The backup is damaged itself. Choose an older one."))
        else:
            self.restored.append(backup.name)
            then()

    def storage(self, then: Callable[..., None], failed: Callable[..., None]) -> None:
        then(StorageFacts("/home/<b>anna</b>/assessor-app", 5_000_000_000 - self.freed, 80_000_000_000, 1_200_000_000))

    def make_room(self, then: Callable[..., None], failed: Callable[..., None]) -> None:
        self.freed = 1_200_000_000
        then(self.freed)

    def bundle(self, *, with_refused: bool, then: Callable[..., None], failed: Callable[..., None]) -> None:
        self.sealed.append(with_refused)
        then({"report.json": b"{}\n"} | ({"parked.sealed": b"\x00\x01"} if with_refused else {}))

    def save_bundle(
        self, files: Mapping[str, bytes], path: str, then: Callable[[], None], failed: Callable[..., None]
    ) -> None:
        Path(path).write_bytes(zipped(files, NOW))
        then()


class Sealed:
    is_damaged = False

    def __init__(self) -> None:
        self.values: dict[str, object] = {}

    def read(self) -> Mapping[str, object]:
        return self.values

    def write(self, values: Mapping[str, object]) -> None:
        self.values = dict(values)


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    file = tmp_path / "district.toml"
    file.write_text(DISTRICT)
    settings = SettingsFile(tmp_path / "settings.json", read_district(None, (file,)))
    settings.attach(Sealed())
    return settings


@pytest.fixture
def safety() -> ToldSafety:
    return ToldSafety()


@pytest.fixture
def acts() -> list[str]:
    return []


@pytest.fixture
def page(qtbot: QtBot, settings: SettingsFile, safety: ToldSafety, acts: list[str]) -> SettingsPage:
    offered = {name: lambda name=name: acts.append(name) for name in ("passphrase", "pin", "no-pin", "access-log")}
    page = SettingsPage(Desk(), settings, ToldServers(), lambda: NOW, safety=safety, acts=offered)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.load()
    page.show()
    return page


def bounds_of(page: SettingsPage) -> Iterator[Bound]:
    yield from (page.bound, page.storage.bound, page.security.bound, page.network.bound, page.backups.bound)


def origin(page: SettingsPage, key: str) -> str:
    return next(bound.notes[key].words.text() for bound in bounds_of(page) if key in bound.notes)


def answer(qapp: QApplication, words: str) -> None:
    box = qapp.activeModalWidget()
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text().replace("&", "") == words).click()
    qapp.processEvents()


def test_every_setting_has_its_place_and_says_where_it_comes_from(page: SettingsPage) -> None:
    shown = {key for bound in bounds_of(page) for key in bound.notes}
    assert shown == SETTINGS.keys() - ELSEWHERE
    assert origin(page, "text_size") == "Default"
    assert origin(page, "theme") == "Set by your district"
    assert origin(page, "lock_after_min") == "Set by your district; you can be stricter"
    assert origin(page, "disk_budget_gb") == "Fixed by your district"


def test_a_choice_is_kept_and_taken_back_by_keyboard(page: SettingsPage, settings: SettingsFile) -> None:
    page.show_section("security")
    page.security.form.lock_after.setFocus()
    QTest.keyClick(page.security.form.lock_after, Qt.Key.Key_Down)
    assert (settings.get("lock_after_min"), settings.origin("lock_after_min")) == (4, "assessor")
    assert origin(page, "lock_after_min") == "Your choice; your district allows at most 5"
    reset = page.security.bound.notes["lock_after_min"].reset
    assert page.security.form.lock_after.nextInFocusChain() is not None
    reset.setFocus()
    QTest.keyClick(reset, Qt.Key.Key_Space)
    assert (settings.get("lock_after_min"), page.security.form.lock_after.value()) == (5, 5)
    assert page.security.form.lock_after.hasFocus(), "the button that had the focus is gone"


def test_what_a_district_fixed_or_limits_cannot_be_loosened(page: SettingsPage, settings: SettingsFile) -> None:
    assert not page.storage.form.budget.isEnabled()
    assert not page.security.form.allow_screenshots.isEnabled()
    page.security.form.lock_after.setValue(60)
    assert settings.get("lock_after_min") == 5


def test_a_pin_that_is_not_allowed_any_more_is_taken_away(page: SettingsPage, acts: list[str]) -> None:
    page.security.form.pin.click()
    page.security.form.allow_pin.setChecked(False)
    assert acts == ["pin", "no-pin"]
    assert not page.security.form.pin.isEnabled()
    assert not page.security.form.recovery_code.isVisibleTo(page.security), "nothing is offered that does nothing"


@pytest.mark.parametrize("typed", ["8-15", "25:00-26:00", "mornings"])
def test_hours_that_are_none_are_refused_with_an_example(
    page: SettingsPage, settings: SettingsFile, typed: str
) -> None:
    field, said = page.network.form.quiet_hours, page.network.form.quiet_note
    field.setText("08:00-15:30")
    field.editingFinished.emit()
    assert settings.get("quiet_hours") == "08:00-15:30"
    field.setText(typed)
    field.editingFinished.emit()
    assert "08:00-15:30" in said.text()
    assert settings.get("quiet_hours") == "08:00-15:30"
    field.setText("")
    field.editingFinished.emit()
    assert (settings.get("quiet_hours"), said.text()) == ("", "")


def test_only_the_address_that_counts_can_be_typed(page: SettingsPage, settings: SettingsFile) -> None:
    form = page.network.form
    form.proxy.setCurrentIndex(2)
    assert settings.get("proxy") == "address"
    assert form.proxy_address.isEnabled()
    assert not form.pac_address.isEnabled()
    form.proxy_address.setText("http://me:secret@proxy.example:8080")
    form.proxy_address.editingFinished.emit()
    assert settings.get("proxy_address") == ""
    assert "password" in form.proxy_note.text()


def test_room_is_told_and_made_only_when_that_is_confirmed(
    page: SettingsPage, safety: ToldSafety, qapp: QApplication
) -> None:
    form = page.storage.form
    assert (form.used.value(), form.place.textFormat()) == (500, Qt.TextFormat.PlainText)
    assert "5.0 GB of 10.0 GB" in form.used_note.text().replace("\u00a0", " ")
    form.make_room.click()
    answer(qapp, "Cancel")
    assert safety.freed == 0
    form.make_room.click()
    answer(qapp, "Make room")
    assert safety.freed > 0
    assert form.used.value() < 500


def test_a_backup_is_made_and_another_put_back_only_when_that_is_confirmed(
    page: SettingsPage, safety: ToldSafety, qapp: QApplication, qtbot: QtBot
) -> None:
    form = page.backups.form
    form.back_up.click()
    assert form.backups.count() == 4
    form.backups.setCurrentRow(2)
    form.restore.click()
    answer(qapp, "Cancel")
    assert safety.restored == []
    form.restore.click()
    with qtbot.waitSignal(page.restart_asked):
        answer(qapp, "Go back and close")
    assert safety.restored == ["rolling-1"]


def test_a_damaged_backup_is_told_and_the_window_stays(
    page: SettingsPage, safety: ToldSafety, qapp: QApplication, qtbot: QtBot
) -> None:
    safety.refused = True
    page.backups.form.restore.click()
    with qtbot.waitSignal(page.said) as told, qtbot.assertNotEmitted(page.restart_asked):
        answer(qapp, "Go back and close")
    assert "older one" in told.args[0]


def test_a_bundle_is_saved_exactly_as_it_was_shown(qtbot: QtBot, safety: ToldSafety, tmp_path: Path) -> None:
    dialog = SupportBundleDialog(safety)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.with_refused.setChecked(True)
    assert safety.sealed == [False, True]
    assert "=== report.json\n{}" in dialog.form.contents.toPlainText()
    assert "2 bytes, sealed" in dialog.form.contents.toPlainText()
    dialog.save_to(str(tmp_path / "bundle.zip"))
    with zipfile.ZipFile(io.BytesIO((tmp_path / "bundle.zip").read_bytes())) as archive:
        assert archive.namelist() == ["report.json", "parked.sealed"]


def test_without_a_recovery_key_refused_writes_stay(qtbot: QtBot, safety: ToldSafety) -> None:
    safety.can_seal = False
    dialog = SupportBundleDialog(safety)
    qtbot.addWidget(dialog)
    assert not dialog.form.with_refused.isEnabled()
    assert "stay on this laptop" in dialog.form.refused_note.text()


def test_every_section_is_reached_by_keyboard_and_every_control_has_a_name(page: SettingsPage) -> None:
    sections = page.form.sections
    sections.setFocus()
    for place, name in enumerate(SECTIONS):
        assert (sections.currentRow(), page.form.stack.currentIndex()) == (place, place), name
        area = page.form.stack.currentWidget()
        assert area is not None
        controls = [each for each in area.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
        visible = [each for each in controls if each.isVisible() and not each.objectName().startswith("qt_")]
        assert visible
        assert [each for each in visible if not (each.accessibleName() or getattr(each, "text", str)())] == [], name
        QTest.keyClick(sections, Qt.Key.Key_Down)


def test_everything_fits_at_twice_the_text_size(page: SettingsPage, qapp: QApplication) -> None:
    with plain_look(qapp) as theme:
        theme.apply("light", 200)
        qapp.processEvents()
        for name in SECTIONS:
            page.show_section(name)
            qapp.processEvents()
            area = page.form.stack.currentWidget()
            assert isinstance(area, QScrollArea)
            assert area.horizontalScrollBar().maximum() == 0, name
            cut = [each.text() for each in area.findChildren(QPushButton) if each.isVisible() and is_cut(each)]
            assert cut == [], name


def is_cut(button: QPushButton) -> bool:
    return button.width() < button.sizeHint().width()


def test_the_way_back_to_the_default_comes_right_after_its_field(page: SettingsPage) -> None:
    page.show_section("storage")
    form, notes = page.storage.form, page.storage.bound.notes
    form.media_after_days.setValue(form.media_after_days.value() - 1)
    form.media_after_days.setFocus()
    page.focusNextChild()
    assert notes["media_after_days"].reset.hasFocus()
    page.focusNextChild()
    assert form.own_text_days.hasFocus()


def test_no_section_gives_one_letter_to_two_things(page: SettingsPage) -> None:
    menus = ["F", "V", "H"]
    for name in SECTIONS:
        page.show_section(name)
        area = page.form.stack.currentWidget()
        assert area is not None
        named: list[QLabel | QAbstractButton] = [*area.findChildren(QLabel), *area.findChildren(QAbstractButton)]
        found = [MNEMONIC.search(each.text()) for each in named if each.isVisible()]
        letters = [*menus, *(match[1].upper() for match in found if match is not None)]
        assert sorted(letters) == sorted(set(letters)), name
