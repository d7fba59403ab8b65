"""The candidate's copy: whole, safe in every form, and without anybody's name."""

import csv
import html.parser
import io
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assessor_app.domain.annotation import (
    Annotation,
    PageSelector,
    RectangleSelector,
    Selector,
    TextSelector,
    TimeSelector,
    WholeSelector,
)
from assessor_app.exports.candidate_copy import CandidateCopy, describe, place_words
from assessor_app.exports.files import NotExported, write_all
from assessor_app.exports.formats import Format, export
from assessor_app.exports.page import moment_ids, page
from assessor_app.exports.table import COLUMNS, guarded, table
from assessor_app.exports.webvtt import webvtt
from assessor_app.services import annotate, feedback, score
from assessor_app.services.candidate_page import CandidateWords
from tests.fakes.store_factory import a_mark, criterion_id, level_id
from tests.unit.services.desk import EditingDesk, open_desk

HOME = "assignment-1"
HOSTILE = '=1+1 <script>alert("x")</script> --> \u202e& "quoted"\n\nNext'


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EditingDesk]:
    """Criterion 1 cannot be scored, criterion 2 is scored with a point and a stretch, one moment is not cited."""
    with open_desk(tmp_path) as one:
        point = one.do(annotate.add, a_mark(12_480_000, 2, text=HOSTILE)).value
        later = replace(a_mark(60_000_000, 2), selector=TimeSelector(60_000_000, 75_500_000, is_point=False))
        stretch = one.do(annotate.add, later).value
        one.do(annotate.add, a_mark(90_000_000, None, text="not cited"))
        one.do(score.set_level, HOME, criterion_id(2), level_id(2))
        one.do(score.set_rationale, HOME, criterion_id(2), f"At 00:12. {HOSTILE}")
        one.do(score.set_feedback, HOME, criterion_id(2), "Wait **six** seconds.\n\n<img src=x onerror=alert(1)>")
        one.do(score.cite_several, HOME, criterion_id(2), (stretch.annotation_id, point.annotation_id))
        one.do(score.set_condition_code, HOME, criterion_id(1), "no-audio")
        one.do(score.set_rationale, HOME, criterion_id(1), "There is no sound.")
        one.do(feedback.set_text, HOME, "You wait. See [this](javascript:alert(1)) and https://example.org/x.")
        yield one


def copy_of(desk: EditingDesk, *, has_all_moments: bool = False) -> CandidateCopy:
    return describe(desk.view(), CandidateWords(), "assessor-app 9.9", has_all_moments=has_all_moments)


class Tags(html.parser.HTMLParser):
    """Every tag with its attributes, and the text between."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_only_what_is_cited_is_shared_unless_all_is_asked_for(desk: EditingDesk) -> None:
    assert [moment.annotation.start_us for moment in copy_of(desk).moments] == [12_480_000, 60_000_000]
    assert len(copy_of(desk, has_all_moments=True).moments) == 3
    taken_back = copy_of(desk).moments[0].annotation.annotation_id
    desk.do(annotate.retract, taken_back)
    assert len(copy_of(desk, has_all_moments=True).moments) == 2


def test_the_page_loads_and_runs_nothing(desk: EditingDesk) -> None:
    document = page(copy_of(desk)).decode()
    read = Tags(document)
    names = {tag for tag, _ in read.tags}
    assert not names & {"script", "img", "iframe", "link", "object", "embed", "form", "input", "svg", "base"}
    assert not any(name.startswith("on") or name in ("src", "srcset") for _, attrs in read.tags for name in attrs)
    targets = [attrs["href"] or "" for tag, attrs in read.tags if tag == "a" and "href" in attrs]
    assert all(target.startswith(("#", "https://")) for target in targets)
    assert "default-src" in document
    assert "\u202e" not in document
    assert "url(" not in document
    assert "@import" not in document


def test_times_lead_to_their_moments_on_the_page(desk: EditingDesk) -> None:
    read = Tags(page(copy_of(desk)).decode())
    places = {attrs["id"] for _, attrs in read.tags if attrs.get("id")}
    targets = {attrs["href"] for tag, attrs in read.tags if tag == "a" and (attrs.get("href") or "").startswith("#")}
    assert {"t=12.48", "t=60"} <= places
    assert "#t=12.48" in targets
    assert {(target or "")[1:] for target in targets} <= places
    assert "00:12" in read.words
    assert "01:00\N{EN DASH}01:15" in read.words


def test_the_page_says_what_was_judged_and_names_nobody(desk: EditingDesk) -> None:
    words = Tags(page(copy_of(desk)).decode()).words
    for expected in (
        "Demonstrated",
        "No audio",
        "There is no sound.",
        "Wait six seconds.",
        "4F2A7K9",
        "not been submitted",
    ):
        assert expected in words
    assert "assessor-1" not in words
    assert "not cited" not in words


def test_two_moments_of_one_instant_have_places_of_their_own(desk: EditingDesk) -> None:
    desk.do(annotate.add, a_mark(12_480_000, 2))
    ids = moment_ids(copy_of(desk, has_all_moments=True).moments)
    assert len(set(ids.values())) == len(ids) == 4


def test_cues_last_long_enough_to_be_read_and_hold_no_markup(desk: EditingDesk) -> None:
    (file,) = webvtt(copy_of(desk)).values()
    text = file.decode()
    head, note, first, second = text.strip().split("\n\n")
    assert head == "WEBVTT"
    assert f"Recording SHA-256: {1:064}" in note
    assert "version rubric-digest-1" in note
    assert "Made with: assessor-app 9.9" in note
    assert "-->" not in note
    assert first.split("\n")[1] == "00:00:12.480 --> 00:00:14.480"
    assert first.count("-->") == 1
    assert "<" not in first.split("\n", 2)[2]
    assert second.split("\n")[1] == "00:01:00.000 --> 00:01:15.500"
    assert second.split("\n")[2:] == ["2 Waits three seconds"]


def test_cues_beyond_an_hour_keep_their_milliseconds(desk: EditingDesk) -> None:
    view = desk.view()
    mark = replace(view.annotations[0], selector=TimeSelector(3_723_004_999, 3_723_038_332))
    copy = describe(replace(view, annotations=(mark,)), CandidateWords(), "x")
    (file,) = webvtt(copy).values()
    assert "01:02:03.004 --> 01:02:05.005" in file.decode()


def test_a_table_is_a_table_for_every_program(desk: EditingDesk) -> None:
    data = table(copy_of(desk, has_all_moments=True))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert [row[2] for row in rows[1:]] == ["1", "2", "2", "3", ""]
    assert rows[2][-1] == f"'{HOSTILE}"
    assert (rows[2][10], rows[3][10], rows[3][11]) == ("12.48", "60", "75.5")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "  =1"])
def test_no_spreadsheet_computes_what_somebody_wrote(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Four = 4", "a-b", "'=1"])
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


def test_annotations_are_those_that_travel(desk: EditingDesk) -> None:
    seen: list[str] = []

    def document_of(annotation: Annotation) -> dict[str, str]:
        seen.append(annotation.annotation_id)
        return {"id": annotation.annotation_id}

    copy = copy_of(desk)
    made = export(copy, Format.WEBANNOTATION, document_of, lambda *_: b"")
    collection = json.loads(made[""])
    assert (collection["type"], collection["total"]) == ("AnnotationCollection", 2)
    assert (
        [item["id"] for item in collection["first"]["items"]]
        == seen
        == [moment.annotation.annotation_id for moment in copy.moments]
    )


def test_a_pdf_is_printed_from_the_very_same_words(desk: EditingDesk) -> None:
    printed: list[tuple[str, str]] = []

    def printer(body: str, title: str) -> bytes:
        printed.append((body, title))
        return b"%PDF"

    assert export(copy_of(desk), Format.PDF, lambda _: {}, printer) == {"": b"%PDF"}
    ((body, title),) = printed
    assert body in page(copy_of(desk)).decode()
    assert "4F2A7K9" in title


def test_cues_of_several_recordings_are_files_of_their_own(desk: EditingDesk) -> None:
    view = desk.view()
    plan = replace(view.annotations[1], artifact_id="submission-1/artifacts/2")
    copy = describe(replace(view, annotations=(view.annotations[0], plan)), CandidateWords(), "x")
    assert set(export(copy, Format.WEBVTT, lambda _: {}, lambda *_: b"")) == {"-1", "-2"}
    bare = describe(replace(view, annotations=()), CandidateWords(), "x")
    with pytest.raises(NotExported, match="no moment on a recording"):
        export(bare, Format.WEBVTT, lambda _: {}, lambda *_: b"")


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        (
            TextSelector("waits  for\nfour"),
            "\N{LEFT DOUBLE QUOTATION MARK}waits for four\N{RIGHT DOUBLE QUOTATION MARK}",
        ),
        (PageSelector(3), "page 3"),
        (PageSelector(3, quote=TextSelector("x" * 200)), re.compile(r"page 3, .x{59}\N{HORIZONTAL ELLIPSIS}.")),
        (RectangleSelector(0, 0, 10, 10), "a part of the picture"),
        (WholeSelector(), "as a whole"),
    ],
)
def test_places_are_said_in_words(desk: EditingDesk, selector: Selector, words: object) -> None:
    mark = replace(desk.view().annotations[0], artifact_id="submission-1/artifacts/2", selector=selector)
    said = place_words(desk.view())(mark)
    assert said.endswith(" (Lesson plan)")
    said = said.removesuffix(" (Lesson plan)")
    assert words.fullmatch(said) if isinstance(words, re.Pattern) else said == words


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "copy.csv"

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotExported, match="No space left on device"):
        write_all(path, {"": b"new"})
    assert list(tmp_path.iterdir()) == []
    path.write_bytes(b"old")
    with pytest.raises(NotExported):
        write_all(path, {"": b"new"}, is_forced=True)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["copy.csv"]


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "copy.vtt"
    path.with_name("copy-2.vtt").write_bytes(b"old")
    with pytest.raises(NotExported, match="copy-2.vtt is there already"):
        write_all(path, {"-1": b"a", "-2": b"b"})
    assert not path.with_name("copy-1.vtt").exists()
    assert write_all(path, {"-1": b"a", "-2": b"b"}, is_forced=True) == (
        tmp_path / "copy-1.vtt",
        tmp_path / "copy-2.vtt",
    )
    with pytest.raises(NotExported, match="no folder"):
        write_all(tmp_path / "nowhere" / "copy.csv", {"": b""})
