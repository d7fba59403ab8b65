"""Evidence bytes: the manifest, and a resumable stream that never splices two versions of a file."""

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.assessment_exchange.replies import UNREADABLE, require_success
from assessor_app.adapters.http import Reply, Streaming
from assessor_app.services.exchange_ports import MediaChanged, MediaManifest, ServerUnreachable
from assessor_app.wire.headers import IF_MATCH
from assessor_app.wire.submission import ManifestDoc

CHUNK_BYTES = 256 * 1024
_LONGEST_CHUNK_S = 1.0
STALL_S = 60.0
STALL_BYTES = 60 * 1024  # slower than 1 KB/s for a minute is no connection worth holding
_OK, _PARTIAL, _PRECONDITION_FAILED, _NOT_SATISFIABLE = 200, 206, 412, 416
_CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


def manifest(link: Link, href: str) -> MediaManifest:
    """Raises ServerUnreachable, SignInRequired, ProblemReported."""
    doc = link.get(f"{href.rstrip('/')}/manifest", ManifestDoc)
    listed = hashlib.sha256("".join(doc.blocks).encode()).hexdigest()
    blocks_needed = -(-doc.size // doc.block_size) if doc.block_size > 0 else -1
    if listed != doc.digest or len(doc.blocks) != blocks_needed:
        raise ServerUnreachable(UNREADABLE.format(host=link.host))
    return MediaManifest(doc.size, doc.etag, doc.sha256, doc.block_size, doc.blocks, doc.digest)


@contextmanager
def media(link: Link, href: str, etag: str, offset: int) -> Iterator[Iterator[bytes]]:
    """Yield the bytes from `offset` on, in chunks of at least 256 KiB but for the last, or of what a second brings.

    Raises MediaChanged, ServerUnreachable, SignInRequired.
    """
    headers = {IF_MATCH: etag} | ({"Range": f"bytes={offset}-"} if offset else {})
    with link.http.stream(link.url(href), headers) as streaming:
        to_drop = _bytes_to_drop(link, streaming, etag, offset)
        yield iter(()) if to_drop is None else _chunks(link, streaming, to_drop)


def _bytes_to_drop(link: Link, streaming: Streaming, etag: str, offset: int) -> int | None:
    """Return how many bytes come before the wanted ones; None when there are none left to come."""
    status = streaming.status
    if status == _PRECONDITION_FAILED:
        raise MediaChanged
    if status == _NOT_SATISFIABLE:
        _require_end(streaming, offset)
        return None
    if status not in (_OK, _PARTIAL):
        require_success(Reply(status, streaming.headers, b""), link.host)
        raise ServerUnreachable(UNREADABLE.format(host=link.host))
    if streaming.headers.get("etag") != etag:
        raise MediaChanged
    if streaming.headers.get("content-encoding", "identity") != "identity":
        raise ServerUnreachable(UNREADABLE.format(host=link.host))
    if status == _PARTIAL and _is_empty_end(streaming, offset):
        return None
    if status == _PARTIAL and _start_of(streaming) != offset:
        raise ServerUnreachable(UNREADABLE.format(host=link.host))
    return 0 if status == _PARTIAL else offset


def _require_end(streaming: Streaming, offset: int) -> None:
    total = streaming.headers.get("content-range", "").removeprefix("bytes */")
    if total != str(offset):
        raise MediaChanged


def _is_empty_end(streaming: Streaming, offset: int) -> bool:
    """Some stores answer a range at the very end with a part of nothing instead of 416."""
    total = streaming.headers.get("content-range", "").rpartition("/")[2]
    return streaming.headers.get("content-length") == "0" and total == str(offset)


def _start_of(streaming: Streaming) -> int:
    found = _CONTENT_RANGE.fullmatch(streaming.headers.get("content-range", ""))
    if found is None:
        return -1
    start, last, total = (int(number) for number in found.groups())
    return start if last == total - 1 else -1


def _chunks(link: Link, streaming: Streaming, to_drop: int) -> Iterator[bytes]:
    """On a slow line a chunk is what came in a second: whoever fetches must notice soon that it was cancelled."""
    pending = bytearray()
    begun = time.monotonic()
    for part in _parts(link, streaming):
        kept = part[to_drop:] if to_drop else part
        to_drop = max(0, to_drop - len(part))
        if not pending and len(kept) >= CHUNK_BYTES:
            yield kept
            continue
        pending += kept
        if len(pending) >= CHUNK_BYTES or time.monotonic() - begun >= _LONGEST_CHUNK_S:
            yield bytes(pending)
            pending.clear()
            begun = time.monotonic()
    if pending:
        yield bytes(pending)


def _parts(link: Link, streaming: Streaming) -> Iterator[bytes]:
    """Yield what arrives, and give up on a connection that only drips."""
    since, arrived = time.monotonic(), 0
    while part := streaming.read():
        yield part
        arrived += len(part)
        if time.monotonic() - since > STALL_S:
            if arrived < STALL_BYTES:
                raise ServerUnreachable(f"The network to {link.host} is too slow now. Going on later.")
            since, arrived = time.monotonic(), 0
