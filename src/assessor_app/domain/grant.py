"""A grant: how this laptop may speak to an issuing server in the assessor's name, and how it renews that."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SignInMethod(StrEnum):
    """As discovery's `authorization.methods` names them."""

    PERSONAL_TOKEN = "personal-token"
    AUTHORIZATION_CODE = "authorization-code"
    DEVICE_CODE = "device-code"

    @property
    def is_renewed(self) -> bool:
        """Whether its access tokens are short-lived and kept in memory alone."""
        return self is not SignInMethod.PERSONAL_TOKEN


@dataclass(frozen=True, slots=True)
class Grant:
    """`token` is a personal token, empty for the other methods: their access tokens are never written down.

    `refresh_token` is replaced at every use. `granted_at` is the laptop's clock, for display alone: whether a token
    still counts is the server's to say.
    """

    method: SignInMethod = SignInMethod.PERSONAL_TOKEN
    token: str = ""
    refresh_token: str = ""
    token_endpoint: str = ""
    granted_at: datetime | None = None
