"""What a unit of work has read is not read again while nothing is written: one edit asks for the same things often."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class ReadOnce:
    """For frozen values of one repository, within one transaction; whoever writes there calls `forget` first."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def get(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return what `read` returned for `key`; what it raises is not kept."""
        if key not in self._known:
            self._known[key] = read()
        return cast("T", self._known[key])

    def forget(self) -> None:
        self._known.clear()
