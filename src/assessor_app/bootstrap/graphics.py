"""Recognises OpenGL that is only computed, and keeps video away from it: it costs ten times as much as plain painting.

A missing /dev/dri (see `application`) tells it for many machines before Qt begins. A virtual machine, a remote desktop
or a driver that is not installed can have /dev/dri and compute its OpenGL all the same; only OpenGL itself says so.
It is asked before the first video, not at the start: that takes some 55 ms, which the first picture would cost anyway.
"""

import os
import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext

_GL_RENDERER = 0x1F01
_COMPUTED = ("llvmpipe", "softpipe", "swrast", "software rasterizer", "swiftshader", "gdi generic", "basic render")
_ASKED_ON = frozenset({"xcb", "wayland", "wayland-egl"})


def avoid_computed_opengl() -> None:
    """Let video be painted without OpenGL where that is not done by a graphics card. Changes nothing elsewhere."""
    if is_computed(opengl_renderer()):
        # Read by QtMultimedia when it first paints a frame: it then converts on the processor, at a tenth of the cost.
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ForceRasterWidgets)


def is_computed(renderer: str) -> bool:
    """Whether an OpenGL renderer of this name runs on the processor; an unknown one does not."""
    return any(name in renderer.lower() for name in _COMPUTED)


def opengl_renderer() -> str:
    """Return what OpenGL calls itself here; empty where there is none, or where it makes no difference to video."""
    has_choice = sys.platform == "linux" and QGuiApplication.platformName() in _ASKED_ON
    if not has_choice or os.environ.get("QT_XCB_GL_INTEGRATION") == "none":
        return ""
    surface, context = QOffscreenSurface(), QOpenGLContext()
    surface.create()
    if not context.create() or not context.makeCurrent(surface):
        return ""
    try:
        return str(context.functions().glGetString(_GL_RENDERER) or "")
    finally:
        context.doneCurrent()
