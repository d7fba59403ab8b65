"""Room for evidence: what is needed last goes first, and never what somebody worked on or is looking at."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assessor_app.domain.coverage import Coverage
from assessor_app.domain.submission import AssignmentState, MediaState
from assessor_app.services import annotate, feedback, media_budget, score
from assessor_app.services.ports import UnitOfWork
from assessor_app.services.views import ArtifactMedia
from assessor_app.store.profile_store import Store
from tests.fakes.store_factory import (
    SERVER_ID,
    START,
    Bench,
    a_mark,
    an_assignment,
    arrives,
    criterion_id,
    level_id,
    make_world,
)

SIZE = 9_040_000
IDS = ("next", "a", "b", "c")


class Shelf:
    """Counts what stands on it; `free` is the disk's."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.free = 10**12
        self.used = 0

    def discard(self, artifact_id: str) -> None:
        self.held.discard(artifact_id)

    def used_bytes(self) -> int:
        return self.used

    def free_bytes(self) -> int:
        return self.free


class World:
    """Assignment "next" is wanted and due in three days; "a", "b" and "c" are here whole and due later."""

    def __init__(self, store: Store) -> None:
        self.store, self.vault, self.bench = store, Shelf(), Bench()
        with store.factory() as uow:
            for number, name in enumerate(IDS):
                if number:
                    self.due(uow, name, timedelta(days=10 + number))
                    self.bring(uow, name, START + timedelta(hours=number))
            uow.media.want(["next"], START)
        self.vault.used = 3 * SIZE

    def due(self, uow: UnitOfWork, name: str, after: timedelta, state: AssignmentState = AssignmentState.OPEN) -> None:
        known = an_assignment(name, f"submission-{IDS.index(name) + 1}", state)
        moved = replace(known, due_at=START + after, code=f"CODE-{name}")
        uow.remote.put(SERVER_ID, arrives("assignment", name, moved, 2))

    def bring(self, uow: UnitOfWork, name: str, opened_at: datetime) -> None:
        uow.media.want([name], START)
        for number, size in ((1, 9_000_000), (2, 40_000)):
            artifact_id = self.artifact(name, number)
            uow.media.put(ArtifactMedia(artifact_id, MediaState.PRESENT, size, size))
            uow.media.note_opened(artifact_id, opened_at)
            self.vault.held.add(artifact_id)

    @staticmethod
    def artifact(name: str, number: int) -> str:
        return f"submission-{IDS.index(name) + 1}/artifacts/{number}"

    def make_room(self, budget: int, spared: tuple[str, ...] = ()) -> media_budget.Room:
        (wanted,) = self.store.reads.wanted_media()
        with self.store.factory() as uow:
            return media_budget.make_room(self.vault, uow, self.bench.tools, wanted, budget, spared).value  # type: ignore[arg-type]

    def here(self) -> set[str]:
        return {name for name in IDS if self.artifact(name, 1) in self.vault.held}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with make_world(tmp_path, IDS) as store:
        yield World(store)


def test_nothing_goes_while_there_is_room(world: World):
    assert world.make_room(4 * SIZE) == media_budget.Room(is_enough=True)
    assert world.here() == {"a", "b", "c"}


def test_what_was_not_needed_for_longest_goes_first_and_no_more_than_needed(world: World):
    room = world.make_room(3 * SIZE)
    assert room.is_enough
    assert room.let_go == ("a",)
    assert room.words == media_budget.LET_GO.format(codes="CODE-a")
    assert world.here() == {"b", "c"}
    (row,) = world.store.reads.inbox_rows(["a"])
    assert (row.media_state, row.media_done) == (MediaState.ABSENT, 0)
    assert [one.assignment_id for one in world.store.reads.wanted_media()] == ["next"], (
        "it is not fetched at once again"
    )


def test_what_is_not_asked_for_any_more_goes_before_that(world: World):
    with world.store.factory() as uow:
        world.due(uow, "c", timedelta(days=-5), AssignmentState.CLOSED)
    assert world.make_room(3 * SIZE).let_go == ("c",)


@pytest.mark.parametrize("work", ["mark", "score", "words", "watched", "open", "due sooner"])
def test_what_somebody_works_on_or_needs_sooner_stays(world: World, work: str):
    spared: tuple[str, ...] = ()
    with world.store.factory() as uow:
        tools = world.bench.tools
        for name in ("a", "b", "c"):
            match work:
                case "mark":
                    annotate.add(uow, tools, a_mark(assignment_id=name, artifact_id=world.artifact(name, 1)))
                case "score":
                    score.set_level(uow, tools, name, criterion_id(1), level_id(1))
                case "words":
                    feedback.set_text(uow, tools, name, "Well done.")
                case "watched":
                    uow.coverages.put(name, world.artifact(name, 1), Coverage(((0, 5_000_000),)))
                case "open":
                    spared = (*spared, f"submission-{IDS.index(name) + 1}")
                case _:
                    world.due(uow, name, timedelta(days=1))
    room = world.make_room(3 * SIZE, spared)
    assert not room.is_enough
    assert world.here() == {"a", "b", "c"}
    assert "needs 10 MB more than is left" in room.words
    assert "Settings, Storage" in room.words


def test_nothing_goes_where_it_would_not_be_enough(world: World):
    assert not world.make_room(1000).is_enough
    assert world.here() == {"a", "b", "c"}


def test_a_full_disk_is_not_the_budgets_fault(world: World):
    world.vault.free = 1_000_000
    with world.store.factory() as uow:
        for name in ("a", "b", "c"):
            world.due(uow, name, timedelta(days=1))
    room = world.make_room(10**12)
    assert (room.is_enough, room.words) == (True, ""), "what fits is fetched, and the file that does not says so"
    assert world.here() == {"a", "b", "c"}


def test_the_queue_is_by_due_date_then_size(world: World):
    with world.store.factory() as uow:
        for name in ("a", "b", "c"):
            uow.media.put(ArtifactMedia(world.artifact(name, 1), MediaState.ABSENT, 0, 9_000_000))
        uow.media.want(IDS, START)
    assert [one.assignment_id for one in world.store.reads.wanted_media()] == ["next", "a", "b", "c"]
    with world.store.factory() as uow:
        uow.media.leave(["next", "b"])
    assert [one.assignment_id for one in world.store.reads.wanted_media()] == ["a", "c"]
    (left,) = world.store.reads.inbox_rows(["next"])
    assert left.media_state is MediaState.PAUSED
