"""Two videos in one submission: a mark never gets its time from the other one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assessor_app.commands import annotate
from assessor_app.domain.annotation import TimeSelector
from assessor_app.domain.changes import Changes, Kind, Touched
from assessor_app.domain.submission import MediaState
from assessor_app.services.vault_ports import MediaSource
from assessor_app.services.views import ArtifactMedia
from tests.fakes.store_factory import SERVER_ID, arrives
from tests.gui.workbench_fixtures import PDF, VIDEO, Workplace, open_workbench, settle

OTHER = "submission-1/artifacts/9"
AT_US = 12_000_000
Waiting = list[tuple[str, Callable[[MediaSource], None], Callable[[Exception], None]]]


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        submission = workplace.page.view.submission
        second = replace(submission.artifacts[0], artifact_id=OTHER, number=9, name="Second lesson")
        more = replace(submission, artifacts=(*submission.artifacts, second))
        with workplace.store.factory() as uow:
            uow.remote.put(SERVER_ID, arrives("submission", submission.submission_id, more, revision=3))
            uow.media.put(ArtifactMedia(OTHER, MediaState.PRESENT, 1, 1))
        workplace.files[OTHER] = workplace.files[VIDEO]
        workplace.desk.publish(Changes.of(Touched(Kind.SUBMISSION, submission.submission_id)))
        settle()
        workplace.page.player.at_us = AT_US
        yield workplace


@pytest.fixture
def slow_disk(place: Workplace, monkeypatch) -> Waiting:
    """Media that were asked for and are still being opened."""
    waiting: Waiting = []
    monkeypatch.setattr(place.desk, "open_media", lambda *asked: waiting.append(asked))
    return waiting


def marked_on(place: Workplace) -> list[str]:
    return [mark.artifact_id for mark in place.marks]


def test_while_the_second_video_opens_nothing_can_be_marked(place: Workplace, slow_disk: Waiting) -> None:
    place.show(OTHER)
    annotate.mark_criterion(place.context, 1)
    assert place.marks == ()
    assert "No picture is on the screen yet" in place.screens.said[-1]
    ((artifact_id, then, _),) = slow_disk
    then(place.open_media(artifact_id))
    annotate.mark_criterion(place.context, 1)
    assert marked_on(place) == [OTHER]


def test_nor_when_it_cannot_be_opened(place: Workplace) -> None:
    del place.files[OTHER]
    place.show(OTHER)
    annotate.mark_criterion(place.context, 1)
    assert place.marks == ()
    assert "No picture is on the screen yet" in place.screens.said[-1]
    place.show(VIDEO)
    annotate.mark_criterion(place.context, 1)
    assert marked_on(place) == [VIDEO]


def held(place: Workplace) -> Any:
    return annotate.mark_criterion(place.context, 1)


def let_go(place: Workplace, pending: Any) -> None:
    finish: Any = annotate.mark_extend(place.context, pending)
    if finish is not None:
        finish()


def test_a_key_held_across_two_videos_leaves_a_moment(place: Workplace) -> None:
    pending = held(place)
    place.show(OTHER)
    place.page.player.at_us = AT_US + 60_000_000
    let_go(place, pending)
    assert place.marks[0].selector == TimeSelector(AT_US, AT_US + 40_000)


def test_a_key_held_on_one_video_makes_a_stretch(place: Workplace) -> None:
    pending = held(place)
    place.page.player.at_us = AT_US + 60_000_000
    let_go(place, pending)
    assert place.marks[0].selector == TimeSelector(AT_US, AT_US + 60_040_000, is_point=False)


def test_back_from_a_pdf_the_same_video_goes_on(place: Workplace, slow_disk: Waiting) -> None:
    place.show(PDF)
    place.show(VIDEO)
    annotate.mark_criterion(place.context, 1)
    assert [m.selector for m in place.marks] == [TimeSelector(AT_US, AT_US + 40_000)]
