"""What every engine behind the Player port must do: the time it reports is the time of the picture it painted."""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtMultimedia import QMediaDevices
from pytestqt.qtbot import QtBot

from assessor_app.media.player import PlayerState
from tests.contract.player_screen import KINDS, TRANSPORT_STREAMS, Clips, Screen
from tests.fakes.clips import Clip, ClipSource, make_sound
from tests.fakes.engines import EVERY_PLAYER, Make, bare_qt, exact_vlc, frames_lane


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Clips:
    return Clips(tmp_path_factory.mktemp("clips"))


@pytest.fixture(params=KINDS)
def clip(request: pytest.FixtureRequest, clips: Clips) -> Clip:
    if request.param in TRANSPORT_STREAMS and request.getfixturevalue("make") is bare_qt:
        pytest.skip("QtMultimedia enters a transport stream at the keyframe after the place asked for")
    if request.param in (*TRANSPORT_STREAMS, "cut") and request.getfixturevalue("make") is exact_vlc:
        pytest.skip("libVLC finds no moment in such a file and says so: ChosenPlayer gives it to Qt")
    return clips[request.param]


@pytest.fixture(params=EVERY_PLAYER, ids=lambda make: make.__name__)
def make(request: pytest.FixtureRequest) -> Make:
    chosen: Make = request.param
    return chosen


@pytest.fixture
def screen(make: Make, qtbot: QtBot) -> Iterator[Screen]:
    with frames_lane() as run_frames:
        player = make(run_frames)
        yield Screen(qtbot, player)
        player.close()


def test_opening_shows_the_first_frame_at_zero_and_paused(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    screen.shows(clip, 0)
    assert screen.player.state is PlayerState.PAUSED
    assert screen.player.duration_us == pytest.approx(clip.end_of(len(clip.times) - 1), abs=60_000)


def test_a_paused_seek_shows_exactly_the_frame_on_screen_at_that_time(screen: Screen, clip: Clip) -> None:
    chance = random.Random(clip.name)
    screen.open(clip)
    for number in chance.sample(range(len(clip.times)), 20):
        at_us = chance.randrange(clip.times[number], clip.end_of(number))
        screen.player.seek(at_us)
        screen.shows(clip, number)


def test_seeks_on_the_edges_of_a_frame_stay_in_it(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    screen.wait(lambda: screen.player.frame_times is not None)
    assert screen.player.frame_times is not None
    start_us, end_us = screen.player.frame_times.span(100)
    for at_us in (start_us, end_us - 1):
        screen.player.seek(clip.times[3])
        screen.shows(clip, 3)
        screen.player.seek(at_us)
        screen.shows(clip, 100)


def test_a_seek_beyond_the_ends_stops_at_them(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    screen.player.seek(10**12)
    screen.shows(clip, len(clip.times) - 1)
    screen.player.seek(-5)
    screen.shows(clip, 0)


def test_of_many_seeks_at_once_the_last_one_is_shown(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    for number in range(0, 200, 9):
        screen.player.seek(clip.times[number])
    screen.player.seek(clip.times[77])
    screen.shows(clip, 77)


def test_steps_move_by_whole_frames_and_add_up(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    screen.player.seek(clip.times[50])
    screen.shows(clip, 50)
    screen.player.step(1)
    screen.shows(clip, 51)
    screen.player.step(-1)
    screen.player.step(-1)
    screen.player.step(-1)
    screen.shows(clip, 48)


def test_steps_cross_from_one_group_of_frames_into_the_next(screen: Screen, clips: Clips) -> None:
    clip = clips["few_keys"]
    screen.open(clip)
    screen.player.seek(clip.times[251])
    screen.shows(clip, 251)
    for number in (250, 249, 248):
        screen.player.step(-1)
        screen.shows(clip, number)
    for number in (249, 250, 251, 252):
        screen.player.step(1)
        screen.shows(clip, number)


def test_steps_stop_at_both_ends(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    last = len(clip.times) - 1
    screen.player.step(-1)
    screen.bot.wait(30)
    screen.shows(clip, 0)
    screen.player.seek(clip.times[last])
    screen.shows(clip, last)
    screen.player.step(1)
    screen.bot.wait(30)
    screen.shows(clip, last)
    screen.player.step(-1)
    screen.shows(clip, last - 1)


def test_a_held_key_ends_on_the_frame_it_counted_to(screen: Screen, clips: Clips) -> None:
    clip = clips["few_keys"]
    screen.open(clip)
    screen.player.seek(clip.times[300])
    screen.shows(clip, 300)
    for _ in range(60):
        screen.player.step(-1)
        screen.bot.wait(3)
        screen.agree(clip, *screen.look())
    screen.shows(clip, 240)


def test_play_goes_on_from_the_frame_shown_and_never_jumps_back(screen: Screen, clips: Clips) -> None:
    clip = clips["few_keys"]
    screen.open(clip)
    for number in (400, 30):
        screen.player.seek(clip.times[number])
        screen.shows(clip, number)
        screen.player.play()
        seen = [number]
        while seen[-1] < number + 8:
            screen.bot.wait(20)
            seen.append(screen.look()[0])
        assert seen == sorted(seen)
        screen.player.pause()
        screen.wait(lambda: screen.player.state is PlayerState.PAUSED)


def test_a_pause_leaves_a_frame_with_its_exact_time(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    screen.player.play()
    screen.bot.wait(250)
    screen.player.pause()
    screen.wait(lambda: screen.look()[1].uncertainty_us == 0)
    screen.bot.wait(100)
    number, painted = screen.look()
    screen.agree(clip, number, painted)
    screen.player.step(1)
    screen.shows(clip, min(number + 1, len(clip.times) - 1))


def test_a_picture_looks_the_same_however_it_came_to_the_screen(screen: Screen, clip: Clip) -> None:
    def pixels() -> "np.ndarray[tuple[int, ...], np.dtype[np.int16]]":
        picture = screen.picture()  # kept: the bytes are its own
        return np.frombuffer(picture.constBits(), np.uint8).astype(np.int16)

    screen.open(clip)
    screen.shows(clip, 0)
    at_first = pixels()
    screen.player.step(2)
    screen.shows(clip, 2)
    screen.player.step(-2)
    screen.shows(clip, 0)
    assert np.abs(pixels() - at_first).mean() < 1


def test_while_playing_every_painted_picture_has_its_own_time(screen: Screen, clip: Clip) -> None:
    screen.open(clip)
    screen.player.play()
    for from_number in (None, 150, 20):
        if from_number is not None:
            screen.player.seek(clip.times[from_number])
        for _ in range(6):
            screen.bot.wait(40)
            screen.agree(clip, *screen.look())

    def has_gone_on() -> bool:
        seen, painted = screen.look()
        screen.agree(clip, seen, painted)
        return seen > 5

    screen.wait(has_gone_on)
    screen.player.pause()
    screen.bot.wait(100)
    screen.agree(clip, *screen.look())


def test_the_end_is_said_and_can_be_left_again(screen: Screen, clips: Clips) -> None:
    clip = clips["steady"]
    screen.open(clip)
    screen.player.seek(clip.times[-8])
    screen.shows(clip, len(clip.times) - 8)
    screen.player.play()
    screen.wait(lambda: screen.player.state is PlayerState.ENDED)
    screen.shows(clip, len(clip.times) - 1)
    screen.player.step(-2)
    screen.shows(clip, len(clip.times) - 3)
    assert screen.player.state is PlayerState.PAUSED


@pytest.mark.parametrize("rate", [0.25, 2.0, 4.0])
def test_it_plays_slower_and_faster(screen: Screen, clips: Clips, rate: float) -> None:
    clip = clips["steady"]
    screen.open(clip)
    screen.player.set_rate(rate)
    assert screen.player.rate == rate
    screen.player.play()
    screen.wait(lambda: screen.look()[0] >= 1)
    first, since = screen.look()[0], time.monotonic()
    screen.bot.wait(800)
    seen, painted = screen.look()
    screen.agree(clip, seen, painted)
    assert 0.4 < (seen - first) / (30 * (time.monotonic() - since)) / rate < 2


def test_a_seek_asked_while_it_opens_is_done_once_it_is_open(screen: Screen, clips: Clips) -> None:
    clip = clips["uneven"]
    screen.player.open(ClipSource(clip.data), "video/mp4")
    screen.player.seek(clip.times[120])
    screen.shows(clip, 120)


def test_opening_another_clip_leaves_nothing_of_the_first(screen: Screen, clips: Clips) -> None:
    first = screen.open(clips["steady"])
    screen.player.seek(clips["steady"].times[90])
    second = ClipSource(clips["uneven"].data)
    screen.player.open(second, "video/mp4")
    assert first.is_closed
    screen.wait(lambda: screen.player.state is PlayerState.PAUSED)
    screen.shows(clips["uneven"], 0)
    assert not second.is_closed


@pytest.mark.qt_log_ignore("Could not open media", extend=True)  # Qt says it, too
@pytest.mark.parametrize("what", ["nothing", "noise", "text", "half a file"])
def test_what_is_no_video_is_said_in_a_sentence(screen: Screen, clips: Clips, what: str) -> None:
    data = {
        "nothing": b"",
        "noise": random.Random(7).randbytes(200_000),
        "text": b"The teacher waits three seconds.\n" * 4_000,
        "half a file": clips["steady"].data[: len(clips["steady"].data) // 2],
    }[what]
    source = ClipSource(data)
    screen.player.open(source, "video/mp4")
    screen.wait(lambda: screen.player.state is PlayerState.FAILED)
    assert len(screen.sentences) == 1
    assert screen.sentences[0].startswith("This video cannot be played:")
    assert source.is_closed
    assert screen.player.paint(None, None) is False
    screen.open(clips["steady"])
    screen.shows(clips["steady"], 0)


class FailingSource(ClipSource):
    """Its disk gives up at some point of the file."""

    def read_at(self, offset: int, length: int) -> bytes:
        if offset + length > len(self._data) * 0.6:
            raise OSError("input/output error")
        return super().read_at(offset, length)


@pytest.mark.qt_log_ignore("Could not open media", extend=True)  # Qt says it, too
def test_a_disk_that_fails_is_said_and_does_not_hang(screen: Screen, clips: Clips) -> None:
    screen.player.open(FailingSource(clips["steady"].data), "video/mp4")
    screen.wait(lambda: screen.player.state is PlayerState.FAILED)
    assert "could not be read" in screen.sentences[0]


@pytest.mark.parametrize("after_ms", [0, 1, 5, 20, 60])
def test_closing_is_safe_at_any_moment(screen: Screen, clips: Clips, after_ms: int) -> None:
    source = ClipSource(clips["ntsc"].data)
    screen.player.open(source, "video/mp4")
    screen.player.play()
    screen.bot.wait(after_ms)
    screen.player.close()
    assert source.is_closed
    assert screen.player.state is PlayerState.EMPTY
    assert screen.player.painted() is None
    screen.player.close()


def test_sound_alone_plays_and_says_how_unsure_its_time_is(screen: Screen, make: Make, tmp_path: Path) -> None:
    if make is exact_vlc and not QMediaDevices.audioOutputs():
        pytest.skip("libVLC needs a sound device for sound alone and says so: ChosenPlayer gives it to Qt")
    screen.player.open(ClipSource(make_sound(tmp_path / "tone.m4a")), "audio/mp4")
    screen.wait(lambda: screen.player.state is PlayerState.PAUSED)
    screen.player.seek(2_000_000)
    screen.player.play()
    screen.wait(lambda: (painted := screen.player.painted()) is not None and painted.start_us > 2_100_000)
    painted = screen.player.painted()
    assert painted is not None
    assert painted.uncertainty_us > 0
    assert painted.end_us > painted.start_us
    assert screen.player.duration_us == pytest.approx(4_000_000, abs=100_000)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts threads the Linux way")
def test_opening_and_closing_many_times_leaves_no_threads(screen: Screen, clips: Clips) -> None:
    def threads() -> int:
        return len(os.listdir("/proc/self/task"))

    for number in range(100):
        screen.player.open(ClipSource(clips["steady"].data), "video/mp4")
        if number % 4 == 0:
            screen.wait(lambda: screen.player.state is PlayerState.PAUSED)
            screen.player.seek(2_000_000)
            screen.player.play()
            screen.bot.wait(5)
        screen.player.close()
        if number == 10:
            before = threads()
    screen.wait(lambda: threads() <= before + 2)
