"""What is told of this laptop's network, as a quiet stand-in: bootstrap gives the one that asks the system."""

from PySide6.QtCore import QObject, Signal


class NetworkNews(QObject):
    """`changed` comes when another network is in use, or its price changed; here it never comes."""

    changed = Signal()

    def start(self) -> None:
        """Begin to listen, once the window stands."""

    @property
    def is_metered(self) -> bool:
        """Whether the network is paid by volume."""
        return False
