"""Put the top-level ui/ and resources/ folders into built wheels, but not into editable installs."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataFolders(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for folder in ("ui", "resources"):
            build_data["force_include"][folder] = f"assessor_app/{folder}"
