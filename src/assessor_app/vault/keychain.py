"""The keychain of the operating-system account, as a tiny port: it keeps a secret per profile, or says it does not.

Never a file that pretends to be a keychain: back ends of `keyrings.alt` and the null back end are refused.
"""

import base64
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from assessor_app.services.key_ports import KeychainAway

T = TypeVar("T")
Within = Callable[[Callable[[], T]], T]

_SERVICE = "assessor-app"
_SECRET_BYTES = 32
_NOT_SAFE = ("keyrings.alt", "keyring.backends.null", "keyring.backends.fail")
_CHAINER = "keyring.backends.chainer"
_AWAY = "The keychain of this account does not answer. Unlock it or sign in to the desktop again, then try once more."


class Keychain(Protocol):
    @property
    def name(self) -> str:
        """What people call it, empty where there is none to rely on. Quick and never raises."""

    def get(self, entry: str) -> bytes | None:
        """Return the secret, None when there is none of that name. Raises KeychainAway."""

    def put(self, entry: str, secret: bytes) -> None:
        """Keep it, and make sure that it is kept. Raises KeychainAway."""

    def remove(self, entry: str) -> None:
        """Raises KeychainAway; nothing for what is not there."""


class NoKeychain:
    """Where there is none: passphrases stand alone."""

    name = ""

    def get(self, entry: str) -> bytes | None:
        raise KeychainAway(f"{_AWAY} Your recovery code opens the profile without it.")

    def put(self, entry: str, secret: bytes) -> None:
        raise KeychainAway("This account has no keychain. Use a passphrase.")

    def remove(self, entry: str) -> None:
        raise KeychainAway("This account has no keychain.")


class MemoryKeychain:
    """Keeps secrets while the program runs: for tests."""

    name = "memory"

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}

    def get(self, entry: str) -> bytes | None:
        return self.secrets.get(entry)

    def put(self, entry: str, secret: bytes) -> None:
        self.secrets[entry] = secret

    def remove(self, entry: str) -> None:
        self.secrets.pop(entry, None)


class SystemKeychain:
    """Windows Credential Manager, macOS Keychain, Secret Service or KWallet through `keyring`.

    `within` runs a call with a time limit and raises TimeoutError: a session bus may never answer.
    """

    def __init__(self, within: Callable[[Callable[[], Any]], Any], find: Callable[[], Any] | None = None) -> None:
        self._within = within
        self._find = find or _backend_of_keyring
        self._backend: Any = None
        self._is_looked_for = False

    @property
    def name(self) -> str:
        try:
            backend = self._usable()
        except KeychainAway:
            return ""
        return str(getattr(backend, "name", "") or type(backend).__name__)

    def get(self, entry: str) -> bytes | None:
        text = self._ask(lambda backend: backend.get_password(_SERVICE, entry))
        return None if text is None else _secret(text)

    def put(self, entry: str, secret: bytes) -> None:
        self._ask(lambda backend: backend.set_password(_SERVICE, entry, base64.b64encode(secret).decode()))
        if self.get(entry) != secret:
            raise KeychainAway("The keychain of this account did not keep what it was given.")

    def remove(self, entry: str) -> None:
        self._ask(lambda backend: backend.delete_password(_SERVICE, entry) if _has(backend, entry) else None)

    def _usable(self) -> Any:
        """Look once: what a laptop offers does not change while the program runs."""
        if not self._is_looked_for:
            self._backend = self._limited(self._find)
            self._is_looked_for = True
        if self._backend is None:
            raise KeychainAway("This account has no keychain. Use a passphrase or your recovery code.")
        return self._backend

    def _ask(self, question: Callable[[Any], Any]) -> Any:
        backend = self._usable()
        return self._limited(lambda: question(backend))

    def _limited(self, call: Callable[[], Any]) -> Any:
        try:
            return self._within(call)
        except Exception as error:  # back ends raise what their libraries raise; none of it may name a secret
            raise KeychainAway(_AWAY) from error


def _backend_of_keyring() -> Any | None:
    """Return the back end to rely on, None where `keyring` finds none."""
    import keyring  # noqa: PLC0415 - looks through every installed back end

    return usable_backend(keyring.get_keyring())


def usable_backend(backend: Any) -> Any | None:
    """Return the back end, or the first of a chain, that keeps secrets in a real keychain; else None."""
    module = type(backend).__module__
    if module.startswith(_CHAINER):
        return next((each for each in map(usable_backend, backend.backends) if each is not None), None)
    return None if module.startswith(_NOT_SAFE) else backend


def _has(backend: Any, entry: str) -> bool:
    return backend.get_password(_SERVICE, entry) is not None


def _secret(text: str) -> bytes | None:
    """Nothing of another length is ours."""
    try:
        secret = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return secret if len(secret) == _SECRET_BYTES else None
