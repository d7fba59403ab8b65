"""Opens a profile with its passphrase, PIN or recovery code."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_unlock import Ui_Unlock
from assessor_app.gui.try_again import TryAgain

Try = Callable[[str, Callable[[], None], Callable[[Exception], None]], None]


NEW_PROFILE = 2
"""What `exec` returns when somebody without a profile wants one."""


class UnlockDialog(QDialog):
    """`attempt` is called with the words and answers through one of two callbacks, at once or later.

    `profiles` are ids with what they are called; of one alone nothing is said. `wait_s` tells how long the chosen
    one must not be tried.
    """

    def __init__(
        self,
        attempt: Try,
        parent: QWidget | None = None,
        *,
        profiles: Sequence[tuple[str, str]] = (),
        chosen: str | None = None,
        wait_s: Callable[[str], float] = lambda _: 0.0,
    ) -> None:
        super().__init__(parent)
        self._attempt = attempt
        self.form = Ui_Unlock()
        self.form.setupUi(self)
        for profile_id, words in profiles:
            self.form.profile.addItem(words, profile_id)
        self.form.profile.setCurrentIndex(max(0, self.form.profile.findData(chosen)))
        for part in (self.form.profile_label, self.form.profile):
            part.setVisible(len(profiles) > 1)
        self._try_again = TryAgain(lambda: wait_s(self.profile_id), self.form.problem, self.form.unlock, self)
        self.form.unlock.clicked.connect(self._unlock)
        self.form.cancel.clicked.connect(self.reject)
        self.form.new_profile.clicked.connect(lambda: self.done(NEW_PROFILE))
        self.form.passphrase.textEdited.connect(lambda _: self._typed())
        self.form.profile.currentIndexChanged.connect(lambda _: self._try_again.look())
        fit(self)
        self.form.passphrase.setFocus()

    @property
    def profile_id(self) -> str:
        """The profile chosen, empty where there is no choice."""
        return str(self.form.profile.currentData() or "")

    def done(self, result: int) -> None:
        self._try_again.stop()
        super().done(result)

    def _typed(self) -> None:
        if not self._try_again.is_waiting:
            self.form.problem.setText("")

    def _unlock(self) -> None:
        if not self.form.passphrase.text():
            self.form.problem.setText(self.tr("Enter the passphrase you chose for this profile."))
            return
        self._wait(is_waiting=True)
        self._attempt(self.form.passphrase.text(), self.accept, self._refused)

    def _refused(self, error: Exception) -> None:
        self._wait(is_waiting=False)
        self._try_again.refused(error)
        grow(self)
        self.form.passphrase.setFocus()
        self.form.passphrase.selectAll()

    def _wait(self, *, is_waiting: bool) -> None:
        self.form.unlock.setEnabled(not is_waiting)
        self.form.unlock.setText(self.tr("Unlocking") if is_waiting else self.tr("Unlock"))
        for part in (self.form.passphrase, self.form.profile, self.form.new_profile):
            part.setEnabled(not is_waiting)
