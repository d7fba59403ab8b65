"""The command line shows a submission as it stands, and nothing of one that was taken back."""

from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from assessor_app.cli import work
from assessor_app.cli.session import Session
from assessor_app.services.ports import Reads, RemoteChange
from tests.fakes.store_factory import SERVER_ID, make_world


@dataclass
class Reading:
    """As much of a session as showing needs."""

    reads: Reads


def test_a_withdrawn_submission_is_shown_without_its_evidence(tmp_path: Path) -> None:
    with make_world(tmp_path) as store:
        session = cast(Session, Reading(store.reads))
        document, words = work.show(session, Namespace(assignment="assignment-1"))
        assert [part["name"] for part in document["artifacts"]] == ["Lesson video", "Lesson plan", "Reflection"]
        assert "Lesson video" in words
        with store.factory() as uow:
            uow.remote.withdraw(SERVER_ID, RemoteChange("assignment", "assignment-1", 2, is_withdrawal=True))
        document, words = work.show(session, Namespace(assignment="assignment-1"))
        assert (document["assignment_state"], document["artifacts"]) == ("withdrawn", [])
        assert "Lesson video" not in words
        assert "I waited longer" not in str(document)
