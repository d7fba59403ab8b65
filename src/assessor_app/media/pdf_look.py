"""Looks through a PDF in the worker process before its pages are drawn: locked, broken, a bomb, and what it would do.

Nothing it asks for is done here or later: pages are drawn without scripts, links and attachments are left alone.
"""

import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

import pikepdf

from assessor_app.domain.reading import Obstacle, PdfLook, Remark, RemarkKind
from assessor_app.media.pdf_forms import draws_too_much
from assessor_app.media.source_file import SteadyFile
from assessor_app.services.vault_ports import MediaSource

LARGEST_FILE = 256 << 20
MOST_PAGES = 2_000
MOST_OBJECTS = 500_000
MOST_UNPACKED = 256 << 20
MOST_PIXELS = 100_000_000
LONGEST_SIDE = 20_000.0
"""Of a page in points: seven metres."""
MOST_NARROW = 50.0
"""How many times longer than wide a page may be."""
_PIECE = 1 << 20
_DEEPEST = 12
_FLATE = ("/FlateDecode", "/Fl")
_LZW = ("/LZWDecode", "/LZW")
_DEFLATE_RATIO, _LZW_RATIO = 1_032, 2_800
_ACTS = {
    "/JavaScript": RemarkKind.SCRIPTS,
    "/Launch": RemarkKind.LAUNCHES,
    "/SubmitForm": RemarkKind.LAUNCHES,
    "/ImportData": RemarkKind.LAUNCHES,
    "/GoToR": RemarkKind.OTHER_FILES,
    "/GoToE": RemarkKind.OTHER_FILES,
}


class _Refused(Exception):
    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle)
        self.obstacle = obstacle


def look_through_pdf(source: MediaSource, tell: Callable[[float], None]) -> PdfLook:
    """Return how many pages it has and what was noticed, or why it is not drawn; tells how far it is."""
    if source.size > LARGEST_FILE:
        return PdfLook(obstacle=Obstacle.TOO_LARGE)
    found: Counter[RemarkKind] = Counter()
    try:
        with pikepdf.open(cast(BinaryIO, SteadyFile(source)), suppress_warnings=True) as pdf:
            pages = _pages(pdf)
            _objects(pdf, found, tell)  # first: from here on everything is known to unfold to what a laptop holds
            _drawings(pdf)
    except _Refused as error:
        return PdfLook(obstacle=error.obstacle)
    except pikepdf.PasswordError:
        return PdfLook(obstacle=Obstacle.LOCKED)
    except MemoryError:
        return PdfLook(obstacle=Obstacle.TOO_LARGE)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OverflowError):
        return PdfLook(obstacle=Obstacle.DAMAGED)
    return PdfLook(pages, tuple(Remark(kind, found[kind]) for kind in RemarkKind if found[kind]))


def _pages(pdf: pikepdf.Pdf) -> int:
    count = len(pdf.pages)
    if not count:
        raise _Refused(Obstacle.DAMAGED)
    if count > MOST_PAGES:
        raise _Refused(Obstacle.TOO_MANY_PAGES)
    for page in pdf.pages:
        left, bottom, right, top = (float(side) for side in page.mediabox)
        unit = float(page.obj.get("/UserUnit", 1))
        sides = sorted((abs(right - left) * unit, abs(top - bottom) * unit))
        if not sides[0] or sides[1] > LONGEST_SIDE or sides[1] > MOST_NARROW * sides[0]:
            raise _Refused(Obstacle.TOO_LARGE)
    return count


def _objects(pdf: pikepdf.Pdf, found: Counter[RemarkKind], tell: Callable[[float], None]) -> None:
    count = len(pdf.objects)
    if count > MOST_OBJECTS:
        raise _Refused(Obstacle.TOO_LARGE)
    for number, thing in enumerate(pdf.objects):
        tell(number / count)
        if isinstance(thing, pikepdf.Stream):
            _measure(thing)
        for each in _dictionaries(thing, 0):
            found.update(_noticed(each))


def _drawings(pdf: pikepdf.Pdf) -> None:
    if draws_too_much(pdf):
        raise _Refused(Obstacle.TOO_LARGE)


def _dictionaries(thing: Any, depth: int) -> Iterator[Any]:
    """Yield it and what stands directly inside it; other objects have their own turn."""
    if depth > _DEEPEST:
        return
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        inner = [thing[str(key)] for key in thing]
    elif isinstance(thing, pikepdf.Array):
        inner = list(thing.as_list())
    else:
        return
    for each in inner:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Array) and not each.is_indirect:
            yield from _dictionaries(each, depth + 1)


def _noticed(thing: Any) -> Iterator[RemarkKind]:
    act = _ACTS.get(str(thing.get("/S", "")))
    if act is not None:
        yield act
    if "/EF" in thing:
        yield RemarkKind.EMBEDDED


def _measure(stream: pikepdf.Stream) -> None:
    """Refuse what would unfold to more than is good for the window."""
    is_picture = str(stream.get("/Subtype", "")) == "/Image"
    if is_picture and int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MOST_PIXELS:
        raise _Refused(Obstacle.TOO_LARGE)
    filters = _filters(stream)
    packing = [name for name in filters if name in _FLATE + _LZW]
    if not packing:
        return
    raw = stream.read_raw_bytes()
    most = len(raw)
    for name in packing:
        most *= _DEFLATE_RATIO if name in _FLATE else _LZW_RATIO
    if most <= MOST_UNPACKED:
        return
    if all(name in _FLATE for name in filters):
        _unfold(raw, len(filters))
    elif len(stream.read_bytes()) > MOST_UNPACKED:
        raise _Refused(Obstacle.TOO_LARGE)


def _filters(stream: pikepdf.Stream) -> list[str]:
    named = stream.get("/Filter")
    if named is None:
        return []
    return [str(name) for name in named.as_list()] if isinstance(named, pikepdf.Array) else [str(named)]


def _unfold(raw: bytes, times: int) -> None:
    """Inflate piece by piece and count; what is inflated once more is kept, the last one is only counted."""
    for turn in range(times):
        is_last = turn == times - 1
        inflate, kept, length, rest = zlib.decompressobj(), bytearray(), 0, raw
        while rest and not inflate.eof:
            try:
                piece = inflate.decompress(rest, _PIECE)
            except zlib.error:
                break  # what is broken is drawn as far as it goes
            rest = inflate.unconsumed_tail
            length += len(piece)
            if length > MOST_UNPACKED:
                raise _Refused(Obstacle.TOO_LARGE)
            if not is_last:
                kept += piece
        raw = bytes(kept)
