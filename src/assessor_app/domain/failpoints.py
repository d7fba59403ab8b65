"""Named places in writes where a test lets the program die or the disk fill; nothing happens anywhere else.

`ASSESSOR_FAILPOINT=name:exit` ends the process at once, as a power cut would; `name:enospc` and `name:eio` raise what
the operating system would.
"""

import errno
import os

_ARMED, _, _WHAT = os.environ.get("ASSESSOR_FAILPOINT", "").partition(":")
_ERRORS = {"enospc": errno.ENOSPC, "eio": errno.EIO}
EXIT_STATUS = 86


def failpoint(name: str) -> None:
    """Mark a named step. Raises OSError or ends the process only where a test asked for exactly that."""
    if _ARMED and name == _ARMED:
        _fire()


def _fire() -> None:
    if _WHAT == "exit":
        os._exit(EXIT_STATUS)
    number = _ERRORS[_WHAT]
    raise OSError(number, os.strerror(number))
