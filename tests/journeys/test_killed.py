"""The power fails right after the window said that something is saved: after the next start it is there."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from assessor_app.domain.annotation import TimeSelector
from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.submission import MediaState
from assessor_app.gui.pages.workbench.watching import KEEP_EVERY_MS
from assessor_app.services.views import WorkbenchView
from tests.fakes.practice_process import PracticeProcess
from tests.journeys import doomed_window
from tests.journeys.judging import judge
from tests.journeys.laptop import Laptop
from tests.journeys.machine import PASSPHRASE, without_loudspeakers

pytestmark = [without_loudspeakers, pytest.mark.slow]

REPOSITORY = Path(__file__).parents[2]
LONGEST_S = 60
SECOND_US = 1_000_000
FRESH, JUDGED = "fresh", "judged"
Shelf = dict[str, Path]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Used laptops, to be copied: filled by the first test that needs one."""
    return {"place": tmp_path_factory.mktemp("shelf")}


@pytest.fixture
def used(shelf: Shelf, tmp_path: Path, qapp: object, qtbot: QtBot) -> Callable[[str], Laptop]:
    """A laptop that is off, its evidence downloaded; nothing done on it yet, or everything judged."""
    if FRESH not in shelf:
        _fill(shelf, qtbot)

    def copy(name: str) -> Laptop:
        base = tmp_path / name
        shutil.copytree(shelf[name], base)
        return Laptop(base, qtbot)

    return copy


def _fill(shelf: Shelf, bot: QtBot) -> None:
    laptop = Laptop(shelf["place"] / "laptop", bot)
    with PracticeProcess(shelf["place"] / "server") as server:
        laptop.switch_on()
        try:
            laptop.sign_in_and_sync(server)
            chosen = next(row for row in laptop.inbox if "gestures" in row.micro_credential)
            laptop.download(chosen.assignment_id)
            laptop.switch_off()
            shelf[FRESH] = shutil.copytree(laptop.paths.base, shelf["place"] / FRESH)
            laptop.switch_on()
            place = laptop.open(chosen.assignment_id)
            place.watch()
            judge(laptop, place)
        finally:
            laptop.switch_off()
    shelf[JUDGED] = laptop.paths.base


def started(laptop: Laptop, act: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.journeys.doomed_window", os.fspath(laptop.paths.base), act]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed_after(laptop: Laptop, act: str) -> None:
    """Do one act in the real program; it kills itself once it says that it is saved."""
    process = started(laptop, act)
    _, words = process.communicate(timeout=LONGEST_S)
    assert process.returncode == -signal.SIGKILL, words


def after_the_next_start(laptop: Laptop) -> WorkbenchView:
    """Open the window again, then the submission, and read what is on the disk."""
    laptop.switch_on()
    try:
        assignment_id = next(r.assignment_id for r in laptop.inbox if r.media_state is MediaState.PRESENT)
        place = laptop.open(assignment_id)
        laptop.wait(lambda: place.at_us >= 0, "the first picture")
        view = laptop.view_of(assignment_id)
        assert place.listed() == [mark.annotation_id for mark in view.annotations]
        return view
    finally:
        laptop.switch_off()


def holds_a_point(view: WorkbenchView) -> bool:
    (mark,) = view.annotations
    return isinstance(mark.selector, TimeSelector) and mark.selector.is_point


def holds_a_stretch(view: WorkbenchView) -> bool:
    (mark,) = view.annotations
    return isinstance(mark.selector, TimeSelector) and not mark.selector.is_point


def holds_the_note(view: WorkbenchView) -> bool:
    return [mark.text for mark in view.annotations] == [doomed_window.NOTE]


def holds_the_level(view: WorkbenchView) -> bool:
    (score,) = view.assessment.scores
    return score.level_id == view.rubric.criteria[0].levels[1].level_id


def holds_the_reason(view: WorkbenchView) -> bool:
    (score,) = view.assessment.scores
    return score.rationale == doomed_window.REASON


def holds_level_and_reason(view: WorkbenchView) -> bool:
    return holds_the_level(view) and holds_the_reason(view)


def holds_the_feedback(view: WorkbenchView) -> bool:
    return view.assessment.feedback == doomed_window.FEEDBACK


@pytest.mark.parametrize(
    ("act", "is_there"),
    [
        ("mark", holds_a_point),
        ("stretch", holds_a_stretch),
        ("note", holds_the_note),
        ("level", holds_the_level),
        ("rationale", holds_the_reason),
        ("level while typing", holds_level_and_reason),
        ("feedback", holds_the_feedback),
    ],
)
def test_what_was_called_saved_is_there_after_a_kill(
    used: Callable[[str], Laptop], act: str, is_there: Callable[[WorkbenchView], bool]
) -> None:
    laptop = used(FRESH)
    killed_after(laptop, act)
    assert is_there(after_the_next_start(laptop))


def test_all_but_the_last_seconds_of_what_was_watched_is_there_after_a_kill(used: Callable[[str], Laptop]) -> None:
    laptop = used(FRESH)
    killed_after(laptop, "watch")
    (watched,) = after_the_next_start(laptop).coverage.values()
    (stretch,) = watched.spans
    assert stretch[0] < SECOND_US
    assert doomed_window.WATCHED_US - KEEP_EVERY_MS * 1_000 - 2 * SECOND_US < stretch[1] < 2 * doomed_window.WATCHED_US


def test_a_final_that_waited_still_waits_after_a_kill(used: Callable[[str], Laptop]) -> None:
    laptop = used(JUDGED)
    killed_after(laptop, "submit")
    view = after_the_next_start(laptop)
    assert view.assessment.state is AssessmentState.QUEUED
    assert all(score.cited and score.rationale for score in view.assessment.scores)
    laptop.switch_on()
    assert "1 waiting to send" in laptop.status_line.lower()
    assert laptop.ask(lambda reads: reads.waiting()).finals == 1
    laptop.switch_off()


@pytest.mark.parametrize("count", [1, 12])
def test_every_mark_that_was_shown_is_there_whenever_the_kill_comes(used: Callable[[str], Laptop], count: int) -> None:
    laptop = used(FRESH)
    process = started(laptop, "steadily")
    assert process.stdout is not None
    shown = [process.stdout.readline().strip() for _ in range(count)]
    process.kill()
    rest, words = process.communicate(timeout=LONGEST_S)
    shown += rest.split()
    assert len(shown) >= count, words
    assert all(shown), words
    kept = {mark.annotation_id for mark in after_the_next_start(laptop).annotations}
    assert set(shown) <= kept
    assert len(kept) <= len(shown) + 1, "at most the one under way comes on top"


def test_the_doomed_window_uses_the_laptops_passphrase() -> None:
    assert doomed_window.PASSPHRASE == PASSPHRASE
