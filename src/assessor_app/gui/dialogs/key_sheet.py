"""The sheet of all keys as they are now, to search, to print or to save as PDF."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QMenu, QTreeWidgetItem, QWidget

from assessor_app.commands.bindings import Binding
from assessor_app.commands.keymap import Keymap
from assessor_app.commands.modes import Mode
from assessor_app.gui.dialogs.fitting import fit, grow
from assessor_app.gui.forms.ui_key_sheet import Ui_KeySheet
from assessor_app.gui.key_words import spoken_keys
from assessor_app.gui.tokens import GAP_BETWEEN


class KeySheetDialog(QDialog):
    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self.form = Ui_KeySheet()
        self.form.setupUi(self)
        self.form.search.textChanged.connect(self._show_rows)
        self.form.leave.clicked.connect(self.accept)
        self.form.paper.setMenu(self._paper_menu())
        self._show_rows("")
        self.form.said.hide()
        fit(self)
        self.form.keys.setColumnWidth(0, self._widest_key())
        self.form.search.setFocus()

    def _show_rows(self, typed: str) -> None:
        tree = self.form.keys
        tree.clear()
        for heading, rows in sheet(self._keymap, typed):
            tree.addTopLevelItem(_heading(heading))
            tree.addTopLevelItems([_line(keys, words) for keys, words in rows])

    def _widest_key(self) -> int:
        """Headings span both columns and do not count; room for the padding of a cell."""
        metrics = self.form.keys.fontMetrics()
        widths = (metrics.horizontalAdvance(keys) for _, rows in sheet(self._keymap) for keys, _ in rows)
        return max(widths, default=0) + 4 * GAP_BETWEEN

    def _paper_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Save as PDF…")).triggered.connect(self.ask_pdf)
        menu.addAction(self.tr("Print…")).triggered.connect(self.ask_printer)
        return menu

    def ask_pdf(self) -> None:
        from assessor_app.gui.dialogs import key_sheet_output  # noqa: PLC0415 - loads QtPrintSupport

        key_sheet_output.ask_pdf(self, sheet(self._keymap), self._say)

    def ask_printer(self) -> None:
        from assessor_app.gui.dialogs import key_sheet_output  # noqa: PLC0415 - loads QtPrintSupport

        key_sheet_output.ask_printer(self, sheet(self._keymap), self._say)

    def _say(self, sentence: str) -> None:
        self.form.said.setText(sentence)
        self.form.said.setAccessibleName(sentence)
        self.form.said.show()
        grow(self)


def sheet(keymap: Keymap, typed: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Headings with their rows of (keys, what they do) that fit what was typed; rows without a key are left out."""
    found = []
    for mode in dict.fromkeys(row.mode for row in keymap.rows):
        rows = [row for row in keymap.rows if row.mode == mode and row.keys and _fits(row, typed)]
        if rows:
            found.append((mode_words(mode), [(spoken_keys(row.keys), help_words(row)) for row in rows]))
    return found


def help_words(row: Binding) -> str:
    return QCoreApplication.translate("Commands", row.help)


def mode_words(mode: str) -> str:
    translate = QCoreApplication.translate
    words = {
        Mode.WINDOW.value: translate("KeySheet", "Everywhere"),
        Mode.INBOX.value: translate("KeySheet", "Inbox"),
        Mode.WORKBENCH.value: translate("KeySheet", "Workbench"),
        Mode.READING.value: translate("KeySheet", "On a text, PDF or picture"),
        Mode.TEXT.value: translate("KeySheet", "While you write on the workbench"),
    }
    return words.get(mode, mode)


def _fits(row: Binding, typed: str) -> bool:
    text = f"{spoken_keys(row.keys)} {' '.join(row.keys)} {help_words(row)}".casefold()
    return all(word in text for word in typed.casefold().split())


def _line(keys: str, words: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([keys, words])
    item.setToolTip(1, words)
    return item


def _heading(words: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    bold = QFont()
    bold.setWeight(QFont.Weight.DemiBold)
    item.setFont(0, bold)
    item.setFirstColumnSpanned(True)
    return item
