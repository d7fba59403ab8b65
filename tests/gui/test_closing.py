"""Closing the window: it waits for the disk, and never takes along words that are not there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from assessor_app.domain.submission import MediaState
from assessor_app.gui.change_hub import ChangeHub
from assessor_app.gui.main_window import MainWindow
from assessor_app.gui.pages.workbench.page import WorkbenchPage
from assessor_app.services.vault_ports import DiskFull
from assessor_app.services.views import ArtifactMedia
from tests.fakes.inline_desk import InlineDesk
from tests.fakes.still_player import StillPlayer
from tests.fakes.store_factory import Bench, make_world
from tests.gui.shell_fixtures import MemorySettings, ToldServers, plain_look
from tests.gui.workbench_fixtures import ASSIGNMENT, VIDEO, BytesSource, a_clip, settle

FULL = "The disk is full."
WORDS = "You wait."


class Open:
    """A window with a submission in it, feedback being typed."""

    def __init__(self, window: MainWindow, page: Any, desk: InlineDesk, reads: Any) -> None:
        self.window, self.page, self.desk, self._reads = window, page, desk, reads
        self.closed: list[bool] = []
        window.closed.connect(lambda: self.closed.append(True))

    def write(self, words: str) -> None:
        self.page.focus_named("feedback")
        QTest.keyClicks(self.page.panes.feedback.edit, words)

    @property
    def saved(self) -> str:
        return str(self._reads.assessment(ASSIGNMENT).feedback)

    @property
    def question(self) -> QMessageBox:
        found = self.window._closing.question
        assert found is not None
        return found

    def answer(self, words: str) -> None:
        next(b for b in self.question.findChildren(QPushButton) if b.text() == words).click()
        settle()


@contextmanager
def an_open_window(app: QApplication, folder: Path) -> Iterator[Open]:
    with make_world(folder) as store, plain_look(app) as theme:
        bench, hub = Bench(), ChangeHub()
        desk = InlineDesk(store.factory, store.reads, bench.tools, hub.publish, lambda _: BytesSource(a_clip()))
        settings = MemorySettings()
        make_player: Callable[[], Any] = StillPlayer
        window = MainWindow(
            desk,
            hub,
            settings,
            theme,
            lambda: WorkbenchPage(desk, settings, theme, make_player, window),
            servers=ToldServers(),
            free_bytes=lambda: 0,
            now=bench.clock.now,
        )
        with store.factory() as uow:
            uow.media.put(ArtifactMedia(VIDEO, MediaState.PRESENT, 1, 1))
        window.start()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        window.show_workbench(ASSIGNMENT)
        settle()
        yield Open(window, window.workbench(), desk, store.reads)
        window.let_go()
        window.close()
        window.deleteLater()
        hub.deleteLater()
        settle()


@pytest.fixture
def opened(qapp: QApplication, tmp_path: Path) -> Iterator[Open]:
    with an_open_window(qapp, tmp_path) as window:
        yield window


@pytest.fixture
def full_disk() -> Iterator[Callable[[], None]]:
    """Feedback is refused until it is called."""

    def refuse(*_: object, **__: object) -> None:
        raise DiskFull(FULL)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assessor_app.services.feedback.set_text", refuse)
        yield patch.undo


def test_what_is_being_typed_is_saved_and_the_window_closes(opened: Open) -> None:
    opened.write(WORDS)
    assert opened.window.close()
    assert opened.saved == WORDS
    assert opened.closed == [True]


def test_it_waits_until_the_last_word_is_on_the_disk(opened: Open) -> None:
    opened.write(WORDS)
    opened.desk.hold()
    assert not opened.window.close()
    assert not opened.window.close()
    assert opened.window.isVisible()
    opened.desk.release()
    settle()
    assert opened.saved == WORDS
    assert not opened.window.isVisible()
    assert opened.closed == [True]


@pytest.mark.parametrize("is_late", [False, True])
def test_on_a_full_disk_it_says_why_and_stays(opened: Open, full_disk: Callable[[], None], is_late: bool) -> None:
    opened.write(WORDS)
    if is_late:
        opened.desk.hold()
    assert not opened.window.close()
    if is_late:
        opened.desk.release()
    assert FULL in opened.question.informativeText()
    opened.answer("Stay")
    assert opened.window.isVisible()
    assert opened.page.panes.feedback.edit.toPlainText() == WORDS
    assert opened.closed == []
    full_disk()
    assert opened.window.close()
    assert opened.saved == WORDS


def test_on_a_full_disk_it_can_be_closed_all_the_same(opened: Open, full_disk: Callable[[], None]) -> None:
    opened.write(WORDS)
    opened.window.close()
    opened.answer("Close anyway")
    assert not opened.window.isVisible()
    assert opened.closed == [True]


def test_escape_stays(opened: Open, full_disk: Callable[[], None]) -> None:
    opened.write(WORDS)
    opened.window.close()
    QTest.keyClick(opened.question, Qt.Key.Key_Escape)
    settle()
    assert opened.window.isVisible()
    assert opened.window._closing.question is None


def test_a_mark_that_is_refused_while_closing_is_told(opened: Open) -> None:
    opened.page.player.at_us = 1_000_000

    def refuse(*_: object, **__: object) -> None:
        raise DiskFull(FULL)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assessor_app.services.annotate.add", refuse)
        opened.desk.hold()
        opened.window.router.run("mark.criterion", 1)
        assert not opened.window.close()
        opened.desk.release()
    assert FULL in opened.question.informativeText()
    assert opened.window.isVisible()


def test_what_failed_long_ago_does_not_keep_the_window_open(opened: Open) -> None:
    opened.page.player.at_us = 1_000_000

    def refuse(*_: object, **__: object) -> None:
        raise DiskFull(FULL)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assessor_app.services.annotate.add", refuse)
        opened.window.router.run("mark.criterion", 1)
    assert opened.window.close()
