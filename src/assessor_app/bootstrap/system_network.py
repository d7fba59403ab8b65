"""What the operating system tells of its network: whether it changed, and whether it is paid by volume."""

from PySide6.QtCore import QObject

from assessor_app.tasks.network_news import NetworkNews


class SystemNetwork(NetworkNews):
    """Where the system tells nothing, nothing ever comes, and no network is taken for one paid by volume."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: QObject | None = None

    def start(self) -> None:
        """Loads QtNetwork, so this waits until the window stands."""
        from PySide6.QtNetwork import QNetworkInformation  # noqa: PLC0415 - not needed to start

        if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            return
        told = QNetworkInformation.instance()
        if told is not None:
            self._told = told
            told.reachabilityChanged.connect(self.changed)
            told.isMeteredChanged.connect(self.changed)

    @property
    def is_metered(self) -> bool:
        return self._told is not None and bool(self._told.property("isMetered"))
