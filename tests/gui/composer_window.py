"""The workbench in a window of its own with real keys: prints the overall feedback and whether the cursor is in it."""

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from assessor_app.commands.bindings import TABLE
from assessor_app.commands.catalogue import all_commands
from assessor_app.commands.keymap import Keymap
from assessor_app.commands.modes import Mode
from assessor_app.gui.key_router import KeyRouter
from assessor_app.services import comments
from tests.fakes.store_factory import ACHIEVEMENT_ID
from tests.gui.workbench_fixtures import open_workbench, settle

TITLE = "Composer under test"


def main() -> None:
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder, open_workbench(app, Path(folder)) as place:
        tools = place.bench.tools
        place.desk.write(lambda uow: comments.save(uow, tools, ACHIEVEMENT_ID, "You wait well."))
        keymap = Keymap(TABLE)
        router = KeyRouter(place.page, all_commands(), keymap, lambda: place.context, lambda: Mode.WORKBENCH)
        router.listen()
        place.page.setWindowTitle(TITLE)
        place.page.focus_named("feedback")
        settle()
        edit = place.panes.feedback.edit

        def tell() -> None:
            """The word END is the last that is typed."""
            if "END" in edit.toPlainText():
                sys.stdout.write(f"{edit.toPlainText()!r} {place.page.focusWidget() is edit}\n")
                app.quit()

        watch = QTimer(interval=50)
        watch.timeout.connect(tell)
        watch.start()
        QTimer.singleShot(30_000, app.quit)
        app.exec()
        router.stop()


if __name__ == "__main__":
    main()
