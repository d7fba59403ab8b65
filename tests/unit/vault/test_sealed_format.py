"""The format of docs/sealed-format.md: as written there, byte for byte, and nothing else is ever taken for it."""

import hashlib
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessor_app.services.vault_ports import SealBroken
from assessor_app.vault.sealed_header import HEADER_BYTES, UNTOLD, Header, unpack
from assessor_app.vault.sealed_segments import FileKey, Segments
from assessor_app.vault.sealed_source import SealedSource

DOCUMENT = Path(__file__).parents[3] / "docs" / "sealed-format.md"
SECRET = FileKey(bytes(range(16)), bytes(range(32)))
PREFIX = bytes(range(0xA0, 0xA7))
SEGMENT = 16
PLAIN = b"Sealed in two segments, proved."
STEP = SEGMENT + 16


def sealed(plain: bytes = PLAIN, secret: FileKey = SECRET, prefix: bytes = PREFIX, length: int | None = None) -> bytes:
    header = Header(secret.file_id, prefix, len(plain) if length is None else length, SEGMENT)
    packed = header.pack(secret.key)
    segments = Segments(header, packed, secret.key)
    pieces = [plain[at : at + SEGMENT] for at in range(0, len(plain), SEGMENT)] or [b""]
    return packed + b"".join(
        segments.seal(number, piece, is_last=number == len(pieces) - 1) for number, piece in enumerate(pieces)
    )


def opened(folder: Path, content: bytes, secret: FileKey = SECRET) -> bytes:
    file = folder / "file"
    file.write_bytes(content)
    source = SealedSource(file, secret, lambda: None)
    try:
        return source.read_at(0, source.size + 1)
    finally:
        source.close()


def test_the_document_s_example_is_what_we_write(tmp_path: Path):
    (block,) = re.findall(r"```hex\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    vector = bytes.fromhex("".join(block.split()))
    assert sealed() == vector
    assert opened(tmp_path, vector) == PLAIN


def test_it_can_be_read_with_nothing_of_ours():
    """What the document says, done with a cipher library alone."""
    content, key = sealed(), SECRET.key
    fields, tag = content[:45], content[45:61]
    magic, version, algorithm, segment_bytes, file_id, prefix, length = struct.unpack(">8sBBI16s7sQ", fields)
    assert (magic, version, algorithm, file_id) == (b"AXSEALED", 1, 1, SECRET.file_id)
    AESGCM(key).decrypt(prefix + b"\xff\xff\xff\xff\x02", tag, fields)
    bound_to, plain, at, number = hashlib.sha256(content[:61]).digest(), b"", 61, 0
    while len(plain) < length:
        size = min(segment_bytes, length - len(plain))
        nonce = prefix + struct.pack(">I", number) + (b"\1" if len(plain) + size == length else b"\0")
        plain += AESGCM(key).decrypt(nonce, content[at : at + size + 16], bound_to)
        at, number = at + size + 16, number + 1
    assert plain == PLAIN
    assert at == len(content)


def swapped(content: bytes, one: int, two: int) -> bytes:
    places = [HEADER_BYTES + number * STEP for number in (one, two)]
    first, second = (content[place : place + STEP] for place in places)
    changed = bytearray(content)
    changed[places[0] : places[0] + STEP], changed[places[1] : places[1] + STEP] = second, first
    return bytes(changed)


LONG = bytes(range(100))  # six whole segments and a short one
OTHER = FileKey(bytes(16), bytes(32))
TAMPERED: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "half a header": lambda content: content[:30],
    "a header alone": lambda content: content[:HEADER_BYTES],
    "cut at a segment": lambda content: content[: HEADER_BYTES + 3 * STEP],
    "cut within a segment": lambda content: content[: HEADER_BYTES + 3 * STEP + 5],
    "cut by one byte": lambda content: content[:-1],
    "longer by one byte": lambda content: content + b"\0",
    "longer by a segment": lambda content: content + content[HEADER_BYTES : HEADER_BYTES + STEP],
    "the last one left out": lambda content: content[: HEADER_BYTES + 6 * STEP],
    "a middle one left out": lambda content: content[: HEADER_BYTES + STEP] + content[HEADER_BYTES + 2 * STEP :],
    "two swapped": lambda content: swapped(content, 1, 2),
    "one twice": lambda content: (
        content[: HEADER_BYTES + STEP]
        + content[HEADER_BYTES : HEADER_BYTES + STEP] * 5
        + content[HEADER_BYTES + 6 * STEP :]
    ),
    "a segment of the same file sealed before": lambda content: (
        content[:HEADER_BYTES]
        + sealed(LONG, prefix=bytes(7))[HEADER_BYTES : HEADER_BYTES + STEP]
        + content[HEADER_BYTES + STEP :]
    ),
    "the header of another file": lambda content: sealed(LONG, OTHER)[:HEADER_BYTES] + content[HEADER_BYTES:],
    "the header of the same file sealed before": lambda content: (
        sealed(LONG, prefix=bytes(7))[:HEADER_BYTES] + content[HEADER_BYTES:]
    ),
    "the header of a longer file": lambda content: sealed(LONG + b"1")[:HEADER_BYTES] + content[HEADER_BYTES:],
    "the header of an untold length": lambda content: (
        sealed(LONG, length=UNTOLD)[:HEADER_BYTES] + content[HEADER_BYTES:]
    ),
    "another file whole": lambda _: sealed(LONG, OTHER),
    "another key, the same name": lambda _: sealed(LONG, FileKey(SECRET.file_id, bytes(32))),
    "the same key, another name": lambda _: sealed(LONG, FileKey(bytes(16), SECRET.key)),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_tampered_with_is_refused(tmp_path: Path, name: str):
    whole = sealed(LONG)
    assert opened(tmp_path, whole) == LONG
    with pytest.raises(SealBroken):
        opened(tmp_path, TAMPERED[name](whole))


def test_every_single_bit_counts(tmp_path: Path):
    content = sealed(PLAIN)
    for at in range(len(content)):
        changed = bytearray(content)
        changed[at] ^= 1 << at % 8
        with pytest.raises(SealBroken):
            opened(tmp_path, bytes(changed))


def test_a_length_nobody_knew_is_that_of_the_file(tmp_path: Path):
    content = sealed(LONG, length=UNTOLD)
    assert opened(tmp_path, content) == LONG
    for cut in (HEADER_BYTES, HEADER_BYTES + STEP, len(content) - 1):
        with pytest.raises(SealBroken):
            opened(tmp_path, content[:cut])


@pytest.mark.parametrize("segment_bytes", [0, 1 << 27])
def test_a_header_cannot_ask_for_any_memory(segment_bytes: int):
    header = Header(SECRET.file_id, PREFIX, 5, segment_bytes)
    with pytest.raises(SealBroken):
        unpack(header.pack(SECRET.key), SECRET.key, SECRET.file_id)


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=300))
@example(b"AXSEALED" + bytes(60))
def test_random_bytes_never_open(tmp_path_factory, content: bytes):
    with pytest.raises(SealBroken):
        opened(tmp_path_factory.getbasetemp(), content)


@settings(max_examples=200, deadline=None)
@given(
    edits=st.lists(
        st.tuples(
            st.sampled_from(["flip", "cut", "insert", "move"]), st.integers(0, 400), st.binary(min_size=1, max_size=40)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_mutated_files_give_right_bytes_or_none(tmp_path_factory, edits):
    content = bytearray(sealed(LONG))
    for kind, place, data in edits:
        at = place % (len(content) + 1)
        if kind == "flip" and at < len(content):
            content[at] ^= data[0]
        elif kind == "cut":
            del content[at : at + len(data)]
        elif kind == "insert":
            content[at:at] = data
        else:
            content[at : at + STEP], content[:STEP] = content[:STEP], content[at : at + STEP]
    try:
        assert opened(tmp_path_factory.getbasetemp(), bytes(content)) == LONG
    except SealBroken:
        assert bytes(content) != sealed(LONG)
