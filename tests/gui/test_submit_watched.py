"""The submit dialog says what was watched, leads to moments that never played, and lets go all the same."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from assessor_app.domain.coverage import Coverage
from assessor_app.gui.dialogs.submit import SubmitDialog
from assessor_app.gui.dialogs.submit_watched import WatchedPart
from assessor_app.gui.models.watched import unseen_moments, watched_sentence
from assessor_app.gui.tokens import LIGHT
from assessor_app.services import annotate, coverage
from tests.fakes.store_factory import a_mark
from tests.gui.test_workbench_submit import ask, judge, write_feedback
from tests.gui.workbench_fixtures import ASSIGNMENT, VIDEO, Workplace, open_workbench, settle

MINUTE = 60_000_000


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        judge(workplace, 1, 2, 3)
        write_feedback(workplace)
        yield workplace


def watch(place: Workplace, *spans: tuple[int, int]) -> None:
    with place.store.factory() as uow:
        coverage.add(uow, ASSIGNMENT, VIDEO, Coverage(spans))


def watched(dialog: SubmitDialog) -> tuple[list[str], list[str]]:
    return dialog.watched.words, [button.text() for button in dialog.watched.moments]


def test_moments_that_never_played_are_named_and_do_not_block(place: Workplace) -> None:
    watch(place, (0, 1_500_000), (2_900_000, 3_000_001))
    dialog = ask(place)
    words, moments = watched(dialog)
    assert words == ["Lesson video: 0:01 watched"]  # how long it is was not said
    assert moments == ["Criterion 2, 00:02: this moment was never played"]
    assert dialog.submit_button.isEnabled()
    assert dialog.focusWidget() is dialog.cancel_button
    dialog.reject()


def test_pressing_one_goes_there(place: Workplace) -> None:
    dialog = ask(place)
    dialog.watched.moments[1].click()
    settle()
    assert place.page._submitting.dialog is None
    assert place.page.view.assessment.state.is_open
    selected = place.page.annotation(place.page.chosen_mark_id)
    assert selected.start_us == 2_000_000


def test_more_moments_than_can_be_read_are_counted(place: Workplace) -> None:
    for second in range(10, 14):
        place.desk.write(partial(annotate.add, tools=place.bench.tools, mark=a_mark(second * 1_000_000, 1)))
    words, moments = watched(ask(place))
    assert words[0] == "Lesson video: not watched"
    assert words[-1] == "And 4 more moments that were never played."
    assert len(moments) == 3


def test_marks_without_criterion_and_marks_on_papers_need_no_watching(place: Workplace) -> None:
    watch(place, (0, 10_000_000))
    place.desk.write(lambda uow: annotate.add(uow, place.bench.tools, a_mark(60_000_000, None)))
    assert watched(ask(place))[1] == []


def test_a_submission_without_recordings_says_nothing(place: Workplace, qtbot) -> None:
    view = place.store.reads.workbench(ASSIGNMENT)
    papers = replace(view, submission=replace(view.submission, artifacts=view.submission.artifacts[1:]))
    part = WatchedPart(papers, LIGHT)
    qtbot.addWidget(part)
    assert part.words == []
    assert part.isHidden()
    assert unseen_moments(papers) == ()


@pytest.mark.parametrize(
    ("watched_us", "duration_us", "words"),
    [
        (0, 41 * MINUTE, "Clip: not watched"),
        (39 * MINUTE - 1, 41 * MINUTE + 1, "Clip: 38 of 41 minutes watched"),
        (41 * MINUTE, 41 * MINUTE, "Clip: watched from end to end"),
        (99 * MINUTE, 41 * MINUTE, "Clip: watched from end to end"),
        (125_900_000, 150_000_000, "Clip: 2:05 of 2:30 watched"),
        (125_900_000, None, "Clip: 2:05 watched"),
    ],
)
def test_never_more_is_said_than_was_watched(watched_us: int, duration_us: int | None, words: str) -> None:
    assert watched_sentence("Clip", Coverage.of([(0, watched_us)]), duration_us) == words
