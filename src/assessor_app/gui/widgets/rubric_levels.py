"""The levels of one criterion: a radio button each, the descriptor of one, and all of them side by side."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from assessor_app.domain.rubric import Criterion, Level
from assessor_app.gui.models.bidi import isolated
from assessor_app.gui.plain_words import plain_tip
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE, SPACE
from assessor_app.gui.widgets.flow_layout import FlowLayout
from assessor_app.gui.widgets.scrolling_text import ScrollingText

_SIDE_BY_SIDE = 4
_NAME_LENGTH = 48


class LevelChoice(QWidget):
    """`level_chosen` carries the level id a person chose, never one that was only shown."""

    level_chosen = Signal(str)

    def __init__(self, criterion: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._criterion = criterion
        self._chosen: Level | None = None
        self._buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._descriptor = ScrollingText((self._needed_words(), *(each.descriptor for each in criterion.levels)))
        row = QWidget()
        flow = FlowLayout(row, gap=GAP_BETWEEN, line_gap=SPACE)
        for level in criterion.levels:
            flow.addWidget(self._button(level))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(row)
        column.addWidget(self._descriptor)
        self._describe(None)

    def show_level(self, level: Level | None) -> None:
        self._chosen = level
        # An exclusive group cannot be cleared again otherwise.
        self._group.setExclusive(False)
        for level_id, button in self._buttons.items():
            button.setChecked(level is not None and level.level_id == level_id)
        self._group.setExclusive(True)
        self._describe(None)

    def set_editable(self, is_editable: bool) -> None:
        for button in self._group.buttons():
            button.setEnabled(is_editable)

    def focus_levels(self) -> None:
        shown = self._buttons.get(self._chosen.level_id) if self._chosen else None
        button = shown or next(iter(self._buttons.values()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            is_looked_at = event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn)
            level_id = watched.property("level_id") if is_looked_at else None
            self._describe(self._criterion.level(level_id) if level_id else None)
        return False

    def _button(self, level: Level) -> QRadioButton:
        button = QRadioButton(self._shortened(level.name).replace("&", "&&"))
        button.setProperty("level_id", level.level_id)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(self.tr("Level {name}").format(name=level.name))
        button.setAccessibleDescription(level.descriptor)
        key = self.tr("Alt+{number}").format(number=len(self._buttons) + 1)
        button.setToolTip(plain_tip(f"{level.name}\n{key}") if len(level.name) > _NAME_LENGTH else key)
        button.clicked.connect(lambda: self.level_chosen.emit(level.level_id))
        button.installEventFilter(self)
        self._buttons[level.level_id] = button
        self._group.addButton(button)
        return button

    @staticmethod
    def _shortened(name: str) -> str:
        """A radio button does not wrap: a name longer than this is told in full by tooltip and descriptor."""
        return isolated(name if len(name) <= _NAME_LENGTH else f"{name[:_NAME_LENGTH]}…")

    def _describe(self, looked_at: Level | None) -> None:
        level = looked_at or self._chosen
        if not self._buttons:
            self._descriptor.describe(
                self.tr("The issuer gave this criterion no levels: state why it cannot be scored.")
            )
        elif level is None:
            self._descriptor.describe(self._needed_words())
        else:
            self._descriptor.describe(level.descriptor)

    def _needed_words(self) -> str:
        """Before a level is chosen: what the required one asks for, in the room that is kept for a descriptor."""
        required = self._criterion.required_level_id
        needed = next((level for level in self._criterion.levels if level.level_id == required), None)
        if needed is None or not needed.descriptor:
            return self.tr("Choose a level; point at one to read what it asks for.")
        words = self.tr("Needed, {level}: {descriptor}")
        return words.format(level=isolated(needed.name), descriptor=needed.descriptor)


class LevelComparison(QFrame):
    """All descriptors: columns while they are few, lines when they are many."""

    def __init__(self, criterion: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[str, QLabel] = {}
        self.setProperty("look", "panel")
        self.setAccessibleName(self.tr("All levels of {name}").format(name=criterion.name))
        grid = QGridLayout(self)
        grid.setContentsMargins(GAP_INSIDE, GAP_INSIDE, GAP_INSIDE, GAP_INSIDE)
        grid.setHorizontalSpacing(GAP_BETWEEN)
        grid.setVerticalSpacing(SPACE)
        is_wide = len(criterion.levels) <= _SIDE_BY_SIDE
        for place, level in enumerate(criterion.levels):
            name, text = self._labels(level, is_required=level.level_id == criterion.required_level_id)
            grid.addWidget(name, 0 if is_wide else 2 * place, place if is_wide else 0)
            grid.addWidget(text, 1 if is_wide else 2 * place + 1, place if is_wide else 0)
            if is_wide:
                grid.setColumnStretch(place, 1)

    def show_level(self, level: Level | None) -> None:
        for level_id, name in self._names.items():
            is_chosen = level is not None and level.level_id == level_id
            name.setText(f"{'✓ ' if is_chosen else ''}{name.property('words')}")

    def _labels(self, level: Level, *, is_required: bool) -> tuple[QLabel, QLabel]:
        words = self.tr("{level} (required)").format(level=level.name) if is_required else level.name
        name, text = QLabel(words), QLabel(level.descriptor)
        name.setProperty("words", words)
        name.setProperty("look", "section")
        text.setProperty("look", "quiet")
        for label in (name, text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            label.setMinimumWidth(72)
        self._names[level.level_id] = name
        return name, text
