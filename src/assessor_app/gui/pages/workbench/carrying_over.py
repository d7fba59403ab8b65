"""What changed elsewhere under a draft: a rubric is carried over, another laptop's version decided about."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt

from assessor_app.commands.context import Desk
from assessor_app.domain.assessment import Assessment
from assessor_app.gui.deciding import Deciding
from assessor_app.gui.dialogs.rubric_change import RubricChangeDialog
from assessor_app.gui.pages.workbench.panes import Panes
from assessor_app.gui.pages.workbench.state import WorkbenchState
from assessor_app.services.carry_over import carry_over


class CarryingOver:
    """`hand_over` puts what is being typed on the disk first."""

    def __init__(
        self,
        state: WorkbenchState,
        panes: Panes,
        desk: Desk,
        hand_over: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        self._state = state
        self._panes = panes
        self._desk = desk
        self._hand_over = hand_over
        self._say = say
        panes.rubric.notice.asked.connect(self.ask)
        self.deciding = Deciding(desk, panes.banner, desk.tools.now, say, hand_over)
        panes.banner.decide_asked.connect(self.deciding.ask)

    def ask(self) -> None:
        view = self._state.view
        if view is None or view.rubric_change is None:
            return
        dialog = RubricChangeDialog(view, view.rubric_change, self._panes.rubric.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.carry_over_asked.connect(self._carry)
        dialog.open()

    def _carry(self, assignment_id: str) -> None:
        if assignment_id != self._state.assignment_id:
            return
        self._hand_over()
        tools = self._desk.tools
        self._desk.write(lambda uow: carry_over(uow, tools, assignment_id), self._carried)

    def _carried(self, assessment: Assessment | None) -> None:
        if assessment is not None:
            words = "Carried over to the new rubric. Choose the levels that are open, then submit."
            self._say(QCoreApplication.translate("CarryingOver", words))
