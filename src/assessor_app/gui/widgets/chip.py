"""Chips: small round switches for filters, and the painted state chip of table cells."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from assessor_app.gui.tokens import GAP_INSIDE, SPACE, Tokens, mix

# The words of a chip have its colour: light grounds take little before they are hard to read.
GROUND_STRENGTH = {"light": 0.05}
USUAL_STRENGTH = 0.12


class ChipRow(QWidget):
    """One choice among a few; `chosen` carries the key of the chip switched on."""

    chosen = Signal(str)

    def __init__(self, chips: Iterable[tuple[str, str]], label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self._chips: dict[str, QPushButton] = {}
        self._labels = dict(chips)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_INSIDE)
        for key, text in self._labels.items():
            layout.addWidget(self._chip(key, text))
        layout.addStretch(1)
        next(iter(self._chips.values())).setChecked(True)
        self._group.buttonClicked.connect(lambda button: self.chosen.emit(button.objectName()))

    def set_count(self, key: str, count: int | None) -> None:
        """Show a number after the words; None shows none."""
        text = self._labels[key] if count is None else f"{self._labels[key]}  {self.locale().toString(count)}"
        self._chips[key].setText(text)

    def choose(self, key: str) -> None:
        self._chips[key].click()

    def current(self) -> str:
        checked = self._group.checkedButton()
        return checked.objectName() if checked is not None else ""

    def _chip(self, key: str, text: str) -> QPushButton:
        chip = QPushButton(text)
        chip.setObjectName(key)
        chip.setProperty("look", "chip")
        chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        chip.setCheckable(True)
        chip.setAccessibleName(text)
        self._group.addButton(chip)
        self._chips[key] = chip
        return chip


def chip_ground(tokens: Tokens, colour: str) -> str:
    """The tinted ground of a painted chip in `colour`."""
    return mix(tokens.surface, colour, GROUND_STRENGTH.get(tokens.name, USUAL_STRENGTH))


def chip_width(painter: QPainter, text: str) -> int:
    """How wide `paint_chip` paints this in full."""
    return QFontMetrics(painter.font()).horizontalAdvance(text) + 2 * GAP_INSIDE + 1


def paint_chip(painter: QPainter, box: QRectF, text: str, colour: str, tokens: Tokens) -> None:
    """Paint a rounded label at the left of `box`, cut with an ellipsis where it does not fit."""
    metrics = QFontMetrics(painter.font())
    height = metrics.height() + SPACE
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) - 2 * GAP_INSIDE)
    width = metrics.horizontalAdvance(shown) + 2 * GAP_INSIDE
    shape = QRectF(box.left() + 0.5, box.center().y() - height / 2 + 0.5, width, height - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(mix(tokens.surface, colour, 0.35)), 1))
    painter.setBrush(QColor(chip_ground(tokens, colour)))
    painter.drawRoundedRect(shape, height / 2 - 0.5, height / 2 - 0.5)
    painter.setPen(QColor(colour))
    painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, shown)
