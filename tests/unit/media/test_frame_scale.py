"""A picture brought to the size of the screen keeps its colours, its edges and its place."""

import gc

import av
import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtMultimedia import QVideoFrame

from assessor_app.media.frame_paint import FramePainter
from assessor_app.media.frame_scale import FrameScaler
from assessor_app.media.still_form import still_of
from assessor_app.media.still_paint import video_frame_of

WIDTH, HEIGHT = 1280, 720
NEAR = 6


def frame_of(picture: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> QVideoFrame:
    """Encode colours as HD video has them (BT.709, limited range)."""
    rgb = av.VideoFrame.from_ndarray(picture, format="rgb24")
    planes = rgb.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
    return video_frame_of(still_of(0, planes, (1, 1)))


def quarters() -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    picture = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    half_h, half_w = HEIGHT // 2, WIDTH // 2
    picture[:half_h, :half_w], picture[:half_h, half_w:] = (200, 40, 40), (40, 180, 60)
    picture[half_h:, :half_w], picture[half_h:, half_w:] = (40, 70, 200), (230, 230, 230)
    return picture


@pytest.mark.parametrize("width", [740, 741, 411, 640])
def test_no_line_reaches_into_another(width: int) -> None:
    frame = frame_of(np.full((HEIGHT, WIDTH, 3), 235, np.uint8))
    scaler = FrameScaler()
    for _ in range(20):
        picture = scaler.picture(frame, QSize(width, width * 9 // 16))
        assert picture is not None
        whole = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
        pixels = whole[:, : width * 4].reshape(picture.height(), width, 4)[:, :, :3]
        assert int(pixels.min()) > 235 - NEAR


def test_colours_are_those_of_the_recording() -> None:
    picture = FrameScaler().picture(frame_of(quarters()), QSize(640, 360))
    assert picture is not None
    for (x, y), colour in (
        ((160, 90), (200, 40, 40)),
        ((480, 90), (40, 180, 60)),
        ((160, 270), (40, 70, 200)),
        ((480, 270), (230, 230, 230)),
    ):
        seen = picture.pixelColor(x, y)
        assert (seen.red(), seen.green(), seen.blue()) == pytest.approx(colour, abs=NEAR)


def test_what_is_enlarged_is_left_to_qt() -> None:
    assert FrameScaler().picture(frame_of(quarters()), QSize(2 * WIDTH, 2 * HEIGHT)) is None


def test_the_painter_puts_it_in_the_middle_and_paints_the_same_frame_only_once() -> None:
    painter_of_frames, frame = FramePainter(), frame_of(quarters())
    canvas = QImage(700, 600, QImage.Format.Format_RGB32)
    for _ in range(2):
        canvas.fill(QColor("magenta"))
        painter = QPainter(canvas)
        painter_of_frames.paint(frame, painter, QRectF(canvas.rect()))
        painter.end()
        assert canvas.pixelColor(10, 20).lightness() < 30  # the ground above the picture
        assert canvas.pixelColor(100, 200).red() > 190
        assert canvas.pixelColor(600, 400).lightness() > 220


def test_once_it_forgets_nothing_of_the_lesson_stays_in_memory() -> None:
    painter_of_frames, frame = FramePainter(), frame_of(quarters())
    before = decoded()
    canvas = QImage(700, 600, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    painter_of_frames.paint(frame, painter, QRectF(canvas.rect()))
    painter.end()
    assert decoded() > before
    painter_of_frames.forget()
    assert decoded() == before


def decoded() -> int:
    gc.collect()
    return sum(isinstance(each, av.VideoFrame) for each in gc.get_objects())
