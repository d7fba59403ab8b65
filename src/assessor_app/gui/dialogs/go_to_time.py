"""Asks for a time of the video."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_go_to_time import Ui_GoToTime
from assessor_app.gui.widgets.time_text import format_us, parse_us


class GoToTimeDialog(QDialog):
    """`chosen` carries microseconds as an int of any size."""

    chosen = Signal(object)

    def __init__(self, at_us: int, duration_us: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duration_us = duration_us
        self.form = Ui_GoToTime()
        self.form.setupUi(self)
        self.form.time.setText(format_us(at_us))
        self.form.time.selectAll()
        fit(self)
        self.form.go.clicked.connect(self._go)
        self.form.cancel.clicked.connect(self.reject)

    def _go(self) -> None:
        try:
            at_us = parse_us(self.form.time.text())
        except ValueError:
            self._refuse(self.tr("Type a time such as 12:31.48, or seconds such as 75."))
            return
        if at_us > self._duration_us:
            self._refuse(self.tr("The video ends at {end}.").format(end=format_us(self._duration_us)))
            return
        self.chosen.emit(at_us)
        self.accept()

    def _refuse(self, sentence: str) -> None:
        self.form.problem.setText(sentence)
        self.form.problem.setAccessibleName(sentence)
        grow(self)
        self.form.time.setFocus()
        self.form.time.selectAll()
