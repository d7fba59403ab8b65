"""What a command needs of an opened profile, as a Protocol that the composition root fulfils."""

from typing import Protocol

from assessor_app.config.paths import ProfilePaths
from assessor_app.services.ports import Reads, ServerClient, Tools, UnitOfWorkFactory, Vault


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
    def new_client(self, url: str, token: str, adapter: str) -> ServerClient:
        """A client for a server not yet known here; `url` may be an invite link."""

    def client_of(self, server_id: str) -> ServerClient: ...
    def close(self) -> None: ...
