"""Two real laptops and a real server: the window shows both versions, by keyboard alone, and sends what was chosen."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.conflict import Side
from assessor_app.domain.outbox import OutboxState
from assessor_app.gui.change_hub import ChangeHub
from assessor_app.gui.dialogs.conflict import ConflictDialog
from assessor_app.gui.main_window import MainWindow
from assessor_app.gui.models.inbox_filter import Column
from assessor_app.gui.pages.outbox.page import OutboxPage
from assessor_app.gui.theme import Theme
from assessor_app.gui.workbench_screen import WorkbenchScreen
from assessor_app.services import feedback, score
from tests.fakes.exchange_fixtures import NewAssignment
from tests.fakes.inline_desk import InlineDesk
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation, workstation
from tests.gui.shell_fixtures import BareWorkbench, MemorySettings, ToldServers, plain_look


class SyncingDesk(InlineDesk):
    """A desk whose sync really sends and fetches, at once."""

    station: Workstation

    def sync_now(self) -> None:
        super().sync_now()
        self.station.push()
        self.station.pull()


@dataclass
class TwoLaptops:
    school: Workstation
    home: Workstation
    window: MainWindow
    assignment_id: str
    said: list[str]

    def refresh(self) -> None:
        self.window.inbox.load()
        page = self.window._pages.get("outbox")
        if isinstance(page, OutboxPage):
            page.load()
        QApplication.processEvents()

    def outbox(self) -> OutboxPage:
        self.window.show_outbox()
        QApplication.processEvents()
        return cast(OutboxPage, self.window._pages["outbox"])

    def dialog(self) -> ConflictDialog:
        QApplication.processEvents()
        found = QApplication.activeModalWidget()
        assert isinstance(found, ConflictDialog)
        return found


def draft(laptop: Workstation, assignment_id: str, level: int, words: str) -> None:
    criteria = laptop.store.reads.workbench(assignment_id).rubric.criteria
    mark_id = laptop.mark(assignment_id, 1, text=words)
    with laptop.store.factory() as uow:
        for criterion in criteria[:2]:
            where = (uow, laptop.tools, assignment_id, criterion.criterion_id)
            score.set_level(*where, criterion.levels[level].level_id)
            score.set_rationale(*where, f"{words}: {criterion.name}")
        score.cite(uow, laptop.tools, assignment_id, criteria[0].criterion_id, mark_id)
        feedback.set_text(uow, laptop.tools, assignment_id, f"Written at {words}.")


@pytest.fixture
def laptops(
    qapp: QApplication, tmp_path: Path, shared_server: PracticeProcess, new_assignment: NewAssignment
) -> Iterator[TwoLaptops]:
    assignment_id = new_assignment()
    with ExitStack() as stack:
        school, home = (stack.enter_context(workstation(tmp_path / name)) for name in ("school", "home"))
        for station in (school, home):
            station.sign_in(shared_server.invite, shared_server.tokens["assessor-1"])
            station.pull()
            station.declare(assignment_id)
        theme = stack.enter_context(plain_look(qapp))
        window, close = open_window(home, theme)
        said: list[str] = []
        window.strip.say = said.append  # type: ignore[method-assign,assignment]
        try:
            yield TwoLaptops(school, home, window, assignment_id, said)
        finally:
            close()


def open_window(home: Workstation, theme: Theme) -> tuple[MainWindow, Callable[[], None]]:
    hub = ChangeHub()
    desk = SyncingDesk(home.store.factory, home.store.reads, home.tools, hub.publish)
    desk.station = home
    window = MainWindow(
        desk,
        hub,
        MemorySettings(),
        theme,
        lambda: cast(WorkbenchScreen, BareWorkbench(desk)),
        servers=ToldServers(),
        free_bytes=lambda: 41_300_000_000,
        now=lambda: home.now,
    )
    window.start()
    window.activateWindow()
    QApplication.processEvents()

    def close() -> None:
        window.close()
        window.deleteLater()
        hub.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return window, close


def press(widget: Any, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def tab_to(widget: QWidget) -> None:
    """Press Tab until it has the focus."""
    for _ in range(20):
        if widget.hasFocus():
            return
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        QApplication.processEvents()
    raise AssertionError(f"Tab never comes to {widget.accessibleName()!r}")


def test_by_keyboard_alone_from_the_line_that_needs_one_to_the_receipt(laptops: TwoLaptops) -> None:
    draft(laptops.school, laptops.assignment_id, 0, "school")
    draft(laptops.home, laptops.assignment_id, 2, "home")
    laptops.school.push()
    laptops.home.push()
    laptops.refresh()
    inbox = laptops.window.inbox.model
    row = inbox.row_at(inbox.row_of(laptops.assignment_id))
    assert inbox.text(row, Column.STATE) == "Needs you"
    page = laptops.outbox()
    decision = page.details.decision
    assert page.table.currentIndex().row() == 0
    assert "another version" in page.details._words.text()
    assert not decision.send_button.isVisible(), "sending again over the other version is no choice"
    page.table.setFocus()
    tab_to(decision.decide_button)
    press(decision.decide_button, Qt.Key.Key_Space)
    dialog = laptops.dialog()
    table = dialog.table
    assert table.hasFocus()
    assert not dialog.send_button.isEnabled()
    assert "Why: home" in table.words_at(0, 1)
    assert "Why: school" in table.words_at(0, 2)
    assert "00:00:00.250" in table.words_at(0, 2), "the moment the other laptop marked, with its time"
    press(table, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert table.words_at(0, 2).startswith("✓ ")
    assert table.words_at(1, 3) == table.words_at(1, 1).removeprefix("✓ "), "what will be sent is shown"
    tab_to(dialog.send_button)
    press(dialog.send_button, Qt.Key.Key_Space)
    QApplication.processEvents()
    assessment = laptops.home.store.reads.assessment(laptops.assignment_id)
    assert assessment.feedback == "Written at school."
    assert [each.rationale.split(":")[0] for each in sorted(assessment.scores, key=lambda s: s.criterion_id)] == [
        "school",
        "home",
    ]
    assert [each for each in laptops.home.waiting() if each.state is OutboxState.PARKED] == []
    laptops.refresh()
    row = inbox.row_at(inbox.row_of(laptops.assignment_id))
    assert inbox.text(row, Column.STATE) == "To do"


def test_closing_it_changes_nothing_and_a_final_from_elsewhere_can_only_be_shown(laptops: TwoLaptops) -> None:
    draft(laptops.home, laptops.assignment_id, 2, "home")
    laptops.school.score_all(laptops.assignment_id)
    laptops.school.submit(laptops.assignment_id)
    laptops.school.push()
    laptops.home.push()
    page = laptops.outbox()
    before = laptops.home.waiting()
    page.details.decision.decide_button.click()
    dialog = laptops.dialog()
    assert dialog.table.columnCount() == 3
    assert not dialog.mine_button.isVisible()
    dialog.choose(0, Side.MINE)
    press(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert laptops.home.waiting() == before
    assert laptops.home.store.reads.assessment(laptops.assignment_id).feedback == "Written at home."
    page.details.decision.decide_button.click()
    laptops.dialog().send_button.click()
    QApplication.processEvents()
    assert laptops.home.store.reads.assessment(laptops.assignment_id).state is AssessmentState.ACCEPTED
    assert [each for each in laptops.home.waiting() if each.state is OutboxState.PARKED] == []


def test_a_copy_of_what_is_stuck_can_be_saved_and_a_failure_is_said(laptops: TwoLaptops, tmp_path: Path) -> None:
    draft(laptops.school, laptops.assignment_id, 0, "school")
    draft(laptops.home, laptops.assignment_id, 2, "home")
    laptops.school.push()
    laptops.home.push()
    page = laptops.outbox()
    page.copies.ask = lambda _over, name: str(tmp_path / name)
    page.details.decision.copy_button.click()
    (copy,) = tmp_path.glob("unsent-*.json")
    assert b"Written at home." in copy.read_bytes()
    page.copies.ask = lambda _over, name: str(tmp_path / "nowhere" / name)
    page.details.decision.copy_button.click()
    assert "could not be saved there" in laptops.said[-1]
