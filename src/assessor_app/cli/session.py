"""What a command needs of an opened profile, as a Protocol that the composition root fulfils."""

from typing import Protocol

from assessor_app.config.paths import ProfilePaths
from assessor_app.services.aftercare import Aftercare
from assessor_app.services.badges import Badges
from assessor_app.services.exchange_ports import ServerClient
from assessor_app.services.ports import Reads, Tools, UnitOfWorkFactory
from assessor_app.services.recovery_files import FinalsSafe
from assessor_app.services.servers import Contacts
from assessor_app.services.sign_in_ports import Authorizer
from assessor_app.services.vault_ports import Vault


class Session(Protocol):
    """One opened profile. Used on one thread, closed at the end."""

    @property
    def paths(self) -> ProfilePaths: ...
    @property
    def factory(self) -> UnitOfWorkFactory: ...
    @property
    def reads(self) -> Reads: ...
    @property
    def tools(self) -> Tools: ...
    @property
    def vault(self) -> Vault: ...
    def adapter(self, name: str) -> Contacts:
        """Raises LookupError for a name nobody installed."""

    def badges(self) -> Badges: ...
    def client_of(self, server_id: str) -> ServerClient: ...
    def authorizer(self) -> Authorizer:
        """Return who signs in to the servers."""

    def resume(self) -> None:
        """What a killed program was sending or fetching waits again; nothing while a window is at it."""

    def care(self) -> Aftercare:
        """Return what follows every contact with a server."""

    def budget_bytes(self) -> int:
        """Return what evidence may take up on this laptop."""

    def print_pdf(self, html: str, title: str) -> bytes:
        """Return the page as a PDF."""

    def check_store(self) -> tuple[str, ...]:
        """Problems of the database file, none when it is whole."""

    def libvlc(self) -> tuple[str, str]:
        """Return its version, empty when it cannot be used, and then what is missing: `library` or `plugins`."""

    def is_cheaply_protected(self) -> bool: ...
    @property
    def finals(self) -> FinalsSafe:
        """Sealed copies of finals that no server has yet."""

    def keep_finals(self) -> None:
        """Make those copies that are missing, remove those that have done their duty; a full disk does not matter."""

    def close(self) -> None: ...
