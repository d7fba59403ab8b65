"""The port through which badges are read: files unpacked, signatures and claims checked, revocation lists read."""

from dataclasses import dataclass
from typing import Protocol

from assessor_app.domain.credential import Credential
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.trust import TrustedIssuer, trusted_issuers
from assessor_app.services.refusals import Refusal


class NotACredential(Refusal):
    """What was offered is no certification we can believe; nothing was kept. The message says why.

    `got_to` says how far reading came: of several servers' refusals the furthest is the one to tell.
    """

    def __init__(self, words: str, got_to: int = 0) -> None:
        self.got_to = got_to
        super().__init__(words)


class StatusUnreadable(Exception):
    """The list that says what was revoked cannot be believed or read: it tells nothing."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Whose badge it must be, and whom that server trusts to issue one."""

    server_id: str
    server_name: str
    recipient_id: str
    trusted: tuple[TrustedIssuer, ...]


class Badges(Protocol):
    """Open Badges 3.0 as compact JWS."""

    def unpack(self, data: bytes) -> str:
        """Return the compact JWS in a .jws, .json, PNG or SVG file. Raises NotACredential."""

    def read(self, document: str, expected: Expected) -> Credential:
        """Verify everything but time and revocation, which change. `added_at` is the earliest time there is.

        Raises NotACredential.
        """

    def status_address(self, document: str) -> str:
        """Where the list is that says whether a verified badge was revoked; empty when it names none."""

    def is_revoked(self, document: str, body: str, expected: Expected) -> bool:
        """Look a verified badge up in the list at its address. Raises StatusUnreadable."""


def expected_of(server: IssuingServer) -> Expected:
    return Expected(server.server_id, server.name, server.assessor_id, trusted_issuers(server.trusted_issuers))
