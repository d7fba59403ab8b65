"""The marks of one lane in order of time, with quick answers to what lies in a stretch."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from assessor_app.domain.annotation import Annotation, TimeSelector

_Key = tuple[int, str]
Times = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mark:
    """What the timeline needs of an annotation. `number` is its criterion's, 0 without one."""

    annotation: Annotation
    start_us: int
    end_us: int
    is_point: bool
    number: int

    @property
    def annotation_id(self) -> str:
        return self.annotation.annotation_id

    @property
    def key(self) -> _Key:
        return self.start_us, self.annotation_id


def mark_of(annotation: Annotation, number: int) -> Mark | None:
    """Return the mark of a live annotation with a time, None for others."""
    selector = annotation.selector
    if annotation.is_retracted or not isinstance(selector, TimeSelector):
        return None
    return Mark(annotation, selector.start_us, selector.end_us, selector.is_point, number)


@dataclass(slots=True)
class MarkOrder:
    """Marks sorted by start; one is put in or taken out without looking at the others."""

    _keys: list[_Key] = field(default_factory=list)
    _marks: dict[str, Mark] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Mark]:
        return (self._marks[annotation_id] for _, annotation_id in self._keys)

    def get(self, annotation_id: str | None) -> Mark | None:
        return self._marks.get(annotation_id) if annotation_id else None

    def fill(self, marks: list[Mark]) -> None:
        """Replace all."""
        self._keys = sorted(mark.key for mark in marks)
        self._marks = {mark.annotation_id: mark for mark in marks}

    def put(self, mark: Mark) -> None:
        insort(self._keys, mark.key)
        self._marks[mark.annotation_id] = mark

    def take(self, annotation_id: str) -> Mark | None:
        mark = self._marks.pop(annotation_id, None)
        if mark is not None:
            del self._keys[bisect_left(self._keys, mark.key)]
        return mark

    def neighbour(self, key: _Key, step: int) -> Mark | None:
        """Return the mark before (-1) or after (+1) the place `key`, which need not be taken."""
        place = bisect_left(self._keys, key)
        is_taken = place < len(self._keys) and self._keys[place] == key
        place += (1 if is_taken else 0) if step > 0 else -1
        return self._marks[self._keys[place][1]] if 0 <= place < len(self._keys) else None

    def ends(self) -> tuple[Mark, Mark] | None:
        """The first and the last mark."""
        return (self._marks[self._keys[0][1]], self._marks[self._keys[-1][1]]) if self._keys else None


class MarkColumn:
    """Marks sorted by start, with their times as arrays so that thousands are looked at in one go."""

    def __init__(self) -> None:
        self.starts: Times = np.empty(0, np.int64)
        self.ends: Times = np.empty(0, np.int64)
        self._keys: list[_Key] = []
        self._marks: list[Mark] = []

    def __len__(self) -> int:
        return len(self._marks)

    def fill(self, marks: Iterable[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.key)
        self._keys = [mark.key for mark in self._marks]
        self.starts = np.array([mark.start_us for mark in self._marks], np.int64)
        self.ends = np.array([mark.end_us for mark in self._marks], np.int64)

    def put(self, mark: Mark) -> None:
        place = bisect_left(self._keys, mark.key)
        self._keys.insert(place, mark.key)
        self._marks.insert(place, mark)
        self.starts = np.insert(self.starts, place, mark.start_us)
        self.ends = np.insert(self.ends, place, mark.end_us)

    def take(self, mark: Mark) -> None:
        place = bisect_left(self._keys, mark.key)
        del self._keys[place], self._marks[place]
        self.starts = np.delete(self.starts, place)
        self.ends = np.delete(self.ends, place)

    def between(self, from_us: int, to_us: int) -> slice:
        """Where the marks are that begin in [from, to]."""
        left, right = np.searchsorted(self.starts, (from_us, to_us + 1))
        return slice(int(left), int(right))

    def over(self, from_us: int, to_us: int) -> NDArray[np.intp]:
        """Which marks reach into [from, to]."""
        return np.flatnonzero((self.starts <= to_us) & (self.ends >= from_us))

    def __getitem__(self, place: int) -> Mark:
        return self._marks[place]


@dataclass(slots=True)
class LaneMarks:
    """Points and ranges apart: they are looked for and painted in different ways."""

    points: MarkColumn = field(default_factory=MarkColumn)
    ranges: MarkColumn = field(default_factory=MarkColumn)

    def fill(self, marks: Iterable[Mark]) -> None:
        """Replace all."""
        known = tuple(marks)
        self.points.fill(mark for mark in known if mark.is_point)
        self.ranges.fill(mark for mark in known if not mark.is_point)

    def put(self, mark: Mark) -> None:
        self._column(mark).put(mark)

    def take(self, mark: Mark) -> None:
        self._column(mark).take(mark)

    def points_in(self, from_us: int, to_us: int) -> Iterator[Mark]:
        found = self.points.between(from_us, to_us)
        return (self.points[place] for place in range(found.start, found.stop))

    def ranges_in(self, from_us: int, to_us: int) -> Iterator[Mark]:
        """By start."""
        return (self.ranges[int(place)] for place in self.ranges.over(from_us, to_us))

    def touching(self, from_us: int, to_us: int) -> Iterator[Mark]:
        """Marks that reach into the stretch: points, then ranges."""
        return chain(self.points_in(from_us, to_us), self.ranges_in(from_us, to_us))

    def _column(self, mark: Mark) -> MarkColumn:
        return self.points if mark.is_point else self.ranges
