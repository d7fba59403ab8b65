"""What keeps work and evidence safe: two versions side by side, the lock, the ways in, what settings say."""

import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.gui.pages_made import show_access_log
from assessor_app.services import feedback, score
from tests.fakes.workstation import Workstation, workstation
from tests.tour.day import ALT, CTRL, PASSPHRASE, Tour

KEY = Qt.Key
SECTIONS = ("servers", "storage", "security", "network", "backups")
DIALOGS = ("change_passphrase", "set_pin", "make_recovery_code")


def two_versions(tour: Tour) -> None:
    """Another laptop of the same assessor was faster: both versions stand beside each other."""
    row = tour.row("Wait time")
    with tempfile.TemporaryDirectory() as scratch, workstation(Path(scratch) / "home") as home:
        home.sign_in(tour.server.invite, tour.server.tokens["assessor-1"])
        home.pull()
        home.declare(row.assignment_id)
        _judge(home, row.assignment_id, 2, "Counts to four before a name is called.")
        home.push()
        tools = tour.desktop.desk.tools

        def mine(unit):
            criterion = unit.remote.rubric(unit.remote.assignment(row.assignment_id).rubric_id).criteria[0]
            where = (unit, tools, row.assignment_id, criterion.criterion_id)
            score.set_level(*where, criterion.levels[1].level_id)
            return score.set_rationale(*where, "Two seconds at most, then the answer is given away.")

        written: list[object] = []
        tour.desktop.desk.write(mine, written.append)
        tour.camera.wait_until(lambda: written, "the edit to be on the disk")
        tour.desktop.desk.sync_now()
        tour.camera.wait_until(lambda: tour.row("Wait time").needs_decision, "the two versions to meet")
        tour.idle()
        tour.open(row)
        tour.camera.pause(800)
        tour.camera.shot("other-version-banner")
        tour.window.show_outbox()
        tour.camera.pause(400)
        tour.camera.shot("outbox-needs-you")
        decide = tour.window._pages["outbox"].deciding  # type: ignore[attr-defined]
        decide.ask(row.assignment_id)
        tour.dialog()
        tour.camera.shot("two-versions")
        tour.close_dialog()
        tour.otherwise("two-versions", lambda: decide.ask(row.assignment_id))
        tour.window.show_inbox()
        tour.camera.shot("inbox-needs-you")


def _judge(laptop: Workstation, assignment_id: str, level: int, words: str) -> None:
    criteria = laptop.store.reads.workbench(assignment_id).rubric.criteria
    with laptop.store.factory() as uow:
        for criterion in criteria[:3]:
            where = (uow, laptop.tools, assignment_id, criterion.criterion_id)
            score.set_level(*where, criterion.levels[level].level_id)
            score.set_rationale(*where, words)
        feedback.set_text(uow, laptop.tools, assignment_id, "You wait. **Next step:** wait before you name a pupil.")


def lock(tour: Tour) -> None:
    """Nothing of the work is on the screen; then everything stands where it stood."""
    tour.open(tour.row("exit ticket"))
    page = tour.window.workbench()
    tour.camera.wait_until(lambda: page.player.painted() is not None, "the lesson")
    tour.camera.press(KEY.Key_L, CTRL | ALT)
    tour.camera.pause(300)
    tour.camera.shot("locked")
    tour.camera.type("not the passphrase")
    tour.camera.press(KEY.Key_Return)
    tour.camera.pause(1_500)
    tour.camera.shot("locked-refused")
    tour.camera.pause(1_500)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, KEY.Key_A, CTRL)
    tour.camera.type(PASSPHRASE)
    tour.camera.press(KEY.Key_Return)
    tour.camera.wait_until(lambda: page.player.painted() is not None and page.isVisible(), "the lesson again")  # type: ignore[attr-defined]
    tour.camera.pause(500)
    tour.camera.shot("unlocked")


def settings_of_safety(tour: Tour) -> None:
    """Every section that says what stays, who gets in and what is fetched, then the dialogs behind them."""
    tour.window.show_settings()
    page = tour.window._pages["settings"]
    for name in SECTIONS:
        page.show_section(name)  # type: ignore[attr-defined]
        tour.camera.pause(500)
        tour.camera.shot(f"settings-{name}")
        tour.otherwise(f"settings-{name}")
    security = tour.window.security
    assert security is not None
    for name in DIALOGS:
        getattr(security, name)()
        tour.dialog()
        tour.camera.pause(800)
        tour.camera.shot(name.replace("_", "-"))
        tour.close_dialog()
    show_access_log(tour.window, tour.desktop.desk)
    tour.dialog()
    tour.camera.pause(500)
    tour.camera.shot("access-log")
    tour.close_dialog()
