"""Reads office documents as text, in the worker process: nothing in them is executed, fetched or computed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from assessor_app.domain.reading import LONGEST_LINE, LONGEST_TEXT, Block, Obstacle, Reading, Remark, RemarkKind
from assessor_app.media.office_cells import cells_of
from assessor_app.media.office_package import NotReadable, Package, open_package
from assessor_app.media.office_slides import slides_of
from assessor_app.media.office_words import words_of
from assessor_app.media.reading_bytes import MOST_LINES
from assessor_app.services.vault_ports import MediaSource

_SMALL_FILE = 256 << 20


def read_office(source: MediaSource, tell: Callable[[float], None]) -> Reading:
    """Return what can be read of a docx, pptx or xlsx, or why it is not read; tells how far it is."""
    if source.size > _SMALL_FILE:
        return Reading(obstacle=Obstacle.TOO_LARGE)
    found: Counter[RemarkKind] = Counter()
    try:
        package = open_package(source)
        tell(0.5)
        blocks = tuple(_bounded(_blocks(package, found), found, tell))
    except NotReadable as error:
        return Reading(obstacle=error.obstacle)
    except MemoryError:
        return Reading(obstacle=Obstacle.TOO_LARGE)
    except EOFError:
        raise
    except Exception:  # noqa: BLE001 - the converters raise anything at all for a file that is not what it says
        return Reading(obstacle=Obstacle.DAMAGED)
    cut = tuple(Remark(kind, found[kind]) for kind in RemarkKind if found[kind])
    return Reading(blocks, package.remarks + cut)


def _blocks(package: Package, found: Counter[RemarkKind]) -> Iterator[Block]:
    package.harmless.seek(0)
    kind = package.kind
    if kind == "word":
        return words_of(package.harmless, package.links)
    if kind == "powerpoint":
        return slides_of(package.harmless)
    if kind == "excel":
        return cells_of(package.harmless, found)
    raise NotReadable(Obstacle.OTHER_KIND)


def _bounded(blocks: Iterable[Block], found: Counter[RemarkKind], tell: Callable[[float], None]) -> Iterator[Block]:
    """Stop where a screen cannot hold more; a line that is too long is cut there."""
    characters = 0
    for number, block in enumerate(blocks):
        room = LONGEST_TEXT - characters
        if number >= MOST_LINES or room <= 0:
            found[RemarkKind.TEXT_CUT] = number
            return
        words = " ".join(block.words.splitlines())[: min(room, LONGEST_LINE)]
        characters += len(words)
        tell(0.5 + 0.5 * characters / LONGEST_TEXT)
        yield Block(block.kind, words, block.level)
