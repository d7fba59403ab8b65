"""Watching closely: what the player, the timeline and the list of moments show beyond the first look."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.tour.day import CTRL, SHIFT, Tour

FRAMES_SEEN = 14  # zoom steps until single frames stand on the ruler


def watch_closely(tour: Tour) -> None:
    """With the gestures lesson open and some moments marked in it."""
    timeline(tour)
    picture(tour)
    moments(tour)


def timeline(tour: Tour) -> None:
    camera = tour.camera
    tour.page.focus_named("player")  # type: ignore[attr-defined]
    for _ in range(3):
        camera.press(Qt.Key.Key_Plus)
    camera.shot("timeline-nearer")
    for _ in range(FRAMES_SEEN):
        camera.press(Qt.Key.Key_Plus)
    camera.shot("timeline-frames")
    camera.press(Qt.Key.Key_A)
    camera.press(Qt.Key.Key_BracketLeft)
    for _ in range(3):
        camera.press(Qt.Key.Key_Right)
    camera.pause(400)
    camera.press(Qt.Key.Key_BracketRight)
    camera.shot("loop")
    camera.press(Qt.Key.Key_B)


def picture(tour: Tour) -> None:
    camera = tour.camera
    for _ in range(3):
        camera.press(Qt.Key.Key_Z)
    camera.shot("picture-nearer")
    camera.press(Qt.Key.Key_0, CTRL)
    camera.press(Qt.Key.Key_F)
    camera.shot("full-screen")
    camera.press(Qt.Key.Key_F)
    camera.press(Qt.Key.Key_T, CTRL)
    tour.dialog()
    camera.type("1:99:00")
    camera.press(Qt.Key.Key_Return)
    camera.shot("go-to-time-refused")
    tour.close_dialog()


def moments(tour: Tour) -> None:
    camera = tour.camera
    camera.press(Qt.Key.Key_M)
    camera.press(Qt.Key.Key_A, CTRL)
    camera.shot("moments-several")
    tour.page.focus_named("player")  # type: ignore[attr-defined]


def captions_and_second_camera(tour: Tour) -> None:
    """The science lesson came with captions and a camera on the board."""
    camera, page = tour.camera, tour.window.workbench()
    tour.open(tour.row("Wait time"))
    camera.wait_until(lambda: page.player.painted() is not None, "the science lesson")
    camera.wait_until(lambda: page.player.frame_times is not None, "its frames")
    page.focus_named("player")
    page.player.seek(26_000_000)
    camera.press(Qt.Key.Key_C, SHIFT)
    camera.pause(800)
    camera.shot("captions")
    camera.press(Qt.Key.Key_F, CTRL)
    camera.type("why")
    camera.shot("captions-find")
    camera.press(Qt.Key.Key_Escape)
    page.focus_named("player")
    camera.press(Qt.Key.Key_V)
    camera.pause(1_500)
    camera.shot("second-camera")
    camera.press(Qt.Key.Key_V)


def shortcuts(tour: Tour) -> None:
    camera = tour.camera
    tour.window.show_settings()
    tour.window._pages["settings"].ask_shortcuts()  # type: ignore[attr-defined]
    tour.dialog()
    camera.type("mark")
    camera.shot("shortcuts")
    tour.close_dialog()
    QApplication.processEvents()
