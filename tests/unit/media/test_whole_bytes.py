"""Evidence in memory: whole, bounded, and decoded without Qt's locks waiting for Python."""

import threading

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from assessor_app.domain.reading import Obstacle, Picture
from assessor_app.gui.pages.workbench.evidence_reading import CannotShow, decode_made
from assessor_app.media import whole_bytes
from assessor_app.media.reading_bytes import LONGEST_SIDE, pack_picture
from assessor_app.media.whole_bytes import TooLarge, read_whole


class Source:
    """Bytes in memory that can be told to hold every read until `may_read` is set."""

    def __init__(self, content: bytes, says: int | None = None) -> None:
        self.content, self.is_closed = content, False
        self.size = len(content) if says is None else says
        self.is_reading, self.may_read = threading.Event(), threading.Event()
        self.may_read.set()

    def read_at(self, offset: int, length: int) -> bytes:
        self.is_reading.set()
        assert self.may_read.wait(10)
        return self.content[offset : offset + length]

    def close(self) -> None:
        self.is_closed = True


def png(width: int = 40) -> bytes:
    image = QImage(width, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def test_all_bytes_come_in_order_and_the_source_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_bytes, "_CHUNK", 7)
    source = Source(bytes(range(100)))
    assert read_whole(source) == QByteArray(bytes(range(100)))
    assert source.is_closed


def test_what_is_too_large_or_ends_early_is_refused() -> None:
    huge = Source(b"", says=whole_bytes.LARGEST + 1)
    with pytest.raises(TooLarge, match="too large to show"):
        read_whole(huge)
    short = Source(b"abc", says=10)
    with pytest.raises(OSError, match="ends early"):
        read_whole(short)
    assert huge.is_closed
    assert short.is_closed


def test_a_slow_disk_never_stops_the_screen_from_drawing_pictures(qapp: object) -> None:
    """While a worker waits for evidence, the UI thread uses Qt's image code: neither may wait for the other."""
    source, images = Source(png()), list[QImage]()
    source.may_read.clear()
    worker = threading.Thread(target=lambda: images.append(QImage.fromData(read_whole(source))))
    worker.start()
    assert source.is_reading.wait(10)
    assert png()  # hung here while the worker's decoder read through a device written in Python
    source.may_read.set()
    worker.join(10)
    assert images[0].width() == 40


@pytest.mark.qt_log_ignore("Unsupported marker type", extend=True)
@pytest.mark.parametrize(
    "pixels",
    [b"\x89PNG\r\n\x1a\n no picture", b"\xff\xd8\xff no picture", b"\xff\xd8\xff<svg/>", png(LONGEST_SIDE + 1)],
    ids=["no png", "no jpeg", "svg", "wide"],
)
def test_what_a_worker_that_was_taken_over_could_send_is_not_decoded(qapp: object, pixels: bytes) -> None:
    with pytest.raises(CannotShow):
        decode_made(pack_picture(Picture(pixels, 1, 1)))


def test_what_the_worker_made_is_decoded_and_what_it_refused_is_told(qapp: object) -> None:
    _, image = decode_made(pack_picture(Picture(png(), 40, 30)))
    assert image.width() == 40
    with pytest.raises(CannotShow) as refused:
        decode_made(pack_picture(Picture(obstacle=Obstacle.DRAWING)))
    assert refused.value.obstacle is Obstacle.DRAWING
