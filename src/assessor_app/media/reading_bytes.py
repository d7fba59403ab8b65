"""Readings of documents, looks through PDFs and pictures made anew as bytes and back; what comes back is checked."""

import json
import struct
from collections.abc import Iterable
from typing import Any

from assessor_app.domain.derived import DerivedKind
from assessor_app.domain.reading import (
    LONGEST_TEXT,
    Block,
    BlockKind,
    Obstacle,
    PdfLook,
    Picture,
    Reading,
    Remark,
    RemarkKind,
)
from assessor_app.media.packed import pack, unpack

LONGEST_SIDE = 4096
"""Of a picture that is shown, in pixels."""
MOST_LINES = 30_000
_SIZE = struct.Struct(">I")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_MOST_REMARKS = 32


def pack_reading(reading: Reading) -> bytes:
    blocks = [[block.kind, block.words, block.level] for block in reading.blocks]
    return pack(DerivedKind.OFFICE, _json({"blocks": blocks} | _around(reading.remarks, reading.obstacle)))


def unpack_reading(data: bytes) -> Reading | None:
    def read(payload: bytes) -> Reading:
        document = json.loads(payload)
        if len(document["blocks"]) > MOST_LINES:
            raise ValueError("more lines than are shown")
        blocks = tuple(_block(*each) for each in document["blocks"])
        if sum(len(block.words) for block in blocks) > LONGEST_TEXT:
            raise ValueError("more words than are shown")
        return Reading(blocks, *_round(document))

    return unpack(DerivedKind.OFFICE, data, read)


def pack_pdf_look(look: PdfLook) -> bytes:
    return pack(DerivedKind.PDF_LOOK, _json({"pages": look.pages} | _around(look.remarks, look.obstacle)))


def unpack_pdf_look(data: bytes) -> PdfLook | None:
    def read(payload: bytes) -> PdfLook:
        document = json.loads(payload)
        return PdfLook(int(document["pages"]), *_round(document))

    return unpack(DerivedKind.PDF_LOOK, data, read)


def pack_picture(picture: Picture) -> bytes:
    head = {"width": picture.width, "height": picture.height} | _around(picture.remarks, picture.obstacle)
    about = _json(head)
    return pack(DerivedKind.PICTURE, _SIZE.pack(len(about)) + about + picture.data, level=0)


def unpack_picture(data: bytes) -> Picture | None:
    def read(payload: bytes) -> Picture:
        (length,) = _SIZE.unpack_from(payload)
        document = json.loads(payload[_SIZE.size : _SIZE.size + length])
        pixels = payload[_SIZE.size + length :]
        if not pixels.startswith(_PICTURES) and "obstacle" not in document:
            raise ValueError("neither a JPEG nor a PNG")
        return Picture(pixels, int(document["width"]), int(document["height"]), *_round(document))

    return unpack(DerivedKind.PICTURE, data, read)


def _around(remarks: Iterable[Remark], obstacle: Obstacle | None) -> dict[str, Any]:
    found: dict[str, Any] = {"remarks": [[remark.kind, remark.number] for remark in remarks]}
    return found | {"obstacle": obstacle} if obstacle is not None else found


def _round(document: dict[str, Any]) -> tuple[tuple[Remark, ...], Obstacle | None]:
    if len(document["remarks"]) > _MOST_REMARKS:
        raise ValueError("more remarks than there are kinds")
    remarks = tuple(Remark(RemarkKind(kind), int(number)) for kind, number in document["remarks"])
    return remarks, Obstacle(document["obstacle"]) if "obstacle" in document else None


def _block(kind: str, words: str, level: int) -> Block:
    if not isinstance(words, str) or "\n" in words or not 0 <= int(level) <= 9:  # noqa: PLR2004 - deeper is none
        raise ValueError("not a line")
    return Block(BlockKind(kind), words, int(level))


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
