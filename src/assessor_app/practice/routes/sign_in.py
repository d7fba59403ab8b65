"""Row 2: what a person sees in the browser: who they are, whether a laptop may speak for them, and where that leads."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from fastapi import Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assessor_app.practice import (
    authorization_codes,
    authorization_devices,
    authorization_people,
    authorization_tickets,
)
from assessor_app.practice.authorization import (
    CLIENT_NAMES,
    Asked,
    NotOurClient,
    OAuthRefused,
    addressed,
    asked_for,
)
from assessor_app.practice.authorization_pages import Form, form_page, word_page
from assessor_app.practice.authorization_people import CodeRefused
from assessor_app.practice.authorization_tickets import ForeignForm
from assessor_app.practice.bodies import read_limited
from assessor_app.practice.routes.given import TheSite, base_url
from assessor_app.practice.routes.public import NAME
from assessor_app.practice.routes.replies import PRIVATE
from assessor_app.practice.site import Site
from assessor_app.wire.authorization import CLIENT_ID

WRONG_CODE = "This is not the sign-in code of that assessor. Check it and try again."
FOREIGN = "This page was open too long, or it was sent from elsewhere. Go back to the program and sign in again."
NOTHING_WAITS = "No program waits under this code. Check it, or ask the program for a new one."
_DEVICE = "device"


async def the_answers(request: Request) -> Mapping[str, str]:
    """What the form says. Raises Refused (too-large)."""
    return dict(parse_qsl((await read_limited(request)).decode("utf-8", "replace"), keep_blank_values=True))


TheAnswers = Annotated[Mapping[str, str], Depends(the_answers)]


def ask(request: Request, site: TheSite) -> Response:
    """Show the form, or send the program away with what is wrong with its request."""
    query = dict(request.query_params)
    try:
        asked = asked_for(query)
    except NotOurClient as error:
        return _word("This cannot be signed in to", str(error), 400)
    except OAuthRefused as error:
        return _sent_back(request, addressed(query), {"error": error.refusal.error})
    return _shown(request, site, request.url.query, _form_for(asked), asked)


def answer(request: Request, site: TheSite, answers: TheAnswers) -> Response:
    """The request is the one of the address the form was shown at; the ticket says that it was."""
    query = request.url.query
    try:
        authorization_tickets.check(request, site.secrets, query, answers.get("ticket", ""), base_url(request))
        asked = asked_for(dict(request.query_params))
    except (ForeignForm, NotOurClient, OAuthRefused):
        return _word("Not signed in", FOREIGN, 403)
    if answers.get("answer") != "allow":
        return _sent_back(request, asked, {"error": "access_denied"})
    person, problem = _person(site, answers)
    if person is None:
        return _shown(request, site, query, _form_for(asked, problem, answers.get("who", "")), asked)
    with site.database.write() as connection:
        code = authorization_codes.give(connection, asked, person, site.clock())
    return _sent_back(request, asked, {"code": code})


def ask_device(request: Request, site: TheSite) -> Response:
    """The page where the code of another screen is typed in."""
    return _shown(request, site, _DEVICE, _device_form(request.query_params.get("user_code", "")), None)


def answer_device(request: Request, site: TheSite, answers: TheAnswers) -> Response:
    try:
        authorization_tickets.check(request, site.secrets, _DEVICE, answers.get("ticket", ""), base_url(request))
    except ForeignForm:
        return _word("Not signed in", FOREIGN, 403)
    user_code = authorization_devices.typed(answers.get("user_code", ""))
    if answers.get("answer") != "allow":
        with site.database.write() as connection:
            authorization_devices.answer(connection, user_code, None, site.clock())
        return _word("Not signed in", "The program was turned away. You can close this page.")
    person, problem = _person(site, answers)  # first, so that nobody without a sign-in code can try codes of devices
    if person is not None:
        with site.database.write() as connection:
            is_done = authorization_devices.answer(connection, user_code, person, site.clock())
        if is_done:
            return _word("Signed in", "Go back to the program: it goes on by itself. You can close this page.")
        problem = NOTHING_WAITS
    form = _device_form(answers.get("user_code", ""), problem, answers.get("who", ""))
    return _shown(request, site, _DEVICE, form, None)


def _person(site: Site, answers: Mapping[str, str]) -> tuple[str | None, str]:
    """Return whose code was typed, or nobody and why."""
    try:
        with site.database.write() as connection:
            who, code = answers.get("who", ""), answers.get("code", "")
            person = authorization_people.assessor_with(connection, who, code, site.clock())
    except CodeRefused as error:
        return None, str(error)
    return person, "" if person else WRONG_CODE


def _form_for(asked: Asked, problem: str = "", chosen: str = "") -> Form:
    return Form(NAME, CLIENT_NAMES[asked.client_id], (), {}, problem, chosen)


def _device_form(user_code: str, problem: str = "", chosen: str = "") -> Form:
    return Form(NAME, CLIENT_NAMES[CLIENT_ID], (), {}, problem, chosen, user_code)


def _shown(request: Request, site: Site, purpose: str, form: Form, asked: Asked | None) -> Response:
    """The form with its ticket, for this browser alone."""
    browser = authorization_tickets.held(request)
    with site.database.read() as connection:
        labels = authorization_people.labels(connection)
    ticket = authorization_tickets.ticket(site.secrets, browser, purpose)
    page = form_page(
        Form(form.server, form.client, labels, {"ticket": ticket}, form.problem, form.chosen, form.user_code)
    )
    reply = HTMLResponse(page, headers=_guarded(asked))
    authorization_tickets.give(reply, browser, is_secure=request.url.scheme == "https")
    return reply


def _sent_back(request: Request, asked: Asked, said: Mapping[str, str]) -> Response:
    """Answer the program at its own address, with who says so (RFC 9207)."""
    state = {"state": asked.state} if asked.state else {}
    query = urlencode({**said, **state, "iss": base_url(request)}, quote_via=quote)
    headers = {"Cache-Control": PRIVATE, "Referrer-Policy": "no-referrer"}
    return RedirectResponse(f"{asked.redirect_uri}?{query}", status_code=303, headers=headers)


def _word(title: str, sentence: str, status: int = 200) -> Response:
    return HTMLResponse(word_page(title, sentence), status, headers=_guarded(None))


def _guarded(asked: Asked | None) -> dict[str, str]:
    """Nothing is loaded, nobody frames it, and its answer goes here and on to the program that asked."""
    on = urlsplit(asked.redirect_uri) if asked is not None else None
    # a policy cannot name an address like [::1]; browsers hold redirects of a form to it too
    form = f"form-action 'self' {on.scheme}://{on.netloc};" if on and on.hostname != "::1" else ""
    form = "form-action 'self';" if on is None else form
    policy = f"default-src 'none'; style-src 'unsafe-inline'; {form} base-uri 'none'; frame-ancestors 'none'"
    return {
        "Cache-Control": PRIVATE,
        "Content-Security-Policy": policy,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
