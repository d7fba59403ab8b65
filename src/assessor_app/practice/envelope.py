"""What wraps every reply: the server's time and epoch, and a plain problem instead of a stack trace."""

import logging
import traceback

from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessor_app.practice import facts
from assessor_app.practice.problems import Refused
from assessor_app.practice.site import Site
from assessor_app.wire.base import iso_z
from assessor_app.wire.headers import SERVER_EPOCH, SERVER_TIME
from assessor_app.wire.problem import ProblemName

_LOG = logging.getLogger(__name__)
_RETRY_AFTER_S = "5"


class Envelope:
    """ASGI middleware, the outermost but for the framework's own last resort."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site
        self._epoch = _epoch(site)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_started = False

        async def send_stamped(message: Message) -> None:
            nonlocal is_started
            if message["type"] == "http.response.start":
                is_started = True
                await self._stamp(message)
            await send(message)

        try:
            await self._app(scope, receive, send_stamped)
        except Exception as error:
            _LOG.error("%s at %s", type(error).__name__, _places(error))  # noqa: TRY400 - messages may quote what was sent
            if is_started:
                raise
            await _last_resort(error).response()(scope, receive, send_stamped)

    async def _stamp(self, message: Message) -> None:
        try:
            self._epoch = await run_in_threadpool(_epoch, self._site)
        except (OperationalError, LookupError):
            _LOG.warning("the epoch could not be read; the last known one is sent")
        headers = MutableHeaders(scope=message)
        headers[SERVER_TIME] = iso_z(self._site.clock())
        headers[SERVER_EPOCH] = self._epoch


def _epoch(site: Site) -> str:
    with site.database.read() as connection:
        return facts.get(connection, facts.EPOCH)


def _last_resort(error: Exception) -> Refused:
    if isinstance(error, OperationalError):
        words = "The server's database is in use. Send it again later."
        return Refused(ProblemName.BUSY, words, headers={"Retry-After": _RETRY_AFTER_S})
    return Refused(ProblemName.SERVER_ERROR, "Nothing was changed. Send it again later.")


def _places(error: Exception) -> str:
    """Where it happened, without the values: neither tokens nor what people wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
