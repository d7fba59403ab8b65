"""A laptop and the practice server: published, ordered to lock and erase, and every receipt arrives."""

import json
from dataclasses import replace

import pytest
from joserfc.jwk import OKPKey

from assessor_app.adapters.assessment_exchange.client import client as known_client
from assessor_app.domain.server_policies import policies_of
from assessor_app.domain.submission import MediaState
from assessor_app.practice import control, control_devices
from assessor_app.services.aftercare import Aftercare
from assessor_app.services.devices import Obeyed
from assessor_app.services.exchange_ports import ServerUnreachable
from assessor_app.services.refusals import EvidenceLocked, Lock
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.wire.discovery import ServerPolicies
from tests.fakes.exchange_fixtures import NewAssignment
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation

Signed = tuple[Workstation, str]


@pytest.fixture
def signed_in(laptop: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment) -> Signed:
    """With the evidence of one declared assignment here."""
    assignment_id = new_assignment()
    laptop.sign_in(shared_server.url, shared_server.tokens["assessor-1"])
    laptop.pull()
    laptop.declare(assignment_id)
    laptop.fetch(assignment_id)
    care(laptop)
    return laptop, assignment_id


def care(laptop: Workstation) -> Obeyed:
    """A sync with all that follows it, receipts sent."""
    laptop.pull()
    obeyed = Aftercare(laptop.vault, laptop.tools).after_contact(
        laptop.store.factory, laptop.client(), laptop.server_id
    )
    laptop.push()
    return obeyed


def device_id(laptop: Workstation) -> str:
    with laptop.store.factory() as uow:
        keys = uow.devices.own()
    assert keys is not None
    return keys.device_id


def told(server: PracticeProcess, assignment_id: str, kind: str = "evidence-erased") -> list[tuple[str, str]]:
    heard = control_devices.events_of(server.data_dir, "assessor-1")
    mine = [event for event in heard if (event.kind, event.assignment_id) == (kind, assignment_id)]
    return [(event.data["artifact"], event.data["reason"]) for event in mine]


def video(laptop: Workstation, assignment_id: str) -> str:
    return laptop.file_of(assignment_id, "audio/wav").artifact_id


def is_readable(laptop: Workstation, artifact_id: str) -> bool:
    try:
        laptop.vault.open(artifact_id).close()
    except NotOnThisLaptop:
        return False
    return True


def test_a_laptop_is_published_once_and_shown_to_its_assessor(
    signed_in: Signed, shared_server: PracticeProcess
) -> None:
    laptop, _ = signed_in
    care(laptop)
    assert control_devices.devices_of(shared_server.data_dir, "assessor-1").count(device_id(laptop)) == 1
    with laptop.store.factory() as uow:
        assert uow.devices.published(laptop.server_id) == 1


def test_an_order_to_erase_is_carried_out_and_proved(signed_in: Signed, shared_server: PracticeProcess) -> None:
    laptop, assignment_id = signed_in
    artifact_id = video(laptop, assignment_id)
    assert is_readable(laptop, artifact_id)
    mark = laptop.mark(assignment_id, 1)
    order = control_devices.order_erase(shared_server.data_dir, device_id(laptop), [assignment_id], "Lost")
    care(laptop)
    assert not is_readable(laptop, artifact_id)
    assert (artifact_id, "remote") in told(shared_server, assignment_id)
    assert control_devices.is_done(shared_server.data_dir, order)
    assert [each.annotation_id for each in laptop.store.reads.workbench(assignment_id).annotations] == [mark]
    laptop.fetch(assignment_id)
    care(laptop)
    assert is_readable(laptop, artifact_id), "an order is carried out once"
    assert told(shared_server, assignment_id).count((artifact_id, "remote")) == 1


def test_an_order_to_lock_closes_evidence_until_it_is_lifted(signed_in: Signed, shared_server: PracticeProcess) -> None:
    laptop, assignment_id = signed_in
    artifact_id = video(laptop, assignment_id)
    laptop.store.reads.must_be_open(artifact_id)
    order = control_devices.order_lock(shared_server.data_dir, device_id(laptop))
    assert care(laptop).must_lock
    with pytest.raises(EvidenceLocked, match="has asked this laptop to keep its videos closed") as refused:
        laptop.store.reads.must_be_open(artifact_id)
    assert refused.value.lock is Lock.REMOTE
    assert laptop.store.reads.workbench(assignment_id).is_editable
    assert is_readable(laptop, artifact_id), "closed, not destroyed"
    control_devices.lift(shared_server.data_dir, order)
    assert not care(laptop).must_lock
    laptop.store.reads.must_be_open(artifact_id)


def test_a_withdrawal_destroys_at_once_and_is_proved(signed_in: Signed, shared_server: PracticeProcess) -> None:
    """T24: the key goes in the very sync that brings the tombstone, unasked."""
    laptop, assignment_id = signed_in
    artifact_id = video(laptop, assignment_id)
    sealed = laptop.vault.seal(artifact_id, b"a picture of the lesson")
    control.withdraw(shared_server.data_dir, assignment_id, "The family asked for it")
    laptop.pull()
    assert not is_readable(laptop, artifact_id)
    with pytest.raises(NotOnThisLaptop):
        laptop.vault.unseal(artifact_id, sealed)
    care(laptop)
    assert (artifact_id, "withdrawn") in told(shared_server, assignment_id)
    with laptop.store.factory() as uow:
        assert uow.media.get(artifact_id).state is MediaState.ABSENT


def test_another_assessors_laptop_is_out_of_reach(signed_in: Signed, shared_server: PracticeProcess) -> None:
    laptop, _ = signed_in
    with laptop.store.factory() as uow:
        keys = uow.devices.own()
        uow.servers.put_token(laptop.server_id, shared_server.tokens["assessor-2"])
    assert keys is not None
    order = control_devices.order_erase(shared_server.data_dir, device_id(laptop))
    assert laptop.client().tell_device(keys, (order,)) is None, "neither seen nor taken over"
    assert not control_devices.is_done(shared_server.data_dir, order)
    control_devices.lift(shared_server.data_dir, order)


def test_policies_arrive_with_the_next_contact(signed_in: Signed, shared_server: PracticeProcess) -> None:
    laptop, _ = signed_in
    asked = ServerPolicies(offline_lease_days=500, retain_media_days=400, retain_after_due_days=300)
    control_devices.set_policies(shared_server.data_dir, asked)
    try:
        laptop.pull()
    finally:
        control_devices.set_policies(shared_server.data_dir, ServerPolicies())
    known = policies_of(laptop.server().policies)
    assert (known.offline_lease_days, known.retain_media_days, known.retain_after_due_days) == (500, 400, 300)
    assert laptop.server().server_time_at is not None
    assert laptop.server().met_at == laptop.now


def test_an_answer_signed_by_somebody_else_is_not_obeyed(signed_in: Signed) -> None:
    """Whoever stands in between can show orders of their own; without the pinned key nobody obeys them."""
    laptop, _ = signed_in
    with laptop.store.factory() as uow:
        keys, token = uow.devices.own(), uow.servers.token(laptop.server_id)
    assert keys is not None
    document = json.loads(laptop.server().keys)
    document["keys"][-1]["x"] = OKPKey.generate_key("Ed25519").as_dict(private=False)["x"]
    client = known_client(replace(laptop.server(), keys=json.dumps(document)), token)
    with pytest.raises(ServerUnreachable):
        client.tell_device(keys, ())
    client.close()
