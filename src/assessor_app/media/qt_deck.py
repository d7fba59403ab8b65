"""One open medium in QtMultimedia, from the source's first byte to the moment the engine let go of it.

PySide6 keeps Python's lock during almost every call into QMediaPlayer (6.11: all but the one that takes a
path). The engine's threads need that lock to read our source, and some of those calls wait for these threads,
so a direct call can hang the window for ever. Hence three rules, each found by a hang: control goes through
queued signals, which Qt delivers with the lock released; the engine is destroyed by the event system; and
what shiboken looks up on first use is looked up on the UI thread.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl, Signal, SignalInstance
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from assessor_app.media.player import AudioTrack
from assessor_app.media.qt_sound import QtSound
from assessor_app.media.source_device import SourceDevice
from assessor_app.media.source_file import SharedSource

_Status = QMediaPlayer.MediaStatus
_QUEUED = Qt.ConnectionType.QueuedConnection


class QtDeck(QObject):
    """Thin: it translates Qt's signals and keeps everything the engine's threads use alive until `eject`."""

    frame_arrived = Signal(QVideoFrame)
    loaded = Signal()
    moved = Signal(object)
    length_changed = Signal(object)
    ended = Signal()
    broken = Signal()
    unreadable = Signal()

    _play_wanted = Signal()
    _pause_wanted = Signal()
    _position_wanted = Signal("qlonglong")  # type: ignore[arg-type]  # int alone has 32 bits
    _rate_wanted = Signal(float)

    def __init__(self, source: SharedSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._device = SourceDevice(source, self)
        self._sink = QVideoSink(self)
        self._engine = QMediaPlayer(self)
        for signal in (
            self._device.aboutToClose,
            self._sink.videoFrameChanged,
            self._engine.mediaStatusChanged,
        ):
            self._settle(signal)
        self._sound = QtSound(self._engine, self)
        self._engine.setVideoSink(self._sink)
        self._listen()
        self._play_wanted.connect(self._engine.play, _QUEUED)
        self._pause_wanted.connect(self._engine.pause, _QUEUED)
        self._position_wanted.connect(self._engine.setPosition, _QUEUED)
        self._rate_wanted.connect(self._engine.setPlaybackRate, _QUEUED)

    def _settle(self, signal: SignalInstance) -> None:
        """Let shiboken find out now that this object's disconnectNotify is not overridden in Python.

        Else it does so when an engine thread first disconnects: waiting for Python's lock while holding one of Qt's.
        """
        signal.connect(self._on_read_failed)
        signal.disconnect(self._on_read_failed)

    def _listen(self) -> None:
        # Queued, because the sink and the device speak from the engine's threads, and because whoever
        # hears of an end or an error may eject: not from inside the engine's own call.
        self._sink.videoFrameChanged.connect(self._on_frame, _QUEUED)
        self._engine.mediaStatusChanged.connect(self._on_status, _QUEUED)
        self._engine.errorOccurred.connect(self._on_error, _QUEUED)
        self._engine.durationChanged.connect(self._on_duration, _QUEUED)
        self._engine.positionChanged.connect(self._on_position, _QUEUED)
        self._device.read_failed.connect(self._on_read_failed, _QUEUED)

    @property
    def has_picture(self) -> bool:
        return self._engine.hasVideo()

    def insert(self) -> None:
        """Load, and show the first frame."""
        self._engine.setSourceDevice(self._device, QUrl())
        self.pause()

    def eject(self) -> None:
        """Stop, wait until the engine's threads let go of the source, close it, and vanish."""
        self.blockSignals(True)
        self._sound.fall_silent()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete)
        self._device.close()
        self._source.close()
        # Whoever drops the player next must not take this along: deleted directly, Qt aborts ("shared QObject").
        self.setParent(QCoreApplication.instance())
        self.deleteLater()

    def play(self) -> None:
        self._play_wanted.emit()

    def pause(self) -> None:
        self._pause_wanted.emit()
        self._sound.hush()

    def move_to(self, at_ms: int) -> None:
        """Show the frame at `at_ms`; after the end this needs a `pause` or `play` to show anything."""
        self._position_wanted.emit(at_ms)
        self._sound.hush()

    def set_rate(self, rate: float) -> None:
        self._rate_wanted.emit(rate)
        self._sound.set_rate(rate)

    def set_loudness(self, volume: float, gain: float, *, is_muted: bool) -> None:
        self._sound.set_loudness(volume, gain, is_muted=is_muted)

    def audio_tracks(self) -> tuple[AudioTrack, ...]:
        return self._sound.tracks()

    def choose_audio_track(self, number: int) -> None:
        self._sound.choose_track(number)

    def _on_frame(self, frame: QVideoFrame) -> None:
        self.frame_arrived.emit(frame)

    def _on_duration(self, milliseconds: int) -> None:
        self.length_changed.emit(milliseconds * 1_000)

    def _on_position(self, milliseconds: int) -> None:
        self.moved.emit(milliseconds * 1_000)

    def _on_read_failed(self) -> None:
        self.unreadable.emit()

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == _Status.InvalidMedia:
            self.broken.emit()
        elif status == _Status.EndOfMedia:
            self.ended.emit()
        elif status in (_Status.LoadedMedia, _Status.BufferedMedia):
            self.loaded.emit()

    def _on_error(self, error: QMediaPlayer.Error, words: str) -> None:
        if error != QMediaPlayer.Error.NoError:
            self.broken.emit()
