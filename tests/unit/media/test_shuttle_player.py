"""Playing backwards: exact frames in falling order, in time with the clock, and out of the way otherwise."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer
from pytestqt.qtbot import QtBot

from assessor_app.media.player import PlayerState
from assessor_app.media.shuttle_player import ShuttlePlayer
from tests.contract.player_screen import Screen
from tests.fakes.clips import Clip, ClipSource, make_clip, make_sound, steady
from tests.fakes.engines import exact_qt, frames_lane
from tests.fakes.still_player import FRAME_US, StillPlayer


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("clips") / "steady.mp4", steady(Fraction(30)))


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    with frames_lane() as run_frames:
        player = ShuttlePlayer(exact_qt(run_frames))
        yield Screen(qtbot, player)
        player.close()


class HandClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class Seen:
    """What is read off the screen whenever a frame was painted."""

    def __init__(self, screen: Screen, clip: Clip) -> None:
        self._screen, self._clip = screen, clip
        self.numbers: list[int] = []
        screen.player.frame_painted.connect(self._note)

    def _note(self, at_us: int) -> None:
        self.numbers.append(min(range(len(self._clip.times)), key=lambda each: abs(self._clip.times[each] - at_us)))


def test_backwards_every_picture_has_its_own_time_and_they_fall_to_the_first(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    screen.player.seek(clip.times[60])
    screen.shows(clip, 60)
    seen = Seen(screen, clip)
    screen.player.set_rate(-1.0)
    screen.player.play()
    assert screen.player.state is PlayerState.PLAYING
    for _ in range(8):
        screen.bot.wait(40)
        screen.agree(clip, *screen.look())
    screen.wait(lambda: screen.player.state is PlayerState.PAUSED)
    screen.shows(clip, 0)
    assert seen.numbers == sorted(seen.numbers, reverse=True)
    assert len(set(seen.numbers)) > 10
    assert screen.player.rate == 1.0


def test_backwards_keeps_to_the_clock(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    screen.player.seek(clip.times[200])
    screen.shows(clip, 200)
    screen.player.set_rate(-2.0)
    watch = QElapsedTimer()
    watch.start()
    screen.player.play()
    screen.wait(lambda: (at := screen.player.painted()) is not None and at.start_us <= clip.times[140])
    # Two seconds of lesson at double speed take one; a slow machine shows fewer frames, not a slower lesson.
    assert watch.elapsed() >= 900
    screen.player.pause()
    assert screen.player.state is PlayerState.PAUSED
    assert screen.player.rate == -2.0
    screen.agree(clip, *screen.look())


def test_from_backwards_to_forwards_and_back(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    screen.player.seek(clip.times[100])
    screen.shows(clip, 100)
    screen.player.set_rate(-1.0)
    screen.player.play()
    screen.wait(lambda: (at := screen.player.painted()) is not None and at.start_us < clip.times[90])
    screen.player.set_rate(1.0)
    assert screen.player.state is PlayerState.PLAYING
    screen.wait(lambda: (at := screen.player.painted()) is not None and at.start_us > clip.times[100])
    screen.player.set_rate(-4.0)
    assert screen.player.state is PlayerState.PLAYING
    screen.wait(lambda: (at := screen.player.painted()) is not None and at.start_us < clip.times[60])
    screen.agree(clip, *screen.look())


def test_from_the_very_end_it_runs_back(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    screen.player.seek(clip.times[-5])
    screen.player.play()
    screen.wait(lambda: screen.player.state is PlayerState.ENDED)
    screen.player.set_rate(-2.0)
    screen.player.play()
    screen.wait(lambda: (at := screen.player.painted()) is not None and at.start_us < clip.times[-30])
    assert screen.player.state is PlayerState.PLAYING


def test_sound_alone_goes_back_too(screen: Screen, tmp_path: Path) -> None:
    screen.player.open(ClipSource(make_sound(tmp_path / "tone.m4a")), "audio/mp4")
    screen.wait(lambda: screen.player.state is PlayerState.PAUSED)
    screen.player.seek(3_000_000)
    screen.wait(lambda: (at := screen.player.painted()) is not None and at.start_us > 2_800_000)
    screen.player.set_rate(-4.0)
    screen.player.play()
    screen.wait(lambda: screen.player.state is PlayerState.PAUSED)
    at = screen.player.painted()
    assert at is not None
    assert at.start_us == 0


def test_another_video_or_none_ends_it(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    screen.player.seek(clip.times[100])
    screen.player.set_rate(-1.0)
    screen.player.play()
    screen.open(clip)
    assert screen.player.rate == 1.0
    screen.shows(clip, 0)
    screen.player.set_rate(-1.0)
    screen.player.close()
    assert screen.player.state is PlayerState.EMPTY


def running_back(clock: HandClock, at_us: int) -> tuple[StillPlayer, ShuttlePlayer]:
    inner = StillPlayer(at_us)
    player = ShuttlePlayer(inner, clock=clock)
    player.set_rate(-2.0)
    player.play()
    return inner, player


def test_the_inner_player_is_silent_meanwhile_and_goes_where_the_clock_says() -> None:
    clock = HandClock()
    inner, player = running_back(clock, 10_000_000)
    assert (inner.state, player.state) == (PlayerState.PAUSED, PlayerState.PLAYING)
    clock.now_s += 1.5
    player._go_on()
    assert inner.at_us == 7_000_000
    player.seek(60_000_000)
    clock.now_s += 0.5
    player._go_on()
    assert inner.at_us == 59_000_000
    player.pause()
    clock.now_s += 5
    player._go_on()
    assert inner.at_us == 59_000_000
    player.close()


def test_a_frame_that_never_comes_is_asked_for_once_a_second_not_always(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = HandClock()
    asked: list[int] = []
    inner, player = running_back(clock, 10_000_000)
    monkeypatch.setattr(inner, "seek", asked.append)  # an engine that shows nothing
    for _ in range(30):
        clock.now_s += 0.1
        player._go_on()
    assert len(asked) == 3
    assert asked == sorted(asked, reverse=True)
    player.close()


def test_states_and_speeds_are_said_once_each() -> None:
    clock = HandClock()
    inner = StillPlayer(FRAME_US)
    player = ShuttlePlayer(inner, clock=clock)
    states: list[str] = []
    rates: list[float] = []
    player.state_changed.connect(states.append)
    player.rate_changed.connect(rates.append)
    player.set_rate(-1.0)
    player.play()
    clock.now_s += 1
    player._go_on()
    assert inner.at_us == 0
    player._go_on()  # whoever repeats a stretch may turn here first
    assert states == ["playing", "paused"]
    assert rates == [-1.0, 1.0]
    player.set_rate(9.0)
    assert rates[-1] == inner.rate
    player.close()
