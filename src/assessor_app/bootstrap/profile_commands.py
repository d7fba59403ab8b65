"""Wiring of `assessor-app profile ...`: profiles of this laptop, and what opens them, without a window."""

import argparse
import os
from collections.abc import Callable
from typing import Any

from assessor_app.bootstrap.unlocking import CannotOpen, NoProfile, candidates, door_of, unlock
from assessor_app.cli.output import Refusal, print_document, print_line, say_no, table
from assessor_app.cli.passphrase import ask_passphrase, read_first_line
from assessor_app.config.labels import BadLabel, labels, set_label
from assessor_app.config.paths import AppPaths, ProfilePaths
from assessor_app.services.key_ports import KeysRefused

Answer = tuple[Any, str]
_DONE, _REFUSED = 0, 1


def run_profile(arguments: argparse.Namespace, paths: AppPaths) -> int:
    """Run one action and return its exit status: 0 done, 1 refused with the reason printed."""
    try:
        document, text = _ACTIONS[arguments.action](arguments, paths)
    except (KeysRefused, NoProfile, CannotOpen, BadLabel, OSError) as error:
        say_no(Refusal(str(error)), as_json=arguments.json)
        return _REFUSED
    except Refusal as refusal:
        say_no(refusal, as_json=arguments.json)
        return _REFUSED
    if arguments.json:
        print_document(document)
    else:
        print_line(text)
    return _DONE


def _list(_: argparse.Namespace, paths: AppPaths) -> Answer:
    rows = [
        {
            "profile": each.profile_id,
            "label": each.words or f"Profile {each.number}",
            "made": each.made_at.date().isoformat(),
        }
        for each in labels(paths)
    ]
    return rows, table(rows, ("profile", "label", "made"), "There is no profile on this laptop yet.")


def _ways(arguments: argparse.Namespace, paths: AppPaths) -> Answer:
    ways = door_of(paths, _only(arguments, paths)).ways_in()
    lines = [
        "passphrase" + (f", with the keychain ({ways.keychain})" if ways.is_bound else ""),
        *(["PIN" + (" (locked: give the passphrase first)" if ways.is_pin_locked else "")] if ways.has_pin else []),
        *(["recovery code"] if ways.has_recovery_code else []),
        *(f"district key {mark}" for mark in ways.district_keys),
    ]
    return ways, "\n".join(lines)


def _label(arguments: argparse.Namespace, paths: AppPaths) -> Answer:
    set_label(_opened(arguments, paths)[0], arguments.words)
    return {"label": arguments.words}, "The name in the list is changed."


def _passphrase(arguments: argparse.Namespace, paths: AppPaths) -> Answer:
    place, words = _opened(arguments, paths)
    door_of(paths, place).change_passphrase(words, _new(arguments))
    return {"changed": "passphrase"}, "The passphrase is changed."


def _recovery_code(arguments: argparse.Namespace, paths: AppPaths) -> Answer:
    place, words = _opened(arguments, paths)
    door = door_of(paths, place)
    if arguments.confirm_file is not None:
        door.confirm_recovery_code(words, read_first_line(arguments.confirm_file, "recovery code"))
        return {"confirmed": True}, "This recovery code opens the profile from now on. Keep it on paper only."
    code = door.make_recovery_code(words)
    return {"recovery_code": code}, (
        f"{code}\nWrite it on a sheet of paper: it is shown this once. Then confirm it with --confirm-file."
    )


def _trust(arguments: argparse.Namespace, paths: AppPaths) -> Answer:
    place, words = _opened(arguments, paths)
    mark = door_of(paths, place).trust_district_key(words, arguments.public_key)
    return {"fingerprint": mark}, f"The holder of the key {mark} can open this profile."


def _distrust(arguments: argparse.Namespace, paths: AppPaths) -> Answer:
    place, _words = _opened(arguments, paths)
    door_of(paths, place).distrust_district_key(arguments.fingerprint)
    return {"distrusted": arguments.fingerprint}, "That key opens this profile no longer."


def _recover(arguments: argparse.Namespace, paths: AppPaths) -> Answer:
    place = _only(arguments, paths)
    door = door_of(paths, place)
    opened = door.open_with_file(arguments.key_file.read_bytes())
    door.set_passphrase(opened, _new(arguments))
    return {"recovered": place.root.name}, "The new passphrase opens the profile. Nothing in it was changed."


def _district_key(arguments: argparse.Namespace, _: AppPaths) -> Answer:
    from assessor_app.vault.district_keys import make_pair  # noqa: PLC0415 - loads cryptography

    pair = make_pair()
    try:
        fd = os.open(arguments.to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refusal(f"{arguments.to} is there already and was not written over. Choose another file.") from error
    with os.fdopen(fd, "wb") as file:
        file.write(pair.private_pem)
    text = (
        f'recovery_key = "{pair.public}"\n'
        f"The private key is in {arguments.to}: keep it off line. Its fingerprint is {pair.fingerprint}."
    )
    return {"recovery_key": pair.public, "fingerprint": pair.fingerprint}, text


def _only(arguments: argparse.Namespace, paths: AppPaths) -> ProfilePaths:
    """The profile named, or the only one."""
    found = candidates(paths, arguments.profile)
    if len(found) > 1:
        raise Refusal("There are several profiles on this laptop: say which with --profile. `profile list` lists them.")
    return paths.profile(found[0])


def _opened(arguments: argparse.Namespace, paths: AppPaths) -> tuple[ProfilePaths, str]:
    """Return the profile that passphrase or recovery code belong to, and the words."""
    words = ask_passphrase(arguments.passphrase_file, is_new=False)
    return unlock(paths, words, candidates(paths, arguments.profile)).place, words


def _new(arguments: argparse.Namespace) -> str:
    return ask_passphrase(arguments.new_passphrase_file, is_new=True)


_ACTIONS: dict[str, Callable[[argparse.Namespace, AppPaths], Answer]] = {
    "list": _list,
    "ways": _ways,
    "label": _label,
    "passphrase": _passphrase,
    "recovery-code": _recovery_code,
    "trust": _trust,
    "distrust": _distrust,
    "recover": _recover,
    "district-key": _district_key,
}
