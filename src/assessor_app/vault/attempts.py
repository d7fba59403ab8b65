"""Slows guessing: after each wrong try the wait doubles, from a second to five minutes, whatever the clock says.

Only time since the machine was started counts. It cannot be set, and after a new start it is never more than what
really passed, so neither a changed clock nor a restart shortens a wait.
"""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from assessor_app.domain.failpoints import failpoint
from assessor_app.services.key_ports import PIN_TRIES

SHORTEST_S = 1.0
LONGEST_S = 300.0
_UNREADABLE = 5
"""A damaged record counts as so many wrong tries: it must neither open nor close for good."""
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Record:
    wrong: int = 0
    wrong_pins: int = 0
    at_s: float = 0.0
    """When the last one was, on the clock that starts with the machine."""


class Attempts:
    """The wrong tries at one profile, kept in `path`. A full disk keeps nobody out: then memory counts."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path, self._clock = path, clock
        self._unsaved: _Record | None = None

    def wait_s(self) -> float:
        """Seconds until the next try is allowed, 0 at once."""
        record = self._record()
        if not record.wrong:
            return 0.0
        now = self._clock()
        passed = now - record.at_s if now >= record.at_s else now  # less than then: the machine was started since
        return max(0.0, delay_s(record.wrong) - passed)

    @property
    def is_pin_locked(self) -> bool:
        return self._record().wrong_pins >= PIN_TRIES

    def begin(self, *, is_pin: bool = False) -> None:
        """Count a try before it is made: a program that is killed in the middle has not saved one."""
        record = self._record()
        pins = record.wrong_pins + (1 if is_pin else 0)
        self._keep(_Record(min(record.wrong + 1, _MOST), min(pins, _MOST), self._clock()))

    def forgive(self) -> None:
        """The try could not be judged: it was not wrong."""
        record = self._record()
        self._keep(replace(record, wrong=max(0, record.wrong - 1), wrong_pins=max(0, record.wrong_pins - 1)))

    def succeeded(self) -> None:
        """Start over: the passphrase, or a PIN that was right in time."""
        self._unsaved = None
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            self._keep(_Record())

    def _record(self) -> _Record:
        try:
            document = json.loads(self._path.read_bytes())
            at_s = max(0.0, float(document["at_s"]))
            found = _Record(_counted(document["wrong"]), _counted(document["wrong_pins"]), at_s)
        except FileNotFoundError:
            found = _Record()
        except (OSError, ValueError, KeyError, TypeError):
            found = _Record(_UNREADABLE, PIN_TRIES, self._clock())
            self._keep(found)
        return found if self._unsaved is None or found.wrong > self._unsaved.wrong else self._unsaved

    def _keep(self, record: _Record) -> None:
        document = {"wrong": record.wrong, "wrong_pins": record.wrong_pins, "at_s": record.at_s}
        draft = self._path.with_suffix(".new")
        try:
            with draft.open("w", encoding="utf-8") as file:
                json.dump(document, file)
                file.flush()
                failpoint("keys.attempt_written")
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError:
            self._unsaved = record  # it is counted here, and the assessor gets in
        else:
            self._unsaved = None


def delay_s(wrong: int) -> float:
    """The wait after so many wrong tries in a row, in seconds."""
    return 0.0 if wrong < 1 else min(LONGEST_S, SHORTEST_S * 2 ** min(wrong - 1, 20))


def _counted(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _MOST:
        raise ValueError("no count")
    return value
