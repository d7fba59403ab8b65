"""The grammar of `assessor-app profile ...`: profiles of this laptop and what opens them."""

import argparse
from collections.abc import Callable
from pathlib import Path

Add = Callable[[str, str], argparse.ArgumentParser]


def add_profile(add: Add, actions_of: Callable[[argparse.ArgumentParser], Add]) -> None:
    """`add` makes a command, `actions_of` what makes the actions of one."""
    action = actions_of(add("profile", "the profiles of this laptop, and what opens them"))
    action("list", "list the profiles of this laptop by what their assessors call them")
    action("ways", "say what opens a profile; asks for no passphrase")
    label = action("label", "choose what the profile is called in the list")
    label.add_argument("words", metavar="WORDS", help="such as initials; empty for none. Everybody can read it")
    passphrase = action("passphrase", "change the passphrase; the one now may be the recovery code")
    _new_passphrase(passphrase)
    code = action("recovery-code", "make a recovery code, or confirm that it is on paper")
    code.add_argument("--confirm-file", type=Path, metavar="PATH", help="file whose first line is the code, as shown")
    trust = action("trust", "let the holder of a district's private key open the profile")
    trust.add_argument("public_key", metavar="KEY", help="X25519 public key in base64")
    distrust = action("distrust", "take that away again")
    distrust.add_argument("fingerprint", metavar="FINGERPRINT")
    recover = action("recover", "set a new passphrase with a district's private key")
    recover.add_argument("--key-file", type=Path, required=True, metavar="PATH", help="the private key, PEM or base64")
    _new_passphrase(recover)
    make = action("district-key", "make the key pair that a district keeps for locked-out assessors")
    make.add_argument("--to", type=Path, required=True, metavar="PATH", help="file to write the private key to")


def _new_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--new-passphrase-file", type=Path, default=None, metavar="PATH", help="file whose first line is the new one"
    )
