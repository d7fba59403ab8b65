"""What the runs of one kind of fault came to; printed as one JSON object a line."""

import json
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """`lost`: acknowledged edits or finals that were gone. `doubled`: writes that took effect more than once.

    `failed`: runs that ended otherwise than they should, for whatever reason.
    """

    runs: int = 0
    lost: int = 0
    doubled: int = 0
    failed: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.runs + other.runs,
            self.lost + other.lost,
            self.doubled + other.doubled,
            self.failed + other.failed,
            self.seconds + other.seconds,
        )

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.failed)

    def document(self, name: str) -> dict[str, object]:
        counts: dict[str, object] = {"runs": self.runs, "lost": self.lost, "doubled": self.doubled}
        return {"name": name} | counts | {"failed": self.failed, "seconds": round(self.seconds, 1)}


def print_tally(name: str, tally: Tally) -> None:
    sys.stdout.write(json.dumps(tally.document(name)) + "\n")
    sys.stdout.flush()
