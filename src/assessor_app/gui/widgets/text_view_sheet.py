"""The sheet a text stands on: lines of a measure that reads well, larger or smaller, scrolled by pages."""

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QFocusEvent, QFont, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from assessor_app.gui.clipboard import discreet
from assessor_app.gui.tokens import GAP_BETWEEN
from assessor_app.gui.widgets.marked_view import ZOOM_STEP

_CHARACTERS = 76
_LEAST_MARGIN = 3.5  # of the width of a tag
_SMALLEST, _LARGEST = 0.5, 4.0
_PAN = 60


class TextSheet(QTextEdit):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = 1.0

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied are a candidate's words: they stay out of the clipboard's history."""
        return discreet(super().createMimeDataFromSelection())

    def turn_page(self, step: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep())

    def go_to_edge(self, step: int) -> None:
        self.moveCursor(QTextCursor.MoveOperation.Start if step < 0 else QTextCursor.MoveOperation.End)

    def pan(self, right: int, down: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + down * _PAN)

    def zoom_by(self, factor: float) -> None:
        self._zoom = min(max(self._zoom * factor, _SMALLEST), _LARGEST)
        self._keep_size()

    def fit(self) -> None:
        self._zoom = 1.0
        self._keep_size()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_size()

    def _keep_size(self) -> None:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * self._zoom)
        self.document().setDefaultFont(font)
        self.keep_measure()

    def keep_measure(self) -> None:
        """Keep the lines short and in the middle, with room for tags beside them."""
        metrics = self.fontMetrics()
        measure = round(metrics.averageCharWidth() * _CHARACTERS * self._zoom)
        side = max(round(_LEAST_MARGIN * metrics.height() * self._zoom), (self.viewport().width() - measure) // 2)
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        if form.leftMargin() != side:
            form.setMargin(GAP_BETWEEN)
            form.setLeftMargin(side)
            form.setRightMargin(side)
            frame.setFrameFormat(form)
