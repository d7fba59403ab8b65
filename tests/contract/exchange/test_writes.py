"""An assessor's work as a real server receives it, and what each of its answers does to the outbox."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlcipher3 import dbapi2

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.conflict import Choice, Side
from assessor_app.domain.outbox import OutboxState, OutboxVerb
from assessor_app.practice import control
from assessor_app.services import annotate, feedback, reopen
from assessor_app.services.parking import cause_of
from assessor_app.services.refusals import Undecided
from assessor_app.services.settling import settle
from assessor_app.wire.canonical import digest
from tests.fakes.exchange_fixtures import NewAssignment, fresh_assignment
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.workstation import Workstation, workstation
from tests.unit.practice.laptop import Laptop
from tests.unit.practice.tiny_sample import criterion_uri, level_uri, result_id


@pytest.fixture
def view(shared_server: PracticeProcess) -> Laptop:
    return Laptop(shared_server.url, shared_server.tokens["assessor-1"])


@pytest.fixture
def signed_in(laptop: Workstation, shared_server: PracticeProcess) -> Workstation:
    laptop.sign_in(shared_server.invite, shared_server.tokens["assessor-1"])
    return laptop


def annotation(laptop: Workstation, annotation_id: str) -> Annotation:
    (found,) = laptop.store.reads.annotations([annotation_id])
    return found


def only_row(laptop: Workstation):
    (row,) = laptop.waiting()
    return row


def test_a_mark_arrives_as_a_web_annotation(signed_in: Workstation, view: Laptop, new_assignment: NewAssignment):
    assignment_id = new_assignment()
    signed_in.pull()
    mark_id = signed_in.mark(assignment_id, 2, text="counts to four")
    assert signed_in.push().delivered == 1
    mark = annotation(signed_in, mark_id)
    sent = view.document(f"/assignments/{assignment_id}/annotations/{mark_id}")
    assert sent["target"] == {
        "source": mark.artifact_id,
        "digest": mark.artifact_digest,
        "selector": {
            "type": "FragmentSelector",
            "conformsTo": "http://www.w3.org/TR/media-frags/",
            "value": "t=0.25,0.283333",
            "point": True,
        },
    }
    assert [(body["purpose"], body.get("value", body.get("source"))) for body in sent["body"]] == [
        ("commenting", "counts to four"),
        ("tagging", criterion_uri("pause", 2)),
    ]
    assert (sent["mark_type"], sent["engine"], sent["uncertainty_us"]) == ("strength", "qt", 17_000)
    assert (sent["id"], sent["revision"]) == (f"urn:uuid:{mark_id}", 1)


def test_a_mark_changed_and_taken_back_is_followed(signed_in: Workstation, view: Laptop, new_assignment: NewAssignment):
    assignment_id = new_assignment()
    signed_in.pull()
    mark_id = signed_in.mark(assignment_id, 1)
    signed_in.push()
    with signed_in.store.factory() as uow:
        annotate.edit(uow, signed_in.tools, mark_id, text="counts to five")
    assert signed_in.push().delivered == 1
    sent = view.document(f"/assignments/{assignment_id}/annotations/{mark_id}")
    assert (sent["body"][0]["value"], sent["revision"]) == ("counts to five", 2)
    with signed_in.store.factory() as uow:
        annotate.retract(uow, signed_in.tools, mark_id)
    assert signed_in.push().delivered == 1
    assert view.get(f"/assignments/{assignment_id}/annotations/{mark_id}").status_code == 404
    assert signed_in.waiting() == ()


def test_a_note_written_after_the_mark_was_cited_does_not_hold_up_the_draft(
    signed_in: Workstation, view: Laptop, new_assignment: NewAssignment
):
    """All offline: mark, cite, then change the note. The mark's newest version stands behind the draft in the line."""
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.score_all(assignment_id)
    for mark in signed_in.store.reads.workbench(assignment_id).annotations:
        with signed_in.store.factory() as uow:
            annotate.edit(uow, signed_in.tools, mark.annotation_id, text="later thought")
    drained = signed_in.push()
    assert drained.parked == 0
    assert signed_in.waiting() == ()
    signed_in.submit(assignment_id)
    signed_in.push()
    (final,) = view.document(f"/assignments/{assignment_id}/assessments")["assessments"]
    assert final["assessment"]["state"] == "final"


def test_a_final_arrives_whole_and_its_receipt_names_exactly_its_bytes(
    signed_in: Workstation, view: Laptop, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.score_all(assignment_id)
    item = signed_in.submit(assignment_id)
    signed_in.push()
    (stored,) = view.document(f"/assignments/{assignment_id}/assessments")["assessments"]
    final = stored["assessment"]
    assert digest(final) == item.body_sha256
    assert (final["state"], final["attempt"], final["feedback"], final["decision"]) == (
        "final",
        1,
        "Well done.",
        "awarded",
    )
    assert stored["decision"] == "awarded", "the server computes the same"
    marks = {mark.criterion_id: mark for mark in signed_in.store.reads.workbench(assignment_id).annotations}
    assert final["results"] == [
        {
            "type": ["Result"],
            "resultDescription": result_id("pause", n),
            "achievedLevel": level_uri("pause", n, 3),
            "criterion": criterion_uri("pause", n),
            "rationale": "Seen twice.",
            "cited": [f"urn:uuid:{marks[criterion_uri('pause', n)].annotation_id}"],
            "feedback": "",
        }
        for n in (1, 2)
    ]
    sent = {mark["id"]: mark for mark in view.document(f"/assignments/{assignment_id}/annotations")["annotations"]}
    assert {ref["id"]: ref["sha256"] for ref in final["annotations"]} == {name: digest(m) for name, m in sent.items()}
    receipt = next(row for row in signed_in.store.reads.receipts() if row.op_id == item.op_id)
    assert (receipt.body_sha256, receipt.disposition, receipt.server_name) == (
        item.body_sha256,
        "accepted",
        "Riverside (practice)",
    )
    with signed_in.store.factory() as uow:
        assert uow.outbox.get(item.op_id).state is OutboxState.ACCEPTED


def test_a_late_final_is_taken_and_held(
    signed_in: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.score_all(assignment_id)
    signed_in.submit(assignment_id)
    control.set_due(shared_server.data_dir, assignment_id, datetime.now(UTC) - timedelta(hours=1))
    signed_in.push()
    assert signed_in.store.reads.assessment(assignment_id).state is AssessmentState.HELD
    assert signed_in.store.reads.waiting().held == 1
    held = [receipt for receipt in signed_in.store.reads.receipts() if receipt.disposition == "held_for_review"]
    assert [receipt.reason for receipt in held] == ["It arrived after the due time."]


def test_a_final_withdrawn_meanwhile_is_taken_and_held(
    signed_in: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.score_all(assignment_id)
    signed_in.push()
    signed_in.submit(assignment_id)
    control.withdraw(shared_server.data_dir, assignment_id, "The candidate asked for it.")
    signed_in.push()
    assert signed_in.store.reads.assessment(assignment_id).state is AssessmentState.HELD


@pytest.mark.parametrize("is_withdrawn", [True, False], ids=["withdrawn", "certification ended"])
def test_work_done_offline_is_taken_and_held_even_when_its_marks_come_too_late(
    laptop: Workstation, own_server: PracticeProcess, is_withdrawn: bool
):
    """Nothing of it had been sent when the assignment was taken back or the certification ended."""
    assignment_id = fresh_assignment(own_server)
    laptop.sign_in(own_server.invite, own_server.tokens["assessor-1"])
    laptop.pull()
    laptop.score_all(assignment_id)
    final = laptop.submit(assignment_id)
    if is_withdrawn:
        control.withdraw(own_server.data_dir, assignment_id, "The candidate asked for it.")
    else:
        control.end_certification(own_server.data_dir, "assessor-1")
    laptop.push()
    assert laptop.store.reads.assessment(assignment_id).state is AssessmentState.HELD
    receipts = laptop.store.reads.receipts()
    assert [receipt.op_id for receipt in receipts if receipt.verb is not OutboxVerb.POST_EVENTS] == [final.op_id]


def test_a_mark_for_a_withdrawn_assignment_is_parked_with_the_reason(
    signed_in: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.mark(assignment_id, 1)
    control.withdraw(shared_server.data_dir, assignment_id, "The candidate asked for it.")
    assert signed_in.push().parked == 1
    row = only_row(signed_in)
    assert (row.state, row.cause) == (OutboxState.PARKED, cause_of("withdrawn"))
    assert "The candidate asked for it." in row.server_words


def test_a_final_under_a_changed_rubric_is_parked_and_the_words_stay(laptop: Workstation, own_server: PracticeProcess):
    assignment_id = fresh_assignment(own_server)
    laptop.sign_in(own_server.invite, own_server.tokens["assessor-1"])
    laptop.pull()
    rubric_id = laptop.store.reads.workbench(assignment_id).rubric.rubric_id
    laptop.score_all(assignment_id)
    laptop.push()
    laptop.submit(assignment_id)
    control.change_rubric(own_server.data_dir, rubric_id, "Something clearer.")
    assert laptop.push().parked == 1
    row = only_row(laptop)
    assert (row.verb, row.cause) == (OutboxVerb.PUT_FINAL, cause_of("rubric-changed"))
    assessment = laptop.store.reads.assessment(assignment_id)
    assert (assessment.state, assessment.feedback) == (AssessmentState.PARKED, "Well done.")


def test_a_mark_without_a_certification_is_parked(laptop: Workstation, own_server: PracticeProcess):
    assignment_id = fresh_assignment(own_server)
    laptop.sign_in(own_server.invite, own_server.tokens["assessor-1"])
    laptop.pull()
    laptop.mark(assignment_id, 1)
    control.end_certification(own_server.data_dir, "assessor-1")
    assert laptop.push().parked == 1
    assert only_row(laptop).cause == cause_of("not-certified")


def test_a_parked_item_blocks_its_own_assignment_only(
    signed_in: Workstation, shared_server: PracticeProcess, new_assignment: NewAssignment
):
    blocked, free = new_assignment(), new_assignment()
    signed_in.pull()
    signed_in.mark(blocked, 1)
    signed_in.mark(blocked, 2)
    signed_in.mark(free, 1)
    control.withdraw(shared_server.data_dir, blocked, "The candidate asked for it.")
    drained = signed_in.push()
    assert (drained.delivered, drained.parked) == (1, 1)
    assert [(row.assignment_id, row.state) for row in signed_in.waiting()] == [
        (blocked, OutboxState.PARKED),
        (blocked, OutboxState.PENDING),
    ]


def test_two_laptops_of_one_assessor_never_overwrite_each_other(
    signed_in: Workstation, shared_server: PracticeProcess, view: Laptop, new_assignment: NewAssignment, tmp_path
):
    assignment_id = new_assignment()
    signed_in.pull()
    mark_id = signed_in.mark(assignment_id, 1)
    signed_in.push()
    with workstation(tmp_path / "other") as other:
        other.sign_in(shared_server.invite, shared_server.tokens["assessor-1"])
        other.pull()
        with other.store.factory() as uow:
            mark = annotation(signed_in, mark_id)
            uow.annotations.put(mark)
            uow.outbox.set_server_revision(mark_id, 1)
            annotate.edit(uow, other.tools, mark_id, text="from the other laptop")
        assert other.push().delivered == 1
    with signed_in.store.factory() as uow:
        annotate.edit(uow, signed_in.tools, mark_id, text="from this laptop")
    assert signed_in.push().parked == 1
    assert only_row(signed_in).cause == cause_of("stale-revision")
    sent = view.document(f"/assignments/{assignment_id}/annotations/{mark_id}")
    assert sent["body"][0]["value"] == "from the other laptop"
    assert annotation(signed_in, mark_id).text == "from this laptop"


def test_a_returned_final_is_changed_and_accepted_as_a_new_revision(
    signed_in: Workstation, shared_server: PracticeProcess, view: Laptop, new_assignment: NewAssignment
):
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.score_all(assignment_id)
    signed_in.submit(assignment_id)
    signed_in.push()
    signed_in.pull()
    control.return_assignment(shared_server.data_dir, assignment_id, "Please look at criterion 2 again.")
    signed_in.pull()
    assert signed_in.store.reads.workbench(assignment_id).is_editable
    before = signed_in.store.reads.workbench(assignment_id).annotations[0]
    with signed_in.store.factory() as uow:
        annotate.edit(uow, signed_in.tools, before.annotation_id, text="looked at again")
        feedback.set_text(uow, signed_in.tools, assignment_id, "Looked at again.")
    known = signed_in.store.reads.assessment(assignment_id).revision
    final = signed_in.submit(assignment_id)
    assert signed_in.push().parked == 0
    signed_in.pull()
    assessment = signed_in.store.reads.assessment(assignment_id)
    assert (assessment.state, assessment.revision) == (AssessmentState.ACCEPTED, known + 1)
    (stored,) = view.document(f"/assignments/{assignment_id}/assessments")["assessments"]
    assert (stored["revision"], stored["op_id"]) == (known + 1, final.op_id)
    assert (stored["assessment"]["feedback"], stored["disposition"]) == ("Looked at again.", "accepted")
    assert signed_in.waiting() == ()


def test_a_final_waits_for_the_decision_on_a_mark_that_another_laptop_changed(
    signed_in: Workstation, shared_server: PracticeProcess, view: Laptop, new_assignment: NewAssignment, tmp_path
):
    """The mark was parked as a conflict: the final lists it, and would pass the other version unseen."""
    assignment_id = new_assignment()
    signed_in.pull()
    signed_in.score_all(assignment_id)
    signed_in.push()
    mark = signed_in.store.reads.workbench(assignment_id).annotations[0]
    with workstation(tmp_path / "other") as other:
        other.sign_in(shared_server.invite, shared_server.tokens["assessor-1"])
        other.pull()
        with other.store.factory() as uow:
            uow.annotations.put(mark)
            uow.outbox.set_server_revision(mark.annotation_id, 1)
            annotate.edit(uow, other.tools, mark.annotation_id, text="from the other laptop")
        assert other.push().delivered == 1
    with signed_in.store.factory() as uow:
        annotate.edit(uow, signed_in.tools, mark.annotation_id, text="from this laptop")
    assert signed_in.push().parked == 1
    with pytest.raises(Undecided):
        signed_in.submit(assignment_id)
    with signed_in.store.factory() as uow:
        settle(uow, signed_in.tools, assignment_id, Choice(Side.MINE))
    signed_in.submit(assignment_id)
    assert signed_in.push().parked == 0
    assert signed_in.store.reads.assessment(assignment_id).state is AssessmentState.ACCEPTED
    assert signed_in.waiting() == ()
    sent = view.document(f"/assignments/{assignment_id}/annotations/{mark.annotation_id}")
    assert (sent["body"][0]["value"], sent["revision"]) == ("from this laptop", 3), "newer than either"


def test_a_parked_final_is_taken_back_and_accepted_after_all(laptop: Workstation, own_server: PracticeProcess):
    assignment_id = fresh_assignment(own_server)
    laptop.sign_in(own_server.invite, own_server.tokens["assessor-1"])
    laptop.pull()
    laptop.score_all(assignment_id)
    laptop.push()
    final = laptop.submit(assignment_id)
    with laptop.store.factory() as uow:
        uow.outbox.update(replace(final, base_revision=9))
    assert laptop.push().parked == 1
    with laptop.store.factory() as uow:
        reopen.reopen(uow, laptop.tools, assignment_id)
        feedback.set_text(uow, laptop.tools, assignment_id, "Better.")
    laptop.submit(assignment_id)
    assert laptop.push().parked == 0
    assert laptop.store.reads.assessment(assignment_id).state is AssessmentState.ACCEPTED
    assert laptop.waiting() == ()


def test_a_write_the_server_has_but_whose_key_it_forgot_is_done(laptop: Workstation, own_server: PracticeProcess):
    """412 with our own op: asked once more with the same key; there is no receipt any more, and nothing left to do."""
    assignment_id = fresh_assignment(own_server)
    laptop.sign_in(own_server.invite, own_server.tokens["assessor-1"])
    laptop.pull()
    laptop.mark(assignment_id, 1)
    with laptop.store.factory() as uow:
        (item,) = uow.outbox.due(laptop.server_id, laptop.now)
    laptop.client().push(item)
    forget_keys(own_server)
    assert laptop.push().parked == 0
    assert laptop.waiting() == ()
    assert laptop.store.reads.receipts() == (), "received is what a receipt proves"
    with laptop.store.factory() as uow:
        assert uow.outbox.get(item.op_id).cause == cause_of("ours-without-receipt")


def forget_keys(server: PracticeProcess) -> None:
    """More than 400 days later."""
    connection = dbapi2.connect(str(server.data_dir / "practice.db"))
    connection.execute("DELETE FROM reply")
    connection.commit()
    connection.close()
