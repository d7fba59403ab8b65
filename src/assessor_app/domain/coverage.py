"""Coverage: which stretches of a recording were really played, not skipped over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Watched stretches in microseconds of media time, end exclusive: ordered, apart from each other, never empty.

    Build it with `of`, which puts any spans into that shape.
    """

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span], *, join_us: int = 0) -> Coverage:
        """Stretches that overlap, touch, or lie no more than `join_us` apart become one."""
        merged: list[Span] = []
        for start, end in sorted(span for span in spans if span[1] > span[0]):
            if merged and start <= merged[-1][1] + join_us:
                merged[-1] = (merged[-1][0], max(merged[-1][1], end))
            else:
                merged.append((start, end))
        return cls(tuple(merged))

    def __or__(self, other: Coverage) -> Coverage:
        return Coverage.of((*self.spans, *other.spans))

    @property
    def watched_us(self) -> int:
        return sum(end - start for start, end in self.spans)

    def share(self, duration_us: int) -> float:
        """How much of `duration_us` was watched, 0.0 to 1.0; nothing to watch counts as watched."""
        return min(self.watched_us / duration_us, 1.0) if duration_us > 0 else 1.0

    def touches(self, start_us: int, end_us: int) -> bool:
        """Whether any of [start, end) was watched."""
        return any(max(start, start_us) < min(end, end_us) for start, end in self.spans)

    def gaps(self, duration_us: int) -> tuple[Span, ...]:
        """The stretches of [0, duration) that were never watched."""
        edges = [0, *(edge for span in self.spans for edge in span), duration_us]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return tuple((max(start, 0), min(end, duration_us)) for start, end in pairs if start < min(end, duration_us))
