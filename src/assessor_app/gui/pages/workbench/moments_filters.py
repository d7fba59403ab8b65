"""Choosing which moments are listed: by criterion, type and citation beside the tabs, by words below them."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from assessor_app.domain.annotation import MarkType
from assessor_app.domain.rubric import Criterion
from assessor_app.gui.models.moments_order import ANY, Query
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_INSIDE, LIGHT, SPACE, Tokens
from assessor_app.gui.widgets.marker_shapes import criterion_icon
from assessor_app.gui.widgets.search_field import SearchField


class MomentsFilters(QWidget):
    """`asked` when another choice was made; `query` is what is asked for, without words.

    `by_cited` is laid out by whoever has room for it.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._criteria: tuple[Criterion, ...] = ()
        self.by_criterion, self.by_type, self.by_cited = QComboBox(), QComboBox(), QComboBox()
        self._build()

    @property
    def query(self) -> Query:
        mark_type = self.by_type.currentData()
        return Query(
            self.by_criterion.currentData(), MarkType(mark_type) if mark_type else None, self.by_cited.currentData()
        )

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        for place, criterion in enumerate(self._criteria, start=1):
            self.by_criterion.setItemIcon(place, criterion_icon(criterion.number, tokens))

    def set_criteria(self, criteria: Iterable[Criterion]) -> None:
        """Offer these; whatever was chosen among others is forgotten."""
        self._criteria = tuple(criteria)
        box = self.by_criterion
        box.blockSignals(True)
        box.clear()
        box.addItem(self.tr("All criteria"), ANY)
        for criterion in self._criteria:
            words = f"{criterion.number}  {criterion.name}"
            box.addItem(criterion_icon(criterion.number, self._tokens), words, criterion.criterion_id)
        box.addItem(self.tr("Without criterion"), None)
        box.blockSignals(False)
        self.asked.emit()

    def clear(self) -> None:
        """Everything again."""
        for box in (self.by_criterion, self.by_type, self.by_cited):
            box.setCurrentIndex(0)

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, SPACE, 0, SPACE)
        line.setSpacing(SPACE)
        for words, mark_type in (
            (self.tr("All types"), None),
            (self.tr("Strength"), MarkType.STRENGTH),
            (self.tr("Question"), MarkType.QUESTION),
            (self.tr("Worry"), MarkType.WORRY),
            (self.tr("Note"), MarkType.NOTE),
        ):
            self.by_type.addItem(words, mark_type)
        for words, is_cited in (
            (self.tr("Cited or not"), None),
            (self.tr("Cited"), True),
            (self.tr("Not cited"), False),
        ):
            self.by_cited.addItem(words, is_cited)
        self.by_criterion.setAccessibleName(self.tr("Show moments of this criterion"))
        self.by_type.setAccessibleName(self.tr("Show moments of this type"))
        self.by_cited.setAccessibleName(self.tr("Show cited moments, or those not cited"))
        self.by_criterion.setIconSize(QSize(16, 16))
        for box in (self.by_criterion, self.by_type, self.by_cited):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(4)
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            box.currentIndexChanged.connect(lambda _: self.asked.emit())
            box.setToolTip(box.accessibleName())
        self.by_cited.setMinimumContentsLength(9)
        line.addWidget(self.by_criterion, 1)
        line.addWidget(self.by_type, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the tabs beside it come first


class MomentsFind(QWidget):
    """The line above the list: words to look for, and how many moments are listed and selected."""

    def __init__(self, by_cited: QComboBox, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self.field = SearchField(self.tr("Find in notes and times"))
        self._counts = PlainLabel()
        self._counts.setProperty("look", "quiet")
        self._counts.setAccessibleName(self.tr("How many moments are listed"))
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP_INSIDE, SPACE, GAP_INSIDE, SPACE)
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self.field, 1)
        line.addWidget(by_cited)
        line.addWidget(self._counts)
        self.set_tokens(tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        self.field.set_tokens(tokens)

    def count(self, listed: int, total: int, selected: int) -> None:
        """Say `12 of 40 moments · 3 selected`."""
        if listed != total:
            words = self.tr("{listed} of {total} moments")
        else:
            words = self.tr("1 moment") if total == 1 else self.tr("{total} moments")
        words = words.format(listed=listed, total=total)
        if selected > 1:
            words = self.tr("{moments} · {selected} selected").format(moments=words, selected=selected)
        self._counts.setText(words)

    @property
    def counts(self) -> str:
        return self._counts.text()
