"""The real program in a process of its own that ends itself with kill -9 as soon as the window says what was saved.

`python -m tests.journeys.doomed_window BASE ACT` opens the first submission whose evidence is here and does one
act. `steadily` marks on and on, prints each mark that is shown, and waits to be killed.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from assessor_app.bootstrap.first_window import Start, run_start
from assessor_app.config.paths import AppPaths
from assessor_app.domain.submission import MediaState
from assessor_app.gui.dialogs.submit import SubmitDialog
from assessor_app.gui.main_window import MainWindow
from assessor_app.gui.models.moments import MomentsModel
from assessor_app.gui.pages.workbench.page import WorkbenchPage
from tests.journeys.hands import ALT, CTRL, SHIFT, click, key_down, key_up, press, reads, words_on, write

PASSPHRASE = "only for this test"
NOTE = "counts to four"
REASON = "every hand is up"
FEEDBACK = "You wait. Next: wait longer."
WATCHED_US = 8_000_000
PATIENCE_S = 60
Condition = Callable[[], object]
Script = Iterator[Condition]
"""Each condition is waited for before the script goes on."""


def main(base: Path, act: str) -> int:
    return run_start(Start(AppPaths(base), passphrase=PASSPHRASE), lambda desktop: play(desktop.window, act))


def play(window: MainWindow, act: str) -> None:
    script = whole(window, act)
    waiting: list[Condition] = [next(script)]
    timer = QTimer(window)
    timer.setInterval(1)
    since = [time.monotonic()]

    def step() -> None:
        if not waiting[0]():
            if time.monotonic() - since[0] > PATIENCE_S:
                sys.stderr.write(f"waited in vain; on the screen: {sorted(words_on(window))}\n")
                os._exit(3)
            return
        try:
            since[0] = time.monotonic()
            waiting[0] = next(script)
        except StopIteration:
            os.kill(os.getpid(), signal.SIGKILL)

    timer.timeout.connect(step)
    timer.start()


def whole(window: MainWindow, act: str) -> Script:
    window.activateWindow()
    yield lambda: window.isActiveWindow() and window.inbox.model.rowCount()
    row = next(row for row in window.inbox.model.rows if row.media_state is MediaState.PRESENT)
    window.show_workbench(row.assignment_id)
    page = window.workbench()
    assert isinstance(page, WorkbenchPage)
    yield lambda: page.view is not None
    if page.view is not None and page.view.is_declaration_missing:
        page.integrity.declare()
    yield lambda: page.player.painted() is not None
    yield page.panes.video.surface.hasFocus
    yield from ACTS[act](page)


def says_saved(page: WorkbenchPage) -> bool:
    return reads("Saved on this laptop", page.panes.top_bar)


def mark(page: WorkbenchPage) -> Script:
    press(Qt.Key.Key_3)
    yield lambda: says_saved(page)


def stretch(page: WorkbenchPage) -> Script:
    press(Qt.Key.Key_Space)
    key_down(Qt.Key.Key_2)
    began = page.player.painted()
    assert began is not None
    yield lambda: page.player.painted().start_us > began.start_us + 800_000  # type: ignore[union-attr]
    key_up(Qt.Key.Key_2)
    model = page.panes.moments.model
    yield lambda: not model.annotation_at(0).selector.is_point  # type: ignore[union-attr]


def note(page: WorkbenchPage) -> Script:
    yield from mark(page)
    press(Qt.Key.Key_Return)
    yield page.panes.video.note_line.field.hasFocus
    write(NOTE)
    press(Qt.Key.Key_Return)
    yield lambda: says_saved(page)


def level(page: WorkbenchPage) -> Script:
    press(Qt.Key.Key_2, ALT)
    yield lambda: says_saved(page)


def rationale(page: WorkbenchPage) -> Script:
    typed_reason(page)
    yield lambda: says_saved(page)


def level_while_typing(page: WorkbenchPage) -> Script:
    typed_reason(page)
    press(Qt.Key.Key_2, ALT)
    yield lambda: says_saved(page)


def typed_reason(page: WorkbenchPage) -> None:
    assert page.focused_criterion_id is not None
    card = page.panes.rubric.card(page.focused_criterion_id)
    assert card is not None
    click(card.rationale.viewport())
    write(REASON)


def feedback(page: WorkbenchPage) -> Script:
    click(page.panes.below, page.panes.below.tabRect(1).center())
    click(page.panes.feedback.edit.viewport())
    write(FEEDBACK)
    yield lambda: says_saved(page)


def submitted(page: WorkbenchPage) -> Script:
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    yield lambda: isinstance(QApplication.activeModalWidget(), SubmitDialog)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SubmitDialog)
    click(dialog.submit_button)
    yield lambda: reads("1 waiting to send", page.window())


def watched(page: WorkbenchPage) -> Script:
    press(Qt.Key.Key_Space)
    yield lambda: page.player.painted().start_us > WATCHED_US  # type: ignore[union-attr]


def steadily(page: WorkbenchPage) -> Script:
    model = page.panes.moments.model
    model.rowsInserted.connect(
        lambda _, first, __: print(model.annotation_at(first).annotation_id, flush=True)  # noqa: T201
    )
    while True:
        press(Qt.Key(Qt.Key.Key_1 + model.rowCount() % 4))
        yield partial(has_more_than, model, model.rowCount())


def has_more_than(model: MomentsModel, rows: int) -> bool:
    return model.rowCount() > rows


ACTS: dict[str, Callable[[WorkbenchPage], Script]] = {
    "mark": mark,
    "stretch": stretch,
    "note": note,
    "level": level,
    "rationale": rationale,
    "level while typing": level_while_typing,
    "feedback": feedback,
    "submit": submitted,
    "watch": watched,
    "steadily": steadily,
}

if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
