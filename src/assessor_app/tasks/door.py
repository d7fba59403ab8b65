"""The door of the open profile for screens: deriving keys takes seconds, so it happens on a lane of its own."""

from collections.abc import Callable
from typing import TypeVar

from assessor_app.services.key_ports import Door
from assessor_app.tasks.runner import Failed, Runner

LANE_KEYS = "keys"
T = TypeVar("T")


class LaneDoor:
    """Fulfils `gui.ports.DoorAccess`. Calls come from the UI thread, callbacks go back to it."""

    def __init__(self, runner: Runner, door: Door) -> None:
        self._runner, self._door = runner, door

    def ask(self, question: Callable[[Door], T], then: Callable[[T], None], failed: Failed) -> None:
        self._runner.submit(LANE_KEYS, lambda _: question(self._door), then, failed)

    def wait_s(self) -> float:
        return self._door.wait_s()


class LaneLocking:
    """Fulfils `gui.ports.Locking`: `lock` forgets the keys of the evidence at once, `unlock` brings them back."""

    def __init__(
        self, runner: Runner, lock: Callable[[], None], unlock: Callable[[str], None], wait_s: Callable[[], float]
    ) -> None:
        self._runner, self._lock, self._unlock, self._wait_s = runner, lock, unlock, wait_s

    def lock(self) -> None:
        self._lock()

    def unlock(self, words: str, then: Callable[[], None], failed: Failed) -> None:
        self._runner.submit(LANE_KEYS, lambda _: self._unlock(words), lambda _: then(), failed)

    def wait_s(self) -> float:
        return self._wait_s()
