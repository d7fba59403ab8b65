"""Brings callbacks from lanes to the Qt thread this object lives on."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class QtDelivery(QObject):
    """Call it with a function from any thread; the function runs in the event loop of the owner's thread."""

    _arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._is_open = True
        self._arrived.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def __call__(self, function: Callable[[], None]) -> None:
        if self._is_open:
            self._arrived.emit(function)

    def close(self) -> None:
        """Late results of a closing program are dropped: their work is already committed."""
        self._is_open = False

    def _run(self, function: Callable[[], None]) -> None:
        if self._is_open:
            function()
