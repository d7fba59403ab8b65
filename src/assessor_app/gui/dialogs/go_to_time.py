"""Asks for a time of the video."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_go_to_time import Ui_GoToTime
from assessor_app.gui.models.typed_place import FramesUnknown, NoSuchFrame, place_of
from assessor_app.gui.widgets.time_text import format_us
from assessor_app.media.frame_times import FrameTimes


class GoToTimeDialog(QDialog):
    """`chosen` carries microseconds as an int of any size: the start of a frame where `frames` are known."""

    chosen = Signal(object)

    def __init__(
        self, at_us: int, duration_us: int, parent: QWidget | None = None, frames: FrameTimes | None = None
    ) -> None:
        super().__init__(parent)
        self._duration_us = duration_us
        self._frames = frames
        self.form = Ui_GoToTime()
        self.form.setupUi(self)
        self.form.time.setText(format_us(at_us))
        self.form.time.selectAll()
        fit(self)
        self.form.go.clicked.connect(self._go)
        self.form.cancel.clicked.connect(self.reject)

    def _go(self) -> None:
        try:
            at_us = place_of(self.form.time.text(), self._frames)
        except ValueError as error:
            self._refuse(self._words_for(error))
            return
        if at_us > self._duration_us:
            self._refuse(self.tr("The video ends at {end}.").format(end=format_us(self._duration_us)))
            return
        self.chosen.emit(at_us)
        self.accept()

    def _words_for(self, error: ValueError) -> str:
        if isinstance(error, FramesUnknown):
            return self.tr("Frame numbers are not known for this recording, or not yet. Type a time instead.")
        if isinstance(error, NoSuchFrame):
            last = len(self._frames or ()) - 1
            return self.tr("The last frame is f{last}; the first one is f0.").format(last=last)
        return self.tr(
            "Type a time such as 12:31.48, seconds such as 75, minutes such as 12m, or a frame such as f1234."
        )

    def _refuse(self, sentence: str) -> None:
        self.form.problem.setText(sentence)
        self.form.problem.setAccessibleName(sentence)
        grow(self)
        self.form.time.setFocus()
        self.form.time.selectAll()
