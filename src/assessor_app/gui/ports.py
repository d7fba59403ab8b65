"""What the screens ask of the program beside the desk, as Protocols that bootstrap fulfils."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from assessor_app.domain.credential import Credential
from assessor_app.services.key_ports import Door

Failed = Callable[[Exception], None]
T = TypeVar("T")


class SettingsPort(Protocol):
    """Settings by key; the keys are those of config.settings.Settings."""

    def get(self, key: str) -> Any: ...
    def set(self, key: str, value: Any) -> None:
        """Change and save. Raises ValueError for a value out of bounds."""


class ServerAccess(Protocol):
    """Adds and removes issuing servers. Callbacks come on the UI thread."""

    def add(self, address: str, token: str, then: Callable[[], None], failed: Failed) -> Callable[[], None]:
        """Check address (or invite) and token with the server, then keep both; returns what cancels the check."""

    def remove(self, server_id: str, then: Callable[[], None], failed: Failed) -> None: ...
    def add_certification(self, file: str, then: Callable[[Credential], None], failed: Failed) -> None:
        """Verify the badge in a file against the issuers the servers trust, and keep it."""


class DoorAccess(Protocol):
    """What opens the profile, asked on a lane; callbacks come on the UI thread."""

    def ask(self, question: Callable[[Door], T], then: Callable[[T], None], failed: Failed) -> None: ...
    def wait_s(self) -> float:
        """Seconds until words may be tried again. Quick."""


class Locking(Protocol):
    """Forgets what opens the evidence, and brings it back. `unlock` answers on the UI thread."""

    def lock(self) -> None: ...
    def unlock(self, words: str, then: Callable[[], None], failed: Failed) -> None: ...
    def wait_s(self) -> float: ...


class Exchange(Protocol):
    """The part of the exchange with the servers that a screen can stop."""

    def cancel(self) -> None: ...
