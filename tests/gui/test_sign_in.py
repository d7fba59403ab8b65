"""Dialogs at the door: signing in to a server, unlocking, sealing a new profile, choosing a time or a criterion."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from assessor_app.domain.grant import SignInMethod
from assessor_app.gui.dialogs.create_profile import CreateProfileDialog, strength
from assessor_app.gui.dialogs.go_to_time import GoToTimeDialog
from assessor_app.gui.dialogs.pick_criterion import PickCriterionDialog
from assessor_app.gui.dialogs.sign_in import SignInDialog, with_scheme
from assessor_app.gui.dialogs.unlock import UnlockDialog
from assessor_app.services.exchange_ports import ServerUnreachable, SignInRequired
from assessor_app.services.sign_in_ports import DeviceCode, MetServer, SignInFailed
from tests.fakes.store_factory import a_rubric, criterion_id
from tests.gui.shell_fixtures import ToldSignIn

KEY = Qt.Key


MET = MetServer(
    server_id="s1",
    name="Riverside",
    base_url="https://assess.riverside.example",
    api_url="https://assess.riverside.example",
    adapter="assessment_exchange",
    thumbprint="abcdEFGH" + "x" * 35,
    is_vouched=True,
    keys="{}",
    authorization="{}",
    methods=(SignInMethod.AUTHORIZATION_CODE, SignInMethod.DEVICE_CODE, SignInMethod.PERSONAL_TOKEN),
)


@pytest.fixture
def told() -> ToldSignIn:
    return ToldSignIn()


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, told: ToldSignIn, opened: list[str]) -> SignInDialog:
    def open_outside(address: str) -> bool:
        opened.append(address)
        return "unopenable" not in address

    made = SignInDialog(told, None, "", open_outside)
    qtbot.addWidget(made)
    made.show()
    return made


def meet(dialog: SignInDialog, told: ToldSignIn, met: MetServer = MET) -> None:
    QTest.keyClicks(dialog.form.address, "assess.riverside.example")
    QTest.keyClick(dialog.form.address, KEY.Key_Return)
    told.accept(met)


def test_the_address_goes_to_the_server_and_its_name_is_shown(dialog: SignInDialog, told: ToldSignIn) -> None:
    QTest.keyClicks(dialog.form.address, "assess.riverside.example")
    QTest.keyClick(dialog.form.address, KEY.Key_Return)
    assert told.asked == ["meet https://assess.riverside.example"]
    assert dialog.form.progress.isVisible()
    told.accept(MET)
    assert not dialog.form.progress.isVisible()
    assert dialog.form.title.text() == "Sign in to Riverside"
    assert dialog.form.by_browser.hasFocus()
    assert not dialog.form.key_panel.isVisible()


def test_an_empty_address_is_said_under_its_field(dialog: SignInDialog, told: ToldSignIn) -> None:
    dialog.form.sign_in.click()
    assert dialog.form.address_problem.text() == "Enter the server's address."
    assert told.asked == []


def test_words_that_are_no_address_ask_no_server(dialog: SignInDialog, told: ToldSignIn) -> None:
    dialog.form.address.setText("the one from the letter")
    dialog.form.sign_in.click()
    assert "not an address" in dialog.form.address_problem.text()
    assert told.asked == []


def test_a_server_that_does_not_answer_is_said_under_the_address(dialog: SignInDialog, told: ToldSignIn) -> None:
    dialog.form.address.setText("https://assess.riverside.example")
    dialog.form.sign_in.click()
    told.refuse(ServerUnreachable("No server answers at this address. Check the address and the network."))
    assert dialog.form.address_problem.text().startswith("No server answers")
    assert dialog.form.address.isEnabled()
    assert dialog.form.address.hasFocus()


def test_a_key_nobody_vouched_for_is_compared_first(dialog: SignInDialog, told: ToldSignIn) -> None:
    meet(dialog, told, replace(MET, is_vouched=False))
    form = dialog.form
    assert form.key_panel.isVisible()
    assert form.key.text().startswith("abcd EFGH xxxx ")
    assert form.is_compared.hasFocus()
    assert not any(button.isEnabled() for button in (form.by_browser, form.by_device, form.by_token))
    QTest.keyClick(form.is_compared, KEY.Key_Space)
    assert all(button.isEnabled() for button in (form.by_browser, form.by_device, form.by_token))


def test_only_what_the_server_offers_is_shown(dialog: SignInDialog, told: ToldSignIn) -> None:
    meet(dialog, told, replace(MET, methods=(SignInMethod.PERSONAL_TOKEN,)))
    assert not dialog.form.by_browser.isVisible()
    assert not dialog.form.by_device.isVisible()
    assert dialog.form.by_token.hasFocus()


def test_the_browser_opens_and_the_dialog_waits(dialog: SignInDialog, told: ToldSignIn, opened: list[str]) -> None:
    signed: list[bool] = []
    dialog.signed_in.connect(lambda: signed.append(True))
    meet(dialog, told)
    QTest.keyClick(dialog.form.by_browser, KEY.Key_Return)
    told.show("https://assess.riverside.example/oauth/authorize?x=1")
    assert opened == ["https://assess.riverside.example/oauth/authorize?x=1"]
    assert dialog.form.browser_page.isVisible()
    assert dialog.form.progress.isVisible()
    dialog.form.open_again.click()
    assert len(opened) == 2
    dialog.form.copy_page.click()
    assert QGuiApplication.clipboard().text() == opened[0]
    told.accept()
    assert signed == [True]
    assert not dialog.isVisible()


def test_escape_ends_the_waiting_first_and_then_the_dialog(dialog: SignInDialog, told: ToldSignIn) -> None:
    meet(dialog, told)
    dialog.form.by_browser.click()
    told.show("https://assess.riverside.example/oauth/authorize?x=1")
    QTest.keyClick(dialog.form.open_again, KEY.Key_Escape)
    assert told.stopped == 1
    assert dialog.form.who_page.isVisible()
    QTest.keyClick(dialog.form.by_browser, KEY.Key_Escape)
    assert not dialog.isVisible()


def test_without_a_browser_the_address_is_copied(dialog: SignInDialog, told: ToldSignIn) -> None:
    meet(dialog, told)
    dialog.form.by_browser.click()
    told.show("https://unopenable.example/")
    assert "No browser could be opened" in dialog.form.browser_words.text()
    assert told.stopped == 0
    dialog._page_address = "https://assess.riverside.example/"
    dialog.form.open_again.click()
    assert "your browser has opened" in dialog.form.browser_words.text()


def test_a_code_for_another_device_is_shown_and_copied(dialog: SignInDialog, told: ToldSignIn) -> None:
    meet(dialog, told)
    dialog.form.by_device.click()
    told.show(DeviceCode("BCDF-GHJK", "https://assess.riverside.example/device", "", 600))
    assert dialog.form.device_code.text() == "BCDF-GHJK"
    assert dialog.form.device_code.font().pointSizeF() >= 24
    dialog.form.copy_device_code.click()
    assert QGuiApplication.clipboard().text() == "BCDF-GHJK"
    dialog.form.copy_device_address.click()
    assert QGuiApplication.clipboard().text() == "https://assess.riverside.example/device"
    told.refuse(SignInFailed("The code was not entered in time. Start again to get a new one."))
    assert dialog.form.who_problem.text().startswith("The code was not entered in time")
    assert dialog.form.by_device.isEnabled()


def test_a_personal_token_is_checked_and_its_refusal_said_under_it(dialog: SignInDialog, told: ToldSignIn) -> None:
    meet(dialog, told)
    dialog.form.by_token.click()
    dialog.form.sign_in.click()
    assert dialog.form.token_problem.text() == "Enter your personal token."
    QTest.keyClicks(dialog.form.token, " secret ")
    QTest.keyClick(dialog.form.token, KEY.Key_Return)
    assert told.asked[-1] == "token secret"
    told.refuse(SignInRequired("The server does not accept this token. Copy it again from your invitation."))
    assert dialog.form.token_problem.text().startswith("The server does not accept")
    assert dialog.form.token.hasFocus()
    assert "secret" not in dialog.form.token.displayText()
    dialog.form.sign_in.click()
    told.accept()
    assert not dialog.isVisible()


def test_cancel_first_ends_the_waiting_then_closes(dialog: SignInDialog, told: ToldSignIn) -> None:
    meet(dialog, told)
    dialog.form.by_browser.click()
    told.show("https://assess.riverside.example/")
    dialog.form.cancel.click()
    assert told.stopped == 1
    assert dialog.form.who_page.isVisible()
    assert dialog.form.by_browser.isEnabled()
    told.show("https://late.example/")  # it comes too late
    assert dialog.form.who_page.isVisible()
    dialog.form.cancel.click()
    assert not dialog.isVisible()


def test_back_leads_to_the_ways_and_to_the_address(dialog: SignInDialog, told: ToldSignIn) -> None:
    meet(dialog, told)
    dialog.form.by_token.click()
    dialog.form.back.click()
    assert dialog.form.who_page.isVisible()
    dialog.form.back.click()
    assert dialog.form.address.hasFocus()
    assert not dialog.form.back.isVisible()


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
