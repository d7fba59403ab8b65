"""Media sources as PyAV and Qt read them."""

import io

import pytest
from PySide6.QtCore import QIODevice

from assessor_app.media.source_device import SourceDevice
from assessor_app.media.source_file import SharedSource, SourceFile
from tests.fakes.clips import ClipSource

DATA = bytes(range(256)) * 40


def test_a_file_object_reads_and_seeks_like_a_file() -> None:
    ours, real = SourceFile(ClipSource(DATA)), io.BytesIO(DATA)
    for offset, whence in ((0, 0), (300, 0), (-20, 1), (-5, 2), (10, 2), (9_000, 0)):
        assert ours.seek(offset, whence) == real.seek(offset, whence)
        assert ours.read(700) == real.read(700)
        assert ours.tell() == real.tell()
    ours.seek(0)
    assert ours.read() == DATA


def test_a_device_reads_what_is_asked_from_where_it_is_asked() -> None:
    device = SourceDevice(ClipSource(DATA))
    assert not device.isSequential()
    assert device.size() == len(DATA)
    device.seek(5_000)
    assert device.read(100).data() == DATA[5_000:5_100]
    assert device.read(10).data() == DATA[5_100:5_110]
    device.seek(len(DATA) - 4)
    assert device.read(100).data() == DATA[-4:]
    assert device.read(100).data() == b""
    device.close()


def test_a_source_that_gives_more_than_asked_does_no_harm() -> None:
    class Generous(ClipSource):
        def read_at(self, offset: int, length: int) -> bytes:
            return DATA

    device = SourceDevice(Generous(DATA))
    assert device.read(16).data() == DATA[:16]


def test_a_failing_source_is_said_once_and_reads_as_zeros() -> None:
    class Failing(ClipSource):
        def read_at(self, offset: int, length: int) -> bytes:
            raise OSError("input/output error")

    device = SourceDevice(Failing(DATA))
    said: list[bool] = []
    device.read_failed.connect(lambda: said.append(True))
    assert device.read(8).data() == bytes(8)
    assert device.read(8).data() == bytes(8)
    assert said == [True]


def test_nothing_can_be_written() -> None:
    device = SourceDevice(ClipSource(DATA))
    assert not device.openMode() & QIODevice.OpenModeFlag.WriteOnly


def test_a_shared_source_reads_nothing_once_it_is_closed() -> None:
    kept = ClipSource(DATA)
    shared = SharedSource(kept)
    assert shared.read_at(3, 4) == DATA[3:7]
    shared.close()
    shared.close()
    assert kept.is_closed
    assert shared.read_at(3, 4) == b""
    assert shared.size == len(DATA)
    with pytest.raises(ValueError, match="after close"):
        kept.read_at(3, 4)
