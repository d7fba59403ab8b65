"""Commands that must work when a profile does not open: doctor, support, and backups."""

import argparse
from collections.abc import Callable
from functools import partial

from assessor_app.bootstrap.laptop import ThisLaptop
from assessor_app.bootstrap.profiles import Profile
from assessor_app.bootstrap.safekeeping import DamagedProfile, ProfileSafe
from assessor_app.bootstrap.unlocking import CannotOpen, NoProfile, candidates, unlock
from assessor_app.cli import backups, health_report, support
from assessor_app.cli.health_report import ProfileState
from assessor_app.cli.output import Refusal, print_document, print_line, say_no, table
from assessor_app.cli.passphrase import ask_passphrase
from assessor_app.config.paths import AppPaths, ProfilePaths
from assessor_app.services.support_bundle import Seal

COMMANDS = ("doctor", "support", "backups")
WELL, REFUSED, NOT_WELL = 0, 1, 3
Open = Callable[[], Profile]


def run_safety(arguments: argparse.Namespace, paths: AppPaths, open_session: Open) -> int:
    """Run one of COMMANDS; return 0, 1 when refused, and 3 when doctor found something that needs a person."""
    try:
        if arguments.command == "backups":
            return _print(arguments, *_backups(arguments, paths))
        return _examine(arguments, paths, open_session)
    except Refusal as refusal:
        say_no(refusal, as_json=arguments.json)
        return REFUSED


def _backups(arguments: argparse.Namespace, paths: AppPaths) -> backups.Answer:
    """The profile is unlocked and not opened: its database may be damaged, gone, or in use by a window."""
    if not paths.profile_ids():
        raise Refusal("There is no profile on this laptop yet.")
    passphrase = ask_passphrase(arguments.passphrase_file, is_new=False)
    try:
        unlocked = unlock(paths, passphrase, candidates(paths, arguments.profile))
    except (NoProfile, CannotOpen) as error:
        raise Refusal(str(error)) from error
    return backups.run(ProfileSafe.of(unlocked), arguments, ThisLaptop(paths).now())


def _examine(arguments: argparse.Namespace, paths: AppPaths, open_session: Open) -> int:
    laptop = ThisLaptop(paths)
    session, profile = _opened(arguments, paths, open_session)
    try:
        if session is not None:
            session.safe.attach(laptop.settings)
        if arguments.command == "support":
            return _print(arguments, *support.run(laptop, session, profile, arguments, _seal(laptop)))
        document = health_report.report(laptop, session, profile)
        words = table(document["findings"], ("check", "is_well", "words"), "")
        _print(arguments, document, words)
        return WELL if document["is_well"] else NOT_WELL
    finally:
        if session is not None:
            session.close()


def _opened(arguments: argparse.Namespace, paths: AppPaths, open_session: Open) -> tuple[Profile | None, ProfileState]:
    """Open the profile as far as that is possible, and say how far it was."""
    if not paths.profile_ids():
        return None, ProfileState("none", "There is no profile on this laptop yet.")
    place = _only_place(arguments, paths)
    try:
        session = open_session()
    except Refusal as refusal:
        cause = refusal.__cause__
        if isinstance(cause, DamagedProfile):
            return None, ProfileState("damaged", str(cause), cause.safe.place, cause.safe.raw_key)
        state = "closed" if isinstance(cause, CannotOpen | NoProfile) else "locked"
        return None, ProfileState(state, str(refusal), place)
    return session, ProfileState("open", "", session.paths, session.safe.raw_key)


def _only_place(arguments: argparse.Namespace, paths: AppPaths) -> ProfilePaths | None:
    """Which profile is meant, where that can be told without opening it."""
    here = paths.profile_ids()
    if arguments.profile in here:
        return paths.profile(arguments.profile)
    return paths.profile(here[0]) if len(here) == 1 else None


def _seal(laptop: ThisLaptop) -> Seal | None:
    key = laptop.settings.district.recovery_key
    if not key:
        return None
    from assessor_app.vault.support_seal import seal_for_district  # noqa: PLC0415 - loads cryptography

    return partial(seal_for_district, key)


def _print(arguments: argparse.Namespace, document: object, words: str) -> int:
    if arguments.json:
        print_document(document)
    else:
        print_line(words)
    return WELL
