"""Asks before a page is opened outside: it leaves this program, and others learn that it was looked at."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from assessor_app.domain.links import Link

OpenOutside = Callable[[str], bool]


def open_in_browser(address: str) -> bool:
    """Hand a web address to the browser of the system; False when there is none."""
    return QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


def ask_to_open(parent: QWidget, link: Link, then: Callable[[], None]) -> None:
    """Ask, with the focus on Cancel; `then` is called when the answer is yes."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_tr("Open in the browser"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_tr("Open {host} in the browser?").format(host=link.host))
    box.setInformativeText(
        _tr(
            "The page leaves this program: it needs the network, its owner can see that it was looked at, and what you"
            " see there cannot be marked. It may also have changed since the candidate handed it in.\n\n{address}"
        ).format(address=_broken(link.address))
    )
    opens = box.addButton(_tr("Open in the browser"), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.buttonClicked.connect(lambda pressed: then() if pressed is opens else None)
    box.open()


def _broken(address: str, every: int = 60) -> str:
    """A long address without spaces would make the dialog as wide as itself."""
    return "\n".join(address[at : at + every] for at in range(0, len(address), every))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Links", words)
