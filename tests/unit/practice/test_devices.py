"""Laptops at the server: published with a proof, commanded one by one, and nobody else's business."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from joserfc.jwk import OKPKey

from assessor_app.domain.ids import new_id
from assessor_app.practice import control_devices
from assessor_app.wire.device import DeviceDoc, DeviceStanding
from assessor_app.wire.discovery import ServerPolicies
from assessor_app.wire.signing import claimed_payload, sign_detached, verify_detached
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import laptop_of
from tests.unit.practice.laptop import Laptop, problem

Made = tuple[dict[str, Any], OKPKey]


def made(**changes: Any) -> Made:
    """A laptop's document, signed by its own key."""
    key = OKPKey.generate_key("Ed25519")
    seal = base64.urlsafe_b64encode(bytes(range(32))).rstrip(b"=").decode()
    document = {
        "id": new_id(),
        "sign": {"kty": "OKP", "crv": "Ed25519", "x": key.as_dict(private=False)["x"]},
        "seal": {"kty": "OKP", "crv": "X25519", "x": seal},
        "made_at": "2026-03-02T17:30:00Z",
    } | changes
    return signed(document, key), key


def signed(document: dict[str, Any], key: OKPKey) -> dict[str, Any]:
    part = DeviceDoc.model_validate(document).signed_part()
    return part | {"signature": sign_detached(part, key, document["id"])}


@pytest.fixture
def laptop(shared_server: PracticeProcess) -> Laptop:
    return laptop_of(shared_server, "assessor-1")


def path_of(document: dict[str, Any]) -> str:
    return f"/devices/{document['id']}"


def standing(laptop: Laptop, document: dict[str, Any], nonce: str = "") -> DeviceStanding:
    return DeviceStanding.model_validate(laptop.document(path_of(document) + (f"?nonce={nonce}" if nonce else "")))


def test_a_laptop_is_published_once_and_changed_by_revision(laptop: Laptop) -> None:
    document, key = made()
    first = laptop.put(path_of(document), document)
    assert (first.status_code, first.json()["revision"]) == (201, 1)
    again = laptop.put(path_of(document), document)
    assert (again.status_code, again.json()["revision"]) == (200, 1), "with a new key and without If-Match"
    done = signed(document | {"done": [new_id()]}, key)
    assert problem(laptop.put(path_of(document), done)) == "stale-revision"
    assert laptop.put(path_of(document), done, revision=1).json()["revision"] == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document | {"signature": made()[0]["signature"]},
        lambda document: {name: value for name, value in document.items() if name != "signature"},
        lambda document: document | {"done": ["not signed"]},
        lambda document: document | {"sign": document["seal"]},
        lambda document: document | {"id": new_id()},
    ],
)
def test_keys_nobody_proves_to_hold_are_refused(laptop: Laptop, spoil: Callable[[dict[str, Any]], Any]) -> None:
    document, _ = made()
    assert problem(laptop.put(path_of(document), spoil(document))) == "bad-request"
    assert laptop.get(path_of(document)).status_code == 404


def test_a_laptop_keeps_its_keys(laptop: Laptop) -> None:
    document, _ = made()
    laptop.put(path_of(document), document)
    other, _ = made(id=document["id"])
    assert problem(laptop.put(path_of(document), other, revision=1)) == "bad-request"
    assert standing(laptop, document).device.sign.x == document["sign"]["x"]


def test_nobody_else_sees_or_changes_it(laptop: Laptop, shared_server: PracticeProcess) -> None:
    document, key = made()
    laptop.put(path_of(document), document)
    stranger = laptop_of(shared_server, "assessor-2")
    assert problem(stranger.get(path_of(document))) == "not-found"
    taken = signed(document | {"done": [new_id()]}, key)
    assert problem(stranger.put(path_of(document), taken, revision=1)) == "not-found"
    assert problem(stranger.put(path_of(document), document)) == "not-found"
    assert standing(laptop, document).revision == 1


def test_commands_are_listed_signed_for_this_laptop_until_they_are_over(
    laptop: Laptop, shared_server: PracticeProcess
) -> None:
    document, key = made()
    laptop.put(path_of(document), document)
    lock = control_devices.order_lock(shared_server.data_dir, document["id"], "Left on a bus")
    erase = control_devices.order_erase(shared_server.data_dir, document["id"], ["assignment-1"])
    shown = standing(laptop, document, "nonce-12345")
    assert [(each.id, each.act, each.scope, each.reason) for each in shown.commands] == [
        (lock, "lock", (), "Left on a bus"),
        (erase, "erase", ("assignment-1",), None),
    ]
    discovered = claimed_payload(laptop.get("/.well-known/assessment-exchange").text)
    verify_detached(shown.signed_part(), shown.signature, discovered["keys"])
    assert shown.nonce == "nonce-12345"
    laptop.put(path_of(document), signed(document | {"done": [lock, erase]}, key), revision=1)
    assert [each.id for each in standing(laptop, document).commands] == [lock], "a lock holds until it is lifted"
    assert control_devices.is_done(shared_server.data_dir, erase)
    control_devices.lift(shared_server.data_dir, lock)
    assert standing(laptop, document).commands == ()


def test_a_strangers_word_ends_no_command(laptop: Laptop, shared_server: PracticeProcess) -> None:
    document, _ = made()
    laptop.put(path_of(document), document)
    erase = control_devices.order_erase(shared_server.data_dir, document["id"])
    theirs, _ = made(done=[erase])
    laptop_of(shared_server, "assessor-2").put(path_of(theirs), theirs)
    assert not control_devices.is_done(shared_server.data_dir, erase)


def test_policies_are_what_the_organisation_states(laptop: Laptop, shared_server: PracticeProcess) -> None:
    asked = ServerPolicies(offline_lease_days=500, retain_media_days=400, retain_after_due_days=30, recovery_key="abc")
    control_devices.set_policies(shared_server.data_dir, asked)
    shown = claimed_payload(laptop.get("/.well-known/assessment-exchange").text)
    control_devices.set_policies(shared_server.data_dir, ServerPolicies())
    assert ServerPolicies.model_validate(shown["policies"]) == asked
