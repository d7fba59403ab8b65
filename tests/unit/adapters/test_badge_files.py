"""Badge files as issuers hand them out, and files that are something else."""

import json
import struct
import zlib
from pathlib import Path

import pytest
from openbadgeslib import baking

from assessor_app.adapters.open_badges import files
from assessor_app.adapters.open_badges.reader import OpenBadges
from assessor_app.services.badges import NotACredential
from tests.fakes.badges import Badge, expected

TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))


def png(*extra: bytes) -> bytes:
    """One grey pixel, with chunks before its end."""
    header = chunk(b"IHDR", struct.pack("!IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + b"".join(extra) + chunk(b"IEND", b"")


def baked(text: bytes, *, is_compressed: bool = False) -> bytes:
    body = zlib.compress(text) if is_compressed else text
    return png(chunk(b"iTXt", b"openbadgecredential\x00" + bytes([is_compressed, 0, 0, 0]) + body))


@pytest.mark.parametrize(
    "data",
    [
        TOKEN.encode(),
        b"\xef\xbb\xbf" + TOKEN.encode() + b"\r\n",
        json.dumps(TOKEN).encode(),
        json.dumps({"compactJwsString": [TOKEN], "credential": []}).encode(),
        json.dumps({"compactJwsStrings": [TOKEN]}).encode(),
        baked(TOKEN.encode()),
        baked(TOKEN.encode(), is_compressed=True),
        baking.bake_png(png(), TOKEN, keyword=baking.ITXT_KEYWORD_OB3),
        baking.bake_svg(SVG, TOKEN, element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3),
    ],
)
def test_a_token_is_found_wherever_it_may_be(data: bytes) -> None:
    assert files.unpack(data) == TOKEN


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (png(), "no certification in this picture"),
        (png()[:40], "no certification in this picture"),
        (b"\x89PNG\r\n\x1a\n", "no certification in this picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 500, "no certification in this picture"),
        (baked(b"\xff\xfe"), "no certification in this picture"),
        (baked(b"x" * 2_000_000, is_compressed=True), "no certification in this picture"),
        (SVG, "no certification in this picture"),
        (b"<svg", "no certification in this picture"),
        (b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><svg>&d;</svg>', "no certification in this picture"),
        (b"<html>", "no certification in this picture"),
        (b"%PDF-1.7 \xff\xfe", "not a certification"),
        (b'{"proof": [], "type": []}', "embedded proof"),
        (baked(b'{"proof": [], "type": []}'), "embedded proof"),
        (b"{}", "not a certification"),
        (b"[", "not a certification"),
        (b"[" * 200_000, "not a certification"),
        (b'["a.b.c", "d.e.f"]', "not a certification"),
        (b"x" * (files.LARGEST + 1), "too large"),
    ],
)
def test_another_file_is_told_apart(data: bytes, words: str) -> None:
    with pytest.raises(NotACredential, match=words):
        files.unpack(data)


def test_a_baked_badge_is_read_from_its_picture(tmp_path: Path) -> None:
    token = Badge().signed()
    picture = tmp_path / "badge.png"
    picture.write_bytes(baked(token.encode()))
    badges = OpenBadges()
    assert badges.read(badges.unpack(picture.read_bytes()), expected()).document == token
