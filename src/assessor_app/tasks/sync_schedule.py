"""When the laptop speaks to its servers by itself: retries that are due, a look for news, and coming back online."""

from PySide6.QtCore import QObject, QTimer

from assessor_app.tasks.exchange import Exchange
from assessor_app.tasks.network_news import NetworkNews

SEND_EVERY_MS = 15_000
LOOK_EVERY_MS = 10 * 60_000
_LEAST_MS = 250


class SyncSchedule(QObject):
    """Timers on the UI thread and what the operating system tells of its network; the work itself runs on lanes."""

    def __init__(self, exchange: Exchange, parent: QObject | None = None, network: NetworkNews | None = None) -> None:
        super().__init__(parent)
        self._exchange = exchange
        self._network = network or NetworkNews(self)
        self._send = self._timer(SEND_EVERY_MS, self._on_send)
        self._look = self._timer(LOOK_EVERY_MS, exchange.look)
        self._again = self._timer(SEND_EVERY_MS, exchange.try_again)
        self._again.setSingleShot(True)
        self._is_running = False
        exchange.connectivity.listen(self._wait_for_due)
        exchange.media.is_metered = lambda: self._network.is_metered
        self._network.changed.connect(self._on_network)

    def start(self) -> None:
        """Begin with a look for news once the window stands, and go on with what was being fetched."""
        self._is_running = True
        self._network.start()
        self._send.start()
        self._look.start()
        self._exchange.look()
        self._exchange.media.pump()

    def stop(self) -> None:
        self._is_running = False
        for timer in (self._send, self._look, self._again):
            timer.stop()

    def _on_send(self) -> None:
        if not self._exchange.is_speaking:
            self._exchange.send_due()
        if self._exchange.media.is_waiting or self._exchange.media.is_fetching:
            self._exchange.media.pump()  # what waits may begin, and quiet hours end what is on its way

    def _on_network(self) -> None:
        """Another network, or another price: what waited may go on, and what was refused may be allowed."""
        self._exchange.connectivity.hurry()
        self._exchange.media.hurry()

    def _wait_for_due(self) -> None:
        seconds = self._exchange.connectivity.due_in_s()
        if seconds is None or not self._is_running:
            self._again.stop()
        else:
            self._again.start(max(_LEAST_MS, round(1000 * seconds)))

    def _timer(self, milliseconds: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer
