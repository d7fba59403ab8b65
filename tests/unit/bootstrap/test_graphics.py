"""OpenGL computed on the processor is recognised by its name, and video then keeps away from it."""

import subprocess
import sys
from collections.abc import Mapping

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from assessor_app.bootstrap import graphics
from assessor_app.bootstrap.players import make_player
from assessor_app.tasks.runner import Runner

# Asks as the program does, then paints a frame: QtMultimedia says it when it works without OpenGL.
PROGRAM = """
from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat
from PySide6.QtWidgets import QApplication

from assessor_app.bootstrap.graphics import avoid_computed_opengl, opengl_renderer

app = QApplication([])
print(opengl_renderer())
avoid_computed_opengl()
print(QCoreApplication.testAttribute(Qt.ApplicationAttribute.AA_ForceRasterWidgets))
frame = QVideoFrame(QVideoFrameFormat(QSize(64, 64), QVideoFrameFormat.PixelFormat.Format_YUV420P))
image = QImage(64, 64, QImage.Format.Format_RGB32)
painter = QPainter(image)
frame.paint(painter, QRectF(0, 0, 64, 64), QVideoFrame.PaintOptions())
painter.end()
"""


@pytest.mark.parametrize(
    ("renderer", "computed"),
    [
        ("llvmpipe (LLVM 15.0.6, 256 bits)", True),
        ("softpipe", True),
        ("virgl (LLVMPIPE (LLVM 12.0.0, 256 bits))", True),
        ("zink Vulkan 1.3(llvmpipe)", True),
        ("D3D12 (Microsoft Basic Render Driver)", True),
        ("Google SwiftShader", True),
        ("Mesa Intel(R) UHD Graphics 600 (GLK 2)", False),
        ("AMD Radeon Vega 3 Graphics (radeonsi, raven)", False),
        ("SVGA3D; build: RELEASE;  LLVM;", False),
        ("virgl", False),
        ("", False),
    ],
)
def test_what_computes_is_known_by_its_name(renderer: str, computed: bool) -> None:
    assert graphics.is_computed(renderer) is computed


@pytest.mark.parametrize(
    ("renderer", "avoided"), [("llvmpipe (LLVM 15.0.6, 256 bits)", True), ("Mesa Intel(R)", False)]
)
def test_only_computed_opengl_is_avoided(qapp, monkeypatch: pytest.MonkeyPatch, renderer: str, avoided: bool) -> None:
    raster = Qt.ApplicationAttribute.AA_ForceRasterWidgets
    monkeypatch.setattr(graphics, "opengl_renderer", lambda: renderer)
    try:
        graphics.avoid_computed_opengl()
        assert QCoreApplication.testAttribute(raster) is avoided
    finally:
        QCoreApplication.setAttribute(raster, False)


def test_the_program_asks_before_its_first_player_is_made(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    raster = Qt.ApplicationAttribute.AA_ForceRasterWidgets
    monkeypatch.setattr(graphics, "opengl_renderer", lambda: "llvmpipe")
    runner = Runner(deliver=lambda then: then())
    try:
        make_player("automatic", runner).close()
        assert QCoreApplication.testAttribute(raster)
    finally:
        QCoreApplication.setAttribute(raster, False)
        runner.close()


def test_where_it_makes_no_difference_nothing_is_asked(qapp) -> None:
    assert graphics.opengl_renderer() == ""


@pytest.mark.real_window
def test_on_a_real_screen_the_decision_follows_what_opengl_says(real_window: Mapping[str, str]) -> None:
    environment = {key: value for key, value in real_window.items() if key != "QT_XCB_GL_INTEGRATION"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    renderer, avoided = done.stdout.splitlines()
    assert renderer
    assert avoided == str(graphics.is_computed(renderer))
    assert ("No RHI backend" in done.stderr) is graphics.is_computed(renderer)
