"""The outbox: what each answer of a server makes of an item, when it is tried again, and in which order."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from assessor_app.domain.event import Event, EventKind
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb, Receipt
from assessor_app.services import outbox
from assessor_app.services.exchange_ports import (
    Delivered,
    NotYet,
    OwnVersion,
    PushReply,
    Refused,
    ServerClient,
    ServerUnreachable,
)
from assessor_app.services.parking import cause_of
from assessor_app.store.profile_store import Store
from assessor_app.wire.problem import ProblemName
from tests.fakes.store_factory import SERVER_ID, START, make_world

ASSIGNMENTS = ("assignment-1", "assignment-2")


def an_item(number: int, assignment_id: str = "assignment-1", entity_id: str = "") -> OutboxItem:
    return OutboxItem(
        seq=0,
        op_id=f"op-{number}",
        server_id=SERVER_ID,
        assignment_id=assignment_id,
        entity_id=entity_id or f"mark-{number}",
        verb=OutboxVerb.PUT_ANNOTATION,
        path=f"assignments/{assignment_id}/annotations/mark-{number}",
        body=b"{}",
        body_sha256="00",
        base_revision=None,
        state=OutboxState.PENDING,
        tries=0,
        created_at=START,
    )


def receipt_for(item: OutboxItem, disposition: str = "accepted", revision: int = 1) -> Receipt:
    return Receipt(
        op_id=item.op_id,
        server_id=item.server_id,
        assignment_id=item.assignment_id,
        resource=item.path,
        kid="k",
        public_jwk="{}",
        body_sha256=item.body_sha256,
        revision=revision,
        received_at=START,
        server_epoch="epoch-1",
        disposition=disposition,
        reason="",
        document="{}",
    )


@dataclass
class Scripted:
    """Answers pushes from a list, then accepts; notes what was pushed and in which state it stood on disk."""

    store: Store
    replies: list[PushReply | Exception] = field(default_factory=list)
    pushed: list[str] = field(default_factory=list)

    other: OwnVersion | None = None
    """What another laptop sent; None while the server cannot be asked."""

    def own_version(self, assignment_id: str) -> OwnVersion:
        if self.other is None:
            raise ServerUnreachable("away")
        return self.other

    def push(self, item: OutboxItem) -> PushReply:
        self.pushed.append(item.op_id)
        with self.store.factory() as uow:
            on_disk = uow.outbox.get(item.op_id)
        assert (on_disk.state, on_disk.tries) == (OutboxState.SENDING, item.tries), "committed before it is sent"
        reply = self.replies.pop(0) if self.replies else Delivered(receipt_for(item))
        if isinstance(reply, Exception):
            raise reply
        return reply


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_world(tmp_path, ASSIGNMENTS) as opened:
        yield opened


def add(store: Store, *items: OutboxItem) -> None:
    with store.factory() as uow:
        for item in items:
            uow.outbox.add(item)


def get(store: Store, op_id: str) -> OutboxItem:
    with store.factory() as uow:
        return uow.outbox.get(op_id)


def drain(store: Store, client: Scripted, **options) -> outbox.Drained:
    return outbox.drain(store.factory, cast(ServerClient, client), SERVER_ID, now=lambda: START, **options)


def test_a_receipt_settles_the_item_and_rebases_what_follows(store: Store):
    add(store, an_item(1, entity_id="mark"), an_item(2, entity_id="mark"))
    client = Scripted(store)
    client.replies = [Delivered(receipt_for(an_item(1), revision=7)), NotYet("later")]
    drained = drain(store, client)
    assert (drained.delivered, drained.postponed) == (1, 1)
    assert get(store, "op-1").state is OutboxState.ACCEPTED
    assert get(store, "op-2").base_revision == 7
    assert [row.op_id for row in store.reads.receipts()] == ["op-1"]


def test_a_receipt_confirms_the_events_it_covers_and_no_later_one(store: Store):
    def event(event_id: str) -> Event:
        return Event(event_id, "assignment-1", EventKind.BLANKED, START)

    with store.factory() as uow:
        uow.events.add(event("event-1"))
        uow.events.add(event("event-2"))
    batch = replace(an_item(1), verb=OutboxVerb.POST_EVENTS, path="events", body=b'{"events":[{"id":"event-1"}]}')
    add(store, batch)
    drain(store, Scripted(store))
    assert get(store, "op-1").state is OutboxState.ACCEPTED
    with store.factory() as uow:
        assert [each.event_id for each in uow.events.unsent("assignment-1")] == ["event-2"]


def test_refused_events_park_and_the_final_goes(store: Store):
    final = replace(an_item(2), verb=OutboxVerb.PUT_FINAL)
    add(store, replace(an_item(1), verb=OutboxVerb.POST_EVENTS, path="events"), final)
    client = Scripted(store, [Delivered(receipt_for(final)), Refused("bad-request", "no")])
    drained = drain(store, client)
    assert client.pushed == ["op-2", "op-1"], "what was reported never stands before the work"
    assert (drained.delivered, drained.parked) == (1, 0), "nobody is needed for it"
    assert get(store, "op-1").state is OutboxState.PARKED


def test_held_is_not_accepted(store: Store):
    add(store, an_item(1))
    client = Scripted(store, [Delivered(receipt_for(an_item(1), "held_for_review"))])
    drain(store, client)
    assert get(store, "op-1").state is OutboxState.HELD


@pytest.mark.parametrize("problem", sorted(set(ProblemName) - {ProblemName.IN_PROGRESS}))
def test_every_believable_no_parks_the_item_with_its_bytes_and_a_next_step(store: Store, problem: str):
    add(store, an_item(1), an_item(2))
    client = Scripted(store, [Refused(problem, "the server's words")])
    assert drain(store, client).parked == 1
    item = get(store, "op-1")
    assert (item.state, item.cause, item.server_words) == (OutboxState.PARKED, cause_of(problem), "the server's words")
    assert item.body == b"{}"
    assert item.cause.count(".") >= 2, "a reason and a next step"
    assert client.pushed == ["op-1"], "what stands behind it in the same assignment waits"


def test_not_yet_waits_longer_each_time(store: Store):
    add(store, replace(an_item(1), tries=30))
    drain(store, Scripted(store, [NotYet("nobody answered", retry_after_s=1800)]))
    item = get(store, "op-1")
    assert (item.state, item.tries, item.cause) == (OutboxState.PENDING, 31, "nobody answered")
    assert item.not_before_at is not None
    assert item.not_before_at >= START + timedelta(seconds=1800)


def test_waits_have_full_jitter_within_their_bounds():
    rng = random.Random(5)
    for tries in range(1, 40):
        waits = [outbox.wait_s(tries, None, rng.uniform) for _ in range(200)]
        longest = min(900.0, 2.0 * 2**tries)
        assert 2.0 <= min(waits) < max(waits) <= longest
        assert max(waits) > 0.9 * longest - 0.2
    assert outbox.wait_s(1, 50.0, rng.uniform) == 50.0
    assert outbox.wait_s(1, 10_000_000.0, rng.uniform) == 3600.0, "obeyed up to an hour"


def test_our_own_write_found_on_the_server_is_asked_for_its_receipt(store: Store):
    add(store, an_item(1))
    client = Scripted(store, [Refused("stale-revision", "r1", has_our_op=True, current_revision=1)])
    assert drain(store, client).delivered == 1
    assert client.pushed == ["op-1", "op-1"]
    assert get(store, "op-1").state is OutboxState.ACCEPTED


def test_somebody_elses_version_is_a_conflict_for_a_person(store: Store):
    add(store, an_item(1))
    client = Scripted(store, [Refused("stale-revision", "r2", current_revision=2)])
    assert drain(store, client).parked == 1
    assert client.pushed == ["op-1"]
    with store.factory() as uow:
        assert uow.outbox.server_revision("mark-1") is None, "no new write builds on what nobody has seen"


def test_one_trouble_stops_only_its_own_assignment(store: Store):
    add(store, an_item(1), an_item(2), an_item(3, "assignment-2"), an_item(4, "assignment-2"))
    client = Scripted(store, [NotYet("trouble")])
    drained = drain(store, client)
    assert (drained.delivered, drained.postponed) == (2, 1)
    assert client.pushed == ["op-1", "op-3", "op-4"]


def test_a_trouble_all_share_stops_the_round(store: Store):
    add(store, an_item(1), an_item(2, "assignment-2"))
    client = Scripted(store, [NotYet("no network", is_server_wide=True)])
    drained = drain(store, client)
    assert (drained.words, client.pushed) == ("no network", ["op-1"])


def test_forced_means_now_and_once(store: Store):
    add(store, replace(an_item(1), not_before_at=START + timedelta(hours=1)))
    client = Scripted(store, [NotYet("later")] * 9)
    assert drain(store, client).postponed == 0
    assert drain(store, client, is_forced=True).postponed == 1
    assert client.pushed == ["op-1"]


def test_a_cancelled_round_begins_nothing_more(store: Store):
    add(store, an_item(1), an_item(2, "assignment-2"))
    client = Scripted(store)
    drain(store, client, is_cancelled=lambda: bool(client.pushed))
    assert client.pushed == ["op-1"]
    assert get(store, "op-2").tries == 0


def test_a_fault_of_our_own_leaves_the_item_waiting(store: Store):
    add(store, an_item(1))
    with pytest.raises(ZeroDivisionError):
        drain(store, Scripted(store, [ZeroDivisionError()]))
    assert get(store, "op-1").state is OutboxState.PENDING


def test_at_start_what_was_being_sent_waits_again(store: Store):
    add(store, replace(an_item(1), state=OutboxState.SENDING, tries=1), replace(an_item(2), state=OutboxState.PARKED))
    assert outbox.restart(store.factory) == 1
    assert get(store, "op-1").state is OutboxState.PENDING
    assert get(store, "op-2").state is OutboxState.PARKED
