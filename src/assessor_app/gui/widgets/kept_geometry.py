"""Remembers window, column and splitter sizes in the settings, and writes them only when they rest."""

from PySide6.QtCore import QByteArray, QObject, QTimer
from PySide6.QtWidgets import QHeaderView, QSplitter

from assessor_app.gui.ports import SettingsPort

REST_MS = 500


class KeptState(QObject):
    """A widget's saved state under one name in the setting `geometry`."""

    def __init__(self, widget: QHeaderView | QSplitter, settings: SettingsPort, name: str) -> None:
        super().__init__(widget)
        self._widget = widget
        self._settings = settings
        self._name = name
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.save)
        restore = state_of(settings, name)
        if restore:
            widget.restoreState(restore)

    def save(self) -> None:
        self._rest.stop()
        keep_state(self._settings, self._name, self._widget.saveState())

    def note(self) -> None:
        """Something moved: save once it rests."""
        self._rest.start()


class KeptColumns(KeptState):
    def __init__(self, header: QHeaderView, settings: SettingsPort, name: str) -> None:
        super().__init__(header, settings, name)
        header.sectionResized.connect(lambda *_: self.note())
        header.sortIndicatorChanged.connect(lambda *_: self.note())


class KeptSplitter(KeptState):
    def __init__(self, splitter: QSplitter, settings: SettingsPort, name: str) -> None:
        super().__init__(splitter, settings, name)
        splitter.splitterMoved.connect(lambda *_: self.note())


def state_of(settings: SettingsPort, name: str) -> QByteArray:
    """Return what was kept under `name`, empty when nothing was."""
    text: str = settings.get("geometry").get(name, "")
    return QByteArray.fromBase64(text.encode())


def keep_state(settings: SettingsPort, name: str, state: QByteArray) -> None:
    text = bytes(state.toBase64().data()).decode()
    settings.set("geometry", settings.get("geometry") | {name: text})
