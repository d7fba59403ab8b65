"""Frame times, and the milliseconds seeks are aimed with."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor_app.media.frame_times import FrameTimes, millisecond_inside, read_frame_times
from assessor_app.media.probe import look_through
from tests.fakes.clips import ClipSource, make_clip, uneven
from tests.fakes.odd_files import Recipe, encode

times_of_frames = st.lists(st.integers(0, 10**10), min_size=1, max_size=60, unique=True)


@given(times_of_frames, st.integers(-5, 10**10))
def test_the_frame_on_screen_is_the_last_one_begun(times: list[int], at_us: int) -> None:
    frames = FrameTimes(times)
    ordered = sorted(time - min(times) for time in times)
    begun = [time for time in ordered if time <= at_us]
    assert frames.span(frames.index_at(at_us))[0] == (begun[-1] if begun else 0)


@given(times_of_frames)
def test_each_frame_lasts_until_the_next(times: list[int]) -> None:
    frames = FrameTimes(times)
    spans = [frames.span(index) for index in range(len(frames))]
    assert spans[0][0] == 0
    assert all(end > start for start, end in spans)
    assert all(spans[i][1] == spans[i + 1][0] for i in range(len(spans) - 1))


@given(times_of_frames, st.integers(0, 59), st.integers(-1, 1))
def test_a_time_rounded_otherwise_is_still_its_frame(times: list[int], index: int, rounding: int) -> None:
    apart = FrameTimes([time * 5 for time in times])
    index %= len(apart)
    assert apart.nearest(apart.span(index)[0] + rounding) == index


@given(st.integers(0, 10**10), st.integers(2_000, 500_000), st.integers(0, 5))
def test_the_millisecond_aimed_at_lies_inside_the_frame(start_us: int, length_us: int, attempt: int) -> None:
    aimed = millisecond_inside(start_us, start_us + length_us, attempt) * 1_000
    assert start_us <= aimed < start_us + length_us


def test_a_second_attempt_aims_elsewhere() -> None:
    assert len({millisecond_inside(33_366, 66_733, attempt) for attempt in range(3)}) == 3


def test_a_frame_shorter_than_a_millisecond_gets_the_nearest_one() -> None:
    assert millisecond_inside(1_100, 1_900) == 2
    assert millisecond_inside(1_100, 1_900, 1) == 1


def test_times_are_read_from_a_file_in_order_of_presentation(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", uneven, count=90)
    assert read_frame_times(ClipSource(clip.data)) == clip.times


def test_a_late_first_frame_is_where_counting_starts(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", uneven, count=30, first_at=Fraction(1, 2))
    frames = FrameTimes(read_frame_times(ClipSource(clip.data)))
    assert tuple(frames.span(index)[0] for index in range(30)) == pytest.approx(clip.times, abs=1)


@pytest.mark.parametrize("data", [b"", b"no video at all" * 500])
def test_what_is_no_video_has_no_frame_times(data: bytes) -> None:
    assert read_frame_times(ClipSource(data)) == ()


def test_reading_stops_when_nobody_wants_it_any_more(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", uneven, count=30)
    assert read_frame_times(ClipSource(clip.data), lambda: True) == ()


def test_a_table_that_would_leave_frames_out_is_none(tmp_path: Path) -> None:
    """A programme stream with one time for many frames: an incomplete table would lead every seek to a wrong one."""
    encode(tmp_path / "camera.mpg", Recipe("libx264", "mp2", options={"preset": "veryfast", "bf": "2"}))
    data = (tmp_path / "camera.mpg").read_bytes()
    assert read_frame_times(ClipSource(data)) == ()
    found = look_through(ClipSource(data))
    assert found.frame_times == ()
    assert found.facts.trouble is None
    assert found.facts.duration_us == pytest.approx(2_000_000, abs=300_000)
