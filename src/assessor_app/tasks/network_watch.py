"""What the operating system tells of its network: whether it changed, and whether it is paid by volume."""

from PySide6.QtCore import QObject, Signal


class NetworkWatch(QObject):
    """`changed` comes when reachability or cost changed. Where the system tells nothing, nothing ever comes."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: QObject | None = None

    def start(self) -> None:
        """Begin to listen. Loads QtNetwork, so this waits until the window stands."""
        from PySide6.QtNetwork import QNetworkInformation  # noqa: PLC0415 - not needed to start

        feature = QNetworkInformation.Feature
        if not QNetworkInformation.loadBackendByFeatures(feature.Reachability):
            return
        told = QNetworkInformation.instance()
        if told is not None:
            self._told = told
            told.reachabilityChanged.connect(self.changed)
            told.isMeteredChanged.connect(self.changed)

    @property
    def is_metered(self) -> bool:
        return self._told is not None and bool(self._told.property("isMetered"))
