"""The real window with a video playing: presses criterion keys and takes the time to the commit and to the marker."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.bootstrap.profiles import Profile
from assessor_app.bootstrap.window import Desktop, build_desktop
from assessor_app.config.settings import SettingsFile
from assessor_app.domain.annotation import Annotation
from assessor_app.gui.pages.workbench.page import WorkbenchPage
from assessor_app.gui.theme import Theme
from assessor_app.media.player import PlayerState
from assessor_app.services.ports import UnitOfWork

NS_PER_MS = 1_000_000
PATIENCE_S = 30.0
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
BETWEEN_MS = (170, 230, 310, 390)


class TooSlow(Exception):
    """Something that was waited for did not come."""


@dataclass
class Timed:
    """Milliseconds from key-down to the return of COMMIT, and to the end of the paint that shows the marker."""

    saved_ms: list[float] = field(default_factory=list)
    painted_ms: list[float] = field(default_factory=list)


class KeyDesk(QObject):
    """Hooks the commit of the assessor's own acts and the paint of the timeline; presses keys on the video."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self.desktop = desktop
        self._committed_ns = self._painted_ns = 0
        self._is_inserted = False
        self._pressed = 0
        self._begin = desktop.desk._begin
        desktop.desk._begin = self._timed_unit
        page = desktop.window.workbench()
        assert isinstance(page, WorkbenchPage)
        self.page = page
        timeline = page.panes.video.timeline
        self._insert: Callable[[Annotation], None] = timeline.insert_or_update
        timeline.insert_or_update = self._noted_insert  # type: ignore[method-assign]
        timeline.installEventFilter(self)

    def play(self, assignment_id: str) -> None:
        """Open a submission and return once its video is moving."""
        self.desktop.window.show_workbench(assignment_id)
        wait_until(lambda: self.page.view is not None, "the submission")
        self.page.integrity.declare()
        wait_until(lambda: self.page.player.painted() is not None, "the first picture")
        if self.page.player.state is not PlayerState.PLAYING:
            self.page.player.play()
        wait_until(lambda: self.page.player.state is PlayerState.PLAYING, "the video to play")
        self.page.focus_pane(0)
        rest(1000)

    def press(self, timed: Timed) -> None:
        """Press and let go of the next criterion's key; wait for commit and marker."""
        key = KEYS[self._pressed % len(KEYS)]
        rest(BETWEEN_MS[self._pressed % len(BETWEEN_MS)])
        self._pressed += 1
        self._committed_ns = self._painted_ns = 0
        self._is_inserted = False
        focus = QApplication.focusWidget() or self.page
        before = time.monotonic_ns()
        QTest.keyPress(focus, key)
        wait_until(lambda: bool(self._painted_ns and self._committed_ns), "the marker")
        QTest.keyRelease(focus, key)
        timed.saved_ms.append((self._committed_ns - before) / NS_PER_MS)
        timed.painted_ms.append((self._painted_ns - before) / NS_PER_MS)

    @contextmanager
    def _timed_unit(self) -> Iterator[UnitOfWork]:
        with self._begin() as unit:
            yield unit
        self._committed_ns = self._committed_ns or time.monotonic_ns()

    def _noted_insert(self, annotation: Annotation) -> None:
        self._insert(annotation)
        self._is_inserted = True

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._is_inserted:
            self._is_inserted = False
            QTimer.singleShot(0, self._was_painted)  # after this paint
        return False

    def _was_painted(self) -> None:
        self._painted_ns = self._painted_ns or time.monotonic_ns()


@contextmanager
def open_window(profile: Profile, *, own_schedule: bool = False) -> Iterator[KeyDesk]:
    """Closes the profile, too."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings, theme = SettingsFile(profile.paths.root / "settings.json"), Theme(app)
    theme.apply("light")
    desktop = build_desktop(profile, settings, theme, own_schedule=own_schedule)
    desktop.window.start()
    try:
        wait_until(lambda: desktop.window.inbox.model.rowCount() > 0, "the inbox")
        rest(500)
        yield KeyDesk(desktop)
    finally:
        desktop.window.close()
        desktop.close()


def wait_until(is_there: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Run the event loop until `is_there`. Raises TooSlow."""
    deadline = time.monotonic() + patience_s
    app = QApplication.instance()
    assert app is not None
    while not is_there():
        if time.monotonic() > deadline:
            raise TooSlow(what)
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def rest(milliseconds: int) -> None:
    is_over: list[bool] = []
    QTimer.singleShot(milliseconds, partial(is_over.append, True))
    wait_until(lambda: bool(is_over), "a pause to end")
