"""The bar at the top of the window: the program's name, a tab per page, and the menus."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenuBar, QPushButton, QWidget

from assessor_app.gui.icons import put_icon
from assessor_app.gui.plain_words import PlainLabel
from assessor_app.gui.tokens import GAP_BETWEEN, SPACE, Tokens


class TopBar(QFrame):
    """`chosen` carries the key of a tab."""

    chosen = Signal(str)

    def __init__(self, tabs: Iterable[tuple[str, str, str]], menus: QMenuBar, parent: QWidget | None = None) -> None:
        """`tabs` are (key, icon name, words)."""
        super().__init__(parent)
        self.setProperty("look", "bar")
        self._tabs: dict[str, QPushButton] = {}
        self._words: dict[str, str] = {}
        self._icons: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._name = PlainLabel(self.tr("Assessor"))
        self._name.setProperty("look", "title")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_BETWEEN, 0, SPACE, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self._name)
        layout.addSpacing(GAP_BETWEEN)
        for key, icon_name, words in tabs:
            layout.addWidget(self._tab(key, icon_name, words))
        layout.addStretch(1)
        layout.addWidget(menus, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._group.buttonClicked.connect(lambda tab: self.chosen.emit(tab.objectName()))

    def set_tokens(self, tokens: Tokens) -> None:
        for key, tab in self._tabs.items():
            put_icon(tab, self._icons[key], tokens)

    def show_current(self, key: str) -> None:
        self._tabs[key].setChecked(True)

    def set_count(self, key: str, count: int) -> None:
        """Show a number after the words of a tab; 0 shows none."""
        words = self._words[key]
        self._tabs[key].setText(f"{words}  {self.locale().toString(count)}" if count else words)

    def _tab(self, key: str, icon_name: str, words: str) -> QPushButton:
        tab = QPushButton(words)
        tab.setObjectName(key)
        tab.setProperty("look", "tab")
        tab.setCheckable(True)
        tab.setAccessibleName(words)
        self._tabs[key], self._words[key], self._icons[key] = tab, words, icon_name
        self._group.addButton(tab)
        return tab
