"""Artifact bytes over HTTP: ranges, strong ETags, digests, and the block manifest made when the file came in."""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from assessor_app.practice.problems import Refused, not_found
from assessor_app.practice.ranges import Span, UnsatisfiableRange, wanted
from assessor_app.practice.tables import ARTIFACT, MEDIA
from assessor_app.wire.headers import IF_MATCH, IF_NONE_MATCH, REPR_DIGEST
from assessor_app.wire.problem import ProblemName
from assessor_app.wire.submission import BLOCK_SIZE, ManifestDoc

CHUNK_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file as the database knows it; `root` says which folder `path` is relative to."""

    root: str
    path: str
    media_type: str
    size: int
    sha256: str
    etag: str


def manifest_of(file: Path) -> ManifestDoc:
    """Read the whole file once. `etag` is strong: it names the bytes."""
    whole, blocks, size = hashlib.sha256(), [], 0
    with file.open("rb") as stream:
        while block := stream.read(BLOCK_SIZE):
            whole.update(block)
            blocks.append(hashlib.sha256(block).hexdigest())
            size += len(block)
    sha256 = whole.hexdigest()
    return ManifestDoc(
        size=size,
        etag=f'"{sha256[:32]}"',
        sha256=sha256,
        blocks=tuple(blocks),
        digest=hashlib.sha256("".join(blocks).encode()).hexdigest(),
    )


def find_manifest(connection: Connection, submission_id: str, n: int) -> dict[str, object]:
    """Raises Refused (not-found)."""
    query = select(MEDIA.c.manifest).join(ARTIFACT, ARTIFACT.c.media_id == MEDIA.c.media_id)
    text = connection.execute(query.where(ARTIFACT.c.submission_id == submission_id, ARTIFACT.c.n == n)).scalar()
    if text is None:
        raise not_found()
    return dict(json.loads(text))


def find_file(connection: Connection, submission_id: str, n: int) -> StoredFile:
    """Raises Refused (not-found)."""
    query = select(MEDIA).join(ARTIFACT, ARTIFACT.c.media_id == MEDIA.c.media_id)
    row = connection.execute(query.where(ARTIFACT.c.submission_id == submission_id, ARTIFACT.c.n == n)).one_or_none()
    if row is None:
        raise not_found()
    etag = ManifestDoc.model_validate_json(row.manifest).etag
    return StoredFile(row.root, row.path, row.media_type, row.size, row.sha256, etag)


def answer(request: Request, stored: StoredFile, file: Path) -> Response:
    """Answer GET and HEAD. Raises Refused: media-changed, range-not-satisfiable, not-found."""
    if not file.is_file() or file.stat().st_size != stored.size:
        raise not_found()
    headers = {
        "ETag": stored.etag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-store",
        REPR_DIGEST: f"sha-256=:{base64.b64encode(bytes.fromhex(stored.sha256)).decode()}:",
    }
    if not _has_tag(request.headers.get(IF_MATCH), stored.etag, absent=True):
        raise Refused(ProblemName.MEDIA_CHANGED, "Begin this download again.", headers={"ETag": stored.etag})
    if _has_tag(request.headers.get(IF_NONE_MATCH), stored.etag, absent=False):
        return Response(status_code=304, headers=headers)
    span = _span(request, stored)
    whole = Span(0, stored.size)
    if span is not None:
        headers["Content-Range"] = span.content_range(stored.size)
    headers["Content-Length"] = str((span or whole).length)
    if request.method == "HEAD":
        return Response(status_code=200, headers=headers, media_type=stored.media_type)
    status = 200 if span is None else 206
    return StreamingResponse(_chunks(file, span or whole), status, headers, media_type=stored.media_type)


def _span(request: Request, stored: StoredFile) -> Span | None:
    """A Range counts for GET only, and only if If-Range names these very bytes."""
    if_range = request.headers.get("If-Range")
    if request.method == "HEAD" or (if_range is not None and if_range != stored.etag):
        return None
    try:
        return wanted(request.headers.get("Range"), stored.size)
    except UnsatisfiableRange as error:
        headers = {"Content-Range": f"bytes */{stored.size}", "Accept-Ranges": "bytes"}
        words = f"The file has {stored.size} bytes."
        raise Refused(ProblemName.RANGE_NOT_SATISFIABLE, words, headers=headers) from error


def _has_tag(header: str | None, etag: str, *, absent: bool) -> bool:
    if header is None:
        return absent
    tags = [tag.strip() for tag in header.split(",")]
    return "*" in tags or etag in tags


def _chunks(file: Path, span: Span) -> Iterator[bytes]:
    left = span.length
    with file.open("rb") as stream:
        stream.seek(span.start)
        while left and (chunk := stream.read(min(CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk
