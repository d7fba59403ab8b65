"""Slides (pptx) as lines: for each slide its number and title, the texts in reading order, tables, and the notes."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pptx import Presentation

from assessor_app.domain.reading import Block, BlockKind

MOST_SLIDES = 1_000
_DEEPEST = 9


def slides_of(package: io.BytesIO) -> Iterator[Block]:
    """Yield the lines of every slide, hidden ones too. Raises what the converter meets in a file that is not sound."""
    package.seek(0)
    for number, slide in enumerate(islice(Presentation(package).slides, MOST_SLIDES), start=1):
        title = slide.shapes.title
        words = _one_line(title.text_frame.text) if title is not None and title.has_text_frame else ""
        hidden = " (hidden)" if slide._element.get("show") == "0" else ""
        yield Block(BlockKind.TITLE, f"Slide {number}{hidden}" + (f" \u00b7 {words}" if words else ""))
        title_id = title.shape_id if title is not None else None
        for shape in slide.shapes:
            if shape.shape_id != title_id:
                yield from _shape(shape)
        if slide.has_notes_slide:
            yield from _notes(slide.notes_slide.notes_text_frame)


def _shape(shape: Any) -> Iterator[Block]:
    if hasattr(shape, "shapes"):
        for inner in shape.shapes:
            yield from _shape(inner)
    elif getattr(shape, "has_table", False):
        for row in shape.table.rows:
            cells = [_one_line(cell.text_frame.text) for cell in row.cells]
            if any(cells):
                yield Block(BlockKind.ROW, " | ".join(cells))
    elif shape.has_text_frame:
        is_list = shape.is_placeholder
        for paragraph in shape.text_frame.paragraphs:
            words = _one_line(paragraph.text)
            if words:
                level = min(paragraph.level, _DEEPEST)
                yield Block(BlockKind.ITEM, words, level) if is_list else Block(BlockKind.PARAGRAPH, words)


def _notes(frame: Any) -> Iterator[Block]:
    lines = [_one_line(paragraph.text) for paragraph in frame.paragraphs] if frame is not None else []
    for place, words in enumerate(line for line in lines if line):
        yield Block(BlockKind.NOTE, f"Notes: {words}" if place == 0 else words)


def _one_line(words: str) -> str:
    return " ".join(words.split())
