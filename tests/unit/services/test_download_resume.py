"""A download that is cut anywhere or crossed by a new version: little comes again, and no two versions are mixed."""

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor_app.services import download
from assessor_app.services.download import DownloadFailed, Fetch, Progress
from assessor_app.services.exchange_ports import MediaChanged, MediaManifest, ServerUnreachable
from assessor_app.store.profile_store import Store
from tests.fakes.store_factory import a_submission, make_world
from tests.fakes.vaults import make_vault

BLOCK, SEGMENT, CHUNK = 100, 40, 16
FILE = random.Random(5).randbytes(4 * BLOCK + 11)
PLAN = replace(a_submission().artifacts[1], sha256=hashlib.sha256(FILE).hexdigest(), size=len(FILE))


class Server:
    """Sends the file in chunks, as far as the next of `cuts`; `sent` counts what left it, `asked` where it began."""

    def __init__(self, cuts: list[int]) -> None:
        self.cuts, self.etag, self.data = list(cuts), '"v1"', FILE
        self.sent, self.asked = 0, list[int]()
        self.changes_at = -1

    def manifest(self, _: str) -> MediaManifest:
        data = self.data
        blocks = tuple(hashlib.sha256(data[start : start + BLOCK]).hexdigest() for start in range(0, len(data), BLOCK))
        return MediaManifest(len(data), self.etag, hashlib.sha256(data).hexdigest(), BLOCK, blocks, "of the list")

    @contextmanager
    def media(self, _: str, etag: str, offset: int) -> Iterator[Iterator[bytes]]:
        if etag != self.etag:
            raise MediaChanged
        self.asked.append(offset)
        yield self._chunks(offset, offset + self.cuts.pop(0) if self.cuts else len(self.data))

    def _chunks(self, offset: int, end: int) -> Iterator[bytes]:
        while offset < min(end, len(self.data)):
            part = self.data[offset : min(offset + CHUNK, end)]
            self.sent += len(part)
            yield part
            offset += len(part)
            if 0 <= self.changes_at <= offset:
                self.changes_at, self.etag = -1, '"v2"'
                raise ServerUnreachable("The connection broke off.")
        if offset < len(self.data):
            raise ServerUnreachable("The connection broke off.")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_world(tmp_path_factory.mktemp("resume")) as made:
        yield made


def fetched(store: Store, folder: Path, server: Any, runs: int = 1) -> bytes:
    """Fetch with that many runs of the program, each after the one before gave up."""
    vault = make_vault(folder, SEGMENT)
    with store.factory() as uow:
        uow.media.set_etag(PLAN.artifact_id, "")
    task = Fetch(store.factory, server, vault, wait=lambda _: None)
    try:
        for left in reversed(range(runs)):
            try:
                download.download(task, PLAN, Progress(lambda _: None))
                break
            except ServerUnreachable:
                if not left:
                    raise
        source = vault.open(PLAN.artifact_id)
        try:
            return source.read_at(0, source.size)
        finally:
            source.close()
    finally:
        vault.close()


@settings(max_examples=25)
@given(cuts=st.lists(st.integers(0, len(FILE)), max_size=12))
def test_a_line_that_is_cut_at_any_byte_costs_no_more_than_a_block_each_time(tmp_path_factory, store, cuts):
    server = Server(cuts)
    assert fetched(store, tmp_path_factory.mktemp("cut"), server, runs=len(cuts) + 1) == FILE
    drops = len(server.asked) - 1
    assert server.sent <= len(FILE) + drops * BLOCK
    assert server.asked == sorted(server.asked), "it never goes back"


@pytest.mark.parametrize("at", [1, BLOCK, BLOCK + 7, len(FILE) - 1])
def test_the_same_bytes_under_a_new_version_are_fetched_from_the_beginning_once(tmp_path: Path, store: Store, at: int):
    server = Server([])
    server.changes_at = at
    assert fetched(store, tmp_path, server) == FILE
    assert server.asked == [0, 0]


def test_other_bytes_than_the_submission_lists_are_never_mixed_in(tmp_path: Path, store: Store):
    server = Server([])
    server.changes_at = BLOCK + 7

    def manifest(href: str) -> MediaManifest:
        server.data = FILE if server.etag == '"v1"' else FILE[::-1]
        return Server.manifest(server, href)

    server.manifest = manifest  # type: ignore[assignment, method-assign]
    with pytest.raises(DownloadFailed, match="another file than the one this submission lists"):
        fetched(store, tmp_path, server)
    assert server.asked == [0]
