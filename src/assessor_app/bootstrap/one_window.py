"""One window per profile: a second start brings the first one's window to the front."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from PySide6.QtCore import QIODevice, QObject
from PySide6.QtWidgets import QWidget

from assessor_app.bootstrap.profiles import AlreadyOpen
from assessor_app.config.paths import ProfilePaths

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

ANSWERS_WITHIN_MS = 1_000
_COME = b"come\n"


class OneWindow(QObject):
    """Holds a profile for this process. Raises AlreadyOpen, after calling the window that has it."""

    def __init__(self, place: ProfilePaths) -> None:
        super().__init__()
        self._lock = FileLock(place.lock)
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise already_open(call_window(place)) from error
        self._server: QLocalServer | None = None
        self._name = _name(place.root)
        self._window: QWidget | None = None

    def answer_with(self, window: QWidget) -> None:
        """Bring this window to the front whenever the profile is started once more."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - not needed to start

        self._window = window
        self._server = server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # of a crash: nobody else holds the profile
        server.newConnection.connect(self._called)
        server.listen(self._name)  # where it cannot, the second start only complains

    def release(self) -> None:
        if self._server is not None:
            self._server.close()
        self._window = None
        self._lock.release()

    def _called(self) -> None:
        """Whatever is said: nothing is read, so nothing can be made of it."""
        while self._server is not None and self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            caller.write(_COME)
            caller.flush()
            caller.disconnectFromServer()
        window = self._window
        if window is not None:
            if window.isMinimized():
                window.showNormal()
            window.raise_()
            window.activateWindow()


def is_open(place: ProfilePaths) -> bool:
    """Whether another process has the profile now."""
    if not place.lock.exists():
        return False
    lock = FileLock(place.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def call_window(place: ProfilePaths) -> bool:
    """Ask the window that has the profile to come to the front; False when nobody answers."""
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - only when there is another window

    socket = QLocalSocket()
    socket.connectToServer(_name(place.root), QIODevice.OpenModeFlag.ReadWrite)
    try:
        return bool(socket.waitForConnected(ANSWERS_WITHIN_MS) and socket.waitForReadyRead(ANSWERS_WITHIN_MS))
    finally:
        socket.abort()


def already_open(has_come: bool) -> AlreadyOpen:
    if has_come:
        return AlreadyOpen("This profile is open already. Its window was brought to the front.")
    return AlreadyOpen("This profile is already open in another window. Use that one, or close it first.")


def _name(root: Path) -> str:
    """Says nothing of the profile and is the same for every start."""
    return "assessor-app-" + hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:24]
