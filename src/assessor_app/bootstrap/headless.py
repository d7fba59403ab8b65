"""Wiring for the command line: which profile a command gets, and the practice server's process."""

import argparse
import sys
from functools import partial
from typing import Any

from assessor_app.bootstrap.headless_safety import COMMANDS as SAFETY
from assessor_app.bootstrap.headless_safety import run_safety
from assessor_app.bootstrap.profile_commands import run_profile
from assessor_app.bootstrap.profiles import CannotOpen, NoProfile, Profile, create_profile, open_profile
from assessor_app.cli.output import Refusal, say_no
from assessor_app.cli.passphrase import ask_passphrase
from assessor_app.cli.run import REFUSED, run_command
from assessor_app.config.paths import AppPaths


def run_headless(arguments: argparse.Namespace) -> int:
    """Run one command and return its exit status: 0 done, 1 refused."""
    paths = AppPaths.at(arguments.basedir)
    if arguments.command == "practice":
        return _serve_practice(arguments, paths)
    if arguments.command == "profile":
        return run_profile(arguments, paths)
    open_session = partial(_open_session, arguments, paths)
    if arguments.command in SAFETY:
        return run_safety(arguments, paths, open_session)
    return run_command(arguments, open_session)


def _open_session(arguments: argparse.Namespace, paths: AppPaths) -> Profile:
    """Open the profile the command works on; signing in to a first server makes one."""
    is_sign_in = (arguments.command, getattr(arguments, "action", "")) == ("servers", "add")
    is_new = is_sign_in and (arguments.new_profile or not paths.profile_ids())
    if not is_new and not paths.profile_ids():
        raise Refusal("There is no profile on this laptop yet. Sign in first: assessor-app servers add URL --token T")
    passphrase = ask_passphrase(arguments.passphrase_file, is_new=is_new)
    try:
        profile_id = create_profile(paths, passphrase) if is_new else arguments.profile
        return open_profile(paths, passphrase, profile_id)
    except (NoProfile, CannotOpen) as error:
        raise Refusal(str(error)) from error


def _serve_practice(arguments: argparse.Namespace, paths: AppPaths) -> int:
    try:
        from assessor_app.practice.serve import AlreadyServed, serve  # noqa: PLC0415 - the optional server parts
    except ImportError as error:
        reason = f"The practice server needs its extra parts ({error.name}): pip install 'assessor-app[server]'"
        say_no(Refusal(reason), as_json=arguments.json)
        return REFUSED
    data = arguments.data or paths.practice
    try:
        serve(data, arguments.host, arguments.port, arguments.seed, _print_ready)
    except (OSError, AlreadyServed) as error:
        reason = (
            str(error)
            if isinstance(error, AlreadyServed)
            else f"The practice server cannot serve here: {error}. Choose another --port or --data."
        )
        say_no(Refusal(reason), as_json=arguments.json)
        return REFUSED
    return 0


def _print_ready(ready: dict[str, Any]) -> None:
    """One line, so that a script can read it with one readline()."""
    import json  # noqa: PLC0415

    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
