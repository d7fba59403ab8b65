"""Starts the program as `python -m assessor_app` does, says when the inbox was painted, and ends."""

import json
import sys
import time

BEGAN_NS = time.monotonic_ns()

from collections.abc import Callable  # noqa: E402 - the clock comes first
from typing import TYPE_CHECKING, Any  # noqa: E402

from assessor_app.cli.parser import build_parser  # noqa: E402

if TYPE_CHECKING:
    from assessor_app.bootstrap.window import Desktop


def main() -> int:
    """The last argument is the number of rows to wait for. Prints one JSON line."""
    wanted = int(sys.argv.pop())
    unlocked_ns: list[int] = []
    arguments = build_parser().parse_args()
    from assessor_app.bootstrap import first_window, unlocking  # noqa: PLC0415 - in the program's own order

    make_door = unlocking.door_of

    def timed_door(*given: object) -> object:
        from assessor_app.vault import key_slots  # noqa: PLC0415 - making a door imports it at this point

        key_slots.KeyFile.open_words = _timed(key_slots.KeyFile.open_words, unlocked_ns)  # type: ignore[method-assign]
        return make_door(*given)  # type: ignore[arg-type]

    unlocking.door_of = timed_door  # type: ignore[assignment]
    return first_window.run(arguments, lambda desktop: _watch(desktop, wanted, unlocked_ns))


def _timed(act: Callable[..., Any], taken_ns: list[int]) -> Callable[..., Any]:
    def timed(*given: object, **named: object) -> Any:
        before = time.monotonic_ns()
        try:
            return act(*given, **named)
        finally:
            taken_ns.append(time.monotonic_ns() - before)

    return timed


def _watch(desktop: "Desktop", wanted: int, unlocked_ns: list[int]) -> None:
    """Say the times once the table was painted with all its rows."""
    from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: PLC0415

    table, model = desktop.window.inbox.table, desktop.window.inbox.model

    class Painted(QObject):
        is_told = False

        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and model.rowCount() >= wanted and not self.is_told:
                self.is_told = True
                QTimer.singleShot(0, self.tell)  # after this paint
            return False

        def tell(self) -> None:
            times = {"began_ns": BEGAN_NS, "painted_ns": time.monotonic_ns(), "unlock_ns": sum(unlocked_ns)}
            sys.stdout.write(json.dumps(times) + "\n")
            sys.stdout.flush()
            desktop.window.close()

    watcher = Painted(table)
    table.viewport().installEventFilter(watcher)


if __name__ == "__main__":
    sys.exit(main())
