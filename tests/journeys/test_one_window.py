"""Nothing flashes: going through the whole program, no window is ever shown but its own and the dialogs asked for."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import CTRL, press
from tests.journeys.laptop import Laptop
from tests.journeys.machine import without_loudspeakers

EXPECTED = (QMainWindow, QDialog, QMenu)


class Watch(QObject):
    """Notes every window that is shown and is none of the expected kinds."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if is_shown and not isinstance(watched, EXPECTED):
            self.strays.append(repr(watched))
        return False


@without_loudspeakers
def test_no_part_of_a_page_is_ever_a_window_of_its_own(server: PracticeProcess, laptop: Laptop) -> None:
    watch, app = Watch(), QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    try:
        laptop.sign_in_and_sync(server)
        laptop.download(laptop.inbox[0].assignment_id)
        for page in (Qt.Key.Key_2, Qt.Key.Key_3):
            press(page, CTRL)
            laptop.rest()
        place = laptop.open(laptop.inbox[0].assignment_id)
        place.watch()
        place.mark(1)
        place.choose_level(1, 2)
        press(Qt.Key.Key_PageDown, CTRL)
        laptop.rest()
        laptop.go_to_inbox()
        laptop.rest()
    finally:
        app.removeEventFilter(watch)
    assert watch.strays == []
