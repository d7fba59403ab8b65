"""The practice server as an ASGI application: the protocol's routes over one site."""

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from assessor_app.practice.authorization import OAuthRefused
from assessor_app.practice.bodies import pointer
from assessor_app.practice.envelope import Envelope
from assessor_app.practice.problems import Refused, not_found
from assessor_app.practice.routes import authorization, badges, devices, public, reading, writing
from assessor_app.practice.site import Site, open_site
from assessor_app.wire.discovery import VERSION
from assessor_app.wire.problem import ProblemName

_METHOD_NOT_ALLOWED = 405


def make_app(data_dir: Path, *, sample: Path | None = None) -> FastAPI:
    """Open (or make) the server's data in `data_dir` and return the application. Work is put in by `seeding`."""
    return app_over(open_site(data_dir, sample))


def app_over(site: Site) -> FastAPI:
    app = FastAPI(title="Assessment Exchange", version=VERSION, docs_url=None, redoc_url=None)
    app.state.site = site
    for router in (public, authorization, badges, devices, reading, writing):
        app.include_router(router.router())
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(OAuthRefused, authorization.refused)
    app.add_exception_handler(HTTPException, _framework_said_no)
    app.add_exception_handler(RequestValidationError, _bad_parameters)
    app.add_middleware(Envelope, site=site)
    return app


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return error.response(request.url.path)


def _framework_said_no(request: Request, error: Exception) -> Response:
    """No such path, no such method, a request that could not be read."""
    assert isinstance(error, HTTPException)
    if error.status_code == _METHOD_NOT_ALLOWED:
        words = f"{request.method} is not offered here."
        refusal = Refused(ProblemName.METHOD_NOT_ALLOWED, words, headers=error.headers)
    elif error.status_code == 404:  # noqa: PLR2004 - not found
        refusal = not_found()
    else:
        refusal = Refused(ProblemName.BAD_REQUEST, "The request could not be read.")
    return refusal.response(request.url.path)


def _bad_parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [{"pointer": pointer(*fault["loc"]), "detail": str(fault["msg"])} for fault in error.errors()]
    words = "A parameter is missing or wrong."
    return Refused(ProblemName.BAD_REQUEST, words, errors=errors).response(request.url.path)
