"""Guessing at the keyboard gets slower and slower, whatever is done to clocks, files and the program."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor_app.services.key_ports import (
    PIN_TRIES,
    KeychainAway,
    KeysRefused,
    OpenedWith,
    TooSoon,
    WrongPassphrase,
)
from assessor_app.vault.attempts import LONGEST_S, Attempts, delay_s
from assessor_app.vault.key_derivation import CHEAPEST, Costs
from assessor_app.vault.key_slots import KeyFile, create_header
from assessor_app.vault.keychain import MemoryKeychain, NoKeychain
from assessor_app.vault.profile_door import ProfileDoor

WORDS, OTHER, PIN = "seven swans a-swimming", "six geese a-laying", "2468"
COSTS = Costs(CHEAPEST, CHEAPEST)


class SinceStart:
    """Seconds since the machine was started."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> SinceStart:
    return SinceStart()


class Place:
    def __init__(self, root: Path, clock: SinceStart) -> None:
        self.root, self.clock, self.keychain = root, clock, MemoryKeychain()
        self.raw_key = create_header(root / "profile.json", WORDS, costs=COSTS)

    def door(self, *, allows_pin: bool = True, keychain=None) -> ProfileDoor:
        """As after a new start of the program."""
        keys = KeyFile(self.root / "profile.json", keychain or self.keychain, COSTS)
        return ProfileDoor(keys, Attempts(self.root / "attempts.json", self.clock), allows_pin=lambda: allows_pin)

    def miss(self, words: str = OTHER) -> None:
        self.clock.now_s += self.door().wait_s()
        with pytest.raises(WrongPassphrase):
            self.door().open(words)


@pytest.fixture
def place(tmp_path: Path, clock: SinceStart) -> Place:
    return Place(tmp_path, clock)


def test_the_wait_doubles_up_to_five_minutes() -> None:
    assert [delay_s(wrong) for wrong in (0, 1, 2, 3, 9, 10, 50, 10**6)] == [0, 1, 2, 4, 256, 300, 300, 300]


def test_waits_survive_a_new_start_of_the_program(place: Place, clock: SinceStart) -> None:
    for expected in (1, 2, 4, 8):
        place.miss()
        assert place.door().wait_s() == expected
    with pytest.raises(TooSoon) as told:
        place.door().open(WORDS)
    assert told.value.wait_s == 8
    clock.now_s += 7.5
    assert place.door().wait_s() == 0.5
    clock.now_s += 0.5
    assert place.door().open(WORDS).raw_key == place.raw_key
    assert place.door().wait_s() == 0
    assert not (place.root / "attempts.json").exists()


@settings(max_examples=30)
@given(wrong=st.integers(1, 11), passed=st.floats(0, 400), uptime=st.floats(0, 400))
def test_no_restart_of_the_machine_shortens_a_wait(tmp_path_factory, wrong, passed, uptime) -> None:
    """`passed` before it was switched off, `uptime` since: what counts is never more than both together."""
    clock = SinceStart()
    path = tmp_path_factory.mktemp("attempts") / "attempts.json"
    for _ in range(wrong):
        Attempts(path, clock).begin()
    clock.now_s += passed
    clock.now_s = uptime
    left = Attempts(path, clock).wait_s()
    assert left >= min(LONGEST_S, delay_s(wrong)) - uptime - 1e-6
    assert left <= delay_s(wrong)


def test_a_program_killed_in_the_middle_of_a_try_saves_none(tmp_path: Path, clock: SinceStart) -> None:
    Attempts(tmp_path / "attempts.json", clock).begin()
    assert Attempts(tmp_path / "attempts.json", clock).wait_s() == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"wrong": -1, "wrong_pins": 0, "at_s": 0}', b"\xff", b"null"])
def test_a_damaged_record_slows_and_does_not_lock(place: Place, clock: SinceStart, content: bytes) -> None:
    (place.root / "attempts.json").write_bytes(content)
    assert place.door().wait_s() == delay_s(5)
    clock.now_s += delay_s(5)
    assert place.door().open(WORDS).raw_key == place.raw_key


def test_a_full_disk_keeps_nobody_out_and_still_counts(
    place: Place, clock: SinceStart, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assessor_app.vault.attempts.failpoint", full)
    door = place.door()
    with pytest.raises(WrongPassphrase):
        door.open(OTHER)
    assert door.wait_s() == 1
    clock.now_s += 1
    assert door.open(WORDS).raw_key == place.raw_key
    assert door.wait_s() == 0


def test_after_five_wrong_pins_only_the_passphrase_opens(place: Place, clock: SinceStart) -> None:
    place.door().set_pin(WORDS, PIN, is_personal=True)
    assert place.door().open(PIN).way is OpenedWith.PIN
    for _ in range(PIN_TRIES):
        assert not place.door().ways_in().is_pin_locked
        place.miss("1357")
    assert place.door().ways_in().is_pin_locked
    clock.now_s += LONGEST_S
    with pytest.raises(WrongPassphrase, match="only the passphrase"):
        place.door().open(PIN)
    clock.now_s += LONGEST_S
    assert place.door().open(WORDS).way is OpenedWith.PASSPHRASE
    assert place.door().open(PIN).way is OpenedWith.PIN


def test_a_mistyped_passphrase_locks_no_pin(place: Place) -> None:
    place.door().set_pin(WORDS, PIN, is_personal=True)
    for _ in range(PIN_TRIES + 1):
        place.miss(WORDS + "!")
    assert not place.door().ways_in().is_pin_locked


def test_a_pin_is_for_an_account_of_ones_own(place: Place) -> None:
    door = place.door()
    with pytest.raises(KeysRefused, match="account of your own"):
        door.set_pin(WORDS, PIN, is_personal=False)
    with pytest.raises(KeysRefused, match="again and again"):
        door.set_pin(WORDS, "7777", is_personal=True)
    with pytest.raises(KeysRefused, match="district"):
        place.door(allows_pin=False).set_pin(WORDS, PIN, is_personal=True)
    door.set_pin(WORDS, PIN, is_personal=True)
    with pytest.raises(WrongPassphrase):
        place.door(allows_pin=False).open(PIN)


def test_a_pin_opens_and_changes_nothing(place: Place) -> None:
    place.door().set_pin(WORDS, PIN, is_personal=True)
    with pytest.raises(WrongPassphrase):
        place.door().change_passphrase(PIN, OTHER)


def test_a_silent_keychain_is_nobodys_wrong_try(place: Place) -> None:
    code = place.door().make_recovery_code(WORDS)
    place.door().confirm_recovery_code(WORDS, code)
    with pytest.raises(KeychainAway):
        place.door(keychain=NoKeychain()).open(WORDS)
    assert place.door().wait_s() == 0


def test_without_the_keychain_guesses_at_a_free_passphrase_still_count(place: Place) -> None:
    place.door().set_pin(WORDS, PIN, is_personal=True)
    with pytest.raises(WrongPassphrase):
        place.door(keychain=NoKeychain()).open(OTHER)
    assert place.door().wait_s() == 1


def test_a_short_passphrase_changes_nothing(place: Place) -> None:
    with pytest.raises(KeysRefused, match="at least 10"):
        place.door().change_passphrase(WORDS, "too short")
    assert place.door().open(WORDS).raw_key == place.raw_key


def test_after_recovery_the_new_passphrase_opens_and_the_old_one_does_not(place: Place, clock: SinceStart) -> None:
    code = place.door().make_recovery_code(WORDS)
    place.door().confirm_recovery_code(WORDS, code)
    place.miss()
    place.miss()
    clock.now_s += LONGEST_S
    place.door().change_passphrase(code, OTHER)
    assert place.door().open(OTHER).raw_key == place.raw_key
    with pytest.raises(WrongPassphrase):
        place.door().open(WORDS)


def test_nobody_opens_another_profile_with_its_own_passphrase(place: Place) -> None:
    keys = KeyFile(place.root / "profile.json", place.keychain, COSTS)
    door = ProfileDoor(keys, Attempts(place.root / "attempts.json", place.clock), is_mine=lambda key: key == bytes(32))
    with pytest.raises(WrongPassphrase, match="another profile"):
        door.open(WORDS)
