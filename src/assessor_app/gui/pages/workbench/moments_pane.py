"""The list of moments: filtered by criterion and type, played when chosen, their notes edited in place."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from assessor_app.domain.annotation import Annotation, MarkType
from assessor_app.domain.rubric import Criterion
from assessor_app.gui.models.moments import Column, MomentsModel
from assessor_app.gui.models.note_drafts import NoteDrafts
from assessor_app.gui.pages.workbench.moments_filter import ANY, MomentsFilter
from assessor_app.gui.pages.workbench.moments_table import MomentsTable
from assessor_app.gui.tokens import LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.marker_shapes import criterion_icon

_KEYBOARD_PATIENCE_MS = 250


class MomentsPane(QWidget):
    """`moment_selected` when a row becomes the current one, `moment_asked` when it is to be played.

    `filters` is laid out by whoever has room for it.
    """

    moment_selected = Signal(str)
    moment_asked = Signal(str)
    note_edited = Signal(str, str)

    def __init__(self, drafts: NoteDrafts, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._criteria: tuple[Criterion, ...] = ()
        self._is_editable = False
        self.model = MomentsModel(self, tokens)
        self.filter = MomentsFilter(self.model, drafts, self)
        self.table = MomentsTable()
        self._empty = QLabel()
        self._stack = QStackedWidget()
        self._by_criterion, self._by_type = QComboBox(), QComboBox()
        # Held arrow keys run through the list: play the one they stop at.
        self._patience = QTimer(self, singleShot=True, interval=_KEYBOARD_PATIENCE_MS)
        self._patience.timeout.connect(self._play_current)
        self.filters = self._make_filters()
        self._build()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.model.set_tokens(tokens)
        for place, criterion in enumerate(self._criteria, start=1):
            self._by_criterion.setItemIcon(place, criterion_icon(criterion.number, tokens))

    def set_criteria(self, criteria: Iterable[Criterion]) -> None:
        self.finish_edit()
        self._criteria = tuple(criteria)
        self.model.set_annotations(())
        self.model.set_criteria(tuple((c.number, c.criterion_id, c.name) for c in self._criteria))
        self._by_criterion.blockSignals(True)
        self._by_criterion.clear()
        self._by_criterion.addItem(self.tr("All criteria"), ANY)
        for criterion in self._criteria:
            words = f"{criterion.number}  {criterion.name}"
            self._by_criterion.addItem(criterion_icon(criterion.number, self._tokens), words, criterion.criterion_id)
        self._by_criterion.addItem(self.tr("Without criterion"), None)
        self._by_criterion.blockSignals(False)
        self._apply_filter()

    def show_moments(self, annotations: Mapping[str, Annotation], cited: Iterable[str], *, is_editable: bool) -> None:
        """Show all of them; only rows that differ from what stands here change, so a note being typed stays."""
        if not is_editable:
            self.finish_edit()
        self._is_editable = is_editable
        self.filter.set_editable(is_editable=is_editable)
        self.model.show_annotations(annotations.values())
        self.model.set_cited(cited)
        self._say_empty()

    def merge(self, changed: Iterable[Annotation], gone: Iterable[str]) -> None:
        for annotation_id in gone:
            self.model.remove(annotation_id)
        for annotation in changed:
            self.model.insert_or_update(annotation)
        self._say_empty()

    def select(self, annotation_id: str | None) -> None:
        """Make its row the current one without playing it."""
        row = self.model.row_of(annotation_id) if annotation_id else -1
        index = self.filter.mapFromSource(self.model.index(row, Column.TIME)) if row >= 0 else QModelIndex()
        self.table.quietly_select(index)

    def edit_note(self, annotation_id: str) -> None:
        """Open the note in its row; does nothing where it is not listed or may not be changed."""
        row = self.model.row_of(annotation_id)
        index = self.filter.mapFromSource(self.model.index(row, Column.TEXT)) if row >= 0 else QModelIndex()
        if index.isValid() and self._is_editable:
            self.table.quietly_select(index)
            self.table.edit(index)

    def finish_edit(self) -> None:
        """Hand over the note that is open in its row."""
        self.table.finish_edit()

    def take_focus(self) -> None:
        shown = self.table if self._stack.currentWidget() is self.table else self._empty
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.table.setModel(self.filter)
        self.table.name_columns()
        self.table.moved_to.connect(self._selected)
        self.table.clicked.connect(lambda _: self._play_current())
        self.filter.note_edited.connect(self.note_edited)
        self._empty.setProperty("look", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)

    def _make_filters(self) -> QWidget:
        strip = QWidget()
        line = QHBoxLayout(strip)
        line.setContentsMargins(0, SPACE, 0, SPACE)
        line.setSpacing(SPACE)
        types = (
            (self.tr("All types"), None),
            (self.tr("Strength"), MarkType.STRENGTH),
            (self.tr("Question"), MarkType.QUESTION),
            (self.tr("Worry"), MarkType.WORRY),
            (self.tr("Note"), MarkType.NOTE),
        )
        for words, mark_type in types:
            self._by_type.addItem(words, mark_type)
        self._by_criterion.setAccessibleName(self.tr("Show moments of this criterion"))
        self._by_type.setAccessibleName(self.tr("Show moments of this type"))
        self._by_criterion.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._by_criterion.setIconSize(QSize(16, 16))
        for box in (self._by_criterion, self._by_type):
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            box.currentIndexChanged.connect(lambda _: self._apply_filter())
        line.addWidget(self._by_criterion, 1)
        line.addWidget(self._by_type)
        return strip

    def _apply_filter(self) -> None:
        self.finish_edit()
        mark_type = self._by_type.currentData()
        self.filter.show_only(self._by_criterion.currentData(), MarkType(mark_type) if mark_type else None)
        self._say_empty()

    def _say_empty(self) -> None:
        if self.filter.rowCount():
            had_focus = self._empty.hasFocus()
            self._stack.setCurrentWidget(self.table)
            if had_focus:
                self.take_focus()
            return
        if self.model.rowCount():
            words = self.tr("No moments of this kind. Choose “All criteria” and “All types” to see every one.")
        elif not self._is_editable:
            words = self.tr("No moments were marked.")
        elif len(self._criteria) > 1:
            words = self.tr("No moments yet: press {first}–{last} while the video plays.")
        else:
            words = self.tr("No moments yet: press {first} while the video plays.")
        self._empty.setText(words.format(first=1, last=min(len(self._criteria), 9)))
        self._stack.setCurrentWidget(self._empty)

    def _selected(self, index: QModelIndex, is_by_key: bool) -> None:
        annotation = self.filter.annotation(index)
        if annotation is None:
            return
        self.moment_selected.emit(annotation.annotation_id)
        if is_by_key:
            self._patience.start()

    def _play_current(self) -> None:
        self._patience.stop()
        annotation = self.filter.annotation(self.table.currentIndex())
        if annotation is not None:
            self.moment_asked.emit(annotation.annotation_id)
