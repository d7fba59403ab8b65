"""PDFs as evidence: words found, marks drawn where they belong and turned to, and files that are no good."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from assessor_app.domain.annotation import PageSelector, RectangleSelector, TextSelector
from assessor_app.gui.tokens import criterion_colour
from assessor_app.gui.widgets.pdf_view import PdfView
from tests.gui.evidence_fixtures import as_bytes, has_colour, mark_at, on_screen, plain_pdf, written_pdf
from tests.gui.pdf_fixtures import LESSON, paint, quote_of, show, view

__all__ = ["view"]

# ---- finding ---------------------------------------------------------------------------------------


def test_words_are_found_over_pages_and_lines_and_become_the_selection(view: PdfView, qtbot: QtBot) -> None:
    show(view, written_pdf(LESSON, ("Question two",), (), ("the QUESTION three",)))
    told: list[tuple[int, int]] = []
    view.found.connect(lambda at, count: told.append((at, count)))
    view.look_for("question")
    qtbot.waitUntil(lambda: view._search.is_done)
    for page, position in ((1, 26), (2, 0), (4, 4), (1, 26)):
        view.go_to_found(1)
        place = view.place()
        assert isinstance(place, PageSelector)
        assert (place.page, quote_of(place).position) == (page, position)
    assert told[-1] == (1, 3)
    view.go_to_found(-1)
    assert told[-1] == (3, 3)
    view.look_for("question and GOES")
    qtbot.waitUntil(lambda: view._search.is_done)
    view.go_to_found(1)
    assert quote_of(view.place()).quote == "question\nand goes"
    view.look_for("   ")
    assert told[-1] == (0, 0)


# ---- marks -----------------------------------------------------------------------------------------


def test_marks_are_drawn_on_their_page_at_every_zoom_and_after_a_resize(view: PdfView, qtbot: QtBot) -> None:
    show(view, written_pdf(LESSON, ("two",)))
    region = RectangleSelector(20, 40, 30, 10)
    view.show_marks(
        [
            mark_at(PageSelector(1, rectangle=region), "region", 3),
            mark_at(PageSelector(2, rectangle=region), "elsewhere", 5),
            mark_at(PageSelector(1, quote=TextSelector("plan begins", "Lesson ", " with", 7)), "words", 1),
        ]
    )
    for width, zoom in ((700, None), (700, 0.5), (900, 1.6), (460, None)):
        view.resize(width, 500)
        view._zoom_to(zoom)
        view.reveal("region")
        paint(view, qtbot)
        corner = on_screen(view, 0, 20, 50)
        image = view.viewport().grab().toImage()
        green = QColor(criterion_colour(3))
        assert has_colour(image, green.__eq__, corner.x() - 3, corner.y() - 12, 8, 14)
    blue = QColor(criterion_colour(5))
    assert not has_colour(image, blue.__eq__, 0, 0, image.width(), image.height())


def test_a_click_on_tag_or_outline_picks_the_mark_and_beside_it_lets_go(view: PdfView, qtbot: QtBot) -> None:
    show(view, written_pdf(LESSON))
    view.show_marks([mark_at(PageSelector(1, rectangle=RectangleSelector(20, 20, 30, 5)), "region")])
    paint(view, qtbot)
    picked: list[str] = []
    view.mark_picked.connect(picked.append)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(view, 0, 30, 22))
    assert picked == ["region"]
    view.move_region(1, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(view, 0, 80, 30))
    assert picked == ["region"]
    assert view.region is None


def test_a_mark_on_a_later_page_is_turned_to_and_flashed(view: PdfView, qtbot: QtBot) -> None:
    show(view, written_pdf(LESSON, ("two",), ("a plan here",)))
    view.show_marks(
        [
            mark_at(PageSelector(3, quote=TextSelector("plan", "a ", " here", 2)), "words"),
            mark_at(PageSelector(2), "page"),
            mark_at(PageSelector(9), "gone"),
        ]
    )
    assert view.reveal("words")
    assert view.page == 2
    assert view.marks.flashed == "words"
    assert view.reveal("page")
    assert view.page == 1
    assert not view.reveal("gone")
    assert not view.reveal("nothing")
    qtbot.waitUntil(lambda: view.marks.flashed == "")


def test_a_passage_that_moved_is_found_and_one_that_is_gone_is_lost(view: PdfView, qtbot: QtBot) -> None:
    show(view, written_pdf(("New first line", *LESSON)))
    told: list[bool] = []
    view.lost_changed.connect(lambda: told.append(True))
    view.show_marks(
        [
            mark_at(PageSelector(1, quote=TextSelector("plan begins", "Lesson ", " with a", 7)), "moved"),
            mark_at(PageSelector(1, quote=TextSelector("never written", "by ", " anybody", 7)), "gone"),
        ]
    )
    paint(view, qtbot)
    assert view.lost == {"gone"}
    assert told
    assert view.marks.name_at(QPointF(on_screen(view, 0, *_middle(view, "plan begins")))) == "moved"


def test_of_hundreds_of_marks_only_those_in_sight_are_painted(view: PdfView, qtbot: QtBot) -> None:
    show(view, written_pdf(*[(f"page {number}",) for number in range(40)]))
    view.show_marks(
        [
            mark_at(PageSelector(1 + n // 20, rectangle=RectangleSelector(5, 5 + 4 * (n % 20), 40, 3)), f"m-{n}")
            for n in range(800)
        ]
    )
    view.go_to_page(20)
    paint(view, qtbot)
    drawn = {name for _, name in view.marks._hits}
    assert 0 < len(drawn) <= 60
    assert view.in_order()[:3] == ["m-0", "m-1", "m-2"]


# ---- bad input -------------------------------------------------------------------------------------


def test_a_damaged_file_is_said_to_be_so(view: PdfView) -> None:
    said: list[str] = []
    view.failed.connect(said.append)
    view.show_bytes(as_bytes(b"%PDF-1.4\nnothing of the kind"))
    assert "damaged" in said[0]
    assert view.pages.pages == 0


def test_a_page_as_large_as_a_wall_is_drawn_no_larger_than_memory_allows(view: PdfView, qtbot: QtBot) -> None:
    show(view, plain_pdf().replace(b"[0 0 600 800]", b"[0 0 14400 14400]"))
    view.zoom_by(100)
    paint(view, qtbot)
    assert view._pictures._kept[0].width() * view._pictures._kept[0].height() <= 12_100_000


def _middle(view: PdfView, words: str) -> tuple[float, float]:
    at = view._text.page(0).words.index(words)
    centre = view._text.passage(0, (at, at + len(words))).boxes[0].center()
    return centre.x(), centre.y()
