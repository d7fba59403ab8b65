"""A district offers its servers at sign-in: one click asks the server, no address is typed."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from assessor_app.gui.dialogs.offered_servers import OfferedServers
from assessor_app.gui.dialogs.sign_in import SignInDialog
from tests.gui.shell_fixtures import ToldSignIn

OFFERS = (("Riverside & Hill", "https://assess.riverside.example/#key=abc"), ("Valley", "https://valley.example"))


def test_what_is_offered_is_asked_at_once(qtbot: QtBot) -> None:
    access = ToldSignIn()
    dialog = SignInDialog(access)
    qtbot.addWidget(dialog)
    dialog.offer(OFFERS)
    dialog.show()
    offered = dialog.findChild(OfferedServers)
    assert offered is not None
    assert [button.accessibleName() for button in offered.buttons] == [
        "Sign in to Riverside & Hill",
        "Sign in to Valley",
    ]
    offered.buttons[0].click()
    assert access.asked == [f"meet {OFFERS[0][1]}"]


def test_without_a_district_nothing_is_in_the_way(qtbot: QtBot) -> None:
    dialog = SignInDialog(ToldSignIn())
    qtbot.addWidget(dialog)
    dialog.offer(())
    dialog.show()
    assert [
        label.text() for label in dialog.findChildren(QLabel) if "district" in label.text() and label.isVisible()
    ] == []
