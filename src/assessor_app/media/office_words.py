"""A text document (docx) as lines: headings, paragraphs, lists, tables, text boxes, footnotes and comments.

Headers and footers are left out: they are where names stand, and an assessment is blind.
"""

import io
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from docx import Document
from docx.oxml.parser import parse_xml

from assessor_app.domain.reading import Block, BlockKind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_NOT_SHOWN = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}sectPr", _MC_FALLBACK})
_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc", "txbxContent"))
_APART = (("footnotes", "Footnote"), ("endnotes", "Endnote"), ("comments", "Comment"))
_SEPARATORS = ("separator", "continuationSeparator")
_DEEPEST = 9
Links = Mapping[tuple[str, str], str]


def words_of(package: io.BytesIO, links: Links) -> Iterator[Block]:
    """Yield the lines in reading order. Raises whatever the converter meets in a file that is not sound."""
    part = Document(package).part
    reader = _Reader(_style_names(part), _addresses(str(part.partname), links))
    yield from reader.blocks(part.element.body)
    for name, word in _APART:
        for relation in part.rels.values():
            if relation.reltype.endswith(f"/{name}"):
                yield from reader.apart(parse_xml(relation.target_part.blob), word)


def _style_names(part: Any) -> dict[str, str]:
    return {style.style_id: (style.name or "") for style in part.document.styles}


def _addresses(part_name: str, links: Links) -> dict[str, str]:
    return {number: address for (part, number), address in links.items() if part == part_name.lstrip("/")}


class _Reader:
    def __init__(self, styles: Mapping[str, str], addresses: Mapping[str, str]) -> None:
        self._styles, self._addresses = styles, addresses

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Walk what may hold paragraphs and tables at any depth: content controls, tracked insertions, boxes."""
        for child in parent.iterchildren():
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag not in _NOT_SHOWN:
                yield from self.blocks(child)

    def apart(self, root: Any, word: str) -> Iterator[Block]:
        """Footnotes and the like, numbered as they come."""
        numbers = count(1)
        for note in root.iterchildren():
            if note.get(f"{_W}type") not in _SEPARATORS:
                words = " ".join(block.words for block in self.blocks(note)).strip()
                if words:
                    yield Block(BlockKind.NOTE, f"{word} {next(numbers)}: {words}")

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        kind, level = self._kind(paragraph)
        for words in "".join(self._pieces(paragraph)).split("\n"):
            if words.strip():
                yield Block(kind, words.strip(), level)
        for box in paragraph.iter(_BOX):
            if not any(above.tag == _MC_FALLBACK for above in box.iterancestors()) and _own_paragraph(box) is paragraph:
                yield from self.blocks(box)

    def _table(self, table: Any) -> Iterator[Block]:
        for row in table.iter(_ROW):
            if next(row.iterancestors(_TABLE)) is table:
                cells = [cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]
                words = [" ".join(block.line.strip() for block in self.blocks(cell)) for cell in cells]
                if any(words):
                    yield Block(BlockKind.ROW, " | ".join(words))

    def _pieces(self, parent: Any) -> Iterator[str]:
        for child in parent.iterchildren():
            if child.tag == f"{_W}t":
                yield child.text or ""
            elif child.tag in _BREAKS:
                yield _BREAKS[child.tag]
            elif child.tag == f"{_W}hyperlink":
                yield from self._linked(child)
            elif child.tag not in _NOT_SHOWN and child.tag != _BOX:
                yield from self._pieces(child)

    def _linked(self, link: Any) -> Iterator[str]:
        """The address stands beside the words: nobody is led to one that cannot be read."""
        words = "".join(self._pieces(link))
        address = self._addresses.get(link.get(f"{_R}id", ""), "")
        yield words if not address or address == words else f"{words} <{address}>"

    def _kind(self, paragraph: Any) -> tuple[BlockKind, int]:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = self._styles.get(style.get(f"{_W}val", ""), "").lower() if style is not None else ""
        if name == "title":
            return BlockKind.HEADING, 1
        if name.startswith("heading "):
            number = name.removeprefix("heading ")
            return BlockKind.HEADING, min(int(number), _DEEPEST) if number.isdecimal() else 1
        depth = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
        if paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("list "):
            value = depth.get(f"{_W}val", "0") if depth is not None else "0"
            return BlockKind.ITEM, min(int(value), _DEEPEST) if value.isdecimal() else 0
        return BlockKind.PARAGRAPH, 0


def _own_paragraph(box: Any) -> Any:
    return next(box.iterancestors(_PARAGRAPH), None)
