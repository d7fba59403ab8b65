"""The ways into a profile: each slot wraps the same random key, so that a way can change while the work stays.

Nobody is locked out by a keychain: the passphrase is bound to the keychain's secret only while something else opens
the profile without it, which the assessor or the district is known to have (a recovery code said to be written down,
or a district's key). `KeyFile` refuses to write a header of which that is not true. Until then the passphrase stands
alone, with four times the memory per guess.
"""

import os
import secrets
import unicodedata
import uuid
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.key_ports import (
    LEAST_PIN,
    MOST_PIN,
    KeychainAway,
    KeysRefused,
    OpenedWith,
    UnknownHeader,
    WaysIn,
    WrongPassphrase,
)
from assessor_app.vault import key_header as on_disk
from assessor_app.vault.key_derivation import (
    CHEAPEST,
    KEY_BYTES,
    NONCE_BYTES,
    SALT_BYTES,
    Cost,
    Costs,
    Kdf,
    Sealed,
    fingerprint,
    key_of_code,
    key_of_words,
    seal_to,
    unseal,
)
from assessor_app.vault.key_header import CHEAP, CODE, DISTRICT, PASSPHRASE, PIN, Header, Slot, bound_to
from assessor_app.vault.keychain import Keychain, NoKeychain
from assessor_app.vault.recovery_code import Misread, NoCode, new_code, read, written

__all__ = ["KeyFile", "Opened", "UnknownHeader", "WrongPassphrase", "create_header", "has_cheap_slot", "open_header"]

_KEPT_CLOSED = "No way into this profile would be left without the keychain. Make a recovery code first."


@dataclass(frozen=True, slots=True)
class Opened:
    """The profile's raw key of 32 bytes, and what it was opened with."""

    raw_key: bytes = field(repr=False)
    way: OpenedWith


def create_header(path: Path, passphrase: str, *, is_cheap: bool = False, costs: Costs | None = None) -> bytes:
    """Write a new header with one slot and return the new key. Raises FileExistsError.

    The slot stands alone: `KeyFile.confirm_code` binds it to the keychain once there is another way in.
    """
    if path.exists():
        raise FileExistsError(path.name)
    raw_key = secrets.token_bytes(KEY_BYTES)
    header = Header(str(uuid.uuid4()), ())
    cost = CHEAPEST if is_cheap else (costs or Costs()).alone
    on_disk.save(
        path, header.with_slot(_with_words(header, raw_key, CHEAP if is_cheap else PASSPHRASE, passphrase, cost))
    )
    return raw_key


def open_header(path: Path, passphrase: str, keychain: Keychain | None = None) -> bytes:
    """Return the key. Raises WrongPassphrase, KeychainAway, UnknownHeader, FileNotFoundError."""
    return KeyFile(path, keychain or NoKeychain()).open_words(passphrase).raw_key


def has_cheap_slot(path: Path) -> bool:
    """Whether any slot is one for tests and demo, which guessing opens at once."""
    return bool(on_disk.load(path).of_kind(CHEAP))


class KeyFile:
    """One profile's header with the keychain beside it. Whoever changes it shows the raw key first.

    Everything raises UnknownHeader for a damaged file; a change that fails leaves the file as it was.
    """

    def __init__(self, path: Path, keychain: Keychain, costs: Costs | None = None) -> None:
        self._path, self._keychain, self._costs = path, keychain, costs or Costs()

    # ---- opening ----
    def open_words(self, words: str, *, tries_pin: bool = True) -> Opened:
        """Open with a passphrase, a recovery code or a PIN. Raises WrongPassphrase, KeychainAway."""
        header = on_disk.load(self._path)
        misread = ""
        try:
            opened = _opened_by_code(header, read(words))
        except Misread as error:
            opened, misread = None, str(error)
        except NoCode:
            opened = None
        opened = opened or self._opened_by_words(header, words, tries_pin=tries_pin)
        if opened is None:
            raise WrongPassphrase(misread or "This passphrase does not open the profile.")
        return opened

    def open_sealed(self, private_key: X25519PrivateKey) -> Opened:
        """Open with a district's key. Raises WrongPassphrase where no slot is sealed to it."""
        header = on_disk.load(self._path)
        for slot in header.of_kind(DISTRICT):
            sealed = Sealed(slot.recipient, slot.ephemeral, slot.nonce, slot.wrapped_key)
            try:
                return Opened(unseal(sealed, private_key, _cover(header, slot)), OpenedWith.DISTRICT_KEY)
            except InvalidTag:
                continue
        raise WrongPassphrase("This recovery key does not belong to this profile. Ask your own district for its key.")

    @property
    def has_pin(self) -> bool:
        """As `ways_in` tells, without looking for a keychain: that loads much, and a bus may be slow to answer."""
        return bool(on_disk.load(self._path).of_kind(PIN))

    def ways_in(self) -> WaysIn:
        header = on_disk.load(self._path)
        return WaysIn(
            has_pin=bool(header.of_kind(PIN)),
            has_recovery_code=any(slot.is_confirmed for slot in header.of_kind(CODE)),
            district_keys=tuple(fingerprint(slot.recipient) for slot in header.of_kind(DISTRICT)),
            is_bound=any(slot.is_bound for slot in header.of_kind(PASSPHRASE)),
            keychain=self._keychain.name,
        )

    # ---- changing ----
    def change_passphrase(self, raw_key: bytes, passphrase: str) -> None:
        """A PIN stays while the keychain has its part; the recovery code and the district's key stay."""
        header = on_disk.load(self._path)
        old = header.of_kind(PASSPHRASE, CHEAP)
        self._save(self._with_passphrase(header.without(*(slot.slot_id for slot in old)), raw_key, passphrase))

    def set_pin(self, raw_key: bytes, pin: str) -> None:
        """Raises KeychainAway: a PIN alone is guessed within a day."""
        if not LEAST_PIN <= len(pin) <= MOST_PIN:
            raise KeysRefused(f"A PIN has {LEAST_PIN} to {MOST_PIN} characters. Choose another one.")
        header, secret = self._bindable(on_disk.load(self._path))
        if secret is None:
            raise KeychainAway(
                "A PIN needs the keychain of this account, and it does not answer. Use the passphrase instead."
            )
        header = header.without(*(slot.slot_id for slot in header.of_kind(PIN)))
        self._save(header.with_slot(_with_words(header, raw_key, PIN, pin, self._costs.bound, secret)))

    def remove_pin(self) -> None:
        header = on_disk.load(self._path)
        self._save(header.without(*(slot.slot_id for slot in header.of_kind(PIN))))

    def make_code(self, raw_key: bytes) -> str:
        """Return a new recovery code; the old one opens until this one is confirmed."""
        header = on_disk.load(self._path)
        header = header.without(*(slot.slot_id for slot in header.of_kind(CODE) if not slot.is_confirmed))
        code = new_code()
        self._save(header.with_slot(_with_code(header, raw_key, code)))
        return written(code)

    def confirm_code(self, raw_key: bytes, passphrase: str, words: str) -> None:
        """Count on this code from now on, and bind the passphrase to the keychain where there is one."""
        header = on_disk.load(self._path)
        mine = next((slot for slot in header.of_kind(CODE) if _code_opens(header, slot, words)), None)
        if mine is None:
            raise WrongPassphrase("This is not the recovery code that was shown. Compare it with your sheet.")
        header = header.without(*(slot.slot_id for slot in header.of_kind(CODE)))
        header = header.with_slot(replace(mine, is_confirmed=True))
        loose = tuple(slot.slot_id for slot in header.of_kind(PASSPHRASE) if not slot.is_bound)
        if loose:
            header = self._with_passphrase(header.without(*loose), raw_key, passphrase)
        self._save(header)

    def trust(self, raw_key: bytes, public_key: bytes) -> str:
        """Let the holder of an X25519 key open the profile; returns its fingerprint. Raises KeysRefused."""
        header = on_disk.load(self._path)
        if all(slot.recipient != public_key for slot in header.of_kind(DISTRICT)):
            slot_id = str(uuid.uuid4())
            try:
                sealed = seal_to(public_key, raw_key, bound_to(header, slot_id, DISTRICT))
            except ValueError as error:
                raise KeysRefused("This is no recovery key: ask your district for its public key.") from error
            self._save(
                header.with_slot(
                    Slot(
                        slot_id,
                        DISTRICT,
                        sealed.nonce,
                        sealed.wrapped,
                        recipient=sealed.recipient,
                        ephemeral=sealed.ephemeral,
                    )
                )
            )
        return fingerprint(public_key)

    def distrust(self, key_fingerprint: str) -> None:
        header = on_disk.load(self._path)
        gone = (slot.slot_id for slot in header.of_kind(DISTRICT) if fingerprint(slot.recipient) == key_fingerprint)
        self._save(header.without(*gone))

    # ---- inside ----
    def _save(self, header: Header) -> None:
        if not header.stands_alone:
            raise KeysRefused(_KEPT_CLOSED)
        on_disk.save(self._path, header)

    def _opened_by_words(self, header: Header, words: str, *, tries_pin: bool) -> Opened | None:
        """The keychain is asked only for slots that need it; silence matters only where the passphrase does."""
        secret: bytes | None = None
        away: KeychainAway | None = None
        tried = header.of_kind(PASSPHRASE, CHEAP)
        if tries_pin and LEAST_PIN <= len(words) <= MOST_PIN:
            tried += header.of_kind(PIN)
        if any(slot.is_bound for slot in tried):
            try:
                secret = self._keychain.get(header.entry)
            except KeychainAway as error:
                away = error
        for slot in tried:
            if (slot.is_bound and secret is None) or slot.kdf is None:
                continue
            way = OpenedWith.PIN if slot.kind == PIN else OpenedWith.PASSPHRASE
            try:
                return Opened(_unwrapped(header, slot, _key_of(slot, words, secret)), way)
            except InvalidTag:
                continue
        if secret is None and any(slot.is_bound and slot.kind == PASSPHRASE for slot in tried):
            raise away or KeychainAway(
                "The keychain of this account has lost what belongs to this profile. Type your recovery code instead, "
                "or ask your district for help; your work is still here."
            )
        return None

    def _with_passphrase(self, header: Header, raw_key: bytes, passphrase: str) -> Header:
        secret: bytes | None = None
        if header.stands_alone:
            header, secret = self._bindable(header)
        cost = self._costs.alone if secret is None else self._costs.bound
        return header.with_slot(_with_words(header, raw_key, PASSPHRASE, passphrase, cost, secret))

    def _bindable(self, header: Header) -> tuple[Header, bytes | None]:
        """Return the header with an entry in the keychain and its secret, None where no keychain keeps one.

        A slot whose secret is lost opens nothing any more: it goes.
        """
        try:
            secret = self._keychain.get(header.entry) if header.entry else None
            if secret is not None:
                return header, secret
            entry, secret = str(uuid.uuid4()), secrets.token_bytes(KEY_BYTES)
            self._keychain.put(entry, secret)
            failpoint("keys.entry_put")
        except KeychainAway:
            return header, None
        lost = (slot.slot_id for slot in header.slots if slot.is_bound)
        return replace(header.without(*lost), entry=entry), secret


def _cover(header: Header, slot: Slot) -> bytes:
    return bound_to(header, slot.slot_id, slot.kind, slot.made_as, is_bound=slot.is_bound)


def _unwrapped(header: Header, slot: Slot, key: bytes) -> bytes:
    raw_key = AESGCM(key).decrypt(slot.nonce, slot.wrapped_key, _cover(header, slot))
    if len(raw_key) != KEY_BYTES:
        raise InvalidTag
    return raw_key


def _key_of(slot: Slot, words: str, secret: bytes | None) -> bytes:
    if slot.kdf is None:
        raise InvalidTag
    if slot.made_as < on_disk.VERSION:  # released profiles: the derived key itself
        return slot.kdf.derive(words)
    return key_of_words(slot.kdf, _normal(words), secret if slot.is_bound else None)


def _normal(words: str) -> str:
    """Another keyboard may compose letters in another way."""
    return unicodedata.normalize("NFC", words)


def _with_words(header: Header, raw_key: bytes, kind: str, words: str, cost: Cost, secret: bytes | None = None) -> Slot:
    slot_id, nonce, kdf = str(uuid.uuid4()), os.urandom(NONCE_BYTES), Kdf.of(cost)
    key = key_of_words(kdf, _normal(words), secret)
    is_bound = secret is not None
    wrapped = AESGCM(key).encrypt(nonce, raw_key, bound_to(header, slot_id, kind, is_bound=is_bound))
    return Slot(slot_id, kind, nonce, wrapped, kdf=kdf, is_bound=is_bound)


def _with_code(header: Header, raw_key: bytes, code: bytes) -> Slot:
    slot_id, nonce, salt = str(uuid.uuid4()), os.urandom(NONCE_BYTES), os.urandom(SALT_BYTES)
    wrapped = AESGCM(key_of_code(code, salt)).encrypt(nonce, raw_key, bound_to(header, slot_id, CODE))
    return Slot(slot_id, CODE, nonce, wrapped, salt=salt)


def _opened_by_code(header: Header, code: bytes) -> Opened | None:
    for slot in header.of_kind(CODE):
        try:
            return Opened(_unwrapped(header, slot, key_of_code(code, slot.salt)), OpenedWith.RECOVERY_CODE)
        except InvalidTag:
            continue
    return None


def _code_opens(header: Header, slot: Slot, words: str) -> bool:
    try:
        _unwrapped(header, slot, key_of_code(read(words), slot.salt))
    except (InvalidTag, NoCode):
        return False
    return True
