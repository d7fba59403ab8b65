"""Every setting: its key, default, bounds and help, written down once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


class BadSetting(ValueError):
    """A value that a setting cannot take. The message names the setting and what it takes."""


@dataclass(frozen=True)
class Setting:
    """One setting; numbers have bounds, words have `choices`. Checked by hand: loading a library takes longer."""

    default: Any
    help: str
    least: float = 0
    most: float = 0
    choices: tuple[str, ...] = ()
    pattern: str = ""
    """For free words: a regular expression they match from end to end."""

    @property
    def is_plain(self) -> bool:
        """Whether it is a number or one of some choices, which say nothing about a person."""
        return isinstance(self.default, bool | int | float) or bool(self.choices)

    def takes(self, value: Any) -> bool:
        if isinstance(self.default, bool):
            return isinstance(value, bool)
        if isinstance(self.default, int | float):
            is_whole = isinstance(value, int) and not isinstance(value, bool)
            is_number = is_whole or (isinstance(self.default, float) and isinstance(value, float))
            return is_number and self.least <= value <= self.most
        if isinstance(self.default, str):
            return (
                bool(re.fullmatch(self.pattern, value))
                if self.pattern and isinstance(value, str)
                else (value in self.choices)
            )
        return isinstance(value, dict) and all(isinstance(text, str) for pair in value.items() for text in pair)

    def bounds(self) -> str:
        if isinstance(self.default, bool):
            return "true or false"
        if self.pattern:
            return "text such as in its description"
        return " or ".join(self.choices) if self.choices else f"{self.least} to {self.most}"


THEMES = ("system", "light", "dark", "high-contrast")
ENGINES = ("automatic", "qtmultimedia", "libvlc")
PROXIES = ("system", "none", "address", "pac")
QUIET_HOURS = r"|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d"
PROXY_ADDRESS = r"|https?://[^\s@]+"
SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "theme": Setting("system", "Colours of the program.", choices=THEMES),
        "text_size": Setting(100, "Size of all text, percent.", 100, 200),
        "engine": Setting("automatic", "What plays videos, from the next one opened on.", choices=ENGINES),
        "pre_roll_s": Setting(5.0, "Seconds played before a moment.", 0, 15),
        "key_lead_ms": Setting(0, "Shifts marks back by a reaction time.", 0, 2000),
        "loudness": Setting(1.0, "How loud videos are: 1 as recorded, more is louder than recorded.", 0, 4),
        "type_at_once": Setting(False, "A letter right after a mark starts its note."),
        "geometry": Setting({}, "Sizes of windows and splitters."),
        "spelling": Setting({}, "Language of the spelling check, and an assessor's own words per language."),
        "disk_budget_gb": Setting(20, "Gigabytes that evidence may take up on this laptop.", 1, 2000),
        "media_after_days": Setting(7, "Days that evidence stays after its final was received.", 0, 365),
        "offline_lease_days": Setting(30, "Days without a word from the server until evidence locks.", 1, 365),
        "own_text_days": Setting(400, "Days that an assessor's own words stay after the final was received.", 30, 4000),
        "backup_every_min": Setting(30, "Minutes between backups while something changes.", 5, 1440),
        "lock_after_min": Setting(10, "Minutes without a key or mouse until the window locks.", 1, 240),
        "allow_pin": Setting(True, "Whether a short PIN may unlock, where this account has a keychain."),
        "allow_screenshots": Setting(False, "Whether other programs may take pictures of the window."),
        "bandwidth_kbps": Setting(0, "Most kilobits a second for fetching evidence; 0 is no limit.", 0, 10_000_000),
        "quiet_hours": Setting("", "When no evidence is fetched, such as 08:00-15:30.", pattern=QUIET_HOURS),
        "fetch_on_metered": Setting(False, "Whether evidence is fetched over a connection that is paid by volume."),
        "proxy": Setting("system", "How the network is reached.", choices=PROXIES),
        "proxy_address": Setting("", "The proxy, such as http://proxy.school.example:8080.", pattern=PROXY_ADDRESS),
        "pac_address": Setting("", "The proxy configuration file (PAC), as a web address.", pattern=PROXY_ADDRESS),
        "keys": Setting({}, "An assessor's own keys: row of the key table -> its keys, with spaces between."),
    }
)

PROTECTIVE = frozenset({"lock_after_min", "media_after_days", "offline_lease_days", "allow_pin", "allow_screenshots"})
"""What protects the children in the videos, the smaller value more: what a district says can only be tightened."""

OWN = frozenset({"geometry", "keys", "spelling", "loudness"})
"""An assessor's own, changed while working: no district decides these."""

OF_PROFILE = PROTECTIVE | {"own_text_days", "backup_every_min", "disk_budget_gb"}
"""Kept sealed in the assessor's profile: `settings.json` belongs to whoever shares the operating-system account."""
