"""What libVLC calls back into: bytes of a source, pictures in memory; called here as its threads would call."""

import ctypes
import gc
import weakref
from typing import Any

import numpy as np
import pytest

from assessor_app.media.vlc_bytes import MOST_AT_ONCE, SourceCallbacks
from assessor_app.media.vlc_clock import VlcClock
from assessor_app.media.vlc_pictures import PictureStore
from tests.fakes.clips import ClipSource

SIZE = (317, 179)


class Reader:
    """Reads as libVLC does, through the C callbacks."""

    def __init__(self, source: Any) -> None:
        self.failures: list[str] = []
        self.callbacks = SourceCallbacks(source, lambda: self.failures.append("failed"))
        self._open, self._read, self._seek, self._close = self.callbacks.callbacks
        self.handle = ctypes.c_void_p()
        self.size = ctypes.c_uint64()
        assert self._open(None, ctypes.byref(self.handle), ctypes.byref(self.size)) == 0

    def read(self, length: int) -> tuple[int, bytes]:
        room = ctypes.create_string_buffer(length)
        got = self._read(self.handle, ctypes.addressof(room), length)
        return got, room.raw[: max(got, 0)]

    def seek(self, offset: int) -> int:
        return int(self._seek(self.handle, offset))


def test_reads_are_short_and_end_with_the_file() -> None:
    data = bytes(range(256)) * 1_000
    reader = Reader(ClipSource(data))
    assert reader.size.value == len(data)
    assert reader.read(1 << 20) == (MOST_AT_ONCE, data[:MOST_AT_ONCE])
    assert reader.seek(len(data) - 3) == 0
    assert reader.read(100) == (3, data[-3:])
    assert reader.read(100) == (0, b"")
    assert reader.failures == []


def test_two_readings_of_one_medium_do_not_move_each_other() -> None:
    reader = Reader(ClipSource(b"0123456789"))
    second = ctypes.c_void_p()
    reader.callbacks.callbacks[0](None, ctypes.byref(second), ctypes.byref(ctypes.c_uint64()))
    reader.read(4)
    room = ctypes.create_string_buffer(4)
    assert reader.callbacks.callbacks[1](second, ctypes.addressof(room), 4) == 4
    assert room.raw == b"0123"


def test_a_source_that_raises_or_lacks_bytes_is_told_once_and_never_thrown() -> None:
    class Broken(ClipSource):
        def read_at(self, offset: int, length: int) -> bytes:
            raise OSError("input/output error")

    reader = Reader(Broken(b"0123"))
    assert reader.read(4)[0] == -1
    assert reader.read(4)[0] == -1
    assert reader.failures == ["failed"]

    class Shrunk(ClipSource):
        def read_at(self, offset: int, length: int) -> bytes:
            return b""

    reader = Reader(Shrunk(b"0123"))
    assert reader.read(4)[0] == -1
    assert reader.failures == ["failed"]


class Painter:
    """Paints as libVLC does: asks for the format, then for room, then displays."""

    def __init__(self, store: PictureStore, offered: tuple[int, int] = (320, 192)) -> None:
        self.store = store
        self.chroma = ctypes.create_string_buffer(b"RV32", 4)
        self.width, self.height = ctypes.c_uint(offered[0]), ctypes.c_uint(offered[1])
        self.pitches, self.lines = (ctypes.c_uint * 3)(), (ctypes.c_uint * 3)()
        self.has_format = store.setup[0](
            None,
            ctypes.addressof(self.chroma),
            ctypes.byref(self.width),
            ctypes.byref(self.height),
            self.pitches,
            self.lines,
        )

    def show(self, grey: int) -> None:
        planes = (ctypes.c_void_p * 3)()
        self.store.painting[0](None, planes)
        for plane in range(3):
            address = planes[plane]
            assert address is not None
            assert address % 32 == 0
            ctypes.memset(address, grey, self.pitches[plane] * self.lines[plane])
        self.store.painting[1](None, None)


def test_the_true_size_is_asked_for_and_not_the_padded_one() -> None:
    painter = Painter(PictureStore(SIZE, lambda: None))
    assert painter.has_format
    assert painter.chroma.raw == b"I420"
    assert (painter.width.value, painter.height.value) == SIZE
    painter.show(90)
    shown = painter.store.take()
    assert shown is not None
    assert [plane.shape for plane in shown.planes] == [(179, 317), (90, 159), (90, 159)]
    assert np.all(shown.planes[0] == 90)


def test_without_a_known_size_the_offered_one_is_taken() -> None:
    painter = Painter(PictureStore(None, lambda: None))
    painter.show(90)
    shown = painter.store.take()
    assert shown is not None
    assert shown.size == (320, 192)


def test_a_picture_that_was_taken_is_not_painted_over() -> None:
    painter = Painter(PictureStore(SIZE, lambda: None))
    painter.store.is_accepting = True
    painter.show(10)
    taken = painter.store.take()
    assert taken is not None
    for grey in range(20, 80, 10):
        painter.show(grey)
    assert np.all(taken.planes[0] == 10)
    latest = painter.store.take()
    assert latest is not None
    assert np.all(latest.planes[0] == 70)


def test_paused_the_same_picture_again_is_no_news_but_playing_it_is() -> None:
    news: list[int] = []
    painter = Painter(PictureStore(SIZE, lambda: news.append(1)))
    painter.show(10)
    painter.show(10)
    painter.show(20)
    assert len(news) == 1  # the first of all, and nothing until somebody wants more
    painter.store.is_accepting = True
    painter.show(20)
    painter.show(30)
    assert len(news) == 2
    painter.store.is_running = True
    painter.show(30)
    assert len(news) == 3
    assert painter.store.count == 6


def test_dropped_callbacks_let_the_memory_and_the_source_go() -> None:
    store, source = PictureStore(SIZE, lambda: None), ClipSource(b"0123")
    Painter(store).show(1)
    callbacks = SourceCallbacks(source, lambda: None)
    gone: list[weakref.ref[Any]] = [weakref.ref(store), weakref.ref(callbacks), weakref.ref(source)]
    gc.disable()
    try:
        store.drop()
        callbacks.drop()
        del store, callbacks, source
        assert [reference() for reference in gone] == [None, None, None]
    finally:
        gc.enable()


def _nothing_is_shown() -> None:
    pytest.fail("nothing is shown any more")


def test_a_late_display_after_the_drop_does_no_harm() -> None:
    store = PictureStore(SIZE, _nothing_is_shown)
    display: Any = store.painting[1]
    store.drop()
    display(None, None)
    assert store.take() is None


def test_the_clock_runs_at_its_rate_and_says_how_unsure_it_is() -> None:
    clock = VlcClock()
    clock.run(1_000_000, 50_000, 33_333)
    assert clock.at(150_000) == 1_100_000
    clock.set_rate(2.0, 150_000)
    assert clock.at(250_000) == 1_300_000
    assert clock.uncertainty_us > 33_333
    clock.run(2_000_000, 300_000, 33_333)
    clock.halt(400_000)
    assert clock.at(900_000) == 2_200_000
    assert clock.uncertainty_us > 33_333
    clock.doubt(4_000_000)
    assert clock.uncertainty_us == 4_000_000
