"""The least a PySide6 program can be: a main window with a label, which says when it was painted and ends."""

import json
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class BareWindow(QMainWindow):
    is_told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_told:
            self.is_told = True
            QTimer.singleShot(0, self.tell)  # after this paint

    def tell(self) -> None:
        sys.stdout.write(json.dumps({"painted_ns": time.monotonic_ns()}) + "\n")
        sys.stdout.flush()
        self.close()


def main() -> int:
    app = QApplication([])
    window = BareWindow()
    window.setCentralWidget(QLabel("Nothing"))
    window.resize(1200, 800)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
