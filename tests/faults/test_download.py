"""Evidence on its way to the laptop: whatever breaks, what arrived stays, and only right bytes are ever called here."""

import itertools
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assessor_app.domain.changes import Kind
from assessor_app.domain.submission import Artifact, MediaState
from assessor_app.practice import control
from assessor_app.services import download, media_fetch
from assessor_app.services.vault_ports import NotOnThisLaptop
from assessor_app.services.views import ArtifactMedia
from assessor_app.tasks.runner import Runner
from assessor_app.tasks.sealing import beside_on
from assessor_app.vault import disk
from tests.fakes.exchange_fixtures import NewAssignment
from tests.fakes.fault_proxy import REQUEST_LOST, Fault, FaultProxy, canned, cut_after, flipped_at
from tests.fakes.practice_process import PracticeProcess
from tests.fakes.vaults import make_vault
from tests.fakes.workstation import Workstation
from tests.unit.practice.tiny_sample import BIG_SIZE

BLOCK = 8 * 1024 * 1024
PLAN = "/artifacts/2$"
MB = 1_000_000


@dataclass
class Case:
    """A laptop with an assignment whose lesson plan is one block and five bytes."""

    laptop: Workstation
    assignment_id: str
    plan: Artifact
    expected: bytes

    def fetch(self):
        return media_fetch.fetch_file(self.laptop.fetch_task(), self.assignment_id, self.plan)

    def noted(self):
        (found,) = [
            m for m in self.laptop.store.reads.media(self.submission_id) if m.artifact_id == self.plan.artifact_id
        ]
        return found

    @property
    def submission_id(self) -> str:
        return self.laptop.submission_of(self.assignment_id).submission_id

    def assert_here(self) -> None:
        assert self.noted().state is MediaState.PRESENT
        source = self.laptop.vault.open(self.plan.artifact_id)
        assert source.read_at(0, source.size) == self.expected
        source.close()

    def assert_not_here(self) -> None:
        with pytest.raises(NotOnThisLaptop):
            self.laptop.vault.open(self.plan.artifact_id)


@pytest.fixture
def case(
    laptop: Workstation,
    shared_server: PracticeProcess,
    proxy: FaultProxy,
    new_assignment: NewAssignment,
    tiny_sample: Path,
) -> Case:
    assignment_id = new_assignment()
    laptop.sign_in(proxy.url, shared_server.tokens["assessor-1"])
    laptop.pull()
    plan = laptop.file_of(assignment_id, "application/pdf")
    return Case(laptop, assignment_id, plan, (tiny_sample / "documents" / "plan.pdf").read_bytes())


def test_a_whole_assignment_arrives_small_files_first(case: Case, proxy: FaultProxy):
    ended = case.laptop.fetch(case.assignment_id)
    assert [media.state for media in ended] == [MediaState.PRESENT, MediaState.PRESENT]
    assert [media.size for media in ended] == sorted(media.size for media in ended)
    assert sum(media.done for media in ended) == sum(media.size for media in ended)
    case.assert_here()
    told = [each for changes in case.laptop.published for each in changes.touched if each.kind is Kind.ARTIFACT]
    assert {each.owner_id for each in told} == {case.assignment_id}
    before = proxy.requests("GET", "/artifacts/")
    assert all(media.state is MediaState.PRESENT for media in case.laptop.fetch(case.assignment_id))
    assert proxy.requests("GET", "/artifacts/") == before, "what is here is not fetched again"


def test_a_connection_that_breaks_goes_on_where_it_broke(case: Case, proxy: FaultProxy):
    proxy.next(cut_after(3_000_000), "GET", PLAN)
    proxy.next(cut_after(1_000_000), "GET", PLAN)
    assert case.fetch().state is MediaState.PRESENT
    case.assert_here()
    assert proxy.requests("GET", PLAN) == 3
    assert case.laptop.slept, "it waits a little before the next try"


@pytest.mark.parametrize("byte", [0, 5_000_000, BLOCK - 1, BLOCK, BIG_SIZE - 1])
def test_a_wrong_byte_costs_its_block_and_no_more(case: Case, proxy: FaultProxy, byte: int):
    proxy.next(flipped_at(byte), "GET", PLAN)
    assert case.fetch().state is MediaState.PRESENT
    case.assert_here()
    assert proxy.requests("GET", PLAN) == 2


@pytest.mark.parametrize("fault", [cut_after(3_000_000), flipped_at(5_000_000), flipped_at(BIG_SIZE - 1)])
def test_what_breaks_while_others_seal_and_sync_costs_no_more(case: Case, proxy: FaultProxy, fault: Fault):
    runner = Runner(lambda call: call())
    task = replace(case.laptop.fetch_task(), beside=beside_on(runner, "server"))
    proxy.next(fault, "GET", PLAN)
    ended = media_fetch.fetch_file(task, case.assignment_id, case.plan)
    runner.close()
    assert ended.state is MediaState.PRESENT
    case.assert_here()
    assert proxy.requests("GET", PLAN) == 2


def test_a_disk_that_is_full_for_those_who_seal_stops_the_download(
    case: Case, monkeypatch: pytest.MonkeyPatch, file_size_limit: Callable[[int], None]
):
    monkeypatch.setattr(disk, "reserve", lambda *_: None)
    runner = Runner(lambda call: call())
    task = replace(case.laptop.fetch_task(), beside=beside_on(runner, "server"))
    file_size_limit(5 * MB)
    assert_full(media_fetch.fetch_file(task, case.assignment_id, case.plan))
    file_size_limit(-1)
    assert media_fetch.fetch_file(task, case.assignment_id, case.plan).state is MediaState.PRESENT
    runner.close()
    case.assert_here()


def test_bytes_that_stay_wrong_are_never_called_here(case: Case, proxy: FaultProxy):
    proxy.always(flipped_at(100), "GET", PLAN)
    ended = case.fetch()
    assert (ended.state, ended.problem) == (MediaState.FAILED, download.DAMAGED)
    case.assert_not_here()
    proxy.heal()
    assert case.fetch().state is MediaState.PRESENT
    case.assert_here()


def test_a_server_that_stays_away_pauses_the_download_with_a_sentence(case: Case, proxy: FaultProxy):
    proxy.next(cut_after(3_000_000), "GET", PLAN)
    for _ in range(download.MOST_TRIES):
        proxy.next(REQUEST_LOST, "GET", PLAN)
    ended = case.fetch()
    assert ended.state is MediaState.PAUSED
    assert "cannot be reached" in ended.problem
    assert 2_500_000 < ended.done <= 3_000_000
    assert case.noted() == ended
    assert case.fetch().state is MediaState.PRESENT
    case.assert_here()


@pytest.mark.parametrize(
    "answer",
    [
        canned("200 OK", b"<html>Sign in to SchoolNet</html>"),
        canned("302 Found", b"", location="http://127.0.0.1:9/login"),
        canned("503 Service Unavailable", b""),
        canned("206 Partial Content", b"abc", "application/pdf"),
    ],
    ids=["web page", "sent elsewhere", "busy", "a part of nothing"],
)
def test_what_is_not_the_file_is_not_written(case: Case, proxy: FaultProxy, answer):
    proxy.next(answer, "GET", PLAN)
    assert case.fetch().state is MediaState.PRESENT
    case.assert_here()


def test_another_version_of_the_file_starts_it_again_once(case: Case, proxy: FaultProxy):
    proxy.next(cut_after(3_000_000), "GET", PLAN)
    proxy.next(canned("412 Precondition Failed", b"{}", "application/problem+json"), "GET", PLAN)
    assert case.fetch().state is MediaState.PRESENT
    case.assert_here()


def test_a_file_that_keeps_changing_is_given_up(case: Case, proxy: FaultProxy):
    proxy.always(canned("412 Precondition Failed", b"{}", "application/problem+json"), "GET", PLAN)
    ended = case.fetch()
    assert (ended.state, ended.problem) == (MediaState.FAILED, download.CHANGED)
    case.assert_not_here()


def test_a_wrong_token_pauses_and_says_to_sign_in(case: Case):
    with case.laptop.store.factory() as uow:
        uow.servers.put_token(case.laptop.server_id, "axp_not-any-more")
    ended = case.laptop.fetch(case.assignment_id)
    assert {media.state for media in ended} == {MediaState.PAUSED}
    assert all("Sign in again" in media.problem for media in ended)


def test_cancelling_keeps_what_arrived(case: Case):
    task = case.laptop.fetch_task()
    stopping = download.Fetch(task.factory, task.client, task.vault, is_cancelled=after_chunks(8, lambda: True))
    ended = media_fetch.fetch_file(stopping, case.assignment_id, case.plan)
    assert ended.state is MediaState.PAUSED
    assert 8 * 256 * 1024 <= ended.done < BLOCK, "not a whole block, and kept all the same"
    going_on = case.laptop.vault.sink(case.plan.artifact_id, BIG_SIZE)
    assert len(going_on.aside()) == ended.done
    going_on.close()
    assert case.fetch().state is MediaState.PRESENT
    case.assert_here()


def test_evidence_withdrawn_while_it_arrives_does_not_stay(case: Case, shared_server: PracticeProcess):
    task = case.laptop.fetch_task()

    def withdraw() -> bool:
        control.withdraw(shared_server.data_dir, case.assignment_id, "Consent was taken back.")
        case.laptop.pull()
        return False

    once = after_chunks(5, lambda: case.noted().state is not MediaState.ABSENT and withdraw())
    watching = download.Fetch(task.factory, task.client, task.vault, is_cancelled=once)
    assert media_fetch.fetch_file(watching, case.assignment_id, case.plan).state is MediaState.ABSENT
    case.assert_not_here()
    assert list(case.laptop.vault._root.iterdir()) == []
    assert case.laptop.fetch(case.assignment_id) == ()


def test_a_download_under_way_at_a_crash_waits_for_resume(case: Case):
    with case.laptop.store.factory() as uow:
        uow.media.put(ArtifactMedia(case.plan.artifact_id, MediaState.DOWNLOADING, 5, BIG_SIZE))
    assert media_fetch.restart(case.laptop.store.factory) == 1
    assert case.noted().state is MediaState.PAUSED


def test_another_version_takes_the_place_of_a_file_that_is_still_open(case: Case, monkeypatch: pytest.MonkeyPatch):
    case.fetch()
    unlink = Path.unlink

    def in_use(path: Path, missing_ok: bool = False) -> None:
        """As Windows answers while the video plays."""
        if not path.suffix and path.exists():
            raise PermissionError(13, "in use", str(path))
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", in_use)
        case.laptop.vault.discard(case.plan.artifact_id)
        case.assert_not_here()
        assert case.fetch().state is MediaState.PRESENT
    case.assert_here()
    case.laptop.vault.sweep()
    assert len(list(case.laptop.vault._root.iterdir())) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 12 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("mounting is not allowed here; the limit on file sizes stands in for it")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_while_it_arrives(case: Case, small_disk: Path, monkeypatch: pytest.MonkeyPatch):
    """Where room cannot be taken in advance, as on some file systems."""
    monkeypatch.setattr(disk, "reserve", lambda *_: None)
    case.laptop.vault = make_vault(small_disk.parent, media=small_disk / "media")
    filler = small_disk / "filler"
    ended = media_fetch.fetch_file(filling(case, filler), case.assignment_id, case.plan)
    assert_full(ended)
    assert_full(case.fetch())
    filler.unlink()
    assert case.fetch().state is MediaState.PRESENT
    case.assert_here()


def test_the_room_a_download_needs_is_taken_before_it_begins(case: Case, small_disk: Path):
    case.laptop.vault = make_vault(small_disk.parent, media=small_disk / "media")
    filler = small_disk / "filler"
    ended = media_fetch.fetch_file(filling(case, filler), case.assignment_id, case.plan)
    assert ended.state is MediaState.PRESENT
    assert filler.stat().st_size < 5 * MB, "it found no more room than that"
    case.assert_here()


def filling(case: Case, filler: Path) -> download.Fetch:
    """Fetches while something else takes all the room there is on the disk."""

    def fill_up() -> bool:
        if not filler.exists() and case.noted().state is MediaState.DOWNLOADING:
            with suppress(OSError), filler.open("wb", buffering=0) as file:
                for _ in range(100):
                    file.write(bytes(MB // 8))
        return False

    task = case.laptop.fetch_task()
    return download.Fetch(task.factory, task.client, task.vault, is_cancelled=fill_up)


def test_a_limit_on_the_disk_is_a_full_disk(case: Case, file_size_limit: Callable[[int], None]):
    file_size_limit(5 * MB)
    assert_full(case.fetch())
    file_size_limit(-1)
    assert case.fetch().state is MediaState.PRESENT
    case.assert_here()


def test_what_can_never_fit_says_how_much_to_free(case: Case, small_disk: Path, proxy: FaultProxy):
    case.laptop.vault = make_vault(small_disk.parent, media=small_disk / "media")
    (small_disk / "filler").write_bytes(bytes(8 * MB))
    ended = case.fetch()
    assert_full(ended)
    assert ended.done == 0
    assert proxy.requests("GET", PLAN) == 0, "not a byte is asked for"
    assert "Free 6 MB" in ended.problem or "Free 5 MB" in ended.problem


@pytest.fixture
def file_size_limit() -> Iterator[Callable[[int], None]]:
    """No file of this process may grow beyond it; -1 takes the limit away."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size if size >= 0 else soft, hard))

    yield limit
    limit(-1)


def assert_full(media: ArtifactMedia) -> None:
    assert media.state is MediaState.PAUSED
    assert media.problem.startswith("The disk is full: what has arrived is kept. Free ")
    assert media.problem.endswith(" MB, then download the rest.")


def after_chunks(number: int, act: Callable[[], bool]) -> Callable[[], bool]:
    """Asked once for each chunk of 256 KiB that arrived: from the `number`th on, answer what `act` does."""
    seen = itertools.count(1)
    return lambda: next(seen) >= number and act()
