"""When the laptop speaks to its servers by itself: retries that are due, a look for news, and coming back online."""

from PySide6.QtCore import QObject, QTimer

from assessor_app.tasks.exchange import Exchange

SEND_EVERY_MS = 15_000
LOOK_EVERY_MS = 10 * 60_000


class SyncSchedule(QObject):
    """Two timers on the UI thread; the work itself runs on lanes."""

    def __init__(self, exchange: Exchange, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exchange = exchange
        self._send = self._timer(SEND_EVERY_MS, self._on_send)
        self._look = self._timer(LOOK_EVERY_MS, exchange.look)

    def start(self) -> None:
        """Begin with a look for news once the window stands."""
        self._send.start()
        self._look.start()
        self._exchange.look()

    def stop(self) -> None:
        self._send.stop()
        self._look.stop()

    def _on_send(self) -> None:
        if not self._exchange.status.is_busy:
            self._exchange.send_due()

    def _timer(self, milliseconds: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer
