"""The command line lists what was opened and erased, and says of one submission that its evidence locks."""

from argparse import Namespace
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from assessor_app.cli import access, inspect, standing
from assessor_app.cli.parser import build_parser
from assessor_app.cli.session import Session
from assessor_app.domain.submission import MediaState
from assessor_app.services import viewing
from assessor_app.services.erasure import Reason, erase
from assessor_app.services.ports import Reads
from assessor_app.services.views import ArtifactMedia
from tests.fakes.store_factory import SERVER_ID, Bench, make_world
from tests.fakes.vaults import make_vault

VIDEO = "submission-1/artifacts/1"


@dataclass
class Reading:
    """As much of a session as listing needs."""

    reads: Reads


def test_the_access_log_names_submission_part_and_reason_and_no_file(tmp_path: Path) -> None:
    assert build_parser().parse_args(["access-log", "--json"]).command == "access-log"
    vault, tools = make_vault(tmp_path), Bench().tools
    with make_world(tmp_path) as store:
        session = cast(Session, Reading(store.reads))
        assert access.access_log(session, Namespace())[0] == []
        with store.factory() as uow:
            viewing.evidence_opened(uow, tools, VIDEO)
            uow.media.put(ArtifactMedia(VIDEO, MediaState.PRESENT, 5, 5))
            erase(vault, uow, tools, "assignment-1", Reason.RETENTION, [VIDEO])
            uow.events.confirm([uow.events.unsent("assignment-1")[0].event_id])
        rows, words = access.access_log(session, Namespace())
        told = [(row["code"], row["what"], row["part"], row["reason"], row["reported"]) for row in rows]
        assert told == [
            ("4F2A7K9", "evidence-erased", 1, "retention", False),
            ("4F2A7K9", "evidence-opened", 1, "", True),
        ]
        assert "evidence-erased" in words
        assert "Lesson video" not in words + str(rows)
    vault.close()


def test_show_and_inbox_say_that_evidence_locks(tmp_path: Path) -> None:
    with make_world(tmp_path) as store:
        session = cast(Session, Reading(store.reads))

        def said(ago: timedelta) -> tuple[str, object]:
            at = datetime.now(UTC) - ago
            with store.factory() as uow:
                uow.servers.put(replace(uow.servers.get(SERVER_ID), server_time_at=at, met_at=at))
            rows, _ = inspect.inbox(session, Namespace())
            return " ".join(standing.lines(store.reads.workbench("assignment-1"))), rows[0]["lock_days"]

        assert said(timedelta())[1] is None
        words, days = said(timedelta(days=27, hours=1))
        assert (days, "Its videos lock in 3 days unless this laptop speaks to Riverside." in words) == (3, True)
        words, days = said(timedelta(days=31))
        assert days == 0
        assert "This laptop has not spoken to Riverside for 30 days, so its videos are locked." in words
