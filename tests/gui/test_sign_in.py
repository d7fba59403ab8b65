"""Dialogs at the door: signing in to a server, unlocking, sealing a new profile, choosing a time or a criterion."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from assessor_app.gui.dialogs.create_profile import CreateProfileDialog, strength
from assessor_app.gui.dialogs.go_to_time import GoToTimeDialog
from assessor_app.gui.dialogs.pick_criterion import PickCriterionDialog
from assessor_app.gui.dialogs.sign_in import SignInDialog, with_scheme
from assessor_app.gui.dialogs.unlock import UnlockDialog
from assessor_app.services.exchange_ports import ServerUnreachable, SignInRequired
from tests.fakes.store_factory import a_rubric, criterion_id
from tests.gui.shell_fixtures import ToldServers

KEY = Qt.Key


@pytest.fixture
def servers() -> ToldServers:
    return ToldServers()


@pytest.fixture
def dialog(qtbot: QtBot, servers: ToldServers) -> SignInDialog:
    made = SignInDialog(servers)
    qtbot.addWidget(made)
    made.show()
    return made


def test_address_and_token_go_to_the_server_and_the_dialog_closes(dialog: SignInDialog, servers: ToldServers) -> None:
    signed: list[bool] = []
    dialog.signed_in.connect(lambda: signed.append(True))
    QTest.keyClicks(dialog.form.address, "assess.riverside.example")
    QTest.keyClicks(dialog.form.token, " secret ")
    QTest.keyClick(dialog.form.token, KEY.Key_Return)
    assert servers.asked == [("https://assess.riverside.example", "secret")]
    assert dialog.form.progress.isVisible()
    servers.accept()
    assert signed == [True]
    assert not dialog.isVisible()


def test_what_is_missing_is_said_under_its_field(dialog: SignInDialog, servers: ToldServers) -> None:
    dialog.form.sign_in.click()
    assert dialog.form.address_problem.text() == "Enter the server's address."
    assert dialog.form.token_problem.text() == "Enter your personal token."
    assert servers.asked == []


@pytest.mark.parametrize(
    ("error", "is_token"),
    [
        (SignInRequired("The server does not accept this token. Copy it again from your invitation."), True),
        (ServerUnreachable("No server answers at this address. Check the address and the network."), False),
    ],
)
def test_a_refusal_is_said_under_the_field_it_is_about(
    dialog: SignInDialog, servers: ToldServers, error: Exception, is_token: bool
) -> None:
    dialog.form.address.setText("https://assess.riverside.example")
    dialog.form.token.setText("secret")
    dialog.form.sign_in.click()
    servers.refuse(error)
    label = dialog.form.token_problem if is_token else dialog.form.address_problem
    assert label.text() == str(error)
    assert dialog.isVisible()
    assert dialog.form.sign_in.isEnabled()
    assert not dialog.form.progress.isVisible()


def test_cancel_first_stops_the_check_then_closes(dialog: SignInDialog, servers: ToldServers) -> None:
    dialog.form.address.setText("https://assess.riverside.example")
    dialog.form.token.setText("secret")
    dialog.form.sign_in.click()
    dialog.form.cancel.click()
    assert servers.stopped == 1
    assert dialog.isVisible()
    dialog.form.cancel.click()
    assert not dialog.isVisible()


def test_the_token_is_not_readable_over_the_shoulder(dialog: SignInDialog) -> None:
    dialog.form.token.setText("secret")
    assert "secret" not in dialog.form.token.displayText()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("assess.example.org", "https://assess.example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("invite:abc", "invite:abc"),
    ],
)
def test_a_bare_address_gets_https(typed: str, wanted: str) -> None:
    assert with_scheme(typed) == wanted


# ---- unlock ----


def test_a_wrong_passphrase_is_said_and_can_be_typed_again(qtbot: QtBot) -> None:
    def attempt(passphrase: str, then: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        then() if passphrase == "right" else failed(RuntimeError("This is not the passphrase."))

    dialog = UnlockDialog(attempt)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.form.passphrase, "wrong")
    QTest.keyClick(dialog.form.passphrase, KEY.Key_Return)
    assert dialog.form.problem.text() == "This is not the passphrase."
    assert dialog.form.unlock.isEnabled()
    QTest.keyClicks(dialog.form.passphrase, "right")  # the wrong one is selected, so typing replaces it
    assert dialog.form.problem.text() == ""
    QTest.keyClick(dialog.form.passphrase, KEY.Key_Return)
    assert not dialog.isVisible()


# ---- a new profile ----


@pytest.fixture
def sealed() -> list[str]:
    return []


@pytest.fixture
def creation(qtbot: QtBot, sealed: list[str]) -> CreateProfileDialog:
    def create(passphrase: str, then: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        sealed.append(passphrase)
        then()

    dialog = CreateProfileDialog(create)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_short_passphrase_is_refused(creation: CreateProfileDialog, sealed: list[str]) -> None:
    creation.form.passphrase.setText("too short")
    creation.form.create.click()
    assert "at least 10 characters" in creation.form.problem.text()
    assert sealed == []


def test_both_must_be_the_same(creation: CreateProfileDialog, sealed: list[str]) -> None:
    creation.form.passphrase.setText("wren piano gravel")
    creation.form.again.setText("wren piano")
    creation.form.create.click()
    assert "not the same" in creation.form.problem.text()
    creation.form.again.setText("wren piano gravel")
    creation.form.create.click()
    assert sealed == ["wren piano gravel"]
    assert not creation.isVisible()


@pytest.mark.parametrize(
    ("passphrase", "look"),
    [("short", "quiet"), ("aaaaaaaaaaaaaaaaaaaa", "warn"), ("wren piano", "warn"), ("wren piano gravel", "good")],
)
def test_the_hint_follows_length_and_variety(passphrase: str, look: str) -> None:
    assert strength(passphrase)[0] == look


# ---- a time, a criterion, the keys ----


def test_a_time_is_understood_or_explained(qtbot: QtBot) -> None:
    dialog = GoToTimeDialog(0, 600_000_000)
    qtbot.addWidget(dialog)
    chosen: list[int] = []
    dialog.chosen.connect(chosen.append)
    dialog.form.time.setText("abc")
    dialog.form.go.click()
    assert "Type a time" in dialog.form.problem.text()
    dialog.form.time.setText("20:00")
    dialog.form.go.click()
    assert "The video ends at 00:10:00" in dialog.form.problem.text()
    dialog.form.time.setText("1:15.5")
    dialog.form.go.click()
    assert chosen == [75_500_000]


def test_the_picker_finds_by_number_and_by_words(qtbot: QtBot) -> None:
    rubric = a_rubric()
    many = tuple(
        replace(rubric.criteria[0], number=n, criterion_id=f"c{n}", name=f"Criterion {n}") for n in range(4, 13)
    )
    dialog = PickCriterionDialog(replace(rubric, criteria=rubric.criteria + many))
    qtbot.addWidget(dialog)
    dialog.show()
    chosen: list[str] = []
    dialog.chosen.connect(chosen.append)
    QTest.keyClicks(dialog.form.typed, "wait")
    QTest.keyClick(dialog.form.typed, KEY.Key_Return)
    assert chosen == [criterion_id(2)]

    again = PickCriterionDialog(replace(rubric, criteria=rubric.criteria + many))
    qtbot.addWidget(again)
    again.show()
    again.chosen.connect(chosen.append)
    QTest.keyClicks(again.form.typed, "1")
    QTest.keyClick(again.form.typed, KEY.Key_Down)
    QTest.keyClick(again.form.typed, KEY.Key_Return)
    assert chosen[-1] == "c10"
