"""A program for tests: the real window over a real store; prints every command its keys run, and at F12 what was made.

Keys typed before it printed READY may be lost.

Marks are really made. What plays or shows something is only named: this is about keys.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.gui.shell_fixtures import Shell, open_shell

READY = "ready"
LAST_KEY = Qt.Key.Key_F12


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Last(QObject):
    """Ends the program at F12."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() != LAST_KEY:
            return False
        page = self._shell.workbench
        numbers = [int(str(mark.criterion_id)[-1]) for mark in page.marks]
        tell(f"marks {sorted(numbers)}")
        tell(f"note {page.note.toPlainText()}")
        QApplication.quit()
        return True


def telling(run: Callable[..., Any]) -> Callable[..., Any]:
    def told(name: str, *arguments: Any) -> Any:
        shown = [str(argument) for argument in arguments if isinstance(argument, int | str)]
        tell(" ".join([name, *shown]))
        return run(name, *arguments) if name in ("mark.criterion", "mark.note") else None

    return told


def main(folder: Path) -> None:
    app = QApplication([])
    with open_shell(app, folder) as shell:
        shell.window.show_workbench("assignment-1")
        shell.window.router.run = telling(shell.window.router.run)  # type: ignore[method-assign]
        last = Last(shell)
        app.installEventFilter(last)
        shell.workbench.stage.setFocus()
        QTimer.singleShot(0, lambda: tell(READY))
        app.exec()
        app.removeEventFilter(last)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
