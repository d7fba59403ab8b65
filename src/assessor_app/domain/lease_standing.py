"""Where a server's offline lease stands: whether its evidence is open on this laptop, and for how long."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeaseStanding:
    """`days_left` is set once the end is near: whole days, rounded up; 0 says that it is over.

    `is_locked`: the server asked for its evidence to be closed.
    """

    days: int
    days_left: int | None = None
    is_locked: bool = False

    @property
    def is_over(self) -> bool:
        return self.days_left == 0


OPEN_LEASE = LeaseStanding(0)
