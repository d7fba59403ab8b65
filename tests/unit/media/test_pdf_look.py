"""PDFs are looked through before they are drawn: bombs, locks and damage are named, and what they would do is noted."""

import io
from pathlib import Path

import pikepdf
import pytest

from assessor_app.domain.reading import Obstacle, PdfLook, Remark, RemarkKind
from assessor_app.media.pdf_look import look_through_pdf
from tests.fakes import handed_in
from tests.fakes.handed_in import Bytes


def look(data: bytes, piece: int = 1 << 30) -> PdfLook:
    return look_through_pdf(Bytes(data, piece), lambda _: None)


def test_an_ordinary_pdf_has_pages_and_nothing_to_remark():
    assert look(handed_in.pdf(3)) == PdfLook(3)


def test_small_pieces_are_enough():
    assert look(handed_in.pdf(2), piece=50) == PdfLook(2)


def test_a_broken_table_of_contents_is_mended_as_every_reader_does():
    data = handed_in.pdf(2)
    assert look(data[: data.rindex(b"startxref")] + b"startxref\n1\n%%EOF") == PdfLook(2)


def test_what_it_would_do_is_noted_and_not_done():
    assert set(look(handed_in.busy_pdf()).remarks) == {
        Remark(RemarkKind.SCRIPTS, 1),
        Remark(RemarkKind.LAUNCHES, 1),
        Remark(RemarkKind.OTHER_FILES, 1),
        Remark(RemarkKind.EMBEDDED, 1),
    }


@pytest.mark.parametrize(
    ("make", "obstacle"),
    [
        (handed_in.locked_pdf, Obstacle.LOCKED),
        (lambda: b"", Obstacle.DAMAGED),
        (lambda: b"%PDF-1.7 and then nothing", Obstacle.DAMAGED),
        (lambda: b"<html><script>alert(1)</script></html>", Obstacle.DAMAGED),
        (lambda: handed_in.pdf(pages=2_001), Obstacle.TOO_MANY_PAGES),
        (lambda: handed_in.pdf(size=(1_000_000, 1_000_000)), Obstacle.TOO_LARGE),
        (lambda: handed_in.pdf(size=(10, 10_000)), Obstacle.TOO_LARGE),
        (lambda: handed_in.pdf_with_stream(handed_in.deflated(300)), Obstacle.TOO_LARGE),
        (lambda: handed_in.pdf_with_stream(handed_in.deflated(300, times=2), filters=2), Obstacle.TOO_LARGE),
        (
            lambda: handed_in.pdf_with_stream(
                handed_in.deflated(1), Subtype=handed_in.PICTURE, Width=30_000, Height=30_000
            ),
            Obstacle.TOO_LARGE,
        ),
    ],
    ids=["locked", "empty", "no pages", "html", "pages", "vast", "narrow", "bomb", "bomb in a bomb", "vast picture"],
)
def test_what_is_not_drawn_says_why(make, obstacle):
    assert look(make()).obstacle is obstacle


def test_a_large_stream_that_unfolds_to_what_is_usual_is_drawn():
    assert look(handed_in.pdf_with_stream(handed_in.deflated(200))).obstacle is None


def test_drawings_that_draw_drawings_are_counted_before_they_hold_up_the_window():
    assert look(handed_in.nested_pdf(depth=9)).obstacle is Obstacle.TOO_LARGE
    assert look(handed_in.nested_pdf(depth=200, times=1)).obstacle is Obstacle.TOO_LARGE, "deeper than anybody draws"
    assert look(handed_in.nested_pdf(depth=3)).obstacle is None


def test_a_drawing_that_contains_itself_is_drawn_once():
    with pikepdf.open(io.BytesIO(handed_in.nested_pdf(depth=1))) as made:
        form = made.pages[0].obj.Resources.XObject.F
        form.write(b"/F Do /F Do")
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        target = io.BytesIO()
        made.save(target)
    assert look(target.getvalue()).obstacle is None


def test_the_sample_plans_are_drawn():
    for file in (Path(__file__).parents[3] / "resources" / "sample" / "documents").glob("*.pdf"):
        assert look(file.read_bytes()) == PdfLook(look(file.read_bytes()).pages), file.name
        assert look(file.read_bytes()).pages >= 1
