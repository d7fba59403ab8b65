"""Starts the program as `python -m assessor_app` does, says when the inbox was painted, and ends."""

import json
import sys
import time

BEGAN_NS = time.monotonic_ns()

from collections.abc import Callable  # noqa: E402 - the clock comes first
from typing import TYPE_CHECKING  # noqa: E402

from assessor_app.cli.parser import build_parser  # noqa: E402

if TYPE_CHECKING:
    from assessor_app.bootstrap.window import Desktop


def main() -> int:
    """The last argument is the number of rows to wait for. Prints one JSON line."""
    wanted = int(sys.argv.pop())
    unlocked_ns: list[int] = []
    arguments = build_parser().parse_args()
    from assessor_app.bootstrap import first_window, profiles  # noqa: PLC0415 - in the program's own order

    unlock = profiles._unlock

    def timed_unlock(*given: object) -> object:
        from assessor_app.vault import key_slots  # noqa: PLC0415 - unlocking imports it at this point

        key_slots.open_header = _timed(key_slots.open_header, unlocked_ns)
        return unlock(*given)  # type: ignore[arg-type]

    profiles._unlock = timed_unlock  # type: ignore[assignment]
    return first_window.run(arguments, lambda desktop: _watch(desktop, wanted, unlocked_ns))


def _timed(act: Callable[..., bytes], taken_ns: list[int]) -> Callable[..., bytes]:
    def timed(*given: object) -> bytes:
        before = time.monotonic_ns()
        try:
            return act(*given)
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
