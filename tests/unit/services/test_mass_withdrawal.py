"""What takes things away: only the server's explicit word; very much of it at once is told where nobody misses it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assessor_app.domain.submission import AssignmentState
from assessor_app.services import annotate
from assessor_app.services.exchange_ports import RemoteChange, ServerUnreachable
from assessor_app.services.mass_withdrawal import alarm
from tests.fakes.store_factory import SERVER_ID, a_mark, a_server
from tests.unit.services.desk import EditingDesk, open_desk
from tests.unit.services.test_sync import Scripted, page, pull, visible

MANY = tuple(f"assignment-{number}" for number in range(1, 8))


@pytest.fixture
def full(tmp_path: Path) -> Iterator[EditingDesk]:
    with open_desk(tmp_path, MANY) as one:
        yield one


def tombstone(assignment_id: str) -> RemoteChange:
    return RemoteChange("assignment", assignment_id, 2, is_withdrawal=True, reason="Withdrawn.")


def states(desk: EditingDesk) -> list[AssignmentState]:
    return [row.assignment_state for row in desk.store.reads.inbox()]


def test_many_tombstones_are_carried_out_at_once_and_told_with_their_codes(full: EditingDesk, tmp_path: Path) -> None:
    full.do(annotate.add, a_mark(text="my own words"))
    came = pull(full.store, Scripted({"": page(*map(tombstone, MANY[:6]))}, listed=visible(full.store)[:0]), tmp_path)
    assert states(full).count(AssignmentState.WITHDRAWN) == 6
    assert "withdrew 6 of your 7 submissions at once: 4F2A7K9" in came.alarm
    assert came.notes[0] == came.alarm
    assert [mark.text for mark in full.marks()] == ["my own words"]


def test_what_was_taken_back_is_told_though_the_network_broke_off_behind_it(full: EditingDesk, tmp_path: Path) -> None:
    class BrokenOff(Scripted):
        def changes(self, cursor: str):
            if cursor:
                raise ServerUnreachable("Riverside does not answer.")
            return super().changes(cursor)

    came = pull(full.store, BrokenOff({"": page(*map(tombstone, MANY[:6]), then="next", has_more=True)}), tmp_path)
    assert "withdrew 6 of your 7 submissions at once" in came.alarm
    assert not came.is_complete
    assert came.notes == (came.alarm, "Riverside does not answer.")


def test_few_are_no_alarm(full: EditingDesk, tmp_path: Path) -> None:
    client = Scripted({"": page(*map(tombstone, MANY[:5]))})
    assert pull(full.store, client, tmp_path).alarm == ""


@pytest.mark.parametrize(("gone", "left", "is_alarm"), [(5, 0, False), (6, 24, False), (6, 23, True), (6, 0, True)])
def test_where_the_line_is(gone: int, left: int, is_alarm: bool) -> None:
    assert bool(alarm("Riverside", ("4F2-A7K9",) * gone, left)) is is_alarm


def test_a_long_list_names_twenty() -> None:
    assert "and 80 more" in alarm("Riverside", tuple(f"C{n}" for n in range(100)), 0)


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_an_empty_list_a_wrong_digest_and_a_page_cut_short_take_nothing_away(
    full: EditingDesk, tmp_path: Path, digest: str
) -> None:
    before = visible(full.store)
    empty = replace(page(), digest=digest)
    came = pull(full.store, Scripted({"": empty}, listed=()), tmp_path)
    assert came.withdrawn == 0
    assert "Nothing was deleted" in " ".join(came.notes)
    assert states(full) == [AssignmentState.OPEN] * 7

    class CutShort(Scripted):
        def changes(self, cursor: str):
            if cursor:
                raise ServerUnreachable("the page ended in the middle")
            return super().changes(cursor)

    with pytest.raises(ServerUnreachable):
        pull(full.store, CutShort({"": page(then="next", has_more=True)}), tmp_path)
    assert states(full) == [AssignmentState.OPEN] * 7
    assert visible(full.store) == before


def test_a_tombstone_from_another_server_takes_nothing_of_this_one(full: EditingDesk, tmp_path: Path) -> None:
    with full.store.factory() as uow:
        uow.servers.put(a_server("https://hillside.example/server", "Hillside"))
    hillside = Scripted({"": page(*map(tombstone, MANY))})
    hillside_server = "https://hillside.example/server"

    class Hillside(Scripted):
        def identify(self):
            return a_server(hillside_server, "Hillside")

    pull(full.store, Hillside(hillside.pages), tmp_path, server_id=hillside_server)
    assert states(full) == [AssignmentState.OPEN] * 7
    assert hillside_server != SERVER_ID
