"""Who may score: what the server demands against what is held, and every editing service keeping to it."""

import json
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from assessor_app.cli import health
from assessor_app.cli.credentials import list_credentials
from assessor_app.cli.session import Session
from assessor_app.domain.credential import NEVER_CHECKED, CertificationStanding, Credential
from assessor_app.domain.outbox import OutboxItem
from assessor_app.domain.submission import Role
from assessor_app.domain.trust import key_digest, trusted_issuers
from assessor_app.services import annotate, feedback, outbox, score, submit, undo
from assessor_app.services.certification import certification, certification_for, why_not
from assessor_app.services.exchange_ports import Delivered, ServerClient
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.refusals import NotCertified
from assessor_app.services.trusted_time import TrustedClock, as_signed
from tests.fakes.store_factory import (
    ACHIEVEMENT_ID,
    SERVER_ID,
    START,
    a_mark,
    a_server,
    an_assignment,
    criterion_id,
    level_id,
)
from tests.unit.services.desk import EditingDesk
from tests.unit.services.test_drain import receipt_for

KEY = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
OTHER_KEY = KEY | {"x": "AAAAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
ISSUER = "https://riverside.example/issuer"
BADGE = "https://riverside.example/certifications/wait-time"
DEMAND = {"achievement": ACHIEVEMENT_ID, "certification": BADGE, "issuer": ISSUER, "keys": [KEY]}
DAY = timedelta(days=1)


def held(**changes: object) -> Credential:
    credential = Credential(
        credential_id="urn:uuid:badge-1",
        server_id=SERVER_ID,
        name="Certified assessor: Wait time",
        issuer_id=ISSUER,
        issuer_name="Riverside Micro-credentials",
        achievement_id=BADGE,
        recipient_id="assessor-1",
        valid_from=START - 300 * DAY,
        valid_until=START + 300 * DAY,
        document="x.y.z",
        added_at=START - 300 * DAY,
        signed_with=key_digest(KEY),
    )
    return replace(credential, **changes)  # type: ignore[arg-type]


def standing(*credentials: Credential, demands: object = (DEMAND,)) -> CertificationStanding:
    return certification(ACHIEVEMENT_ID, credentials, trusted_issuers(json.dumps(demands)), START).standing


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "valid"),
        ({"valid_until": None}, "valid"),
        ({"valid_until": START + 31 * DAY}, "valid"),
        ({"valid_until": START + 30 * DAY}, "expiring"),
        ({"valid_until": START}, "expired"),
        ({"valid_from": START + timedelta(minutes=4)}, "valid"),
        ({"valid_from": START + timedelta(minutes=6)}, "not-yet-valid"),
        ({"is_revoked": True}, "revoked"),
        ({"is_revoked": True, "valid_until": START - DAY}, "revoked"),
        ({"status_checked_at": START - 30 * DAY}, "valid"),
        ({"status_checked_at": START - 31 * DAY}, "status-too-old"),
        ({"status_checked_at": NEVER_CHECKED}, "status-too-old"),
        ({"issuer_id": "https://elsewhere.example/issuer"}, "missing"),
        ({"achievement_id": "https://riverside.example/certifications/other"}, "missing"),
        ({"signed_with": key_digest(OTHER_KEY)}, "missing"),
        ({"signed_with": ""}, "missing"),
    ],
)
def test_one_credential_gives_one_standing(changes: dict[str, object], expected: str) -> None:
    assert standing(held(**changes)) == expected


def test_nothing_demanded_needs_nothing() -> None:
    assert standing(demands=[]) is CertificationStanding.NOT_REQUIRED
    assert standing(demands=[DEMAND | {"achievement": "https://other.example"}]) is CertificationStanding.NOT_REQUIRED
    assert standing() is CertificationStanding.MISSING


@pytest.mark.parametrize(
    "broken", [{"keys": None}, {"keys": []}, {"issuer": None}, {"certification": 7}, {"keys": [3]}]
)
def test_a_demand_nobody_can_read_is_never_met(broken: dict[str, object]) -> None:
    assert standing(held(), demands=[DEMAND | broken]) is CertificationStanding.MISSING


@pytest.mark.parametrize("text", ["", "{", "{}", "null", "[1, null, []]"])
def test_discovery_without_demands_reads_as_none(text: str) -> None:
    assert trusted_issuers(text) == ()


def test_the_best_one_wins_and_the_one_that_lasts_longest() -> None:
    short, long = held(valid_until=START + 40 * DAY), held(credential_id="2", valid_until=START + 90 * DAY)
    revoked, over = held(is_revoked=True), held(valid_until=START - DAY)
    trusted = trusted_issuers(json.dumps([DEMAND]))
    best = certification(ACHIEVEMENT_ID, (revoked, over, short, long), trusted, START)
    assert (best.standing, best.credential) == ("valid", long)
    assert certification(ACHIEVEMENT_ID, (revoked, over), trusted, START).standing == "expired"


@pytest.mark.parametrize("role", [Role.PRACTICE, Role.CALIBRATE])
def test_practising_needs_no_certification(role: Role) -> None:
    server = replace(a_server(), trusted_issuers=json.dumps([DEMAND]))
    assignment = replace(an_assignment(), role=role)
    assert certification_for(assignment, server, (), START).standing == "not-required"


def test_an_adjudicator_needs_the_role_and_whatever_is_asked_of_adjudicators() -> None:
    case = replace(an_assignment(), role=Role.ADJUDICATE)
    server = replace(a_server(), trusted_issuers=json.dumps([DEMAND]))
    adjudicating = replace(server, roles=("facilitator", "adjudicator"))
    strict = replace(adjudicating, trusted_issuers=json.dumps([DEMAND | {"roles": ["assess", "adjudicate"]}]))
    assert certification_for(case, server, (held(),), START).standing == "missing"
    assert certification_for(case, adjudicating, (), START).standing == "not-required"
    assert certification_for(case, strict, (), START).standing == "missing"
    assert certification_for(case, strict, (held(),), START).standing == "valid"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"valid_until": START - 10 * DAY},
            "Your certification for Wait time ended on 20 February 2026. You can read, not score. "
            "Renew it with Riverside (calibration).",
        ),
        ({"is_revoked": True}, "was withdrawn by Riverside Micro-credentials. You can read, not score. Ask Riverside"),
        ({"valid_from": START + 4 * DAY}, "begins on 6 March 2026. You can read, not score."),
        ({"status_checked_at": START - 40 * DAY}, "Nobody has checked since 21 January 2026 whether"),
        ({"status_checked_at": NEVER_CHECKED}, "Nobody has checked since it came whether"),
        ({"signed_with": ""}, "You have no certification for Wait time on this laptop."),
    ],
)
def test_the_words_say_why_and_where_to_go(changes: dict[str, object], words: str) -> None:
    server = replace(a_server(), trusted_issuers=json.dumps([DEMAND]))
    found = certification_for(an_assignment(), server, (held(**changes),), START)
    assert words in why_not(found, an_assignment(), "Riverside")


def demand(desk: EditingDesk, *credentials: Credential) -> None:
    def change(uow: UnitOfWork) -> None:
        uow.servers.put(replace(uow.servers.get(SERVER_ID), trusted_issuers=json.dumps([DEMAND])))
        for credential in credentials:
            uow.credentials.put(credential)

    desk.change(change)


EDITS: dict[str, Callable[[EditingDesk], object]] = {
    "mark": lambda desk: desk.do(annotate.add, a_mark()),
    "level": lambda desk: desk.do(score.set_level, "assignment-1", criterion_id(1), level_id(1)),
    "condition": lambda desk: desk.do(score.set_condition_code, "assignment-1", criterion_id(1), "no-audio"),
    "rationale": lambda desk: desk.do(score.set_rationale, "assignment-1", criterion_id(1), "Because."),
    "feedback": lambda desk: desk.do(feedback.set_text, "assignment-1", "Well done."),
    "submit": lambda desk: desk.do(submit.submit, "assignment-1"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_without_a_certification_nothing_is_changed(desk: EditingDesk, edit: Callable[[EditingDesk], object]) -> None:
    demand(desk, held(valid_until=START - DAY))
    before = desk.count("journal"), desk.count("outbox"), desk.view()
    with pytest.raises(NotCertified, match="You can read, not score"):
        edit(desk)
    assert (desk.count("journal"), desk.count("outbox"), desk.view()) == before


def test_what_was_done_before_it_ended_cannot_be_taken_back_after(desk: EditingDesk) -> None:
    demand(desk, held(valid_until=START + DAY))
    desk.do(feedback.set_text, "assignment-1", "Well done.")
    desk.bench.clock.advance(2 * 86_400)
    with pytest.raises(NotCertified):
        desk.do(undo.undo, "assignment-1")
    assert desk.assessment().feedback == "Well done."


def test_the_view_tells_the_standing_and_closes_the_editor(desk: EditingDesk) -> None:
    demand(desk)
    assert desk.view().certification.standing == "missing"
    assert not desk.view().is_editable
    assert desk.view().is_live


def test_a_final_frozen_earlier_still_goes_out(desk: EditingDesk) -> None:
    """The server holds or takes it; the laptop never keeps it back."""
    demand(desk, held(valid_until=START + DAY))
    for number in (1, 2, 3):
        mark = a_mark(criterion=number)
        desk.do(annotate.add, mark)
        desk.do(score.set_level, "assignment-1", criterion_id(number), level_id(number))
        desk.do(score.cite, "assignment-1", criterion_id(number), mark.annotation_id)
        desk.do(score.set_rationale, "assignment-1", criterion_id(number), "Seen at 0:12.")
    desk.do(feedback.set_text, "assignment-1", "Well done. Next, wait longer.")
    item = desk.do(submit.submit, "assignment-1").value
    desk.bench.clock.advance(2 * 86_400)
    client = Taking()
    outbox.drain(desk.store.factory, cast(ServerClient, client), SERVER_ID, now=desk.bench.clock.now)
    assert item.op_id in client.taken
    assert desk.assessment().state == "accepted"


@dataclass
class Taking:
    """A server that accepts everything."""

    taken: list[str] = field(default_factory=list)

    def push(self, item: OutboxItem) -> Delivered:
        self.taken.append(item.op_id)
        return Delivered(receipt_for(item))


def told_at_the_command_line(desk: EditingDesk, tools: Tools) -> tuple[str, bool]:
    """What `credentials list` and `doctor` make of the one certification."""
    session = cast(Session, SimpleNamespace(reads=desk.store.reads, tools=tools))
    (row,), _ = list_credentials(session, Namespace())
    (finding,) = health._certifications(session)
    return row["standing"], finding.is_well


def test_a_clock_set_back_makes_no_ended_certification_hold(desk: EditingDesk) -> None:
    """What a server signed counts: the laptop's clock may lock, and never opens again what time has closed."""
    with desk.store.factory() as uow:
        uow.servers.put(replace(a_server(), trusted_issuers=json.dumps([DEMAND]), server_time_at=START, met_at=START))
        uow.credentials.put(held(valid_until=START + DAY))
    laptop = desk.bench.clock
    tools = replace(desk.tools, trusted=TrustedClock(laptop.now, lambda: 0.0))
    with desk.store.factory() as uow:
        annotate.add(uow, tools, a_mark())
    for laptop.time in (START + 2 * DAY, START - 3 * DAY, START):
        with desk.store.factory() as uow, pytest.raises(NotCertified, match="ended on"):
            annotate.add(uow, tools, a_mark())
        assert told_at_the_command_line(desk, tools) == ("expired", False)
    with desk.store.factory() as uow:
        uow.servers.put(as_signed(uow.servers.get(SERVER_ID), START + timedelta(hours=1), laptop.time))
    with desk.store.factory() as uow:
        annotate.add(uow, tools, a_mark())
