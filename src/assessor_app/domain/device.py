"""This laptop as issuing servers know it: its key pairs, and what a server may ask it to do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeviceAct(StrEnum):
    LOCK = "lock"
    """Ask for the passphrase now; evidence of that server stays closed until the server says otherwise."""

    ERASE = "erase"
    """Destroy the keys of that server's evidence on this laptop. The assessor's own words stay."""


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """One laptop profile: raw 32-byte private keys (Ed25519 to sign, X25519 to be sealed to)."""

    device_id: str
    sign_private: bytes
    seal_private: bytes
    made_at: datetime


@dataclass(frozen=True, slots=True)
class DeviceCommand:
    """What a server asks of this laptop. Empty `scope`: everything of that server; else assignment ids."""

    command_id: str
    act: DeviceAct
    scope: tuple[str, ...] = ()
    reason: str = ""
