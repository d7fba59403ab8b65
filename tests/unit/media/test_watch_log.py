"""What counts as watched: frame after frame while it plays, at any speed, and nothing that was jumped over."""

import pytest

from assessor_app.domain.annotation import TimeSpan
from assessor_app.domain.coverage import Coverage
from assessor_app.media.watch_log import WatchLog

FRAME = 40_000


class Screen:
    """Paints frames of 25 a second for a log, with a clock of its own."""

    def __init__(self) -> None:
        self.now = 100.0
        self.log = WatchLog(lambda: self.now)

    def paint(self, at_us: int, after_s: float = 0.04, rate: float = 1.0, frame: int = FRAME) -> None:
        self.now += after_s
        self.log.painted(TimeSpan(at_us, at_us + frame, "test"), rate)

    def play(self, from_us: int, frames: int, every: int = 1, rate: float = 1.0) -> None:
        for number in range(frames):
            self.paint(from_us + number * every * FRAME, 0.04 * every / rate, rate)


@pytest.fixture
def screen() -> Screen:
    return Screen()


def test_what_plays_is_watched(screen: Screen) -> None:
    screen.play(0, 50)
    assert screen.log.take() == Coverage(((0, 2_000_000),))
    assert screen.log.take() == Coverage()


@pytest.mark.parametrize("rate", [0.25, 1.0, 2.0, 4.0])
def test_at_any_speed_even_when_frames_are_left_out(screen: Screen, rate: float) -> None:
    screen.play(0, 20, every=5, rate=rate)
    assert screen.log.take() == Coverage(((0, 19 * 5 * FRAME + FRAME),))


def test_a_frame_alone_is_no_stretch(screen: Screen) -> None:
    screen.paint(0)
    screen.log.stopped()
    screen.paint(5_000_000)
    assert screen.log.take() == Coverage()


@pytest.mark.parametrize("to_us", [1_500_000, 30_000_000, 200_000])
def test_what_was_jumped_over_is_not_watched(screen: Screen, to_us: int) -> None:
    screen.play(440_000, 2)
    screen.paint(to_us, after_s=0.1)
    screen.play(to_us + FRAME, 2)
    watched = screen.log.take()
    assert watched == Coverage.of([(440_000, 520_000), (to_us, to_us + 3 * FRAME)])


def test_a_slow_jump_is_still_a_jump(screen: Screen) -> None:
    """The clock ran on while the laptop looked for the frame: five seconds of seeking are not five seconds seen."""
    screen.play(0, 2)
    screen.paint(5_000_000, after_s=5.0)
    assert screen.log.take() == Coverage(((0, 2 * FRAME),))


def test_backwards_is_not_watched(screen: Screen) -> None:
    screen.paint(1_000_000)
    screen.paint(960_000)
    screen.paint(920_000)
    assert screen.log.take() == Coverage()


def test_stopping_ends_the_stretch(screen: Screen) -> None:
    screen.play(0, 3)
    screen.log.stopped()
    screen.play(10 * FRAME, 3)
    assert screen.log.take() == Coverage(((0, 3 * FRAME), (10 * FRAME, 13 * FRAME)))


def test_a_stretch_goes_on_after_it_was_asked_for(screen: Screen) -> None:
    screen.play(0, 5)
    first = screen.log.take()
    screen.play(5 * FRAME, 5)
    assert first | screen.log.take() == Coverage(((0, 10 * FRAME),))


def test_a_picture_that_stands_for_seconds_in_the_recording_is_watched(screen: Screen) -> None:
    for number in range(3):
        screen.paint(number * 5_000_000, after_s=5.0, frame=5_000_000)
    assert screen.log.take() == Coverage(((0, 15_000_000),))


def test_the_same_frame_painted_again_changes_nothing(screen: Screen) -> None:
    screen.play(0, 3)
    screen.paint(2 * FRAME)
    assert screen.log.take() == Coverage(((0, 3 * FRAME),))


def test_who_drags_through_a_lesson_that_plays_watches_next_to_nothing(screen: Screen) -> None:
    for number in range(100):
        screen.paint(number * 100_000, after_s=0.03)
    assert screen.log.take().watched_us < 0.4 * 100 * 100_000


def test_faster_and_slower_while_it_plays_is_one_stretch(screen: Screen) -> None:
    screen.play(0, 50)
    screen.play(50 * FRAME, 50, rate=4.0)
    screen.play(100 * FRAME, 50, rate=0.5)
    assert screen.log.take() == Coverage(((0, 150 * FRAME),))


def test_a_stall_of_the_first_picture_costs_no_more_than_that_picture(screen: Screen) -> None:
    screen.paint(0)
    screen.play(10 * FRAME, 50)  # the clock stood while the lesson went on
    assert screen.log.take().watched_us >= 50 * FRAME
