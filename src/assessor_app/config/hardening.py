"""Keeps what is in memory out of files: no core dumps, no values in what is printed when something fails.

Used by the window, the command line and the worker process. Windows: the error reports of the system are told to leave
this program out; untried there.
"""

import ctypes
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

_PR_SET_DUMPABLE = 4


def forbid_dumps() -> bool:
    """Have no core dump written, and let no other program of this account read the memory; False where it cannot.

    Only a program with the rights of an administrator can look in then.
    """
    is_limited = _limit_core()
    if sys.platform == "linux":
        return _be_undumpable() and is_limited
    if sys.platform == "win32":
        return _exclude_from_reports()
    return is_limited


def say_little() -> None:
    """Print of an uncaught error its kind and the lines of the program, never a message, a value or a person's path."""
    sys.excepthook = _tell
    threading.excepthook = lambda told: _tell(told.exc_type, told.exc_value, told.exc_traceback)


def told(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What is printed: messages may hold names, words and paths."""
    lines = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    return "\n".join(("Something went wrong in the program:", *lines, kind.__name__)) + "\n"


def _tell(kind: type[BaseException], _: BaseException | None, trace: TracebackType | None) -> None:
    stream = sys.stderr
    if stream is not None:  # a windowed program on Windows has none
        stream.write(told(kind, trace))


def _limit_core() -> bool:
    try:
        import resource  # noqa: PLC0415 - Unix alone has it

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return False
    return True


def _be_undumpable() -> bool:
    """Also where the kernel pipes dumps to a collector, which minds no limit."""
    try:
        return bool(ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
    except (OSError, AttributeError):
        return False


def _exclude_from_reports() -> bool:
    try:
        wer = ctypes.WinDLL("wer")  # type: ignore[attr-defined,unused-ignore]
        return bool(wer.WerAddExcludedApplication(Path(sys.executable).name, False) == 0)
    except (OSError, AttributeError):
        return False
