"""Finds the profile that words open, slows guessing, and makes new profiles."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from assessor_app.config.district import read_district
from assessor_app.config.folder_risks import risk_of
from assessor_app.config.labels import note_made
from assessor_app.config.paths import AppPaths, ProfilePaths
from assessor_app.config.settings import SettingsFile
from assessor_app.services.key_ports import KeysRefused, OpenedWith, TooSoon, WrongPassphrase

if TYPE_CHECKING:
    from assessor_app.vault.attempts import Attempts
    from assessor_app.vault.keychain import Keychain
    from assessor_app.vault.profile_door import ProfileDoor

KEYCHAIN_ANSWERS_WITHIN_S = 20.0
"""Long enough for somebody to unlock the keychain in the window that the desktop shows."""


class NoProfile(LookupError):
    """No such profile is on this laptop. The message is a sentence."""


class CannotOpen(Exception):
    """The profile stays closed; nothing in it was changed. The message is a sentence for the assessor."""


class MustWait(CannotOpen):
    """Wrong words were given before: `wait_s` seconds are left."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"Too many wrong tries. Try again in {round(wait_s + 0.5)} seconds.")
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A profile whose key is known."""

    place: ProfilePaths
    raw_key: bytes = field(repr=False)
    way: OpenedWith


def door_of(paths: AppPaths, place: ProfilePaths, raw_key: bytes | None = None) -> "ProfileDoor":
    """Return the door of a profile; with `raw_key` it opens for that profile's own words only."""
    from assessor_app.vault.attempts import Attempts  # noqa: PLC0415 - loads cryptography
    from assessor_app.vault.key_slots import KeyFile  # noqa: PLC0415
    from assessor_app.vault.profile_door import ProfileDoor  # noqa: PLC0415

    return ProfileDoor(
        KeyFile(place.header, system_keychain()),
        Attempts(place.attempts),
        # What the assessor chose is sealed in the profile: before it is open, the district alone can forbid one.
        allows_pin=lambda: bool(SettingsFile(paths.settings_file, read_district(paths.district_kept)).get("allow_pin")),
        is_mine=lambda key: raw_key is None or key == raw_key,
    )


def attempts_of(place: ProfilePaths) -> "Attempts":
    """Return the wrong tries at a profile. Quick."""
    from assessor_app.vault.attempts import Attempts  # noqa: PLC0415 - only where somebody is asked

    return Attempts(place.attempts)


def district_key(paths: AppPaths) -> bytes:
    """Return the district's public recovery key, empty where it has none.

    A file that somebody without an administrator's rights could have put there opens nobody's profile.
    """
    district = read_district(paths.district_kept)
    return district.recovery_key if district.is_administrators else b""


def trust_district(paths: AppPaths, unlocked: Unlocked) -> None:
    """Let the district's key open the profile as well: whoever set this laptop up said so for all profiles on it.

    A full disk only means that it is done another day.
    """
    public_key = district_key(paths)
    if not public_key:
        return
    from assessor_app.vault.key_slots import KeyFile  # noqa: PLC0415 - loads cryptography

    with suppress(OSError, KeysRefused):
        KeyFile(unlocked.place.header, system_keychain()).trust(unlocked.raw_key, public_key)


def system_keychain() -> "Keychain":
    """Return the keychain of this account; it is looked for only when a slot needs it."""
    from assessor_app.tasks.time_limit import within  # noqa: PLC0415
    from assessor_app.vault.keychain import SystemKeychain  # noqa: PLC0415

    return SystemKeychain(partial(within, KEYCHAIN_ANSWERS_WITHIN_S))


def candidates(paths: AppPaths, profile_id: str | None) -> tuple[str, ...]:
    """Return the profiles that words may open. Raises NoProfile."""
    here = paths.profile_ids()
    if profile_id is not None and profile_id not in here:
        raise NoProfile(f"There is no profile {profile_id} in {paths.profiles}.")
    if not here:
        raise NoProfile("There is no profile on this laptop yet.")
    return here if profile_id is None else (profile_id,)


def unlock(paths: AppPaths, words: str, profile_ids: tuple[str, ...]) -> Unlocked:
    """Open the first profile that the words belong to. Raises CannotOpen, MustWait."""
    tried: list[ProfileDoor] = []
    refusals: list[KeysRefused] = []
    for opened in _tries(paths, words, profile_ids, tried, refusals):
        for door in tried[:-1]:
            door.forgive()  # these words were somebody else's, and right
        return opened
    raise _refusal(refusals)


def create_profile(paths: AppPaths, passphrase: str, *, is_cheap: bool = False) -> str:
    """Make a profile with one passphrase slot and return its id. `is_cheap`: tests and demo only.

    Raises CannotOpen when the passphrase opens somebody else's: two people may not share one. Whoever hears that
    has guessed, and it counts as a wrong try there.
    """
    from assessor_app.vault.key_slots import create_header  # noqa: PLC0415 - loads cryptography

    risk = risk_of(paths.base)
    if risk:
        raise CannotOpen(risk)
    tried: list[ProfileDoor] = []
    if next(_tries(paths, passphrase, paths.profile_ids(), tried, []), None) is not None:
        tried[-1].count_guess()
        raise CannotOpen("This passphrase belongs to a profile on this laptop already. Choose another one.")
    for door in tried:
        door.forgive()
    profile_id = str(uuid.uuid4())
    place = paths.profile(profile_id)
    place.root.mkdir(parents=True, mode=0o700)
    create_header(place.header, passphrase, is_cheap=is_cheap)
    note_made(place, datetime.now(UTC))
    return profile_id


def _tries(
    paths: AppPaths,
    words: str,
    profile_ids: tuple[str, ...],
    tried: "list[ProfileDoor]",
    refusals: list[KeysRefused],
) -> Iterator[Unlocked]:
    for profile_id in profile_ids:
        place = paths.profile(profile_id)
        door = door_of(paths, place)
        tried.append(door)
        try:
            opened = door.open(words)
        except KeysRefused as error:
            refusals.append(error)
        else:
            yield Unlocked(place, opened.raw_key, opened.way)


def _refusal(refusals: list[KeysRefused]) -> CannotOpen:
    """What is worth knowing most: a wait, then what is wrong with a profile, then that the words are."""
    waits = [error.wait_s for error in refusals if isinstance(error, TooSoon)]
    if waits:
        return MustWait(min(waits))
    others = [error for error in refusals if not isinstance(error, WrongPassphrase)]
    if others:
        return CannotOpen(str(others[-1]))
    if len(refusals) == 1 and "code" in str(refusals[0]):
        return CannotOpen(str(refusals[0]))
    return CannotOpen("This passphrase opens no profile on this laptop. Check it and try again.")
