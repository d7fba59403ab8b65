"""A line of controls that fits any width: what matters least is put into a menu first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from assessor_app.gui.tokens import GAP_INSIDE, SPACE

Fill = Callable[[QMenu], None]
KEPT = 0


@dataclass
class _Part:
    widget: QWidget
    rank: int
    fill: Fill | None
    is_wanted: bool = True


def folded(widths: Sequence[int], ranks: Sequence[int], room: int) -> set[int]:
    """Return which of the parts are folded so that the rest fits into `room`.

    The highest rank goes first, parts of one rank go together, rank 0 never does.
    """
    gone: set[int] = set()
    total = sum(widths)
    for rank in sorted(set(ranks) - {KEPT}, reverse=True):
        if total <= room:
            break
        together = [place for place, each in enumerate(ranks) if each == rank]
        gone.update(together)
        total -= sum(widths[place] for place in together)
    return gone


class FoldingLine(QWidget):
    """Controls side by side. A folded one is filled into the menu by the function it was put here with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[_Part] = []
        self._hidden: set[int] = set()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(SPACE, SPACE, GAP_INSIDE, SPACE)
        self._line.setSpacing(SPACE)
        self._line.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)

    def put(self, widget: QWidget, rank: int = KEPT, fill: Fill | None = None, *, is_wanted: bool = True) -> None:
        self._parts.append(_Part(widget, rank, fill, is_wanted))
        self._line.addWidget(widget)
        widget.setVisible(is_wanted)

    def put_stretch(self) -> None:
        self._line.addStretch(1)

    def want(self, widget: QWidget, *, is_wanted: bool) -> None:
        """Whether there is anything for this control to control now."""
        part = next(part for part in self._parts if part.widget is widget)
        part.is_wanted = is_wanted
        self.fold()

    def fill_folded(self, menu: QMenu) -> None:
        for place in sorted(self._hidden):
            if (fill := self._parts[place].fill) is not None:
                fill(menu)

    def fold(self) -> None:
        """Show what fits; to be called when a control's words or the text size changed."""
        wanted = [place for place, part in enumerate(self._parts) if part.is_wanted]
        widths = [self._width(self._parts[place]) for place in wanted]
        gone = folded(widths, [self._parts[place].rank for place in wanted], self._room())
        self._hidden = {wanted[place] for place in gone}
        for place, part in enumerate(self._parts):
            part.widget.setVisible(part.is_wanted and place not in self._hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def minimumSizeHint(self) -> QSize:
        kept = sum(self._width(part) for part in self._parts if part.rank == KEPT and part.is_wanted)
        margins = self._line.contentsMargins()
        return QSize(kept + margins.left() + margins.right(), super().minimumSizeHint().height())

    def _room(self) -> int:
        margins = self._line.contentsMargins()
        return self.width() - margins.left() - margins.right()

    def _width(self, part: _Part) -> int:
        asked = max(part.widget.sizeHint().width(), part.widget.minimumWidth())
        return min(asked, part.widget.maximumWidth()) + self._line.spacing()
