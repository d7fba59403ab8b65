"""Evidence bytes: never two versions spliced, never bytes from another place in the file, never a drip for ever."""

import hashlib
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from assessor_app.adapters.assessment_exchange import download
from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.http import Http
from assessor_app.services.exchange_ports import MediaChanged, ServerUnreachable, SignInRequired
from tests.fakes.answering_server import Answering, answering

FILM = random.Random(1).randbytes(700_000)
ETAG = '"v1"'
HREF = "/submissions/s1/artifacts/2"


@pytest.fixture
def server() -> Iterator[Answering]:
    with answering() as started:
        yield started


@pytest.fixture
def link(server: Answering) -> Iterator[Link]:
    http = Http(server.url, "token")
    yield Link(http, server.url, "urn:uuid:riverside", "epoch-1", ())
    http.close()


def fetched(link: Link, offset: int = 0) -> list[bytes]:
    with download.media(link, HREF, ETAG, offset) as chunks:
        return list(chunks)


def part(
    start: int, total: int = len(FILM), last: int | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    last = total - 1 if last is None else last
    named = {"ETag": ETAG, "Content-Range": f"bytes {start}-{last}/{total}"} | headers
    return 206, {name.replace("_", "-"): value for name, value in named.items()}, FILM[start:]


def test_a_file_comes_in_large_chunks_and_asks_for_its_version(link: Link, server: Answering):
    server.replies[HREF] = (200, {"ETag": ETAG}, FILM)
    chunks = fetched(link)
    assert b"".join(chunks) == FILM
    assert all(len(chunk) >= download.CHUNK_BYTES for chunk in chunks[:-1])
    headers = server.heard[0][2]
    assert (headers["if-match"], headers["accept-encoding"], headers.get("range")) == (ETAG, "identity", None)


def test_it_goes_on_from_where_it_stopped(link: Link, server: Answering):
    server.replies[HREF] = part(300_000)
    assert b"".join(fetched(link, 300_000)) == FILM[300_000:]
    assert server.heard[0][2]["range"] == "bytes=300000-"


def test_a_server_without_ranges_sends_all_and_the_beginning_is_dropped(link: Link, server: Answering):
    server.replies[HREF] = (200, {"ETag": ETAG}, FILM)
    assert b"".join(fetched(link, 300_001)) == FILM[300_001:]


@pytest.mark.parametrize(
    "reply",
    [
        (412, {}, b""),
        part(300_000, ETag='"v2"'),
        (200, {"ETag": '"v2"'}, FILM),
        (200, {}, FILM),
        (416, {"Content-Range": "bytes */1000"}, b""),
    ],
    ids=["412", "206 of another version", "200 of another version", "no version at all", "shorter than what is here"],
)
def test_another_version_is_never_spliced_in(link: Link, server: Answering, reply: Any):
    server.replies[HREF] = reply
    with pytest.raises(MediaChanged):
        fetched(link, 300_000)


@pytest.mark.parametrize(
    "reply",
    [
        part(0),
        part(299_999),
        part(300_000, last=400_000),
        (206, {"ETag": ETAG}, FILM[300_000:]),
        (206, {"ETag": ETAG, "Content-Range": "bytes */700000"}, FILM[300_000:]),
        part(300_000, Content_Encoding="gzip"),
        (204, {"ETag": ETAG}, b""),
        (403, {}, b"expired"),
    ],
    ids=["from the start", "one byte early", "cut short", "unsaid", "unsatisfied", "packed", "nothing", "expired link"],
)
def test_bytes_from_elsewhere_are_not_taken(link: Link, server: Answering, reply: Any):
    server.replies[HREF] = reply
    with pytest.raises(ServerUnreachable):
        fetched(link, 300_000)


def test_nothing_left_is_no_failure(link: Link, server: Answering):
    server.replies[HREF] = (416, {"Content-Range": f"bytes */{len(FILM)}"}, b"")
    assert fetched(link, len(FILM)) == []


def test_a_part_of_nothing_at_the_end_is_no_failure(link: Link, server: Answering):
    """As SeaweedFS answers a range that begins at the end."""
    end = len(FILM)
    server.replies[HREF] = (206, {"ETag": ETAG, "Content-Range": f"bytes {end}-{end - 1}/{end}"}, b"")
    assert fetched(link, end) == []


def test_a_part_of_nothing_before_the_end_is_not_the_end(link: Link, server: Answering):
    server.replies[HREF] = (206, {"ETag": ETAG, "Content-Range": f"bytes 300000-299999/{len(FILM)}"}, b"")
    with pytest.raises(ServerUnreachable):
        fetched(link, 300_000)


def test_a_presigned_address_that_ran_out_is_asked_for_again(link: Link, server: Answering):
    """403 from where the files are kept says nothing of the server: the next try gets a fresh address from it."""
    with answering() as store:
        server.replies[HREF] = (302, {"Location": f"{store.url}/film?signed=old"}, b"")
        store.replies["/film?signed=old"] = (403, {"Content-Type": "application/xml"}, b"<Error>expired</Error>")
        with pytest.raises(ServerUnreachable):
            fetched(link)
        server.replies[HREF] = (302, {"Location": f"{store.url}/film?signed=new"}, b"")
        store.replies["/film?signed=new"] = (200, {"ETag": ETAG}, FILM)
        assert b"".join(fetched(link)) == FILM
        assert [path for _, path, _ in store.heard] == ["/film?signed=old", "/film?signed=new"]
        assert all("authorization" not in headers for _, _, headers in store.heard)


def test_a_token_that_ended_is_told(link: Link, server: Answering):
    server.replies[HREF] = (401, {}, b"")
    with pytest.raises(SignInRequired):
        fetched(link)


def test_a_connection_that_only_drips_is_given_up(link: Link, server: Answering, monkeypatch: pytest.MonkeyPatch):
    server.replies[HREF] = (200, {"ETag": ETAG}, FILM[:100])
    monkeypatch.setattr(download, "STALL_S", -1.0)
    with pytest.raises(ServerUnreachable, match="too slow"):
        fetched(link)


def manifest_document(**changed: Any) -> dict[str, Any]:
    blocks = [hashlib.sha256(FILM[start : start + 400_000]).hexdigest() for start in (0, 400_000)]
    document = {
        "size": len(FILM),
        "etag": ETAG,
        "sha256": hashlib.sha256(FILM).hexdigest(),
        "block_size": 400_000,
        "blocks": blocks,
        "digest": hashlib.sha256("".join(blocks).encode()).hexdigest(),
    }
    return document | changed


def test_a_manifest_is_read(link: Link, server: Answering):
    server.replies[f"{HREF}/manifest"] = _json(manifest_document())
    manifest = download.manifest(link, HREF)
    assert (manifest.size, manifest.etag, manifest.block_size, len(manifest.blocks)) == (len(FILM), ETAG, 400_000, 2)


@pytest.mark.parametrize(
    "changed",
    [{"digest": "0" * 64}, {"block_size": 0}, {"block_size": 100}, {"size": 1}, {"blocks": []}],
    ids=["list changed", "no size of blocks", "too few blocks", "too many blocks", "none"],
)
def test_a_manifest_that_contradicts_itself_is_refused(link: Link, server: Answering, changed: dict[str, Any]):
    server.replies[f"{HREF}/manifest"] = _json(manifest_document(**changed))
    with pytest.raises(ServerUnreachable):
        download.manifest(link, HREF)


def _json(document: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "application/json"}, json.dumps(document).encode()
