"""Which engine plays what: the chosen one, the other one where that cannot, and a sentence that says so."""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from assessor_app.media import sentences
from assessor_app.media.chosen_player import QT, VLC, ChosenPlayer
from assessor_app.media.player import Player, PlayerState, RunApart
from assessor_app.media.qt_player import QtPlayer
from assessor_app.media.vlc_library import VlcLibrary
from assessor_app.media.vlc_player import VlcPlayer
from assessor_app.services.vault_ports import MediaSource
from tests.fakes.engines import NEEDS_LIBVLC, frames_lane
from tests.fakes.odd_files import BROKEN_NAMES, WHOLE_NAMES, OddFile, make

PATIENCE_MS = 15_000
NOT_READ_BY_QT = pytest.mark.qt_log_ignore("Could not open media", extend=True)  # Qt says it, too


class QtThatRefuses(QtPlayer):
    """A fake: QtMultimedia on a machine that lacks a decoder, which refuses as the real one does."""

    def open(self, source: MediaSource, media_type: str) -> None:
        super().open(source, media_type)
        self._fail(sentences.unknown_picture_format())


class Chooser:
    """A chosen player with what it said."""

    def __init__(self, run_apart: RunApart, *, qt: Callable[[], Player] = QtPlayer, has_vlc: bool = True) -> None:
        self.choice = "automatic"
        self.said: list[str] = []
        self.sentences: list[str] = []

        def vlc() -> Player | None:
            return VlcPlayer(VlcLibrary(), run_apart) if has_vlc else None

        self.player = ChosenPlayer({QT: qt, VLC: vlc}, lambda: self.choice, self.said.append)
        self.player.failed.connect(self.sentences.append)

    def paints(self) -> bool:
        picture = QImage(320, 180, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        try:
            return self.player.paint(painter, QRectF(0, 0, 320, 180))
        finally:
            painter.end()


@pytest.fixture
def lane() -> Iterator[RunApart]:
    with frames_lane() as run:
        yield run


@pytest.fixture
def plain(tmp_path: Path) -> OddFile:
    return make(tmp_path, "plain mp4")


def opened(bot: QtBot, chooser: Chooser, file: OddFile) -> MediaSource:
    source = file.source()
    chooser.player.open(source, file.media_type)
    over = (PlayerState.PAUSED, PlayerState.FAILED)
    bot.waitUntil(lambda: chooser.player.state in over, timeout=PATIENCE_MS)
    return source


def test_qt_plays_what_it_can_without_a_word(qtbot: QtBot, lane: RunApart, plain: OddFile) -> None:
    chooser = Chooser(lane)
    opened(qtbot, chooser, plain)
    assert chooser.player.engine_name == QT
    assert chooser.said == []
    chooser.player.close()


@NEEDS_LIBVLC
def test_what_qt_refuses_is_played_by_libvlc_and_said(qtbot: QtBot, lane: RunApart, plain: OddFile) -> None:
    chooser = Chooser(lane, qt=QtThatRefuses)
    states: list[str] = []
    chooser.player.state_changed.connect(states.append)
    chooser.player.set_rate(2.0)
    source = opened(qtbot, chooser, plain)
    assert chooser.player.engine_name == VLC
    assert states == [PlayerState.LOADING, PlayerState.PAUSED]
    assert chooser.said == ["Qt cannot play this video; it is played with libVLC."]
    assert chooser.player.rate == 2.0
    assert chooser.paints()
    painted = chooser.player.painted()
    assert painted is not None
    assert painted.engine == VLC
    chooser.player.close()
    assert source.is_closed  # type: ignore[attr-defined]


@NEEDS_LIBVLC
def test_the_choice_counts_from_the_next_video_on(qtbot: QtBot, lane: RunApart, plain: OddFile) -> None:
    chooser = Chooser(lane)
    opened(qtbot, chooser, plain)
    chooser.choice = "libvlc"
    assert chooser.player.engine_name == QT
    opened(qtbot, chooser, plain)
    assert chooser.player.engine_name == VLC
    chooser.choice = "qtmultimedia"
    opened(qtbot, chooser, plain)
    assert chooser.player.engine_name == QT
    chooser.player.close()


@NEEDS_LIBVLC
def test_what_libvlc_cannot_seek_in_goes_to_qt_though_libvlc_was_chosen(
    qtbot: QtBot, lane: RunApart, tmp_path: Path
) -> None:
    chooser = Chooser(lane)
    chooser.choice = "libvlc"
    opened(qtbot, chooser, make(tmp_path, "mpeg-ts"))
    assert chooser.player.engine_name == QT
    assert chooser.said == ["libVLC cannot play this video; it is played with Qt."]
    chooser.player.close()


def test_chosen_qt_does_not_go_on_to_libvlc(qtbot: QtBot, lane: RunApart, plain: OddFile) -> None:
    chooser = Chooser(lane, qt=QtThatRefuses)
    chooser.choice = "qtmultimedia"
    source = opened(qtbot, chooser, plain)
    assert chooser.player.state is PlayerState.FAILED
    assert chooser.sentences == [sentences.unknown_picture_format()]
    assert source.is_closed  # type: ignore[attr-defined]


def test_without_libvlc_the_chosen_one_is_qt_and_its_sentence_is_said(
    qtbot: QtBot, lane: RunApart, plain: OddFile
) -> None:
    chooser = Chooser(lane, has_vlc=False)
    chooser.choice = "libvlc"
    opened(qtbot, chooser, plain)
    assert chooser.player.engine_name == QT
    chooser.player.close()
    refusing = Chooser(lane, qt=QtThatRefuses, has_vlc=False)
    opened(qtbot, refusing, plain)
    assert refusing.sentences == [sentences.unknown_picture_format()]


def test_a_seek_and_a_start_asked_while_it_opens_reach_the_engine_that_opens_it(
    qtbot: QtBot, lane: RunApart, plain: OddFile
) -> None:
    chooser = Chooser(lane, qt=QtThatRefuses)
    if not _has_libvlc():
        pytest.skip("libVLC is not on this machine")
    chooser.player.open(plain.source(), plain.media_type)
    chooser.player.seek(1_000_000)
    chooser.player.play()
    qtbot.waitUntil(lambda: chooser.player.state is PlayerState.PLAYING, timeout=PATIENCE_MS)
    chooser.player.frame_changed.connect(chooser.paints)

    def is_there() -> bool:
        painted = chooser.player.painted()
        return painted is not None and painted.start_us >= 1_000_000

    qtbot.waitUntil(is_there, timeout=PATIENCE_MS)
    chooser.player.close()


def test_closing_between_two_engines_opens_nothing(qtbot: QtBot, lane: RunApart, plain: OddFile) -> None:
    chooser = Chooser(lane, qt=QtThatRefuses)
    source = plain.source()
    chooser.player.open(source, plain.media_type)
    chooser.player.close()
    qtbot.wait(50)
    assert chooser.player.state is PlayerState.EMPTY
    assert source.is_closed
    assert chooser.said == []


@NOT_READ_BY_QT
@pytest.mark.parametrize("choice", ["automatic", "qtmultimedia", "libvlc"])
@pytest.mark.parametrize("name", [*WHOLE_NAMES, "wrong extension", "ten hours", *BROKEN_NAMES])
def test_every_file_gives_a_picture_a_sound_or_a_plain_sentence(
    qtbot: QtBot, lane: RunApart, tmp_path: Path, name: str, choice: str
) -> None:
    file = make(tmp_path, name)
    chooser = Chooser(lane, has_vlc=_has_libvlc())
    chooser.choice = choice
    opened(qtbot, chooser, file)
    if file.plays:
        assert chooser.sentences == []
        assert chooser.paints() is file.has_picture
        assert chooser.player.duration_us > 1_000_000
        chooser.player.seek(500_000)
        chooser.player.play()
        qtbot.waitUntil(lambda: chooser.player.state is PlayerState.PLAYING, timeout=PATIENCE_MS)
    else:
        assert len(chooser.sentences) == 1
        assert chooser.sentences[0].startswith("This video cannot be played:")
    chooser.player.close()


@NEEDS_LIBVLC
@pytest.mark.parametrize("name", [*WHOLE_NAMES, "wrong extension", "ten hours", *BROKEN_NAMES])
def test_libvlc_by_itself_gives_a_picture_or_a_sentence(
    qtbot: QtBot, lane: RunApart, tmp_path: Path, name: str
) -> None:
    file = make(tmp_path, name)
    player, said = VlcPlayer(VlcLibrary(), lane), list[str]()
    player.failed.connect(said.append)
    player.open(file.source(), file.media_type)
    qtbot.waitUntil(lambda: player.state in (PlayerState.PAUSED, PlayerState.FAILED), timeout=PATIENCE_MS)
    is_refused = not file.plays or name in ("mpeg-ts", "audio only")
    if player.state is PlayerState.FAILED:
        assert is_refused
        assert len(said) == 1
        assert said[0].startswith("This ")
    else:
        assert file.plays
    player.close()


@NEEDS_LIBVLC
def test_opening_closing_and_seeking_at_random_is_survived(qtbot: QtBot, lane: RunApart, plain: OddFile) -> None:
    chance, player = random.Random(3), VlcPlayer(VlcLibrary(), lane)
    for number in range(20):
        player.open(plain.source(), plain.media_type)
        qtbot.wait(chance.randrange(60))
        if number % 4:
            player.close()
    player.open(plain.source(), plain.media_type)
    qtbot.waitUntil(lambda: player.state is PlayerState.PAUSED, timeout=PATIENCE_MS)
    player.play()
    for _ in range(50):
        player.seek(chance.randrange(1_900_000))
        qtbot.wait(chance.randrange(20))
    player.seek(0)
    player.play()
    shown: list[int] = []
    player.frame_changed.connect(lambda: shown.append(1))
    qtbot.waitUntil(lambda: len(shown) > 3, timeout=PATIENCE_MS)
    player.close()


HIDING = """
import ctypes, ctypes.util, sys
find, load = ctypes.util.find_library, ctypes.CDLL
ctypes.util.find_library = lambda name: None if "vlc" in name else find(name)
def refuse(name, *rest, **named):
    if name and "vlc" in str(name):
        raise OSError(f"{name}: cannot open shared object file")
    return load(name, *rest, **named)
ctypes.CDLL = refuse
from assessor_app.bootstrap.profiles import libvlc
print(libvlc())
"""


def test_without_the_library_it_is_said_what_is_missing() -> None:
    done = subprocess.run([sys.executable, "-c", HIDING], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "('', 'library')"


@NEEDS_LIBVLC
def test_without_the_plugins_it_is_said_what_is_missing(tmp_path: Path) -> None:
    code = "from assessor_app.bootstrap.profiles import libvlc\nprint(libvlc())"
    hidden = code.replace(
        "print", "import vlc\nvlc.Instance = lambda *options: None  # as libVLC does without plugins\nprint"
    )
    done = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "('', 'plugins')"


def _has_libvlc() -> bool:
    from assessor_app.media.vlc_library import look_for_libvlc

    return not look_for_libvlc().missing
