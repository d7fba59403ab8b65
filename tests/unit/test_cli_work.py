"""The command line shows a submission as it stands, and nothing of one that was taken back."""

from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from assessor_app.cli import standing, work
from assessor_app.cli.session import Session
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.event import EventKind
from assessor_app.domain.outcome import ComparedLevel, Outcome
from assessor_app.services.exchange_ports import RemoteChange
from assessor_app.services.hand_back import hand_back
from assessor_app.services.ports import Reads, Tools, UnitOfWorkFactory
from tests.fakes.store_factory import SERVER_ID, Bench, make_world


@dataclass
class Reading:
    """As much of a session as showing needs."""

    reads: Reads
    factory: UnitOfWorkFactory
    tools: Tools


def test_a_withdrawn_submission_is_shown_without_its_evidence(tmp_path: Path) -> None:
    with make_world(tmp_path) as store:
        session = cast(Session, Reading(store.reads, store.factory, Bench().tools))
        document, words = work.show(session, Namespace(assignment="assignment-1"))
        assert [part["name"] for part in document["artifacts"]] == ["Lesson video", "Lesson plan", "Reflection"]
        assert "Lesson video" in words
        logged = [(row.kind, row.number) for row in store.reads.access_log()]
        assert logged == [(EventKind.EVIDENCE_OPENED, 3)], "the reflection was read, the files were not"
        with store.factory() as uow:
            uow.remote.withdraw(SERVER_ID, RemoteChange("assignment", "assignment-1", 2, is_withdrawal=True))
        document, words = work.show(session, Namespace(assignment="assignment-1"))
        assert (document["assignment_state"], document["artifacts"]) == ("withdrawn", [])
        assert "Lesson video" not in words
        assert "I waited longer" not in str(document)
        assert len(store.reads.access_log()) == 1, "nothing of it could be read again"


def test_the_question_is_put_only_while_there_is_work(tmp_path: Path) -> None:
    with make_world(tmp_path, is_declared=False) as store:
        asked = "Evidence closed until you say that you know nobody: declare"
        assert any(line.startswith(asked) for line in standing.lines(store.reads.workbench("assignment-1")))
        with store.factory() as uow:
            hand_back(uow, Bench().tools, "assignment-1", HandBackKind.RECUSAL, "I know the teacher.")
        said = standing.lines(store.reads.workbench("assignment-1"))
        assert said[0].startswith("Handed back (recusal)")
        assert not any(line.startswith(asked) for line in said)


def test_what_became_of_it_is_told_with_how_it_compares(tmp_path: Path) -> None:
    levels = (ComparedLevel("c1", "l2", "l2"), ComparedLevel("c2", "l2", "l1"))
    outcome = Outcome(
        "assignment-1", True, "awarded", "not-yet", levels=levels, credential_id="urn:c", credential_status="valid"
    )
    with make_world(tmp_path) as store:
        with store.factory() as uow:
            uow.outcomes.put(outcome)
        said = standing.lines(store.reads.workbench("assignment-1"))
    told = "Outcome: awarded (yours: not-yet); the other assessor chose the same level in 1 of 2; credential valid"
    assert told in said
