"""A whole judgement of the open submission, and what the issuing server has of it."""

from typing import Any

from tests.fakes.practice_process import PracticeProcess
from tests.journeys.hands import click
from tests.journeys.laptop import Laptop
from tests.journeys.workplace import Workplace
from tests.unit.practice.laptop import Laptop as ServerView

REASON = "Shown twice, with every child."
FEEDBACK = "You wait. Next: wait after the answer, too."


def judge(laptop: Laptop, place: Workplace) -> None:
    """Mark, level, cite and give a reason for every criterion as the policy asks, then write the feedback."""
    for criterion in place.criteria:
        for _ in range(place.citations_needed):
            place.mark(criterion.number)
            place.watch_for(100_000)
    for criterion in place.criteria:
        place.choose_level(criterion.number, len(criterion.levels))
        for _ in range(place.citations_needed):
            place.cite(criterion.number)
        place.give_reason(criterion.number, REASON)
    place.write_feedback(FEEDBACK)


def submit(laptop: Laptop, place: Workplace) -> None:
    dialog = place.ask_submit()
    assert dialog.is_complete
    click(dialog.submit_button)
    laptop.turn_to_window()
    laptop.wait(lambda: place.is_read_only, "the page to be read only")
    laptop.rest()


def finals_of(server: PracticeProcess, assignment_id: str) -> list[dict[str, Any]]:
    """Every final the server holds, asked for with the assessor's own token."""
    view = ServerView(server.url, server.tokens["assessor-1"])
    versions = view.document(f"/assignments/{assignment_id}/assessments")["assessments"]
    return [version for version in versions if version["assessment"]["state"] == "final"]
