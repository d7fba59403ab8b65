"""What is put around an engine that is never sure where it is, so that a paused picture is exact all the same."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import pytest
from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from assessor_app.domain.annotation import TimeSpan
from assessor_app.media.exact_player import SETTLED_MS, STILL_ENGINE, ExactPlayer
from assessor_app.media.frame_times import FrameTimes, read_frame_times
from assessor_app.media.player import PlayerState
from assessor_app.services.vault_ports import MediaSource
from tests.fakes.clips import Clip, ClipSource, make_clip, number_in, steady
from tests.fakes.engines import frames_lane

FRAME_US = 33_333
UNSURE_US = 60_000


class VagueEngine(QObject):
    """An engine that lands beside the frame asked for, and says so. Its pictures are all white."""

    frame_changed = Signal()
    frame_painted = Signal(object)
    state_changed = Signal(str)
    duration_changed = Signal(object)
    rate_changed = Signal(float)
    failed = Signal(str)

    engine_name = "vague"
    duration_us = 8_000_000
    frame_times: FrameTimes | None = None
    rate = 1.0
    audio_tracks = ()

    def __init__(self) -> None:
        super().__init__()
        self.state = PlayerState.EMPTY
        self.at_us = 0
        self.calls: list[tuple[str, int]] = []
        self._painted: TimeSpan | None = None
        self._source: MediaSource | None = None

    def open(self, source: MediaSource, media_type: str) -> None:
        self._source = source
        self.be(PlayerState.PAUSED)

    def close(self) -> None:
        if self._source is not None:
            self._source.close()
        self.be(PlayerState.EMPTY)

    def be(self, state: PlayerState) -> None:
        self.state = state
        self.state_changed.emit(state.value)

    def run_to(self, at_us: int) -> None:
        self.at_us = at_us
        self.frame_changed.emit()

    def play(self) -> None:
        self.calls.append(("play", self.at_us))
        self.be(PlayerState.PLAYING)

    def pause(self) -> None:
        self.be(PlayerState.PAUSED)

    def seek(self, at_us: int) -> None:
        self.calls.append(("seek", at_us))

    def step(self, frames: int) -> None:
        self.calls.append(("step", frames))

    def set_rate(self, rate: float) -> None: ...
    def set_volume(self, volume: float) -> None: ...
    def set_muted(self, is_muted: bool) -> None: ...
    def set_boost(self, gain: float) -> None: ...
    def set_audio_track(self, number: int) -> None: ...
    def set_frame_times(self, times: Sequence[int]) -> None: ...

    def painted(self) -> TimeSpan | None:
        return self._painted

    def paint(self, painter: QPainter, target: QRectF) -> bool:
        painter.fillRect(target, Qt.GlobalColor.white)
        self._painted = TimeSpan(self.at_us, self.at_us + FRAME_US, "vague", UNSURE_US)
        return True


class Desk:
    """A player over the vague engine, and what is painted of it whenever it asks for that."""

    def __init__(self, player: ExactPlayer, engine: VagueEngine, bot: QtBot) -> None:
        self.player, self.engine, self.bot = player, engine, bot
        self.told: list[int] = []
        player.frame_painted.connect(self.told.append)
        player.frame_changed.connect(self.paint)

    def paint(self) -> QImage:
        picture = QImage(640, 360, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        self.player.paint(painter, QRectF(0, 0, 640, 360))
        painter.end()
        return picture

    def open(self, clip: Clip) -> ClipSource:
        source = ClipSource(clip.data)
        self.player.open(source, "video/mp4")
        self.paint()
        self.player.set_frame_times(read_frame_times(ClipSource(clip.data)))
        return source

    def shows(self, clip: Clip, number: int) -> None:
        def is_there() -> bool:
            painted = self.player.painted()
            return painted is not None and painted.engine == STILL_ENGINE and painted.start_us == clip.times[number]

        self.bot.waitUntil(is_there, timeout=10_000)
        assert number_in(self.paint()) == number
        assert self.player.painted() == TimeSpan(clip.times[number], clip.end_of(number), STILL_ENGINE, 0)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("exact") / "clip.mp4", steady(Fraction(30)))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with frames_lane() as run_frames:
        engine = VagueEngine()
        player = ExactPlayer(engine, run_frames)
        yield Desk(player, engine, qtbot)
        player.close()


def test_before_the_frame_times_are_known_everything_is_the_engines(desk: Desk, clip: Clip) -> None:
    desk.player.open(ClipSource(clip.data), "video/mp4")
    desk.paint()
    desk.player.seek(1_000_000)
    desk.player.step(1)
    assert desk.engine.calls == [("seek", 1_000_000), ("step", 1)]
    painted = desk.player.painted()
    assert painted is not None
    assert painted.uncertainty_us == UNSURE_US


def test_once_they_are_known_the_first_picture_is_the_exact_one(desk: Desk, clip: Clip) -> None:
    desk.open(clip)
    desk.shows(clip, 0)


def test_after_a_pause_the_frame_at_the_engines_time_is_shown(desk: Desk, clip: Clip) -> None:
    desk.open(clip)
    desk.player.play()
    desk.engine.run_to(2_010_000)
    desk.bot.waitUntil(lambda: desk.paint() is not None and desk.told[-1] == 2_010_000, timeout=5_000)
    desk.player.pause()
    desk.shows(clip, 60)


def test_the_engine_is_sent_after_only_once_the_keys_rest(desk: Desk, clip: Clip) -> None:
    desk.open(clip)
    desk.shows(clip, 0)
    desk.bot.wait(2 * SETTLED_MS)
    desk.engine.calls.clear()
    for number in (30, 60, 90, 120):
        desk.player.seek(clip.times[number])
    desk.shows(clip, 120)
    desk.bot.waitUntil(lambda: bool(desk.engine.calls), timeout=5_000)
    desk.bot.wait(2 * SETTLED_MS)
    assert desk.engine.calls == [("seek", clip.times[120])]


def test_play_at_once_first_sends_the_engine_to_the_frame_shown(desk: Desk, clip: Clip) -> None:
    desk.open(clip)
    desk.player.seek(clip.times[100])
    desk.shows(clip, 100)
    desk.engine.calls.clear()
    desk.player.play()
    assert [name for name, _ in desk.engine.calls] == ["seek", "play"]
    assert desk.engine.calls[0] == ("seek", clip.times[100])


def test_the_picture_stands_until_the_engine_has_come_to_it(desk: Desk, clip: Clip) -> None:
    desk.open(clip)
    desk.player.seek(clip.times[100])
    desk.shows(clip, 100)
    desk.told.clear()
    desk.player.play()
    for behind in (3_100_000, 3_200_000, 3_260_000):
        desk.engine.run_to(behind)
        assert number_in(desk.paint()) == 100
    desk.engine.run_to(3_400_000)
    painted = desk.player.painted()
    assert painted is not None
    assert (painted.engine, painted.start_us) == ("vague", 3_400_000)
    assert desk.told == [3_400_000]


def test_what_the_engine_shows_on_its_way_is_never_shown(desk: Desk, clip: Clip) -> None:
    desk.open(clip)
    desk.player.seek(clip.times[100])
    desk.shows(clip, 100)
    desk.told.clear()
    desk.engine.run_to(3_266_000)
    assert number_in(desk.paint()) == 100
    assert desk.told == []


def test_leaving_the_end_is_said_at_once(desk: Desk, clip: Clip) -> None:
    desk.open(clip)
    desk.player.play()
    desk.engine.run_to(7_990_000)
    desk.engine.be(PlayerState.ENDED)
    desk.shows(clip, len(clip.times) - 1)
    assert desk.player.state is PlayerState.ENDED
    desk.player.step(-1)
    assert desk.player.state.value == "paused"
    desk.shows(clip, len(clip.times) - 2)


class SpoiltSource(ClipSource):
    """Its bytes cannot be read any more."""

    def read_at(self, offset: int, length: int) -> bytes:
        raise OSError("input/output error")


def test_without_stills_the_engine_does_what_it_can(desk: Desk, clip: Clip) -> None:
    desk.player.open(SpoiltSource(clip.data), "video/mp4")
    desk.paint()
    desk.player.set_frame_times(read_frame_times(ClipSource(clip.data)))
    desk.player.seek(clip.times[70])
    desk.bot.waitUntil(lambda: ("seek", clip.times[70]) in desk.engine.calls, timeout=5_000)
    desk.player.seek(clip.times[90])
    assert desk.engine.calls[-1] == ("seek", clip.times[90])
    desk.paint()
    painted = desk.player.painted()
    assert painted is not None
    assert painted.engine == "vague"


def test_closing_while_a_frame_is_on_its_way_leaves_nothing(desk: Desk, clip: Clip) -> None:
    source = desk.open(clip)
    desk.player.seek(clip.times[200])
    desk.player.close()
    assert source.is_closed
    desk.told.clear()
    desk.bot.wait(100)
    assert desk.told == []
    assert desk.player.painted() is None
    assert desk.player.frame_times is None
    assert desk.player.state is PlayerState.EMPTY
