"""The grammar of what keeps work safe: backups, recover-finals, support."""

import argparse
from collections.abc import Callable
from pathlib import Path

Command = Callable[[str, str], argparse.ArgumentParser]


def add_safety(command: Command, action: Callable[[argparse.ArgumentParser], Command]) -> None:
    """`command` adds a command, `action(parser)` returns what adds an action below one."""
    act = action(command("backups", "encrypted copies of your work on this laptop"))
    act("list", "list backups, newest first")
    act("make", "make one now")
    restore = act("restore", "put a backup in place; what is there now is kept beside")
    restore.add_argument("name", nargs="?", metavar="NAME", help="the newest good one unless said")
    restore.add_argument("--anew", action="store_true", help="begin with an empty database where no backup is left")
    command("recover-finals", "bring finals back that the database lost, from their sealed copies")
    support = command("support", "write a support bundle without footage, names or words of anybody")
    support.add_argument("--to", type=Path, metavar="FILE", help="zip file to write; without it the contents are shown")
    support.add_argument(
        "--with-refused", action="store_true", help="with refused writes, sealed to your district's recovery key"
    )
