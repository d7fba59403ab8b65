"""Loop, zoom, sound tracks and loudness with the real engine: read off the painted picture, not off a clock."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QAudioBuffer, QMediaPlayer
from pytestqt.qtbot import QtBot

from assessor_app.gui.pages.workbench.player_controls import PlayerControls
from assessor_app.media import qt_deck
from assessor_app.media.player import PlayerState
from assessor_app.media.qt_player import QtPlayer
from assessor_app.media.qt_sound import QtSound
from assessor_app.media.qt_speaker import Processing, samples_of
from assessor_app.media.shuttle_player import ShuttlePlayer
from tests.contract.player_screen import Screen
from tests.fakes.clips import Clip, ClipSource, make_clip, steady
from tests.fakes.engines import exact_qt, frames_lane

RATE = 48_000
LOW, HIGH = 440, 880


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Clip]:
    folder = tmp_path_factory.mktemp("clips")
    made = (
        make_clip(folder / "steady.mp4", steady(Fraction(30))),
        make_clip(folder / "turned.mp4", steady(Fraction(30)), turn=90),
    )
    return {clip.name: clip for clip in made}


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    with frames_lane() as run_frames:
        player = ShuttlePlayer(exact_qt(run_frames))
        yield Screen(qtbot, player)
        player.close()


def numbers_painted(screen: Screen, clip: Clip) -> list[int]:
    """The frames painted from now on, as they come."""
    found: list[int] = []
    screen.player.frame_painted.connect(lambda at: found.append(int(np.argmin(np.abs(np.array(clip.times) - at)))))
    return found


def passes(numbers: list[int]) -> int:
    """How often it went back to the other end."""
    return sum(abs(after - before) > 8 for before, after in zip(numbers, numbers[1:], strict=False))


@pytest.mark.parametrize("rate", [1.0, 2.0, -2.0])
def test_a_loop_holds_the_picture_inside_again_and_again(screen: Screen, clips: dict[str, Clip], rate: float) -> None:
    clip = clips["steady"]
    controls = PlayerControls(screen.surface)
    controls.attach(screen.player)
    screen.open(clip)
    screen.player.seek(clip.times[40])
    screen.shows(clip, 40)
    controls.toggle_loop((clip.times[40], clip.times[60]))
    seen = numbers_painted(screen, clip)
    screen.player.set_rate(rate)
    screen.player.play()
    screen.wait(lambda: passes(seen) >= 3)
    screen.player.pause()
    # What the engine had on its way when it was asked to turn may still be shown; nothing is shown for longer.
    inside = [40 <= number < 60 for number in seen]
    assert sum(inside) > 0.7 * len(inside)
    assert all(30 <= number < 75 for number in seen)
    screen.agree(clip, *screen.look())


def test_a_loop_survives_pausing_and_jumping_and_ends_with_its_video(screen: Screen, clips: dict[str, Clip]) -> None:
    clip = clips["steady"]
    controls = PlayerControls(screen.surface)
    controls.attach(screen.player)
    screen.open(clip)
    controls.begin_loop()
    screen.player.seek(clip.times[20])
    screen.shows(clip, 20)
    controls.end_loop()
    assert controls.loop.stretch == pytest.approx((0, clip.times[21]), abs=1)
    screen.player.seek(clip.times[100])
    screen.shows(clip, 100)
    screen.player.play()
    screen.wait(lambda: (at := screen.player.painted()) is not None and at.start_us > clip.times[110])
    screen.player.pause()
    assert controls.loop.is_whole
    screen.open(clip)
    assert not controls.loop.is_whole


def test_a_loop_that_reaches_the_end_of_the_video_goes_on(screen: Screen, clips: dict[str, Clip]) -> None:
    clip = clips["steady"]
    controls = PlayerControls(screen.surface)
    controls.attach(screen.player)
    screen.open(clip)
    controls.toggle_loop((clip.times[-20], clip.end_of(len(clip.times) - 1)))
    screen.shows(clip, len(clip.times) - 20)
    seen = numbers_painted(screen, clip)
    screen.player.play()
    screen.wait(lambda: passes(seen) >= 2)
    assert screen.player.state in (PlayerState.PLAYING, PlayerState.ENDED)


def test_a_loop_from_the_first_frame_turns_there_backwards_too(screen: Screen, clips: dict[str, Clip]) -> None:
    clip = clips["steady"]
    controls = PlayerControls(screen.surface)
    controls.attach(screen.player)
    screen.open(clip)
    screen.player.seek(clip.times[15])
    screen.shows(clip, 15)
    controls.toggle_loop((0, clip.times[20]))
    seen = numbers_painted(screen, clip)
    screen.player.set_rate(-2.0)
    screen.player.play()
    screen.wait(lambda: passes(seen) >= 2)
    assert screen.player.rate == -2.0


def test_a_loop_up_to_the_end_leaves_a_paused_video_alone(screen: Screen, clips: dict[str, Clip]) -> None:
    clip = clips["steady"]
    controls = PlayerControls(screen.surface)
    controls.attach(screen.player)
    screen.open(clip)
    last = len(clip.times) - 1
    controls.toggle_loop((clip.times[-20], clip.end_of(last)))
    screen.player.seek(screen.player.duration_us)
    screen.shows(clip, last)
    screen.player.step(1)
    screen.bot.wait(400)
    assert screen.player.state is PlayerState.PAUSED
    screen.shows(clip, last)


def painting(screen: Screen, width: int, height: int) -> QImage:
    screen.surface.resize(width, height)
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    screen.surface.render(picture)
    return picture


def levels(picture: QImage) -> np.ndarray:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    return (
        np.frombuffer(grey.constBits(), np.uint8)
        .reshape(grey.height(), grey.bytesPerLine())[:, : grey.width()]
        .astype(int)
    )


@pytest.mark.parametrize("name", ["steady", "turned"])
@pytest.mark.parametrize("is_playing", [False, True])
def test_zoomed_in_it_shows_that_part_upright_with_its_own_time(
    screen: Screen, clips: dict[str, Clip], name: str, is_playing: bool
) -> None:
    clip = clips[name]
    screen.open(clip)
    screen.player.seek(clip.times[77])
    screen.shows(clip, 77)
    if is_playing:
        screen.player.play()
        screen.bot.wait(200)
        screen.player.pause()
        screen.bot.wait(100)
    large = levels(painting(screen, 1280, 720))
    screen.surface.resize(640, 360)
    screen.surface.zoom(2)  # two steps are twice as large, around the middle
    close = levels(painting(screen, 640, 360))
    assert np.mean(np.abs(close - large[180:540, 320:960])) < 6
    screen.surface.pan(-1, -1)
    corner = levels(painting(screen, 640, 360))
    assert np.mean(np.abs(corner - large[:360, :640])) < 6
    screen.surface.show_whole()
    screen.agree(clip, *screen.look())


# ---- sound ----


def lesson_with_two_tracks(path: Path, seconds: int = 4) -> bytes:
    """A picture that stands still, and two sound tracks with a tone each."""
    at = np.arange(RATE * seconds) / RATE
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=30)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        tracks = {container.add_stream("aac", rate=RATE, layout="stereo"): hertz for hertz in (LOW, HIGH)}
        for stream, language in zip(tracks, ("eng", "fra"), strict=True):
            stream.metadata["language"] = language
        for _ in range(30 * seconds):
            container.mux(video.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")))
        for stream, hertz in tracks.items():
            tone = (0.1 * np.sin(2 * np.pi * hertz * at)).astype(np.float32)
            both = np.ascontiguousarray(np.stack([tone, tone]))
            for start in range(0, len(tone), 1_024):
                block = av.AudioFrame.from_ndarray(both[:, start : start + 1_024], format="fltp", layout="stereo")
                block.sample_rate, block.pts = RATE, start
                container.mux(stream.encode(block))
        container.mux(video.encode())
        for stream in tracks:
            container.mux(stream.encode())
    return path.read_bytes()


class CapturingSpeaker:
    """Fulfils `qt_sound.Speaker`: keeps what a loudspeaker would have been given."""

    def __init__(self) -> None:
        self.blocks: list[np.ndarray] = []
        self.began_us: list[int] = []
        self.hushes = 0
        self._processing: Processing | None = None

    def play(self, buffer: QAudioBuffer, gain: float, rate: float) -> None:
        if self._processing is None:
            self._processing = Processing(buffer.format().sampleRate(), buffer.format().channelCount())
        self.began_us.append(buffer.startTime())
        self.blocks.append(self._processing.processed(samples_of(buffer), gain, rate))

    def hush(self) -> None:
        self.hushes += 1

    @property
    def seconds(self) -> float:
        return sum(len(block) for block in self.blocks) / RATE

    def pitch(self, last: int = RATE // 2) -> float:
        wave = np.concatenate(self.blocks)[-last:, 0]
        return float(np.argmax(np.abs(np.fft.rfft(wave * np.hanning(len(wave)))))) * RATE / len(wave)

    def sounds_like(self, hertz: float) -> bool:
        """The last quarter of a second."""
        return abs(self.pitch(RATE // 4) - hertz) < 0.05 * hertz

    def level(self) -> float:
        return float(np.max(np.abs(np.concatenate(self.blocks)[RATE // 4 :])))


@pytest.fixture
def captured(monkeypatch: pytest.MonkeyPatch) -> CapturingSpeaker:
    speaker = CapturingSpeaker()

    def sound(engine: QMediaPlayer, parent: QObject) -> QtSound:
        return QtSound(engine, parent, make_speaker=lambda _: speaker)

    monkeypatch.setattr(qt_deck, "QtSound", sound)
    return speaker


@pytest.fixture
def sounding(qtbot: QtBot, captured: CapturingSpeaker, tmp_path: Path) -> Iterator[Callable[[float], Screen]]:
    screens: list[Screen] = []

    def play(boost: float) -> Screen:
        screen = Screen(qtbot, QtPlayer())
        screens.append(screen)
        screen.player.set_boost(boost)
        screen.player.open(ClipSource(lesson_with_two_tracks(tmp_path / "lesson.mp4")), "video/mp4")
        screen.wait(lambda: screen.player.state is PlayerState.PAUSED)
        return screen

    yield play
    for screen in screens:
        screen.player.close()


def test_louder_than_recorded_goes_through_the_limiter(
    sounding: Callable[[float], Screen], captured: CapturingSpeaker
) -> None:
    screen = sounding(4.0)
    screen.player.play()
    screen.wait(lambda: captured.seconds > 1.5)
    assert captured.level() == pytest.approx(0.4, rel=0.1)
    assert captured.pitch() == pytest.approx(LOW, rel=0.02)
    assert captured.began_us == sorted(captured.began_us)
    hushes = captured.hushes
    screen.player.pause()
    assert captured.hushes > hushes


def test_as_recorded_nothing_goes_the_way_round(
    sounding: Callable[[float], Screen], captured: CapturingSpeaker
) -> None:
    screen = sounding(1.0)
    screen.player.play()
    screen.bot.wait(500)
    assert captured.blocks == []
    screen.player.set_boost(2.0)
    screen.wait(lambda: captured.seconds > 0.2)
    screen.player.set_muted(True)
    screen.bot.wait(100)
    before = len(captured.blocks)
    screen.bot.wait(300)
    assert len(captured.blocks) == before


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_louder_at_another_speed_keeps_its_pitch(
    sounding: Callable[[float], Screen], captured: CapturingSpeaker, rate: float
) -> None:
    screen = sounding(2.0)
    screen.player.set_rate(rate)
    screen.player.play()
    screen.wait(lambda: captured.seconds > 1.0)
    assert captured.pitch() == pytest.approx(LOW, rel=0.03)


def test_the_other_sound_track_is_heard_once_chosen(
    sounding: Callable[[float], Screen], captured: CapturingSpeaker
) -> None:
    screen = sounding(2.0)
    tracks = screen.player.audio_tracks
    assert [(track.number, track.language) for track in tracks] == [(0, "English"), (1, "French")]
    screen.player.play()
    screen.wait(lambda: captured.seconds > 0.6)
    assert captured.sounds_like(LOW)
    for number, hertz in ((1, HIGH), (0, LOW), (1, HIGH)):
        screen.player.set_audio_track(number)
        screen.wait(partial(captured.sounds_like, hertz))
    screen.player.set_audio_track(7)  # there is none: nothing happens
    assert screen.player.state is PlayerState.PLAYING
