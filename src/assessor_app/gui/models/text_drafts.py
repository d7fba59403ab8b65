"""Texts on their way to the disk or refused by it, kept as long as the window lives, whatever is opened meanwhile."""

from collections.abc import Mapping
from typing import Protocol

Place = tuple[str, str]
"""Assignment id, and which of its texts."""


class Field(Protocol):
    """A text field that waits to hear what became of its text."""

    def confirm(self) -> None: ...
    def refuse(self) -> None: ...


def rationale_of(criterion_id: str) -> str:
    return f"rationale:{criterion_id}"


def feedback_of(criterion_id: str) -> str:
    """ "" for the overall feedback."""
    return f"feedback:{criterion_id}"


class TextDrafts:
    """Nothing typed is forgotten: what the disk refuses after the field is gone comes back with the next field."""

    def __init__(self) -> None:
        self._under_way: dict[Place, str] = {}
        self._refused: dict[Place, str] = {}

    def handed_over(self, place: Place, words: str, field: Field) -> Field:
        """These words go to the disk now; the field returned is the one to answer."""
        self._under_way[place] = words
        return _Answer(self, place, words, field)

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

    @property
    def refused(self) -> Mapping[Place, str]:
        """What should be on the disk and is not."""
        return dict(self._refused)


class _Answer:
    """Fulfils Field: tells the drafts first, then the field, which may be gone from the screen by then."""

    def __init__(self, drafts: TextDrafts, place: Place, words: str, field: Field) -> None:
        self._drafts, self._place, self._words, self._field = drafts, place, words, field

    def confirm(self) -> None:
        self._drafts.settle(self._place, self._words, is_saved=True)
        self._field.confirm()

    def refuse(self) -> None:
        self._drafts.settle(self._place, self._words, is_saved=False)
        self._field.refuse()
