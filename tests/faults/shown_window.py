"""The real program showing, playing and marking one video, in a process of its own that a test looks into and kills.

`python -m tests.faults.shown_window BASE`; the passphrase is the first line of the standard input.
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt

from assessor_app.bootstrap.first_window import Start, run_start
from assessor_app.config.paths import AppPaths
from assessor_app.gui.pages.workbench.page import WorkbenchPage
from tests.faults.marked_sample import TOLD
from tests.journeys import doomed_window
from tests.journeys.doomed_window import Script, says_saved
from tests.journeys.hands import press, write

READY = "everything is on the screen"


def shown(page: WorkbenchPage) -> Script:
    press(Qt.Key.Key_Space)
    began = page.player.painted()
    assert began is not None
    yield lambda: page.player.painted().start_us > began.start_us + 300_000  # type: ignore[union-attr]
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_1)
    yield lambda: says_saved(page)
    press(Qt.Key.Key_Return)
    yield page.panes.video.note_line.field.hasFocus
    write(TOLD)
    press(Qt.Key.Key_Return)
    yield lambda: says_saved(page)
    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()
    yield lambda: False


def main(base: Path) -> int:
    doomed_window.ACTS["shown"] = shown
    passphrase = sys.stdin.readline().strip()
    return run_start(
        Start(AppPaths(base), passphrase=passphrase), lambda desktop: doomed_window.play(desktop.window, "shown")
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
