"""What goes wrong on the way between laptop and server, as the assessor meets it: said in words, nothing lost."""

import pytest
from PySide6.QtCore import Qt

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.outbox import OutboxVerb
from tests.fakes.fault_proxy import REPLY_LOST, REQUEST_LOST, Fault, FaultProxy, canned, cut_after
from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import CTRL, press, reads
from tests.journeys.judging import FEEDBACK, finals_of, judge, submit
from tests.journeys.laptop import Laptop
from tests.journeys.machine import without_loudspeakers
from tests.journeys.workplace import Workplace

pytestmark = without_loudspeakers

KEY = Qt.Key
PORTAL = canned("200 OK", b"<html><body>Please accept the terms of SchoolNet</body></html>")
SIGNED_OUT = canned("401 Unauthorized", b'{"type":"about:blank"}', "application/problem+json")


@pytest.fixture
def place(server: PracticeProcess, network: FaultProxy, laptop: Laptop) -> Workplace:
    """Everything goes through the network; the submission is judged and only has to be submitted."""
    laptop.sign_in_and_sync(server, network.url)
    assignment_id = next(row.assignment_id for row in laptop.inbox if "gestures" in row.micro_credential)
    laptop.download(assignment_id)
    place = laptop.open(assignment_id)
    place.watch()
    judge(laptop, place)
    return place


def assert_received_once(server: PracticeProcess, laptop: Laptop, place: Workplace) -> None:
    laptop.wait(lambda: place.assessment().state is AssessmentState.ACCEPTED, "the final to be received")
    (final,) = finals_of(server, place.assignment_id)
    receipts = [r for r in laptop.ask(lambda found: found.receipts()) if r.verb is OutboxVerb.PUT_FINAL]
    assert [(r.op_id, r.revision, r.disposition) for r in receipts] == [(final["op_id"], final["revision"], "accepted")]
    assert place.assessment().feedback == FEEDBACK


def assert_waiting(laptop: Laptop, place: Workplace) -> None:
    laptop.wait(lambda: "1 waiting to send" in laptop.status_line.lower(), "the final to wait")
    assert place.assessment().state is AssessmentState.QUEUED
    assert "Traceback" not in laptop.status_line
    assert "<html" not in laptop.status_line


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(REQUEST_LOST, id="gone before it arrives"),
        pytest.param(cut_after(40), id="gone while it answers"),
        pytest.param(REPLY_LOST, id="gone after it has it"),
        pytest.param(PORTAL, id="a web page with status 200"),
    ],
)
def test_whatever_answers_instead_the_final_waits_and_is_received_once(
    server: PracticeProcess, network: FaultProxy, laptop: Laptop, place: Workplace, fault: Fault
) -> None:
    network.always(fault, "PUT", "/assessments/")
    submit(laptop, place)
    assert_waiting(laptop, place)
    press(KEY.Key_2, CTRL)
    laptop.wait(lambda: laptop.reads("Waiting to send"), "the line in the outbox")
    network.heal()
    laptop.sync()
    assert_received_once(server, laptop, place)
    laptop.wait(lambda: laptop.reads("Received by"), "the receipt on the page")


def test_a_server_that_dies_right_after_taking_the_final_is_asked_again(
    server: PracticeProcess, network: FaultProxy, laptop: Laptop, place: Workplace
) -> None:
    network.always(REPLY_LOST, "PUT", "/assessments/")
    submit(laptop, place)
    server.kill()
    assert_waiting(laptop, place)
    laptop.switch_off()
    network.heal()
    server.start()
    laptop.switch_on()
    place = laptop.open(place.assignment_id)
    assert_received_once(server, laptop, place)


def test_behind_a_hotel_page_the_laptop_says_what_the_network_wants_and_work_goes_on(
    server: PracticeProcess, network: FaultProxy, laptop: Laptop, place: Workplace
) -> None:
    network.always(PORTAL, "GET")
    network.always(PORTAL, "PUT")
    before = laptop.ask(lambda found: found.inbox())
    laptop.sync()
    assert "this network asks you to sign in" in laptop.status_line.lower()
    assert "SchoolNet" not in laptop.status_line
    assert laptop.ask(lambda found: found.inbox()) == before
    place.mark(1)
    network.heal()
    laptop.sync()
    assert "this network" not in laptop.status_line.lower()
    assert "synced" in laptop.status_line.lower()


def test_a_token_that_ended_asks_to_sign_in_again_and_keeps_the_final(
    server: PracticeProcess, network: FaultProxy, laptop: Laptop, place: Workplace
) -> None:
    network.always(SIGNED_OUT, "PUT")
    network.always(SIGNED_OUT, "GET", "/profile")
    submit(laptop, place)
    laptop.wait(lambda: "sign in" in laptop.status_line.lower(), "the request to sign in")
    assert_waiting(laptop, place)
    network.heal()
    laptop.window.ask_sign_in(network.url)
    dialog = laptop.sign_in_dialog()
    laptop.fill_in(dialog, network.url, "still the wrong one")
    laptop.wait(lambda: reads("does not accept this token", dialog), "the refusal")
    laptop.fill_in(dialog, network.url, server.tokens["assessor-1"])
    laptop.turn_to_window()
    assert_received_once(server, laptop, place)
    laptop.rest()
