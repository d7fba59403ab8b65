"""What stands in the window while the program is locked: nothing of the work, and the way back in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from assessor_app.gui.forms.ui_lock_screen import Ui_LockScreen
from assessor_app.gui.ports import Locking
from assessor_app.gui.tokens import BASE_POINT_SIZE, LIGHT, Tokens
from assessor_app.gui.try_again import TryAgain

_WIDTH = 440


class LockScreen(QWidget):
    """`unlocked` comes when the words were right; `other_asked` and `quit_asked` are pressed buttons."""

    unlocked = Signal()
    other_asked = Signal()
    quit_asked = Signal()

    def __init__(self, locking: Locking, parent: QWidget, tokens: Tokens = LIGHT) -> None:
        super().__init__(parent)
        self._locking, self._over, self._tokens = locking, parent, tokens
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Locked"))
        card = self._card = QFrame()
        card.setProperty("look", "sheet")
        self.form = Ui_LockScreen()
        self.form.setupUi(card)
        column = QVBoxLayout(self)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self._try_again = TryAgain(locking.wait_s, self.form.problem, self.form.unlock, self)
        self.form.unlock.clicked.connect(self._unlock)
        self.form.words.returnPressed.connect(self.form.unlock.click)
        self.form.words.textEdited.connect(self._typed)
        self.form.other.clicked.connect(self.other_asked)
        self.form.quit.clicked.connect(self.quit_asked)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def cover(self, whose: str) -> None:
        """Lie over the whole window; on the screen when this returns. `whose` is what the profile is called."""
        self.form.words.clear()
        self.form.whose.setText(whose)
        self.form.whose.setVisible(bool(whose))
        self._wait(is_waiting=False)
        self._try_again.look()
        self._card.setFixedWidth(round(_WIDTH * self.font().pointSizeF() / BASE_POINT_SIZE))
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.form.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.repaint()

    def stop(self) -> None:
        """The window goes, locked or not."""
        self._try_again.stop()

    def uncover(self) -> None:
        self.stop()
        self.form.words.clear()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._tokens.ground))
        painter.end()

    def _typed(self) -> None:
        if not self._try_again.is_waiting:
            self.form.problem.clear()

    def _unlock(self) -> None:
        words = self.form.words.text()
        if not words:
            self.form.problem.setText(self.tr("Type your passphrase or your PIN."))
            return
        self._wait(is_waiting=True)
        self._locking.unlock(words, self.unlocked.emit, self._refused)

    def _refused(self, error: Exception) -> None:
        self._wait(is_waiting=False)
        self._try_again.refused(error)
        self.form.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.words.selectAll()

    def _wait(self, *, is_waiting: bool) -> None:
        self.form.unlock.setEnabled(not is_waiting)
        self.form.unlock.setText(self.tr("Unlocking") if is_waiting else self.tr("Unlock"))
        self.form.words.setEnabled(not is_waiting)
