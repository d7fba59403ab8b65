"""The line a benchmark prints: name, value, unit, and the baseline of the same run where there is one."""

import json
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`baseline` was measured in the same run, interleaved; `ratio` is value / baseline."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    note: str = ""

    def document(self) -> dict[str, object]:
        document: dict[str, object] = {"name": self.name, "value": round(self.value, 3), "unit": self.unit}
        if self.baseline is not None:
            document["baseline"] = round(self.baseline, 3)
            if self.baseline:
                document["ratio"] = round(self.value / self.baseline, 3)
        if self.note:
            document["note"] = self.note
        return document


def print_figure(figure: Figure) -> None:
    sys.stdout.write(json.dumps(figure.document()) + "\n")
    sys.stdout.flush()


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the nearest-rank percentile of `values`."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
