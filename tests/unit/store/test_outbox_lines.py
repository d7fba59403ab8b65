"""Who is next: one line per assignment, its head first, a parked head blocking its own line only."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.services.parking import BEHIND, SIGNED_OUT
from assessor_app.services.refusals import UnknownItem
from assessor_app.store.outbox import DUE
from assessor_app.store.profile_store import Store
from tests.fakes.store_factory import SERVER_ID, START, a_server, an_assignment, arrives, make_world

SETTLED = (OutboxState.ACCEPTED, OutboxState.HELD, OutboxState.SUPERSEDED)
SOON = START + timedelta(seconds=30)


def an_item(op_id: str, assignment_id: str = "a", entity_id: str = "", **changes: Any) -> OutboxItem:
    item = OutboxItem(
        seq=0,
        op_id=op_id,
        server_id=SERVER_ID,
        assignment_id=assignment_id,
        entity_id=entity_id or f"entity-of-{op_id}",
        verb=OutboxVerb.PUT_ANNOTATION,
        path=f"assignments/{assignment_id}/annotations/{op_id}",
        body=b'{"exact": "bytes \xc3\xa9"}\x00',
        body_sha256="ef" * 32,
        base_revision=None,
        state=OutboxState.PENDING,
        tries=0,
        created_at=START,
    )
    return replace(item, **changes)


@pytest.fixture
def world(tmp_path: Path):
    with make_world(tmp_path, ("a", "b", "c")) as store:
        yield store


def put(store: Store, *items: OutboxItem) -> None:
    with store.factory() as uow:
        for item in items:
            uow.outbox.add(item)


def due(store: Store, server_id: str = SERVER_ID, *, is_forced: bool = False) -> list[str]:
    with store.factory() as uow:
        return [item.op_id for item in uow.outbox.due(server_id, START, is_forced=is_forced)]


def test_an_item_comes_back_byte_for_byte(world: Store) -> None:
    item = an_item("1", base_revision=4, not_before_at=SOON, cause="conflict", server_words="no", tries=3)
    with world.factory() as uow:
        seq = uow.outbox.add(item)
    with world.factory() as uow:
        assert uow.outbox.get("1") == replace(item, seq=seq)


def test_the_oldest_of_each_assignment_is_due_in_order_of_age(world: Store) -> None:
    put(world, an_item("1", "b"), an_item("2", "a"), an_item("3", "b"), an_item("4", "c"), an_item("5", "a"))
    assert due(world) == ["1", "2", "4"]


def test_nothing_waiting_is_nothing_due(world: Store) -> None:
    assert due(world) == []


def test_settled_items_do_not_stand_in_line(world: Store) -> None:
    put(world, *(an_item(f"{n}", state=state) for n, state in enumerate(SETTLED)))
    put(world, an_item("9"))
    assert due(world) == ["9"]


@pytest.mark.parametrize("state", [OutboxState.PARKED, OutboxState.SENDING])
def test_a_head_that_cannot_be_sent_blocks_its_own_assignment_only(world: Store, state: OutboxState) -> None:
    put(world, an_item("1", "a", state=state), an_item("2", "a"), an_item("3", "b"))
    assert due(world) == ["3"]
    assert due(world, is_forced=True) == ["3"]


def test_a_parked_head_is_stepped_over_while_a_final_waits_in_its_line(world: Store) -> None:
    final = OutboxVerb.PUT_FINAL
    put(world, an_item("1", "a", state=OutboxState.PARKED), an_item("2", "a"), an_item("3", "a", verb=final))
    put(world, an_item("4", "b", state=OutboxState.PARKED), an_item("5", "b"))
    assert due(world) == ["2"]
    with world.factory() as uow:
        uow.outbox.update(replace(uow.outbox.get("2"), state=OutboxState.PARKED))
    assert due(world) == ["3"]


@pytest.mark.parametrize("verb", [OutboxVerb.PUT_FINAL, OutboxVerb.RETURN])
def test_a_parked_decision_is_never_stepped_over(world: Store, verb: OutboxVerb) -> None:
    put(world, an_item("1", "a", verb=verb, state=OutboxState.PARKED), an_item("2", "a", verb=OutboxVerb.PUT_FINAL))
    assert due(world) == []


def waiting_for_a_person(store: Store) -> dict[str, str]:
    return {row.op_id: row.cause for row in store.reads.outbox() if row.waits_for_you}


def test_what_waits_for_a_person_says_for_what(world: Store) -> None:
    put(world, an_item("1", "a", state=OutboxState.PARKED), an_item("2", "a", cause="away"), an_item("3", "b"))
    put(world, an_item("4", "a", verb=OutboxVerb.POST_EVENTS))
    assert waiting_for_a_person(world) == {"2": BEHIND}
    assert due(world, is_forced=True) == ["3", "4"]
    put(world, an_item("5", "a", verb=OutboxVerb.PUT_FINAL))
    assert waiting_for_a_person(world) == {}, "the final takes them along"
    with world.factory() as uow:
        uow.servers.put(replace(uow.servers.get(SERVER_ID), needs_sign_in=True))
    assert waiting_for_a_person(world) == dict.fromkeys(("2", "3", "4", "5"), SIGNED_OUT)


def test_a_head_that_waits_for_its_time_blocks_its_line_unless_forced(world: Store) -> None:
    put(world, an_item("1", "a", not_before_at=SOON), an_item("2", "a"), an_item("3", "b", not_before_at=START))
    assert due(world) == ["3"]
    assert due(world, is_forced=True) == ["1", "3"]


@pytest.mark.parametrize("at", [START, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_wait_noted_by_a_clock_that_was_ten_years_ahead_is_over(world: Store, at: datetime) -> None:
    """A clock that was wrong for a moment must not keep a final on the laptop for years."""
    put(world, an_item("1", "a", not_before_at=START + timedelta(days=3653)))
    with world.factory() as uow:
        assert [item.op_id for item in uow.outbox.due(SERVER_ID, at)] == ["1"]


def test_lines_of_two_servers_are_apart(world: Store) -> None:
    other = a_server("https://hillside.example/server")
    with world.factory() as uow:
        uow.servers.put(other)
        assignment = an_assignment("d", "submission-of-d", server_id=other.server_id)
        uow.remote.put(other.server_id, arrives("assignment", "d", assignment))
    put(world, an_item("1", "a"), an_item("2", "d", server_id=other.server_id))
    assert due(world) == ["1"]
    assert due(world, other.server_id) == ["2"]


def test_what_was_being_sent_is_pending_after_a_restart(world: Store) -> None:
    put(world, an_item("1", "a", state=OutboxState.SENDING, tries=1), an_item("2", "b", state=OutboxState.PARKED))
    with world.factory() as uow:
        assert uow.outbox.restart() == 1
        assert uow.outbox.restart() == 0
    with world.factory() as uow:
        assert (uow.outbox.get("1").state, uow.outbox.get("1").tries) == (OutboxState.PENDING, 1)
        assert uow.outbox.get("2").state is OutboxState.PARKED


def test_bytes_and_place_of_an_item_cannot_be_updated(world: Store) -> None:
    put(world, an_item("1"))
    with world.factory() as uow:
        item = uow.outbox.get("1")
        uow.outbox.update(replace(item, body=b"forged", path="elsewhere", body_sha256="0", tries=1))
        assert uow.outbox.get("1") == replace(item, tries=1)


def test_an_item_that_is_not_there_is_named(world: Store) -> None:
    with world.factory() as uow:
        with pytest.raises(UnknownItem):
            uow.outbox.get("1")
        with pytest.raises(UnknownItem):
            uow.outbox.update(an_item("1"))


def test_an_unknown_state_cannot_be_stored(world: Store) -> None:
    put(world, an_item("1"))
    with pytest.raises(Exception, match="CHECK constraint"), world.database.writer() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'lost'")


def test_a_new_server_revision_rebases_untried_followers_only(world: Store) -> None:
    put(
        world,
        an_item("tried", entity_id="e", tries=1, base_revision=1),
        an_item("untried", entity_id="e", base_revision=1),
        an_item("settled", entity_id="e", base_revision=1, state=OutboxState.SUPERSEDED),
        an_item("another", entity_id="f", base_revision=1),
    )
    with world.factory() as uow:
        assert uow.outbox.server_revision("e") is None
        uow.outbox.set_server_revision("e", 2)
        uow.outbox.set_server_revision("e", 3)
        bases = {op_id: uow.outbox.get(op_id).base_revision for op_id in ("tried", "untried", "settled", "another")}
        assert uow.outbox.server_revision("e") == 3
    assert bases == {"tried": 1, "untried": 3, "settled": 1, "another": 1}


def test_delivered_is_the_newest_taken_item_of_each_entity(world: Store) -> None:
    put(
        world,
        an_item("1", entity_id="e", state=OutboxState.ACCEPTED),
        an_item("2", entity_id="f", state=OutboxState.HELD),
        an_item("3", entity_id="e", state=OutboxState.ACCEPTED),
        an_item("4", entity_id="e"),
        an_item("5", entity_id="g", state=OutboxState.SUPERSEDED),
    )
    with world.factory() as uow:
        assert [item.op_id for item in uow.outbox.delivered(SERVER_ID)] == ["2", "3"]


def test_a_long_line_is_searched_by_its_head_alone(world: Store) -> None:
    """The plan must walk the index: a scan would make a long offline evening slow to send."""
    values = {"server_id": SERVER_ID, "now": "", "horizon": "", "is_forced": 0}
    with world.database.reader() as connection:
        plan = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {DUE.element}"), values)]
    steps = [step for step in plan if "outbox" in step]
    assert len(steps) >= 3
    assert [step for step in steps if not step.startswith("SEARCH outbox USING")] == []
