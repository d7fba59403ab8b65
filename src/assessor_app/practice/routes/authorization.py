"""Row 2: what programs ask of the authorization server: metadata, tokens, device codes, revocation."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from assessor_app.practice import authorization_codes, authorization_devices, authorization_tokens
from assessor_app.practice.authorization import OAuthRefused, metadata, require_client
from assessor_app.practice.bodies import read_limited
from assessor_app.practice.routes import sign_in
from assessor_app.practice.routes.given import TheSite, base_url
from assessor_app.practice.routes.public import NAME
from assessor_app.practice.routes.replies import PRIVATE, json_reply
from assessor_app.practice.site import Site
from assessor_app.wire.authorization import (
    CODE_GRANT,
    DEVICE_GRANT,
    REFRESH_GRANT,
    RESOURCE_PATH,
    SERVER_PATH,
    ProtectedResource,
    TokenReply,
)
from assessor_app.wire.base import WireModel

JSON = "application/json"
_USED = "It was used before. Everything that came of it has been revoked."


async def the_form(request: Request) -> Mapping[str, str]:
    """The members of a form body. Raises Refused (too-large), OAuthRefused for a member given twice."""
    members = parse_qsl((await read_limited(request)).decode("utf-8", "replace"), keep_blank_values=True)
    form = dict(members)
    if len(form) < len(members):
        raise OAuthRefused("invalid_request", "A parameter was given more than once.")
    return form


TheForm = Annotated[Mapping[str, str], Depends(the_form)]


def router() -> APIRouter:
    routes = APIRouter()
    for method, path, endpoint in (
        ("GET", SERVER_PATH, server_metadata),
        ("GET", RESOURCE_PATH, protected_resource),
        ("POST", "/oauth/token", token),
        ("POST", "/oauth/device", device),
        ("POST", "/oauth/revoke", revoke),
        ("GET", "/oauth/authorize", sign_in.ask),
        ("POST", "/oauth/authorize", sign_in.answer),
        ("GET", "/device", sign_in.ask_device),
        ("POST", "/device", sign_in.answer_device),
    ):
        routes.add_api_route(path, endpoint, methods=[method], response_class=Response, response_model=None)
    return routes


def refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, OAuthRefused)
    return _told(error.refusal, error.status)


def server_metadata(request: Request) -> Response:
    return json_reply(request, metadata(base_url(request)).document())


def protected_resource(request: Request) -> Response:
    base = base_url(request)
    return json_reply(
        request, ProtectedResource(resource=base, resource_name=NAME, authorization_servers=(base,)).document()
    )


def token(site: TheSite, form: TheForm) -> Response:
    client_id = require_client(form.get("client_id", ""))
    grants = {CODE_GRANT: _with_code, REFRESH_GRANT: _with_refresh, DEVICE_GRANT: _with_device}
    grant = grants.get(form.get("grant_type", ""))
    if grant is None:
        raise OAuthRefused("unsupported_grant_type", "This way to a token is not offered.")
    return _told(grant(site, form, client_id), 200)


def device(request: Request, site: TheSite, form: TheForm) -> Response:
    client_id = require_client(form.get("client_id", ""))
    with site.database.write() as connection:
        begun = authorization_devices.begin(connection, client_id, base_url(request), site.clock())
    return _told(begun, 200)


def revoke(site: TheSite, form: TheForm) -> Response:
    client_id = require_client(form.get("client_id", ""))
    with site.database.write() as connection:
        authorization_tokens.revoke(connection, form.get("token", ""), client_id, site.clock())
    return Response(headers={"Cache-Control": PRIVATE})


def _with_code(site: Site, form: Mapping[str, str], client_id: str) -> TokenReply:
    with site.database.write() as connection:
        reply = authorization_codes.redeem(
            connection,
            code=form.get("code", ""),
            client_id=client_id,
            redirect_uri=form.get("redirect_uri", ""),
            verifier=form.get("code_verifier", ""),
            now=site.clock(),
        )
    return _or_used(reply)


def _with_refresh(site: Site, form: Mapping[str, str], client_id: str) -> TokenReply:
    with site.database.write() as connection:
        sent = form.get("refresh_token", "")
        reply = authorization_tokens.renew(connection, site.secrets, sent, client_id, site.clock())
    return _or_used(reply)


def _with_device(site: Site, form: Mapping[str, str], client_id: str) -> TokenReply:
    with site.database.write() as connection:
        reply = authorization_devices.redeem(connection, form.get("device_code", ""), client_id, site.clock())
    if isinstance(reply, OAuthRefused):
        raise reply
    return reply


def _or_used(reply: TokenReply | None) -> TokenReply:
    """Outside the transaction, so that what was revoked stays revoked."""
    if reply is None:
        raise OAuthRefused("invalid_grant", _USED)
    return reply


def _told(said: WireModel, status: int) -> Response:
    headers = {"Cache-Control": PRIVATE, "Pragma": "no-cache"}
    return Response(said.model_dump_json(exclude_none=True), status, headers=headers, media_type=JSON)
