"""What the screens ask of the program beside the desk, as Protocols that bootstrap fulfils."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from assessor_app.domain.credential import Credential
from assessor_app.services.key_ports import Door
from assessor_app.services.sign_in_ports import DeviceCode, MetServer
from assessor_app.services.signing_out import SignedOut

Then = Callable[[], None]
Failed = Callable[[Exception], None]
Stop = Callable[[], None]
T = TypeVar("T")


class SettingsPort(Protocol):
    """Settings by key; the keys are those of config.settings.Settings."""

    def get(self, key: str) -> Any: ...
    def set(self, key: str, value: Any) -> None:
        """Change and save. Raises ValueError for a value out of bounds, or looser than the district allows."""

    def reset(self, key: str) -> None:
        """Let the district's value, or the default, count again."""

    def origin(self, key: str) -> str:
        """Say where the value that counts comes from: `default`, `district` or `assessor`."""

    def is_locked(self, key: str) -> bool:
        """Whether the district fixed it."""

    def limit(self, key: str) -> Any:
        """Return the loosest value the district allows for what protects children, None when it does not limit it."""


class SignInAccess(Protocol):
    """Signs in to issuing servers and out. Callbacks come on the UI thread; each act returns what cancels it."""

    def meet(self, address: str, then: Callable[[MetServer], None], failed: Failed) -> Stop:
        """Ask the server at an address, or of an invitation, who it is; nothing is kept."""

    def with_token(self, met: MetServer, token: str, then: Then, failed: Failed) -> Stop: ...
    def with_browser(self, met: MetServer, shown: Callable[[str], None], then: Then, failed: Failed) -> Stop:
        """`shown` gets the address to open in a browser of this laptop."""

    def with_device(self, met: MetServer, shown: Callable[[DeviceCode], None], then: Then, failed: Failed) -> Stop:
        """`shown` gets the code to type in a browser anywhere."""

    def sign_out(self, server_id: str, then: Callable[[SignedOut], None], failed: Failed, *, is_sure: bool) -> Stop:
        """Refused while something waits to be sent, unless `is_sure`."""


class ServerAccess(Protocol):
    """What there is to do with issuing servers. Callbacks come on the UI thread."""

    @property
    def sign_in(self) -> SignInAccess: ...
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
