"""The table of the shortcuts page: rows by mode, with what they do, their keys, and whether they were changed."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from assessor_app.commands.bindings import Binding
from assessor_app.commands.keymap import Keymap, row_id
from assessor_app.gui.dialogs.key_sheet import help_words, mode_words
from assessor_app.gui.key_words import key_words, spoken_keys

_ID = Qt.ItemDataRole.UserRole


class ShortcutRows:
    """Fills `tree` from `keymap`; the row that was chosen stays chosen."""

    def __init__(self, tree: QTreeWidget, keymap: Keymap) -> None:
        self._tree = tree
        self._keymap = keymap

    def show(self, typed: str) -> None:
        chosen = self.chosen
        clashing = {row_id(row): other for row, other in self._clashing()}
        self._tree.blockSignals(True)
        self._tree.clear()
        for mode in dict.fromkeys(row.mode for row in self._keymap.rows):
            rows = [row for row in self._keymap.rows if row.mode == mode and self._fits(row, typed)]
            if rows:
                self._tree.addTopLevelItem(_heading(mode_words(mode)))
                self._tree.addTopLevelItems([self._item(row, clashing.get(row_id(row))) for row in rows])
        self.choose(chosen)
        self._tree.blockSignals(False)

    @property
    def chosen(self) -> str | None:
        """The name of the chosen row (see keymap.row_id); None while none is."""
        item = self._tree.currentItem()
        return item.data(0, _ID) if item is not None else None

    def choose(self, name: str | None) -> None:
        """Choose this row, else the first."""
        items = [item for item in self._items() if item.data(0, _ID) is not None]
        wanted = next((item for item in items if item.data(0, _ID) == name), items[0] if items else None)
        if wanted is not None:
            self._tree.setCurrentItem(wanted)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        for place in range(self._tree.topLevelItemCount()):
            item = self._tree.topLevelItem(place)
            if item is not None:
                yield item

    def _item(self, row: Binding, other: Binding | None) -> QTreeWidgetItem:
        changed = _tr("changed") if self._keymap.is_changed(row_id(row)) else ""
        if other is not None:
            also = _tr("key also of “{other}”").format(other=help_words(other))
            changed = f"{changed} · {also}" if changed else also
        keys = spoken_keys(row.keys) or _tr("no key")
        item = QTreeWidgetItem([help_words(row), keys, changed])
        item.setData(0, _ID, row_id(row))
        item.setToolTip(2, changed)
        spoken = ", ".join(part for part in (help_words(row), keys, changed) if part)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _clashing(self) -> Iterator[tuple[Binding, Binding]]:
        for clash in self._keymap.conflicts():
            yield clash.row, clash.other
            yield clash.other, clash.row

    def _fits(self, row: Binding, typed: str) -> bool:
        """Whole keys or parts of what it does; "changed" finds those that were."""
        changed = _tr("changed") if self._keymap.is_changed(row_id(row)) else ""
        printed = " ".join(map(key_words, row.keys))
        text = f"{help_words(row)} {spoken_keys(row.keys)} {printed} {changed}".casefold()
        return all(word in text for word in typed.casefold().split())


def _heading(words: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    bold = QFont()
    bold.setWeight(QFont.Weight.DemiBold)
    item.setFont(0, bold)
    item.setFirstColumnSpanned(True)
    return item


def _tr(text: str) -> str:
    return QCoreApplication.translate("Shortcuts", text)
