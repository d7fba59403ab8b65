"""Both versions of a rubric that changed, criterion by criterion, and the question whether to carry the work over."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assessor_app.domain.rubric import Criterion
from assessor_app.domain.rubric_change import CriterionChange, Fate, RubricChange
from assessor_app.gui.models.bidi import isolated
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_INSIDE
from assessor_app.gui.widgets.reading_table import ReadingTable
from assessor_app.services.views import WorkbenchView

_OF_WINDOW = 0.9


class RubricChangeDialog(QDialog):
    """`carry_over_asked` carries the assignment id. Opens with the focus on leaving everything as it is."""

    carry_over_asked = Signal(str)

    def __init__(self, view: WorkbenchView, change: RubricChange, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.table = ReadingTable(len(change.criteria), 3)
        self.carry_button = QPushButton(self.tr("Carry over"))
        self.later_button = QPushButton(self.tr("Not now"))
        self.setWindowTitle(self.tr("The rubric has changed"))
        words = PlainLabel(change_words(self, change))
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addLayout(self._buttons())
        self._fill(change)
        room = parent.window().size() if parent is not None else QSize(1100, 640)
        self.resize(round(room.width() * _OF_WINDOW), round(room.height() * _OF_WINDOW))
        self.later_button.setFocus()

    def _buttons(self) -> QHBoxLayout:
        self.carry_button.setProperty("look", "primary")
        self.carry_button.setAutoDefault(False)
        self.later_button.setDefault(True)
        self.carry_button.clicked.connect(self._carry)
        self.later_button.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(GAP_INSIDE)
        line.addStretch(1)
        line.addWidget(self.later_button)
        line.addWidget(self.carry_button)
        return line

    def _fill(self, change: RubricChange) -> None:
        self.table.setAccessibleName(self.tr("Both versions of the rubric"))
        self.table.setHorizontalHeaderLabels(
            (self.tr("What becomes of it"), self.tr("As you judged it"), self.tr("As it is now"))
        )
        chosen = {score.criterion_id: score.level_id for score in self._view.assessment.scores}
        for row, each in enumerate(change.criteria):
            level_id = chosen.get(each.criterion.criterion_id)
            self.table.put(row, 0, f"{self._fate(each, level_id)}\n{isolated(each.criterion.name)}")
            self.table.put(row, 1, self._version(each.before, level_id))
            self.table.put(row, 2, self._version(each.after, level_id if each.fate is Fate.KEPT else None))

    def _fate(self, change: CriterionChange, level_id: str | None) -> str:
        if change.fate is Fate.KEPT:
            return self.tr("= Stays as it is")
        if change.fate is Fate.CHANGED:
            return (
                self.tr("≠ Reads differently: choose the level again") if level_id else self.tr("≠ Reads differently")
            )
        return self.tr("+ New: judge it") if change.fate is Fate.ADDED else self.tr("− No longer asked for")

    def _version(self, criterion: Criterion | None, level_id: str | None) -> str:
        if criterion is None:
            return ""
        lines = [f"{criterion.number}  {isolated(criterion.name)}"]
        for level in criterion.levels:
            mark = self.tr("✓ ") if level.level_id == level_id else ""
            lines.append(f"{mark}{isolated(level.name)}: {level.descriptor}")
        return "\n".join(lines)

    def _carry(self) -> None:
        self.accept()
        self.carry_over_asked.emit(self._view.assignment.assignment_id)


def change_words(over: QWidget, change: RubricChange) -> str:
    """How many criteria stay and how many need the assessor."""
    counts = {fate: len(change.of(fate)) for fate in (Fate.KEPT, Fate.CHANGED, Fate.ADDED, Fate.GONE)}
    told = {
        Fate.KEPT: over.tr("Criteria that stay as you judged them: {count}."),
        Fate.CHANGED: over.tr("That read differently: {count}."),
        Fate.ADDED: over.tr("New: {count}."),
        Fate.GONE: over.tr("No longer asked for: {count}."),
    }
    said = [told[fate].format(count=count) for fate, count in counts.items() if count or fate is Fate.KEPT]
    begin = over.tr("The issuer changed this rubric after you began.")
    return " ".join((begin, *said, over.tr("Reasons, feedback and moments are kept.")))
