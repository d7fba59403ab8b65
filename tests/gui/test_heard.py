"""What a loudspeaker is really given, recorded by a sound server of its own, where there is PulseAudio."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from tests.gui.test_playing_video import HIGH, LOW, RATE, lesson_with_two_tracks

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(map(shutil.which, ("pulseaudio", "parec", "pactl"))), reason="PulseAudio is not here"),
]
START_SECONDS = 10.0
SINK = "recorded"
Sound = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
PLAY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from assessor_app.media.qt_player import QtPlayer
from tests.fakes.clips import ClipSource

path, rate, boost, track = sys.argv[1:]
app = QGuiApplication([])
player = QtPlayer()
player.set_rate(float(rate))
player.set_boost(float(boost))
player.open(ClipSource(Path(path).read_bytes()), "video/mp4")
player.play()
QTimer.singleShot(200, lambda: player.set_audio_track(int(track)))
QTimer.singleShot(3600, player.close)
QTimer.singleShot(3800, app.quit)
app.exec()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """The environment of a sound server whose one loudspeaker is recorded."""
    folder = tmp_path_factory.mktemp("sound")
    folder.chmod(0o700)
    address = f"unix:{folder}/socket"
    environment = os.environ | {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "PULSE_SERVER": address}
    modules = (
        f"module-native-protocol-unix socket={folder}/socket auth-anonymous=1",
        f"module-null-sink sink_name={SINK}",
    )
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", *(f"--load={each}" for each in modules)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + START_SECONDS
        while subprocess.run(["pactl", "info"], env=environment, capture_output=True, check=False).returncode:
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.1)
        yield environment | {"QT_QPA_PLATFORM": "offscreen"}
    finally:
        process.terminate()
        process.wait(START_SECONDS)


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lesson") / "lesson.mp4"
    lesson_with_two_tracks(path, seconds=10)
    return path


def heard(server: Mapping[str, str], lesson: Path, rate: float = 1, boost: float = 1, track: int = 0) -> Sound:
    """Play it in a process of its own and return what was heard while it was loud, without the first moments."""
    record = [
        "parec",
        "--device",
        f"{SINK}.monitor",
        "--format=float32le",
        f"--rate={RATE}",
        "--channels=1",
        "--latency-msec=30",
    ]
    root = Path(__file__).parents[2]
    raw = lesson.with_suffix(".raw")
    with raw.open("wb") as file, subprocess.Popen(record, env=server, stdout=file) as recording:
        arguments = [str(each) for each in (lesson, rate, boost, track)]
        subprocess.run([sys.executable, "-c", PLAY, *arguments], env=server, cwd=root, capture_output=True, check=True)
        recording.terminate()
    sound = np.fromfile(raw, np.float32)
    loud = np.nonzero(np.abs(sound) > 0.01)[0]
    return sound[loud[0] + RATE // 4 : loud[-1] - RATE // 20]


def pitch(sound: Sound) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(sound * np.hanning(len(sound)))))) * RATE / len(sound)


def level(sound: Sound) -> float:
    return float(np.sqrt(np.mean(sound**2)))


@pytest.mark.parametrize("rate", [0.5, 2.0])
@pytest.mark.parametrize("boost", [1.0, 2.0])
def test_the_pitch_is_kept_at_every_speed(server: Mapping[str, str], lesson: Path, rate: float, boost: float) -> None:
    assert pitch(heard(server, lesson, rate, boost)) == pytest.approx(LOW, rel=0.02)


def test_four_times_as_loud_is_four_times_as_loud(server: Mapping[str, str], lesson: Path) -> None:
    assert level(heard(server, lesson, boost=4)) / level(heard(server, lesson)) == pytest.approx(4, rel=0.05)


def test_the_other_track_is_heard(server: Mapping[str, str], lesson: Path) -> None:
    assert pitch(heard(server, lesson, track=1)) == pytest.approx(HIGH, rel=0.02)
