"""What was watched: joined to what is stored, silent in journal and outbox, told by the final."""

import json

import pytest

from assessor_app.domain.coverage import Coverage
from assessor_app.domain.submission import AssignmentState
from assessor_app.services import coverage, submit
from assessor_app.services.refusals import UnknownAssignment
from tests.fakes.store_factory import SERVER_ID, an_assignment, arrives
from tests.unit.services.desk import EditingDesk
from tests.unit.services.test_submit import complete

HOME, VIDEO = "assignment-1", "submission-1/artifacts/1"


def watch(desk: EditingDesk, *spans: tuple[int, int], assignment_id: str = HOME) -> Coverage:
    with desk.store.factory() as uow:
        done = coverage.add(uow, assignment_id, VIDEO, Coverage(spans))
    assert not done.changes, "no screen has to read anything again"
    return done.value


def stored(desk: EditingDesk) -> Coverage:
    return desk.view().coverage.get(VIDEO, Coverage())


def test_stretches_are_joined_and_a_pause_leaves_no_hole(desk: EditingDesk) -> None:
    watch(desk, (5_000_000, 9_000_000))
    watch(desk, (0, 4_900_000))
    assert watch(desk, (20_000_000, 21_000_000)) == Coverage(((0, 9_000_000), (20_000_000, 21_000_000)))
    assert stored(desk) == Coverage(((0, 9_000_000), (20_000_000, 21_000_000)))


def test_it_is_no_act_of_the_assessors(desk: EditingDesk) -> None:
    watch(desk, (0, 9_000_000))
    assert [desk.count(table) for table in ("journal", "act", "outbox", "assessment")] == [0, 0, 0, 0]


def test_a_submitted_assessment_keeps_what_was_watched_for_it(desk: EditingDesk) -> None:
    complete(desk)
    watch(desk, (0, 1_000_000))
    desk.do(submit.submit, HOME)
    assert watch(desk, (0, 9_000_000)) == Coverage(((0, 1_000_000),))
    assert stored(desk) == Coverage(((0, 1_000_000),))


@pytest.mark.parametrize("state", [AssignmentState.WITHDRAWN, AssignmentState.CLOSED])
def test_a_closed_assignment_refuses_without_a_word(desk: EditingDesk, state: AssignmentState) -> None:
    desk.change(lambda uow: uow.remote.put(SERVER_ID, arrives("assignment", HOME, an_assignment(state=state), 2)))
    assert watch(desk, (0, 9_000_000)) == Coverage()
    assert desk.count("coverage") == 0


def test_an_assignment_that_is_not_here_is_named(desk: EditingDesk) -> None:
    with pytest.raises(UnknownAssignment):
        watch(desk, (0, 9), assignment_id="assignment-9")


def test_the_final_tells_what_was_watched_and_a_draft_does_not(desk: EditingDesk) -> None:
    complete(desk)
    watch(desk, (0, 1_500_000), (60_000_000, 61_000_001))
    final = json.loads(desk.do(submit.submit, HOME).value.body)
    assert final["coverage"] == {VIDEO: [[0, 1_500_000], [60_000_000, 61_000_001]]}
    drafts = [json.loads(body) for body in bodies(desk, "put-draft")]
    assert {str(draft["coverage"]) for draft in drafts} == {"{}"}


def bodies(desk: EditingDesk, verb: str) -> list[bytes]:
    with desk.store.database.reader() as connection:
        sql = "SELECT body FROM outbox WHERE verb = ?"
        return list(connection.exec_driver_sql(sql, (verb,)).scalars())
