"""Artifact bytes: ranges, tags, digests and manifests, as a resuming download needs them."""

import base64
import hashlib
import os
from pathlib import Path

import pytest
import requests

from assessor_app.practice.ranges import Span, UnsatisfiableRange, wanted
from assessor_app.wire.submission import BLOCK_SIZE, ManifestDoc
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import laptop_of, seeded
from tests.unit.practice.laptop import Desk, Laptop, problem
from tests.unit.practice.tiny_sample import BIG_SIZE, SOUND_SECONDS


@pytest.fixture
def plan(tiny_sample: Path) -> bytes:
    return (tiny_sample / "documents" / "plan.pdf").read_bytes()


@pytest.fixture
def seeded_desk(shared_server: PracticeProcess, laptop: Laptop) -> Desk:
    """Nothing is written here, so the assignment of the beginning will do."""
    return Desk(laptop, seeded(shared_server)["pause"])


@pytest.fixture
def href(seeded_desk: Desk) -> str:
    return str(seeded_desk.parts[1]["href"])


def tag(laptop: Laptop, href: str) -> str:
    return laptop.send("HEAD", href, None, {}).headers["ETag"]


def test_the_whole_file_with_its_digest(laptop: Laptop, href: str, plan: bytes) -> None:
    reply = laptop.get(href)
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, "application/pdf")
    assert reply.content == plan
    assert reply.headers["Accept-Ranges"] == "bytes"
    sha256 = base64.b64encode(hashlib.sha256(plan).digest()).decode()
    assert reply.headers["Repr-Digest"] == f"sha-256=:{sha256}:"
    assert reply.headers["ETag"].startswith('"')
    assert "Content-Disposition" not in reply.headers


def test_head_tells_the_same_without_the_bytes(laptop: Laptop, href: str) -> None:
    whole, head = laptop.get(href), laptop.send("HEAD", href, None, {"Range": "bytes=0-1"})
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type", "Repr-Digest", "Accept-Ranges"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-299", 100, 300),
        (f"bytes={BIG_SIZE - 3}-", BIG_SIZE - 3, BIG_SIZE),
        ("bytes=-7", BIG_SIZE - 7, BIG_SIZE),
        (f"bytes=5-{BIG_SIZE * 2}", 5, BIG_SIZE),
    ],
)
def test_a_part_of_it(laptop: Laptop, href: str, plan: bytes, asked: str, start: int, stop: int) -> None:
    reply = laptop.get(href, Range=asked)
    assert reply.status_code == 206
    assert reply.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{BIG_SIZE}"
    assert reply.headers["Content-Length"] == str(stop - start)
    assert reply.content == plan[start:stop]


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=x-y", "bytes=9-3", "lines=1-2", "bytes=-"])
def test_several_parts_or_nonsense_give_the_whole(laptop: Laptop, href: str, asked: str) -> None:
    reply = laptop.get(href, Range=asked)
    assert (reply.status_code, len(reply.content)) == (200, BIG_SIZE)
    assert "Content-Range" not in reply.headers


@pytest.mark.parametrize("asked", [f"bytes={BIG_SIZE}-", "bytes=99999999999-", "bytes=-0"])
def test_beyond_the_end_is_not_satisfiable(laptop: Laptop, href: str, asked: str) -> None:
    reply = laptop.get(href, Range=asked)
    assert (reply.status_code, problem(reply)) == (416, "range-not-satisfiable")
    assert reply.headers["Content-Range"] == f"bytes */{BIG_SIZE}"


def test_a_resumed_download_never_splices_two_versions(laptop: Laptop, href: str) -> None:
    current = tag(laptop, href)
    assert laptop.get(href, Range="bytes=5-", If_Match=current).status_code == 206
    assert laptop.get(href, Range="bytes=5-", If_Match="*").status_code == 206
    stale = laptop.get(href, Range="bytes=5-", If_Match='"another"')
    assert (stale.status_code, problem(stale), stale.headers["ETag"]) == (412, "media-changed", current)
    assert laptop.get(href, Range="bytes=5-", If_Range=current).status_code == 206
    whole = laptop.get(href, Range="bytes=5-", If_Range='"another"')
    assert (whole.status_code, len(whole.content)) == (200, BIG_SIZE)
    assert laptop.get(href, Range="bytes=5-", If_Range=f"W/{current}").status_code == 200


def test_what_one_has_already_is_not_sent(laptop: Laptop, href: str) -> None:
    reply = laptop.get(href, If_None_Match=tag(laptop, href))
    assert (reply.status_code, reply.content) == (304, b"")


def test_the_manifest_has_a_hash_for_each_block(laptop: Laptop, href: str, plan: bytes) -> None:
    manifest = ManifestDoc.model_validate(laptop.document(f"{href}/manifest"))
    blocks = [plan[:BLOCK_SIZE], plan[BLOCK_SIZE:]]
    assert manifest.blocks == tuple(hashlib.sha256(block).hexdigest() for block in blocks)
    assert manifest.digest == hashlib.sha256("".join(manifest.blocks).encode()).hexdigest()
    assert (manifest.size, manifest.sha256) == (BIG_SIZE, hashlib.sha256(plan).hexdigest())
    assert manifest.etag == tag(laptop, href)


def test_parts_say_what_there_is_to_fetch(seeded_desk: Desk, plan: bytes) -> None:
    overview, document, sound = seeded_desk.parts
    assert overview["sha256"] == hashlib.sha256(overview["text"].encode()).hexdigest()
    assert "href" not in overview
    assert (document["size"], document["sha256"]) == (BIG_SIZE, hashlib.sha256(plan).hexdigest())
    assert float(sound["duration"]) == float(SOUND_SECONDS)
    assert "duration" not in document


@pytest.mark.parametrize("n", ["1", "9", "x"])
def test_only_files_have_bytes(laptop: Laptop, href: str, n: str) -> None:
    base = href.rsplit("/", 1)[0]
    expected = 400 if n == "x" else 404
    assert laptop.get(f"{base}/{n}").status_code == expected
    assert laptop.get(f"{base}/{n}/manifest").status_code == expected


def test_a_file_that_is_gone_or_another_one_is_not_served(tmp_path: Path, tiny_sample: Path) -> None:
    sample = tmp_path / "sample"
    for name in ("micro_credentials", "submissions.json"):
        os.makedirs(sample, exist_ok=True)
        (sample / name).symlink_to(tiny_sample / name)
    (sample / "documents").mkdir()
    for name in ("plan.pdf", "sound.wav"):
        (sample / "documents" / name).write_bytes((tiny_sample / "documents" / name).read_bytes())
    with PracticeProcess(tmp_path / "data", sample=sample) as server:
        laptop = laptop_of(server, "assessor-1")
        href = Desk(laptop, seeded(server)["pause"]).parts[1]["href"]
        assert laptop.get(href, Range="bytes=0-1").status_code == 206
        (sample / "documents" / "plan.pdf").write_bytes(b"cut short")
        assert laptop.get(href).status_code == 404
        (sample / "documents" / "plan.pdf").unlink()
        assert laptop.get(href).status_code == 404


def test_a_reader_who_goes_away_disturbs_nobody(laptop: Laptop, href: str, shared_server: PracticeProcess) -> None:
    headers = {"Authorization": f"Bearer {shared_server.tokens['assessor-1']}"}
    with requests.get(shared_server.url + href, headers=headers, stream=True, timeout=10) as reply:
        assert next(reply.iter_content(10))
    assert laptop.get("/profile").status_code == 200


@pytest.mark.parametrize(
    ("header", "size", "expected"),
    [
        (None, 10, None),
        ("bytes=2-4", 10, Span(2, 5)),
        ("bytes=2-", 10, Span(2, 10)),
        ("bytes=-4", 10, Span(6, 10)),
        ("bytes=-40", 10, Span(0, 10)),
        ("bytes=9-9", 10, Span(9, 10)),
        ("bytes=" + "9" * 30 + "-", 10, None),
    ],
)
def test_ranges(header: str | None, size: int, expected: Span | None) -> None:
    assert wanted(header, size) == expected


@pytest.mark.parametrize(("header", "size"), [("bytes=10-", 10), ("bytes=0-", 0), ("bytes=-1", 0), ("bytes=-0", 10)])
def test_ranges_that_no_file_of_this_size_has(header: str, size: int) -> None:
    with pytest.raises(UnsatisfiableRange):
        wanted(header, size)
