"""The type-ahead picker of a criterion, for rubrics with more than nine."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from assessor_app.domain.rubric import Criterion, Rubric
from assessor_app.gui.dialogs.fitting import fit
from assessor_app.gui.forms.ui_pick_criterion import Ui_PickCriterion
from assessor_app.gui.tokens import criterion_colour

_TO_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
SWATCH = 12


class PickCriterionDialog(QDialog):
    """`chosen` carries a criterion id."""

    chosen = Signal(str)

    def __init__(self, rubric: Rubric, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._criteria = rubric.criteria
        self.form = Ui_PickCriterion()
        self.form.setupUi(self)
        self.form.criteria.setIconSize(QSize(SWATCH, SWATCH))
        self.form.criteria.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form.criteria.itemClicked.connect(self._pick)
        self.form.typed.textChanged.connect(self._show_matches)
        self.form.typed.returnPressed.connect(lambda: self._pick(self.form.criteria.currentItem()))
        self.form.typed.installEventFilter(self)
        self._show_matches("")
        fit(self)
        self.form.typed.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move in the list while the typing goes on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TO_LIST:
            self.form.criteria.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _show_matches(self, typed: str) -> None:
        self.form.criteria.clear()
        for criterion in matches(self._criteria, typed):
            item = QListWidgetItem(_swatch(criterion.number), f"{criterion.number}  {criterion.name}")
            item.setData(Qt.ItemDataRole.UserRole, criterion.criterion_id)
            self.form.criteria.addItem(item)
        self.form.criteria.setCurrentRow(0)

    def _pick(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            # Closed first: whoever listens may move the focus.
            self.accept()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def matches(criteria: tuple[Criterion, ...], typed: str) -> list[Criterion]:
    """Return criteria by number when a number is typed, else those that hold every word."""
    text = typed.strip().casefold()
    if text.isdigit():
        exact = [criterion for criterion in criteria if str(criterion.number) == text]
        begun = [each for each in criteria if str(each.number).startswith(text) and each not in exact]
        return exact + begun
    return [criterion for criterion in criteria if all(word in criterion.name.casefold() for word in text.split())]


def _swatch(number: int) -> QIcon:
    picture = QPixmap(SWATCH, SWATCH)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(criterion_colour(number)))
    painter.drawRoundedRect(picture.rect(), 3, 3)
    painter.end()
    return QIcon(picture)
