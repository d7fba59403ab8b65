"""Journey (c): scored and submitted without a network, sent when it is back, and the receipt proves it."""

import pytest
from PySide6.QtCore import Qt

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.outbox import OutboxVerb
from assessor_app.domain.submission import MediaState
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import CTRL, button, click, focus, press, reads, words_on, write
from tests.journeys.judging import FEEDBACK, finals_of, judge, submit
from tests.journeys.laptop import Laptop
from tests.journeys.machine import without_loudspeakers
from tests.journeys.workplace import Workplace

pytestmark = without_loudspeakers

KEY = Qt.Key


@pytest.fixture
def place(server: PracticeProcess, laptop: Laptop) -> Workplace:
    """The evidence is here, the network is gone, the submission is open and its video plays."""
    laptop.sign_in_and_sync(server)
    assignment_id = laptop.inbox[0].assignment_id
    laptop.download(assignment_id)
    server.stop()
    place = laptop.open(assignment_id)
    place.watch()
    return place


def test_a_submission_is_scored_offline_and_received_once(
    server: PracticeProcess, laptop: Laptop, place: Workplace
) -> None:
    count = len(place.criteria)
    needed = count * place.citations_needed

    dialog = place.ask_submit()
    assert reads(f"{count + 1} things are missing:", dialog)
    assert reads("choose a level", dialog)
    assert reads("The feedback for the candidate is empty", dialog)
    assert focus() is dialog.cancel_button
    assert not dialog.submit_button.isEnabled()
    press(KEY.Key_Return)
    laptop.turn_to_window()
    place.back_to_the_video()

    judge(laptop, place)
    assert laptop.reads(f"{count} of {count} scored")

    dialog = place.ask_submit()
    assert reads("Nothing is missing.", dialog), words_on(dialog)
    assert focus() is dialog.cancel_button, "Enter alone must not submit"
    assert FEEDBACK in dialog.preview.toPlainText()
    click(dialog.submit_button)
    laptop.turn_to_window()
    laptop.wait(lambda: "1 waiting to send" in laptop.status_line.lower(), "the final to wait")
    laptop.wait(lambda: place.is_read_only, "the page to be read only")
    press(KEY.Key_2, CTRL)
    laptop.wait(lambda: laptop.reads("Waiting to send"), "the line in the outbox")
    assert laptop.ask(lambda found: found.receipts()) == ()

    server.start()
    laptop.sync()
    laptop.wait(lambda: laptop.reads(f"Received by {laptop.inbox_server_name} · receipt"), "the receipt on the page")
    laptop.wait(lambda: "waiting to send" not in laptop.status_line.lower(), "the line below to say so, too")
    receipt = next(r for r in laptop.ask(lambda found: found.receipts()) if r.verb is OutboxVerb.PUT_FINAL)
    assert receipt.disposition == "accepted"
    assert laptop.reads(receipt.short_code)

    (final,) = finals_of(server, place.assignment_id)
    assert (final["op_id"], final["revision"]) == (receipt.op_id, receipt.revision)
    body = final["assessment"]
    marks = {mark.annotation_id for mark in place.on_disk()}
    assert {reference["id"].removeprefix("urn:uuid:") for reference in body["annotations"]} == marks
    assert len(marks) == needed
    assert place.assessment().state is AssessmentState.ACCEPTED


def test_what_was_submitted_can_only_be_read(laptop: Laptop, place: Workplace) -> None:
    judge(laptop, place)
    submit(laptop, place)
    before = place.on_disk(), place.assessment()
    place.back_to_the_video()
    press(KEY.Key_3)
    press(KEY.Key_Z, CTRL)
    press(KEY.Key_Delete)
    laptop.rest()
    assert (place.on_disk(), place.assessment()) == before
    assert place.is_read_only
    assert place.panes.feedback.edit.isReadOnly()
    assert laptop.status_line


def test_the_dialog_leads_to_what_is_missing(laptop: Laptop, place: Workplace) -> None:
    dialog = place.ask_submit()
    click(next(part for part in dialog.parts if "feedback" in part.text()))
    laptop.turn_to_window()
    laptop.wait(lambda: focus() is place.panes.feedback.edit, "the cursor in the feedback")
    write("Half a thought")
    dialog = place.ask_submit()
    assert not reads("feedback for the candidate is empty", dialog), "what was just typed counts"
    click(button("Cancel", dialog))
    laptop.turn_to_window()
    assert place.assessment().feedback == "Half a thought"


def test_work_goes_on_while_the_server_is_away(laptop: Laptop, place: Workplace) -> None:
    place.mark(1)
    press(KEY.Key_F5)
    laptop.wait(lambda: "does not answer" in laptop.status_line, "the status to say that nobody answers")
    assert "Traceback" not in laptop.status_line
    place.mark(2)
    assert len(place.on_disk()) == 2
    row = laptop.ask(lambda found: found.inbox_rows((place.assignment_id,)))[0]
    assert row.media_state is MediaState.PRESENT
