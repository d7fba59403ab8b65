"""What opens a profile is changed in words a teacher understands; a slip changes nothing, and a secret is not left."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from assessor_app.gui.clipboard import HINTS, SecretCopy
from assessor_app.gui.dialogs.passphrase_change import PassphraseChangeDialog
from assessor_app.gui.dialogs.pin import PinDialog
from assessor_app.gui.dialogs.recovery_code import RecoveryCodeDialog
from assessor_app.gui.dialogs.unlock import UnlockDialog
from assessor_app.gui.try_again import wait_words
from assessor_app.gui.widgets.text_view import TextView
from assessor_app.services.key_ports import Door
from assessor_app.vault.attempts import Attempts
from assessor_app.vault.key_derivation import CHEAPEST, Costs
from assessor_app.vault.key_slots import KeyFile, create_header
from assessor_app.vault.keychain import Keychain, MemoryKeychain, NoKeychain
from assessor_app.vault.profile_door import ProfileDoor

WORDS, OTHER, PIN = "seven swans a-swimming", "wren piano gravel", "2468"
KEY = Qt.Key


class NowDoor:
    """Fulfils `gui.ports.DoorAccess` at once, over a real key file."""

    def __init__(self, root: Path, keychain: Keychain) -> None:
        create_header(root / "profile.json", WORDS, costs=Costs(CHEAPEST, CHEAPEST))
        self._keys = KeyFile(root / "profile.json", keychain, Costs(CHEAPEST, CHEAPEST))
        self.now_s = 1000.0
        self.door = ProfileDoor(self._keys, Attempts(root / "attempts.json", lambda: self.now_s))

    def ask(
        self, question: Callable[[Door], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        try:
            value = question(self.door)
        except Exception as error:  # noqa: BLE001 - as a lane tells it
            failed(error)
        else:
            then(value)

    def wait_s(self) -> float:
        return self.door.wait_s()

    def opens(self, words: str) -> bool:
        self.now_s += 1000
        try:
            self.door.open(words)
        except Exception:  # noqa: BLE001
            return False
        return True


@pytest.fixture
def door(tmp_path: Path) -> NowDoor:
    return NowDoor(tmp_path, MemoryKeychain())


def shown(dialog: QWidget, bot: QtBot) -> None:
    bot.addWidget(dialog)
    dialog.show()


def fill(field: QLineEdit, words: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


def test_a_passphrase_is_changed_by_keys_alone(qtbot: QtBot, door: NowDoor) -> None:
    dialog = PassphraseChangeDialog(door)
    shown(dialog, qtbot)
    form = dialog.form
    fill(form.now, WORDS)
    fill(form.wanted, "short")
    QTest.keyClick(form.again, KEY.Key_Return)
    assert "at least 10" in form.problem.text()
    fill(form.wanted, OTHER)
    fill(form.again, "wren piano")
    QTest.keyClick(form.again, KEY.Key_Return)
    assert "not the same" in form.problem.text()
    assert door.opens(WORDS)
    fill(form.again, OTHER)
    QTest.keyClick(form.again, KEY.Key_Return)
    assert not dialog.isVisible()
    assert door.opens(OTHER)
    assert not door.opens(WORDS)


def test_a_wrong_passphrase_says_how_long_to_wait(qtbot: QtBot, door: NowDoor) -> None:
    dialog = PassphraseChangeDialog(door)
    shown(dialog, qtbot)
    form = dialog.form
    for field, words in ((form.now, "a guess of somebody"), (form.wanted, OTHER), (form.again, OTHER)):
        fill(field, words)
    form.change.click()
    assert form.problem.text() == "This passphrase does not open the profile. Try again in 0:01."
    assert not form.change.isEnabled()
    assert form.problem.accessibleName() == form.problem.text()
    door.now_s += 1
    dialog._try_again._tell()
    assert form.change.isEnabled()
    assert form.problem.text() == "This passphrase does not open the profile."


def test_a_wait_is_never_said_too_short() -> None:
    assert [wait_words(left) for left in (0.2, 59.1, 299.5)] == [
        "Try again in 0:01.",
        "Try again in 1:00.",
        "Try again in 5:00.",
    ]


def test_a_pin_needs_the_promise_that_the_account_is_ones_own(qtbot: QtBot, door: NowDoor) -> None:
    dialog = PinDialog(door, door.door.ways_in())
    shown(dialog, qtbot)
    form = dialog.form
    assert not form.remove.isVisible()
    fill(form.passphrase, WORDS)
    for pin, again, words in (("24", "24", "at least 4"), (PIN, "8642", "not the same"), (PIN, PIN, "of your own")):
        fill(form.pin, pin)
        fill(form.again, again)
        form.keep.click()
        assert words in form.problem.text()
    assert not door.opens(PIN)
    door.now_s += 1000
    QTest.keyClick(form.personal, KEY.Key_Space)
    form.keep.click()
    assert not dialog.isVisible()
    assert door.opens(PIN)


def test_a_pin_is_removed_again(qtbot: QtBot, door: NowDoor) -> None:
    door.door.set_pin(WORDS, PIN, is_personal=True)
    dialog = PinDialog(door, door.door.ways_in())
    shown(dialog, qtbot)
    dialog.form.remove.click()
    assert not door.opens(PIN)
    assert door.opens(WORDS)


def test_without_a_keychain_it_says_so_before_anything_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    door = NowDoor(tmp_path, NoKeychain())
    dialog = PinDialog(door, door.door.ways_in())
    shown(dialog, qtbot)
    assert "keychain" in dialog.form.problem.text()


@pytest.fixture
def copies(qapp: QApplication) -> Iterator[SecretCopy]:
    copies = SecretCopy()
    yield copies
    copies.forget()


def test_a_recovery_code_counts_once_its_end_was_copied_from_paper(
    qtbot: QtBot, door: NowDoor, copies: SecretCopy
) -> None:
    dialog = RecoveryCodeDialog(door, copies)
    shown(dialog, qtbot)
    form = dialog.form
    assert not form.code.isVisible()
    fill(form.passphrase, "a guess of somebody")
    form.go_on.click()
    assert "does not open" in form.problem.text()
    door.now_s += 10
    dialog._try_again._tell()
    fill(form.passphrase, WORDS)
    form.go_on.click()
    code = form.code.text()
    assert len(code) == 34
    assert not form.passphrase.isVisible()
    fill(form.again, "0000" if not code.endswith("0000") else "1111")
    form.go_on.click()
    assert "last four" in form.problem.text()
    assert not door.door.ways_in().has_recovery_code
    fill(form.again, code[-4:].lower())
    form.go_on.click()
    assert not dialog.isVisible()
    assert door.door.ways_in().has_recovery_code
    assert door.door.ways_in().is_bound
    assert form.code.text() == ""
    assert door.opens(code)


def test_not_now_leaves_everything_as_it_was(qtbot: QtBot, door: NowDoor, copies: SecretCopy) -> None:
    dialog = RecoveryCodeDialog(door, copies, known=WORDS)
    shown(dialog, qtbot)
    assert len(dialog.form.code.text()) == 34
    QTest.keyClick(dialog, KEY.Key_Escape)
    assert not door.door.ways_in().has_recovery_code
    assert not door.door.ways_in().is_bound
    assert door.opens(WORDS)


def test_after_recovery_only_the_new_passphrase_is_asked_for(qtbot: QtBot, door: NowDoor) -> None:
    code = door.door.make_recovery_code(WORDS)
    dialog = PassphraseChangeDialog(door, known=code)
    shown(dialog, qtbot)
    assert not dialog.form.now.isVisible()
    fill(dialog.form.wanted, OTHER)
    fill(dialog.form.again, OTHER)
    dialog.form.change.click()
    assert door.opens(OTHER)


# ---- the clipboard ----


def test_a_secret_leaves_the_clipboard_unless_something_else_was_copied(copies: SecretCopy) -> None:
    clipboard = QApplication.clipboard()
    copies.copy("0123 4567")
    data = clipboard.mimeData()
    assert data.text() == "0123 4567"
    assert {name for name, _ in HINTS} <= set(data.formats())
    assert copies._timer.isActive()
    assert copies._timer.interval() == 60_000
    copies.forget()
    assert clipboard.text() == ""
    copies.copy("0123 4567")
    clipboard.setText("something of the assessor's own")
    copies.forget()
    assert clipboard.text() == "something of the assessor's own"


def test_a_candidates_words_keep_out_of_the_clipboards_history(qtbot: QtBot) -> None:
    view = TextView()
    shown(view, qtbot)
    view.setPlainText("What I would do in another way.")
    view.selectAll()
    view.copy()
    data = QApplication.clipboard().mimeData()
    assert data.text() == "What I would do in another way."
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    QApplication.clipboard().clear()


# ---- several assessors ----


def test_each_profile_is_chosen_by_its_name_and_tried_alone(qtbot: QtBot) -> None:
    tried: list[tuple[str, str]] = []

    def attempt(words: str, then: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        tried.append((dialog.profile_id, words))
        failed(RuntimeError("This passphrase does not open the profile."))

    waits = {"a": 0.0, "b": 61.0}
    dialog = UnlockDialog(
        attempt, profiles=(("a", "Profile of A. B."), ("b", "Profile 2")), chosen="a", wait_s=waits.__getitem__
    )
    shown(dialog, qtbot)
    fill(dialog.form.passphrase, WORDS)
    dialog.form.unlock.click()
    assert tried == [("a", WORDS)]
    assert dialog.form.unlock.isEnabled()
    QTest.keyClick(dialog.form.profile, KEY.Key_Down)
    assert dialog.profile_id == "b"
    assert not dialog.form.unlock.isEnabled()
    assert dialog.form.problem.text() == "Try again in 1:01."
    QTest.keyClick(dialog.form.profile, KEY.Key_Up)
    assert dialog.form.unlock.isEnabled()
    dialog.reject()


def test_of_one_profile_nothing_is_said(qtbot: QtBot) -> None:
    dialog = UnlockDialog(lambda *_: None, profiles=(("a", "Profile of A. B."),))
    shown(dialog, qtbot)
    assert not dialog.form.profile.isVisible()
    assert dialog.profile_id == "a"
