"""Tickets that tie a form to the browser it was shown in: nobody else's page can send it."""

import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import Request
from starlette.responses import Response

from assessor_app.practice.authorization_people import Secrets

COOKIE = "ax_form"


class ForeignForm(Exception):
    """The answer did not come from a page of ours in this browser."""


def held(request: Request) -> str:
    """Return the browser's secret, a new one for a browser that has none."""
    return request.cookies.get(COOKIE) or secrets.token_urlsafe(32)


def give(response: Response, browser: str, *, is_secure: bool) -> None:
    response.set_cookie(COOKIE, browser, httponly=True, samesite="strict", secure=is_secure)


def ticket(made_by: Secrets, browser: str, purpose: str) -> str:
    return made_by.made("form", browser, purpose).hex()


def check(request: Request, made_by: Secrets, purpose: str, shown: str, base_url: str) -> None:
    """Raises ForeignForm."""
    browser = request.cookies.get(COOKIE, "")
    origin = request.headers.get("Origin", base_url)
    is_ours = browser and hmac.compare_digest(ticket(made_by, browser, purpose), shown)
    if not is_ours or urlsplit(origin).netloc != urlsplit(base_url).netloc:
        raise ForeignForm
