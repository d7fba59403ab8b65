"""The marks of one lane in order of time, with quick answers to what lies in a stretch."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from assessor_app.domain.annotation import Annotation, TimeSelector

_Key = tuple[int, str]


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
    _longest_us: int = 0

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
        self._longest_us = max((mark.end_us - mark.start_us for mark in marks if not mark.is_point), default=0)

    def put(self, mark: Mark) -> None:
        insort(self._keys, mark.key)
        self._marks[mark.annotation_id] = mark
        if not mark.is_point:
            self._longest_us = max(self._longest_us, mark.end_us - mark.start_us)

    def take(self, annotation_id: str) -> Mark | None:
        mark = self._marks.pop(annotation_id, None)
        if mark is not None:
            del self._keys[bisect_left(self._keys, mark.key)]
        return mark

    def touching(self, from_us: int, to_us: int) -> Iterator[Mark]:
        """Marks that reach into the stretch, by start."""
        for place in range(bisect_left(self._keys, (from_us - self._longest_us, "")), len(self._keys)):
            start, annotation_id = self._keys[place]
            if start > to_us:
                return
            mark = self._marks[annotation_id]
            if start >= from_us or (not mark.is_point and mark.end_us >= from_us):
                yield mark

    def neighbour(self, key: _Key, step: int) -> Mark | None:
        """Return the mark before (-1) or after (+1) the place `key`, which need not be taken."""
        place = bisect_left(self._keys, key)
        is_taken = place < len(self._keys) and self._keys[place] == key
        place += (1 if is_taken else 0) if step > 0 else -1
        return self._marks[self._keys[place][1]] if 0 <= place < len(self._keys) else None

    def ends(self) -> tuple[Mark, Mark] | None:
        """The first and the last mark."""
        return (self._marks[self._keys[0][1]], self._marks[self._keys[-1][1]]) if self._keys else None
