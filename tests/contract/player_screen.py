"""The screen and the clips that every engine behind the Player port is held against."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from assessor_app.domain.annotation import TimeSpan
from assessor_app.gui.widgets.video_surface import VideoSurface
from assessor_app.media.player import Player, PlayerState
from tests.fakes.clips import (
    H264_MANY_B,
    H264_WITH_SOUND,
    HEVC_10,
    Clip,
    ClipSource,
    can_encode,
    make_clip,
    number_in,
    steady,
    uneven,
)

SIZE = (640, 360)
PATIENCE_MS = 10_000
ROUNDING_US = 1


class Screen:
    """A player in a surface, as an assessor has it: everything is read off the painted picture."""

    def __init__(self, bot: QtBot, player: Player) -> None:
        self.bot = bot
        self.player = player
        self.sentences: list[str] = []
        player.failed.connect(self.sentences.append)
        self.surface = VideoSurface()
        self.surface.resize(*SIZE)
        bot.addWidget(self.surface)
        self.surface.set_player(player)
        self.surface.show()

    def open(self, clip: Clip) -> ClipSource:
        source = ClipSource(clip.data)
        self.player.open(source, "video/mp4")
        self.wait(lambda: self.player.state is PlayerState.PAUSED)
        self.wait(lambda: self.player.painted() is not None)
        return source

    def wait(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=PATIENCE_MS)

    def picture(self) -> QImage:
        picture = QImage(self.surface.size(), QImage.Format.Format_RGB32)
        self.surface.render(picture)
        return picture

    def look(self) -> tuple[int, TimeSpan]:
        """Return the number read off the screen and what the player says was painted."""
        picture = self.picture()
        painted = self.player.painted()
        assert painted is not None
        return number_in(picture), painted

    def wait_for_time(self, start_us: int) -> None:
        def is_there() -> bool:
            painted = self.player.painted()
            is_sure = painted is not None and painted.uncertainty_us == 0
            return painted is not None and is_sure and abs(painted.start_us - start_us) <= ROUNDING_US

        self.wait(is_there)

    def shows(self, clip: Clip, number: int) -> None:
        """Wait for frame `number` with a sure time; hold the painted picture and the reported span against it."""
        self.wait_for_time(clip.times[number])
        seen, painted = self.look()
        assert seen == number
        self.agree(clip, seen, painted)

    @staticmethod
    def agree(clip: Clip, number: int, painted: TimeSpan) -> None:
        unsure_us = painted.uncertainty_us
        assert painted.start_us == pytest.approx(clip.times[number], abs=ROUNDING_US + unsure_us)
        assert painted.end_us == pytest.approx(clip.end_of(number), abs=3 * ROUNDING_US + unsure_us)


THIRTY = steady(Fraction(30))
# Clock of broadcasts: 33 bits at 90 kHz. A recording may begin just before it starts again from zero.
CLOCK_RESTARTS = Fraction(1 << 33, 90_000)
KINDS: Mapping[str, Callable[[Path], Clip]] = MappingProxyType(
    {
        "steady": lambda at: make_clip(at / "steady.mp4", THIRTY),
        "ntsc": lambda at: make_clip(at / "ntsc.mp4", steady(Fraction(30_000, 1_001)), coding=H264_WITH_SOUND),
        "uneven": lambda at: make_clip(at / "uneven.mp4", uneven),
        "turned": lambda at: make_clip(at / "turned.mp4", THIRTY, turn=90),
        "few_keys": lambda at: make_clip(at / "few_keys.mp4", THIRTY, count=520, between_keyframes=250),
        "many_b": lambda at: make_clip(at / "many_b.mp4", THIRTY, coding=H264_MANY_B),
        "late": lambda at: make_clip(at / "late.mp4", THIRTY, first_at=Fraction(7, 10)),
        "cut": lambda at: make_clip(at / "cut.mp4", THIRTY, first_at=Fraction(-1, 2), coding=H264_WITH_SOUND),
        "broadcast": lambda at: make_clip(at / "broadcast.ts", THIRTY, coding=H264_WITH_SOUND),
        "below_zero": lambda at: make_clip(at / "below_zero.ts", THIRTY, first_at=CLOCK_RESTARTS - 4),
        "deep": lambda at: make_clip(at / "deep.mp4", THIRTY, coding=HEVC_10),
    }
)

TRANSPORT_STREAMS = ("broadcast", "below_zero")


class Clips:
    """Each made when the first test asks for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Clip] = {}

    def __getitem__(self, kind: str) -> Clip:
        if kind == "deep" and not can_encode("libx265"):
            pytest.skip("no encoder for HEVC here")
        if kind not in self._made:
            self._made[kind] = KINDS[kind](self._folder)
        return self._made[kind]
