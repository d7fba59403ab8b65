"""Whatever happens between laptop and server while a final is sent: one effect, a receipt in the end, nothing lost."""

import pytest

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.domain.reach import Reach
from tests.fakes import fault_proxy
from tests.fakes.exchange_fixtures import NewAssignment, fresh_assignment
from tests.fakes.fault_proxy import (
    KEPT_BACK,
    REPLY_LOST,
    REQUEST_LOST,
    SENT_TWICE,
    Fault,
    FaultProxy,
    canned,
    cut_after,
    in_chunks,
    saying,
)
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation
from tests.unit.practice.laptop import Laptop

PAGE = b"<html><body>Please sign in to SchoolNet</body></html>"


def signed_in(laptop: Workstation, server: PracticeProcess, url: str) -> Laptop:
    """Sign in through `url` and pull; return the server's own view of this assessor."""
    laptop.sign_in(url, server.tokens["assessor-1"])
    laptop.pull()
    return Laptop(server.url, server.tokens["assessor-1"])


def finals(view: Laptop, assignment_id: str) -> list[dict[str, object]]:
    return list(view.document(f"/assignments/{assignment_id}/assessments")["assessments"])


def assert_received_once(laptop: Workstation, view: Laptop, assignment_id: str) -> None:
    """One version on the server, made by our op, and its receipt here."""
    (final,) = finals(view, assignment_id)
    row = next(r for r in laptop.store.reads.receipts() if r.op_id == final["op_id"])
    assert (final["revision"], row.revision, row.disposition) == (1, 1, "accepted")
    assert laptop.store.reads.assessment(assignment_id).state is AssessmentState.ACCEPTED
    assert [item for item in laptop.waiting() if item.assignment_id == assignment_id] == []


def ready_to_send(laptop: Workstation, assignment_id: str) -> None:
    """Marks sent, the final waiting."""
    laptop.score_all(assignment_id)
    laptop.submit(assignment_id)


def final_row(laptop: Workstation, assignment_id: str):
    rows = [r for r in laptop.waiting() if r.assignment_id == assignment_id and r.verb is OutboxVerb.PUT_FINAL]
    (row,) = rows
    return row


NEVER_REACHED = {
    "request lost": REQUEST_LOST,
    "web page with status 200": canned("200 OK", PAGE),
    "some JSON with status 200": canned("200 OK", b'{"ok": true}', "application/json"),
    "nothing with status 200": canned("200 OK", b"", "application/json"),
    "success without a word": canned("204 No Content"),
    "chunks of JSON that end too soon": in_chunks(b'{"op_id": ', "application/json", is_whole=False),
    "whole chunks of no receipt": in_chunks(b'{"op_id": "x"}', "application/json", is_whole=True),
    "sent elsewhere": canned("302 Found", b"", location="http://127.0.0.1:9/login"),
    "write sent elsewhere": canned("307 Temporary Redirect", b"", location="http://127.0.0.1:9/"),
    "proxy wants a name": canned("407 Proxy Authentication Required", PAGE),
    "network wants a name": canned("511 Network Authentication Required", PAGE),
    "a web page says not found": canned("404 Not Found", PAGE),
    "a no that is none of ours": canned("409 Conflict", b"{}", "application/json"),
    "server error": canned("500 Internal Server Error", b"", "text/plain"),
    "busy": canned("503 Service Unavailable", b"", retry_after="7"),
    "too many": canned("429 Too Many Requests", b"", retry_after="7"),
    "too many, until a date": canned("429 Too Many Requests", b"", retry_after="Sun, 22 Nov 2099 10:00:00 GMT"),
}
IN_THE_WAY = {
    "web page with status 200": Reach.CAPTIVE,
    "sent elsewhere": Reach.CAPTIVE,
    "write sent elsewhere": Reach.CAPTIVE,
    "proxy wants a name": Reach.PROXY_SIGN_IN,
    "network wants a name": Reach.CAPTIVE,
    "a web page says not found": Reach.CAPTIVE,
}
REACHED = {
    "reply lost after the effect": REPLY_LOST,
    "cut before the body": cut_after(0),
    "cut in the body": cut_after(40),
    "a length that is too long": saying("Content-Length", "99999"),
    "a length that is too short": saying("Content-Length", "40"),
    "called something else": saying("Content-Type", "text/plain"),
    "from another epoch": saying("AX-Server-Epoch", "nobody-knows-it"),
}


@pytest.mark.parametrize("faults", [NEVER_REACHED, REACHED], ids=["never reached the server", "the server did it"])
def test_a_final_survives_any_answer_that_is_not_a_receipt(
    laptop: Workstation,
    shared_server: PracticeProcess,
    proxy: FaultProxy,
    new_assignment: NewAssignment,
    faults: dict[str, Fault],
):
    """All of them one after the other, on the same final."""
    assignment_id = new_assignment()
    view = signed_in(laptop, shared_server, proxy.url)
    ready_to_send(laptop, assignment_id)
    for tries, (name, fault) in enumerate(faults.items(), start=1):
        proxy.next(fault, path="/assessments/")
        drained = laptop.push()
        assert drained.reach is IN_THE_WAY.get(name, drained.reach), name
        row = final_row(laptop, assignment_id)
        assert (row.state, row.tries) == (OutboxState.PENDING, tries), name
        assert row.cause, name
        assert row.not_before_at is not None
        assert row.not_before_at > laptop.now, name
        assert laptop.store.reads.assessment(assignment_id).state is AssessmentState.QUEUED, name
    laptop.push()
    assert_received_once(laptop, view, assignment_id)


def test_a_request_that_arrives_twice_and_one_that_arrives_late_have_one_effect(
    laptop: Workstation, shared_server: PracticeProcess, proxy: FaultProxy, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    view = signed_in(laptop, shared_server, proxy.url)
    laptop.score_all(assignment_id)
    proxy.next(KEPT_BACK, path="/annotations/")
    laptop.push()
    laptop.submit(assignment_id)
    proxy.next(SENT_TWICE, path="/annotations/")
    proxy.next(SENT_TWICE, path="/assessments/")
    laptop.push()
    assert proxy.deliver_late() == 1, "behind everything that was sent after it"
    laptop.push()
    assert_received_once(laptop, view, assignment_id)
    laptop.pull()
    assert_received_once(laptop, view, assignment_id)


def test_the_server_is_gone_before_the_push_and_everything_waits(laptop: Workstation, own_server: PracticeProcess):
    assignment_id = fresh_assignment(own_server)
    view = signed_in(laptop, own_server, own_server.url)
    ready_to_send(laptop, assignment_id)
    own_server.kill()
    drained = laptop.push()
    assert drained.delivered == 0
    assert "cannot be reached" in drained.words
    assert laptop.store.reads.waiting().finals == 1
    own_server.start()
    laptop.push()
    assert_received_once(laptop, view, assignment_id)


def test_the_server_dies_right_after_it_took_the_final(laptop: Workstation, own_server: PracticeProcess):
    """The effect is on its disk, the reply on no wire: started again it answers with the same receipt."""
    assignment_id = fresh_assignment(own_server)
    with FaultProxy(own_server.url) as proxy:
        view = signed_in(laptop, own_server, proxy.url)
        ready_to_send(laptop, assignment_id)
        proxy.next(REPLY_LOST, path="/assessments/")
        laptop.push()
        own_server.kill()
        laptop.push()
        own_server.start()
        laptop.push()
    assert_received_once(laptop, view, assignment_id)


def test_nothing_is_sent_twice_once_a_receipt_is_in_hand(
    laptop: Workstation, shared_server: PracticeProcess, proxy: FaultProxy, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    view = signed_in(laptop, shared_server, proxy.url)
    ready_to_send(laptop, assignment_id)
    laptop.push()
    sent = proxy.requests("PUT")
    laptop.push()
    assert proxy.requests("PUT") == sent
    assert_received_once(laptop, view, assignment_id)


def test_a_busy_server_is_left_alone_as_long_as_it_asks(
    laptop: Workstation, shared_server: PracticeProcess, proxy: FaultProxy, new_assignment: NewAssignment
):
    first, second = new_assignment(), new_assignment()
    signed_in(laptop, shared_server, proxy.url)
    laptop.mark(first, 1)
    laptop.mark(second, 1)
    proxy.always(canned("429 Too Many Requests", b"", retry_after="1200"))
    drained = laptop.push()
    assert proxy.requests("PUT") == 1, "the other writes would fare no better"
    assert "busy" in drained.words
    (tried,) = [row for row in laptop.waiting() if row.tries]
    assert tried.not_before_at is not None
    assert (tried.not_before_at - laptop.now).total_seconds() >= 1200
    proxy.heal()
    laptop.push(is_forced=False)
    states = {row.assignment_id: row.state for row in laptop.waiting()}
    assert states == {tried.assignment_id: OutboxState.PENDING}, "its time has not come, the other's has"


def test_a_wrong_token_keeps_everything_and_asks_to_sign_in(
    laptop: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    view = signed_in(laptop, shared_server, shared_server.url)
    ready_to_send(laptop, assignment_id)
    with laptop.store.factory() as uow:
        uow.servers.put_token(laptop.server_id, "axp_not-any-more")
    drained = laptop.push()
    assert drained.needs_sign_in
    assert "Sign in again" in drained.words
    assert laptop.server().needs_sign_in
    assert laptop.store.reads.waiting().finals == 1
    laptop.sign_in(shared_server.url, shared_server.tokens["assessor-1"])
    assert not laptop.server().needs_sign_in
    laptop.push()
    assert_received_once(laptop, view, assignment_id)


def test_a_slow_reply_is_waited_for(
    laptop: Workstation, shared_server: PracticeProcess, proxy: FaultProxy, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    view = signed_in(laptop, shared_server, proxy.url)
    ready_to_send(laptop, assignment_id)
    proxy.next(fault_proxy.dripping(0.0005), path="/assessments/")
    laptop.push()
    assert_received_once(laptop, view, assignment_id)
