"""Request bodies: within the limit, JSON that has a canonical form, in the shape of a wire model."""

import json
import uuid
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from assessor_app.practice.problems import Refused, bad_request
from assessor_app.wire.canonical import canonical_bytes
from assessor_app.wire.discovery import Limits
from assessor_app.wire.problem import ProblemName

LIMIT_BYTES = Limits().body_bytes
_MEGABYTE = 1_048_576
_DRAIN_BYTES = 16 * LIMIT_BYTES  # read on for a while, so that a sender hears the answer and not a closed door

Model = TypeVar("Model", bound=BaseModel)


async def read_limited(request: Request) -> bytes:
    """Return the body. Raises Refused (too-large)."""
    kept, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= LIMIT_BYTES:
            kept += chunk
        elif size > _DRAIN_BYTES:
            break
    if size > LIMIT_BYTES:
        words = f"It is larger than {LIMIT_BYTES // _MEGABYTE} MB, the most that is taken. Shorten its texts."
        raise Refused(ProblemName.TOO_LARGE, words)
    return bytes(kept)


def parse(body: bytes) -> Any:
    """Return the JSON value. Raises Refused (bad-request) for what is not JSON or cannot be hashed."""
    try:
        document = json.loads(body, parse_constant=_not_json)
        canonical_bytes(document)
    except (ValueError, RecursionError) as error:
        raise bad_request(f"The body is not JSON that can be stored: {type(error).__name__}.") from error
    return document


def shaped(model: type[Model], document: Any) -> Model:
    """Return `document` as `model`. Raises Refused (bad-request) with a pointer to everything that is wrong."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise Refused(ProblemName.BAD_REQUEST, "The body has not the right shape.", errors=faults(error)) from error


def faults(error: ValidationError) -> list[dict[str, str]]:
    """JSON pointers and reasons, without repeating what was sent."""
    return [{"pointer": pointer(*fault["loc"]), "detail": fault["msg"]} for fault in error.errors(include_input=False)]


def pointer(*path: str | int) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def uuid_text(identifier: Any, where: str) -> str:
    """Return an id that is a UUID, bare or as urn:uuid:. Raises Refused (bad-request)."""
    text = str(identifier)
    try:
        uuid.UUID(text)
    except ValueError as error:
        raise bad_request("Ids are UUIDs made by the sender.", where) from error
    return text


def _not_json(constant: str) -> Any:
    raise ValueError(constant)
