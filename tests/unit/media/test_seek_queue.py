"""Seeking exactly over an engine that lands beside."""

from assessor_app.media.frame_times import FrameTimes
from assessor_app.media.seek_queue import MOST_AIMS, Landing, SeekQueue

FRAMES = tuple(range(0, 4_000_000, 40_000))


def queue(*, zero_us: int = 0) -> SeekQueue:
    seeks = SeekQueue()
    seeks.times = FrameTimes(FRAMES)
    seeks.zero_us = zero_us
    return seeks


def test_it_aims_inside_the_frame_and_counts_from_the_first_one() -> None:
    assert queue().ask(405_000) == 420
    assert queue(zero_us=700_000).ask(405_000) == 1_120


def test_the_frame_asked_for_ends_the_seek() -> None:
    seeks = queue()
    seeks.ask(405_000)
    assert seeks.arrived(400_000, 440_000, is_playing=False) == Landing(is_shown=True)
    assert not seeks.is_busy


def test_another_frame_is_not_shown_but_aimed_at_again_elsewhere() -> None:
    seeks = queue()
    first = seeks.ask(405_000)
    landing = seeks.arrived(360_000, 400_000, is_playing=False)
    assert not landing.is_shown
    assert landing.move_to_ms is not None
    assert landing.move_to_ms != first


def test_it_gives_up_after_some_aims_and_shows_what_came() -> None:
    seeks = queue()
    seeks.ask(405_000)
    landings = [seeks.arrived(360_000, 400_000, is_playing=False) for _ in range(MOST_AIMS)]
    assert [landing.is_shown for landing in landings] == [False] * (MOST_AIMS - 1) + [True]
    assert not seeks.is_busy


def test_of_those_asked_meanwhile_only_the_last_is_done() -> None:
    seeks = queue()
    seeks.ask(405_000)
    assert seeks.ask(800_000) is None
    assert seeks.ask(1_200_000) is None
    assert seeks.goal_us == 1_200_000
    assert seeks.arrived(400_000, 440_000, is_playing=False) == Landing(is_shown=True, move_to_ms=1_220)


def test_while_playing_frames_from_before_the_jump_do_not_end_it() -> None:
    seeks = queue()
    seeks.ask(3_000_000)
    assert seeks.arrived(80_000, 120_000, is_playing=True) == Landing(is_shown=True)
    assert seeks.is_busy
    seeks.arrived(3_000_000, 3_040_000, is_playing=True)
    assert not seeks.is_busy


def test_without_frame_times_it_aims_at_the_time_itself_once() -> None:
    seeks = SeekQueue()
    assert seeks.ask(405_001) == 406
    assert seeks.arrived(360_000, 400_000, is_playing=False).is_shown
    assert not seeks.is_busy
