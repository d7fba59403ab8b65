"""A window in a process of its own: watches how long its thread stands still while very many assignments are pulled."""

import json
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor_app.bootstrap.application import make_application
from assessor_app.bootstrap.first_window import tidying_of
from assessor_app.bootstrap.window import Desktop, build_desktop
from assessor_app.config.settings import SettingsFile
from assessor_app.gui.theme import Theme
from tests.benchmarks.filled import filled_server, new_laptop
from tests.benchmarks.key_desk import NS_PER_MS, rest, wait_until

QUIET_MS = 2_000
OPENINGS = 9
WORDS = ("w", "wa", "wai", "wait", "wai", "wa", "w", "e", "ex", "exi", "exit", "ex", "")


class Heartbeat(QObject):
    """Ticks every millisecond; `gaps` are (late by, of which this thread was computing) in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[float, float]] = []
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._wall = self._own = 0

    def start(self) -> None:
        self.gaps = []
        self._wall, self._own = time.monotonic_ns(), time.thread_time_ns()
        self._timer.start()

    def stop(self) -> list[tuple[float, float]]:
        self._timer.stop()
        return self.gaps

    def _beat(self) -> None:
        wall, own = time.monotonic_ns(), time.thread_time_ns()
        self.gaps.append(((wall - self._wall) / NS_PER_MS - 1, (own - self._own) / NS_PER_MS))
        self._wall, self._own = wall, own


class Paints(QObject):
    """Calls back after the next paint of a widget."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: Callable[[], bool] = lambda: False
        self.painted_ns = 0

    def arm(self, wanted: Callable[[], bool]) -> None:
        self._wanted, self.painted_ns = wanted, 0

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.painted_ns and self._wanted():
            QTimer.singleShot(0, self._after)
        return False

    def _after(self) -> None:
        self.painted_ns = self.painted_ns or time.monotonic_ns()


def main(assignments: int) -> int:
    """Prints one JSON object."""
    app = make_application()
    with filled_server(assignments) as server, new_laptop(server) as laptop:
        profile = laptop.open()
        settings, theme = SettingsFile(profile.paths.root / "settings.json"), Theme(app)
        theme.apply("light")
        desktop = build_desktop(profile, settings, theme, own_schedule=False)
        desktop.window.start()
        tidying_of(desktop).start()
        try:
            found = _pulled(desktop, assignments) | _looked(desktop, assignments)
        finally:
            desktop.window.close()
            desktop.close()
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


def _pulled(desktop: Desktop, assignments: int) -> dict[str, object]:
    rest(QUIET_MS)
    heart = Heartbeat()
    heart.start()
    rest(QUIET_MS)
    quiet = heart.stop()
    exchange, model = desktop.exchange, desktop.window.inbox.model
    heart.start()
    before = time.monotonic()
    exchange.sync_now()
    wait_until(lambda: exchange.status.synced_at is not None, "the pull", 600)
    took = time.monotonic() - before
    wait_until(lambda: model.rowCount() >= assignments, "all rows", 60)
    rest(QUIET_MS)
    return {"pull_s": took, "quiet": quiet, "pulling": heart.stop()}


def _looked(desktop: Desktop, assignments: int) -> dict[str, object]:
    page = desktop.window.inbox
    paints = Paints()
    page.table.viewport().installEventFilter(paints)
    first = []
    for _ in range(OPENINGS):
        wait_until(lambda: not page._is_loading and not page._rest.isActive(), "the inbox to rest")
        page.model.set_rows(())
        rest(50)
        paints.arm(lambda: page.model.rowCount() > 0)
        before = time.monotonic_ns()
        page.load()
        wait_until(lambda: bool(paints.painted_ns), "the first page")
        first.append((paints.painted_ns - before) / NS_PER_MS)
        wait_until(lambda: page.model.rowCount() >= assignments, "all rows")
    filtered = []
    for text in WORDS * 3:
        rest(20)
        page.search.setText(text)
        paints.arm(lambda: True)
        before = time.monotonic_ns()
        QTest.keyClick(page.search, Qt.Key.Key_Return)
        wait_until(lambda: bool(paints.painted_ns), "the rows found")
        filtered.append((paints.painted_ns - before) / NS_PER_MS)
    assert QApplication.instance() is not None
    return {"first_page_ms": first, "filter_ms": filtered}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
