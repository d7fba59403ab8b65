"""The sheet of all keys, made from the key table."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QTreeWidgetItem, QWidget

from assessor_app.commands.bindings import DIGITS, TABLE, Binding
from assessor_app.commands.modes import Mode
from assessor_app.gui.dialogs.fitting import fit
from assessor_app.gui.forms.ui_key_sheet import Ui_KeySheet


class KeySheetDialog(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_KeySheet()
        self.form.setupUi(self)
        self.form.search.textChanged.connect(self._show_rows)
        self.form.leave.clicked.connect(self.accept)
        self._show_rows("")
        self.form.keys.resizeColumnToContents(0)
        fit(self)
        self.form.search.setFocus()

    def _show_rows(self, typed: str) -> None:
        tree = self.form.keys
        tree.clear()
        for mode in dict.fromkeys(row.mode for row in TABLE):
            rows = [row for row in TABLE if row.mode == mode and _fits(row, typed)]
            if rows:
                tree.addTopLevelItem(_heading(mode))
                tree.addTopLevelItems([QTreeWidgetItem([spoken_keys(row.keys), _help(row)]) for row in rows])


def spoken_keys(keys: Sequence[str]) -> str:
    """Return the keys of a row for reading: runs of digits are joined, as in "Alt+1 to Alt+9"."""
    for prefix in ("", "Alt+"):
        if tuple(keys) == tuple(prefix + digit for digit in DIGITS):
            words = QCoreApplication.translate("KeySheet", "{first} to {last}")
            return words.format(first=keys[0], last=keys[-1])
    return QCoreApplication.translate("KeySheet", " or ").join(keys)


def _fits(row: Binding, typed: str) -> bool:
    text = f"{spoken_keys(row.keys)} {_help(row)}".casefold()
    return all(word in text for word in typed.casefold().split())


def _help(row: Binding) -> str:
    return QCoreApplication.translate("Commands", row.help)


def _heading(mode: str) -> QTreeWidgetItem:
    translate = QCoreApplication.translate
    words = {
        Mode.WINDOW.value: translate("KeySheet", "Everywhere"),
        Mode.INBOX.value: translate("KeySheet", "Inbox"),
        Mode.WORKBENCH.value: translate("KeySheet", "Workbench"),
        Mode.TEXT.value: translate("KeySheet", "While you write on the workbench"),
    }
    item = QTreeWidgetItem([words.get(mode, mode)])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    bold = QFont()
    bold.setWeight(QFont.Weight.DemiBold)
    item.setFont(0, bold)
    item.setFirstColumnSpanned(True)
    return item
