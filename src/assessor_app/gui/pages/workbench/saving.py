"""What the top bar says of the work on the disk: nothing is called saved while anything is under way or was refused."""

from collections.abc import Callable
from datetime import datetime

from assessor_app.commands.context import Desk
from assessor_app.gui.pages.workbench.top_bar import TopBar


class Saving:
    """`is_settled` says whether every text that stands in the workbench is on the disk."""

    def __init__(self, desk: Desk, top_bar: TopBar, is_settled: Callable[[], bool]) -> None:
        self._desk = desk
        self._top_bar = top_bar
        self._is_settled = is_settled
        self._saved_at: datetime | None = None
        self._of_before: Exception | None = None
        self._reason = ""
        desk.writes.listen(self.tell)

    def start_over(self, saved_at: datetime | None) -> None:
        """Another assignment: what failed before was none of its work."""
        self._saved_at, self._of_before, self._reason = saved_at, self._desk.writes.failure, ""
        self.tell()

    def keep(self) -> None:
        """Something of this assignment was just committed."""
        self._saved_at = self._desk.tools.now()
        self.tell()

    def tell(self) -> None:
        failure = self._desk.writes.failure
        has_failed = failure is not None and failure is not self._of_before
        if has_failed:
            self._reason = str(failure)
        if self._desk.writes.under_way:
            self._top_bar.say_saving()
        elif self._is_settled() and not has_failed:
            self._reason = ""
            self._top_bar.say_saved(self._saved_at)
        elif self._reason or has_failed:
            self._top_bar.say_not_saved(self._reason)
        else:
            self._top_bar.say_saving()
