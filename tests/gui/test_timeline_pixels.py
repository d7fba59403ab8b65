"""What the timeline computes before it paints: crowds, peaks, frames to snap to, rows, and marks by time."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.domain.derived import Waveform
from assessor_app.gui.tokens import LIGHT
from assessor_app.gui.widgets import timeline_density as density
from assessor_app.gui.widgets.timeline_lane import LaneMarks, mark_of
from assessor_app.gui.widgets.timeline_peaks import PeakPyramid
from assessor_app.gui.widgets.timeline_rows import LOWEST_LANE, Needs, rows_of
from assessor_app.gui.widgets.timeline_ruler import Ruler
from assessor_app.gui.widgets.timeline_scale import TimelineScale
from assessor_app.gui.widgets.timeline_snap import Snap
from assessor_app.media.frame_times import FrameTimes
from tests.fakes.marks import mark

HOUR = 3_600_000_000
LEFT, WIDTH = 54, 760
scales = st.builds(
    lambda duration, factor, x: TimelineScale(duration, float(LEFT), float(WIDTH)).zoomed(factor, LEFT + x * WIDTH),
    st.integers(1_000_000, 10 * HOUR),
    st.floats(1, 400_000),
    st.floats(0, 1),
)
moments = st.lists(st.integers(0, HOUR), max_size=60).map(sorted)
stretches = st.lists(st.tuples(st.integers(0, HOUR), st.integers(1, 60_000_000)), max_size=40)
uneven_frames = st.lists(st.integers(1_000, 90_000), min_size=2, max_size=60).map(
    lambda gaps: FrameTimes(np.cumsum([0, *gaps]).tolist())
)


def whole(duration_us: int = HOUR) -> TimelineScale:
    return TimelineScale(duration_us, float(LEFT), float(WIDTH))


# ---- the scale -------------------------------------------------------------------------------


def test_ten_hours_can_be_seen_at_once_and_so_can_one_frame() -> None:
    scale = whole(10 * HOUR)
    assert scale.end_us == 10 * HOUR
    closest = scale.zoomed(1e12, LEFT + 300)
    assert closest.visible_us == pytest.approx(100_000, abs=2)
    ruler = Ruler(closest, LIGHT, FrameTimes(range(closest.start_us - 400_000, closest.end_us + 400_000, 33_333)))
    assert ruler.frame_width > 200


@given(scales, st.integers(0, 10 * HOUR))
def test_a_turned_page_shows_what_it_was_turned_to(scale: TimelineScale, at_us: int) -> None:
    at_us = min(at_us, scale.duration_us)
    for moved in (scale.paged_to(at_us), scale.centred(at_us)):
        assert moved.keeps(at_us) or moved.end_us >= scale.duration_us - 1
        assert 0 <= moved.start_us <= moved.last_start_us


@given(scales, st.integers(0, WIDTH), st.integers(0, WIDTH))
def test_ticks_of_a_part_are_those_of_the_whole_that_lie_in_it(scale: TimelineScale, one: int, other: int) -> None:
    from_us, to_us = sorted((scale.us_at(LEFT + one), scale.us_at(LEFT + other)))
    inside = [tick for tick in scale.ticks() if from_us <= tick.at_us <= to_us]
    assert list(scale.ticks(from_us, to_us)) == inside


# ---- crowds ----------------------------------------------------------------------------------


@given(scales, moments)
def test_shapes_are_few_and_every_mark_is_a_shape_or_in_a_crowd(scale: TimelineScale, times: list[int]) -> None:
    starts = np.array(times, np.int64)
    xs = density.pixels(scale, starts)
    is_crowded = density.crowded(xs)
    alone = xs[~is_crowded]
    for x in alone:
        assert ((xs >= x - density.CROWD_REACH) & (xs <= x + density.CROWD_REACH)).sum() < 4
    levels = density.crowd_levels(scale, starts[is_crowded], LEFT, LEFT + WIDTH)
    for x in xs[is_crowded]:
        if LEFT + density.CELL <= x < LEFT + WIDTH - density.CELL:
            near = levels[int(x) - LEFT - density.CELL : int(x) - LEFT + density.CELL + 1]
            assert near.max() >= 0


@given(scales, moments, st.integers(0, WIDTH), st.integers(1, WIDTH))
def test_a_part_of_a_crowd_is_painted_as_it_is_in_the_whole(
    scale: TimelineScale, times: list[int], first: int, width: int
) -> None:
    starts = np.array(times, np.int64)
    all_of_it = density.crowd_levels(scale, starts, LEFT, LEFT + WIDTH)
    last = min(first + width, WIDTH)
    part = density.crowd_levels(scale, starts, LEFT + first, LEFT + last)
    assert part.tolist() == all_of_it[first:last].tolist()


@given(st.integers(1, 10_000))
def test_more_marks_are_never_shown_as_less(count: int) -> None:
    levels = density.level_of(np.array([count, count + 1, 2 * count]))
    assert levels[0] <= levels[1]
    assert levels[2] == min(levels[0] + 1, density.LEVELS - 1)


@given(scales, stretches)
def test_depth_is_how_many_ranges_lie_over_a_pixel(scale: TimelineScale, found: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in found], np.int64)
    ends = starts + np.array([length for _, length in found], np.int64)
    levels = density.depth_levels(scale, starts, ends, LEFT, LEFT + WIDTH)
    lefts, rights = np.rint(density.pixels(scale, starts)), np.rint(density.pixels(scale, ends))
    for place in range(0, WIDTH, 37):
        x = LEFT + place
        count = sum(1 for a, b in zip(lefts, rights, strict=True) if a <= x < max(b, a + 1))
        expected = -1 if not count else min(count.bit_length() - 1, density.LEVELS - 1)
        assert levels[place] == expected


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0.1, 20)), min_size=1, max_size=30))
def test_stretches_less_than_a_pixel_apart_become_one(pieces: list[tuple[float, float]]) -> None:
    edges = np.cumsum([part for piece in pieces for part in piece])
    lefts, rights = edges[0::2], edges[1::2]
    joined = density.merged(lefts, rights)
    assert all(after[0] - before[1] >= 1 for before, after in pairwise(joined))
    for left, right in zip(lefts, rights, strict=True):
        assert any(start <= left and right <= end for start, end in joined)


# ---- the waveform ----------------------------------------------------------------------------


@given(st.binary(min_size=1, max_size=3_000), scales)
def test_a_pixel_shows_at_least_the_loudest_of_what_it_holds(peaks: bytes, scale: TimelineScale) -> None:
    step_us = 20_000
    columns = PeakPyramid(Waveform(step_us, peaks)).columns(scale, LEFT, LEFT + WIDTH)
    for place in range(0, WIDTH, 53):
        from_us, to_us = scale.time_at(LEFT + place), scale.time_at(LEFT + place + 1)
        inside = peaks[-(-from_us // step_us) : to_us // step_us]
        assert columns[place] >= max(inside, default=0)
        assert columns[place] <= max(peaks)


def test_nothing_is_shown_beyond_the_end_of_the_sound() -> None:
    pyramid = PeakPyramid(Waveform(20_000, bytes([200] * 50)))  # one second of two
    columns = pyramid.columns(whole(2_000_000), LEFT, LEFT + WIDTH)
    assert columns[: WIDTH // 2 - 1].tolist() == [200] * (WIDTH // 2 - 1)
    assert not columns[WIDTH // 2 + 1 :].any()


def test_a_pyramid_of_an_hour_is_small_and_one_of_nothing_is_nothing() -> None:
    hour = PeakPyramid(Waveform(20_000, bytes(180_000)))
    assert sum(len(level) for level in hour._levels) <= 2 * 180_000 + 32
    assert PeakPyramid(Waveform(20_000, b"")).columns(whole(), LEFT, LEFT + 3).tolist() == [0, 0, 0]


# ---- snapping --------------------------------------------------------------------------------


@given(uneven_frames, st.data())
def test_whatever_is_dragged_ends_on_frames_and_keeps_its_order(frames: FrameTimes, data: st.DataObject) -> None:
    duration = frames.span(len(frames) - 1)[1]
    edges = {frames.span(index)[0] for index in range(len(frames))} | {duration}
    first = data.draw(st.integers(0, len(frames) - 1))
    last = data.draw(st.integers(first, len(frames) - 1))
    span = (frames.span(first)[0], frames.span(last)[1])
    at_us = data.draw(st.integers(-50_000, duration + 50_000))
    snap = Snap(frames, duration)
    for start, end in (snap.with_start(span, at_us), snap.with_end(span, at_us), snap.range_at(span, at_us)):
        assert start in edges
        assert end in edges
        assert 0 <= start < end <= duration
    assert snap.with_start(span, at_us)[1] == span[1]
    assert snap.with_end(span, at_us)[0] == span[0]
    start, end = snap.point_at(span, at_us)
    assert (start, end) == frames.span(frames.nearest(min(max(at_us, 0), duration)))


@given(st.integers(0, HOUR), st.integers(1_000, 9_000_000), st.integers(-9_000_000, HOUR))
def test_sound_is_cut_at_milliseconds(start: int, length: int, at_us: int) -> None:
    snap = Snap(None, HOUR)
    span = (start, start + length)
    for left, right in (snap.with_start(span, at_us), snap.with_end(span, at_us), snap.point_at(span, at_us)):
        assert 0 <= left < right
    assert snap.with_end(span, at_us)[1] >= start + 1_000
    assert snap.start_of(1_234_567) == 1_235_000


def test_the_last_frame_can_be_inside_a_range() -> None:
    frames = FrameTimes(range(0, 1_000_000, 40_000))
    snap = Snap(frames, 1_000_000)
    assert snap.with_end((0, 40_000), 999_000) == (0, 1_000_000)
    assert snap.with_end((0, 40_000), 965_000) == (0, 960_000)


# ---- rows and marks --------------------------------------------------------------------------


@given(
    st.integers(0, 600),
    st.builds(Needs, st.integers(20, 60), st.integers(0, 30), st.booleans(), st.integers(0, 40), st.booleans()),
)
def test_rows_follow_each_other_and_lanes_are_never_too_low_to_hit(height: int, needs: Needs) -> None:
    rows = rows_of(max(height, needs.least_height), needs)
    order = (rows.header, rows.waveform, rows.captions, rows.lanes, rows.coverage, rows.overview)
    for upper, lower in pairwise(order):
        assert upper.bottom <= lower.top
    assert rows.overview.bottom == max(height, needs.least_height)
    assert rows.lane_height >= LOWEST_LANE
    assert rows.hidden == max(max(needs.lanes, 1) * rows.lane_height - rows.lanes.height, 0)


def test_what_is_not_there_takes_no_room() -> None:
    bare, full = Needs(25, 5), Needs(25, 5, has_waveform=True, captions=16, has_coverage=True)
    assert full.beside_lanes - bare.beside_lanes == 26 + 16 + 7
    assert full.least_height <= 150
    assert not rows_of(150, bare).waveform.is_there
    assert rows_of(200, Needs(25, 7, has_waveform=True, captions=16, has_coverage=True)).hidden == 0


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 20)), max_size=30), st.integers(0, 90), st.integers(0, 30))
def test_marks_put_in_one_by_one_are_found_like_all_at_once(
    found: list[tuple[int, int]], from_us: int, length: int
) -> None:
    annotations = [mark(f"m{n}", start, end_us=start + long if long else None) for n, (start, long) in enumerate(found)]
    marks = [made for annotation in annotations if (made := mark_of(annotation, 1))]
    at_once, one_by_one = LaneMarks(), LaneMarks()
    at_once.fill(marks)
    for each in marks:
        one_by_one.put(each)
    for each in marks[::2]:
        one_by_one.take(each)
        one_by_one.put(each)
    to_us = from_us + length
    expected = {
        m.annotation_id for m in marks if m.start_us <= to_us and (m.start_us if m.is_point else m.end_us) >= from_us
    }
    for lane in (at_once, one_by_one):
        assert {m.annotation_id for m in lane.touching(from_us, to_us)} == expected
