"""A menu with one choice among a few: speeds, captions, sound tracks."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

Choice = tuple[object, str]
"""What it is known by, and its words."""


class ChoiceMenu(QMenu):
    """`chosen` carries what the choice is known by, when a person picked it."""

    chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._group = QActionGroup(self)
        self._group.triggered.connect(lambda action: self.chosen.emit(action.data()))

    def set_choices(self, choices: Iterable[Choice]) -> None:
        for old in self._group.actions():
            self._group.removeAction(old)
        self.clear()
        for known_by, words in choices:
            action = QAction(words.replace("&", "&&"), self, checkable=True)
            action.setData(known_by)
            self._group.addAction(action)
            self.addAction(action)

    def show_chosen(self, known_by: object) -> None:
        """Tick this one; none when it is not there."""
        for action in self._group.actions():
            if action.data() == known_by:
                action.setChecked(True)
                return
        ticked = self._group.checkedAction()
        if ticked is not None:
            self._group.setExclusive(False)
            ticked.setChecked(False)
            self._group.setExclusive(True)

    @property
    def shown_words(self) -> str:
        ticked = self._group.checkedAction()
        return ticked.text() if ticked is not None else ""
