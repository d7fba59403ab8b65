"""Settings that protect children, sealed in the profile; fulfils `config.settings.SealedValues`."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from assessor_app.domain.failpoints import failpoint
from assessor_app.vault.safe_files import DamagedSafeFile, seal, unseal, write_sealed

_PURPOSE = "settings"


class SealedSettings:
    """One small file; what is damaged is set aside and nothing of it counts."""

    def __init__(self, path: Path, safety_key: bytes) -> None:
        self._path, self._key = path, safety_key
        self.is_damaged = False

    def read(self) -> Mapping[str, Any]:
        """Return what was chosen; nothing when there is no file, or when it is damaged (`is_damaged`)."""
        try:
            document = json.loads(unseal(self._key, _PURPOSE, self._path.read_bytes()))
        except FileNotFoundError:
            return {}
        except (DamagedSafeFile, OSError, ValueError):
            self.is_damaged = True
            with suppress(OSError):
                os.replace(self._path, self._path.with_suffix(".damaged"))
            return {}
        return document if isinstance(document, dict) else {}

    def write(self, values: Mapping[str, Any]) -> None:
        """Raises OSError with what was there before untouched."""
        data = json.dumps(values, ensure_ascii=False).encode()
        failpoint("settings.write")
        write_sealed(self._path, seal(self._key, _PURPOSE, data))
