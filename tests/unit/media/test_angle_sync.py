"""Two recordings of one lesson: exact when paused, within a frame while they play, each picture read off its screen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from assessor_app.media.angle_sync import AngleSync, Standing
from assessor_app.media.exact_player import ExactPlayer
from assessor_app.media.player import Player, PlayerState
from assessor_app.media.qt_player import QtPlayer
from assessor_app.media.shuttle_player import ShuttlePlayer
from assessor_app.tasks.qt_delivery import QtDelivery
from assessor_app.tasks.runner import Runner
from tests.fakes.clips import H264_WITH_SOUND, Clip, ClipSource, make_clip, steady
from tests.fakes.two_screens import TwoScreens

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService", "No RHI backend", extend=True)
FPS = 30
FRAME_US = 33_333
OFFSET_US = 1_234_000
BEHIND = 37  # frames: what 1.234 s are at 30 a second


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("angles") / "lesson.mp4", steady(Fraction(FPS)), count=900)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """Another camera: 25 frames a second, with sound."""
    folder = tmp_path_factory.mktemp("angles")
    return make_clip(folder / "board.mp4", steady(Fraction(25)), count=500, coding=H264_WITH_SOUND)


@dataclass
class Desk:
    """Two players with what the program puts around an engine, and what is on their screens."""

    bot: QtBot
    main: Player
    side: Player
    screens: TwoScreens
    sync: AngleSync | None = None

    def open(self, main: Clip, side: Clip, offset_us: int) -> AngleSync:
        self.main.open(ClipSource(main.data), "video/mp4")
        self.side.open(ClipSource(side.data), "video/mp4")
        self.wait(lambda: self.main.frame_times is not None and self.side.frame_times is not None)
        self.wait(lambda: self.screens.main.number == self.screens.side.number == 0)
        self.sync = AngleSync(self.main, self.side, offset_us)
        return self.sync

    def wait(self, condition: Callable[[], Any], timeout: int = 15_000) -> None:
        self.bot.waitUntil(lambda: bool(condition()), timeout=timeout)

    def shows(self, main: int, side: int) -> None:
        self.wait(lambda: (self.screens.main.number, self.screens.side.number) == (main, side))

    def play_until(self, at_us: int) -> None:
        self.main.play()
        self.wait(lambda: self.at_us >= at_us, 60_000)

    @property
    def at_us(self) -> int:
        painted = self.main.painted()
        return painted.start_us if painted is not None else 0

    def pause(self) -> tuple[int, int]:
        """Stop, and return the frames on both screens once they stand still."""
        self.main.pause()
        self.wait(self.is_exact)
        return self.screens.main.number or 0, self.screens.side.number or 0

    def is_exact(self) -> bool:
        main, side = self.main.painted(), self.side.painted()
        assert self.sync is not None
        if main is None or side is None or self.side.state is PlayerState.PLAYING:
            return False
        return side.start_us <= main.start_us + self.sync.offset_us < side.end_us


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    runner = Runner(QtDelivery())

    def make() -> Player:
        def apart(lane: str) -> Callable[[Any, Any], Any]:
            return lambda work, then: runner.submit(lane, lambda _: work(), then)

        return ShuttlePlayer(ExactPlayer(QtPlayer(), apart("frames"), apart("cpu")))

    main, side = make(), make()
    one = Desk(qtbot, main, side, TwoScreens(main, side))
    yield one
    if one.sync is not None:
        one.sync.stop()
    main.close()
    side.close()
    runner.close()


def test_paused_both_show_exactly_the_same_moment(desk: Desk, clip: Clip) -> None:
    desk.open(clip, clip, OFFSET_US)
    desk.shows(0, BEHIND)
    for number in (300, 17, 640, 41):
        desk.main.seek(clip.times[number])
        desk.shows(number, number + BEHIND)
    for step, number in ((1, 42), (1, 43), (-1, 42), (-10, 32)):
        desk.main.step(step)
        desk.shows(number, number + BEHIND)


@pytest.mark.slow
def test_playing_both_stay_within_a_frame_and_stop_exactly(desk: Desk, clip: Clip) -> None:
    desk.open(clip, clip, OFFSET_US)
    desk.shows(0, BEHIND)
    desk.play_until(4_000_000)
    main, side = desk.pause()
    assert side == main + BEHIND
    apart = [abs(pair.side - pair.main - BEHIND) for pair in desk.screens.pairs if 30 < pair.main < main - 2]
    assert len(apart) > 60
    # One screen is painted before the other, so that one frame is the least there can be. A machine under load may
    # now and then miss a refresh of one of them: that is no drift, and it is gone with the next picture.
    within = sum(frames <= 1 for frames in apart)
    assert within >= 0.95 * len(apart)
    assert max(apart) <= 6
    assert desk.sync is not None
    assert abs(desk.sync.drift_us or 0) < FRAME_US


@pytest.mark.slow
def test_after_a_jump_they_meet_again(desk: Desk, clip: Clip) -> None:
    desk.open(clip, clip, OFFSET_US)
    desk.play_until(500_000)
    desk.main.seek(12_000_000)
    desk.wait(lambda: desk.at_us >= 12_000_000)
    desk.play_until(14_500_000)
    late = [pair for pair in desk.screens.pairs if pair.main > 13.5 * FPS]
    assert sum(abs(pair.side - pair.main - BEHIND) <= 1 for pair in late) >= 0.9 * len(late) > 10
    main, side = desk.pause()
    assert side == main + BEHIND


@pytest.mark.slow
def test_another_frame_rate_and_another_speed(desk: Desk, clip: Clip, other: Clip) -> None:
    desk.open(clip, other, 500_000)
    desk.main.set_rate(2.0)
    desk.play_until(3_500_000)
    assert desk.side.state is PlayerState.PLAYING
    assert desk.side.rate == pytest.approx(2.0, rel=0.11)
    main, side = desk.pause()
    assert other.times[side] <= clip.times[main] + 500_000 < other.end_of(side)


@pytest.mark.slow
def test_a_camera_switched_on_later_waits_and_joins(desk: Desk, clip: Clip) -> None:
    sync = desk.open(clip, clip, -1_000_000)
    assert sync.standing is Standing.BEFORE
    desk.play_until(300_000)
    assert (desk.side.state, desk.screens.side.number) == (PlayerState.PAUSED, 0)
    desk.play_until(2_000_000)
    assert (desk.side.state, sync.standing) == (PlayerState.PLAYING, Standing.TOGETHER)
    main, side = desk.pause()
    assert side == main - FPS


@pytest.mark.slow
def test_a_camera_switched_off_earlier_shows_its_last_picture(desk: Desk, clip: Clip) -> None:
    sync = desk.open(clip, clip, 29_000_000)
    desk.play_until(2_500_000)
    assert sync.standing is Standing.AFTER
    assert (desk.screens.side.number or 0) >= len(clip.times) - 2
    desk.main.pause()
    desk.main.seek(0)
    desk.shows(0, 29 * FPS)


@pytest.mark.slow
def test_backwards_the_second_one_follows_picture_by_picture(desk: Desk, clip: Clip) -> None:
    desk.open(clip, clip, OFFSET_US)
    desk.main.seek(6_000_000)
    desk.shows(180, 180 + BEHIND)
    desk.main.set_rate(-1.0)
    desk.main.play()
    desk.wait(lambda: desk.at_us <= 5_400_000, 30_000)
    assert desk.side.state is not PlayerState.PLAYING
    main, side = desk.pause()
    assert side == main + BEHIND


def test_two_pictures_that_show_the_same_moment_set_the_offset(desk: Desk, clip: Clip) -> None:
    sync = desk.open(clip, clip, 0)
    told: list[int] = []
    sync.offset_changed.connect(told.append)
    desk.main.seek(clip.times[100])
    desk.shows(100, 100)
    sync.hold()
    desk.main.step(12)
    desk.shows(112, 100)
    assert sync.is_held
    assert sync.align()
    assert told == [-12 * 1_000_000 // FPS]
    desk.main.seek(clip.times[50])
    desk.shows(50, 38)


def test_the_offset_changes_by_a_frame_while_paused(desk: Desk, clip: Clip) -> None:
    sync = desk.open(clip, clip, 0)
    desk.main.seek(clip.times[100])
    desk.shows(100, 100)
    sync.set_offset(FRAME_US + 1)
    desk.shows(100, 101)


def test_letting_go_leaves_both_alone(desk: Desk, clip: Clip) -> None:
    sync = desk.open(clip, clip, OFFSET_US)
    desk.shows(0, BEHIND)
    sync.stop()
    desk.main.seek(clip.times[200])
    desk.wait(lambda: desk.screens.main.number == 200)
    assert desk.screens.side.number == BEHIND


def test_the_first_may_close_while_both_play(desk: Desk, clip: Clip) -> None:
    desk.open(clip, clip, OFFSET_US)
    desk.play_until(200_000)
    desk.main.close()
    desk.wait(lambda: desk.side.state is not PlayerState.PLAYING)


@pytest.mark.qt_log_ignore("Could not open media", extend=True)
def test_a_second_one_that_cannot_be_played_leaves_the_first_alone(desk: Desk, clip: Clip) -> None:
    desk.main.open(ClipSource(clip.data), "video/mp4")
    said: list[str] = []
    desk.side.failed.connect(said.append)
    desk.side.open(ClipSource(b"not a video " * 400), "video/mp4")
    desk.sync = AngleSync(desk.main, desk.side, OFFSET_US)
    desk.wait(lambda: said and desk.main.frame_times is not None)
    desk.play_until(500_000)
    assert desk.main.state is PlayerState.PLAYING
    assert not desk.sync.align()
