"""The volume: up to the middle as recorded, beyond it louder than recorded, with a mark where that begins."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QWidget

from assessor_app.gui.tokens import LIGHT, Tokens

LOUDEST = 4.0
_AS_RECORDED = 100
_FURTHEST = 200
_STEP = 10
_WIDTH = 104
_MARK_HEIGHT = 14


def loudness_at(place: int) -> float:
    """Return the loudness of a place 0-200 on the slider: 1.0 in the middle, 4.0 at the end."""
    if place <= _AS_RECORDED:
        return place / _AS_RECORDED
    return 1 + (place - _AS_RECORDED) * (LOUDEST - 1) / (_FURTHEST - _AS_RECORDED)


def place_of(loudness: float) -> int:
    """Return the place of a loudness, the nearest there is."""
    if loudness <= 1:
        return round(loudness * _AS_RECORDED)
    return round(_AS_RECORDED + (loudness - 1) * (_FURTHEST - _AS_RECORDED) / (LOUDEST - 1))


def louder(loudness: float, steps: int) -> float:
    """Return the loudness so many steps on: a tenth of the slider's half each."""
    place = min(max(place_of(loudness) + steps * _STEP, 0), _FURTHEST)
    return loudness_at(place)


class VolumeSlider(QSlider):
    """`loudness_asked` says what a person chose: 0.0 to 4.0, 1.0 as recorded."""

    loudness_asked = Signal(float)

    def __init__(self, parent: QWidget | None = None, tokens: Tokens = LIGHT) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._tokens = tokens
        self.setRange(0, _FURTHEST)
        self.setPageStep(_STEP)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(self.tr("Volume"))
        self.valueChanged.connect(lambda place: self.loudness_asked.emit(loudness_at(place)))

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def show_loudness(self, loudness: float) -> None:
        """Show it, without asking for it."""
        self.blockSignals(True)
        self.setValue(place_of(loudness))
        self.blockSignals(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        colour = self._tokens.warn if self.value() > _AS_RECORDED else self._tokens.quiet
        mark = QRectF(0, 0, 2, min(_MARK_HEIGHT, self.height()))
        mark.moveCenter(QRectF(self.rect()).center())
        if abs(self.value() - _AS_RECORDED) > _STEP:  # else the handle stands there
            painter.fillRect(mark, QColor(colour))
        painter.end()
