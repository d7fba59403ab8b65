"""The whole rubric in a window of its own: all levels of all criteria side by side, to read and not to change."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from assessor_app.domain.rubric_flaws import distinct
from assessor_app.gui.models.bidi import isolated
from assessor_app.gui.widgets.rubric_grid import RubricGrid
from assessor_app.services.views import WorkbenchView

_OF_WINDOW = 0.94


class WholeRubricDialog(QDialog):
    """Criteria that were judged earlier stand below the others. Escape closes it."""

    def __init__(self, view: WorkbenchView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        chosen = {s.criterion_id: s.level_id for s in view.assessment.scores if s.level_id is not None}
        self.grid = RubricGrid((*distinct(view.rubric.criteria), *view.out_of_scope), chosen)
        self.setWindowTitle(self.tr("Rubric: {title}").format(title=isolated(view.rubric.title)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        if view.out_of_scope:
            numbers = ", ".join(str(each.number) for each in view.out_of_scope)
            earlier = QLabel(self.tr("Judged earlier, not asked for here: {numbers}").format(numbers=numbers))
            earlier.setWordWrap(True)
            column.addWidget(earlier)
        column.addWidget(self.grid, 1)
        column.addWidget(buttons)
        self._fit(parent)
        self.grid.setCurrentCell(0, 0)
        self.grid.setFocus()

    def _fit(self, parent: QWidget | None) -> None:
        """As large as the window allows: there is much to read."""
        room = parent.window().size() if parent is not None else QSize(1100, 640)
        self.resize(round(room.width() * _OF_WINDOW), round(room.height() * _OF_WINDOW))
