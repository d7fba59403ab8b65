"""The window with a text, a PDF of three pages and a picture under an assessor's hands, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.domain.annotation import (
    RectangleSelector,
)
from assessor_app.gui.change_hub import ChangeHub
from assessor_app.gui.main_window import MainWindow
from assessor_app.gui.models.moments import Column
from assessor_app.gui.pages.workbench.page import WorkbenchPage
from tests.fakes.inline_desk import InlineDesk
from tests.fakes.still_player import StillPlayer
from tests.fakes.store_factory import Bench, make_world
from tests.gui.shell_fixtures import MemorySettings, ToldServers, plain_look
from tests.gui.test_workbench_keys import Hands
from tests.gui.workbench_fixtures import (
    ASSIGNMENT,
    PDF,
    PICTURE,
    TEXT,
    VIDEO,
    BytesSource,
    _put_evidence,
    a_clip,
    a_picture,
    settle,
)

KEY = Qt.Key
REGION = RectangleSelector(10, 20, 30, 10)


def three_pages() -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    for words in ("Lesson plan", "Questions to ask", "What the plan leaves open"):
        painter.drawText(800, 800, words)
        if not words.startswith("What"):
            writer.newPage()
    painter.end()
    return bytes(buffer.data().data())


class Reader(Hands):
    """Hands that open any part of the submission."""

    desk: Any
    store: Any

    @property
    def panes(self) -> Any:
        return self.page.panes

    @property
    def pdf(self) -> Any:
        return self.panes.evidence.pdf

    def open(self, artifact_id: str) -> None:
        self.panes.evidence.artifact_chosen.emit(artifact_id)
        settle()
        self.press(KEY.Key_Escape)

    @property
    def marks(self) -> Any:
        return self.view.annotations

    @property
    def said(self) -> str:
        return str(self.window.strip.message)

    def rows(self) -> list[str]:
        model = self.panes.moments.model
        return [str(model.data(model.index(row, Column.TIME))) for row in range(model.rowCount())]


@pytest.fixture
def reader(qapp: QApplication, tmp_path: Path) -> Iterator[Reader]:
    with open_reader(qapp, tmp_path) as hands:
        yield hands


@contextmanager
def open_reader(app: QApplication, folder: Path) -> Iterator[Reader]:
    """The window over a real encrypted store, the lesson video on show."""
    files = {VIDEO: a_clip(), PDF: three_pages(), PICTURE: a_picture(400, 300), f"{TEXT[:-1]}5": b"PK"}
    with make_world(folder, is_declared=True) as store, plain_look(app) as theme:
        _put_evidence(store, files)
        bench, hub, pages = Bench(), ChangeHub(), []
        desk = InlineDesk(store.factory, store.reads, bench.tools, hub.publish, lambda name: BytesSource(files[name]))

        def make_page() -> Any:
            pages.append(WorkbenchPage(desk, MemorySettings(), theme, lambda: StillPlayer(12_000_000), window))
            return pages[0]

        window = MainWindow(
            desk,
            hub,
            MemorySettings(),
            theme,
            make_page,
            servers=ToldServers(),
            free_bytes=lambda: 0,
            now=bench.clock.now,
        )
        window.start()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        window.show_workbench(ASSIGNMENT)
        settle()
        hands = Reader(window, pages[0], store.reads)
        hands.desk, hands.store = desk, store
        yield hands
        window.close()
        window.deleteLater()
        hub.deleteLater()
        settle()
