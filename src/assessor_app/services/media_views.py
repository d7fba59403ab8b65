"""What the queue of evidence works with and tells: what is wanted, what is held, and how far one submission is."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WantedMedia:
    """An assignment whose evidence is asked for and not all here. Sizes in bytes."""

    assignment_id: str
    server_id: str
    submission_id: str
    code: str
    due_at: datetime | None
    size: int
    done: int

    @property
    def missing(self) -> int:
        return max(0, self.size - self.done)


@dataclass(frozen=True, slots=True)
class HeldMedia:
    """Evidence on this laptop that nobody began to work on: no mark, score, word or viewing hangs on it.

    `due_at` is the soonest of its assignments', None when nothing is asked of the assessor any more;
    `needed_at` is when it was last opened, else asked for.
    """

    submission_id: str
    assignment_ids: tuple[str, ...]
    code: str
    due_at: datetime | None
    is_live: bool
    needed_at: datetime | None
    size: int


@dataclass(frozen=True, slots=True)
class MediaProgress:
    """How far one assignment's evidence is while it is fetched, or why it waits.

    `bytes_per_s` is 0 while unknown; `waits` is empty while it arrives, else a code of `Waits`;
    `until_at` is when that ends by itself, where it is known.
    """

    assignment_id: str
    done: int
    size: int
    bytes_per_s: float = 0.0
    waits: str = ""
    until_at: datetime | None = None

    @property
    def left_s(self) -> float | None:
        """Seconds to go at this rate, None while unknown."""
        return (self.size - self.done) / self.bytes_per_s if self.bytes_per_s > 0 else None
