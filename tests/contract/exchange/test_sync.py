"""What the adapter makes of a real server's work, and how a sync keeps up with whatever the server does."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.digests import visible_digest
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.domain.policy import DecisionRule
from assessor_app.domain.rubric import Rubric
from assessor_app.domain.submission import AssignmentState, MediaState, PartKind, Role
from assessor_app.practice import control
from assessor_app.services.claim import claim
from assessor_app.services.exchange_ports import ClaimContested, RemoteChange, ServerUnreachable
from assessor_app.services.hand_back import hand_back
from assessor_app.services.vault_ports import NotOnThisLaptop
from tests.fakes.exchange_fixtures import NewAssignment, fresh_assignment
from tests.fakes.fault_proxy import FaultProxy
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation
from tests.unit.practice.laptop import Laptop
from tests.unit.practice.tiny_sample import criterion_uri, level_uri, result_id


def sign_in(laptop: Workstation, server: PracticeProcess, label: str = "assessor-1") -> None:
    laptop.sign_in(server.invite, server.tokens[label])


def row_of(laptop: Workstation, assignment_id: str):
    (row,) = laptop.store.reads.inbox_rows([assignment_id])
    return row


def test_an_assignment_arrives_as_the_server_wrote_it(
    laptop: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    due_at = datetime(2027, 1, 15, 16, 0, tzinfo=UTC)
    control.set_due(shared_server.data_dir, assignment_id, due_at)
    sign_in(laptop, shared_server)
    laptop.pull()
    row = row_of(laptop, assignment_id)
    wire = Laptop(shared_server.url, shared_server.tokens["assessor-1"]).document(f"/assignments/{assignment_id}")
    read_out = f"{wire['code'][:3]}-{wire['code'][3:]}"
    assert (row.code, row.attempt, row.role, row.due_at) == (read_out, 1, Role.ASSESS, due_at)
    assert row.micro_credential == "pause"
    view = laptop.store.reads.workbench(assignment_id)
    digests = (view.submission.digest, view.rubric.digest, view.achievement.digest, view.policy.digest)
    assert digests == tuple(wire[kind]["digest"] for kind in ("submission", "rubric", "achievement", "policy"))


def test_a_rubric_arrives_with_exact_numbers_and_required_levels(
    laptop: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    sign_in(laptop, shared_server)
    laptop.pull()
    view = laptop.store.reads.workbench(assignment_id)
    first = view.rubric.by_number(1)
    assert (first.criterion_id, first.name, first.weight) == (criterion_uri("pause", 1), "pause 1", Decimal(1))
    assert [(level.level_id, level.name, level.score) for level in first.levels] == [
        (level_uri("pause", 1, n), name, Decimal(n)) for n, name in enumerate(("Low", "Middle", "High"), start=1)
    ]
    assert view.achievement.required_levels == tuple(
        (criterion_uri("pause", n), level_uri("pause", n, 2)) for n in (1, 2)
    )
    assert view.achievement.result_descriptions == tuple(
        (criterion_uri("pause", n), result_id("pause", n)) for n in (1, 2)
    )
    assert view.achievement.contact_hours == "3"
    assert view.achievement.competency == "Can do pause."
    assert (view.policy.rule, view.policy.citations_per_criterion) == (DecisionRule.ALL_REQUIRED, 1)
    assert [code.code for code in view.policy.condition_codes] == ["no_audio"]


def test_a_submission_arrives_with_its_parts_in_order(
    laptop: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    sign_in(laptop, shared_server)
    laptop.pull()
    overview, plan, recording = laptop.submission_of(assignment_id).artifacts
    assert (overview.part, overview.is_file, overview.number) == (PartKind.OVERVIEW, False, 1)
    assert overview.text
    assert (plan.media_type, plan.is_file, plan.duration_us) == ("application/pdf", True, None)
    assert (recording.media_type, recording.duration_us) == ("audio/wav", 1_500_000)


def test_a_sync_with_nothing_new_asks_for_one_page_and_compares(laptop: Workstation, own_server: PracticeProcess):
    with FaultProxy(own_server.url) as proxy:
        laptop.sign_in(proxy.url, own_server.tokens["assessor-1"])
        first = laptop.pull()
        assert first.received > 0
        asked = len(proxy.plan.seen)
        second = laptop.pull()
        assert (second.received, second.notes, second.is_complete) == (0, (), True)
        assert len(proxy.plan.seen) - asked == 5, "discovery, health, profile, credentials, changes"
    assert laptop.server().synced_at == laptop.now


def test_a_withdrawal_takes_the_evidence_away_and_keeps_the_assessors_words(
    laptop: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    sign_in(laptop, shared_server)
    laptop.pull()
    laptop.score_all(assignment_id)
    laptop.fetch(assignment_id)
    files = [artifact for artifact in laptop.submission_of(assignment_id).artifacts if artifact.is_file]
    assert row_of(laptop, assignment_id).media_state is MediaState.PRESENT
    control.withdraw(shared_server.data_dir, assignment_id, "The candidate asked for it.")
    pulled = laptop.pull()
    assert pulled.withdrawn == 2, "the assignment and its submission"
    row = row_of(laptop, assignment_id)
    assert (row.state, row.media_state, row.media_done) == ("withdrawn", MediaState.ABSENT, 0)
    for artifact in files:
        with pytest.raises(NotOnThisLaptop):
            laptop.vault.open(artifact.artifact_id)
    assessment = laptop.store.reads.assessment(assignment_id)
    assert assessment.feedback == "Well done."
    assert {score.rationale for score in assessment.scores} == {"Seen twice."}


def test_a_new_version_of_a_rubric_stands_beside_the_one_scores_were_made_with(
    laptop: Workstation, own_server: PracticeProcess
):
    assignment_id = fresh_assignment(own_server)
    sign_in(laptop, own_server)
    laptop.pull()
    before = laptop.store.reads.workbench(assignment_id).rubric
    laptop.score_all(assignment_id)
    control.change_rubric(own_server.data_dir, before.rubric_id, "Something clearer.")
    laptop.pull()
    assert laptop.store.reads.workbench(assignment_id).rubric.digest == before.digest
    with laptop.store.factory() as uow:
        newest: Rubric = uow.remote.rubric(before.rubric_id)
    assert newest.by_number(1).description == "Something clearer."
    assert newest.digest != before.digest


def test_a_returned_assignment_is_open_again(laptop: Workstation, own_server: PracticeProcess):
    assignment_id = fresh_assignment(own_server)
    sign_in(laptop, own_server)
    laptop.pull()
    laptop.score_all(assignment_id)
    laptop.submit(assignment_id)
    laptop.push()
    laptop.pull()
    assert row_of(laptop, assignment_id).assignment_state is AssignmentState.CLOSED
    control.return_assignment(own_server.data_dir, assignment_id, "Please look at criterion 2 again.")
    laptop.pull()
    assert row_of(laptop, assignment_id).assignment_state is AssignmentState.RETURNED


def test_what_is_lost_or_old_on_the_laptop_is_found_by_the_digest_and_fetched(
    laptop: Workstation, own_server: PracticeProcess
):
    sign_in(laptop, own_server)
    laptop.pull()
    assignment_id = control.assignments_of(own_server.data_dir, "assessor-1")[0]
    with laptop.store.factory() as uow:
        good = uow.remote.assignment(assignment_id)
        stale = replace(good, code="0000000", revision=0)
        change = next(row for row in uow.remote.visible(laptop.server_id) if row[1] == assignment_id)
        uow.remote.put(laptop.server_id, _as_change(change[0], assignment_id, stale))
    with FaultProxy(own_server.url) as proxy:
        laptop.sign_in(proxy.url, own_server.tokens["assessor-1"])
        pulled = laptop.pull()
        assert proxy.requests("GET", "/snapshot") == 1
        assert proxy.requests("GET", "/assignments/") == 1, "only what differs is fetched"
    assert (pulled.received, pulled.notes) == (1, ())
    assert row_of(laptop, assignment_id).code == good.code
    assert_same_as_server(laptop, own_server)


def test_a_cursor_the_server_has_forgotten_leads_to_a_comparison(laptop: Workstation, own_server: PracticeProcess):
    sign_in(laptop, own_server)
    laptop.pull()
    with laptop.store.factory() as uow:
        uow.servers.put(replace(uow.servers.get(laptop.server_id), cursor="99999.nonsense"))
    new = fresh_assignment(own_server)
    pulled = laptop.pull()
    assert pulled.is_complete
    assert row_of(laptop, new).assignment_state is AssignmentState.OPEN
    assert laptop.pull().received == 0
    assert_same_as_server(laptop, own_server)


def test_a_server_restored_from_a_backup_gets_back_what_it_lost(laptop: Workstation, own_server: PracticeProcess):
    lost, kept, fresh_one = (fresh_assignment(own_server) for _ in range(3))
    sign_in(laptop, own_server)
    laptop.pull()
    for assignment_id in (lost, kept):
        laptop.score_all(assignment_id)
        laptop.submit(assignment_id)
    laptop.push()
    assert laptop.waiting() == ()
    view = Laptop(own_server.url, own_server.tokens["assessor-1"])
    (before,) = view.document(f"/assignments/{kept}/assessments")["assessments"]
    epoch = control.restore_without(own_server.data_dir, lost)
    later = laptop.mark(fresh_one, 1)
    drained = laptop.push()
    assert (drained.delivered, drained.postponed) == (0, 1), "nothing is believed before the two have compared"
    assert "set back to an earlier state" in drained.words
    pulled = laptop.pull()
    assert any("set back to an earlier state" in note for note in pulled.notes)
    assert laptop.server().server_epoch == epoch
    work = (row for row in laptop.waiting() if row.verb is not OutboxVerb.POST_EVENTS)
    assert {row.assignment_id for row in work} == {lost, fresh_one}
    told = {row.assignment_id for row in laptop.waiting() if row.verb is OutboxVerb.POST_EVENTS}
    assert told == {lost, kept}, "events cannot be asked for, and one that is there twice counts once"
    assert row_of(laptop, lost).state == "queued"
    laptop.push()
    (again,) = view.document(f"/assignments/{lost}/assessments")["assessments"]
    assert again["op_id"] in {receipt.op_id for receipt in laptop.store.reads.receipts()}
    assert len(view.document(f"/assignments/{lost}/annotations")["annotations"]) == 2
    assert view.document(f"/assignments/{kept}/assessments")["assessments"] == [before]
    assert row_of(laptop, lost).state == "accepted"
    assert view.get(f"/assignments/{fresh_one}/annotations/{later}").status_code == 200
    assert laptop.waiting() == ()
    assert laptop.pull().notes == (), "once per epoch"


def test_a_restored_server_gets_hand_backs_and_leases_again(laptop: Workstation, own_server: PracticeProcess):
    given_back, claimed = fresh_assignment(own_server), fresh_assignment(own_server)
    sign_in(laptop, own_server)
    laptop.pull()
    with laptop.store.factory() as uow:
        hand_back(uow, laptop.tools, given_back, HandBackKind.UNSCORABLE, "The recording has no sound.")
    claim(laptop.store.factory, laptop.client(), claimed)
    laptop.push()
    laptop.pull()
    for assignment_id in (given_back, claimed):
        control.restore_without(own_server.data_dir, assignment_id)
    view = Laptop(own_server.url, own_server.tokens["assessor-1"])
    assert view.document(f"/assignments/{given_back}")["state"] == "open"
    assert "lease" not in view.document(f"/assignments/{claimed}")
    laptop.pull()
    assert view.document(f"/assignments/{claimed}")["lease"]["holder"]
    laptop.push()
    assert view.document(f"/assignments/{given_back}")["state"] == "closed"
    laptop.pull()
    assert row_of(laptop, given_back).is_handed_back
    assert row_of(laptop, claimed).lease_until_at is not None


def test_a_server_that_goes_back_and_forth_is_followed_once_and_then_told(
    laptop: Workstation, own_server: PracticeProcess
):
    assignment_id = fresh_assignment(own_server)
    sign_in(laptop, own_server)
    laptop.pull()
    first = laptop.server().server_epoch
    control.rotate_epoch(own_server.data_dir)
    laptop.pull()
    with laptop.store.factory() as uow:
        known = uow.servers.get(laptop.server_id)
        uow.servers.put(replace(known, server_epoch="a third", past_epochs=json.dumps([first, known.server_epoch])))
    mark_id = laptop.mark(assignment_id, 1)
    for _ in range(2):
        with pytest.raises(ServerUnreachable, match="two different states in turn"):
            laptop.pull()
        assert laptop.push().delivered == 0
    assert [row.state for row in laptop.waiting() if row.verb is OutboxVerb.PUT_ANNOTATION] == [OutboxState.PENDING]
    control.rotate_epoch(own_server.data_dir)
    laptop.pull()
    laptop.push()
    view = Laptop(own_server.url, own_server.tokens["assessor-1"])
    assert view.get(f"/assignments/{assignment_id}/annotations/{mark_id}").status_code == 200


def test_a_key_that_the_old_one_signed_is_followed(laptop: Workstation, own_server: PracticeProcess):
    assignment_id = fresh_assignment(own_server)
    sign_in(laptop, own_server)
    laptop.pull()
    laptop.mark(assignment_id, 1)
    new_key = control.rotate_key(own_server.data_dir)
    assert laptop.push().delivered == 0, "a receipt by a key we have not been introduced to proves nothing"
    laptop.pull()
    assert new_key in laptop.server().keys
    assert laptop.push().delivered == 1
    (receipt,) = laptop.store.reads.receipts()
    assert receipt.kid == new_key


def test_a_claim_brings_the_lease(laptop: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment):
    assignment_id = new_assignment()
    sign_in(laptop, shared_server)
    laptop.pull()
    first = claim(laptop.store.factory, laptop.client(), assignment_id).value
    assert first.lease_until_at is not None
    assert timedelta(days=29) < first.lease_until_at - datetime.now(UTC) < timedelta(days=31)
    again = claim(laptop.store.factory, laptop.client(), assignment_id).value
    assert again.lease_until_at is not None
    assert again.lease_until_at >= first.lease_until_at
    laptop.pull()
    assert row_of(laptop, assignment_id).lease_until_at == again.lease_until_at


def test_a_claim_somebody_else_holds_is_told_in_words(
    laptop: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    sign_in(laptop, shared_server)
    laptop.pull()
    until_at = datetime.now(UTC) + timedelta(days=2)
    control.set_lease(shared_server.data_dir, assignment_id, "assessor-2", until_at)
    with pytest.raises(ClaimContested, match="Another assessor is working on this"):
        claim(laptop.store.factory, laptop.client(), assignment_id)


def _as_change(kind, entity_id, document):
    return RemoteChange(kind, entity_id, document.revision, is_withdrawal=False, document=document)


def assert_same_as_server(laptop: Workstation, server: PracticeProcess) -> None:
    shown = Laptop(server.url, server.tokens["assessor-1"]).document("/snapshot")
    with laptop.store.factory() as uow:
        here = uow.remote.visible(laptop.server_id)
    assert sorted(here) == sorted((each["kind"], each["id"], each["revision"]) for each in shown["entries"])
    assert visible_digest(here) == shown["digest"]
