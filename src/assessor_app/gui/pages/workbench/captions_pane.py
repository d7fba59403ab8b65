"""The list of captions beside moments and feedback: searched by words, and each one jumped to."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from assessor_app.domain.derived import Cue
from assessor_app.gui.models.caption_lines import CaptionLines, LineColumn
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.search_field import SearchField

_KEYBOARD_PATIENCE_MS = 150
_ROW_PADDING = 10
_BESIDE_TIME = 28
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CaptionTable(QTableView):
    """A name of its own: Enter jumps here, whatever it means elsewhere."""


class CaptionsPane(QWidget):
    """`line_asked` carries microseconds (an object: a signal's own int has 32 bits): go there."""

    line_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self.model = CaptionLines(self)
        self.table = CaptionTable()
        self.field = SearchField(self.tr("Find in the captions"))
        self._counts, self._empty = PlainLabel(), PlainLabel()
        self._stack = QStackedWidget()
        self._at_us = 0
        # Held arrow keys run through the list: go to the line they stop at.
        self._patience = QTimer(self, singleShot=True, interval=_KEYBOARD_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._ask(self.table.currentIndex()))
        self._build()
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self.field.set_tokens(tokens)

    def show_cues(self, cues: tuple[Cue, ...]) -> None:
        """By start time; () without captions."""
        self.model.show(cues)
        self._settle()

    def say(self, at_us: int, places: tuple[int, ...]) -> None:
        """What is on screen now: the search goes on from here."""
        self._at_us = at_us
        self.model.say(places)

    def go(self, step: int) -> Cue | None:
        """Ask for the next line found (+1) or the one before (-1), round at the ends; None when there is none."""
        self._take_words()
        rows = self.model.rowCount()
        if not rows:
            return None
        here = self.table.currentIndex().row()
        if here < 0:
            here = self.model.first_from(self._at_us) - (step > 0)
        row = (here + step) % rows
        self.table.selectRow(row)
        cue = self.model.cue_at(row)
        self.line_asked.emit(cue.start_us)
        return cue

    def take_search_focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @property
    def counts(self) -> str:
        """How many lines are listed, in words."""
        return self._counts.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search field Enter goes to the next line found, Up and Down to the one before and after."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, is_search = Qt.Key(event.key()), watched is self.field
            if key in _ENTER and is_search:
                self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if key in _STEPS and is_search:
                self.go(_STEPS[key])
                return True
            if key in _ENTER:
                self._ask(self.table.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.setProperty("look", "flat")
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setAccessibleName(self.tr("Captions"))
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(LineColumn.TIME, header.ResizeMode.Fixed)
        header.setSectionResizeMode(LineColumn.WORDS, header.ResizeMode.Stretch)
        self.table.clicked.connect(self._ask)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.installEventFilter(self)
        self.field.installEventFilter(self)
        self.field.searched.connect(lambda _: self._take_words())
        self._counts.setProperty("look", "quiet")
        self._counts.setAccessibleName(self.tr("How many captions are listed"))
        self._empty.setProperty("look", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        line = QHBoxLayout()
        line.setContentsMargins(GAP_INSIDE, SPACE, GAP_INSIDE, SPACE)
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self.field, 1)
        line.addWidget(self._counts)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._stack, 1)
        self._fit()

    def _fit(self) -> None:
        metrics = self.table.fontMetrics()
        self.table.setColumnWidth(LineColumn.TIME, metrics.horizontalAdvance("0:00:00.000") + _BESIDE_TIME)
        self.table.verticalHeader().setDefaultSectionSize(metrics.lineSpacing() + _ROW_PADDING)

    def _take_words(self) -> None:
        if self.field.text() != self.model.words:
            self.model.look_for(self.field.text())
            self._settle()

    def _settle(self) -> None:
        listed, total = self.model.rowCount(), self.model.total
        words = self.tr("{total} captions") if listed == total else self.tr("{listed} of {total} captions")
        self._counts.setText(words.format(listed=listed, total=total))
        if not total:
            self._empty.setText(self.tr("No captions are chosen. The captions button under the video offers them."))
        else:
            self._empty.setText(self.tr("No caption holds these words."))
        self._stack.setCurrentWidget(self.table if listed else self._empty)

    def _moved(self, current: QModelIndex) -> None:
        if self.table.hasFocus() and current.isValid():
            self._patience.start()

    def _ask(self, index: QModelIndex) -> None:
        self._patience.stop()
        if index.isValid():
            self.line_asked.emit(self.model.cue_at(index.row()).start_us)
