"""A receipt proves one write to one server, or it proves nothing."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from assessor_app.adapters.assessment_exchange.keys import public_jwk
from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.assessment_exchange.push import receipt_from
from assessor_app.adapters.http import Http
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.wire.signing import BadSignature, verify_detached
from tests.unit.adapters.signer import Signer

BODY = b'{"state":"final"}'
NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
ITEM = OutboxItem(
    seq=1,
    op_id="0195a1c4-0000-7000-8000-000000000001",
    server_id="urn:uuid:riverside",
    assignment_id="assignment-1",
    entity_id="assessment-1",
    verb=OutboxVerb.PUT_FINAL,
    path="assignments/assignment-1/assessments/assessment-1",
    body=BODY,
    body_sha256="5e" * 32,
    base_revision=None,
    state=OutboxState.SENDING,
    tries=1,
    created_at=NOW,
)
FACTS = {
    "op_id": ITEM.op_id,
    "resource": f"/{ITEM.path}",
    "server_id": ITEM.server_id,
    "body_sha256": ITEM.body_sha256,
    "revision": 1,
    "received_at": "2026-03-02T18:00:01Z",
    "server_epoch": "epoch-1",
    "disposition": "accepted",
}


@pytest.fixture
def signer() -> Signer:
    return Signer.fresh()


def link_to(*signers: Signer) -> Link:
    http = Http("https://riverside.example")
    return Link(http, "https://riverside.example", ITEM.server_id, "epoch-1", tuple(s.key for s in signers))


def test_a_good_receipt_is_kept_as_it_came_with_the_key_that_proves_it(signer: Signer):
    text = signer.receipt(**FACTS)
    receipt = receipt_from(link_to(signer), ITEM, text)
    assert (receipt.op_id, receipt.revision, receipt.disposition) == (ITEM.op_id, 1, "accepted")
    assert receipt.document == text
    assert json.loads(receipt.public_jwk)["x"] == signer.key.x
    assert receipt.received_at == NOW + timedelta(seconds=1)


def test_members_of_a_newer_version_are_covered_and_ignored(signer: Signer):
    text = signer.receipt(**FACTS, counted_by="two people")
    assert receipt_from(link_to(signer), ITEM, text).op_id == ITEM.op_id
    changed = text.replace("two people", "nobody")
    with pytest.raises(BadSignature):
        receipt_from(link_to(signer), ITEM, changed)


@pytest.mark.parametrize(
    "other",
    [
        {"op_id": "0195a1c4-0000-7000-8000-000000000002"},
        {"body_sha256": "6f" * 32},
        {"server_id": "urn:uuid:somebody"},
        {"resource": "/assignments/assignment-2/assessments/assessment-1"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_receipt_for_something_else_proves_nothing_here(signer: Signer, other: dict[str, str]):
    with pytest.raises(ValueError, match="something else"):
        receipt_from(link_to(signer), ITEM, signer.receipt(**(FACTS | other)))


@pytest.mark.parametrize("member", ["op_id", "body_sha256", "revision", "disposition", "received_at", "server_epoch"])
def test_a_receipt_changed_on_the_way_proves_nothing(signer: Signer, member: str):
    document = json.loads(signer.receipt(**FACTS))
    document[member] = 2 if member == "revision" else f"{document[member]}"[:-1] + "0"
    with pytest.raises((BadSignature, ValueError)):
        receipt_from(link_to(signer), ITEM, json.dumps(document))


def test_a_receipt_without_signature_or_by_a_stranger_proves_nothing(signer: Signer):
    document = json.loads(signer.receipt(**FACTS))
    del document["signature"]
    with pytest.raises(BadSignature):
        receipt_from(link_to(signer), ITEM, json.dumps(document))
    with pytest.raises(ValueError, match="not pinned"):
        receipt_from(link_to(signer), ITEM, Signer.fresh().receipt(**FACTS))


def test_a_retired_key_signs_nothing_new(signer: Signer):
    old = Signer(signer.private, signer.key.model_copy(update={"retired_at": NOW}))
    with pytest.raises(ValueError, match="not pinned"):
        receipt_from(link_to(old), ITEM, old.receipt(**FACTS))
    earlier = FACTS | {"received_at": "2026-03-02T17:59:59Z"}
    assert receipt_from(link_to(old), ITEM, old.receipt(**earlier)).kid == signer.key.kid


def test_a_kept_receipt_proves_itself_by_the_key_of_its_day_when_that_is_long_retired(signer: Signer):
    kept = receipt_from(link_to(signer), ITEM, signer.receipt(**FACTS))
    newer = Signer.fresh(signer)
    assert newer.key.kid != kept.kid
    document = json.loads(kept.document)
    signature = document.pop("signature")
    verify_detached(document, signature, [json.loads(kept.public_jwk)])
    with pytest.raises(BadSignature):
        verify_detached(document, signature, [public_jwk(newer.key)])
