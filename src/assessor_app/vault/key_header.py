"""The key file of a profile as it stands on the disk: slots read with bounds, written whole or not at all."""

import base64
import json
import os
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.key_ports import UnknownHeader
from assessor_app.vault.folders import sync_folder
from assessor_app.vault.key_derivation import KEY_BYTES, NONCE_BYTES, SALT_BYTES, Kdf

VERSION = 2
_OLDEST = 1
PASSPHRASE = "passphrase"
CHEAP = "cheap"
PIN = "pin"
CODE = "recovery-code"
DISTRICT = "recovery"
WITH_WORDS = frozenset({PASSPHRASE, CHEAP, PIN})
_KINDS = WITH_WORDS | {CODE, DISTRICT}
_KDF = "argon2id"
# A header is a file somebody else may have written: bounds on what it can make us read and spend.
_MOST_BYTES = 64 * 1024
_MOST_SLOTS = 32
_MOST_MEMORY_KIB = 1 << 20
_MOST_ITERATIONS = 16
_MOST_LANES = 16


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the profile's key. What its kind does not need is empty. `made_as` is the version that made it."""

    slot_id: str
    kind: str
    nonce: bytes
    wrapped_key: bytes = field(repr=False)
    made_as: int = VERSION
    kdf: Kdf | None = None
    is_bound: bool = False
    """Words and the secret in the keychain open it together."""
    salt: bytes = b""
    is_confirmed: bool = False
    """A recovery code that the assessor says is written down."""
    recipient: bytes = b""
    ephemeral: bytes = b""


@dataclass(frozen=True, slots=True)
class Header:
    """`entry` names the profile's secret in the keychain, empty where no slot was ever bound."""

    profile_id: str
    slots: tuple[Slot, ...]
    entry: str = ""

    def of_kind(self, *kinds: str) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind in kinds)

    def without(self, *slot_ids: str) -> "Header":
        return replace(self, slots=tuple(slot for slot in self.slots if slot.slot_id not in slot_ids))

    def with_slot(self, slot: Slot) -> "Header":
        return replace(self, slots=(*self.slots, slot))

    @property
    def stands_alone(self) -> bool:
        """Whether something opens it that needs no keychain and that somebody is known to have."""
        return any(
            (slot.kind in (PASSPHRASE, CHEAP) and not slot.is_bound)
            or (slot.kind == CODE and slot.is_confirmed)
            or slot.kind == DISTRICT
            for slot in self.slots
        )


def bound_to(header: Header, slot_id: str, kind: str, made_as: int = VERSION, *, is_bound: bool = False) -> bytes:
    """What a slot's seal covers beside the key: it opens in its own place of its own profile only."""
    if made_as == _OLDEST:
        return f"{_OLDEST}|{header.profile_id}|{slot_id}|{kind}".encode()
    return f"{made_as}|{header.profile_id}|{slot_id}|{kind}|{header.entry if is_bound else ''}".encode()


def load(path: Path) -> Header:
    """Raises UnknownHeader, FileNotFoundError."""
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    try:
        return _header(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnknownHeader("The key file of this profile is damaged. Restore it from a backup.") from error


def _header(document: Any) -> Header:
    version = document["version"]
    if type(version) is not int or not _OLDEST <= version <= VERSION:
        raise UnknownHeader("This profile was made by a newer version of the program. Update it, then open it.")
    slots = document["slots"]
    if not isinstance(slots, list) or len(slots) > _MOST_SLOTS:
        raise ValueError("no slots, or too many")
    read = tuple(_slot(each, version) for each in slots)
    return Header(_word(document["profile_id"]), read, _word(document.get("entry", "")))


def save(path: Path, header: Header) -> None:
    """Replace the whole file: after a crash there is the old header or the new one. OSError leaves the old one."""
    document = {
        "version": VERSION,
        "profile_id": header.profile_id,
        "entry": header.entry,
        "slots": [_slot_document(slot) for slot in header.slots],
    }
    content = json.dumps(document, indent=1).encode()
    if len(content) > _MOST_BYTES or len(header.slots) > _MOST_SLOTS:
        raise UnknownHeader("The key file of this profile has no room for more. Remove a way in first.")
    _replace(path, content)


def _slot(document: dict[str, Any], version: int) -> Slot:
    kind = _word(document["kind"])
    if kind not in _KINDS:
        raise ValueError("unknown kind of slot")
    slot = Slot(
        _word(document["slot_id"]),
        kind,
        _sized(document["nonce"], NONCE_BYTES),
        _bytes(document["wrapped_key"]),
        made_as=_bounded(document.get("made_as", version), VERSION),
        kdf=_kdf(document["kdf"]) if kind in WITH_WORDS else None,
        is_bound=document.get("is_bound", False) is True,
        is_confirmed=document.get("is_confirmed", False) is True,
    )
    if kind == CODE:
        return replace(slot, salt=_sized(document["salt"], SALT_BYTES))
    if kind == DISTRICT:
        recipient, ephemeral = (_sized(document[name], KEY_BYTES) for name in ("recipient", "ephemeral"))
        return replace(slot, recipient=recipient, ephemeral=ephemeral)
    return slot


def _kdf(document: dict[str, Any]) -> Kdf:
    if document["name"] != _KDF:
        raise ValueError("unknown way to derive a key")
    kdf = Kdf(
        _bounded(document["memory_kib"], _MOST_MEMORY_KIB),
        _bounded(document["iterations"], _MOST_ITERATIONS),
        _bounded(document["lanes"], _MOST_LANES),
        _bytes(document["salt"]),
    )
    if len(kdf.salt) < SALT_BYTES:
        raise ValueError("salt of the wrong length")
    if kdf.memory_kib < 8 * kdf.lanes:  # Argon2's own lower bound
        raise ValueError("too little memory for so many lanes")
    return kdf


def _slot_document(slot: Slot) -> dict[str, Any]:
    document: dict[str, Any] = {
        "slot_id": slot.slot_id,
        "kind": slot.kind,
        "made_as": slot.made_as,
        "nonce": _text(slot.nonce),
        "wrapped_key": _text(slot.wrapped_key),
    }
    if slot.kdf is not None:
        document["kdf"] = {
            "name": _KDF,
            "memory_kib": slot.kdf.memory_kib,
            "iterations": slot.kdf.iterations,
            "lanes": slot.kdf.lanes,
            "salt": _text(slot.kdf.salt),
        }
        document["is_bound"] = slot.is_bound
    if slot.kind == CODE:
        document |= {"salt": _text(slot.salt), "is_confirmed": slot.is_confirmed}
    if slot.kind == DISTRICT:
        document |= {"recipient": _text(slot.recipient), "ephemeral": _text(slot.ephemeral)}
    return document


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("words expected")
    return value


def _bounded(value: Any, most: int) -> int:
    if type(value) is not int or not 1 <= value <= most:
        raise ValueError("a parameter out of bounds")
    return value


def _sized(text: str, size: int) -> bytes:
    value = _bytes(text)
    if len(value) != size:
        raise ValueError("a value of the wrong length")
    return value


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _replace(path: Path, content: bytes) -> None:
    """Write a neighbour, make it last, and put it in place."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    prefix = f".{path.name}-"
    for stale in path.parent.glob(f"{prefix}*"):  # of a crash: an older passphrase would open it
        stale.unlink(missing_ok=True)
    fd, temporary = tempfile.mkstemp(dir=path.parent, prefix=prefix)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(content)
            file.flush()
            failpoint("keys.header_written")
            os.fsync(file.fileno())
        failpoint("keys.header_synced")
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    failpoint("keys.header_replaced")
    sync_folder(path.parent)
