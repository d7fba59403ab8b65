"""First run: chooses the passphrase that seals this assessor's work."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_create_profile import Ui_CreateProfile

SHORTEST = 10
GOOD = 16
FEWEST_KINDS = 5


class CreateProfileDialog(QDialog):
    """`create` is called with the passphrase; it answers through callbacks, as for unlocking."""

    def __init__(
        self,
        create: Callable[[str, Callable[[], None], Callable[[Exception], None]], None],
        parent: QWidget | None = None,
        *,
        district_can_open: bool = False,
    ) -> None:
        super().__init__(parent)
        self._create = create
        self.form = Ui_CreateProfile()
        self.form.setupUi(self)
        self.form.create.clicked.connect(self._check)
        self.form.cancel.clicked.connect(self.reject)
        self.form.passphrase.textChanged.connect(self._judge)
        self.form.again.textChanged.connect(lambda _: self.form.problem.setText(""))
        if district_can_open:
            words = self.tr("Your district keeps a key that can open this profile, too, for when you are locked out.")
            self.form.warning_words.setText(f"{self.form.warning_words.text()} {words}")
        self._judge("")
        fit(self)
        self.form.passphrase.setFocus()

    @property
    def label(self) -> str:
        """What the profile shall be called in the list of this laptop, empty for nothing."""
        return " ".join(self.form.label.text().split())

    def _judge(self, passphrase: str) -> None:
        look, words = strength(passphrase)
        label = self.form.strength
        label.setText(words)
        label.setProperty("look", look)
        label.style().polish(label)
        grow(self)
        self.form.problem.setText("")

    def _check(self) -> None:
        passphrase = self.form.passphrase.text()
        if len(passphrase) < SHORTEST:
            words = self.tr("Use at least {count} characters. Three or four words you can remember do well.")
            self.form.problem.setText(words.format(count=SHORTEST))
            self.form.passphrase.setFocus()
            grow(self)
        elif passphrase != self.form.again.text():
            self.form.problem.setText(self.tr("The two are not the same. Type the passphrase again."))
            self.form.again.setFocus()
            self.form.again.selectAll()
        else:
            self.form.create.setEnabled(False)
            self._create(passphrase, self.accept, self._refused)

    def _refused(self, error: Exception) -> None:
        self.form.create.setEnabled(True)
        self.form.problem.setText(str(error))
        grow(self)


def strength(passphrase: str) -> tuple[str, str]:
    """Return a look and a sentence about a passphrase: length counts most, variety a little."""
    translate = QCoreApplication.translate
    missing = SHORTEST - len(passphrase)
    if missing > 0:
        words = translate("CreateProfile", "At least {count} characters: three or four words do well.")
        return "quiet", words.format(count=SHORTEST)
    if len(set(passphrase.casefold())) < FEWEST_KINDS:
        return "warn", translate("CreateProfile", "Easy to guess: the same characters come again and again.")
    if len(passphrase) < GOOD:
        return "warn", translate("CreateProfile", "Good enough. One more word would make it strong.")
    return "good", translate("CreateProfile", "Strong.")
