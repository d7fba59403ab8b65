"""Sealing that runs beside other work: of what is downloaded, and once of what an earlier release left unsealed."""

from collections.abc import Callable
from contextlib import suppress

from assessor_app.services import old_evidence
from assessor_app.services.conveyor import Beside
from assessor_app.tasks.line import Line
from assessor_app.tasks.runner import LANE_COPY, Runner, RunnerClosed, beside_lane
from assessor_app.tasks.write_gate import BULK

_LAST = 1_000


def beside_on(runner: Runner, server_id: str) -> Beside:
    """Return what runs work on lanes of that server, and says False once the program closes."""

    def beside(name: str, work: Callable[[], None]) -> bool:
        try:
            runner.submit(beside_lane(name, server_id), lambda _: work())
        except RunnerClosed:
            return False
        return True

    return beside


def seal_old_evidence(line: Line, failed: Callable[[Exception], None]) -> None:
    """Called at start; where it stopped, the next start goes on. `failed` hears on the UI thread."""
    begin = line.gate.factory(BULK)
    with suppress(RunnerClosed):
        line.runner.submit(
            LANE_COPY,
            lambda ticket: old_evidence.seal_old_evidence(line.vault, begin, ticket.is_cancelled),
            failed=failed,
            rank=_LAST,
        )
