"""What a reply of the protocol says: a document, a problem, or nothing that can be believed."""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from assessor_app.adapters.http import Reply
from assessor_app.services.exchange_ports import ServerUnreachable, SignInRequired
from assessor_app.wire.problem import MEDIA_TYPE, Problem

M = TypeVar("M", bound=BaseModel)

UNAUTHORIZED = 401
TOO_MANY = 429
UNAVAILABLE = 503
FIRST_SERVER_ERROR = 500
JSON = "application/json"

SIGN_IN = "The server does not accept your sign-in any more. Sign in again; your work stays as it is."
UNREADABLE = "{host} sent an answer this program cannot read. Try again later, or ask for a newer version."
BUSY = "{host} is busy now. Trying again later."
TROUBLE = "{host} has trouble answering now. Trying again later."


class ProblemReported(Exception):
    """The server said no, in the protocol's words."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem_words(problem))


def problem_words(problem: Problem) -> str:
    return f"{problem.title}: {problem.detail}" if problem.detail else problem.title


def document_of(reply: Reply, model: type[M], host: str) -> M:
    """Return the document of a success. Raises ServerUnreachable, SignInRequired, ProblemReported."""
    return parsed(json_of(reply, host), model, host)


def json_of(reply: Reply, host: str) -> Any:
    require_success(reply, host)
    if reply.media_type != JSON:
        raise ServerUnreachable(UNREADABLE.format(host=host))
    try:
        return json.loads(reply.body)
    except ValueError as error:
        raise ServerUnreachable(UNREADABLE.format(host=host)) from error


def parsed(document: Any, model: type[M], host: str) -> M:
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise ServerUnreachable(UNREADABLE.format(host=host)) from error


def require_success(reply: Reply, host: str) -> None:
    """Raise what any reply but a success means."""
    if reply.is_ok:
        return
    if reply.status == UNAUTHORIZED:
        raise SignInRequired(SIGN_IN)
    if reply.status in (TOO_MANY, UNAVAILABLE):
        raise ServerUnreachable(BUSY.format(host=host), retry_after_s=retry_after_s(reply))
    problem = problem_of(reply)
    if problem is None or reply.status >= FIRST_SERVER_ERROR:
        raise ServerUnreachable(TROUBLE.format(host=host), retry_after_s=retry_after_s(reply))
    raise ProblemReported(problem)


def problem_of(reply: Reply) -> Problem | None:
    """Return the problem document, or None when the reply is not one or speaks of another status."""
    if reply.media_type != MEDIA_TYPE:
        return None
    try:
        problem = Problem.model_validate_json(reply.body)
    except ValidationError:
        return None
    return problem if problem.status == reply.status else None


def retry_after_s(reply: Reply) -> float | None:
    """Return Retry-After in seconds, of either form (RFC 9110 section 10.2.3)."""
    text = reply.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        until_at = parsedate_to_datetime(text)
        now_at = parsedate_to_datetime(reply.headers["date"]) if "date" in reply.headers else datetime.now(UTC)
        return max(0.0, (until_at - now_at).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
