"""Badges over HTTP: the caller's certifications, and for anybody awards, their files and what was revoked."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from assessor_app.practice import award_page, awards, certifications, issuer
from assessor_app.practice.award_view import AwardView, view_of
from assessor_app.practice.problems import Refused, not_found
from assessor_app.practice.routes.given import TheCaller, TheSite
from assessor_app.practice.routes.replies import PRIVATE, json_reply
from assessor_app.practice.site import Site
from assessor_app.wire.credential import CredentialList
from assessor_app.wire.problem import ProblemName

JWT = "text/plain"  # what Open Badges calls a compact JWS
_UNLISTED = {
    "Cache-Control": PRIVATE,
    "Referrer-Policy": "no-referrer",  # the address is all that protects it
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}
_NOTHING_ACTIVE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
}


def router() -> APIRouter:
    """Files before the page: an award's id has no dot."""
    routes = APIRouter()
    routes.add_api_route("/credentials", credentials, methods=["GET"], response_model=CredentialList)
    public = (
        (issuer.CERTIFICATION_LIST, certification_list),
        (issuer.AWARD_LIST, award_list),
        ("/awards/{award_id}.jws", award_jws),
        ("/awards/{award_id}.png", award_png),
        ("/awards/{award_id}.pdf", award_pdf),
        ("/awards/{award_id}", award_html),
    )
    for path, endpoint in public:
        routes.add_api_route(path, endpoint, methods=["GET"], response_class=Response)
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


def award_list(request: Request, site: TheSite) -> Response:
    """The list of revoked awards."""
    with site.database.read() as connection:
        return json_reply(request, awards.revocation_list(connection))


def award_html(site: TheSite, award_id: str) -> Response:
    headers = _UNLISTED | _NOTHING_ACTIVE
    try:
        shown = _award(site, award_id)
    except Refused:
        return HTMLResponse(award_page.nothing_here(), status_code=404, headers=headers)
    return HTMLResponse(award_page.page(shown.view, award_id, site.clock()), headers=headers)


def award_jws(site: TheSite, award_id: str) -> Response:
    return Response(_award(site, award_id).token, headers=_UNLISTED, media_type=JWT)


def award_png(site: TheSite, award_id: str) -> Response:
    """The badge picture with the credential baked in."""
    from assessor_app.practice.award_picture import baked, picture  # noqa: PLC0415 - loads Pillow

    shown = _standing_award(site, award_id)
    png = baked(picture(shown.view.title, shown.view.issuer), shown.token)
    return Response(png, headers=_UNLISTED, media_type="image/png")


def award_pdf(site: TheSite, award_id: str) -> Response:
    from assessor_app.practice.award_paper import paper  # noqa: PLC0415 - loads Pillow and a font library

    view = _standing_award(site, award_id).view
    return Response(paper(view), headers=_UNLISTED, media_type="application/pdf")


@dataclass(frozen=True, slots=True)
class _Shown:
    view: AwardView
    token: str


def _award(site: Site, award_id: str) -> _Shown:
    """Raises Refused (not-found)."""
    with site.database.read() as connection:
        award = awards.find(connection, award_id)
        if award is None:
            raise not_found()
        token = awards.signed(connection, site.badge_key, award)
        return _Shown(view_of(award, awards.address_of(connection, award_id), token, site.badge_key), token)


def _standing_award(site: Site, award_id: str) -> _Shown:
    """Nobody prints what was withdrawn. Raises Refused."""
    shown = _award(site, award_id)
    if not shown.view.stands:
        raise Refused(ProblemName.WITHDRAWN, shown.view.revoked_why or "This award is not valid.")
    return shown
