"""Settings: each with its key, default, bounds and help, written down once."""

import json
import os
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class Settings(BaseModel):
    """What an assessor can choose on this laptop. Unknown keys of a newer version are kept."""

    model_config = ConfigDict(extra="allow", validate_assignment=True)

    theme: Literal["system", "light", "dark", "high-contrast"] = Field(
        default="system", description="Colours of the program."
    )
    text_size: int = Field(default=100, ge=100, le=200, description="Size of all text, percent.")
    pre_roll_s: float = Field(default=5.0, ge=0, le=15, description="Seconds played before a moment.")
    key_lead_ms: int = Field(default=0, ge=0, le=2000, description="Shifts marks back by a reaction time.")
    type_at_once: bool = Field(default=False, description="A letter right after a mark starts its note.")
    geometry: dict[str, str] = Field(default_factory=dict, description="Sizes of windows and splitters.")


class SettingsFile:
    """The settings on disk. A damaged file is set aside and the defaults apply."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.values = self._load()

    def get(self, key: str) -> Any:
        return getattr(self.values, key)

    def set(self, key: str, value: Any) -> None:
        """Change and save one setting. Raises ValueError for a value out of bounds, changing nothing."""
        setattr(self.values, key, value)
        self.save()

    def save(self) -> None:
        """Write the whole file anew beside the old one, then swap: a crash leaves one or the other."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".new")
        draft.write_text(self.values.model_dump_json(indent=1), encoding="utf-8")
        os.replace(draft, self._path)

    def _load(self) -> Settings:
        try:
            return Settings.model_validate(json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Settings()
        except (ValidationError, ValueError):
            os.replace(self._path, self._path.with_suffix(".damaged"))
            return Settings()
