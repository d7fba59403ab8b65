"""One open medium in libVLC, from the source's first byte to the moment the library let go of it.

libVLC calls back on its own threads, and its calls may wait for these. Hence the rules: a callback copies and
emits a queued signal, it never calls the library; `stop` and `release` wait, so they run on a worker; whatever
the library may still call or paint into is kept until both have returned, and dropped then, for callbacks and
buffers hold each other.
"""

import ctypes
import time
from enum import IntEnum
from typing import Any

import vlc
from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import QMediaDevices

from assessor_app.media.player import RunApart
from assessor_app.media.source_file import SharedSource
from assessor_app.media.vlc_bytes import SourceCallbacks
from assessor_app.media.vlc_pictures import PictureStore, Shown

_MEDIA_OPTIONS = (":play-and-pause", ":no-spu", ":avcodec-hw=none", ":file-caching=300")
_NO_SOUND = "adummy"
_FULL = 100.0
_HUNDRED = 100
_EVENT = ctypes.CFUNCTYPE(None, ctypes.POINTER(vlc.Event), ctypes.c_void_p)


class Told(IntEnum):
    """What libVLC tells of itself; the value of each is in `VlcDeck.told`'s second argument."""

    PLAYING = 1
    PAUSED = 2
    ENDED = 3
    BROKEN = 4
    TIME = 5
    LENGTH = 6
    BUFFERED = 7
    BUFFERING = 8


_EVENTS = (
    (vlc.EventType.MediaPlayerPlaying, Told.PLAYING),
    (vlc.EventType.MediaPlayerPaused, Told.PAUSED),
    (vlc.EventType.MediaPlayerEndReached, Told.ENDED),
    (vlc.EventType.MediaPlayerEncounteredError, Told.BROKEN),
    (vlc.EventType.MediaPlayerTimeChanged, Told.TIME),
    (vlc.EventType.MediaPlayerLengthChanged, Told.LENGTH),
    (vlc.EventType.MediaPlayerBuffering, Told.BUFFERED),
)


def can_sound() -> bool:
    """Whether there is anything on this machine that sounds."""
    return bool(QMediaDevices.audioOutputs())


class VlcDeck(QObject):
    """Thin: it translates libVLC's events. All signals come from libVLC's threads: connect them queued.

    `told(what, value, now_us)`: `value` is microseconds for TIME and LENGTH; `now_us` is the monotonic clock.
    """

    shown = Signal()
    told = Signal(int, object, object)
    unreadable = Signal()

    def __init__(self, instance: Any, source: SharedSource, size: tuple[int, int] | None) -> None:
        super().__init__()
        self._bytes = SourceCallbacks(source, self.unreadable.emit)
        self._pictures = PictureStore(size, self.shown.emit)
        self._event: Any = _EVENT(self._on_event)
        self._media = vlc.libvlc_media_new_callbacks(instance, *self._bytes.callbacks, None)
        for option in _MEDIA_OPTIONS:
            self._media.add_option(option)
        self._engine = instance.media_player_new()
        vlc.libvlc_video_set_callbacks(self._engine, self._pictures.painting[0], None, self._pictures.painting[1], None)
        vlc.libvlc_video_set_format_callbacks(self._engine, *self._pictures.setup)
        if not can_sound():
            # Else libVLC looks for a sound card again and again, and complains each time.
            self._engine.audio_output_set(_NO_SOUND)
        events = vlc.libvlc_media_player_event_manager(self._engine)
        for kind, what in _EVENTS:
            vlc.libvlc_event_attach(events, kind, self._event, int(what))

    @property
    def pictures_shown(self) -> int:
        """How many pictures libVLC displayed, again or anew."""
        return self._pictures.count

    @property
    def is_paused(self) -> bool:
        return bool(self._engine.get_state() == vlc.State.Paused)

    def insert(self) -> None:
        """Load, and play without sound until somebody pauses: that is how libVLC shows a first picture."""
        self._engine.set_media(self._media)
        self._engine.audio_set_mute(True)
        self._engine.play()

    def eject(self, run_apart: RunApart) -> None:
        """Be silent at once, and let go of the library on a worker."""
        self.blockSignals(True)
        self._engine.audio_set_mute(True)
        self._engine.set_pause(1)
        try:
            run_apart(self._let_go, self._drop)
        except RuntimeError:  # the lanes are closed: the program is ending, and may wait
            self._let_go()
            self._drop()

    def take(self) -> Shown | None:
        return self._pictures.take()

    def accept_pictures(self, *, is_accepting: bool, is_running: bool = False) -> None:
        """Whether new pictures are kept; while `is_running` also those that look like the one before."""
        self._pictures.is_accepting = is_accepting
        self._pictures.is_running = is_running

    def play(self) -> None:
        self._engine.set_pause(0)

    def pause(self) -> None:
        self._engine.set_pause(1)

    def move_to(self, at_ms: int) -> None:
        self._engine.set_time(at_ms)

    def set_rate(self, rate: float) -> None:
        self._engine.set_rate(rate)

    def set_loudness(self, volume: float, gain: float, *, is_muted: bool) -> None:
        """libVLC's percent are cubed: 100 is as recorded, four times as loud is 159."""
        self._engine.audio_set_volume(round(_HUNDRED * volume * gain ** (1 / 3)))
        self._engine.audio_set_mute(is_muted)

    def choose_audio_track(self, number: int) -> None:
        """Counted from 0; libVLC's own numbers are others, and its first is none at all."""
        tracks = [track for track, _ in self._engine.audio_get_track_description() if track >= 0]
        if 0 <= number < len(tracks):
            self._engine.audio_set_track(tracks[number])

    def _on_event(self, event: Any, what: int) -> None:
        now_us = time.monotonic_ns() // 1_000
        content = event.contents.u
        if what == Told.BUFFERED:
            if content.new_cache <= 0:
                self.told.emit(int(Told.BUFFERING), None, now_us)
            elif content.new_cache >= _FULL:
                self.told.emit(what, None, now_us)
        elif what == Told.TIME:
            self.told.emit(what, content.new_time * 1_000, now_us)
        elif what == Told.LENGTH:
            self.told.emit(what, content.new_length * 1_000, now_us)
        else:
            self.told.emit(what, None, now_us)

    def _let_go(self) -> None:
        self._engine.stop()
        self._engine.release()
        self._media.release()

    def _drop(self, _: object = None) -> None:
        self._bytes.drop()
        self._pictures.drop()
        self._event = None
        self._engine = self._media = None
        self.deleteLater()
