"""Whatever a server, a file or a person hands in: a sentence or nothing, never a crash."""

import copy
import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assessor_app.adapters.assessment_exchange.client import ExchangeClient, first_contact
from assessor_app.adapters.assessment_exchange.contact import Invitation
from assessor_app.adapters.assessment_exchange.keys import keys_from
from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.assessment_exchange.push import receipt_from
from assessor_app.adapters.http import Reply
from assessor_app.config.district import BadDistrictFile, parse_district
from assessor_app.domain.ids import new_id
from assessor_app.domain.outbox import OutboxItem, OutboxState, OutboxVerb
from assessor_app.services.exchange_ports import (
    ClaimContested,
    CursorExpired,
    NotOffered,
    ServerKeyChanged,
    ServerUnreachable,
    SignInRequired,
)
from assessor_app.vault.key_header import load
from assessor_app.vault.key_slots import UnknownHeader, create_header
from assessor_app.wire.canonical import body_digest
from assessor_app.wire.signing import BadSignature
from tests.examples import budget
from tests.model.fake_desk import SERVER_ID, URL
from tests.model.fake_http import FakeHttp, Line
from tests.model.fake_server import FakeServer
from tests.model.model_laptop import new_laptop

WORDED = (ServerUnreachable, SignInRequired, ServerKeyChanged, NotOffered, CursorExpired, ClaimContested)
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1e308,
    "",
    "x" * 2000,
    "\x00\ud800",
    "0.epoch",
    [],
    {},
    [[]],
    {"": None},
    "9999-99-99T99:99:99Z",
)


def _made_header() -> Any:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "profile.json"
        create_header(path, "only for this test", is_cheap=True)
        return json.loads(path.read_text(encoding="utf-8"))


HEADER = _made_header()


class Garbling(FakeHttp):
    """The server's own reply, with one place in it changed; `choose` draws a number below its argument."""

    choose: Any = None
    is_on = False

    def send(self, method: str, url: str, body: bytes | None = None, headers: Any = None) -> Reply:
        reply = super().send(method, url, body, headers)
        return _garbled(reply, self.choose) if self.is_on else reply


def _garbled(reply: Reply, choose: Any) -> Reply:
    kind = choose(8)
    if kind == 0:
        cut = choose(len(reply.body) + 1)
        return Reply(reply.status, reply.headers, reply.body[:cut])
    if kind == 1:
        place = choose(len(reply.body) or 1)
        return Reply(reply.status, reply.headers, reply.body[:place] + bytes([choose(256)]) + reply.body[place + 1 :])
    if kind == 2:
        name = sorted(reply.headers)[choose(len(reply.headers))]
        return Reply(reply.status, {**reply.headers, name: str(ODD[choose(len(ODD))])}, reply.body)
    try:
        document = json.loads(reply.body)
    except ValueError:
        return reply
    return Reply(reply.status, reply.headers, json.dumps(_changed(document, choose)).encode())


def _changed(document: Any, choose: Any) -> Any:
    """One member or element, anywhere, replaced by something odd or taken out."""
    changed = copy.deepcopy(document)
    holder, key = None, None
    here = changed
    while isinstance(here, dict | list) and here and (holder is None or choose(4)):
        holder = here
        key = sorted(here)[choose(len(here))] if isinstance(here, dict) else choose(len(here))
        here = here[key]
    if holder is None:
        return ODD[choose(len(ODD))]
    if choose(4) == 0:
        del holder[key]  # type: ignore[arg-type]
    else:
        holder[key] = ODD[choose(len(ODD))]  # type: ignore[index]
    return changed


@pytest.fixture(scope="module")
def server() -> FakeServer:
    return FakeServer(1)


def numbers(data: st.DataObject) -> Any:
    return lambda below: data.draw(st.integers(0, max(0, below - 1)))


@budget(80)
@given(data=st.data())
def test_a_garbled_answer_is_answered_with_words(server: FakeServer, data: st.DataObject) -> None:
    http = Garbling(Line(server, "fuzzed"), "token-1")
    http.choose = numbers(data)
    known = ExchangeClient(http, Invitation(URL), None).identify()  # type: ignore[arg-type]
    client = ExchangeClient(http, Invitation(URL), known)  # type: ignore[arg-type]
    case = next(iter(server.world.cases))
    http.is_on = True
    asked = (
        client.identify,
        lambda: client.changes(""),
        client.snapshot,
        lambda: client.object("assignment", case),
        lambda: client.object("rubric", "https://model.example/rubrics/short"),
        lambda: client.own_version(case),
        lambda: client.standing(f"assignments/{case}/assessments/none"),
        lambda: client.manifest("submissions/x/artifacts/1"),
        lambda: client.outcome(case),
        client.credentials,
        lambda: client.claim(case),
        client.is_reachable,
    )
    with suppress(*WORDED):
        asked[data.draw(st.integers(0, len(asked) - 1))]()


@budget(8)
@given(data=st.data())
def test_a_garbled_sync_leaves_a_laptop_that_the_next_one_mends(server: FakeServer, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        laptop = new_laptop("fuzzed", Path(folder), server)
        try:
            http = Garbling(laptop.line, "token-1")
            http.choose, http.is_on = numbers(data), True
            laptop.mark(next(iter(server.world.cases)), "counts to four")
            with pytest.MonkeyPatch.context() as patch:
                with laptop.store.factory() as uow:
                    known = uow.servers.get(laptop.server_id)
                garbled = ExchangeClient(http, Invitation(URL), known)  # type: ignore[arg-type]
                patch.setattr(laptop, "client", lambda: garbled)
                laptop.push()
                with suppress(*WORDED):
                    laptop.pull()
            laptop.sync()
            assert laptop.sync()
            assert not laptop.store.problems()
        finally:
            laptop.end()


@budget(150)
@given(text=st.one_of(st.text(), st.from_regex(r"(https?:)?/{0,2}\[?[a-z0-9.:\]%@#?&=-]*", fullmatch=True)))
@example(text="//[")
@example(text="https://host:port/")
def test_an_invitation_that_makes_no_sense_is_refused_with_words(text: str) -> None:
    with suppress(ServerUnreachable):
        first_contact(text, "token").close()


@budget(150)
@given(data=st.data())
def test_a_key_file_that_makes_no_sense_is_refused_with_words(data: st.DataObject) -> None:
    content = json.dumps(_changed(HEADER, numbers(data))) if data.draw(st.booleans()) else data.draw(st.text())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "profile.json"
        path.write_bytes(content.encode("utf-8", "replace"))
        with suppress(UnknownHeader):
            load(path)


@budget(100)
@given(text=st.one_of(st.text(), st.from_regex(r"(\[?[a-z_]{1,12}\]? ?=? ?[\[\]\"a-z0-9_]*\n){0,6}", fullmatch=True)))
def test_a_district_file_that_makes_no_sense_is_refused_with_words(text: str) -> None:
    with suppress(BadDistrictFile):
        parse_district(Path("district.toml"), text)


@budget(100)
@given(data=st.data())
def test_a_receipt_that_was_touched_proves_nothing(server: FakeServer, data: st.DataObject) -> None:
    """Whatever of it is changed: it is not taken for the one that was signed."""
    http = FakeHttp(Line(server, "fuzzed"), "token-1")
    known = ExchangeClient(http, Invitation(URL), None).identify()  # type: ignore[arg-type]
    item = _item(next(iter(server.world.cases)))
    link = Link(http, URL, known.server_id, known.server_epoch, keys_from(known.keys))  # type: ignore[arg-type]
    headers = {"Idempotency-Key": item.op_id, "If-None-Match": "*"}
    text = server.answer("fuzzed", "token-1", ("PUT", f"/{item.path}"), item.body, headers).body.decode()
    assert receipt_from(link, item, text).op_id == item.op_id
    changed = json.dumps(_changed(json.loads(text), numbers(data)))
    if json.loads(changed) == json.loads(text):
        return
    with pytest.raises((ValueError, BadSignature)):
        receipt_from(link, item, changed)


def _item(case: str) -> OutboxItem:
    """The write of a mark, under an id and key of its own."""
    mark = new_id()
    body = json.dumps({"id": f"urn:uuid:{mark}"}).encode()
    return OutboxItem(
        seq=1,
        op_id=new_id(),
        server_id=SERVER_ID,
        assignment_id=case,
        entity_id=mark,
        verb=OutboxVerb.PUT_ANNOTATION,
        path=f"assignments/{case}/annotations/{mark}",
        body=body,
        body_sha256=body_digest(body),
        base_revision=None,
        state=OutboxState.PENDING,
        tries=0,
        created_at=datetime.now(UTC),
    )
