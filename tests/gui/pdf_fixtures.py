"""A PDF view on the screen, for tests."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from assessor_app.domain.annotation import PageSelector, TextSelector
from assessor_app.gui.widgets.pdf_view import PdfView
from tests.gui.evidence_fixtures import as_bytes

LESSON = ("Lesson plan begins with a question", "and goes on cafe\u0301 here", "שלום right")
KINDS = {
    "plain": b"",
    "turned right": b"/Rotate 90",
    "upside down": b"/Rotate 180",
    "turned left": b"/Rotate 270",
    "cropped": b"/CropBox [50 600 400 780]",
    "turned and cropped": b"/Rotate 90 /CropBox [50 600 400 780]",
}


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PdfView]:
    view = PdfView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.activateWindow()
    assert QTest.qWaitForWindowActive(view)
    view.setFocus()
    yield view
    view.release()


def show(view: PdfView, data: bytes) -> None:
    view.show_bytes(as_bytes(data))
    assert view.pages.pages


def paint(view: PdfView, qtbot: QtBot) -> None:
    """Until the pages in sight are drawn."""

    def is_drawn() -> bool:
        view.grab()
        return all(page in view._pictures._kept and page not in view._pictures._asked for page in view.pages_in_sight())

    qtbot.waitUntil(is_drawn)


def ink(view: PdfView, qtbot: QtBot) -> QRectF:
    """Where something dark stands on the first page, in percent."""
    paint(view, qtbot)
    image = view._pictures._kept[0]
    dark = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).alpha() > 100 and image.pixelColor(x, y).lightness() < 100
    ]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    across, down = 100 / image.width(), 100 / image.height()
    left, top = min(xs) * across, min(ys) * down
    return QRectF(left, top, (max(xs) + 1) * across - left, (max(ys) + 1) * down - top)


def quote_of(place: object) -> TextSelector:
    assert isinstance(place, PageSelector)
    assert place.quote is not None
    return place.quote
