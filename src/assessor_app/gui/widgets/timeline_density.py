"""What becomes of marks too close to be told apart: columns and merged bars, in whole pixels."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring pixels of one level; `right` is the first pixel after it."""

    left: int
    right: int
    level: int


def pixels(scale: TimelineScale, times: Times) -> Pixels:
    return scale.left + (times - scale.start_us) / scale.us_per_pixel


def crowded(xs: Pixels) -> NDArray[np.bool_]:
    """Say of each place (ascending) whether it has too many neighbours to be painted as a shape of its own."""
    after = np.searchsorted(xs, xs + CROWD_REACH, "right")
    before = np.searchsorted(xs, xs - CROWD_REACH, "left")
    return (after - before) >= _A_CROWD


def level_of(count: int | NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0 for one mark, one more each time their number doubles, at most LEVELS - 1."""
    return np.minimum(np.log2(np.maximum(count, 1)).astype(np.int64), LEVELS - 1)


def crowd_runs(scale: TimelineScale, times: Times) -> list[Run]:
    """Return columns CELL pixels wide, neighbours of one level joined.

    Columns are counted from the start of the recording, so that they move with it and do not shimmer.
    """
    if not len(times):
        return []
    cell_us = scale.us_per_pixel * CELL
    cells, counts = np.unique((times / cell_us).astype(np.int64), return_counts=True)
    levels = level_of(counts)
    breaks = np.flatnonzero((np.diff(cells) > 1) | (np.diff(levels) != 0)) + 1
    firsts = np.concatenate(([0], breaks))
    lasts = np.concatenate((breaks, [len(cells)])) - 1
    lefts = np.rint(scale.left + (cells[firsts] * cell_us - scale.start_us) / scale.us_per_pixel)
    rights = np.rint(scale.left + ((cells[lasts] + 1) * cell_us - scale.start_us) / scale.us_per_pixel)
    return [
        Run(int(left), max(int(right), int(left) + 1), int(level))
        for left, right, level in zip(lefts, rights, levels[firsts], strict=True)
    ]


def depth_runs(scale: TimelineScale, starts: Times, ends: Times) -> list[Run]:
    """Return how many stretches lie over each visible pixel, as runs of one level; nothing where there are none."""
    width = int(np.ceil(scale.width)) + 1
    first = int(np.floor(scale.left))
    lefts = np.clip(np.rint(pixels(scale, starts)) - first, 0, width).astype(np.int64)
    rights = np.clip(np.rint(pixels(scale, ends)) - first, 0, width).astype(np.int64)
    rights = np.maximum(rights, np.minimum(lefts + 1, width))
    steps = np.bincount(lefts, minlength=width + 1) - np.bincount(rights, minlength=width + 1)
    depth = np.cumsum(steps)[:width]
    levels = np.where(depth > 0, level_of(depth), -1)
    edges = np.concatenate(([0], np.flatnonzero(np.diff(levels)) + 1, [width]))
    return [
        Run(int(left) + first, int(right) + first, int(levels[left]))
        for left, right in zip(edges[:-1], edges[1:], strict=True)
        if levels[left] >= 0
    ]


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
