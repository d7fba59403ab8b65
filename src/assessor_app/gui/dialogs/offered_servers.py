"""Servers a district offers at sign-in: one click or key instead of an address to type."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from assessor_app.gui.plain_words import plain_tip

Offer = tuple[str, str]
"""The district's name for a server, and its address or invitation."""


class OfferedServers(QWidget):
    """`chosen` carries an address. Not there at all where nothing is offered."""

    chosen = Signal(str)

    def __init__(self, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        words = QLabel(self.tr("Your district offers:"))
        words.setProperty("look", "quiet")
        layout.addWidget(words)
        self.buttons = [self._button(name, address) for name, address in offers]
        for button in self.buttons:
            layout.addWidget(button)
        self.setVisible(bool(offers))

    def _button(self, name: str, address: str) -> QPushButton:
        button = QPushButton(name.replace("&", "&&"))
        button.setAccessibleName(self.tr("Sign in to {server}").format(server=name))
        button.setToolTip(plain_tip(address))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.chosen.emit(address))
        return button
