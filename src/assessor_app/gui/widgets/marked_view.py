"""What every view of evidence without a player can do: show marks, say where the next one goes, be walked through."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from assessor_app.domain.annotation import Annotation, Selector

ZOOM_STEP = 1.25
FLASH_MS = 1_200


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A mark with the number of its criterion, 0 for none."""

    annotation: Annotation
    number: int

    @property
    def name(self) -> str:
        return self.annotation.annotation_id


class MarkedView(Protocol):
    """`place` raises NoPlace. Steps of the screen go right and down; marks are named by their annotation ids."""

    def place(self) -> Selector: ...
    def show_marks(self, marks: Sequence[ShownMark]) -> None:
        """These and no others."""

    def select_marks(self, names: Collection[str]) -> None: ...
    def reveal(self, name: str) -> bool:
        """Bring it into sight and flash it; False where its place cannot be told."""

    @property
    def lost(self) -> frozenset[str]:
        """Marks whose passage is no longer to be found, as far as is known."""

    def in_order(self) -> list[str]:
        """All marks from the beginning to the end."""

    def look_for(self, words: str) -> None:
        """Find these words; `found` of the view tells how many, once they are counted."""

    def go_to_found(self, step: int) -> None: ...
    def move_region(self, right: int, down: int) -> None: ...
    def size_region(self, right: int, down: int) -> None: ...
    def quote_region(self) -> None: ...
    def turn_page(self, step: int) -> None: ...
    def go_to_edge(self, step: int) -> None: ...
    def zoom_by(self, factor: float) -> None: ...
    def pan(self, right: int, down: int) -> None: ...
    def fit(self) -> None: ...
    def let_go(self) -> bool: ...
    def hasFocus(self) -> bool: ...
