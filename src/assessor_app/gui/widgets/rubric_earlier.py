"""Below the rubric: the criteria that were judged earlier and are not asked for here, to be seen and not scored."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from assessor_app.domain.rubric import Criterion
from assessor_app.gui.models.bidi import isolated
from assessor_app.gui.tokens import GAP_INSIDE, SPACE


class RubricEarlier(QFrame):
    """Says that leaving criteria out tells how the earlier attempt went."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head, self._names = QLabel(), QLabel()
        self.setProperty("look", "bar")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, GAP_INSIDE, 3 * SPACE, GAP_INSIDE)
        column.setSpacing(SPACE)
        for label, look in ((self._head, ""), (self._names, "quiet")):
            label.setProperty("look", look)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        self._names.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_criteria(self, criteria: Sequence[Criterion]) -> None:
        self.setVisible(bool(criteria))
        if len(criteria) == 1:
            head = self.tr(
                "This criterion was judged earlier and is not asked for here. That tells its earlier result."
            )
        else:
            words = self.tr("{count} criteria were judged earlier and are not asked for here. That tells their result.")
            head = words.format(count=len(criteria))
        names = "\n".join(f"{each.number}  {isolated(each.name)}" for each in criteria)
        self._head.setText(head)
        self._names.setText(names)
        self.setAccessibleName(f"{head} {names}")

    @property
    def words(self) -> str:
        return f"{self._head.text()}\n{self._names.text()}"
