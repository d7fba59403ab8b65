"""What the routes are given with a request: the site, the caller, a write with its key and preconditions."""

import uuid
from typing import Annotated

from fastapi import Depends, Request

from assessor_app.practice.access import Caller, caller_with
from assessor_app.practice.bodies import read_limited
from assessor_app.practice.preconditions import Preconditions
from assessor_app.practice.problems import bad_request, sign_in_required
from assessor_app.practice.site import Site
from assessor_app.practice.writes import Write
from assessor_app.wire.headers import IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH


async def the_site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def base_url(request: Request) -> str:
    """Where this server was asked: its issuer and the root of its api."""
    return str(request.base_url).rstrip("/")


TheSite = Annotated[Site, Depends(the_site)]


def the_caller(request: Request, site: TheSite) -> Caller:
    """Raises Refused (sign-in-required)."""
    with site.database.read() as connection:
        caller = caller_with(connection, request.headers.get("Authorization", ""), site.clock())
    if caller is None:
        raise sign_in_required(base_url(request))
    return caller


TheCaller = Annotated[Caller, Depends(the_caller)]


async def the_write(request: Request, site: TheSite, caller: TheCaller) -> Write:
    """Raises Refused: too-large, or bad-request for a missing or malformed Idempotency-Key."""
    return Write(
        caller=caller,
        op_id=_op_id(request.headers.get(IDEMPOTENCY_KEY)),
        method=request.method,
        resource=str(request.scope["path"]),
        body=await read_limited(request),
        preconditions=Preconditions(request.headers.get(IF_MATCH), request.headers.get(IF_NONE_MATCH)),
        at=site.clock(),
    )


TheWrite = Annotated[Write, Depends(the_write)]


def _op_id(header: str | None) -> str:
    if header is None:
        raise bad_request("Every write carries an Idempotency-Key.")
    op_id = header.strip().strip('"')
    try:
        uuid.UUID(op_id)
    except ValueError as error:
        raise bad_request("The Idempotency-Key is a UUID the sender made.") from error
    return op_id
