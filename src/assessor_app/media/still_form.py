"""Brings a decoded frame into a form that QtMultimedia paints just as it paints its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor_app.media.still_cache import Still

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

AS_IT_IS = frozenset({"yuv420p", "yuv422p", "nv12", "bgra"})
VIDEO_RANGE, FULL_RANGE = 1, 2


def still_of(number: int, frame: VideoFrame, aspect: tuple[int, int]) -> Still:
    """Return the frame with square pixels and eight bits a sample. Costs nothing for ordinary video."""
    width, height = square_size(frame.width, frame.height, aspect)
    form = frame.format.name if frame.format.name in AS_IT_IS else _nearest_form(frame)
    shown, colour_range = frame, frame.color_range
    if frame.format.name.startswith("yuvj"):
        # As QtMultimedia does it: full range is brought into the usual one, or the contrast would jump.
        colour_range = VIDEO_RANGE
        shown = frame.reformat(
            width=width, height=height, format=form, src_color_range=FULL_RANGE, dst_color_range=VIDEO_RANGE
        )
    elif (form, width, height) != (frame.format.name, frame.width, frame.height):
        shown = frame.reformat(width=width, height=height, format=form)
    return Still(
        number=number,
        frame=shown,
        # FFmpeg counts the display matrix's angle against the clock.
        rotation=-int(frame.rotation) % 360,
        colour_space=frame.colorspace,
        colour_range=colour_range,
        colour_transfer=frame.color_trc,
    )


def square_size(width: int, height: int, aspect: tuple[int, int]) -> tuple[int, int]:
    """Return the size in square pixels, never smaller than the picture is: the rule QtMultimedia has."""
    wide, high = aspect
    if wide <= 0 or high <= 0 or wide == high:
        return width, height
    return (width * wide // high, height) if wide > high else (width, height * high // wide)


def _nearest_form(frame: VideoFrame) -> str:
    return "bgra" if frame.format.is_rgb or frame.format.has_palette else "yuv420p"
