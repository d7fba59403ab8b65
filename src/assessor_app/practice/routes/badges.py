"""Badges over HTTP: the caller's certifications, and for anybody the lists that say which badges were revoked."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from assessor_app.practice import certifications, issuer
from assessor_app.practice.routes.given import TheCaller, TheSite
from assessor_app.practice.routes.replies import PRIVATE, json_reply
from assessor_app.wire.credential import CredentialList

JWT = "text/plain"  # what Open Badges calls a compact JWS


def router() -> APIRouter:
    routes = APIRouter()
    routes.add_api_route("/credentials", credentials, methods=["GET"], response_model=CredentialList)
    routes.add_api_route(issuer.CERTIFICATION_LIST, certification_list, methods=["GET"], response_class=Response)
    return routes


def credentials(request: Request, site: TheSite, caller: TheCaller) -> Response:
    """Row 3: the assessor's own certifications, in the shape of the Open Badges API."""
    with site.database.read() as connection:
        held = certifications.documents(connection, site.badge_key, caller.assessor_id)
    return json_reply(request, CredentialList(compactJwsString=tuple(held)).document())


def certification_list(site: TheSite) -> Response:
    """The signed bit string every certification names as its status list."""
    with site.database.read() as connection:
        listing = certifications.status_list(connection, site.badge_key, site.clock())
    return Response(listing, headers={"Cache-Control": PRIVATE}, media_type=JWT)
