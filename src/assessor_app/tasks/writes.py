"""Counts the writes on their way to the disk, and tells whoever listens what became of them."""

from collections.abc import Callable

from assessor_app.domain.annotation import InvalidSelector
from assessor_app.domain.assessment import IncompleteAssessment

_SAID_NO = (InvalidSelector, IncompleteAssessment)
"""A rule said no to a key or a button: nothing is waiting to be saved because of it."""


class WritesUnderWay:
    """Fulfils `commands.context.Writes`; a desk calls `begin` and `end` for each of its writes."""

    def __init__(self) -> None:
        self._count = 0
        self._failure: Exception | None = None
        self._listeners: list[Callable[[], None]] = []

    @property
    def under_way(self) -> int:
        return self._count

    @property
    def failure(self) -> Exception | None:
        return self._failure

    def listen(self, told: Callable[[], None]) -> None:
        self._listeners.append(told)

    def begin(self) -> None:
        self._count += 1
        self._tell()

    def end(self, error: Exception | None = None, *, has_changed: bool = True) -> None:
        """One came to its end; what committed without changing anything says nothing about the disk."""
        self._count -= 1
        if error is not None:
            self._failure = self._failure if isinstance(error, _SAID_NO) else error
        elif has_changed:
            self._failure = None
        self._tell()

    def _tell(self) -> None:
        for told in tuple(self._listeners):
            told()
