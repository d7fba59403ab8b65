"""Every way into a profile opens the same key, and no lost keychain, crash or full disk leaves it without one."""

import base64
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor_app.services.key_ports import KeychainAway, KeysRefused, OpenedWith, UnknownHeader, WrongPassphrase
from assessor_app.vault.key_derivation import CHEAPEST, Costs, Kdf
from assessor_app.vault.key_slots import KeyFile, create_header, open_header
from assessor_app.vault.keychain import MemoryKeychain, NoKeychain
from assessor_app.vault.recovery_code import Misread, NoCode, read, written

WORDS = "seven swans a-swimming"
OTHER = "six geese a-laying"
COSTS = Costs(CHEAPEST, CHEAPEST)


class Place:
    """One key file with its keychain."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.keychain = MemoryKeychain()
        self.raw_key = create_header(path, WORDS, costs=COSTS)

    @property
    def keys(self) -> KeyFile:
        return KeyFile(self.path, self.keychain, COSTS)

    @property
    def without_keychain(self) -> KeyFile:
        return KeyFile(self.path, NoKeychain(), COSTS)

    @property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.path.read_text())
        return document

    def write_code_down(self) -> str:
        code = self.keys.make_code(self.raw_key)
        self.keys.confirm_code(self.raw_key, WORDS, code)
        return code


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "profile" / "profile.json")


def released_header(path: Path, words: str) -> bytes:
    """A key file as the first release wrote it."""
    raw_key, kdf, nonce = os.urandom(32), Kdf.of(CHEAPEST), os.urandom(12)
    wrapped = AESGCM(kdf.derive(words)).encrypt(nonce, raw_key, b"1|a-profile|a-slot|passphrase")

    def text(value: bytes) -> str:
        return base64.b64encode(value).decode()

    slot = {
        "slot_id": "a-slot",
        "kind": "passphrase",
        "kdf": {"name": "argon2id", "memory_kib": 8, "iterations": 1, "lanes": 1, "salt": text(kdf.salt)},
        "nonce": text(nonce),
        "wrapped_key": text(wrapped),
    }
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"version": 1, "profile_id": "a-profile", "slots": [slot]}))
    return raw_key


def test_a_released_key_file_opens_and_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "profile" / "profile.json"
    raw_key = released_header(path, WORDS)
    before = path.read_bytes()
    assert open_header(path, WORDS) == raw_key
    assert path.read_bytes() == before


def test_a_released_slot_still_opens_beside_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "profile" / "profile.json"
    raw_key = released_header(path, WORDS)
    code = KeyFile(path, NoKeychain(), COSTS).make_code(raw_key)
    assert json.loads(path.read_text())["version"] == 2
    assert open_header(path, WORDS) == raw_key
    assert open_header(path, code) == raw_key


def test_once_the_code_is_written_down_the_passphrase_needs_the_keychain(place: Place) -> None:
    assert not place.keys.ways_in().is_bound
    assert place.keychain.secrets == {}
    place.write_code_down()
    assert place.keys.ways_in().is_bound
    (secret,) = place.keychain.secrets.values()
    assert len(secret) == 32
    assert place.keys.open_words(WORDS).raw_key == place.raw_key
    with pytest.raises(KeychainAway):
        place.without_keychain.open_words(WORDS)
    place.keychain.secrets = {name: bytes(32) for name in place.keychain.secrets}
    with pytest.raises(WrongPassphrase):
        place.keys.open_words(WORDS)


def test_a_lost_keychain_locks_nobody_out(place: Place) -> None:
    """The operating system was installed anew; the profile's folder is the old one."""
    code = place.write_code_down()
    place.keychain.secrets.clear()
    with pytest.raises(KeychainAway, match="recovery code"):
        place.keys.open_words(WORDS)
    opened = place.keys.open_words(code.lower().replace(" ", "-"))
    assert (opened.raw_key, opened.way) == (place.raw_key, OpenedWith.RECOVERY_CODE)
    place.keys.change_passphrase(opened.raw_key, OTHER)
    assert place.keys.open_words(OTHER).raw_key == place.raw_key
    assert place.keys.ways_in().is_bound
    assert place.keys.open_words(code).raw_key == place.raw_key


def test_a_code_that_nobody_confirmed_binds_nothing(place: Place) -> None:
    code = place.keys.make_code(place.raw_key)
    assert not place.keys.ways_in().has_recovery_code
    place.keys.change_passphrase(place.raw_key, OTHER)
    assert not place.keys.ways_in().is_bound
    assert place.without_keychain.open_words(OTHER).raw_key == place.raw_key
    with pytest.raises(WrongPassphrase, match="sheet"):
        place.keys.confirm_code(place.raw_key, OTHER, written(bytes(16)))
    place.keys.confirm_code(place.raw_key, OTHER, code)
    assert place.keys.ways_in().is_bound


def test_a_new_code_ends_the_old_one_only_when_it_is_confirmed(place: Place) -> None:
    old = place.write_code_down()
    new = place.keys.make_code(place.raw_key)
    assert place.keys.open_words(old).raw_key == place.raw_key
    place.keys.confirm_code(place.raw_key, WORDS, new)
    assert place.keys.open_words(new).raw_key == place.raw_key
    with pytest.raises(WrongPassphrase):
        place.keys.open_words(old)


def test_a_pin_needs_the_keychain(place: Place) -> None:
    with pytest.raises(KeychainAway):
        place.without_keychain.set_pin(place.raw_key, "2468")
    for pin in ("246", "2" * 13):
        with pytest.raises(KeysRefused, match="4 to 12"):
            place.keys.set_pin(place.raw_key, pin)
    place.keys.set_pin(place.raw_key, "2468")
    opened = place.keys.open_words("2468")
    assert (opened.raw_key, opened.way) == (place.raw_key, OpenedWith.PIN)
    for keys in (place.keys, place.without_keychain):
        assert keys.open_words(WORDS).way is OpenedWith.PASSPHRASE
    with pytest.raises(WrongPassphrase):
        place.keys.open_words("2468", tries_pin=False)
    with pytest.raises(WrongPassphrase):
        place.without_keychain.open_words("2468")
    place.keys.remove_pin()
    with pytest.raises(WrongPassphrase):
        place.keys.open_words("2468")


def test_the_holder_of_the_district_key_opens_it_and_nobody_else(place: Place) -> None:
    district = X25519PrivateKey.generate()
    mark = place.keys.trust(place.raw_key, district.public_key().public_bytes_raw())
    assert place.keys.trust(place.raw_key, district.public_key().public_bytes_raw()) == mark
    assert place.keys.ways_in().district_keys == (mark,)
    opened = place.keys.open_sealed(district)
    assert (opened.raw_key, opened.way) == (place.raw_key, OpenedWith.DISTRICT_KEY)
    with pytest.raises(WrongPassphrase, match="district"):
        place.keys.open_sealed(X25519PrivateKey.generate())
    with pytest.raises(KeysRefused, match="no recovery key"):
        place.keys.trust(place.raw_key, bytes(32))  # the point that shares nothing
    place.keys.distrust(mark)
    with pytest.raises(WrongPassphrase):
        place.keys.open_sealed(district)


def test_the_last_way_without_the_keychain_never_goes(place: Place) -> None:
    district = X25519PrivateKey.generate()
    mark = place.keys.trust(place.raw_key, district.public_key().public_bytes_raw())
    place.keys.change_passphrase(place.raw_key, OTHER)
    assert place.keys.ways_in().is_bound, "the district's key is another way in"
    with pytest.raises(KeysRefused, match="recovery code first"):
        place.keys.distrust(mark)
    assert place.keys.open_sealed(district).raw_key == place.raw_key


DISTRICT_KEY = X25519PrivateKey.from_private_bytes(b"d" * 32)


class Assessor:
    """Does one thing after another to the ways into a profile; a refusal changes nothing."""

    def __init__(self, place: Place) -> None:
        self.place, self.words, self.shown, self.on_paper = place, WORDS, "", ""
        self.is_keychain_away = False

    @property
    def keys(self) -> KeyFile:
        return self.place.without_keychain if self.is_keychain_away else self.place.keys

    def make_code(self) -> None:
        self.shown = self.keys.make_code(self.place.raw_key)

    def confirm_code(self) -> None:
        self.keys.confirm_code(self.place.raw_key, self.words, self.shown)
        self.on_paper = self.shown

    def change_passphrase(self) -> None:
        self.keys.change_passphrase(self.place.raw_key, f"{self.words}!")
        self.words = f"{self.words}!"

    def set_pin(self) -> None:
        self.keys.set_pin(self.place.raw_key, "2468")

    def remove_pin(self) -> None:
        self.keys.remove_pin()

    def trust(self) -> None:
        self.keys.trust(self.place.raw_key, DISTRICT_KEY.public_key().public_bytes_raw())

    def distrust(self) -> None:
        for mark in self.keys.ways_in().district_keys:
            self.keys.distrust(mark)

    def lose_keychain(self) -> None:
        self.place.keychain.secrets.clear()

    def turn_keychain(self) -> None:
        self.is_keychain_away = not self.is_keychain_away


ACTS = sorted(name for name in vars(Assessor) if not name.startswith("_") and name != "keys")


@settings(max_examples=40)
@given(acts=st.lists(st.sampled_from(ACTS), max_size=12))
def test_whatever_is_done_something_opens_without_the_keychain(tmp_path_factory, acts: list[str]) -> None:
    place = Place(tmp_path_factory.mktemp("ways") / "profile.json")
    assessor = Assessor(place)
    for act in acts:
        with suppress(KeysRefused):
            getattr(assessor, act)()
    ways: list[bytes] = []
    for way in (
        lambda: place.without_keychain.open_words(assessor.words),
        lambda: place.without_keychain.open_words(assessor.on_paper),
        lambda: place.without_keychain.open_sealed(DISTRICT_KEY),
    ):
        with suppress(KeysRefused):
            ways.append(way().raw_key)
    assert place.raw_key in ways


# ---- bad input ----


@pytest.mark.parametrize("field", ["recipient", "ephemeral", "nonce", "wrapped_key", "slot_id"])
def test_a_changed_seal_opens_nothing(place: Place, field: str) -> None:
    district = X25519PrivateKey.generate()
    place.keys.trust(place.raw_key, district.public_key().public_bytes_raw())
    document = place.document
    slot = document["slots"][-1]
    slot[field] = (
        "another" if field == "slot_id" else base64.b64encode(bytes(len(base64.b64decode(slot[field])))).decode()
    )
    place.path.write_text(json.dumps(document))
    with pytest.raises(WrongPassphrase):
        place.keys.open_sealed(district)


@pytest.mark.parametrize("change", ["entry", "is_bound", "kind", "made_as"])
def test_a_bound_slot_opens_in_its_own_place_only(place: Place, change: str) -> None:
    place.write_code_down()
    document = place.document
    (slot,) = (slot for slot in document["slots"] if slot["kind"] == "passphrase")
    if change == "entry":
        place.keychain.secrets["elsewhere"] = place.keychain.secrets[document["entry"]]
        document["entry"] = "elsewhere"
    else:
        slot[change] = {"is_bound": False, "kind": "cheap", "made_as": 1}[change]
    place.path.write_text(json.dumps(document))
    with pytest.raises(WrongPassphrase):
        place.keys.open_words(WORDS)


@given(content=st.binary(max_size=200))
def test_rubbish_is_called_damaged(tmp_path_factory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("rubbish") / "profile.json"
    path.write_bytes(content)
    with pytest.raises(UnknownHeader):
        open_header(path, WORDS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=50)
@given(data=st.data())
def test_no_value_of_a_field_breaks_the_reading(tmp_path_factory, data) -> None:
    """A key file somebody else wrote ends in a sentence or opens, never in another error or in 1 TiB of memory."""
    path = tmp_path_factory.mktemp("fields") / "profile.json"
    place = Place(path)
    place.keys.make_code(place.raw_key)
    document = place.document
    target = data.draw(st.sampled_from([document, *document["slots"], document["slots"][0]["kdf"]]))
    target[data.draw(st.sampled_from(sorted(target)))] = data.draw(JSON)
    path.write_text(json.dumps(document))
    with suppress(UnknownHeader, WrongPassphrase, KeychainAway):
        assert place.keys.open_words(WORDS).raw_key == place.raw_key


@pytest.mark.parametrize("slots", [33, 3000])
def test_too_many_slots_are_refused(place: Place, slots: int) -> None:
    document = place.document
    document["slots"] *= slots
    place.path.write_text(json.dumps(document))
    with pytest.raises(UnknownHeader):
        place.keys.open_words(WORDS)


# ---- the code on paper ----


@given(code=st.binary(min_size=16, max_size=16))
def test_a_code_is_read_as_it_was_written(code: bytes) -> None:
    words = written(code)
    assert [len(group) for group in words.split()] == [4] * 7
    assert read(words) == code
    assert read(words.lower().replace("0", "o").replace("1", "l").replace(" ", "")) == code


@given(code=st.binary(min_size=16, max_size=16), place=st.integers(0, 27))
def test_one_wrong_character_is_told(code: bytes, place: int) -> None:
    letters = written(code).replace(" ", "")
    wrong = "2" if letters[place] != "2" else "3"
    slipped = letters[:place] + wrong + letters[place + 1 :]
    with suppress(Misread):  # 4095 of 4096 times
        assert read(slipped) != code


@pytest.mark.parametrize("words", ["", "1234", "seven swans a-swimming", "0" * 27, "0" * 29, "\N{BLACK STAR}" * 28])
def test_other_words_are_no_code(words: str) -> None:
    with pytest.raises(NoCode, match="28 letters"):
        read(words)


def test_a_slip_in_the_code_is_said_when_it_opens_nothing(place: Place) -> None:
    code = place.write_code_down()
    letters = code[:-1] + ("2" if code[-1] != "2" else "3")
    with pytest.raises(WrongPassphrase, match="group by group"):
        place.keys.open_words(letters)


def test_a_passphrase_that_looks_like_a_misread_code_opens(tmp_path: Path) -> None:
    words = "0123456789abcdefghjkmnpqrstv"
    with pytest.raises(Misread):
        read(words)
    raw_key = create_header(tmp_path / "profile.json", words, costs=COSTS)
    assert open_header(tmp_path / "profile.json", words) == raw_key


def test_another_keyboard_composes_letters_in_another_way(tmp_path: Path) -> None:
    raw_key = create_header(tmp_path / "profile.json", "Zo\u00eb's caf\u00e9 au lait", costs=COSTS)
    assert open_header(tmp_path / "profile.json", "Zoe\u0308's cafe\u0301 au lait") == raw_key
