"""What was watched: counted from painted frames, kept without a word, and never more than really played."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from assessor_app.domain.coverage import Coverage
from assessor_app.domain.submission import AssignmentState
from assessor_app.gui.pages.workbench.watching import Watching
from assessor_app.media.player import PlayerState
from assessor_app.services.refusals import NotSaved
from tests.fakes.still_player import FRAME_US
from tests.fakes.store_factory import SERVER_ID, an_assignment, arrives
from tests.gui.workbench_fixtures import (
    ASSIGNMENT,
    FPS,
    FRAMES,
    PDF,
    VIDEO,
    Workplace,
    open_workbench,
    qt_player,
    settle,
)


@pytest.fixture
def place(qapp, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        yield workplace


def watching(place: Workplace) -> Watching:
    found: Watching = place.page._watching
    return found


def play(place: Workplace, from_us: int, frames: int) -> None:
    """As long as it takes, by a clock of its own."""
    player, log = place.page.player, watching(place)._log
    began_s = log._clock()
    player.play()
    for number in range(frames):
        log._clock = partial(float, began_s + number * FRAME_US / 1_000_000)
        player.seek(from_us + number * FRAME_US)


def test_a_slow_drag_through_what_plays_is_not_watched(place: Workplace) -> None:
    """Twenty-five pictures one after the other, all within a blink."""
    player = place.page.player
    watching(place)._log._clock = lambda: 100.0
    player.play()
    for number in range(25):
        player.seek(number * FRAME_US)
    player.pause()
    assert stored(place).watched_us <= 5 * FRAME_US


def stored(place: Workplace) -> Coverage:
    return place.store.reads.workbench(ASSIGNMENT).coverage.get(VIDEO, Coverage())


def shown(place: Workplace) -> Coverage | None:
    found: Coverage | None = place.panes.video.timeline._recording.coverage
    return found


def test_what_played_is_on_the_disk_at_a_pause_and_on_the_timeline(place: Workplace) -> None:
    assert shown(place) == Coverage()
    play(place, 0, 25)
    assert stored(place) == Coverage()
    place.page.player.pause()
    assert stored(place) == shown(place) == Coverage(((0, 1_000_000),))


def test_the_share_stands_beside_the_time(place: Workplace) -> None:
    label = place.panes.video.transport._watched
    place.page.player.duration_changed.emit(600_000_000)
    assert label.text() == "0 % watched"
    play(place, 0, 300)
    place.page.player.pause()
    assert label.text() == "2 % watched"


def test_seeks_and_steps_are_not_watched(place: Workplace) -> None:
    for at_us in (0, 5_000_000, 5_040_000):
        place.page.player.seek(at_us)
    place.page.player.step(1)
    place.page.player.play()
    place.page.player.pause()
    assert stored(place) == Coverage()


def test_backwards_is_not_watched(place: Workplace) -> None:
    place.page.player.rate = -1.0
    play(place, 1_000_000, 10)
    place.page.player.pause()
    assert stored(place) == Coverage()


def test_it_is_kept_every_few_seconds_while_it_plays(place: Workplace, qtbot) -> None:
    watching(place)._keep.setInterval(10)
    watching(place)._show.setInterval(5)
    play(place, 0, 25)
    qtbot.waitUntil(lambda: stored(place) == Coverage(((0, 1_000_000),)), timeout=5_000)
    assert place.page.player.state is PlayerState.PLAYING
    assert shown(place) == Coverage(((0, 1_000_000),))


def test_nobody_is_told_that_it_is_being_saved(place: Workplace) -> None:
    told: list[int] = []
    place.desk.writes.listen(lambda: told.append(place.desk.writes.under_way))
    play(place, 0, 25)
    place.page.player.pause()
    assert stored(place).watched_us == 1_000_000
    assert told == []
    with place.store.database.reader() as connection:
        counts = [connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() for table in ("act", "outbox")]
    assert counts == [0, 0]


def test_another_artifact_and_leaving_lose_nothing(place: Workplace) -> None:
    play(place, 0, 25)
    place.show(PDF)
    assert stored(place) == Coverage(((0, 1_000_000),))
    place.show(VIDEO)
    play(place, 2_000_000, 25)
    place.page.leave()
    assert stored(place) == Coverage(((0, 1_000_000), (2_000_000, 3_000_000)))


def test_handing_over_waits_for_the_disk_as_for_any_work(place: Workplace) -> None:
    play(place, 0, 25)
    place.desk.hold()
    place.page.hand_over()
    assert place.desk.writes.under_way == 1
    place.desk.release()
    assert stored(place) == Coverage(((0, 1_000_000),))


def test_what_was_watched_before_is_shown_again(place: Workplace) -> None:
    play(place, 0, 25)
    place.page.leave()
    place.page.open_assignment(ASSIGNMENT)
    settle()
    assert shown(place) == Coverage(((0, 1_000_000),))


def test_a_full_disk_is_tried_again_with_what_comes_next(place: Workplace, monkeypatch) -> None:
    def refuse(act: Any, failed: Any) -> None:
        failed(NotSaved("the disk is full"))

    with monkeypatch.context() as full:
        full.setattr(place.desk, "write_aside", refuse)
        play(place, 0, 25)
        place.page.player.pause()
    assert stored(place) == Coverage()
    assert place.desk.complaints == []
    play(place, 1_000_000, 5)
    place.page.player.pause()
    assert stored(place) == Coverage(((0, 1_200_000),))


def test_a_closed_assignment_is_watched_but_not_counted(place: Workplace) -> None:
    with place.store.factory() as uow:
        closed = an_assignment(state=AssignmentState.CLOSED)
        uow.remote.put(SERVER_ID, arrives("assignment", ASSIGNMENT, closed, 2))
    play(place, 0, 25)
    place.page.leave()
    assert stored(place) == Coverage()
    assert place.desk.complaints == []


@pytest.mark.qt_log_ignore("PulseAudioService", "No RHI backend", extend=True)
def test_a_real_video_played_to_its_end_was_watched_whole(qapp, qtbot, tmp_path: Path) -> None:
    with open_workbench(qapp, tmp_path, qt_player) as place:
        player, surface = place.page.player, place.panes.video.surface

        def is_painted() -> bool:
            surface.grab()
            return player.painted() is not None

        qtbot.waitUntil(is_painted, timeout=10_000)
        player.play()
        qtbot.waitUntil(lambda: is_painted() and player.state is PlayerState.ENDED, timeout=20_000)
        whole_us = FRAMES * 1_000_000 // FPS
        watched = stored(place)
        assert len(watched.spans) == 1
        assert watched.spans[0][0] <= 300_000
        assert watched.spans[0][1] >= whole_us - 300_000
        assert watched.spans[0][1] <= whole_us
