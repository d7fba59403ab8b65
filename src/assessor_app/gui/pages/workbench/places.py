"""The part of the Workbench port that goes somewhere: from pane to pane, to a time, a criterion, full screen."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from assessor_app.gui.dialogs.go_to_time import GoToTimeDialog
from assessor_app.gui.dialogs.pick_criterion import PickCriterionDialog
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.scoring import Scoring
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.media.player import Player


class Places(QWidget):
    """For the page to inherit; the documentation is that of `commands.context.Workbench`.

    `bare_asked` when only the evidence shall be seen, or no longer.
    """

    bare_asked = Signal(bool)

    _state: WorkbenchState
    _scoring: Scoring
    panes: Panes
    _is_bare = False

    @property
    def player(self) -> Player:
        raise NotImplementedError

    def pick_criterion(self, then: Callable[[str], None]) -> None:
        if self._state.view is not None:
            dialog = PickCriterionDialog(self._state.view.rubric, self)
            dialog.chosen.connect(then)
            _open(dialog)

    def ask_time(self, then: Callable[[int], None]) -> None:
        at = self.player.painted()
        dialog = GoToTimeDialog(at.start_us if at else 0, self.player.duration_us, self, self.player.frame_times)
        dialog.chosen.connect(then)
        _open(dialog)

    def focus_pane(self, step: int) -> None:
        if step == 0:
            if self._is_bare and self.panes.video.surface.hasFocus():
                self.toggle_full_screen()
            self.panes.focus_player()
        else:
            self.panes.cycle(step, self._scoring.focus_rubric)

    def focus_named(self, pane: str) -> None:
        panes: dict[str, Callable[[], None]] = {
            "rubric": self._scoring.focus_rubric,
            "moments": self.panes.focus_moments,
            "feedback": self.panes.focus_feedback,
            "evidence": self.panes.focus_tabs,
        }
        if self._is_bare and pane in panes and pane != "evidence":
            self.toggle_full_screen()
        panes.get(pane, self.panes.focus_player)()

    def toggle_full_screen(self) -> None:
        self._is_bare = not self._is_bare
        if self._is_bare and not self.panes.has_evidence_focus:
            self.panes.focus_player()  # else the focus wanders from what is hidden to the tabs, where arrows turn them
        self.panes.set_bare(is_bare=self._is_bare)
        self.bare_asked.emit(self._is_bare)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
