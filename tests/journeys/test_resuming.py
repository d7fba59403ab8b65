"""A script on a laptop whose program was killed while it was sending."""

from dataclasses import replace

from assessor_app.bootstrap.profiles import open_profile
from assessor_app.config.paths import AppPaths
from assessor_app.domain.outbox import OutboxState
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.test_command_line import PASSPHRASE, CommandLine, bare, judge, laptop

__all__ = ["bare", "laptop"]


def test_what_was_being_sent_goes_out_with_the_next_sync(server: PracticeProcess, laptop: CommandLine) -> None:
    laptop.ask("servers", "add", server.url, "--token", server.tokens["assessor-1"])
    laptop.ask("sync", "--pull")
    row = next(r for r in laptop.ask("inbox") if "gestures" in r["micro_credential"])
    judge(laptop, row, laptop.ask("show", row["id"]))
    laptop.ask("submit", row["id"])
    profile = open_profile(AppPaths(laptop.base), PASSPHRASE)
    try:
        with profile.factory() as unit:
            server_id = unit.servers.all()[0].server_id
            for item in unit.outbox.due(server_id, profile.tools.now(), is_forced=True):
                unit.outbox.update(replace(item, state=OutboxState.SENDING, tries=1))
    finally:
        profile.close()
    laptop.ask("sync")
    assert laptop.ask("outbox") == []
    assert next(r["state"] for r in laptop.ask("inbox") if r["id"] == row["id"]) == "accepted"
