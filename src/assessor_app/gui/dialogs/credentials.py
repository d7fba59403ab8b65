"""My certifications: what is kept on this laptop, what it is worth now, and adding one from a badge file."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from assessor_app.commands.context import Desk
from assessor_app.domain.credential import Credential
from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.models.credential_rows import Column, CredentialRows
from assessor_app.gui.ports import ServerAccess
from assessor_app.gui.tokens import GAP_BETWEEN, GAP_INSIDE
from assessor_app.gui.widgets.scaled_table import ScaledTable

_SIZE = (960, 360)
_WIDTHS = {Column.NAME: 430, Column.STANDING: 130, Column.UNTIL: 150}
ChooseFile = Callable[[QWidget], str]


def choose_file(parent: QWidget) -> str:
    """Ask for a badge file; empty when the assessor thinks better of it."""
    title = parent.tr("Choose the badge file of your certification")
    kinds = parent.tr("Badge files (*.jws *.jwt *.json *.png *.svg *.txt);;All files (*)")
    return QFileDialog.getOpenFileName(parent, title, "", kinds)[0]


class CredentialsDialog(QDialog):
    def __init__(
        self,
        desk: Desk,
        servers: ServerAccess,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
        choose: ChooseFile = choose_file,
    ) -> None:
        super().__init__(parent)
        self._desk, self._servers, self._now, self._choose = desk, servers, now, choose
        self.rows = CredentialRows(self)
        self.table = ScaledTable(self.rows, _WIDTHS, Column.ISSUER)
        self.words = QLabel()
        self.add_button = QPushButton(self.tr("Add from a file…"))
        self.close_button = QPushButton(self.tr("Close"))
        self.setWindowTitle(self.tr("My certifications"))
        self.resize(*_SIZE)
        self._build()
        fit(self)
        self.load()

    def load(self) -> None:
        self._desk.read(lambda reads: reads.credentials(), self._show)

    def say(self, words: str, tone: str = "") -> None:
        """`tone` is empty, good or bad."""
        self.words.setText(words)
        self.words.setProperty("look", tone)
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.words.setVisible(bool(words))
        grow(self)

    # ---- inside ------------------------------------------------------------------------------

    def _show(self, credentials: tuple[Credential, ...]) -> None:
        self.rows.show_rows(credentials, self._now())
        if credentials:
            self.table.selectRow(0)
        elif not self.words.text():
            self.say(
                self.tr(
                    "No certification is kept on this laptop. Your issuing server gives it to you with a sync; "
                    "or add the badge file you were sent."
                )
            )

    def _add(self) -> None:
        file = self._choose(self)
        if not file:
            return
        self.add_button.setEnabled(False)
        self.say(self.tr("Checking the badge…"))
        self._servers.add_certification(file, self._added, self._refused)

    def _added(self, credential: Credential) -> None:
        self.add_button.setEnabled(True)
        self.say(self.tr("Added: {name}.").format(name=credential.name), "good")
        self.load()

    def _refused(self, error: Exception) -> None:
        self.add_button.setEnabled(True)
        self.say(str(error), "bad")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN, GAP_BETWEEN)
        column.setSpacing(GAP_INSIDE)
        title = QLabel(self.tr("My certifications"))
        title.setProperty("look", "title")
        why = QLabel(self.tr("They say which micro-credentials you may score. They come with every sync."))
        why.setProperty("look", "quiet")
        why.setWordWrap(True)
        self.table.setAccessibleName(title.text())
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.hide()
        for part in (title, why):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.words)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self.add_button.setToolTip(self.tr("A .jws, .json, .png or .svg file from your issuing organisation"))
        self.add_button.clicked.connect(lambda _: self._add())
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        line = QHBoxLayout()
        line.setSpacing(GAP_INSIDE)
        line.addWidget(self.add_button)
        line.addStretch(1)
        line.addWidget(self.close_button)
        return line
