"""Settings on disk: what an assessor chose, beside what the district decided and what the program comes with."""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, Protocol

from assessor_app.config.district import NO_DISTRICT, District
from assessor_app.config.known_settings import (
    ENGINES,
    OF_PROFILE,
    PROTECTIVE,
    PROXIES,
    PROXY_ADDRESS,
    QUIET_HOURS,
    SETTINGS,
    THEMES,
    BadSetting,
    Setting,
)

__all__ = [
    "ENGINES",
    "PROXIES",
    "PROXY_ADDRESS",
    "QUIET_HOURS",
    "SETTINGS",
    "THEMES",
    "BadSetting",
    "LockedSetting",
    "Setting",
    "Settings",
    "SettingsFile",
]

Origin = Literal["default", "district", "assessor"]
FORMAT = 2
"""Since this one the file holds what was chosen and nothing else."""


class LockedSetting(BadSetting):
    """The district fixed this value, or allows nothing looser. The message is a sentence."""


class SealedValues(Protocol):
    """Where settings that protect children are kept: sealed, in the profile."""

    @property
    def is_damaged(self) -> bool:
        """Whether what was there could not be read."""

    def read(self) -> Mapping[str, Any]: ...
    def write(self, values: Mapping[str, Any]) -> None: ...


class Settings:
    """What an assessor chose on this laptop. Keys of a newer version are kept as they are."""

    def __init__(self, **chosen: Any) -> None:
        """Raises BadSetting."""
        self._chosen: dict[str, Any] = {}
        for key, value in chosen.items():
            self.put(key, value)

    def get(self, key: str) -> Any:
        """Raises KeyError for a setting that this version does not know."""
        default = SETTINGS[key].default
        return self._chosen.get(key, dict(default) if isinstance(default, dict) else default)

    def put(self, key: str, value: Any) -> None:
        """Raises BadSetting, changing nothing."""
        known = SETTINGS.get(key)
        if known is not None and not known.takes(value):
            raise BadSetting(f"{key} cannot be {value!r}: it takes {known.bounds()}")
        self._chosen[key] = value

    def take_back(self, key: str) -> None:
        self._chosen.pop(key, None)

    def is_chosen(self, key: str) -> bool:
        return key in self._chosen

    def document(self) -> dict[str, Any]:
        return dict(self._chosen)


class SettingsFile:
    """The settings as they count. For what is damaged the defaults apply; the file as it was is kept beside.

    The assessor's choice counts before the district's value, and that before the default; what the district fixed
    counts alone, and of what protects children the stricter of both.
    """

    def __init__(self, path: Path, district: District = NO_DISTRICT) -> None:
        self._path = path
        self.district = district
        self.problems: tuple[str, ...] = district.problems
        self.values = self._load()
        self._sealed: SealedValues | None = None
        self._of_profile = Settings()
        self._listeners: list[Callable[[str], None]] = []

    def listen(self, told: Callable[[str], None]) -> None:
        """Call `told` with the key of each setting that was changed or reset, once it is kept."""
        self._listeners.append(told)

    def attach(self, sealed: SealedValues) -> None:
        """An assessor's profile is open: what protects children is kept in there from now on."""
        self._sealed, self._of_profile = sealed, Settings()
        if not _taken(self._of_profile, sealed.read()) or sealed.is_damaged:
            self.problems += ("Some settings of this profile were damaged; their defaults count. See the settings.",)

    def get(self, key: str) -> Any:
        """Raises KeyError for a setting that this version does not know."""
        chosen, decided = self._holder(key), self.district.values
        if key in self.district.locked or (key in decided and not chosen.is_chosen(key)):
            return decided[key]
        if key in decided and key in PROTECTIVE:
            return min(decided[key], chosen.get(key))
        return chosen.get(key)

    def set(self, key: str, value: Any) -> None:
        """Change and save one setting. Raises BadSetting for a value out of bounds, changing nothing."""
        if key not in SETTINGS:
            raise KeyError(key)
        if key in self.district.locked:
            raise LockedSetting(f"{key} was set by your district and cannot be changed here.")
        limit = self.limit(key)
        if limit is not None and SETTINGS[key].takes(value) and value > limit:
            raise LockedSetting(f"{key} cannot be {value!r}: your district allows {limit!r} or stricter.")
        holder = self._holder(key)
        holder.put(key, value)
        self._save(key)

    def reset(self, key: str) -> None:
        """Let the district's value, or the default, count again."""
        self._holder(key).take_back(key)
        self._save(key)

    def origin(self, key: str) -> Origin:
        """Say where the value that counts comes from."""
        is_chosen = self._holder(key).is_chosen(key) and key not in self.district.locked
        if is_chosen and self.get(key) == self._holder(key).get(key):
            return "assessor"
        return "district" if key in self.district.values else "default"

    def is_locked(self, key: str) -> bool:
        """Whether an assessor cannot change it."""
        return key in self.district.locked

    def limit(self, key: str) -> Any:
        """Return the loosest value an assessor may choose of what protects children; None: no district limits it."""
        return self.district.values.get(key) if key in PROTECTIVE else None

    def save(self) -> None:
        """Write the whole file anew beside the old one, then swap: a crash leaves one or the other."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".new")
        document = {"format": FORMAT} | self.values.document()
        draft.write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")
        os.replace(draft, self._path)

    def _save(self, key: str) -> None:
        if key not in OF_PROFILE:
            self.save()
        elif self._sealed is not None:
            self._sealed.write(self._of_profile.document())
        for told in tuple(self._listeners):
            told(key)

    def _holder(self, key: str) -> Settings:
        return self._of_profile if key in OF_PROFILE else self.values

    def _load(self) -> Settings:
        try:
            document = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except ValueError:
            document = None
        settings = Settings()
        if not isinstance(document, dict) or not _taken(settings, _chosen(document)):
            # A full disk must not keep the program from starting; nothing is written over then, either.
            with suppress(OSError):
                self._path.with_suffix(".damaged").write_bytes(self._path.read_bytes())
        return settings


def _chosen(document: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is not chosen: earlier releases wrote every default down as well."""
    is_earlier = document.get("format") is None
    return {
        key: value
        for key, value in document.items()
        if key != "format"
        and key not in OF_PROFILE
        and not (is_earlier and key in SETTINGS and value == SETTINGS[key].default)
    }


def _taken(settings: Settings, document: Mapping[str, Any]) -> bool:
    """Put in every value that a setting takes; whether all of them were."""
    is_whole = True
    for key, value in document.items():
        try:
            settings.put(key, value)
        except BadSetting:
            is_whole = False
    return is_whole
