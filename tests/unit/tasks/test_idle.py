"""Nobody there: told a minute before, due when the time is over, later while a video plays, at once after sleep."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from assessor_app.tasks.idle import Idle


class Desk:
    """A clock one can turn, and what was told when."""

    def __init__(self) -> None:
        self.now_s, self.asleep_s = 5000.0, 7.0
        self.minutes, self.is_playing = 10, False
        self.told: list[str] = []
        self.idle = Idle(lambda: self.minutes, lambda: self.is_playing, lambda: self.now_s, lambda: self.asleep_s)
        self.idle.due.connect(lambda: self.told.append("due"))
        self.idle.soon.connect(lambda: self.told.append("soon"))
        self.idle.start()

    def pass_s(self, seconds: float) -> list[str]:
        """Let time go by, looked at every five seconds; returns what was told meanwhile."""
        self.told.clear()
        for _ in range(int(seconds / 5)):
            self.now_s += 5
            self.idle.look()
        return list(self.told)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.idle.stop()


def test_ten_minutes_without_a_touch(desk: Desk) -> None:
    assert desk.pass_s(535) == []
    assert desk.pass_s(10) == ["soon"]
    assert desk.pass_s(50) == []
    assert desk.pass_s(10) == ["due"]
    assert desk.pass_s(600) == [], "told once"
    desk.idle.touch()
    assert desk.pass_s(600) == ["soon", "due"]


def test_a_touch_begins_it_anew(desk: Desk) -> None:
    window = QObject()
    desk.idle.follow(window)
    desk.idle.follow(window)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchUpdate):
        assert desk.pass_s(500) == []
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, key if kind is QEvent.Type.KeyPress else QEvent(kind))
    assert desk.pass_s(500) == []
    QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    assert desk.pass_s(100) == ["soon", "due"], "a picture that is painted is nobody"


def test_a_lesson_is_watched_without_a_touch_for_twice_as_long(desk: Desk) -> None:
    desk.is_playing = True
    assert desk.pass_s(1100) == []
    assert desk.pass_s(100) == ["soon", "due"]


def test_the_video_that_ends_leaves_no_more_time(desk: Desk) -> None:
    desk.is_playing = True
    assert desk.pass_s(900) == []
    desk.is_playing = False
    assert desk.pass_s(5) == ["due"]


def test_a_laptop_that_slept_is_locked_when_it_wakes(desk: Desk) -> None:
    desk.pass_s(20)
    desk.asleep_s += 40
    desk.idle.look()
    assert desk.told == ["due"]


def test_a_program_that_was_busy_did_not_sleep(desk: Desk) -> None:
    desk.now_s += 300
    desk.idle.look()
    assert desk.told == []


def test_the_setting_counts_from_now_on(desk: Desk) -> None:
    assert desk.pass_s(300) == []
    desk.minutes = 4
    assert desk.pass_s(5) == ["due"]
