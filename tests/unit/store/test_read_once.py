"""One edit reads each thing once, and sees what it has written itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.declaration import HandBack, HandBackKind
from assessor_app.domain.submission import AssignmentState
from assessor_app.services import annotate, score
from assessor_app.services.exchange_ports import RemoteChange
from tests.fakes.store_factory import (
    POLICY_ID,
    RUBRIC_ID,
    SERVER_ID,
    START,
    a_mark,
    a_policy,
    a_rubric,
    an_assignment,
    arrives,
    criterion_id,
    level_id,
)
from tests.unit.services.desk import EditingDesk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EditingDesk]:
    with open_desk(tmp_path) as one:
        one.do(score.set_level, "assignment-1", criterion_id(1), level_id(1))
        yield one


def asked(desk: EditingDesk, service: Any, *arguments: Any) -> Counter[tuple[str, str]]:
    seen: Counter[tuple[str, str]] = Counter()

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            seen[statement, str(values)] += 1

    event.listen(desk.store.database.engine, "before_cursor_execute", note)
    try:
        desk.do(service, *arguments)
    finally:
        event.remove(desk.store.database.engine, "before_cursor_execute", note)
    return seen


def test_a_mark_reads_nothing_twice_and_no_rubric_after_the_first(desk: EditingDesk) -> None:
    desk.do(annotate.add, a_mark())
    seen = asked(desk, annotate.add, a_mark())
    assert [statement for (statement, _), times in seen.items() if times > 1] == []
    assert [statement for statement, _ in seen if "document.body" in statement] == []


def test_what_was_written_is_read_in_the_same_breath(desk: EditingDesk) -> None:
    with desk.store.factory() as uow:
        stored = uow.assessments.get("assignment-1")
        assert stored is not None
        uow.assessments.put(replace(stored, state=AssessmentState.QUEUED))
        again = uow.assessments.get("assignment-1")
        assert again is not None
        assert again.state is AssessmentState.QUEUED
        uow.assessments.put_score(replace(stored.scores[0], rationale="Waits."))
        changed = uow.assessments.get("assignment-1")
        assert changed is not None
        assert changed.scores[0].rationale == "Waits."

        server = uow.servers.get(SERVER_ID)
        uow.servers.put(replace(server, name="Hillside"))
        assert uow.servers.get(SERVER_ID).name == "Hillside"

        assert uow.declarations.hand_back("assignment-1") is None
        given = HandBack("assignment-1", HandBackKind.RECUSAL, "Mine.", START)
        uow.declarations.put_hand_back(given)
        assert uow.declarations.hand_back("assignment-1") == given
        uow.declarations.end_hand_back("assignment-1")
        assert uow.declarations.hand_back("assignment-1") is None


def test_what_came_from_the_server_is_read_anew_once_it_changed(desk: EditingDesk) -> None:
    with desk.store.factory() as uow:
        assert uow.remote.assignment("assignment-1").state is AssignmentState.OPEN
        assert uow.remote.rubric(RUBRIC_ID).digest == "rubric-digest-1"
        assert uow.remote.policy(POLICY_ID) == a_policy()
        assert any(part.text for part in uow.remote.submission("submission-1").artifacts)
        uow.remote.put(SERVER_ID, arrives("rubric", RUBRIC_ID, a_rubric("2"), 2))
        assert uow.remote.rubric(RUBRIC_ID).digest == "rubric-digest-2"
        # A newer program reads more rules out of the very same document.
        stricter = replace(a_policy(), citations_per_criterion=3)
        uow.remote.put(SERVER_ID, arrives("policy", POLICY_ID, stricter, 1))
        assert uow.remote.policy(POLICY_ID) == stricter
        uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", replace(an_assignment(), attempt=2), 2))
        assert uow.remote.assignment("assignment-1").attempt == 2
        uow.remote.blank("submission-1")
        assert not any(part.text for part in uow.remote.submission("submission-1").artifacts)
        uow.remote.withdraw(SERVER_ID, RemoteChange("assignment", "assignment-1", 3, is_withdrawal=True))
        assert uow.remote.assignment("assignment-1").state is AssignmentState.WITHDRAWN
