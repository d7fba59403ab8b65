"""Certifications as an assessor fetches them: real Open Badges, and a server that goes by its own records."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests
from joserfc import jws
from joserfc.jwk import RSAKey

from assessor_app.adapters.open_badges.reader import OpenBadges
from assessor_app.domain.trust import trusted_issuers
from assessor_app.practice import control
from assessor_app.services.badges import Expected
from assessor_app.wire.signing import claimed_payload
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Laptop, problem

SCHEMA = Path(__file__).parents[2] / "data/open_badges/ob_v3p0_achievementcredential_schema.json"
BADGES = OpenBadges()


def demands(server: PracticeProcess) -> list[dict[str, Any]]:
    reply = requests.get(server.url + "/.well-known/assessment-exchange", timeout=10)
    return list(claimed_payload(reply.text)["trusted_issuers"])


def held(laptop: Laptop) -> list[str]:
    return list(laptop.document("/credentials")["compactJwsString"])


def expected(server: PracticeProcess, laptop: Laptop) -> Expected:
    trusted = trusted_issuers(json.dumps(demands(server)))
    return Expected("server", "Riverside", laptop.document("/profile")["id"], trusted)


def verified(token: str, key: dict[str, Any]) -> dict[str, Any]:
    """What joserfc, which the server does not sign with, finds signed."""
    registry = jws.JWSRegistry(algorithms=["RS256"])
    registry.max_header_length = registry.max_payload_length = 1_000_000
    found = jws.deserialize_compact(token, RSAKey.import_key(key), registry=registry)
    assert set(found.headers()) == {"alg", "typ", "jwk"}
    return dict(json.loads(found.payload))


def checked(document: dict[str, Any]) -> None:
    """Raises ValidationError for what is no Open Badge to the standard's own schema."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft201909Validator(schema).validate(document)


def test_every_assessor_gets_a_badge_for_each_micro_credential(shared_server: PracticeProcess, laptop: Laptop) -> None:
    asked = demands(shared_server)
    tokens = held(laptop)
    assert len(tokens) == len(asked) == len({entry["achievement"] for entry in asked})
    against = expected(shared_server, laptop)
    for token in tokens:
        document = verified(token, asked[0]["keys"][0])
        checked(document)
        read = BADGES.read(token, against)
        assert read.achievement_id in {entry["certification"] for entry in asked}
        assert read.recipient_id == laptop.document("/profile")["id"]


def test_the_badges_stay_the_same_bytes(laptop: Laptop) -> None:
    assert held(laptop) == held(laptop)


def test_nobody_gets_the_badges_of_another(shared_server: PracticeProcess, laptop: Laptop) -> None:
    lead = laptop_of(shared_server, "lead")
    other = laptop_of(shared_server, "assessor-2")
    assert held(lead) == []
    assert not set(held(laptop)) & set(held(other))
    assert requests.get(shared_server.url + "/credentials", timeout=10).status_code == 401


def test_what_is_asked_for_names_no_private_key(shared_server: PracticeProcess) -> None:
    for entry in demands(shared_server):
        assert set(entry["keys"][0]) == {"kty", "n", "e", "kid", "alg"}


def status_of(server: PracticeProcess, token: str, laptop: Laptop) -> bool:
    address = BADGES.status_address(token)
    assert address.startswith(server.url)
    listing = requests.get(address, timeout=10)
    assert listing.headers["Content-Type"].startswith("text/plain")
    return BADGES.is_revoked(token, listing.text, expected(server, laptop))


def test_revoking_refuses_work_and_is_told_to_everybody(own_server: PracticeProcess) -> None:
    desks = fresh_desks(own_server, "pause", {"assessor-1": "assess"})
    desk, other = desks["assessor-1"], laptop_of(own_server, "assessor-2")
    tokens, others = held(desk.laptop), held(other)
    document = desk.assessment((desk.sent_mark(1), desk.sent_mark(2)))
    assert not status_of(own_server, tokens[0], desk.laptop)
    control.revoke_certification(own_server.data_dir, "assessor-1")
    assert [status_of(own_server, token, desk.laptop) for token in tokens] == [True] * len(tokens)
    assert not status_of(own_server, others[0], other)
    refused = desk.send_mark(desk.mark())
    assert (refused.status_code, problem(refused)) == (403, "not-certified")
    draft = desk.send_assessment(document | {"state": "draft", "annotations": []})
    assert (draft.status_code, problem(draft)) == (403, "not-certified")
    final = desk.send_assessment(document)
    assert final.json()["disposition"] == "held_for_review"


def test_renewing_gives_other_badges_and_lets_work_go_on(own_server: PracticeProcess) -> None:
    desk = fresh_desks(own_server, "pause", {"assessor-1": "assess"})["assessor-1"]
    before = held(desk.laptop)
    control.end_certification(own_server.data_dir, "assessor-1")
    ended = [BADGES.read(token, expected(own_server, desk.laptop)) for token in held(desk.laptop)]
    assert all(read.valid_until is not None and read.valid_until < datetime.now(UTC) for read in ended)
    assert all(read.valid_until is not None and read.valid_from < read.valid_until for read in ended)
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=20)
    control.revoke_certification(own_server.data_dir, "assessor-1")
    control.renew_certification(own_server.data_dir, "assessor-1", until)
    renewed = held(desk.laptop)
    assert not set(renewed) & set(before)
    assert BADGES.read(renewed[0], expected(own_server, desk.laptop)).valid_until == until
    assert not status_of(own_server, renewed[0], desk.laptop)
    assert desk.send_mark(desk.mark()).status_code == 201


@pytest.mark.parametrize(("role", "status"), [("practice", 201), ("calibrate", 201), ("assess", 403)])
def test_an_exercise_needs_no_certification(shared_server: PracticeProcess, role: str, status: int) -> None:
    desk = fresh_desks(shared_server, "pause", {"lead": role})["lead"]
    assert desk.send_mark(desk.mark()).status_code == status


def test_a_server_from_before_badges_gives_them(own_server: PracticeProcess, tmp_path: Path) -> None:
    import sqlcipher3.dbapi2 as sqlite

    laptop = laptop_of(own_server, "assessor-1")
    count = len(held(laptop))
    own_server.stop()
    with sqlite.connect(str(own_server.data_dir / "practice.db")) as connection:
        connection.execute("DROP TABLE badge")
    own_server.start()
    assert len(held(laptop_of(own_server, "assessor-1"))) == count


@pytest.mark.parametrize("host", ["evil.example", "evil.example:1"])
def test_a_badge_names_the_servers_own_list_whatever_the_request_says(
    shared_server: PracticeProcess, host: str
) -> None:
    token = shared_server.tokens["assessor-1"]
    headers = {"Authorization": f"Bearer {token}", "Host": host}
    reply = requests.get(shared_server.url + "/credentials", headers=headers, timeout=10)
    assert BADGES.status_address(reply.json()["compactJwsString"][0]).startswith(shared_server.url)
