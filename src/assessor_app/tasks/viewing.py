"""The log of what was looked at: each piece of evidence once per viewing of a submission, behind the work."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from assessor_app.services import viewing
from assessor_app.services.done import Done
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.tasks.runner import RunnerClosed

Act = Callable[[UnitOfWork], Done[None]]


class Viewing:
    """Called on the UI thread. `write_aside` writes on lane db, behind everything the assessor does.

    A report that cannot be written is tried again with the next look; showing the evidence never waits for it.
    """

    def __init__(self, write_aside: Callable[[Act, Callable[[Exception], None]], None], tools: Tools) -> None:
        self._write_aside = write_aside
        self._tools = tools
        self._seen: set[str] = set()

    def shown(self, artifact_id: str) -> None:
        if artifact_id in self._seen:
            return
        self._seen.add(artifact_id)
        with suppress(RunnerClosed):
            self._write_aside(partial(_report, self._tools, artifact_id), lambda _: self._seen.discard(artifact_id))

    def end(self) -> None:
        """The submission was left."""
        self._seen.clear()


def _report(tools: Tools, artifact_id: str, uow: UnitOfWork) -> Done[None]:
    return viewing.evidence_opened(uow, tools, artifact_id)
