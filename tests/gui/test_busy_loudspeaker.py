"""A loudspeaker that cannot be had, and sound that comes after its recording was closed."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtMultimedia import QAudioBuffer, QAudioFormat, QMediaPlayer
from pytestqt.qtbot import QtBot

from assessor_app.media import qt_speaker
from assessor_app.media.qt_sound import QtSound
from assessor_app.media.qt_speaker import QtSpeaker

RATE = 48_000
BLOCK = RATE // 10


class BusyDevice:
    def isNull(self) -> bool:
        return False

    def isFormatSupported(self, _: QAudioFormat) -> bool:
        return True


class BusyDevices:
    @staticmethod
    def defaultAudioOutput() -> BusyDevice:
        return BusyDevice()


class BusySink(QObject):
    """A QAudioSink of a device that another program has to itself."""

    made = 0

    def __init__(self, _: object, __: object, parent: QObject) -> None:
        super().__init__(parent)
        BusySink.made += 1

    def setBufferSize(self, _: int) -> None: ...
    def reset(self) -> None: ...
    def start(self) -> None: ...


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_speaker, "QMediaDevices", BusyDevices)
    monkeypatch.setattr(qt_speaker, "QAudioSink", BusySink)
    BusySink.made = 0


def a_block(number: int) -> QAudioBuffer:
    form = QAudioFormat()
    form.setSampleRate(RATE)
    form.setChannelCount(2)
    form.setSampleFormat(QAudioFormat.SampleFormat.Float)
    return QAudioBuffer(np.zeros(2 * BLOCK, np.float32).tobytes(), form, number * 100_000)


def play(speaker: QtSpeaker, first: int) -> None:
    for number in range(first, first + 20):
        speaker.play(a_block(number), 2.0, 1.0)


def test_a_loudspeaker_that_is_taken_is_asked_once_and_again_after_a_pause(qtbot: QtBot, busy: None) -> None:
    speaker = QtSpeaker()
    play(speaker, 0)
    assert BusySink.made == 1
    speaker.hush()
    play(speaker, 20)
    assert BusySink.made == 2
    qtbot.waitUntil(lambda: not speaker.children())


class Listening:
    """Fulfils `qt_sound.Speaker`."""

    def __init__(self) -> None:
        self.played = 0

    def play(self, *_: object) -> None:
        self.played += 1

    def hush(self) -> None: ...


def test_sound_on_its_way_when_a_recording_closes_is_not_heard(qtbot: QtBot) -> None:
    speaker, owner = Listening(), QObject()
    engine = QMediaPlayer(owner)
    sound: Any = QtSound(engine, owner, make_speaker=lambda _: speaker)
    sound.set_loudness(1.0, 4.0, is_muted=False)
    sound._buffers.audioBufferReceived.emit(a_block(0))
    qtbot.waitUntil(lambda: speaker.played == 1)
    sound._buffers.audioBufferReceived.emit(a_block(1))  # queued, as the engine's thread does it
    sound.fall_silent()
    qtbot.wait(20)
    assert speaker.played == 1
