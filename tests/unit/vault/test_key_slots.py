"""The profile header opens with its passphrase, and with nothing else."""

import base64
import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessor_app.vault.key_derivation import ALONE, BOUND, Cost, Costs
from assessor_app.vault.key_slots import (
    UnknownHeader,
    WrongPassphrase,
    create_header,
    has_cheap_slot,
    open_header,
)

WORDS = "seven swans a-swimming"


@pytest.fixture
def header(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "header.json"


def change(header: Path, edit: Callable[[Any], None]) -> None:
    document = json.loads(header.read_text())
    edit(document)
    header.write_text(json.dumps(document))


def flip_first_bit(text: str) -> str:
    raw = bytearray(base64.b64decode(text))
    raw[0] ^= 1
    return base64.b64encode(raw).decode()


def test_the_passphrase_opens_what_it_closed(header):
    key = create_header(header, WORDS, is_cheap=True)
    assert len(key) == 32
    assert open_header(header, WORDS) == key
    assert key not in header.read_bytes()
    assert key.hex() not in header.read_text()
    with pytest.raises(WrongPassphrase):
        open_header(header, WORDS + " ")


def test_two_profiles_never_share_a_key_or_a_salt(header, tmp_path):
    other = tmp_path / "other.json"
    assert create_header(header, WORDS, is_cheap=True) != create_header(other, WORDS, is_cheap=True)
    salts = {json.loads(path.read_text())["slots"][0]["kdf"]["salt"] for path in (header, other)}
    assert len(salts) == 2


def test_a_real_slot_without_a_keychain_costs_a_guess_256_mebibytes_and_says_so(header):
    assert (BOUND.memory_kib, BOUND.iterations, BOUND.lanes) == (64 * 1024, 3, 4)
    assert (ALONE.memory_kib, ALONE.iterations, ALONE.lanes) == (256 * 1024, 3, 4)
    assert Costs() == Costs(bound=BOUND, alone=ALONE)
    key = create_header(header, WORDS, costs=Costs(alone=Cost(64, 2, 3)))
    (slot,) = json.loads(header.read_text())["slots"]
    assert slot["kind"] == "passphrase"
    kdf = slot["kdf"]
    assert (kdf["name"], kdf["memory_kib"], kdf["iterations"], kdf["lanes"]) == ("argon2id", 64, 2, 3)
    assert not has_cheap_slot(header)
    assert open_header(header, WORDS) == key


def test_a_cheap_slot_is_named(header):
    create_header(header, WORDS, is_cheap=True)
    assert has_cheap_slot(header)


def test_a_header_is_never_overwritten(header):
    key = create_header(header, WORDS, is_cheap=True)
    with pytest.raises(FileExistsError):
        create_header(header, "other", is_cheap=True)
    assert open_header(header, WORDS) == key


def test_only_its_owner_reads_it_and_nothing_is_left_beside_it(header):
    create_header(header, WORDS, is_cheap=True)
    assert stat.S_IMODE(header.stat().st_mode) == 0o600
    assert [each.name for each in header.parent.iterdir()] == ["header.json"]


def set_kind(document: Any) -> None:
    document["slots"][0]["kind"] = "passphrase"


def set_profile(document: Any) -> None:
    document["profile_id"] = "00000000-0000-0000-0000-000000000000"


def set_slot(document: Any) -> None:
    document["slots"][0]["slot_id"] = "another"


def flip_key(document: Any) -> None:
    document["slots"][0]["wrapped_key"] = flip_first_bit(document["slots"][0]["wrapped_key"])


def flip_nonce(document: Any) -> None:
    document["slots"][0]["nonce"] = flip_first_bit(document["slots"][0]["nonce"])


def flip_salt(document: Any) -> None:
    document["slots"][0]["kdf"]["salt"] = flip_first_bit(document["slots"][0]["kdf"]["salt"])


def more_iterations(document: Any) -> None:
    document["slots"][0]["kdf"]["iterations"] = 2


@pytest.mark.parametrize("edit", [set_kind, set_profile, set_slot, flip_key, flip_nonce, flip_salt, more_iterations])
def test_a_changed_slot_opens_nothing(header, edit):
    create_header(header, WORDS, is_cheap=True)
    change(header, edit)
    with pytest.raises(WrongPassphrase):
        open_header(header, WORDS)


def newer(document: Any) -> None:
    document["version"] = 3


def other_kdf(document: Any) -> None:
    document["slots"][0]["kdf"]["name"] = "pbkdf2"


def all_memory(document: Any) -> None:
    document["slots"][0]["kdf"]["memory_kib"] = 1 << 40


def no_memory(document: Any) -> None:
    document["slots"][0]["kdf"]["memory_kib"] = 1


def no_slots(document: Any) -> None:
    del document["slots"]


def short_nonce(document: Any) -> None:
    document["slots"][0]["nonce"] = "AAAA"


@pytest.mark.parametrize("edit", [newer, other_kdf, all_memory, no_memory, no_slots, short_nonce])
def test_a_header_we_do_not_understand_is_refused_before_any_work(header, edit):
    create_header(header, WORDS, is_cheap=True)
    change(header, edit)
    with pytest.raises(UnknownHeader):
        open_header(header, WORDS)


def test_a_torn_header_is_called_damaged(header):
    create_header(header, WORDS, is_cheap=True)
    header.write_bytes(header.read_bytes()[:40])
    with pytest.raises(UnknownHeader, match="damaged"):
        open_header(header, WORDS)
