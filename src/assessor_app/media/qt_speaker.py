"""A loudspeaker that is given decoded sound: amplified, limited, at the speed of the picture, little of it ahead."""

from typing import Any

import numpy as np
from PySide6.QtCore import QIODevice, QObject
from PySide6.QtMultimedia import QAudioBuffer, QAudioFormat, QAudioSink, QMediaDevices

from assessor_app.media.loudness import Limiter, Samples
from assessor_app.media.tempo import Tempo

_AHEAD_US = 120_000  # what a busy window may sleep through without a gap in the sound
_MOST_WAITING_US = 300_000
_Sample = QAudioFormat.SampleFormat
_WHOLE = {_Sample.Int16: (np.int16, 32_767.0), _Sample.Int32: (np.int32, 2_147_483_647.0)}


class Processing:
    """From the bytes of a buffer to those for the loudspeaker; a stream of one format, gain and rate may change."""

    def __init__(self, sample_rate: int, channels: int) -> None:
        self._sample_rate, self._channels = sample_rate, channels
        self.restart()

    def restart(self) -> None:
        """What came before is not continued."""
        self._limiter = Limiter(self._sample_rate)
        self._tempo: Tempo | None = None
        self._rate = 1.0

    def processed(self, samples: Samples, gain: float, rate: float) -> Samples:
        if rate != self._rate:
            self._rate = rate
            self._tempo = None if rate == 1.0 else Tempo(self._sample_rate, self._channels, rate)
        if self._tempo is not None:
            samples = self._tempo.taken(samples)
        return self._limiter.amplified(samples, gain)


class QtSpeaker(QObject):
    """Fulfils `qt_sound.Speaker`. Without a device it stays silent."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sink: QAudioSink | None = None
        self._into: QIODevice | None = None
        self._processing: Processing | None = None
        self._waiting = bytearray()
        self._next_us: int | None = None
        self._is_refused = False

    def play(self, buffer: QAudioBuffer, gain: float, rate: float) -> None:
        samples = samples_of(buffer)
        if self._next_us is not None and abs(buffer.startTime() - self._next_us) > buffer.duration():
            self.hush()
        self._next_us = buffer.startTime() + buffer.duration()
        if self._into is None and not self._is_refused:
            self._begin(buffer.format())
        if self._into is not None and self._processing is not None:
            self._give(self._processing.processed(samples, gain, rate), buffer.format())

    def hush(self) -> None:
        self._waiting.clear()
        self._next_us = None
        self._is_refused = False
        self._leave()

    def _leave(self) -> None:
        self._into = None
        if self._sink is not None:
            self._sink.reset()
            self._sink.deleteLater()
            self._sink = None

    def _begin(self, given: QAudioFormat) -> None:
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            return
        if not device.isFormatSupported(given):
            given = QAudioFormat(given)
            given.setSampleFormat(_Sample.Int16)
        self._processing = Processing(given.sampleRate(), given.channelCount())
        self._sink = QAudioSink(device, given, self)
        self._sink.setBufferSize(given.bytesForDuration(_AHEAD_US))
        self._into = self._sink.start()
        if self._into is None:
            # Another program has the device to itself: it is asked again after the next pause or jump.
            self._is_refused = True
            self._leave()

    def _give(self, samples: Samples, given: QAudioFormat) -> None:
        sink, into = self._sink, self._into
        if sink is None or into is None:
            return
        self._waiting += bytes_of(samples, sink.format().sampleFormat())
        most = sink.format().bytesForDuration(_MOST_WAITING_US)
        del self._waiting[: max(len(self._waiting) - most, 0)]
        room = min(sink.bytesFree(), len(self._waiting))
        if room > 0:
            written = into.write(bytes(self._waiting[:room]))
            del self._waiting[: max(int(written), 0)]


def samples_of(buffer: QAudioBuffer) -> Samples:
    """Return a buffer's samples as (frames, channels) between -1.0 and 1.0. Raises ValueError for odd formats."""
    kind, channels = buffer.format().sampleFormat(), buffer.format().channelCount()
    data: Any = bytes(buffer.constData())
    if kind == _Sample.Float:
        return np.frombuffer(data, np.float32).reshape(-1, channels)
    if kind not in _WHOLE:
        raise ValueError(f"sound as {kind}")
    number, most = _WHOLE[kind]
    return (np.frombuffer(data, number) / most).astype(np.float32).reshape(-1, channels)


def bytes_of(samples: Samples, kind: QAudioFormat.SampleFormat) -> bytes:
    """Return samples as a loudspeaker takes them."""
    if kind == _Sample.Float:
        return samples.tobytes()
    number, most = _WHOLE[kind]
    return (samples * most).astype(number).tobytes()
