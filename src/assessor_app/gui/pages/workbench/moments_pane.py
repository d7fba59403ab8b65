"""The list of moments: sorted, narrowed and searched, played when chosen, edited in place, several at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from assessor_app.domain.annotation import Annotation, MarkType
from assessor_app.domain.rubric import Criterion
from assessor_app.gui.models.moments import Column
from assessor_app.gui.models.moments_sheet import MomentsSheet
from assessor_app.gui.models.note_drafts import NoteDrafts
from assessor_app.gui.pages.workbench.moments_filters import MomentsFilters, MomentsFind
from assessor_app.gui.pages.workbench.moments_table import MomentsTable
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import LIGHT, Tokens
from assessor_app.gui.widgets.mark_words import mark_type_word

_KEYBOARD_PATIENCE_MS = 250


class MomentsPane(QWidget):
    """`moments_selected` (ids, the primary one first) when a person selected others, `moment_asked` to play one.

    `filters` is laid out by whoever has room for it. What is edited is told by the signals of `model`.
    """

    moments_selected = Signal(tuple)
    moment_asked = Signal(str)

    def __init__(self, drafts: NoteDrafts, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._criteria: tuple[Criterion, ...] = ()
        self._drafts = drafts
        self.model = MomentsSheet(drafts, self, tokens)
        self.table = MomentsTable()
        self.filters = MomentsFilters(tokens=tokens)
        self.finder = MomentsFind(self.filters.by_cited, tokens=tokens)
        self._empty = PlainLabel()
        self._stack = QStackedWidget()
        # Held arrow keys run through the list: play the one they stop at.
        self._patience = QTimer(self, singleShot=True, interval=_KEYBOARD_PATIENCE_MS)
        self._patience.timeout.connect(self._play_current)
        self._build()

    def set_tokens(self, tokens: Tokens) -> None:
        self.model.set_tokens(tokens)
        self.filters.set_tokens(tokens)
        self.finder.set_tokens(tokens)

    def set_criteria(self, criteria: Iterable[Criterion]) -> None:
        self.finish_edit()
        self._criteria = tuple(criteria)
        with self.table.quiet():
            self.model.set_annotations(())
            self.model.set_criteria(tuple((c.number, c.criterion_id, c.name) for c in self._criteria))
        choices = [(f"{c.number}  {c.name}", c.criterion_id) for c in self._criteria]
        self.table.editors.set_choices(Column.CRITERION, [*choices, (self.tr("Without criterion"), None)])
        self.finder.field.clear()
        self.filters.set_criteria(self._criteria)

    def show_moments(self, annotations: Mapping[str, Annotation], cited: Iterable[str], *, is_editable: bool) -> None:
        """Show all of them; only rows that differ from what stands here change, so a note being typed stays."""
        if not is_editable:
            self.finish_edit()
        self.model.set_editable(is_editable=is_editable)
        selected, row = self.selected_ids, self.table.currentIndex().row()
        with self.table.quiet():
            self.model.show_annotations(annotations.values())
            self.model.set_cited(cited)
        self._settle(selected, row)

    def merge(self, changed: Collection[Annotation], gone: Iterable[str]) -> None:
        selected, row = self.selected_ids, self.table.currentIndex().row()
        with self.table.quiet():
            self.model.merge(changed, tuple(gone))
        self._settle(selected, row)

    def set_cited(self, annotation_ids: Iterable[str]) -> None:
        selected, row = self.selected_ids, self.table.currentIndex().row()
        with self.table.quiet():
            self.model.set_cited(annotation_ids)
        self._settle(selected, row)

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """What is selected in the list, the current one first."""
        return tuple(self.model.annotation_at(row).annotation_id for row in self.table.selected_rows)

    def select(self, annotation_ids: Sequence[str]) -> None:
        """Select their rows, the first one becomes the current one, without playing it; unlisted ones are left out."""
        rows = [self.model.row_of(each) for each in annotation_ids]
        self.table.quietly_select(row for row in rows if row >= 0)
        self._count()

    def edit_note(self, annotation_id: str) -> None:
        """Open the note in its row; does nothing where it is not listed or may not be changed."""
        self._edit(annotation_id, Column.TEXT)

    def edit_row(self) -> None:
        """Open the current row for editing, its time first; Tab goes on to the next cell."""
        annotation = self.model.annotation(self.table.currentIndex())
        if annotation is not None:
            is_timed = annotation.start_us is not None
            self._edit(annotation.annotation_id, Column.TIME if is_timed else Column.CRITERION)

    def finish_edit(self) -> None:
        """Hand over what is open in a row."""
        self.table.finish_edit()

    def leave_edit(self) -> bool:
        """Close what is open in a row without saving it, words of a note become a draft; False when nothing was."""
        annotation, column = self.model.annotation(self.table.currentIndex()), self.table.currentIndex().column()
        field = self.table.leave_edit()
        if annotation is not None and column == Column.TEXT and isinstance(field, QLineEdit):
            if field.text() == annotation.text:
                self._drafts.drop(annotation.annotation_id)
            else:
                self._drafts.keep(annotation.annotation_id, field.text())
        return field is not None

    def sort_next(self) -> str:
        """Sort by time downwards, then by the next column; return how it is sorted now, in words."""
        order = self.model.order.next()
        direction = Qt.SortOrder.DescendingOrder if order.is_down else Qt.SortOrder.AscendingOrder
        self.table.sortByColumn(order.column, direction)
        name = self.model.column_name(order.column).lower()
        words = self.tr("Moments by {column}, the last first.") if order.is_down else self.tr("Moments by {column}.")
        return words.format(column=name)

    def take_focus(self) -> None:
        shown = self.table if self._stack.currentWidget() is self.table else self._empty
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def has_focus(self) -> bool:
        """Whether list, filters or search have it."""
        focus = QApplication.focusWidget()
        return focus is not None and any(part.isAncestorOf(focus) for part in (self, self.filters))

    def take_search_focus(self) -> None:
        self.finder.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.field.selectAll()

    # ---- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.name_columns()
        self.table.moved_to.connect(self._moved)
        self.table.chosen.connect(self._chosen)
        self.table.clicked.connect(lambda _: self._play_current())
        kinds = [(mark_type_word(kind), kind.value) for kind in MarkType]
        self.table.editors.set_choices(Column.TYPE, kinds)
        self.table.editors.set_names(
            {
                Column.TIME: self.tr("Time of the moment, or start and end"),
                Column.CRITERION: self.tr("Criterion of the moment"),
                Column.TYPE: self.tr("Type of the moment"),
                Column.TEXT: self.tr("Note of the moment"),
            }
        )
        self.filters.asked.connect(self._narrow)
        self.finder.field.searched.connect(lambda _: self._narrow())
        self.finder.field.returnPressed.connect(self._enter_list)
        self.finder.field.left.connect(self._enter_list)
        self._empty.setProperty("look", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.finder)
        column.addWidget(self._stack, 1)

    # ---- what is listed ---------------------------------------------------------------------

    def _narrow(self) -> None:
        self.finish_edit()
        selected, row = self.selected_ids, self.table.currentIndex().row()
        query = self.filters.query
        with self.table.quiet():
            self.model.narrow(
                type(query)(query.criterion_id, query.mark_type, query.is_cited, self.finder.field.text())
            )
        self._settle(selected, row, is_narrowed=True)

    def _settle(self, selected: tuple[str, ...], row: int, *, is_narrowed: bool = False) -> None:
        """After rows came, went or moved: what was selected stays so, as far as it is listed.

        In the list that has the focus the row that took the place of `row` is chosen when nothing is left. What a
        person took from sight (`is_narrowed`) is no longer selected anywhere: no key may reach it.
        """
        if self.selected_ids != selected:
            listed = [each for each in selected if self.model.row_of(each) >= 0]
            has_focus = self.table.hasFocus()
            if not listed and has_focus and self.model.rowCount() and row >= 0:
                self.table.quietly_select([min(row, self.model.rowCount() - 1)])
            else:
                self.select(listed)
            if has_focus or is_narrowed:
                self.moments_selected.emit(self.selected_ids)
        self._say_empty()
        self._count()

    def _say_empty(self) -> None:
        if self.model.rowCount():
            had_focus = self._empty.hasFocus()
            self._stack.setCurrentWidget(self.table)
            if had_focus:
                self.take_focus()
            return
        if self.model.total:
            words = self.tr("No moments of this kind. Choose “All criteria” and “All types” to see every one.")
            if self.finder.field.text().strip():
                words = self.tr("No moment has these words in its note or its time. Clear the search to see every one.")
        elif not self.model.is_editable:
            words = self.tr("No moments were marked.")
        elif len(self._criteria) > 1:
            words = self.tr("No moments yet: press {first}–{last} while the video plays.")
        else:
            words = self.tr("No moments yet: press {first} while the video plays.")
        self._empty.setText(words.format(first=1, last=min(len(self._criteria), 9)))
        had_focus = self.table.hasFocus()
        self._stack.setCurrentWidget(self._empty)
        if had_focus:
            self.take_focus()

    def _count(self) -> None:
        self.finder.count(self.model.rowCount(), self.model.total, len(self.table.selected_rows))

    # ---- what a person does -----------------------------------------------------------------

    def _edit(self, annotation_id: str, column: Column) -> None:
        row = self.model.row_of(annotation_id)
        if row >= 0 and self.model.is_editable:
            with self.table.quiet():
                if row not in self.table.selected_rows:
                    self.table.quietly_select([row])
                self.table.edit_at(row, column)

    def _enter_list(self) -> None:
        self.finder.field.searched.emit(self.finder.field.text())
        if self.model.rowCount() and not self.table.selected_rows:
            self.table.quietly_select([0])
            self.moments_selected.emit(self.selected_ids)
        self.take_focus()

    def _moved(self, index: QModelIndex, is_by_key: bool) -> None:
        if is_by_key:
            self._patience.start()

    def _chosen(self) -> None:
        self._count()
        self.moments_selected.emit(self.selected_ids)

    def _play_current(self) -> None:
        """One that was chosen alone; while several are being selected nothing jumps."""
        self._patience.stop()
        annotation = self.model.annotation(self.table.currentIndex())
        if annotation is not None and len(self.table.selected_rows) == 1:
            self.moment_asked.emit(annotation.annotation_id)
