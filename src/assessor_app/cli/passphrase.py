"""Where a headless command gets the profile's passphrase from: a file, or the terminal."""

import getpass
import sys
from pathlib import Path

from assessor_app.cli.output import Refusal

MINIMUM_LENGTH = 8


def read_first_line(path: Path, what: str) -> str:
    """Return the first line of a file that holds a secret. Raises Refusal."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"The {what} file {path} cannot be read: {error}. Check the path and its permissions.") from error
    if not lines or not lines[0].strip():
        raise Refusal(f"The {what} file {path} is empty: its first line must hold the {what}.")
    return lines[0].strip()


def ask_passphrase(path: Path | None, *, is_new: bool) -> str:
    """Return the passphrase from `path`, or asked on the terminal. Raises Refusal when there is neither."""
    if path is not None:
        return _checked(read_first_line(path, "passphrase"), is_new=is_new)
    if not sys.stdin.isatty():
        raise Refusal("This profile is protected by a passphrase: pass --passphrase-file with a file that holds it.")
    passphrase = getpass.getpass("Passphrase: ")
    if is_new and getpass.getpass("Once more: ") != passphrase:
        raise Refusal("The two passphrases differ. Nothing was created; try again.")
    return _checked(passphrase, is_new=is_new)


def _checked(passphrase: str, *, is_new: bool) -> str:
    if is_new and len(passphrase) < MINIMUM_LENGTH:
        raise Refusal(f"The passphrase is too short: choose at least {MINIMUM_LENGTH} characters. Nothing was created.")
    return passphrase
