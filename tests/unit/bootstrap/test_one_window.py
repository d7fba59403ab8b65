"""A profile has one window: a second start calls it to the front, and says so."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from assessor_app.bootstrap.one_window import OneWindow, is_open
from assessor_app.bootstrap.profiles import AlreadyOpen
from assessor_app.config.paths import ProfilePaths

SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from assessor_app.bootstrap.one_window import OneWindow, is_open
from assessor_app.bootstrap.profiles import AlreadyOpen
from assessor_app.config.paths import ProfilePaths

application, place = QCoreApplication([]), ProfilePaths(Path(sys.argv[1]))
assert is_open(place)
try:
    OneWindow(place)
except AlreadyOpen as error:
    print(error)
"""


class Shown(QWidget):
    """Counts how often it was called to the front."""

    def __init__(self) -> None:
        super().__init__()
        self.called = 0

    def activateWindow(self) -> None:  # as Qt's, which an offscreen platform does not tell of
        self.called += 1
        super().activateWindow()


@pytest.fixture
def place(tmp_path: Path) -> ProfilePaths:
    (tmp_path / "profile").mkdir()
    return ProfilePaths(tmp_path / "profile")


def start_again(place: ProfilePaths) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", SECOND_START, str(place.root)], stdout=subprocess.PIPE, text=True)


@pytest.mark.qt_log_ignore("raise\\(\\)", extend=True)  # the offscreen platform has nothing to raise it over
def test_a_second_start_brings_the_window_to_the_front(qtbot: QtBot, place: ProfilePaths) -> None:
    window = Shown()
    qtbot.addWidget(window)
    window.showMinimized()
    first = OneWindow(place)
    first.answer_with(window)
    second = start_again(place)
    try:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
        assert second.stdout is not None
        assert "brought to the front" in second.stdout.read()
        assert window.called == 1
        assert not window.isMinimized()
    finally:
        second.kill()
        second.communicate()
        first.release()
    assert not is_open(place)


def test_where_no_window_answers_it_is_said_what_to_do(qapp: QApplication, place: ProfilePaths) -> None:
    first = OneWindow(place)
    try:
        with pytest.raises(AlreadyOpen, match="close it first"):
            OneWindow(place)
    finally:
        first.release()
    OneWindow(place).release()
