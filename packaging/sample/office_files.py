"""Makes the office documents among the evidence: an observation sheet, question slides and the results of a ticket."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font
from pptx import Presentation
from pptx.util import Inches

_MADE_AT = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?")
_OLDEST_IN_A_ZIP = (1980, 1, 1, 0, 0, 0)

OBSERVED = (
    ("Minute", "What pupils showed", "What I did next"),
    ("3", "Six thumbs up, nobody unsure", "Went on at once; too early, as the next answers showed"),
    ("9", "Four up, two sideways", "Asked a pupil with a sideways thumb what made them unsure"),
    ("14", "One up, three sideways, two down", "Stopped, drew the strip again, let pairs explain it"),
    ("22", "Five up, one sideways", "Sat down with the one pupil while the others began"),
)
SLIDES = (
    (
        "Which fraction is greater?",
        ("Three quarters or two thirds?", "Think first. Hands in front of your chest."),
        "Count to five before asking for the thumbs.",
    ),
    (
        "Show what you think",
        ("Thumb up: I agree", "Sideways: I am not sure", "Down: I disagree"),
        "Say what you see before you ask anybody.",
    ),
    (
        "Now explain it",
        ("Turn to somebody who showed something else.", "Find out why."),
        "Listen to the pair at the window first: both were unsure.",
    ),
)
RESULTS = (
    ("Pupil", "First ticket", "Second ticket", "What the working shows"),
    ("Pupil A", 4, 5, "Reads the scale"),
    ("Pupil B", 1, 3, "Counted lines instead of spaces, then corrected it"),
    ("Pupil C", 5, 5, "Reads the scale and says why"),
    ("Pupil D", 2, 4, "Started at one instead of zero"),
    ("Pupil E", 3, 3, "Left the last question out both times"),
    ("Pupil F", 1, 2, "Guessed; no working in the first ticket"),
)


def make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in (
        ("gestures-observation-sheet.docx", _sheet),
        ("gestures-question-slides.pptx", _slides),
        ("exit-ticket-results.xlsx", _results),
    ):
        (folder / name).write_bytes(_steady(write))


def _sheet() -> Any:
    document = Document()
    document.add_heading("Observation sheet: thumbs in one lesson", 0)
    document.add_paragraph("I kept this sheet on my clipboard and filled it in while the pupils were working.")
    document.add_heading("What I looked for", 1)
    for line in (
        "Does everyone show something?",
        "Do thumbs differ, or do pupils look at each other first?",
        "What do I change because of what I see?",
    ):
        document.add_paragraph(line, style="List Bullet")
    document.add_heading("What I saw", 1)
    table = document.add_table(len(OBSERVED), len(OBSERVED[0]), style="Table Grid")
    for row, words in zip(table.rows, OBSERVED, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    document.add_heading("What I take from it", 1)
    document.add_paragraph(
        "Six thumbs up in minute three told me nothing: I had asked too early. From minute nine on I asked the ones "
        "who were unsure, and the picture became honest."
    )
    return document


def _slides() -> Any:
    show = Presentation()
    for title, lines, notes in SLIDES:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        frame = slide.placeholders[1].text_frame
        frame.text = lines[0]
        for line in lines[1:]:
            frame.add_paragraph().text = line
        slide.notes_slide.notes_text_frame.text = notes
    last = show.slides.add_slide(show.slide_layouts[5])
    last.shapes.title.text = "What we found"
    table = last.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(8), Inches(1)).table
    for at, words in enumerate(("Before the talk", "After the talk", "3 up, 2 sideways, 1 down", "5 up, 1 sideways")):
        table.cell(at // 2, at % 2).text = words
    return show


def _results() -> Any:
    book = Workbook()
    sheet = book.active
    sheet.title = "Exit ticket"
    for row in RESULTS:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    shares = book.create_sheet("By question")
    shares.append(("Question", "Right, first ticket", "Right, second ticket"))
    for number, (first, second) in enumerate(((4, 6), (3, 5), (2, 5), (4, 4), (3, 2)), start=1):
        shares.append((number, first / 6, second / 6))
        for cell in shares[number + 1][1:]:
            cell.number_format = "0 %"
    return book


def _steady(write: Callable[[], Any]) -> bytes:
    """The same bytes each time: programs write the time of day into what they save."""
    saved, made = io.BytesIO(), io.BytesIO()
    write().save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("docProps/"):
                data = _STAMP.sub(_MADE_AT.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
            new.writestr(zipfile.ZipInfo(name, _OLDEST_IN_A_ZIP), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
