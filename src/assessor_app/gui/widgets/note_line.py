"""The line under the transport bar: it names the last mark, and becomes the field for its note."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QStackedLayout, QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.models.note_drafts import NoteDrafts
from assessor_app.gui.models.rubric_words import exact_place_words
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.marker_shapes import criterion_icon
from assessor_app.gui.widgets.text_elided import ElidedLabel

_HEIGHT = 32
NumberOf = Callable[[str | None], int]
"""Criterion id -> its number, 0 for none."""


class NoteField(QLineEdit):
    """`left` when the focus goes elsewhere by hand."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        kept = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in kept:
            self.left.emit()


class NoteLine(QFrame):
    """`committed` carries annotation id, text, and whether Enter was pressed (rather than the field left)."""

    committed = Signal(str, str, bool)

    def __init__(
        self, number_of: NumberOf, drafts: NoteDrafts, parent: QWidget | None = None, tokens: Tokens = LIGHT
    ) -> None:
        super().__init__(parent)
        self._number_of = number_of
        self._drafts = drafts
        self._tokens = tokens
        self._annotation: Annotation | None = None
        self._awaited_id: str | None = None
        self._is_open = False
        self._marker, self._place, self._hint = QLabel(), QLabel(), ElidedLabel()
        self._field = NoteField()
        self._build()
        self.show_hint("")

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._show_place()

    @property
    def field(self) -> QLineEdit:
        return self._field

    @property
    def open_id(self) -> str | None:
        """The mark whose note is being written."""
        if not self._is_open:
            return None
        return self._annotation.annotation_id if self._annotation else self._awaited_id

    def show_hint(self, words: str) -> None:
        """Nothing marked yet: say how."""
        self._annotation = None
        self._hint.setText(words)
        self._close()
        self._show_place()

    def show_mark(self, annotation: Annotation, words: str) -> None:
        """Name the last mark; a note being written is not disturbed."""
        if self._is_open and self.open_id != annotation.annotation_id:
            return
        self._annotation, self._awaited_id = annotation, None
        self._hint.setText(words)
        self._show_place()

    def open_awaited(self, annotation_id: str) -> None:
        """Put the cursor into the note of a mark that is on its way to the disk: what is typed is text at once."""
        self._finish(is_entered=False)
        self._annotation, self._awaited_id = None, annotation_id
        self._field.setText(self._drafts.words(annotation_id))
        self._show_field()

    def open_note(self, annotation: Annotation) -> None:
        """Put the cursor into the note; what was typed before and is not on the disk is there again."""
        self._finish(is_entered=False)
        self._annotation, self._awaited_id = annotation, None
        self._field.setText(self._drafts.words(annotation.annotation_id, annotation.text))
        self._show_field()

    def leave(self) -> None:
        """Close the note without saving; its words are kept for when it is opened again."""
        annotation_id, words = self.open_id, self._field.text()
        if annotation_id is not None:
            if words == (self._annotation.text if self._annotation else ""):
                self._drafts.drop(annotation_id)
            else:
                self._drafts.keep(annotation_id, words)
        self._close()

    def finish(self) -> None:
        """Hand over the note as it stands, as if the field had been left."""
        self._finish(is_entered=False)

    def forget(self) -> None:
        """Another assignment: nothing of the last one is shown. Its drafts are kept for when it comes back."""
        self.show_hint("")

    def _finish(self, *, is_entered: bool) -> None:
        annotation_id, words = self.open_id, self._field.text()
        if annotation_id is None:
            return
        self._close()
        self.committed.emit(annotation_id, words, is_entered)

    def _show_field(self) -> None:
        self._is_open = True
        self._show_place()
        self._words.setCurrentWidget(self._field)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.end(False)

    def _close(self) -> None:
        self._is_open = False
        self._awaited_id = None
        self._words.setCurrentWidget(self._hint)

    def _show_place(self) -> None:
        annotation = self._annotation
        self._place.setText(exact_place_words(annotation) if annotation else "")
        number = self._number_of(annotation.criterion_id) if annotation else 0
        self._marker.setPixmap(criterion_icon(number, self._tokens).pixmap(QSize(16, 16)))
        for label in (self._marker, self._place):
            label.setVisible(annotation is not None)

    def _build(self) -> None:
        self.setProperty("look", "foot")
        self.setFixedHeight(_HEIGHT)
        self._hint.setProperty("look", "quiet")
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._field.setProperty("look", "note")
        self._field.setAccessibleName(self.tr("Note of the mark"))
        self._field.setPlaceholderText(self.tr("What you saw. Enter saves and plays on, Esc leaves it"))
        self._field.returnPressed.connect(lambda: self._finish(is_entered=True))
        self._field.left.connect(lambda: self._finish(is_entered=False))
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP_INSIDE, SPACE - 1, GAP_INSIDE, SPACE - 1)
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self._marker)
        line.addWidget(self._place)
        self._words = QStackedLayout()
        line.addLayout(self._words, 1)  # first of all: without a parent, what a stack shows is a window of its own
        self._words.addWidget(self._hint)
        self._words.addWidget(self._field)
