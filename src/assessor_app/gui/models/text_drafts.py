"""Texts on their way to the disk or refused by it, kept as long as the window lives, whatever is opened meanwhile."""

from collections.abc import Callable, Mapping
from typing import Protocol

Place = tuple[str, str]
"""Assignment id, and which of its texts."""


class Field(Protocol):
    """A text field that waits to hear what became of its text."""

    def confirm(self) -> None: ...
    def refuse(self) -> None: ...


class TextDrafts:
    """Nothing typed is forgotten: what the disk refuses after the field is gone comes back with the next field."""

    def __init__(self) -> None:
        self._under_way: dict[Place, str] = {}
        self._refused: dict[Place, str] = {}

    def handed_over(self, place: Place, words: str, field: Field, is_shown: Callable[[], bool]) -> Field:
        """These words go to the disk now; the field returned is the one to answer.

        `is_shown` says whether `field` still is the one of this place.
        """
        self._under_way[place] = words
        return _Answer(self, place, words, field, is_shown)

    def settle(self, place: Place, words: str, *, is_saved: bool) -> None:
        is_newest = self._under_way.get(place) == words
        if is_newest:
            del self._under_way[place]
        if not is_saved and (is_newest or place not in self._under_way):
            self._refused[place] = words
        elif is_saved:
            self._refused.pop(place, None)

    def newest(self, place: Place) -> str | None:
        """What was typed there and is not known to be on the disk; None where there is nothing of the kind."""
        return self._under_way.get(place, self._refused.get(place))

    def is_refused(self, place: Place) -> bool:
        return place in self._refused and place not in self._under_way

    @property
    def refused(self) -> Mapping[Place, str]:
        """What should be on the disk and is not."""
        return dict(self._refused)

    def refused_of(self, assignment_id: str) -> bool:
        return any(place[0] == assignment_id for place in self._refused)


class _Answer:
    """Fulfils Field: tells the drafts first, and the field only while it is still the one that asked."""

    def __init__(
        self, drafts: TextDrafts, place: Place, words: str, field: Field, is_shown: Callable[[], bool]
    ) -> None:
        self._drafts, self._place, self._words = drafts, place, words
        self._field, self._is_shown = field, is_shown

    def confirm(self) -> None:
        self._drafts.settle(self._place, self._words, is_saved=True)
        if self._is_shown():
            self._field.confirm()

    def refuse(self) -> None:
        self._drafts.settle(self._place, self._words, is_saved=False)
        if self._is_shown():
            self._field.refuse()
