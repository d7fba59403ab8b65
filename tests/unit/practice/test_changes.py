"""What changed: ordered pages with the objects inline, tombstones, a digest, and a snapshot to compare with."""

import pytest

from assessor_app.domain.digests import visible_digest
from assessor_app.practice import control
from assessor_app.wire.canonical import digest
from assessor_app.wire.changes import ChangeEntry, ChangesPage, Snapshot
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks, laptop_of
from tests.unit.practice.laptop import Desk, Laptop, problem

Seen = dict[tuple[str, str], int]


def pull(laptop: Laptop, cursor: str = "", limit: int = 3) -> tuple[list[ChangeEntry], ChangesPage]:
    """Everything after `cursor`, page by page, and the last page."""
    entries: list[ChangeEntry] = []
    while True:
        page = ChangesPage.model_validate(laptop.document(f"/changes?cursor={cursor}&limit={limit}"))
        assert len(page.changes) <= limit
        entries += page.changes
        cursor = page.next_cursor
        if not page.has_more:
            return entries, page


def applied(entries: list[ChangeEntry]) -> Seen:
    seen: Seen = {}
    for entry in entries:
        seen[entry.kind, entry.id] = entry.revision
        if entry.op == "withdraw":
            del seen[entry.kind, entry.id]
    return seen


def digest_of(seen: Seen) -> str:
    return visible_digest((kind, item, revision) for (kind, item), revision in seen.items())


def test_pages_give_everything_once_and_the_digest_fits(laptop: Laptop) -> None:
    entries, last = pull(laptop)
    assert [entry.seq for entry in entries] == sorted({entry.seq for entry in entries})
    assert digest_of(applied(entries)) == last.digest
    assert {entry.kind for entry in entries} == {"assignment", "submission", "rubric", "achievement", "policy"}


def test_what_an_assignment_needs_comes_before_it_with_the_digests_it_names(own_server: PracticeProcess) -> None:
    entries, _ = pull(laptop_of(own_server, "assessor-1"))
    known: dict[tuple[str, str], str] = {}
    assignments = 0
    for entry in entries:
        assert entry.object is not None
        if entry.kind == "assignment":
            assignments += 1
            for kind in ("submission", "rubric", "achievement", "policy"):
                link = entry.object[kind]
                assert known[kind, link["id"]] == link["digest"]
        known[entry.kind, entry.id] = digest(entry.object)
    assert assignments == 4


def test_nothing_new_is_an_empty_page_with_the_same_digest(laptop: Laptop) -> None:
    _, last = pull(laptop)
    entries, again = pull(laptop, last.next_cursor)
    assert entries == []
    assert again.digest == last.digest


def test_only_what_changed_comes_again(laptop: Laptop, shared_server: PracticeProcess, desk: Desk) -> None:
    _, last = pull(laptop)
    revision = control.touch(shared_server.data_dir, desk.assignment_id)
    entries, after = pull(laptop, last.next_cursor)
    assert [(entry.id, entry.revision) for entry in entries] == [(desk.assignment_id, revision)]
    assert after.digest != last.digest


def test_a_withdrawal_leaves_tombstones_with_the_reason(
    laptop: Laptop, shared_server: PracticeProcess, desk: Desk
) -> None:
    before, last = pull(laptop)
    control.withdraw(shared_server.data_dir, desk.assignment_id, "The candidate asked for it.")
    entries, after = pull(laptop, last.next_cursor)
    gone = {(entry.kind, entry.id): entry for entry in entries}
    assert set(gone) == {
        ("assignment", desk.assignment_id),
        ("submission", desk.assignment["submission"]["id"]),
    }
    for entry in entries:
        assert (entry.op, entry.reason, entry.object) == ("withdraw", "The candidate asked for it.", None)
    assert digest_of(applied(before + entries)) == after.digest


def test_a_submission_stays_while_another_assignment_needs_it(shared_server: PracticeProcess, laptop: Laptop) -> None:
    desks = fresh_desks(shared_server, "pause", {"assessor-1": "assess", "assessor-2": "practice"})
    mine, theirs = desks["assessor-1"], desks["assessor-2"]
    second = control.reassign(shared_server.data_dir, theirs.assignment_id, "assessor-1")
    control.withdraw(shared_server.data_dir, mine.assignment_id, "One is enough.")
    assert laptop.get(mine.assignment["submission"]["href"]).status_code == 200
    control.withdraw(shared_server.data_dir, second, "None is needed.")
    assert laptop.get(mine.assignment["submission"]["href"]).status_code == 410


def test_a_revised_rubric_comes_before_the_assignments_that_rest_on_it(own_server: PracticeProcess) -> None:
    laptop = laptop_of(own_server, "assessor-1")
    before, last = pull(laptop)
    control.change_rubric(own_server.data_dir, "rubric-pause", "Means something else now.")
    entries, after = pull(laptop, last.next_cursor)
    assert [entry.kind for entry in entries] == ["rubric", "assignment", "assignment"]
    rubric = entries[0]
    assert rubric.revision == 2
    assert rubric.object is not None
    for entry in entries[1:]:
        assert entry.object is not None
        assert entry.object["rubric"]["digest"] == digest(rubric.object)
    assert digest_of(applied(before + entries)) == after.digest


def test_the_snapshot_is_what_the_changes_add_up_to(laptop: Laptop) -> None:
    entries, last = pull(laptop)
    snapshot = Snapshot.model_validate(laptop.document("/snapshot"))
    assert {(each.kind, each.id): each.revision for each in snapshot.entries} == applied(entries)
    assert snapshot.digest == last.digest
    later, _ = pull(laptop, snapshot.cursor)
    assert later == []


def test_another_assessor_sees_their_own_world(shared_server: PracticeProcess, desk: Desk) -> None:
    entries, _ = pull(laptop_of(shared_server, "assessor-2"))
    assert ("assignment", desk.assignment_id) not in applied(entries)
    lead, page = pull(laptop_of(shared_server, "lead"))
    assert digest_of(applied(lead)) == page.digest


@pytest.mark.parametrize("cursor", ["nonsense", "5.abc", "-1.x", "1" * 40, "٣.x"])
def test_an_unknown_cursor_is_expired(laptop: Laptop, cursor: str) -> None:
    reply = laptop.get(f"/changes?cursor={cursor}")
    assert (reply.status_code, problem(reply)) == (410, "cursor-expired")


def test_another_assessors_cursor_is_expired(laptop: Laptop, other_laptop: Laptop) -> None:
    _, theirs = pull(other_laptop)
    assert problem(laptop.get(f"/changes?cursor={theirs.next_cursor}")) == "cursor-expired"


def test_a_cursor_of_an_earlier_epoch_is_expired(own_server: PracticeProcess) -> None:
    laptop = laptop_of(own_server, "assessor-1")
    _, last = pull(laptop)
    control.rotate_epoch(own_server.data_dir)
    assert problem(laptop.get(f"/changes?cursor={last.next_cursor}")) == "cursor-expired"
    snapshot = laptop.document("/snapshot")
    assert pull(laptop, snapshot["cursor"])[0] == []


@pytest.mark.parametrize("limit", ["0", "-3", "many"])
def test_a_limit_is_a_number_of_changes(laptop: Laptop, limit: str) -> None:
    reply = laptop.get(f"/changes?limit={limit}")
    assert (reply.status_code, problem(reply)) == (400, "bad-request")


def test_a_page_is_never_larger_than_the_server_said(own_server: PracticeProcess) -> None:
    from assessor_app.practice.many import seed_many

    seed_many(own_server.data_dir, 300, sample=own_server.sample)
    laptop = laptop_of(own_server, "assessor-1")
    page = ChangesPage.model_validate(laptop.document("/changes?limit=100000"))
    assert len(page.changes) == 500
    assert page.has_more


def test_thousands_more_are_ordinary_assignments(own_server: PracticeProcess) -> None:
    from assessor_app.practice.many import seed_many

    laptop = laptop_of(own_server, "assessor-1")
    before, last = pull(laptop, limit=500)
    seed_many(own_server.data_dir, 40, sample=own_server.sample)
    entries, after = pull(laptop, last.next_cursor, limit=500)
    assert sum(entry.kind == "assignment" for entry in entries) == 40
    assert digest_of(applied(before + entries)) == after.digest
    added = [entry.id for entry in entries if entry.kind == "assignment"]
    desk = Desk(laptop, added[-1])
    video = desk.parts[1]
    assert laptop.get(video["href"], Range="bytes=0-9").status_code == 206
    assert laptop.document(desk.assignment["rubric"]["href"])["identifier"].startswith("rubric-")


def test_fresh_cases_do_not_share_a_submission(shared_server: PracticeProcess) -> None:
    one = fresh_desks(shared_server, "pause", {"assessor-1": "assess", "assessor-2": "second"})
    two = fresh_desks(shared_server, "pause", {"assessor-1": "assess"})
    first, second = one["assessor-1"], one["assessor-2"]
    assert first.assignment["submission"] == second.assignment["submission"]
    assert first.assignment["submission"] != two["assessor-1"].assignment["submission"]
