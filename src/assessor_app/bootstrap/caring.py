"""Wiring of what goes with time: the lease and the retention of a profile follow its settings and its servers."""

from collections.abc import Callable
from typing import Any

from assessor_app.config.known_settings import SETTINGS
from assessor_app.services.offline_lease import OfflineLease
from assessor_app.services.retention import RetentionRules

Setting = Callable[[str], Any]
_GIGABYTE = 1_000_000_000


def _default(key: str) -> Any:
    return SETTINGS[key].default


class Limits:
    """What settings say of evidence and words; the defaults until they are read."""

    def __init__(self, lease: OfflineLease, setting: Setting = _default) -> None:
        self._lease = lease
        self._setting = setting

    def obey(self, setting: Setting) -> None:
        """Follow these settings from here on, however often they change."""
        self._setting = setting
        self._lease.obey(lambda: int(setting("offline_lease_days")))

    def budget_bytes(self) -> int:
        """Return what evidence may take up on this laptop."""
        return int(self._setting("disk_budget_gb")) * _GIGABYTE

    def rules(self) -> RetentionRules:
        return RetentionRules(int(self._setting("media_after_days")), int(self._setting("own_text_days")))
