"""What fetching evidence can be told: by the desk that does it, and by the inbox for the submissions chosen there."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from assessor_app.services.media_views import MediaProgress


class MediaControls(Protocol):
    """The queue of evidence. Every call returns at once."""

    def listen(self, listener: Callable[[Mapping[str, MediaProgress | None]], None]) -> None:
        """Call `listener` with how assignments stand in the queue, by id; None: it is not in the queue any more."""

    def want(self, assignment_ids: Iterable[str], *, anyway: bool = False) -> None:
        """Bring this evidence here; `anyway` over a metered network and in quiet hours too."""

    def pause(self, assignment_ids: Iterable[str] | None = None) -> None:
        """Stop fetching these, or everything; what came stays."""

    def cancel(self, assignment_ids: Iterable[str]) -> None:
        """Stop fetching these, and let go of what came only in part."""

    def keep_open(self, submission_ids: Iterable[str]) -> None:
        """The evidence of these is on the screen: it never makes room."""


class EvidenceControls(Protocol):
    """The same for the submissions chosen in the inbox."""

    def fetch(self) -> None: ...
    def fetch_anyway(self) -> None: ...
    def pause(self) -> None: ...
    def cancel(self) -> None: ...
    def pause_all(self) -> None:
        """Pause everything, or go on with what was paused here."""
