"""What opens a profile, as screens and commands see it: words in, keys never out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

LEAST_PASSPHRASE = 10
LEAST_PIN = 4
MOST_PIN = 12
PIN_TRIES = 5
"""So many wrong PINs, and only the passphrase opens until it was given once."""


class OpenedWith(StrEnum):
    """What opened the profile. After RECOVERY_CODE and DISTRICT_KEY a new passphrase is due."""

    PASSPHRASE = "passphrase"
    PIN = "pin"
    RECOVERY_CODE = "recovery-code"
    DISTRICT_KEY = "recovery"


class KeysRefused(Exception):
    """Nothing was opened and nothing changed. The message is a sentence for the assessor."""


class WrongPassphrase(KeysRefused):
    """Nothing opens with these words (or the key file was changed)."""


class UnknownHeader(KeysRefused):
    """The key file is damaged, or was written by a newer version of the program."""


class KeychainAway(KeysRefused):
    """The keychain of this operating-system account does not answer, is locked, or has lost this profile's entry."""


class TooSoon(KeysRefused):
    """Wrong words were given before; `wait_s` seconds are left until the next try."""

    def __init__(self, wait_s: float) -> None:
        super().__init__("Too many wrong tries. Wait until the time is over, then try again.")
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What opens this profile now."""

    has_pin: bool
    has_recovery_code: bool
    """There is one, and the assessor said that it is written down."""

    district_keys: tuple[str, ...]
    """Short fingerprints of the keys that districts or servers could open it with."""

    is_bound: bool
    """The passphrase needs the secret in the keychain, too."""

    keychain: str
    """What the keychain of this account is called, empty where there is none to rely on."""

    is_pin_locked: bool = False


class Door(Protocol):
    """One profile's way in. Everything blocks for up to some seconds: call it on a lane.

    All methods raise KeysRefused or one of its kinds; then nothing has changed.
    """

    def ways_in(self) -> WaysIn: ...
    def wait_s(self) -> float:
        """Seconds until words may be tried again, 0 at once. Quick."""

    def try_words(self, words: str) -> OpenedWith:
        """Say whether passphrase, PIN or recovery code are right, and which it was."""

    def change_passphrase(self, now: str, wanted: str) -> None:
        """`now` may be the passphrase or the recovery code. The PIN stays where the keychain still has its part."""

    def set_pin(self, passphrase: str, pin: str, *, is_personal: bool) -> None:
        """`is_personal`: the assessor said that nobody else uses this account of the operating system."""

    def remove_pin(self) -> None: ...
    def make_recovery_code(self, passphrase: str) -> str:
        """Return a new code to be shown once; an old one opens nothing any more once this one is confirmed."""

    def confirm_recovery_code(self, passphrase: str, code: str) -> None:
        """The assessor has it on paper; from now on the passphrase may depend on the keychain."""

    def trust_district_key(self, passphrase: str, public_key: str) -> str:
        """Let whoever holds the private key open this profile; returns its fingerprint."""

    def distrust_district_key(self, fingerprint: str) -> None: ...
