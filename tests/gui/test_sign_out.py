"""Signing out from the settings: asked first, warned of what is unsent, and told what became of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from assessor_app.gui.pages.settings.page import SettingsPage
from assessor_app.services.signing_out import SignedOut, StillUnsent
from tests.fakes.store_factory import a_server
from tests.gui.shell_fixtures import Shell, open_shell

SERVER = "https://riverside.example/server"


@pytest.fixture
def shell(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    with open_shell(qapp, tmp_path, ("assignment-1",)) as opened:
        opened.window.show_settings()
        page = opened.window.stack.currentWidget()
        assert isinstance(page, SettingsPage)
        page.form.servers.setCurrentRow(0)
        page.form.sign_out.click()
        yield opened


def press(words: str, qapp: QApplication) -> str:
    """Press a button of the box that is open; return what the box says."""
    box = qapp.activeModalWidget()
    assert isinstance(box, QMessageBox)
    said = box.text()
    next(button for button in box.buttons() if button.text().replace("&", "") == words).click()
    qapp.processEvents()
    return said


def test_cancel_leaves_everything(shell: Shell, qapp: QApplication) -> None:
    assert press("Cancel", qapp).startswith("Sign out of Riverside")
    assert shell.servers.sign_in.asked == []


def test_signed_out_is_said(shell: Shell, qapp: QApplication) -> None:
    press("Sign out", qapp)
    assert shell.servers.sign_in.asked == [f"out {SERVER} False"]
    shell.servers.sign_in.accept(SignedOut(a_server(), 0, was_revoked=True))
    assert "Signed out of Riverside" in shell.window.strip.message


def test_what_is_unsent_is_warned_of_first(shell: Shell, qapp: QApplication) -> None:
    press("Sign out", qapp)
    shell.servers.sign_in.refuse(StillUnsent("Riverside", 2))
    assert "2 things have not been sent to Riverside yet" in press("Sign out all the same", qapp)
    assert shell.servers.sign_in.asked[-1] == f"out {SERVER} True"
