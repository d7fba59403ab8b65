"""The moments a level cites, as chips: click plays one, x takes the citation back; and the ones to cite next."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from assessor_app.domain.annotation import Annotation
from assessor_app.gui.models.rubric_rows import CriterionRow
from assessor_app.gui.models.rubric_words import exact_place_words, place_words
from assessor_app.gui.plain_words import plain_tip
from assessor_app.gui.tokens import LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.flow_layout import FlowLayout
from assessor_app.gui.widgets.text_elided import ElidedLabel

IconOf = Callable[[str, Tokens], QIcon]
_NOTE_LENGTH = 60


class EvidenceChips(QWidget):
    """Signals carry annotation ids."""

    moment_asked = Signal(str)
    cite_asked = Signal(str)
    uncite_asked = Signal(str)

    def __init__(self, icon_of: IconOf, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._icon_of = icon_of
        self._tokens = tokens
        self._row: CriterionRow | None = None
        self._is_editable = True
        self._flow = FlowLayout(self, gap=4)
        self._shown: tuple[object, ...] = ()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._shown = ()
        self._rebuild()

    def show_row(self, row: CriterionRow, *, is_editable: bool) -> None:
        self._row, self._is_editable = row, is_editable
        self._rebuild()

    def take_focus(self) -> bool:
        """Focus what can be cited next; False when there is nothing."""
        buttons = [b for b in self.findChildren(QPushButton) if b.property("look") == "offer" and not b.isHidden()]
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(buttons)

    def _rebuild(self) -> None:
        row = self._row
        if row is None or self._shown == (row.cited, row.offered, self._is_editable):
            return
        self._shown = (row.cited, row.offered, self._is_editable)
        while (item := self._flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for widget in self._widgets(row):
            self._flow.addWidget(widget)
        self.updateGeometry()

    def _widgets(self, row: CriterionRow) -> list[QWidget]:
        widgets: list[QWidget] = [self._chip(annotation) for annotation in row.cited]
        if not self._is_editable:
            return widgets or [_quiet(self.tr("Nothing cited"))]
        if row.offered:
            widgets.append(self._cite_next(row.offered[0]))
        if len(row.offered) > 1:
            widgets.append(self._more(row.offered))
        if not widgets:
            words = self.tr("No moments yet: press {key} to mark")
            widgets.append(_quiet(words.format(key=row.criterion.number)))
        return widgets

    def _chip(self, annotation: Annotation) -> QWidget:
        chip = QFrame()
        chip.setFixedHeight(_height(self))
        chip.setProperty("look", "cited")
        line = QHBoxLayout(chip)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        words = place_words(annotation)
        play = QPushButton(words)
        play.setProperty("look", "cited")
        play.setToolTip(plain_tip(describe(annotation)))
        play.setAccessibleName(self.tr("Cited moment {place}: play").format(place=words))
        play.clicked.connect(lambda: self.moment_asked.emit(annotation.annotation_id))
        line.addWidget(play)
        if self._is_editable:
            line.addWidget(self._uncite(annotation, words))
        play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return chip

    def _uncite(self, annotation: Annotation, words: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "cited")
        button.setIcon(self._icon_of("x", self._tokens))
        button.setToolTip(self.tr("No longer cite this moment"))
        button.setAccessibleName(self.tr("No longer cite {place}").format(place=words))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.uncite_asked.emit(annotation.annotation_id))
        return button

    def _cite_next(self, annotation: Annotation) -> QPushButton:
        """The newest moment of this criterion that is not cited yet: one click, or Tab and Space."""
        button = QPushButton(self.tr("Cite {place}").format(place=place_words(annotation)))
        button.setFixedHeight(_height(self))
        button.setProperty("look", "offer")
        button.setIcon(self._icon_of("plus", self._tokens))
        button.setToolTip(plain_tip(describe(annotation)))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.cite_asked.emit(annotation.annotation_id))
        return button

    def _more(self, offered: tuple[Annotation, ...]) -> QPushButton:
        button = QPushButton(self.tr("{count} more").format(count=len(offered) - 1))
        button.setFixedHeight(_height(self))
        button.setProperty("look", "offer")
        button.setIcon(self._icon_of("chevron-down", self._tokens))
        button.setAccessibleName(self.tr("Cite another moment of this criterion"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        for annotation in offered[1:]:
            action = menu.addAction(describe(annotation).replace("&", "&&"))
            action.triggered.connect(lambda _=False, a=annotation: self.cite_asked.emit(a.annotation_id))
        button.setMenu(menu)
        return button


def describe(annotation: Annotation) -> str:
    """Return the exact place and the beginning of the note."""
    note = " ".join(annotation.text.split())
    shortened = f"{note[:_NOTE_LENGTH]}…" if len(note) > _NOTE_LENGTH else note
    return f"{exact_place_words(annotation)}  {shortened}".strip()


def _height(widget: QWidget) -> int:
    """One height for all chips of a line."""
    return widget.fontMetrics().lineSpacing() + 2 * SPACE + 2


def _quiet(words: str) -> QLabel:
    label = ElidedLabel()
    label.setText(words)
    label.setProperty("look", "quiet")
    return label
