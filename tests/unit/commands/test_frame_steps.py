"""Where a nudge takes the edges of a mark, with frames of uneven length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.commands.frame_steps import EvenSteps, RealFrames
from assessor_app.domain.annotation import InvalidSelector, TimeSelector, TimeSpan
from assessor_app.media.frame_times import FrameTimes

# A phone's variable frame rate: gaps of 33, 17, 100, 40 and 33 ms; the last frame is as long as the one before.
TIMES = (0, 33_000, 50_000, 150_000, 190_000, 223_000)
END = 256_000
EDGES = (*TIMES, END)
STEPS = RealFrames(FrameTimes(TIMES))


def point(index: int) -> TimeSelector:
    return TimeSelector(EDGES[index], EDGES[index + 1])


def stretch(first: int, after: int) -> TimeSelector:
    return TimeSelector(EDGES[first], EDGES[after], is_point=False)


def test_a_point_goes_from_frame_to_frame_however_long_each_is() -> None:
    found, at = [], point(0)
    for _ in range(5):
        at = STEPS.moved_start(at, 1)
        found.append(at)
    assert found == [point(1), point(2), point(3), point(4), point(5)]
    assert STEPS.moved_start(at, -5) == point(0)


@pytest.mark.parametrize("by", [-1, -100, 100])
def test_nothing_goes_beyond_the_first_and_the_last_frame(by: int) -> None:
    assert STEPS.moved_start(point(0) if by < 0 else point(5), by) == (point(0) if by < 0 else point(5))
    assert STEPS.moved_end(stretch(2, 6), abs(by)) == stretch(2, 6)


def test_the_edges_of_a_stretch_move_alone() -> None:
    assert STEPS.moved_start(stretch(1, 4), 1) == stretch(2, 4)
    assert STEPS.moved_start(stretch(1, 4), -9) == stretch(0, 4)
    assert STEPS.moved_end(stretch(1, 4), -1) == stretch(1, 3)
    assert STEPS.moved_end(stretch(1, 5), 1) == stretch(1, 6)


def test_a_point_whose_end_moves_becomes_a_stretch() -> None:
    assert STEPS.moved_end(point(2), 1) == stretch(2, 4)


def test_a_stretch_keeps_at_least_one_frame() -> None:
    for impossible in (
        lambda: STEPS.moved_start(stretch(2, 3), 1),
        lambda: STEPS.moved_end(stretch(2, 3), -1),
        lambda: STEPS.moved_end(point(2), -1),
        lambda: STEPS.moved_end(stretch(2, 3), -100),
    ):
        with pytest.raises(InvalidSelector):
            impossible()


def test_a_mark_beside_its_frame_is_put_on_one_first() -> None:
    beside = TimeSelector(149_999, 189_998)
    assert STEPS.moved_start(beside, 1) == point(4)
    assert STEPS.moved_end(TimeSelector(149_999, 190_001, is_point=False), 1) == stretch(3, 5)


def test_a_typed_time_is_put_on_the_nearest_frame() -> None:
    assert STEPS.placed(TimeSelector(40_000, 40_001)) == point(1)
    assert STEPS.placed(TimeSelector(45_000, 160_000, is_point=False)) == stretch(2, 3)
    assert STEPS.placed(TimeSelector(9_000_000, 9_000_001)) == point(5)
    with pytest.raises(InvalidSelector):
        STEPS.placed(TimeSelector(140_000, 160_000, is_point=False))


def test_reaction_time_leads_back_to_a_frame() -> None:
    at = TimeSpan(190_000, 223_000, "still", 7)
    assert STEPS.earlier(at, 60_000) == TimeSpan(50_000, 150_000, "still", 7)
    assert STEPS.earlier(at, 500_000) == TimeSpan(0, 33_000, "still", 7)
    assert STEPS.earlier(at, 0) == at


FRAMES = st.lists(st.integers(1, 200_000), min_size=1, max_size=30)
SPANS = st.tuples(st.integers(0, 4_000_000), st.integers(1, 2_000_000), st.booleans())


@given(FRAMES, SPANS, st.integers(-40, 40))
def test_wherever_a_mark_lay_it_ends_up_on_frames(gaps: list[int], span: tuple[int, int, bool], by: int) -> None:
    times = [0]
    for gap in gaps:
        times.append(times[-1] + gap)
    frames = FrameTimes(times)
    edges = {*times, frames.span(len(frames) - 1)[1]}
    steps = RealFrames(frames)
    selector = TimeSelector(span[0], span[0] + span[1], is_point=span[2])
    for move in (steps.moved_start, steps.moved_end, lambda at, _: steps.placed(at)):
        try:
            moved = move(selector, by)
        except InvalidSelector:
            continue
        assert {moved.start_us, moved.end_us} <= edges
        assert moved.start_us in times
        if moved.is_point:
            assert (moved.start_us, moved.end_us) == frames.span(times.index(moved.start_us))


def test_sound_has_no_frames_and_moves_by_its_own_step() -> None:
    steps = EvenSteps(40_000, 1_000_000)
    mark = TimeSelector(100_000, 140_000)
    assert steps.moved_start(mark, 2) == TimeSelector(180_000, 220_000)
    assert steps.moved_start(mark, -9) == TimeSelector(0, 40_000)
    assert steps.moved_start(mark, 999) == TimeSelector(960_000, 1_000_000)
    assert steps.moved_end(mark, 999) == TimeSelector(100_000, 1_000_000, is_point=False)
    with pytest.raises(InvalidSelector):
        steps.moved_end(mark, -1)
    with pytest.raises(InvalidSelector):
        steps.moved_start(TimeSelector(100_000, 140_000, is_point=False), 1)
    assert steps.placed(TimeSelector(5_000_000, 5_040_000)) == TimeSelector(960_000, 1_000_000)
    with pytest.raises(InvalidSelector):
        steps.placed(TimeSelector(5_000_000, 6_000_000, is_point=False))


def test_without_a_known_end_sound_is_not_held_back() -> None:
    assert EvenSteps(40_000, 0).moved_start(TimeSelector(0, 40_000), 100) == TimeSelector(4_000_000, 4_040_000)
