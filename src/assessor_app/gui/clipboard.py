"""What must not stay on the clipboard: a candidate's words keep out of its history, a secret leaves after a minute.

Programs that keep a history of the clipboard look for these hints; one that does not care cannot be stopped.
"""

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtWidgets import QApplication

FORGOTTEN_AFTER_MS = 60_000
_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_NO = bytes(4)  # a DWORD of 0
HINTS = (
    ("x-kde-passwordManagerHint", b"secret"),
    (_WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"), _NO),
    (_WINDOWS.format(name="CanIncludeInClipboardHistory"), _NO),
    (_WINDOWS.format(name="CanUploadToCloudClipboard"), _NO),
    ("org.nspasteboard.ConcealedType", b""),
)


def discreet(data: QMimeData) -> QMimeData:
    """Return the same with the hints that keep it out of clipboard histories."""
    for name, value in HINTS:
        data.setData(name, QByteArray(value))
    return data


class SecretCopy(QObject):
    """Copies a secret, and takes it from the clipboard again unless something else was copied since."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._secret = ""
        self._timer = QTimer(self, singleShot=True, interval=FORGOTTEN_AFTER_MS)
        self._timer.timeout.connect(self.forget)

    def copy(self, secret: str) -> None:
        data = QMimeData()
        data.setText(secret)
        QApplication.clipboard().setMimeData(discreet(data))
        self._secret = secret
        self._timer.start()

    def forget(self) -> None:
        """Now: the minute is over, or the program ends."""
        self._timer.stop()
        secret, self._secret = self._secret, ""
        if secret and QApplication.clipboard().text() == secret:
            QApplication.clipboard().clear()
