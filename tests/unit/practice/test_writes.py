"""How writes are taken: keys before preconditions, stored replies, signed receipts, one transaction."""

import threading
import time

import pytest
import requests
import sqlcipher3.dbapi2 as sqlite

from assessor_app.domain.ids import new_id
from assessor_app.wire.canonical import canonical_bytes
from assessor_app.wire.receipt import ReceiptDoc
from assessor_app.wire.signing import BadSignature, verify_detached
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, Laptop, Mark, body_hash, problem
from tests.unit.practice.test_discovery import discovered, jwks


def test_a_write_is_answered_by_a_signed_receipt(shared_server: PracticeProcess, desk: Desk) -> None:
    mark, op_id = desk.mark(), new_id()
    reply = desk.send_mark(mark, op_id=op_id)
    assert (reply.status_code, reply.headers["Content-Type"]) == (201, "application/json")
    receipt = ReceiptDoc.model_validate(reply.json())
    shown, _ = discovered(shared_server)
    assert receipt.signature is not None
    assert verify_detached(receipt.signed_part(), receipt.signature, jwks(shown.keys)) == receipt.kid
    assert receipt.op_id == op_id
    assert receipt.body_sha256 == body_hash(mark.document)
    assert receipt.resource == f"{desk.home}/annotations/{mark.annotation_id}"
    assert receipt.server_id == shown.server_id
    assert receipt.server_epoch == reply.headers["AX-Server-Epoch"]
    assert (receipt.revision, receipt.disposition, reply.headers["ETag"]) == (1, "accepted", '"r1"')
    changed = receipt.model_copy(update={"disposition": "held_for_review"})
    with pytest.raises(BadSignature):
        verify_detached(changed.signed_part(), receipt.signature, jwks(shown.keys))


def test_the_same_bytes_again_get_the_stored_reply(desk: Desk) -> None:
    mark, op_id = desk.mark(), new_id()
    first = desk.send_mark(mark, op_id=op_id)
    again = desk.send_mark(mark, op_id=op_id)
    assert (again.status_code, again.content, again.headers["ETag"]) == (201, first.content, first.headers["ETag"])


def test_the_key_is_looked_at_before_if_match(desk: Desk) -> None:
    """After a lost reply the precondition is out of date, and the repetition must not be told so."""
    mark, op_id = desk.mark(), new_id()
    desk.send_mark(mark, op_id=op_id)
    newer = desk.mark()
    newer = Mark(mark.annotation_id, {**newer.document, "id": mark.document["id"], "revision": 2})
    assert desk.send_mark(newer, revision=1).status_code == 200
    assert desk.send_mark(mark, op_id=op_id).status_code == 201
    assert desk.laptop.document(f"{desk.home}/annotations/{mark.annotation_id}")["revision"] == 2


def test_a_key_is_for_one_request_only(desk: Desk) -> None:
    mark, other, op_id = desk.mark(), desk.mark(), new_id()
    desk.send_mark(mark, op_id=op_id)
    elsewhere = desk.send_mark(other, op_id=op_id)
    assert (elsewhere.status_code, problem(elsewhere)) == (422, "key-reused")
    changed = Mark(mark.annotation_id, {**mark.document, "mark_type": "worry"})
    assert problem(desk.send_mark(changed, op_id=op_id)) == "key-reused"
    removal = desk.laptop.delete(f"{desk.home}/annotations/{mark.annotation_id}", revision=1, op_id=op_id)
    assert problem(removal) == "key-reused"


def test_two_assessors_may_use_the_same_key(shared_server: PracticeProcess) -> None:
    desks = fresh_desks(shared_server, "pause", {"assessor-1": "assess", "assessor-2": "second"})
    op_id = new_id()
    assert [each.send_mark(each.mark(), op_id=op_id).status_code for each in desks.values()] == [201, 201]


def test_a_refusal_uses_no_key(desk: Desk) -> None:
    mark, op_id = desk.mark(), new_id()
    assert desk.send_mark(mark, revision=4, op_id=op_id).status_code == 412
    assert desk.send_mark(mark, op_id=op_id).status_code == 201


@pytest.mark.parametrize("key", [None, "", "not-a-uuid"])
def test_a_key_is_a_uuid(desk: Desk, key: str | None) -> None:
    mark = desk.mark()
    headers = {"If-None-Match": "*"} | ({} if key is None else {"Idempotency-Key": key})
    body = canonical_bytes(mark.document)
    reply = desk.laptop.send("PUT", f"{desk.home}/annotations/{mark.annotation_id}", body, headers)
    assert (reply.status_code, problem(reply)) == (400, "bad-request")


def test_a_write_says_what_it_is_based_on(desk: Desk) -> None:
    reply = desk.send_mark(desk.mark(), without=("If-None-Match",))
    assert (reply.status_code, problem(reply)) == (428, "precondition-required")


def test_a_stale_revision_is_told_which_version_is_there(desk: Desk) -> None:
    mark, op_id = desk.mark(), new_id()
    desk.send_mark(mark, op_id=op_id)
    for reply in (desk.send_mark(mark), desk.send_mark(mark, revision=7)):
        assert (reply.status_code, problem(reply)) == (412, "stale-revision")
        current = reply.json()["current"]
        assert (current["revision"], current["op_id"]) == (1, op_id)
        assert current["sha256"] == mark.reference["sha256"]


def test_a_revision_of_nothing_is_stale(desk: Desk) -> None:
    reply = desk.send_mark(desk.mark(), revision=1)
    assert (reply.status_code, problem(reply)) == (412, "stale-revision")
    assert "current" not in reply.json()


def test_after_the_key_was_forgotten_the_version_still_names_its_operation(
    own_server: PracticeProcess,
) -> None:
    """Keys are kept for 400 days; a laptop that slept longer recognises its own write."""
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    mark, recent, old_op, recent_op = desk.mark(), desk.mark(), new_id(), new_id()
    desk.send_mark(mark, op_id=old_op)
    desk.send_mark(recent, op_id=recent_op)
    own_server.stop()
    with sqlite.connect(str(own_server.data_dir / "practice.db")) as database:
        database.execute("UPDATE reply SET kept_at = '2024-01-01T00:00:00.000000Z' WHERE op_id = ?", (old_op,))
    database.close()
    own_server.start()
    late = desk.send_mark(mark, op_id=old_op)
    assert late.status_code == 412
    assert late.json()["current"]["op_id"] == old_op
    assert desk.send_mark(recent, op_id=recent_op).status_code == 201


def test_the_same_write_twice_at_once_is_told_to_wait(own_server: PracticeProcess) -> None:
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    mark, op_id = desk.mark(), new_id()
    answers: list[requests.Response] = []
    sender = threading.Thread(target=lambda: answers.append(desk.send_mark(mark, op_id=op_id)))
    database = sqlite.connect(str(own_server.data_dir / "practice.db"), isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        sender.start()
        second = _until_refused(desk, mark, op_id)
        assert second.headers["Retry-After"] == "1"
        assert problem(second) == "in-progress"
    finally:
        database.execute("ROLLBACK")
        database.close()
        sender.join()
    assert answers[0].status_code == 201
    assert desk.send_mark(mark, op_id=op_id).content == answers[0].content


def _until_refused(desk: Desk, mark: Mark, op_id: str) -> requests.Response:
    """The first one may take a moment to get inside; whoever comes second is refused at once."""
    time.sleep(0.5)
    started = time.monotonic()
    reply = desk.send_mark(mark, op_id=op_id)
    assert time.monotonic() - started < 3, "it waited for the lock instead of being refused"
    assert reply.status_code == 409
    return reply


def test_a_database_in_use_is_a_reason_to_come_again(own_server: PracticeProcess) -> None:
    own_server.stop()
    own_server.busy_ms = 200
    own_server.start()
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    mark = desk.mark()
    database = sqlite.connect(str(own_server.data_dir / "practice.db"), isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        reply = desk.send_mark(mark)
    finally:
        database.execute("ROLLBACK")
        database.close()
    assert (reply.status_code, problem(reply)) == (503, "busy")
    assert int(reply.headers["Retry-After"]) > 0
    assert "AX-Server-Epoch" in reply.headers
    assert desk.send_mark(mark).status_code == 201


def test_what_a_receipt_was_given_for_survives_a_power_cut(own_server: PracticeProcess) -> None:
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    document, op_id = desk.assessment((desk.sent_mark(1), desk.sent_mark(2))), new_id()
    first = desk.send_assessment(document, op_id=op_id)
    assert first.status_code == 201
    own_server.kill()
    own_server.start()
    laptop = laptop_of(own_server, "assessor-1")
    assert laptop.document(f"{desk.home}/assessments/{document['id']}")["op_id"] == op_id
    assert desk.send_assessment(document, op_id=op_id).content == first.content


def test_writes_need_a_token(desk: Desk) -> None:
    stranger = Laptop(desk.laptop.url, "axp_nobody")
    reply = stranger.put(f"{desk.home}/annotations/{new_id()}", {})
    assert (reply.status_code, problem(reply)) == (401, "sign-in-required")
    where = f"{desk.laptop.url}/.well-known/oauth-protected-resource"
    assert reply.headers["WWW-Authenticate"] == f'Bearer resource_metadata="{where}"'
