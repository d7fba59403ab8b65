"""What a district decided for every laptop of it: a system-wide TOML file that only an administrator can write.

A file that cannot be read never loosens anything: the last one that could be read goes on counting, and where there
is none, nothing that protects children may be looser than the program's own default until the file is mended.
"""

import base64
import binascii
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import MappingProxyType
from typing import Any

from assessor_app.config.known_settings import OWN, PROTECTIVE, SETTINGS

FILE = ("assessor-app", "district.toml")
VARIABLE = "ASSESSOR_DISTRICT_FILE"
MOST_BYTES = 256 * 1024
MOST_SERVERS = 50
KEY_BYTES = 32
_INVITATION = re.compile(r"https://[^\s]{3,2000}|http://(127\.0\.0\.1|localhost)[:/][^\s]{0,2000}")
_KNOWN = frozenset({"settings", "locked", "servers", "recovery_key"})


@dataclass(frozen=True, slots=True)
class Invitation:
    """A server offered at sign-in: the district's name for it, and its address or invite link."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class District:
    """`values` are defaults for the assessor, those in `locked` are fixed. `problems` are sentences for a person.

    `path` is None without a district file; `recovery_key` is a raw X25519 public key, empty without one.
    `is_last_good`: the file cannot be read now, and this is what it said when it last could.
    """

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    servers: tuple[Invitation, ...] = ()
    recovery_key: bytes = b""
    problems: tuple[str, ...] = ()
    is_last_good: bool = False

    @property
    def is_administrators(self) -> bool:
        """Whether it is, now, in a place that only an administrator can write: what opens profiles comes from there."""
        return self.path in district_files(environment=_fixed()) and not self.is_last_good


NO_DISTRICT = District()


class BadDistrictFile(ValueError):
    """The file cannot be read as a whole. The message names file, line and reason."""


def district_files(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Where a district file can be, the first found counts; places only an administrator can write come first.

    Worked out by hand: these are the places of platformdirs, which takes too long to load for a start.
    """
    if platform == "win32":
        places = [str(PureWindowsPath(environment.get("PROGRAMDATA", r"C:\ProgramData"), *FILE))]
    elif platform == "darwin":
        places = [str(PurePosixPath("/Library/Application Support", *FILE))]
    else:
        searched = [place for place in environment.get("XDG_CONFIG_DIRS", "").split(":") if place.startswith("/")]
        places = [str(PurePosixPath(place, *FILE)) for place in ("/etc/xdg", "/etc", *searched)]
    if environment.get(VARIABLE):
        places.append(environment[VARIABLE])
    return tuple(Path(place) for place in dict.fromkeys(places))


def _fixed() -> Mapping[str, str]:
    """What of the environment names places of the system: the rest may be anybody's who shares the account."""
    return {name: os.environ[name] for name in ("PROGRAMDATA",) if name in os.environ}


def read_district(kept: Path | None = None, files: tuple[Path, ...] | None = None) -> District:
    """Return what the district says now. Never raises: what is wrong is in `problems`, and the program starts.

    `kept` is where the last file that could be read is remembered.
    """
    for file in district_files() if files is None else files:
        try:
            text = _text(file)
        except FileNotFoundError:
            continue
        except BadDistrictFile as error:
            return _without(file, kept, str(error))
        try:
            district = parse_district(file, text)
        except BadDistrictFile as error:
            return _without(file, kept, str(error))
        _remember(kept, text)
        return district
    if kept is not None:
        with suppress(OSError):
            kept.unlink(missing_ok=True)  # an administrator took it away: it counts no longer
    return NO_DISTRICT


def parse_district(file: Path, text: str) -> District:
    """Return what the file says; single values that cannot be are left out and named. Raises BadDistrictFile."""
    import tomllib  # noqa: PLC0415 - only where there is such a file

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadDistrictFile(_sentence(file, f"it is not valid TOML: {error}")) from error
    return _Reading(file, text, document).district()


class _Reading:
    """One pass over a parsed file, gathering what is wrong with single values."""

    def __init__(self, file: Path, text: str, document: Mapping[str, Any]) -> None:
        self._file, self._text, self._document = file, text, document
        self._problems: list[str] = []

    def district(self) -> District:
        for name in sorted(self._document.keys() - _KNOWN):
            self._complain(name, f"{name} is not known to this version and was left out")
        values = dict(self._values("settings"))
        fixed = dict(self._values("locked"))
        locked = fixed.keys() | set(self._listed(values))
        servers, key = tuple(self._servers()), self._recovery_key()
        return District(
            self._file,
            MappingProxyType(values | fixed),
            frozenset(locked),
            servers,
            key,
            tuple(self._problems),
        )

    def _values(self, table: str) -> Iterator[tuple[str, Any]]:
        given = self._document.get(table, {})
        if isinstance(given, list) and table == "locked":
            return
        if not isinstance(given, dict):
            self._complain(table, f"{table} must be a table of settings")
            return
        for key, value in given.items():
            known = SETTINGS.get(key)
            if key in OWN:
                self._complain(key, f"{key} is the assessor's own and was left out")
            elif known is None:
                self._complain(key, f"{key} is no setting of this version and was left out")
            elif not known.takes(value):
                self._complain(key, f"{key} cannot be {value!r}: it takes {known.bounds()}")
                if key in PROTECTIVE:  # a typing error must not open what it was to close
                    yield key, known.default
            else:
                yield key, value

    def _listed(self, values: Mapping[str, Any]) -> Iterator[str]:
        given = self._document.get("locked", {})
        for key in given if isinstance(given, list) else ():
            if not isinstance(key, str) or key not in SETTINGS or key in OWN:
                self._complain("locked", f"{key!r} is no setting of this version and cannot be locked")
            elif key not in values:
                self._complain("locked", f"{key} is locked without a value: give it one under [settings]")
            else:
                yield key

    def _servers(self) -> Iterator[Invitation]:
        given = self._document.get("servers", {})
        if not isinstance(given, dict) or len(given) > MOST_SERVERS:
            self._complain("servers", f"servers must be a table of at most {MOST_SERVERS} names with their invitations")
            return
        for name, address in given.items():
            if isinstance(address, str) and _INVITATION.fullmatch(address):
                yield Invitation(name, address)
            else:
                self._complain(name, f"the invitation of {name} must be an address that begins with https://")

    def _recovery_key(self) -> bytes:
        given = self._document.get("recovery_key", "")
        if given == "":
            return b""
        try:
            key = base64.b64decode(given, validate=True)
        except (binascii.Error, TypeError, ValueError):
            key = b""
        if len(key) != KEY_BYTES:
            self._complain("recovery_key", f"recovery_key must be {KEY_BYTES} bytes in base64 (an X25519 public key)")
            return b""
        return key

    def _complain(self, name: str, reason: str) -> None:
        line = _line_of(self._text, name)
        self._problems.append(_sentence(self._file, reason, line))


def _text(file: Path) -> str:
    """Raises FileNotFoundError, BadDistrictFile."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadDistrictFile(_sentence(file, f"it is larger than {MOST_BYTES // 1024} KiB"))
        return file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileNotFoundError(file) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadDistrictFile(_sentence(file, f"it cannot be read: {error}")) from error


def _without(file: Path, kept: Path | None, reason: str) -> District:
    """What counts while the file cannot be read."""
    if kept is not None:
        with suppress(OSError, BadDistrictFile):
            last = parse_district(file, kept.read_text(encoding="utf-8"))
            words = f"{reason} What it said when it could last be read goes on counting."
            return District(
                file, last.values, last.locked, last.servers, last.recovery_key, (words,), is_last_good=True
            )
    words = f"{reason} Until it is mended, nothing that protects evidence can be set looser than the default."
    return District(file, {key: SETTINGS[key].default for key in PROTECTIVE}, problems=(words,))


def _remember(kept: Path | None, text: str) -> None:
    """A full disk must not keep the program from starting."""
    if kept is None:
        return
    with suppress(OSError, UnicodeDecodeError):
        if kept.is_file() and kept.read_text(encoding="utf-8") == text:
            return
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_suffix(".new")
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, kept)


def _line_of(text: str, name: str) -> int:
    """Return the line a name is given on, 0 when it cannot be told."""
    found = re.compile(rf"""^\s*\[*\s*["']?{re.escape(name)}["']?\s*[=\]]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if found.match(line)), 0)


def _sentence(file: Path, reason: str, line: int = 0) -> str:
    where = f"{file}, line {line}" if line else str(file)
    return f"The district file {where}: {reason}. Ask whoever looks after this laptop to mend it."
