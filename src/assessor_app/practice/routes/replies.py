"""Replies to reading: JSON with a strong ETag, and 304 when the reader has it already."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from assessor_app.wire.canonical import digest
from assessor_app.wire.headers import IF_NONE_MATCH

JSON = "application/json"
PRIVATE = "no-store"


def json_reply(request: Request, document: Any, etag: str | None = None) -> Response:
    """`etag` None: one over the content."""
    etag = etag or f'"{digest(document)[:32]}"'
    headers = {"ETag": etag, "Cache-Control": PRIVATE}
    held = [tag.strip().removeprefix("W/") for tag in request.headers.get(IF_NONE_MATCH, "").split(",")]
    if etag in held:
        return Response(status_code=304, headers=headers)
    return Response(json.dumps(document, ensure_ascii=False), headers=headers, media_type=JSON)
