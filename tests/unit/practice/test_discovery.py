"""Who the server is: a signed document, keys that vouch for each other, a signed nonce, two headers on everything."""

from datetime import UTC, datetime, timedelta

import pytest
import requests

from assessor_app.practice import control
from assessor_app.wire.discovery import Discovery, Health, Profile, ServerKey
from assessor_app.wire.signing import BadSignature, claimed_payload, thumbprint, verify_compact, verify_detached
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import laptop_of
from tests.unit.practice.laptop import Laptop, problem

WELL_KNOWN = "/.well-known/assessment-exchange"


def jwks(keys: tuple[ServerKey, ...]) -> list[dict[str, str]]:
    return [{"kid": key.kid, "kty": key.kty, "crv": key.crv, "x": key.x} for key in keys]


def discovered(server: PracticeProcess) -> tuple[Discovery, str]:
    """The document and the kid that signed it, verified by the keys it names."""
    reply = requests.get(server.url + WELL_KNOWN, timeout=10)
    assert reply.headers["Content-Type"] == "application/jose"
    shown = Discovery.model_validate(claimed_payload(reply.text))
    payload, kid = verify_compact(reply.text, jwks(shown.keys))
    assert Discovery.model_validate(payload) == shown
    return shown, kid


def test_the_invite_names_the_key_that_signs(shared_server: PracticeProcess) -> None:
    shown, kid = discovered(shared_server)
    assert shared_server.invite == f"{shared_server.url}/#key={kid}"
    (key,) = jwks(shown.keys)
    assert thumbprint(key) == kid
    assert shown.protocol == "assessment-exchange"
    assert shown.authorization.methods == ("authorization-code", "device-code", "personal-token")


def test_the_api_is_where_the_question_was_asked(shared_server: PracticeProcess) -> None:
    port = shared_server.url.rsplit(":", 1)[1]
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", "practice.school.example"):
        reply = requests.get(shared_server.url + WELL_KNOWN, headers={"Host": host}, timeout=10)
        assert claimed_payload(reply.text)["api"] == f"http://{host}"


def test_a_changed_document_is_not_signed(shared_server: PracticeProcess) -> None:
    reply = requests.get(shared_server.url + WELL_KNOWN, timeout=10)
    head, payload, signature = reply.text.split(".")
    keys = jwks(Discovery.model_validate(claimed_payload(reply.text)).keys)
    with pytest.raises(BadSignature):
        verify_compact(f"{head}.{payload[:-2]}AA.{signature}", keys)


def test_a_new_key_is_vouched_for_by_the_old_one(own_server: PracticeProcess) -> None:
    before, old_kid = discovered(own_server)
    new_kid = control.rotate_key(own_server.data_dir)
    after, kid = discovered(own_server)
    assert kid == new_kid != old_kid
    old, new = after.keys
    assert old.retired_at is not None
    assert old.x == before.keys[0].x
    assert new.signed_by_previous is not None
    assert verify_detached(new.vouched_part(), new.signed_by_previous, jwks((old,))) == old_kid


def test_the_nonce_comes_back_signed(shared_server: PracticeProcess) -> None:
    shown, _ = discovered(shared_server)
    reply = requests.get(f"{shared_server.url}/healthz?nonce=0123456789abcdef", timeout=10)
    health = Health.model_validate(reply.json())
    assert health.nonce == "0123456789abcdef"
    assert health.server_id == shown.server_id
    verify_detached(health.signed_part(), health.signature, jwks(shown.keys))
    forged = health.model_copy(update={"nonce": "another-nonce"})
    with pytest.raises(BadSignature):
        verify_detached(forged.signed_part(), health.signature, jwks(shown.keys))


@pytest.mark.parametrize("query", ["", "?nonce=short", "?nonce=" + "x" * 200, "?nonce=with%20a%20space"])
def test_a_nonce_must_be_one(shared_server: PracticeProcess, query: str) -> None:
    reply = requests.get(f"{shared_server.url}/healthz{query}", timeout=10)
    assert reply.status_code == 400
    assert problem(reply) == "bad-request"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", WELL_KNOWN, 200),
        ("GET", "/profile", 401),
        ("GET", "/nowhere", 404),
        ("DELETE", "/profile", 405),
        ("GET", "/healthz", 400),
    ],
)
def test_time_and_epoch_are_on_every_reply(shared_server: PracticeProcess, method: str, path: str, status: int) -> None:
    reply = requests.request(method, shared_server.url + path, timeout=10)
    assert reply.status_code == status
    time = datetime.fromisoformat(reply.headers["AX-Server-Time"])
    assert abs(time - datetime.now(UTC)) < timedelta(seconds=30)
    health = requests.get(f"{shared_server.url}/healthz?nonce=0123456789", timeout=10).json()
    assert reply.headers["AX-Server-Epoch"] == health["server_epoch"]


def test_a_new_epoch_is_told_at_once(own_server: PracticeProcess) -> None:
    before = requests.get(own_server.url + "/nowhere", timeout=10).headers["AX-Server-Epoch"]
    epoch = control.rotate_epoch(own_server.data_dir)
    after = requests.get(own_server.url + "/nowhere", timeout=10).headers["AX-Server-Epoch"]
    assert before != epoch == after


def test_a_profile_is_a_pseudonym_with_roles(shared_server: PracticeProcess, laptop: Laptop) -> None:
    profile = Profile.model_validate(laptop.document("/profile"))
    assert profile.id.startswith("urn:uuid:")
    assert profile.roles == ("assessor",)
    lead = Profile.model_validate(laptop_of(shared_server, "lead").document("/profile"))
    assert lead.roles == ("facilitator", "adjudicator")
    assert lead.id != profile.id
