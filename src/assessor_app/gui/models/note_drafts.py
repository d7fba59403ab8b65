"""Notes that are not on the disk (left with Esc, on their way, or refused), kept as long as the window lives."""

from collections.abc import Collection


class NoteDrafts:
    """By annotation id. A draft stays until exactly its words were saved."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._refused: set[str] = set()

    def words(self, annotation_id: str, otherwise: str = "") -> str:
        return self._words.get(annotation_id, otherwise)

    def keep(self, annotation_id: str, words: str) -> None:
        self._words[annotation_id] = words

    def refuse(self, annotation_id: str) -> None:
        """Its words could not be saved, though that was asked for."""
        if annotation_id in self._words:
            self._refused.add(annotation_id)

    def saved(self, annotation_id: str, words: str) -> None:
        """These words are on the disk; newer ones stay a draft."""
        if self._words.get(annotation_id) == words:
            self.drop(annotation_id)

    def drop(self, annotation_id: str) -> None:
        self._words.pop(annotation_id, None)
        self._refused.discard(annotation_id)

    @property
    def refused(self) -> Collection[str]:
        """Marks whose note should be on the disk and is not."""
        return frozenset(self._refused)
