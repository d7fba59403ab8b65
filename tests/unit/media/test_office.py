"""Office documents are read as text: all of their words in order, nothing executed, fetched or unbounded."""

import datetime
import io
import zipfile

import pytest
from openpyxl import Workbook

from assessor_app.domain.reading import LONGEST_TEXT, BlockKind, Obstacle, Reading, Remark, RemarkKind
from assessor_app.media.office import read_office
from tests.fakes import handed_in
from tests.fakes.handed_in import Bytes


def read(data: bytes, piece: int = 1 << 30) -> Reading:
    return read_office(Bytes(data, piece), lambda _: None)


# ---- what is read ------------------------------------------------------------------------------


def test_a_document_is_read_in_order_with_its_structure():
    reading = read(handed_in.docx())
    assert reading.obstacle is None
    assert reading.remarks == ()
    assert reading.text.split("\n") == [
        "Lesson plan",
        "Questions",
        "Wait three seconds",
        "after each question.",
        "• Who can say why?",
        "Minute | Act",
        "5 | Ask",
    ]
    kinds = [block.kind for block in reading.blocks]
    assert kinds[:2] == [BlockKind.HEADING, BlockKind.HEADING]
    assert kinds[4:] == [BlockKind.ITEM, BlockKind.ROW, BlockKind.ROW]
    assert reading.blocks[1].level == 2


def test_the_header_of_a_document_where_names_stand_is_left_out():
    assert "somebody" not in read(handed_in.docx()).text.lower()


def test_words_that_the_converter_passes_over_are_read_too():
    plain = handed_in.docx()
    inserted = (
        b'<w:p><w:ins w:id="1"><w:r><w:t>inserted, </w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>gone</w:delText>'
        b"</w:r></w:del><w:sdt><w:sdtContent><w:r><w:t>controlled</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        b"<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        b"<w:sectPr"
    )
    body = handed_in.part_of(plain, "word/document.xml").replace(b"<w:sectPr", inserted, 1)
    assert read(handed_in.with_parts(plain, {"word/document.xml": body})).text.endswith("inserted, controlled\nboxed")


def test_a_link_in_a_document_shows_where_it_leads():
    plain = handed_in.docx()
    link = b'<w:p><w:hyperlink r:id="rId77"><w:r><w:t>the school</w:t></w:r></w:hyperlink></w:p><w:sectPr'
    body = handed_in.part_of(plain, "word/document.xml").replace(b"<w:sectPr", link, 1)
    hyperlink = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    relation = (
        b'<Relationship Id="rId77" Type="%s" Target="https://elsewhere.example" TargetMode="External"/>' % hyperlink
    )
    relations = handed_in.part_of(plain, "word/_rels/document.xml.rels").replace(
        b"</Relationships>", relation + b"</Relationships>"
    )
    reading = read(handed_in.with_parts(plain, {"word/document.xml": body, "word/_rels/document.xml.rels": relations}))
    assert reading.text.endswith("the school <https://elsewhere.example>")
    assert reading.remarks == (), "a link to a page loads nothing"


def test_slides_are_read_with_numbers_tables_and_notes():
    reading = read(handed_in.pptx())
    assert reading.text.split("\n") == [
        "Slide 1 · The puddle",
        "• What do you notice?",
        "  • It got smaller.",
        "Slide 2",
        "Sun | Shade",
        "Notes: Count to four.",
    ]
    assert reading.blocks[0].kind is BlockKind.TITLE


def test_a_sheet_is_read_by_rows_with_their_numbers():
    assert read(handed_in.xlsx()).text.split("\n") == [
        "Sheet · Exit ticket",
        "1 | Pupil | Score",
        "2 | A | 3",
        "4 | B | 0.5",
    ]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.6666, "0%", "67%"),
        (0.5, "0.0 %", "50.0%"),
        (2 / 3, "0.00", "0.67"),
        (1234.5, "#,##0", "1234"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "TRUE"),
        (datetime.date(2026, 3, 2), "yyyy-mm-dd", "2026-03-02"),
        (datetime.time(12, 30), "hh:mm", "12:30:00"),
        ("two\nlines", "General", "two lines"),
    ],
)
def test_a_cell_reads_as_the_sheet_shows_it(value, form, shown):
    book = Workbook()
    cell = book.worksheets[0].cell(1, 1, value)
    cell.number_format = form
    made = io.BytesIO()
    book.save(made)
    assert read(made.getvalue()).text == f"Sheet · Sheet\n1 | {shown}"


def test_the_text_is_the_same_each_time():
    for make in (handed_in.docx, handed_in.pptx, handed_in.xlsx):
        data = make()
        assert read(data) == read(data)


def test_small_pieces_are_enough():
    """The worker gets its bytes through a pipe: parsers that believe in whole reads would see a broken file."""
    assert read(handed_in.docx(), piece=100) == read(handed_in.docx())


# ---- what is bounded ---------------------------------------------------------------------------


def test_of_a_large_sheet_the_first_rows_are_read():
    reading = read(handed_in.xlsx([f"r{row}", *[7] * 60] for row in range(2_010)))
    assert Remark(RemarkKind.ROWS_CUT, 2_000) in reading.remarks
    assert Remark(RemarkKind.COLUMNS_CUT, 60) in reading.remarks
    assert "r1999 | 7 " in reading.text
    assert reading.text.endswith(" | 7")
    assert "r2000" not in reading.text


def test_very_many_cells_are_bounded():
    plain = handed_in.xlsx((("a",),))
    sheet = handed_in.part_of(plain, "xl/worksheets/sheet1.xml")
    cells = ("".join(f"<c><v>{(row + column) % 10}</v></c>" for column in range(20)) for row in range(10_000))
    rows = "".join(f"<row>{each}</row>" for each in cells).encode()
    start, end = sheet.index(b"<sheetData>") + 11, sheet.index(b"</sheetData>")
    reading = read(handed_in.with_parts(plain, {"xl/worksheets/sheet1.xml": sheet[:start] + rows + sheet[end:]}))
    assert len(reading.blocks) <= 2_001
    assert Remark(RemarkKind.ROWS_CUT, 2_000) in reading.remarks


def test_a_cell_far_out_does_not_fill_the_sheet_with_nothing():
    plain = handed_in.xlsx((("a",),))
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = handed_in.part_of(plain, "xl/worksheets/sheet1.xml").replace(b"</sheetData>", far)
    assert read(handed_in.with_parts(plain, {"xl/worksheets/sheet1.xml": sheet})).text == "Sheet · Exit ticket\n1 | a"


def test_text_beyond_what_a_screen_holds_is_cut_and_said():
    plain = handed_in.docx()
    body = handed_in.part_of(plain, "word/document.xml")
    many = b"<w:p><w:r><w:t>again and again and again and again</w:t></w:r></w:p>" * 40_000 + b"<w:sectPr"
    reading = read(handed_in.with_parts(plain, {"word/document.xml": body.replace(b"<w:sectPr", many, 1)}))
    assert len(reading.text) <= LONGEST_TEXT + 3 * len(reading.blocks)
    assert RemarkKind.TEXT_CUT in {remark.kind for remark in reading.remarks}


# ---- what is hostile ---------------------------------------------------------------------------


def test_macros_and_what_would_be_fetched_are_left_alone_and_said(monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr("socket.socket.connect", refuse)
    reading = read(handed_in.docm())
    assert "Wait three seconds" in reading.text
    assert set(reading.remarks) == {
        Remark(RemarkKind.MACROS, 1),
        Remark(RemarkKind.OTHER_FILES, 2),
        Remark(RemarkKind.EMBEDDED, 1),
    }


@pytest.mark.parametrize(
    ("make", "obstacle"),
    [
        (handed_in.docx_with_entities, Obstacle.DAMAGED),
        (handed_in.zip_bomb, Obstacle.TOO_LARGE),
        (lambda: handed_in.zip_bomb(megabytes=30), Obstacle.TOO_LARGE),
        (handed_in.old_office, Obstacle.OLD_KIND),
        (lambda: handed_in.old_office(is_locked=True), Obstacle.LOCKED),
        (lambda: b"", Obstacle.DAMAGED),
        (lambda: b"PK\x03\x04 nothing more", Obstacle.DAMAGED),
        (lambda: handed_in.docx()[:-400], Obstacle.DAMAGED),
        (lambda: handed_in.docx()[:2_000] + bytes(500) + handed_in.docx()[2_500:], Obstacle.DAMAGED),
    ],
    ids=["entities", "bomb", "dense", "old", "locked", "empty", "no zip", "cut", "spoilt"],
)
def test_what_cannot_be_read_says_why(make, obstacle):
    reading = read(make())
    assert reading.obstacle is obstacle
    assert reading.blocks == ()


def test_a_zip_of_something_else_is_of_another_kind():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../x", "not a document")
    assert read(made.getvalue()).obstacle is Obstacle.OTHER_KIND


def test_a_package_of_very_many_parts_is_too_large():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.bin", b"")
    assert read(made.getvalue()).obstacle is Obstacle.TOO_LARGE


def test_a_part_with_a_password_is_locked():
    made = bytearray(handed_in.docx())
    at = made.index(b"PK\x01\x02")
    made[at + 8] |= 1
    assert read(bytes(made)).obstacle is Obstacle.LOCKED
