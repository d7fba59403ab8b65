"""What becomes of marks too close to be told apart: columns and merged bars, in whole pixels."""

import numpy as np
from numpy.typing import NDArray

from assessor_app.gui.widgets.timeline_lane import Times
from assessor_app.gui.widgets.timeline_scale import TimelineScale

CROWD_REACH = 6
"""Pixels to each side in which others make a mark part of a crowd."""
CELL = 3
"""Width in pixels of a column that stands for a crowd."""
LEVELS = 7
_A_CROWD = 4
Pixels = NDArray[np.float64]
Levels = NDArray[np.int64]


def pixels(scale: TimelineScale, times: Times) -> Pixels:
    return scale.left + (times - scale.start_us) / scale.us_per_pixel


def near_pixels(scale: TimelineScale, times: Times) -> Pixels:
    """Return the same, with what is far out of sight brought near."""
    return np.clip(pixels(scale, times), scale.near(-np.inf), scale.near(np.inf))


def crowded(xs: Pixels) -> NDArray[np.bool_]:
    """Say of each place (ascending) whether it has too many neighbours to be painted as a shape of its own."""
    after = np.searchsorted(xs, xs + CROWD_REACH, "right")
    before = np.searchsorted(xs, xs - CROWD_REACH, "left")
    return (after - before) >= _A_CROWD


def level_of(count: NDArray[np.int64]) -> Levels:
    """Return 0 for one mark, one more each time their number doubles, at most LEVELS - 1."""
    return np.minimum(np.log2(np.maximum(count, 1)).astype(np.int64), LEVELS - 1)


def crowd_levels(scale: TimelineScale, times: Times, left: int, right: int) -> Levels:
    """Return the level of each pixel in [left, right), -1 where no crowd is; columns are CELL pixels wide.

    They are counted from the start of the recording, so that they move with it and do not shimmer.
    """
    levels = np.full(max(right - left, 0), -1, np.int64)
    if not len(times) or not len(levels):
        return levels
    cell_us = scale.us_per_pixel * CELL
    cells, counts = np.unique((times / cell_us).astype(np.int64), return_counts=True)
    edges = np.rint(scale.left + (cells * cell_us - scale.start_us) / scale.us_per_pixel).astype(np.int64) - left
    for offset in range(CELL):
        place = edges + offset
        is_shown = (place >= 0) & (place < len(levels))
        levels[place[is_shown]] = level_of(counts[is_shown])
    return levels


def depth_levels(scale: TimelineScale, starts: Times, ends: Times, left: int, right: int) -> Levels:
    """Return how many stretches lie over each pixel in [left, right) as a level, -1 where none is."""
    width = max(right - left, 0)
    firsts = np.clip(np.rint(pixels(scale, starts)) - left, 0, width).astype(np.int64)
    # A stretch thinner than a pixel still shows as one.
    lasts = np.clip(np.maximum(np.rint(pixels(scale, ends)), np.rint(pixels(scale, starts)) + 1) - left, 0, width)
    steps = np.bincount(firsts, minlength=width + 1) - np.bincount(lasts.astype(np.int64), minlength=width + 1)
    depth = np.cumsum(steps)[:width]
    return np.where(depth > 0, level_of(depth), -1)


def merged(lefts: Pixels, rights: Pixels) -> list[tuple[float, float]]:
    """Join stretches of pixels, ordered and apart in time, that are less than a pixel apart on the screen."""
    if not len(lefts):
        return []
    breaks = np.flatnonzero(lefts[1:] - rights[:-1] >= 1) + 1
    firsts = np.concatenate(([0], breaks))
    lasts = np.concatenate((breaks, [len(lefts)])) - 1
    return [(float(lefts[a]), float(rights[b])) for a, b in zip(firsts, lasts, strict=True)]


def distinct(xs: Pixels) -> list[int]:
    """Return the whole pixels that are taken, each once, ascending."""
    return [int(x) for x in np.unique(np.rint(xs))]
