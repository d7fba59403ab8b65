"""A keychain is relied on only when it keeps what it was given; one that is silent, locked or pretended is none."""

import base64
from pathlib import Path
from typing import Any

import keyring
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked

from assessor_app.services.key_ports import KeychainAway, KeysRefused
from assessor_app.vault.district_keys import make_pair, private_key_in, public_key_in
from assessor_app.vault.key_derivation import CHEAPEST, Costs
from assessor_app.vault.key_slots import KeyFile, create_header
from assessor_app.vault.keychain import Keychain, MemoryKeychain, NoKeychain, SystemKeychain, usable_backend

SECRET = bytes(range(32))


class Backend:
    """What `keyring` would talk to."""

    name = "a desktop"

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, entry: str) -> str | None:
        return self.kept.get((service, entry))

    def set_password(self, service: str, entry: str, text: str) -> None:
        self.kept[service, entry] = text

    def delete_password(self, service: str, entry: str) -> None:
        del self.kept[service, entry]


class Locked(Backend):
    def get_password(self, service: str, entry: str) -> str | None:
        raise KeyringLocked("the collection is locked")


class Forgetful(Backend):
    def set_password(self, service: str, entry: str, text: str) -> None:
        """Say nothing and keep nothing, as the null back end does."""


def at_once(call: Any) -> Any:
    return call()


def never(_: Any) -> Any:
    raise TimeoutError


def test_what_was_put_is_there() -> None:
    for keychain in (MemoryKeychain(), SystemKeychain(at_once, Backend)):
        assert keychain.name
        assert keychain.get("a profile") is None
        keychain.put("a profile", SECRET)
        assert keychain.get("a profile") == SECRET
        keychain.remove("a profile")
        keychain.remove("a profile")
        assert keychain.get("a profile") is None


@pytest.mark.parametrize(
    "keychain",
    [
        NoKeychain(),
        SystemKeychain(at_once, lambda: None),
        SystemKeychain(at_once, Locked),
        SystemKeychain(at_once, Forgetful),
        SystemKeychain(never, Backend),
    ],
    ids=["none", "nothing found", "locked", "forgetful", "silent"],
)
def test_what_keeps_nothing_says_so_and_the_passphrase_stands_alone(keychain: Keychain, tmp_path: Path) -> None:
    with pytest.raises(KeychainAway):
        keychain.put("a profile", SECRET)
    path, words = tmp_path / "profile.json", "seven swans a-swimming"
    raw_key = create_header(path, words, costs=Costs(CHEAPEST, CHEAPEST))
    keys = KeyFile(path, keychain, Costs(CHEAPEST, CHEAPEST))
    keys.confirm_code(raw_key, words, keys.make_code(raw_key))
    assert not keys.ways_in().is_bound
    assert keys.open_words(words).raw_key == raw_key
    with pytest.raises(KeychainAway, match="passphrase"):
        keys.set_pin(raw_key, "2468")


def test_a_strange_entry_is_no_secret() -> None:
    backend = Backend()
    keychain = SystemKeychain(at_once, lambda: backend)
    for text in ("not base64!", base64.b64encode(b"short").decode()):
        backend.kept["assessor-app", "a profile"] = text
        assert keychain.get("a profile") is None


def test_on_this_machine_keyring_has_nothing_to_rely_on() -> None:
    """The tests name the null back end, a machine without a desktop has the failing one: neither is a keychain."""
    assert usable_backend(keyring.get_keyring()) is None
    assert usable_backend(keyring.backends.fail.Keyring()) is None
    assert SystemKeychain(at_once).name == ""


def test_a_file_that_pretends_to_be_a_keychain_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = type("PlaintextKeyring", (Backend,), {"__module__": "keyrings.alt.file"})
    assert usable_backend(plain()) is None
    real, chain = Backend(), ChainerBackend()
    monkeypatch.setattr(ChainerBackend, "backends", [plain(), real])
    assert usable_backend(chain) is real
    monkeypatch.setattr(ChainerBackend, "backends", [plain()])
    assert usable_backend(chain) is None


def test_a_district_key_is_read_as_coordinators_write_it() -> None:
    private = X25519PrivateKey.generate()
    raw, public = private.private_bytes_raw(), private.public_key().public_bytes_raw()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public_pem = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    pair = make_pair()
    assert private_key_in(pair.private_pem).public_key().public_bytes_raw() == public_key_in(pair.public)
    for content in (pem, base64.b64encode(raw) + b"\n", base64.urlsafe_b64encode(raw).rstrip(b"=")):
        assert private_key_in(content).private_bytes_raw() == raw
    for text in (public_pem, base64.b64encode(public).decode(), base64.urlsafe_b64encode(public).decode().rstrip("=")):
        assert public_key_in(text) == public


@pytest.mark.parametrize("content", [b"", b"AAAA", b"-----BEGIN PRIVATE KEY-----", b"\xff\xfe", b"not a key"])
def test_what_is_no_key_is_told(content: bytes) -> None:
    with pytest.raises(KeysRefused, match="no recovery key"):
        private_key_in(content)
    with pytest.raises(KeysRefused, match="no recovery key"):
        public_key_in(content.decode("latin-1"))
