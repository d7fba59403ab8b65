"""While evidence may not be seen, nothing that came from it is read: not by a screen, not by a script."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest

from assessor_app.cli import work
from assessor_app.cli.session import Session
from assessor_app.domain.annotation import PageSelector, TextSelector
from assessor_app.domain.comparison import ComparedAssessment
from assessor_app.domain.conflict import Conflict, ConflictKind
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.outbox import OutboxState
from assessor_app.domain.submission import Role
from assessor_app.services import annotate, score
from assessor_app.services.declare import declare
from assessor_app.services.hand_back import hand_back
from assessor_app.services.ports import Reads, Tools, UnitOfWorkFactory
from tests.fakes.store_factory import SERVER_ID, START, a_mark, an_assignment, arrives, criterion_id
from tests.gui.rubric_fixtures import two_who_differ
from tests.unit.services.desk import EditingDesk, open_desk

QUOTE = TextSelector("I waited longer", "ahead of it ", " behind it")
OF_THE_EVIDENCE = (
    "I waited longer",
    "ahead of it ",
    " behind it",
    "Lesson video",
    "Lesson plan",
    "Reflection",
    "Well waited.",
)


@dataclass
class Reading:
    reads: Reads
    factory: UnitOfWorkFactory
    tools: Tools


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[EditingDesk]:
    """An adjudicator who quoted the reflection and a page, and wrote a rationale; not declared."""
    with open_desk(tmp_path, is_declared=False) as one:
        given = replace(an_assignment(), role=Role.ADJUDICATE, revision=2)
        one.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", "assignment-1", given, 2)))
        one.change(lambda uow: uow.servers.put(replace(uow.servers.get(SERVER_ID), roles=("adjudicator",))))
        one.change(lambda uow: uow.comparisons.put("assignment-1", two_who_differ()))
        one.do(annotate.add, replace(a_mark(text="my own note"), selector=QUOTE))
        one.do(annotate.add, replace(a_mark(), selector=PageSelector(3, quote=QUOTE)))
        one.do(score.set_rationale, "assignment-1", criterion_id(1), "my own rationale")
        yield one


def said(desk: EditingDesk) -> str:
    session = Reading(desk.store.reads, desk.store.factory, desk.tools)
    document, words = work.show(cast(Session, session), Namespace(assignment="assignment-1"))
    return f"{desk.view()} {document} {words}"


def test_before_the_declaration_nothing_of_it_is_read_and_after_it_everything(desk: EditingDesk) -> None:
    assert [words for words in OF_THE_EVIDENCE if words in said(desk)] == []
    assert [part.number for part in desk.view().submission.artifacts] == [1, 2, 3]
    desk.do(declare, "assignment-1")
    assert [words for words in OF_THE_EVIDENCE if words not in said(desk)] == []


def test_handed_back_the_own_words_stay_and_the_candidates_do_not(desk: EditingDesk) -> None:
    desk.do(declare, "assignment-1")
    desk.do(hand_back, "assignment-1", HandBackKind.CONFLICT, "My colleague.")
    assert [words for words in OF_THE_EVIDENCE if words in said(desk)] == []
    assert "my own note" in said(desk)
    assert "my own rationale" in said(desk)
    kept = {mark.annotation_id: mark for mark in desk.marks()}
    with desk.store.factory() as uow:
        stored = [uow.annotations.get(name).selector for name in kept]
    assert QUOTE in stored, "what was marked is not changed by it"


def test_what_the_other_laptop_quoted_is_not_read_either(desk: EditingDesk) -> None:
    with desk.store.factory() as uow:
        (first, *_) = uow.outbox.line(SERVER_ID, "assignment-1")
        quoted = uow.annotations.get(first.entity_id)
        theirs = ComparedAssessment("assignment-1", "", "", (), (quoted,), "", "", is_final=False)
        uow.outbox.update(replace(first, state=OutboxState.PARKED))
        uow.conflicts.put(Conflict(first.op_id, "assignment-1", ConflictKind.OTHER_LAPTOP, START, theirs))
    (conflict,) = desk.view().conflicts
    assert conflict.theirs is not None
    assert [mark.text for mark in conflict.theirs.annotations] == ["my own note"]
    assert "I waited longer" not in said(desk)
