"""What evidence that is not a recording holds, as far as it is shown here: its words, what was left out, or why not."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_TEXT = 500_000
"""Characters of a text that is shown: some 250 pages."""
LONGEST_LINE = 20_000
"""Characters without a line end: a screen takes minutes to break a million of them into lines."""
_BULLET = "\u2022 "
_INDENT = "  "


class Obstacle(StrEnum):
    """Why a file is not shown at all."""

    LOCKED = "locked"
    """Encrypted or protected with a password."""
    OLD_KIND = "old-kind"
    """An office format from before 2007, in which programs hide too easily."""
    OTHER_KIND = "other-kind"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    """It would unfold to more than a laptop holds, by accident or on purpose."""
    TOO_MANY_PAGES = "too-many-pages"
    DRAWING = "drawing"
    """An SVG: it can hold programs and fetch other files."""


class RemarkKind(StrEnum):
    """What was found and left alone, or left out."""

    MACROS = "macros"
    OTHER_FILES = "other-files"
    """Links that load other files when the document is opened."""
    EMBEDDED = "embedded"
    PICTURES = "pictures"
    SCRIPTS = "scripts"
    LAUNCHES = "launches"
    ROWS_CUT = "rows-cut"
    COLUMNS_CUT = "columns-cut"
    SHEETS_CUT = "sheets-cut"
    TEXT_CUT = "text-cut"
    FIRST_PICTURE = "first-picture"
    """Of a moving picture, or of several in one file, only the first is shown."""
    SMALLER = "smaller"
    """Shown with fewer pixels than it has."""


@dataclass(frozen=True, slots=True)
class Remark:
    """`number` is how many were found, or of how much only the first part is shown (rows, sheets); 0 where none is."""

    kind: RemarkKind
    number: int = 0


class BlockKind(StrEnum):
    TITLE = "title"
    """A slide or a sheet."""
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a document, without line ends. `level` is 1-based for headings, 0-based for items."""

    kind: BlockKind
    words: str
    level: int = 0

    @property
    def line(self) -> str:
        if self.kind is BlockKind.ITEM:
            return _INDENT * self.level + _BULLET + self.words
        return self.words


@dataclass(frozen=True, slots=True)
class Reading:
    """An office document as lines. Its text never depends on language or machine: marks hang on its characters."""

    blocks: tuple[Block, ...] = ()
    remarks: tuple[Remark, ...] = ()
    obstacle: Obstacle | None = None

    @property
    def text(self) -> str:
        return "\n".join(block.line for block in self.blocks)


@dataclass(frozen=True, slots=True)
class PdfLook:
    """What a PDF was found to be before its pages are drawn."""

    pages: int = 0
    remarks: tuple[Remark, ...] = ()
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew from the pixels of the one handed in: upright, without anything but pixels.

    `data` is a JPEG or PNG; `width` and `height` are those of the original, in pixels.
    """

    data: bytes = b""
    width: int = 0
    height: int = 0
    remarks: tuple[Remark, ...] = ()
    obstacle: Obstacle | None = None


def text_to_show(words: str) -> tuple[str, bool]:
    """Return the text up to where a screen can hold it, unchanged so far, and whether anything was cut off."""
    end, start = min(len(words), LONGEST_TEXT), 0
    while start < end:
        line_end = words.find("\n", start, end)
        line_end = end if line_end < 0 else line_end
        if line_end - start > LONGEST_LINE:
            end = start + LONGEST_LINE
        start = line_end + 1
    return words[:end], end < len(words)
