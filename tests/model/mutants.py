"""Designs that lose or double work: each is the program with one function made wrong, and the tests must notice.

`MUTANTS` names, for each, the scenario that is known to show it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import text

from assessor_app.adapters.assessment_exchange import push
from assessor_app.domain.changes import Changes
from assessor_app.domain.ids import new_id
from assessor_app.domain.outbox import OutboxItem, OutboxState, Receipt
from assessor_app.services import acts, evidence, outbox, queueing, reconcile, sync
from assessor_app.services.exchange_ports import Delivered, NotYet
from assessor_app.services.ports import COALESCING_VERBS
from assessor_app.wire.headers import IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH
from assessor_app.wire.receipt import ReceiptDoc
from tests.model.model_laptop import ModelLaptop

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Mutant:
    apply: Callable[[Patch], None]
    scenario: str


def no_idempotency_key(patch: Patch) -> None:
    """Every request has a key of its own, and any receipt for the bytes will do."""
    headers = push._headers
    patch.setattr(push, "_headers", lambda item: headers(item) | {IDEMPOTENCY_KEY: new_id()})
    read = ReceiptDoc.model_validate

    def ours(item: OutboxItem) -> Callable[[Any], Any]:
        return lambda document: read(document).model_copy(update={"op_id": item.op_id})

    receipt_from = push.receipt_from

    def believing(link: Any, item: OutboxItem, words: str) -> Receipt:
        with pytest.MonkeyPatch.context() as within:
            within.setattr(ReceiptDoc, "model_validate", ours(item))
            return receipt_from(link, item, words)

    patch.setattr(push, "receipt_from", believing)


def fresh_key_for_each_try(patch: Patch) -> None:
    begin = outbox._begin

    def begun(factory: Any, op_id: str) -> OutboxItem | None:
        with factory() as uow:
            item = uow.outbox.get(op_id)
            if item.tries:
                uow.outbox.update(replace(item, state=OutboxState.SUPERSEDED))
                op_id = new_id()
                uow.outbox.add(replace(item, op_id=op_id))
        return begin(factory, op_id)

    patch.setattr(outbox, "_begin", begun)


def no_if_match(patch: Patch) -> None:
    headers = push._headers
    conditions = (IF_MATCH, IF_NONE_MATCH)
    patch.setattr(push, "_headers", lambda item: {k: v for k, v in headers(item).items() if k not in conditions})


def edit_and_outbox_in_two_transactions(patch: Patch) -> None:
    queue, later = queueing.queue_annotation, []

    def queue_later(*arguments: Any) -> Changes:
        later.append(arguments[1:])
        return Changes()

    patch.setattr(acts, "queue_annotation", queue_later)
    act = ModelLaptop.act

    def act_in_two(laptop: ModelLaptop, *arguments: Any) -> Any:
        value = act(laptop, *arguments)
        while later:
            with laptop.store.factory() as uow:
                queue(uow, *later.pop())
        return value

    patch.setattr(ModelLaptop, "act", act_in_two)


def restored_server_ignored(patch: Patch) -> None:
    def noted(factory: Any, _client: Any, server: Any, epoch: str, **_: Any) -> int:
        with factory() as uow:
            uow.servers.put(replace(uow.servers.get(server.server_id), server_epoch=epoch))
        return 0

    patch.setattr(reconcile, "requeue_lost", noted)


def believes_any_200(patch: Patch) -> None:
    def believed(link: Any, item: OutboxItem, _reply: Any) -> Delivered:
        facts = {"op_id": item.op_id, "server_id": link.server_id, "assignment_id": item.assignment_id}
        proof = {"kid": "", "public_jwk": "{}", "body_sha256": item.body_sha256, "document": "{}"}
        more = {"resource": item.path, "revision": 1, "disposition": "accepted", "reason": ""}
        at = {"received_at": item.created_at, "server_epoch": link.server_epoch}
        return Delivered(Receipt(**facts, **proof, **more, **at))  # type: ignore[arg-type]

    patch.setattr(push, "_receipt_in", believed)


def signature_unchecked(patch: Patch) -> None:
    patch.setattr(push, "_check_signature", lambda *_: None)


def loser_of_a_conflict_deleted(patch: Patch) -> None:
    refused = outbox._refused

    def deleting(uow: Any, item: OutboxItem, *more: Any) -> Changes:
        of_it = {"a": item.assignment_id}
        connection = uow.outbox._connection
        acts_of = "SELECT act_id FROM act WHERE assignment_id = :a"
        connection.execute(text(f"DELETE FROM journal WHERE act_id IN ({acts_of})"), of_it)
        return refused(uow, item, *more)

    patch.setattr(outbox, "_refused", deleting)


def last_writer_wins(patch: Patch) -> None:
    refused = outbox._refused

    def again(uow: Any, item: OutboxItem, reply: Any, *more: Any) -> Changes:
        if reply.current_revision is None:
            return refused(uow, item, reply, *more)
        uow.outbox.update(replace(item, state=OutboxState.SUPERSEDED))
        fresh = replace(item, op_id=new_id(), base_revision=reply.current_revision, state=OutboxState.PENDING, tries=0)
        uow.outbox.add(fresh)
        return Changes()

    patch.setattr(outbox, "_refused", again)


def cursor_before_rows(patch: Patch) -> None:
    commit = sync._commit

    def cursor_first(task: Any, changes: Any, cursor: str | None, digest: str | None) -> Any:
        if cursor is not None:
            sync._update(task, lambda server: replace(server, cursor=cursor))
        return commit(task, changes, cursor, digest)

    patch.setattr(sync, "_commit", cursor_first)


def tried_drafts_coalesce(patch: Patch) -> None:
    def pointless(item: OutboxItem) -> bool:
        return item.verb in COALESCING_VERBS and item.state is OutboxState.PENDING

    patch.setattr(queueing, "_is_pointless", pointless)


def withdrawal_keeps_the_evidence(patch: Patch) -> None:
    patch.setattr(evidence, "discard_withdrawn", lambda *_: Changes())


def sending_stays_sending(patch: Patch) -> None:
    patch.setattr(outbox, "restart", lambda _: 0)


def gives_up_after_an_error(patch: Patch) -> None:
    settle = outbox._settle

    def given_up(factory: Any, item: OutboxItem, reply: Any, now: Any) -> Changes:
        if not isinstance(reply, NotYet):
            return settle(factory, item, reply, now)
        with factory() as uow:
            uow.outbox.update(replace(item, state=OutboxState.SUPERSEDED))
        return Changes()

    patch.setattr(outbox, "_settle", given_up)


def epoch_of_a_reply_unchecked(patch: Patch) -> None:
    patch.setattr(push, "_is_other_epoch", lambda *_: False)


MUTANTS: Mapping[str, Mutant] = {
    each.__name__: Mutant(each, scenario)
    for each, scenario in (
        (no_idempotency_key, "final_with_lost_reply"),
        (fresh_key_for_each_try, "final_with_lost_reply"),
        (no_if_match, "two_drafts"),
        (edit_and_outbox_in_two_transactions, "dies_while_saving"),
        (restored_server_ignored, "server_restored_after_a_push"),
        (believes_any_200, "captive_portal"),
        (signature_unchecked, "forged_receipt"),
        (loser_of_a_conflict_deleted, "two_drafts"),
        (last_writer_wins, "two_drafts"),
        (cursor_before_rows, "dies_within_a_page"),
        (tried_drafts_coalesce, "draft_changed_after_a_lost_reply"),
        (withdrawal_keeps_the_evidence, "withdrawn_with_its_evidence"),
        (sending_stays_sending, "dies_before_it_can_record"),
        (gives_up_after_an_error, "server_in_trouble"),
        (epoch_of_a_reply_unchecked, "server_restored_under_a_newer_edit"),
    )
}


@contextmanager
def made_wrong(name: str) -> Iterator[Mutant]:
    with pytest.MonkeyPatch.context() as patch:
        MUTANTS[name].apply(patch)
        yield MUTANTS[name]
