"""The sound of one open medium in QtMultimedia: as loud as wanted, which track, and the way round Qt's own limit.

A QAudioOutput goes no further than the sound as recorded (6.11 clamps its volume at 1.0). For more, the engine's
decoded sound is taken from a QAudioBufferOutput, amplified and limited here and given to a QAudioSink, while the
QAudioOutput plays on silently, so that the engine keeps its pace by the loudspeaker as ever.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QPropertyAnimation, Qt, Signal
from PySide6.QtMultimedia import (
    QAudioBuffer,
    QAudioBufferOutput,
    QAudioFormat,
    QAudioOutput,
    QMediaDevices,
    QMediaMetaData,
    QMediaPlayer,
    QtAudio,
)

from assessor_app.media.player import AudioTrack
from assessor_app.media.qt_speaker import QtSpeaker

_QUEUED = Qt.ConnectionType.QueuedConnection
LOUDEST = 4.0
_Key = QMediaMetaData.Key


class Speaker(Protocol):
    """Takes decoded sound."""

    def play(self, buffer: QAudioBuffer, gain: float, rate: float) -> None: ...
    def hush(self) -> None:
        """Drop what has not been heard yet: paused, or somewhere else now."""


MakeSpeaker = Callable[[QObject], Speaker]


class QtSound(QObject):
    """Everything is handed over before the engine loads; later only queued signals reach it (see `qt_deck`)."""

    _track_wanted = Signal()

    def __init__(self, engine: QMediaPlayer, parent: QObject, make_speaker: MakeSpeaker = QtSpeaker) -> None:
        super().__init__(parent)
        self._engine = engine
        self._make_speaker = make_speaker
        self._speaker: Speaker | None = None
        self._gain, self._rate = 1.0, 1.0
        self._output = QAudioOutput(self)
        self._buffers = QAudioBufferOutput(speaker_format(), self)
        # As `qt_deck` does: let shiboken look at these signals now, on this thread.
        for signal in (self._output.volumeChanged, self._buffers.audioBufferReceived):
            signal.connect(self.hush)
            signal.disconnect(self.hush)
        # Headphones that are plugged in later: without this the sound stays where it was.
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._follow_device, _QUEUED)
        engine.setAudioOutput(self._output)
        engine.setAudioBufferOutput(self._buffers)
        # A property animation is the one way to set the property with Python's lock released.
        self._switch = QPropertyAnimation(engine, b"activeAudioTrack", self)
        self._switch.setDuration(0)
        self._track_wanted.connect(self._switch.start, _QUEUED)

    def set_loudness(self, volume: float, gain: float, *, is_muted: bool) -> None:
        """`volume` 0.0 to 1.0 as a person hears it; a `gain` above 1.0 goes the way round."""
        scale = QtAudio.VolumeScale
        power = QtAudio.convertVolume(volume, scale.LogarithmicVolumeScale, scale.LinearVolumeScale)
        gain = min(max(gain, 1.0), LOUDEST)
        is_round = gain > 1.0 and not is_muted
        self._output.setVolume(power)
        self._output.setMuted(is_muted or is_round)
        if is_round and self._speaker is None:
            self._speaker = self._make_speaker(self)
            self._buffers.audioBufferReceived.connect(self._on_buffer, _QUEUED)
        elif not is_round:
            self.fall_silent()
        self._gain = gain * power

    def set_rate(self, rate: float) -> None:
        self._rate = rate

    def tracks(self) -> tuple[AudioTrack, ...]:
        """The sound tracks, once something is loaded."""
        return tuple(
            AudioTrack(number, facts.stringValue(_Key.Title), facts.stringValue(_Key.Language))
            for number, facts in enumerate(self._engine.audioTracks())
        )

    def choose_track(self, number: int) -> None:
        self._switch.setStartValue(number)
        self._switch.setEndValue(number)
        self._track_wanted.emit()

    def hush(self) -> None:
        """Paused, or somewhere else now."""
        if self._speaker is not None:
            self._speaker.hush()

    def fall_silent(self) -> None:
        """For good: what the engine still sends is of a recording that is no longer open."""
        if self._speaker is not None:
            self._buffers.audioBufferReceived.disconnect(self._on_buffer)
            self._speaker.hush()
            self._speaker = None

    def _follow_device(self) -> None:
        device = QMediaDevices.defaultAudioOutput()
        if device != self._output.device():
            self._output.setDevice(device)
            self.hush()

    def _on_buffer(self, buffer: QAudioBuffer) -> None:
        if self._speaker is not None:
            self._speaker.play(buffer, self._gain, self._rate)


def speaker_format() -> QAudioFormat:
    """What the loudspeaker takes, in floating point; stereo at 48 kHz where there is none."""
    made = QMediaDevices.defaultAudioOutput().preferredFormat()
    rate = made.sampleRate() if made.isValid() else 48_000
    found = QAudioFormat()
    found.setSampleRate(rate)
    found.setChannelCount(2 if not made.isValid() or made.channelCount() > 1 else 1)
    found.setSampleFormat(QAudioFormat.SampleFormat.Float)
    return found
