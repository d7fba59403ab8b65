"""Evidence locks while its server is not met and opens with the next contact; what is written goes on all the time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from assessor_app.domain.submission import MediaState
from assessor_app.gui.models.media_words import laptop_explained, laptop_words
from assessor_app.gui.pages.workbench.curtain import Lock
from assessor_app.services import offline_lease
from assessor_app.services.done import Done
from assessor_app.services.ports import UnitOfWork
from tests.fakes.store_factory import SERVER_ID, criterion_id, level_id, make_world
from tests.gui.workbench_fixtures import VIDEO, Workplace, open_workbench, settle
from tests.journeys.hands import words_on

DAY = timedelta(days=1)


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Workplace]:
    with open_workbench(qapp, tmp_path) as workplace:
        yield workplace


def last_met(place: Workplace, ago: timedelta, *, is_locked: bool = False) -> None:
    """The server was met that long ago, and the screens are told that evidence locks or opens."""
    at = datetime.now(UTC) - ago

    def met(uow: UnitOfWork) -> Done[None]:
        server = uow.servers.get(SERVER_ID)
        uow.servers.put(replace(server, server_time_at=at, met_at=at, is_locked=is_locked))
        return Done(None, offline_lease.standing_changed(SERVER_ID))

    place.desk.write(met)
    settle()


def test_a_video_that_is_open_closes_when_it_locks_and_opens_after_a_contact(place: Workplace) -> None:
    place.show(VIDEO)
    assert place.page._opening._in_player == VIDEO
    last_met(place, 31 * DAY)
    assert place.page._curtain.lock is Lock.OFFLINE_LEASE
    assert place.page._opening._in_player is None
    said = " ".join(words_on(place.page))
    assert "This laptop has not spoken to Riverside for 30 days, so its videos are locked." in said
    assert "Connect once and they open again. Your scores and notes stay." in said
    assert "Lesson video" not in said
    last_met(place, timedelta())
    assert place.page._curtain.lock is None
    assert place.page._opening._in_player == VIDEO


def test_scores_can_be_changed_while_evidence_is_locked(place: Workplace) -> None:
    last_met(place, 31 * DAY)
    place.page._scoring._set_level(criterion_id(1), level_id(1))
    settle()
    assert place.score(criterion_id(1)).level_id == level_id(1)
    assert place.page._state.is_editable


def test_it_is_said_ahead(place: Workplace) -> None:
    last_met(place, 22 * DAY)
    assert "lock" not in place.panes.lease.words
    last_met(place, 27 * DAY + timedelta(hours=1))
    ahead = "This laptop has not spoken to Riverside for 27 days: its videos lock in 3 days. Connect once before then."
    assert place.panes.lease.words.startswith(ahead)
    last_met(place, 29 * DAY + timedelta(hours=1))
    assert "its videos lock within a day" in place.panes.lease.words
    last_met(place, 31 * DAY)
    assert "lock" not in place.panes.lease.words, "that it is locked stands where the evidence was"


def test_a_servers_own_lock_says_whose_it_is(place: Workplace) -> None:
    last_met(place, timedelta(), is_locked=True)
    assert place.page._curtain.lock is Lock.REMOTE
    assert "Riverside has asked this laptop to keep its videos closed. Ask Riverside, then sync." in " ".join(
        words_on(place.page)
    )


def test_the_inbox_says_it_of_evidence_that_is_here(tmp_path: Path) -> None:
    with make_world(tmp_path) as store:
        for ago, words in (
            (22 * DAY, "On this laptop"),
            (27 * DAY + timedelta(hours=1), "Locks in 3 days"),
            (29 * DAY + timedelta(hours=1), "Locks within a day"),
            (30 * DAY, "Locked: connect"),
        ):
            at = now = datetime.now(UTC)
            at -= ago
            with store.factory() as uow:
                uow.servers.put(replace(uow.servers.get(SERVER_ID), server_time_at=at, met_at=at))
            (row,) = store.reads.inbox()
            here = replace(row, media_state=MediaState.PRESENT, media_done=row.media_size)
            assert laptop_words(here, None, now) == words
            assert ("Connect once" in laptop_explained(here, None, now)) == (words != "On this laptop")
            assert "ock" not in laptop_words(replace(row, media_state=MediaState.ABSENT), None, now)
