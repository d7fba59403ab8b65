"""What of the vault is open now, so that a lock or a withdrawal ends it at once."""

import threading
import weakref
from typing import Protocol

from assessor_app.services.vault_ports import NotOnThisLaptop


class Endable(Protocol):
    def end(self, reason: NotOnThisLaptop) -> None: ...


class Opened:
    """Holds nothing alive. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, weakref.WeakSet[Endable]] = {}

    def add(self, artifact_id: str, opened: Endable) -> None:
        with self._lock:
            self._known.setdefault(artifact_id, weakref.WeakSet()).add(opened)

    def end(self, artifact_id: str, reason: NotOnThisLaptop) -> None:
        with self._lock:
            found = list(self._known.pop(artifact_id, ()))
        for opened in found:
            opened.end(reason)

    def end_all(self, reason: NotOnThisLaptop) -> None:
        for artifact_id in list(self._known):
            self.end(artifact_id, reason)
