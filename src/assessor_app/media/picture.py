"""Makes a picture anew from the pixels of one handed in, in the worker process: upright, small enough, nothing else.

The window never decodes what a stranger made. What phones write into their pictures, such as the place, is left behind.
"""

import io
import struct
from collections.abc import Callable
from typing import BinaryIO, cast

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from assessor_app.domain.reading import Obstacle, Picture, Remark, RemarkKind
from assessor_app.media.reading_bytes import LONGEST_SIDE
from assessor_app.media.source_file import SteadyFile
from assessor_app.services.vault_ports import MediaSource

LARGEST_FILE = 256 << 20
MOST_PIXELS = 100_000_000
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
_LOOKED_AT = 4_096
_QUALITY = 93
_FULL_COLOUR = 0
"""No chroma subsampling: pencil on squared paper stays readable."""
_QUICKLY = 3
_LARGEST_PNG = 32 << 20
_JPEGS = ("JPEG", "MPO")
"""MPO: a JPEG with a second picture behind it, as many phones make them."""
_PHOTOGRAPHS = (*_JPEGS, "WEBP", "TIFF")
_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, struct.error, IndexError, KeyError, OverflowError)


def make_picture(source: MediaSource, tell: Callable[[float], None]) -> Picture:
    """Return the picture to show, or why there is none."""
    if source.size > LARGEST_FILE:
        return Picture(obstacle=Obstacle.TOO_LARGE)
    Image.MAX_IMAGE_PIXELS = None  # the limit is our own, below, and known before anything is decoded
    try:
        with Image.open(cast(BinaryIO, SteadyFile(source)), formats=FORMATS) as opened:
            return _made(opened, tell)
    except UnidentifiedImageError:
        return Picture(obstacle=_unknown(source.read_at(0, _LOOKED_AT)))
    except MemoryError:
        return Picture(obstacle=Obstacle.TOO_LARGE)
    except EOFError:
        raise
    except _BROKEN:
        return Picture(obstacle=Obstacle.DAMAGED)


def _made(opened: Image.Image, tell: Callable[[float], None]) -> Picture:
    width, height = opened.size
    if opened.format in _JPEGS:
        opened.draft(None, _fitting(width, height))  # decodes an eighth of it where that is enough
    if opened.size[0] * opened.size[1] > MOST_PIXELS:
        return Picture(width=width, height=height, obstacle=Obstacle.TOO_LARGE)
    is_photograph = opened.format in _PHOTOGRAPHS
    frames = 1 if opened.format in _JPEGS else getattr(opened, "n_frames", 1)
    if opened.getexif().get(_ORIENTATION) in _ON_ITS_SIDE:
        width, height = height, width
    opened.load()
    tell(0.5)
    shown = _coloured(ImageOps.exif_transpose(opened))
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    remarks = []
    if frames > 1:
        remarks.append(Remark(RemarkKind.FIRST_PICTURE, frames))
    if shown.size != (width, height):
        remarks.append(Remark(RemarkKind.SMALLER))
    return Picture(_written(shown, is_photograph=is_photograph), width, height, tuple(remarks))


def _fitting(width: int, height: int) -> tuple[int, int]:
    longest = max(width, height)
    if longest <= LONGEST_SIDE:
        return width, height
    return max(width * LONGEST_SIDE // longest, 1), max(height * LONGEST_SIDE // longest, 1)


def _coloured(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits: converting would cut them off instead of scaling
        image = Image.fromarray((np.asarray(image).clip(0, 0xFFFF) >> 8).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _written(image: Image.Image, *, is_photograph: bool) -> bytes:
    """Only pixels: a new picture carries nothing of what stood beside them in the file."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    made = io.BytesIO()
    if not is_photograph or bare.mode == "RGBA":
        bare.save(made, "PNG", compress_level=_QUICKLY)
        if made.tell() <= _LARGEST_PNG:
            return made.getvalue()
        made = io.BytesIO()
    bare.convert("L" if bare.mode == "L" else "RGB").save(made, "JPEG", quality=_QUALITY, subsampling=_FULL_COLOUR)
    return made.getvalue()


def _unknown(head: bytes) -> Obstacle:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return Obstacle.DRAWING if text.startswith(b"<") and b"<svg" in text else Obstacle.OTHER_KIND
