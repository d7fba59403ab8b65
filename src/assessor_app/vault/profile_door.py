"""The door of one profile: its key file, its wrong tries, and the rules of who may change what."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from assessor_app.services.key_ports import (
    LEAST_PASSPHRASE,
    LEAST_PIN,
    MOST_PIN,
    KeychainAway,
    KeysRefused,
    OpenedWith,
    TooSoon,
    WaysIn,
    WrongPassphrase,
)
from assessor_app.vault.attempts import Attempts
from assessor_app.vault.district_keys import private_key_in, public_key_in
from assessor_app.vault.key_slots import KeyFile, Opened

_PIN_LOCKED = "After five wrong tries only the passphrase opens the profile. Type it once, then the PIN works again."


class ProfileDoor:
    """Fulfils `services.key_ports.Door`. `is_mine` says whether a raw key is that of the profile that is open."""

    def __init__(
        self,
        keys: KeyFile,
        attempts: Attempts,
        *,
        allows_pin: Callable[[], bool] = lambda: True,
        is_mine: Callable[[bytes], bool] = lambda _: True,
    ) -> None:
        self._keys, self._attempts = keys, attempts
        self._allows_pin, self._is_mine = allows_pin, is_mine

    def open(self, words: str) -> Opened:
        """Return the key and what opened it. Raises TooSoon, WrongPassphrase, KeychainAway, UnknownHeader."""
        try:
            return self._tried(words, may_be_pin=True)
        except WrongPassphrase as error:
            if self._attempts.is_pin_locked and self._allows_pin() and self._keys.has_pin:
                raise WrongPassphrase(_PIN_LOCKED) from error
            raise

    def forgive(self) -> None:
        """Take the last wrong try back: the words were right elsewhere."""
        self._attempts.forgive()

    def count_guess(self) -> None:
        """Slow the next try as after a wrong one."""
        self._attempts.begin()

    def open_with_file(self, content: bytes) -> Opened:
        """Open with a district's private key (PEM, or 32 bytes in base64). Raises KeysRefused."""
        return self._keys.open_sealed(private_key_in(content))

    # ---- the Door port ----
    def ways_in(self) -> WaysIn:
        ways = self._keys.ways_in()
        is_pin_locked = self._attempts.is_pin_locked or not self._allows_pin()
        return replace(ways, is_pin_locked=ways.has_pin and is_pin_locked)

    def wait_s(self) -> float:
        return self._attempts.wait_s()

    def try_words(self, words: str) -> OpenedWith:
        return self.open(words).way

    def change_passphrase(self, now: str, wanted: str) -> None:
        must_do(wanted)
        self._keys.change_passphrase(self._tried(now).raw_key, wanted)

    def set_pin(self, passphrase: str, pin: str, *, is_personal: bool) -> None:
        if not self._allows_pin():
            raise KeysRefused("Your district does not allow a PIN on this laptop. Use the passphrase.")
        if not is_personal:
            raise KeysRefused("A PIN is for an account of your own. Where others use it as well, use the passphrase.")
        if len(set(pin)) == 1:
            raise KeysRefused("One character again and again is no PIN. Choose another one.")
        self._keys.set_pin(self._tried(passphrase).raw_key, pin)

    def remove_pin(self) -> None:
        self._keys.remove_pin()

    def make_recovery_code(self, passphrase: str) -> str:
        return self._keys.make_code(self._tried(passphrase).raw_key)

    def confirm_recovery_code(self, passphrase: str, code: str) -> None:
        self._keys.confirm_code(self._tried(passphrase).raw_key, passphrase, code)

    def trust_district_key(self, passphrase: str, public_key: str) -> str:
        return self._keys.trust(self._tried(passphrase).raw_key, public_key_in(public_key))

    def distrust_district_key(self, fingerprint: str) -> None:
        self._keys.distrust(fingerprint)

    def set_passphrase(self, opened: Opened, wanted: str) -> None:
        """After recovery: a new passphrase for whoever opened it."""
        must_do(wanted)
        self._keys.change_passphrase(opened.raw_key, wanted)
        self._attempts.succeeded()

    # ---- inside ----
    def _tried(self, words: str, *, may_be_pin: bool = False) -> Opened:
        """Only the passphrase or the recovery code change anything; a PIN opens."""
        wait_s = self._attempts.wait_s()
        if wait_s > 0:
            raise TooSoon(wait_s)
        tries_pin = may_be_pin and self._is_pin_open()
        with self._counted(is_pin=tries_pin and LEAST_PIN <= len(words) <= MOST_PIN):
            opened = self._keys.open_words(words, tries_pin=tries_pin)
            if not self._is_mine(opened.raw_key):
                raise WrongPassphrase("This passphrase belongs to another profile.")
        return opened

    def _is_pin_open(self) -> bool:
        return self._allows_pin() and not self._attempts.is_pin_locked and self._keys.has_pin

    @contextmanager
    def _counted(self, *, is_pin: bool) -> Iterator[None]:
        self._attempts.begin(is_pin=is_pin)
        try:
            yield
        except WrongPassphrase:
            raise
        except (KeychainAway, KeysRefused, OSError):
            self._attempts.forgive()
            raise
        self._attempts.succeeded()


def must_do(passphrase: str) -> None:
    """Raises KeysRefused for a passphrase that is too short."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise KeysRefused(f"Use at least {LEAST_PASSPHRASE} characters. Three or four words you can remember do well.")
