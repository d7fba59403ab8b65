"""A text that calls itself a recording and names other files or addresses: nothing here follows it."""

import socket
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from assessor_app.media import sentences
from assessor_app.media.chosen_player import QT, VLC, ChosenPlayer
from assessor_app.media.frame_times import FrameTimes
from assessor_app.media.player import PlayerState
from assessor_app.media.qt_player import QtPlayer
from assessor_app.media.recordings import names_other_files
from assessor_app.media.still_decoder import NoStill, StillDecoder
from assessor_app.media.vlc_look import look_at
from tests.fakes.clips import ClipSource, make_clip, steady
from tests.fakes.odd_files import WHOLE_NAMES, make

OTHER_FILE = b"ffconcat version 1.0\nfile clip.mp4\n"
PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nclip.mp4\n#EXT-X-ENDLIST\n"
MANIFEST = b'<?xml version="1.0"?>\n<MPD type="static"><Period><BaseURL>clip.mp4</BaseURL></Period></MPD>'
LISTS = {"other file": OTHER_FILE, "playlist": PLAYLIST, "manifest": MANIFEST}


@pytest.fixture
def beside_a_clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the program runs lies a clip of somebody else's."""
    make_clip(tmp_path / "clip.mp4", steady(Fraction(30)), count=30)
    monkeypatch.chdir(tmp_path)
    return iter([tmp_path])


def session_on(port: int) -> bytes:
    lines = "o=- 0 0 IN IP4 127.0.0.1", "s=x", "c=IN IP4 127.0.0.1", "t=0 0", f"m=video {port} RTP/AVP 96"
    return "\r\n".join(("v=0", *lines, "a=rtpmap:96 H264/90000", "")).encode()


@pytest.mark.usefixtures("beside_a_clip")
@pytest.mark.parametrize("data", LISTS.values(), ids=LISTS)
def test_single_frames_never_come_out_of_another_file(data: bytes) -> None:
    with pytest.raises(NoStill):
        StillDecoder(ClipSource(data), FrameTimes(range(0, 1_000_000, 33_333)))
    assert not look_at(ClipSource(data)).is_known


@pytest.mark.usefixtures("beside_a_clip")
@pytest.mark.parametrize("data", LISTS.values(), ids=LISTS)
def test_no_engine_is_handed_a_list(qtbot: QtBot, data: bytes) -> None:
    made: list[str] = []
    player = ChosenPlayer({QT: lambda: made.append(QT), VLC: lambda: made.append(VLC)}, lambda: "automatic", print)
    said: list[str] = []
    player.failed.connect(said.append)
    source = ClipSource(data)
    player.open(source, "video/mp4")
    assert (player.state, said, made) == (PlayerState.FAILED, [sentences.damaged()], [])
    assert source.is_closed


def test_no_engine_listens_on_the_network(qtbot: QtBot) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1] // 2 * 2
    player = ChosenPlayer({QT: QtPlayer, VLC: lambda: None}, lambda: QT, print)
    player.open(ClipSource(b"\x01\n" + session_on(port)), "video/mp4")
    assert player.state is PlayerState.FAILED


@pytest.mark.parametrize("name", WHOLE_NAMES)
def test_recordings_are_no_lists(tmp_path: Path, name: str) -> None:
    source = make(tmp_path, name).source()
    assert not names_other_files(source)
    source.close()


def test_a_list_behind_many_words_is_one_too() -> None:
    assert names_other_files(ClipSource(b"#" * 10_000 + b"\n" + session_on(5_004)))
