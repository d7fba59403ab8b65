"""What is computed from a recording as bytes and back: versioned and checked, so that old or damaged ones are absent.

It may come from the worker process, which may have been taken over by the file it parsed: reading is bounded and
believes nothing. Documents and pictures: `media.reading_bytes`.
"""

import json
import struct
import sys
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any

from assessor_app.domain.derived import CaptionTrack, Cue, DerivedKind, Thumbnail, Waveform
from assessor_app.media.facts import MediaFacts
from assessor_app.media.packed import pack, unpack
from assessor_app.media.reading_bytes import unpack_pdf_look, unpack_picture, unpack_reading

_STEP = struct.Struct(">I")
_PICTURE = struct.Struct(">qI")
_JPEG = b"\xff\xd8"
_LARGEST_PICTURE = 1 << 20


def is_sound(kind: DerivedKind, data: bytes) -> bool:
    """Whether they can also be read; for what comes from the worker."""
    return _READERS[kind](data) is not None


# ---- facts -------------------------------------------------------------------------------------


def pack_facts(facts: MediaFacts) -> bytes:
    return pack(DerivedKind.FACTS, json.dumps(facts.document()).encode())


def unpack_facts(data: bytes) -> MediaFacts | None:
    return unpack(DerivedKind.FACTS, data, lambda payload: MediaFacts.of_document(json.loads(payload)))


# ---- frame times -------------------------------------------------------------------------------


def pack_frame_times(times: Sequence[int]) -> bytes:
    """`times` in microseconds as the file counts them, in order."""
    steps = array("q", (after - before for before, after in pairwise((0, *times))))
    return pack(DerivedKind.FRAME_TIMES, _big_endian(steps).tobytes())


def unpack_frame_times(data: bytes) -> tuple[int, ...] | None:
    """Return them in order; () for a recording without any that can be told."""

    def read(payload: bytes) -> tuple[int, ...]:
        steps = array("q")
        steps.frombytes(payload)
        steps = _big_endian(steps)
        if min(steps[1:], default=0) < 0:
            raise ValueError("times out of order")
        return tuple(accumulate(steps))

    return unpack(DerivedKind.FRAME_TIMES, data, read)


# ---- waveform ----------------------------------------------------------------------------------


def pack_waveform(waveform: Waveform) -> bytes:
    return pack(DerivedKind.WAVEFORM, _STEP.pack(waveform.step_us) + waveform.peaks)


def unpack_waveform(data: bytes) -> Waveform | None:
    """Return it; without any peaks for a recording without sound."""

    def read(payload: bytes) -> Waveform:
        (step_us,) = _STEP.unpack_from(payload)
        if not step_us:
            raise ValueError("a step of nothing")
        return Waveform(step_us, payload[_STEP.size :])

    return unpack(DerivedKind.WAVEFORM, data, read)


# ---- thumbnails --------------------------------------------------------------------------------


def pack_thumbnails(thumbnails: Iterable[Thumbnail]) -> bytes:
    parts = (_PICTURE.pack(each.at_us, len(each.jpeg)) + each.jpeg for each in thumbnails)
    return pack(DerivedKind.THUMBNAILS, b"".join(parts), level=0)


def unpack_thumbnails(data: bytes) -> tuple[Thumbnail, ...] | None:
    """Return them by time."""

    def read(payload: bytes) -> tuple[Thumbnail, ...]:
        found, at = [], 0
        while at < len(payload):
            at_us, length = _PICTURE.unpack_from(payload, at)
            jpeg = payload[at + _PICTURE.size : at + _PICTURE.size + length]
            if len(jpeg) != length or length > _LARGEST_PICTURE or not jpeg.startswith(_JPEG):
                raise ValueError("not a small picture")
            found.append(Thumbnail(at_us, jpeg))
            at += _PICTURE.size + length
        return tuple(sorted(found, key=lambda each: each.at_us))

    return unpack(DerivedKind.THUMBNAILS, data, read)


# ---- captions ----------------------------------------------------------------------------------


def pack_captions(tracks: Iterable[CaptionTrack]) -> bytes:
    document = [
        {"title": t.title, "language": t.language, "cues": [(c.start_us, c.end_us, c.text) for c in t.cues]}
        for t in tracks
    ]
    return pack(DerivedKind.CAPTIONS, json.dumps(document, ensure_ascii=False).encode())


def unpack_captions(data: bytes) -> tuple[CaptionTrack, ...] | None:
    """Return the text tracks inside the file, in its order; () when there are none."""
    return unpack(DerivedKind.CAPTIONS, data, lambda payload: tuple(_track(each) for each in json.loads(payload)))


def _track(document: dict[str, Any]) -> CaptionTrack:
    cues = tuple(Cue(int(start), int(end), str(words)) for start, end, words in document["cues"])
    return CaptionTrack(str(document["title"]), str(document["language"]), cues)


# ---- all of them -------------------------------------------------------------------------------

_READERS: dict[DerivedKind, Callable[[bytes], object | None]] = {
    DerivedKind.FACTS: unpack_facts,
    DerivedKind.FRAME_TIMES: unpack_frame_times,
    DerivedKind.WAVEFORM: unpack_waveform,
    DerivedKind.THUMBNAILS: unpack_thumbnails,
    DerivedKind.CAPTIONS: unpack_captions,
    DerivedKind.OFFICE: unpack_reading,
    DerivedKind.PDF_LOOK: unpack_pdf_look,
    DerivedKind.PICTURE: unpack_picture,
}


def _big_endian(numbers: "array[int]") -> "array[int]":
    """Turn to or from the order of bytes that is kept."""
    if sys.byteorder == "little":
        numbers = array("q", numbers)
        numbers.byteswap()
    return numbers
