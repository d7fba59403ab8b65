"""Finding things with keys: words in captions or moments, the next hit, the order of the list, a row to edit."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from assessor_app.gui.pages.workbench.captions import Captions
from assessor_app.gui.pages.workbench.panes import CAPTIONS, MOMENTS, Panes
from assessor_app.gui.widgets.time_text import format_us


class Finding:
    """Fulfils `commands.context.Finding`."""

    def __init__(self, panes: Panes, captions: Captions, say: Callable[[str], None]) -> None:
        self._panes = panes
        self._captions = captions
        self._say = say

    def open(self) -> None:
        """The search of the list that has the focus: of the moments while they have it, else of what is on show."""
        read = self._panes.evidence.marked
        if read is not None and read is not self._panes.evidence.image and not self._panes.moments.has_focus:
            self._panes.evidence.tools.take_search_focus()
        elif self._panes.moments.has_focus or not self._captions.tracks:
            self._panes.show_below(MOMENTS)
            self._panes.moments.take_search_focus()
        else:
            self._panes.open_captions()

    def go(self, step: int) -> None:
        if (read := self._panes.evidence.marked) is not None:
            read.go_to_found(step)
            self._say(self._panes.evidence.tools.found_words)
            return
        if not self._captions.tracks:
            self._say(_tr("This recording has no captions to search."))
            return
        cue = self._panes.captions.go(step)
        if cue is None:
            self._say(_tr("No caption holds these words."))
        else:
            self._say(f"{format_us(cue.start_us)}  {' '.join(cue.text.split())}")

    def sort_moments(self) -> None:
        self._panes.show_below(MOMENTS)
        self._say(self._panes.moments.sort_next())

    def edit_moment(self) -> None:
        if self._panes.below.currentIndex() != CAPTIONS:
            self._panes.focus_moments()
            self._panes.moments.edit_row()

    def turn_captions(self) -> None:
        self._captions.choose_next()


def _tr(words: str) -> str:
    return QCoreApplication.translate("Finding", words)
