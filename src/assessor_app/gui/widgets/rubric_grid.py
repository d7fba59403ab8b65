"""The whole rubric as a table: a row for each criterion, its levels side by side, every descriptor in full."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from assessor_app.domain.rubric import Criterion, Level
from assessor_app.gui.models.bidi import apart, isolated, runs_left
from assessor_app.gui.widgets.reading_table import ReadingTable


class RubricGrid(ReadingTable):
    """`chosen` is criterion id -> level id."""

    def __init__(self, criteria: Sequence[Criterion], chosen: Mapping[str, str], parent: QWidget | None = None) -> None:
        columns = max((len(criterion.levels) for criterion in criteria), default=0)
        super().__init__(len(criteria), 1 + columns, parent)
        levels = (self.tr("Level {number}").format(number=n) for n in range(1, columns + 1))
        self.setHorizontalHeaderLabels((self.tr("Criterion"), *levels))
        self.setAccessibleName(self.tr("Whole rubric"))
        self._fill(criteria, chosen)

    def _fill(self, criteria: Sequence[Criterion], chosen: Mapping[str, str]) -> None:
        for row, criterion in enumerate(criteria):
            self.put(row, 0, self._criterion_words(criterion))
            for column, level in enumerate(criterion.levels, start=1):
                is_chosen = chosen.get(criterion.criterion_id) == level.level_id
                self.put(row, column, self._level_words(criterion, level, is_chosen))
            if not criterion.levels and self.columnCount() > 1:
                self.put(row, 1, self.tr("The issuer gave this criterion no levels."))

    def _criterion_words(self, criterion: Criterion) -> str:
        head = f"{criterion.number}  {isolated(criterion.name)}"
        weight = self.tr("Weight {weight}").format(weight=f"{criterion.weight.normalize():f}")
        description = criterion.description if criterion.description != criterion.name else ""
        return "\n".join(part for part in (head, weight, description) if part)

    def _level_words(self, criterion: Criterion, level: Level, is_chosen: bool) -> str:
        marks = [self.tr("✓ chosen")] if is_chosen else []
        if level.level_id == criterion.required_level_id:
            marks.append(self.tr("required"))
        points = self.tr("Points: {points}").format(points=f"{level.score.normalize():f}")
        data = " · ".join((points, *marks))
        head = f"{isolated(level.name)} · {apart(data) if runs_left(level.name) else data}"
        return f"{head}\n{level.descriptor}" if level.descriptor else head
