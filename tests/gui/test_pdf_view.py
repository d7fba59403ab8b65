"""PDFs as evidence: words and regions exact on plain, turned and cropped pages."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from assessor_app.commands.reading_controls import NoPlace
from assessor_app.domain.annotation import PageSelector, RectangleSelector, TextSelector
from assessor_app.gui.widgets.page_region import Region
from assessor_app.gui.widgets.pdf_view import PdfView
from tests.gui.evidence_fixtures import drag, on_screen, plain_pdf, written_pdf
from tests.gui.pdf_fixtures import KINDS, LESSON, ink, quote_of, show, view

__all__ = ["view"]

# ---- what a mark means -----------------------------------------------------------------------------


def test_without_a_selection_the_page_in_sight_is_meant(view: PdfView) -> None:
    show(view, written_pdf(LESSON, ("two",), ("three",)))
    assert view.place() == PageSelector(1)
    view.go_to_page(2)
    assert view.place() == PageSelector(3)
    view.go_to_edge(-1)
    assert view.place() == PageSelector(1)
    for _ in range(9):
        view.turn_page(1)
    assert view.place() == PageSelector(3)


@pytest.mark.parametrize("page", KINDS.values(), ids=KINDS.keys())
def test_words_are_where_their_ink_is_on_every_kind_of_page(view: PdfView, qtbot: QtBot, page: bytes) -> None:
    show(view, plain_pdf(page))
    (box,) = view._text.passage(0, (0, 11)).boxes
    seen = ink(view, qtbot)
    assert seen.adjusted(-1.5, -1.5, 1.5, 1.5).contains(box)
    assert box.adjusted(-1.5, -1.5, 1.5, 1.5).contains(seen)


@pytest.mark.parametrize("page", KINDS.values(), ids=KINDS.keys())
def test_a_drag_over_the_words_selects_them_on_every_kind_of_page(view: PdfView, qtbot: QtBot, page: bytes) -> None:
    show(view, plain_pdf(page))
    seen = ink(view, qtbot)
    ends = _reading_ends(seen, page)
    view._zoom_to(view.zoom * 450 / view.pages.rect(0).height())  # all of it in sight
    QTest.qWait(0)  # the scroll bar goes
    drag(view.viewport(), on_screen(view, 0, *ends[0]), on_screen(view, 0, *ends[1]))
    assert view.region is None
    assert quote_of(view.place()).quote == "Lesson plan"
    assert quote_of(view.place()).position == 0


@pytest.mark.parametrize("page", KINDS.values(), ids=KINDS.keys())
def test_a_region_around_the_words_holds_them_on_every_kind_of_page(view: PdfView, qtbot: QtBot, page: bytes) -> None:
    show(view, plain_pdf(page))
    seen = ink(view, qtbot)
    view.take_region(Region(0, seen.adjusted(-2, -2, 2, 2).intersected(QRectF(0, 0, 100, 100))))
    view.quote_region()
    assert quote_of(view.place()).quote == "Lesson plan"


@pytest.mark.parametrize("zoom", [None, 0.4, 1.7, 4.0])
@pytest.mark.parametrize("page", [b"", b"/Rotate 90", b"/CropBox [50 600 400 780]"])
def test_a_framed_region_is_the_same_part_of_the_page_at_every_zoom(
    view: PdfView, page: bytes, zoom: float | None
) -> None:
    show(view, plain_pdf(page))
    view._zoom_to(zoom)
    view.verticalScrollBar().setValue(0)
    view.horizontalScrollBar().setValue(0)
    drag(view.viewport(), on_screen(view, 0, 1, 2), on_screen(view, 0, 9, 6), Qt.KeyboardModifier.ShiftModifier)
    place = view.place()
    assert isinstance(place, PageSelector)
    assert place.rectangle is not None
    slack = 100 / min(view.pages.rect(0).width(), view.pages.rect(0).height())
    assert place.rectangle.x == pytest.approx(1, abs=slack)
    assert place.rectangle.y == pytest.approx(2, abs=slack)
    assert place.rectangle.width == pytest.approx(8, abs=2 * slack)
    assert place.rectangle.height == pytest.approx(4, abs=2 * slack)


def test_a_region_ends_at_the_edge_of_the_page_and_a_slip_is_none(view: PdfView) -> None:
    show(view, plain_pdf())
    view._zoom_to(0.4)
    drag(view.viewport(), on_screen(view, 0, 50, 50), on_screen(view, 0, 160, 55))
    place = view.place()
    assert isinstance(place, PageSelector)
    assert place.rectangle is not None
    assert place.rectangle.x + place.rectangle.width == pytest.approx(100, abs=0.01)
    view.let_go()
    drag(view.viewport(), on_screen(view, 0, 140, 50), on_screen(view, 0, 170, 60))
    assert view.region is None
    drag(view.viewport(), on_screen(view, 0, 50, 50), on_screen(view, 0, 90, 50))
    assert view.place() == PageSelector(1)


def test_emoji_and_line_ends_count_as_one_character_each(view: PdfView) -> None:
    show(view, plain_pdf(text=b"xAyBzA end"))
    passage = view._text.passage(0, (1, 4))
    assert view._text.page(0).words == "x😀yשz😀 end"
    assert view._text.selector(passage) == PageSelector(1, quote=TextSelector("😀yש", "x", "z😀 end", 1))
    assert len(view._text.find(0, TextSelector("end", "😀 ", "", 7))) == 1
    show(view, written_pdf(LESSON))
    words = view._text.page(0)
    assert words.words.splitlines()[0] == LESSON[0]
    at = words.words.index("goes on")
    assert view._document.getSelectionAtIndex(0, words.to_units(at), 7).text() == "goes on"
    assert words.to_points(words.to_units(at)) == at


def test_a_quotation_over_two_lines_is_one_passage(view: PdfView) -> None:
    show(view, written_pdf(LESSON))
    first = view._text.passage(0, (0, 6)).boxes[0].center()
    second = view._text.find(0, TextSelector("goes on"))[0].center()
    passage = view._text.between(0, first, second)
    assert passage is not None
    assert len(passage.boxes) == 2
    assert "question\nand" in view._text.page(0).words[slice(*passage.span)]


def test_an_empty_page_has_no_words_and_is_marked_as_a_page(view: PdfView) -> None:
    show(view, written_pdf((), ("words",)))
    assert view._text.page(0).words == ""
    assert not view.begins_words(0, QPointF(50, 50))
    assert view._text.between(0, QPointF(10, 10), QPointF(90, 90)) is None
    view.move_region(1, 0)
    with pytest.raises(NoPlace, match="No words"):
        view.quote_region()
    assert isinstance(view.place(), PageSelector)
    assert view.let_go()
    assert view.place() == PageSelector(1)


def test_before_a_page_stands_there_is_no_place(view: PdfView) -> None:
    with pytest.raises(NoPlace, match="Wait"):
        view.place()
    view.move_region(1, 1)
    view.size_region(1, 1)
    view.turn_page(1)
    view.go_to_edge(1)
    view.zoom_by(2)
    view.look_for("words")
    view.go_to_found(1)
    assert view.region is None


def test_what_was_framed_goes_with_its_file_and_the_window_goes_on_painting(view: PdfView) -> None:
    show(view, written_pdf(LESSON, ("two",)))
    view.turn_page(1)
    view.move_region(1, 1)
    view.release()
    view.grab()  # a region on a page that is gone once kept the whole window from painting
    show(view, written_pdf(LESSON))
    assert view.place() == PageSelector(1)


def test_what_was_scrolled_away_is_not_meant(view: PdfView) -> None:
    show(view, written_pdf(LESSON, ("two",), ("three",)))
    view.move_region(1, 0)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.place() == PageSelector(3)


# ---- keys ------------------------------------------------------------------------------------------


def test_the_region_moves_and_grows_by_steps_of_the_screen_and_stays_on_its_page(view: PdfView) -> None:
    show(view, written_pdf(LESSON, ("two",)))
    view.move_region(1, 0)  # the first one frames the middle
    assert view.region is not None
    before = view.region.share
    view.move_region(1, 0)
    view.size_region(0, 1)
    after = view.region.share
    step = 12 * 100 / view.pages.rect(0).width()
    assert after.x() - before.x() == pytest.approx(step)
    assert after.height() - before.height() == pytest.approx(12 * 100 / view.pages.rect(0).height())
    for _ in range(300):
        view.move_region(-1, -1)
    assert (view.region.share.x(), view.region.share.y()) == (0, 0)
    for _ in range(300):
        view.size_region(1, 1)
    assert view.region.selector() == RectangleSelector(0, 0, 100, 100)
    for _ in range(300):
        view.size_region(-1, -1)
    assert not view.region.is_slip
    assert "Region: 0 % from the left" in view.accessibleDescription()


def test_zooming_keeps_the_region_in_sight_and_in_place(view: PdfView) -> None:
    show(view, written_pdf(LESSON))
    view.move_region(1, 0)
    assert view.region is not None
    share = QRectF(view.region.share)
    for factor in (1.25, 2.0, 0.2, 3.0):
        view.zoom_by(factor)
        assert view.region.share == share
        assert view.region_in_sight() is not None
    view.fit()
    assert view.pages.is_fitted


def _reading_ends(seen: QRectF, page: bytes) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the first and the last letter stand."""
    inner = seen.adjusted(1, 0, -0.7, 0) if seen.width() > seen.height() / 2 else seen.adjusted(0, 1, 0, -0.7)
    middle = seen.center()
    if b"90" in page:
        return (middle.x(), seen.top() + 0.7), (middle.x(), seen.bottom() - 0.7)
    if b"270" in page:
        return (middle.x(), seen.bottom() - 0.7), (middle.x(), seen.top() + 0.7)
    if b"180" in page:
        return (inner.right(), middle.y()), (inner.left(), middle.y())
    return (inner.left(), middle.y()), (inner.right(), middle.y())
