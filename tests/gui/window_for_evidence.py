"""A program for tests: the real window with the lesson plan on show; prints at F12 which marks were made, and where."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from assessor_app.store.codec import dump
from tests.gui.evidence_reader import Reader, open_reader
from tests.gui.workbench_fixtures import PDF, TEXT

OTHER_PART, LAST_KEY = Qt.Key.Key_F9, Qt.Key.Key_F12


class Keeper(QObject):
    """Opens the reflection at F9 and ends the program at F12."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == OTHER_PART:
            self._reader.open(TEXT)
            return True
        if event.key() != LAST_KEY:
            return False
        for mark in self._reader.marks:
            told = {"number": int(str(mark.criterion_id)[-1]), "type": mark.mark_type.value, "note": mark.text}
            sys.stdout.write(json.dumps(told | {"place": dump(mark.selector)}) + "\n")
        sys.stdout.flush()
        QApplication.quit()
        return True


def main(folder: Path) -> None:
    app = QApplication([])
    with open_reader(app, folder) as reader:
        reader.open(PDF)
        keeper = Keeper(reader)
        app.installEventFilter(keeper)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        app.exec()
        app.removeEventFilter(keeper)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
