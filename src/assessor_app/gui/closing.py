"""Closing the window: at once when everything is on the disk, else when it is, or when the assessor says so."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from assessor_app.commands.context import Writes
from assessor_app.gui.window_lock import OVER_LOCK


class Closing(QObject):
    """`hand_over` gives everything typed to the disk, `is_settled` says whether all of it arrived there."""

    def __init__(
        self,
        window: QWidget,
        writes: Writes,
        hand_over: Callable[[], None],
        is_settled: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._writes = writes
        self._hand_over, self._is_settled = hand_over, is_settled
        self._of_before: Exception | None = None
        self._is_wanted = False
        self._is_told = False
        self.question: QMessageBox | None = None
        writes.listen(self._tell)

    def may_close(self) -> bool:
        """Hand everything over and say whether it is on the disk; if it is on its way, the window closes later."""
        if self._is_told:
            return True
        if self.question is not None or self._is_wanted:
            return False
        self._of_before = self._writes.failure
        self._hand_over()
        if self._writes.under_way:
            self._is_wanted = True
            return False
        if not self._is_settled():
            self._ask()
            return False
        return True

    def _tell(self) -> None:
        if not self._is_wanted or self._writes.under_way:
            return
        self._is_wanted = False
        failure = self._writes.failure
        if (failure is None or failure is self._of_before) and self._is_settled():
            QTimer.singleShot(0, self._window, self._window.close)
        else:
            self._ask()

    def _ask(self) -> None:
        """It stays open with everything on the screen unless the assessor gives up what was not saved."""
        question = self.question = QMessageBox(self._window)
        question.setProperty(OVER_LOCK, True)  # it says nothing of the work
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle(self.tr("Not saved"))
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(self.tr("What you did last could not be saved on this laptop."))
        reason = str(self._writes.failure or "")
        way_on = self.tr("What you wrote is still on the screen. Put right what hinders, then close again.")
        question.setInformativeText(f"{reason}\n{way_on}".strip())
        stay = question.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        question.addButton(self.tr("Close anyway"), QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(stay)
        question.setEscapeButton(stay)
        question.buttonClicked.connect(lambda pressed: self._answered(pressed is stay))
        question.finished.connect(lambda _: self._forget())
        question.open()

    def _answered(self, stays: bool) -> None:
        self._forget()
        if not stays:
            self._is_told = True
            QTimer.singleShot(0, self._window, self._window.close)

    def _forget(self) -> None:
        question, self.question = self.question, None
        if question is not None:
            question.deleteLater()
