"""Which frame of the file a picture is: the file is decoded around where it should be, and the pictures compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assessor_app.media.frame_times import FrameTimes
from assessor_app.media.still_decoder import NoStill, StillDecoder
from assessor_app.services.vault_ports import MediaSource

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

Luma = npt.NDArray[np.uint8]
SPREADS_US = (700_000, 4_000_000)
"""How far around the guess it is looked: near, and if that finds nothing, farther."""
EVERY = 4
"""Each fourth row and column is compared."""
_SAME = 1.5
_QUARTER = 90


@dataclass(frozen=True, slots=True)
class Picture:
    """The luma of a picture as it is seen, each fourth row and column, and about when it is in the media."""

    luma: Luma
    rotation: int
    about_us: int


def sampled(luma: Luma) -> Luma:
    """Return the part of a luma plane that is compared; a copy."""
    return luma[::EVERY, ::EVERY].copy()


def find_picture(
    source: MediaSource, times: FrameTimes, picture: Picture, is_unwanted: Callable[[], bool]
) -> tuple[int, int] | None:
    """Return start and end, in microseconds, of the frames that look just like `picture`; None when none does.

    Both engines decode with the same arithmetic, so that the right frame differs by nothing at all. Of a scene
    that stands still several frames look like it: then those nearest to the guess count, as one stretch.
    """
    try:
        decoder = StillDecoder(source, times)
    except NoStill:
        return None
    try:
        for spread in SPREADS_US:
            found = _search(decoder, times, picture, spread, is_unwanted)
            if found is not None or is_unwanted():
                return found
    except NoStill:
        pass
    finally:
        decoder.close()
    return None


def _search(
    decoder: StillDecoder, times: FrameTimes, picture: Picture, spread_us: int, is_unwanted: Callable[[], bool]
) -> tuple[int, int] | None:
    first, last = times.index_at(picture.about_us - spread_us), times.index_at(picture.about_us + spread_us)
    differences: dict[int, float] = {}

    def compare(number: int, frame: VideoFrame) -> None:
        if number >= first:
            differences[number] = _difference(picture, frame)

    decoder.decode(first, last, compare, is_unwanted)
    least = min(differences.values(), default=_SAME)
    if least >= _SAME:
        return None
    here = times.nearest(picture.about_us)
    alike = [number for number, difference in differences.items() if difference == least]
    nearest = min(alike, key=lambda number: abs(number - here))
    low = high = nearest
    while low - 1 in differences and differences[low - 1] == least:
        low -= 1
    while high + 1 in differences and differences[high + 1] == least:
        high += 1
    return times.span(low)[0], times.span(high)[1]


def _difference(picture: Picture, frame: VideoFrame) -> float:
    shown = frame if frame.format.name.startswith(("yuv4", "yuvj4")) and _is_8_bit(frame) else _as_8_bit(frame)
    plane = shown.planes[0]
    luma = np.frombuffer(memoryview(plane), np.uint8)[: plane.line_size * plane.height]
    upright = np.rot90(luma.reshape(plane.height, plane.line_size)[:, : plane.width], -picture.rotation // _QUARTER)
    seen = upright[::EVERY, ::EVERY]
    if seen.shape != picture.luma.shape:
        return _SAME
    return float(np.abs(seen.astype(np.int16) - picture.luma).mean())


def _is_8_bit(frame: VideoFrame) -> bool:
    return all(component.bits == 8 for component in frame.format.components)  # noqa: PLR2004 - it says it


def _as_8_bit(frame: VideoFrame) -> VideoFrame:
    return frame.reformat(format="yuv420p")
