"""Refusals: how the server says no, as application/problem+json."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from assessor_app.wire.authorization import RESOURCE_PATH
from assessor_app.wire.problem import MEDIA_TYPE, TYPE_BASE, Problem, ProblemName

_TITLES: Mapping[ProblemName, tuple[int, str]] = {
    ProblemName.BAD_REQUEST: (400, "The request is not well formed"),
    ProblemName.SIGN_IN_REQUIRED: (401, "Sign in to this server"),
    ProblemName.NOT_CERTIFIED: (403, "Your certification does not allow this now"),
    ProblemName.NOT_YOURS: (403, "This assignment is not yours"),
    ProblemName.NOT_FOUND: (404, "There is nothing here for you"),
    ProblemName.METHOD_NOT_ALLOWED: (405, "This cannot be done here"),
    ProblemName.RUBRIC_CHANGED: (409, "The rubric has changed"),
    ProblemName.POLICY_CHANGED: (409, "The policy has changed"),
    ProblemName.ALREADY_FINAL: (409, "A final assessment is already in"),
    ProblemName.IN_PROGRESS: (409, "The same request is still being worked on"),
    ProblemName.CLAIM_CONTESTED: (409, "Another assessor has claimed this"),
    ProblemName.WITHDRAWN: (410, "This assignment was withdrawn"),
    ProblemName.CURSOR_EXPIRED: (410, "This server no longer knows the cursor"),
    ProblemName.STALE_REVISION: (412, "There is another version on the server"),
    ProblemName.MEDIA_CHANGED: (412, "The file on the server is another one"),
    ProblemName.TOO_LARGE: (413, "The request is too large"),
    ProblemName.RANGE_NOT_SATISFIABLE: (416, "The file ends before the wanted range"),
    ProblemName.REFERENCE_ERROR: (422, "Something refers to what is not there"),
    ProblemName.KEY_REUSED: (422, "This Idempotency-Key was used for another request"),
    ProblemName.PRECONDITION_REQUIRED: (428, "If-Match or If-None-Match is missing"),
    ProblemName.SERVER_ERROR: (500, "The server could not do this"),
    ProblemName.BUSY: (503, "The server is busy"),
}


class Refused(Exception):
    """The answer is no. `errors` are {pointer, detail}; `current` describes the version that is there."""

    def __init__(
        self,
        name: ProblemName,
        detail: str,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        current: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{name}: {detail}")
        self.name = name
        self.detail = detail
        self.errors = tuple(dict(error) for error in errors)
        self.current = dict(current) if current is not None else None
        self.headers = dict(headers or {})

    def response(self, instance: str | None = None) -> Response:
        status, title = _TITLES[self.name]
        problem = Problem(
            type=TYPE_BASE + self.name,
            title=title,
            status=status,
            detail=self.detail,
            instance=instance,
            errors=self.errors,
            current=self.current,
        )
        body = json.dumps(problem.document(), ensure_ascii=False)
        return Response(body, status, headers={"Cache-Control": "no-store", **self.headers}, media_type=MEDIA_TYPE)


def sign_in_required(base_url: str) -> Refused:
    words = "This server does not know the token that was sent, or none was sent."
    challenge = f'Bearer resource_metadata="{base_url}{RESOURCE_PATH}"'
    return Refused(ProblemName.SIGN_IN_REQUIRED, words, headers={"WWW-Authenticate": challenge})


def not_found() -> Refused:
    """One answer for what does not exist and what this assessor may not see."""
    return Refused(ProblemName.NOT_FOUND, "It does not exist, or it is not yours to see.")


def bad_request(detail: str, pointer: str = "") -> Refused:
    errors = [{"pointer": pointer, "detail": detail}] if pointer else []
    return Refused(ProblemName.BAD_REQUEST, detail, errors=errors)
