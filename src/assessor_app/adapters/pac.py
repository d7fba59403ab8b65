"""Proxy configuration files (PAC): fetched from the address in the settings, never searched for on the network."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from assessor_app.domain.reach import Reach
from assessor_app.services.exchange_ports import ServerUnreachable

LARGEST = 1024 * 1024
FRESH_S = 60 * 60.0
AGAIN_AFTER_S = 30.0
BANNED_S = 5 * 60.0
_TIMEOUTS_S = (5.0, 10.0)

NOT_THERE = (
    "The proxy file of this network cannot be fetched from {host}. Check its address in Settings, Network,"
    " or ask your school's IT."
)
NOT_UNDERSTOOD = (
    "The proxy file of this network cannot be understood. Choose another way in Settings, Network,"
    " or ask your school's IT."
)
NO_WAY = "The proxy file of this network names no proxy this program can use. Ask your school's IT."


@dataclass(frozen=True, slots=True)
class _Kept:
    address: str
    until: float
    file: Any | None
    """A `pypac.parser.PACFile`; None: it could not be had, and `words` say why."""

    words: str = ""


class PacFiles:
    """Called on lanes only; one thread at a time fetches and evaluates."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: _Kept | None = None
        self._banned: dict[str, float] = {}

    def proxy_for(self, address: str, url: str) -> str:
        """Return the proxy's address for `url`, empty for none. Raises ServerUnreachable in words.

        Of `url` the file hears no more than server and scheme: which submission it is about is not its business.
        """
        parts = urlsplit(url)
        with self._lock:
            kept = self._current(address)
            if kept.file is None:
                raise _unreachable(kept.words)
            return self._chosen(_ways(kept.file, f"{parts.scheme}://{parts.netloc}/", parts.hostname or ""))

    def failed(self, proxy: str) -> None:
        """This proxy did not answer: prefer the file's next one for some minutes."""
        with self._lock:
            self._banned[proxy] = self._clock() + BANNED_S

    def _chosen(self, ways: list[str]) -> str:
        usable = [way for way in ways if way == "DIRECT" or urlsplit(way).scheme in ("http", "https")]
        if not usable:
            raise _unreachable(NO_WAY)
        now = self._clock()
        way = next((way for way in usable if self._banned.get(way, 0.0) <= now), usable[0])
        return "" if way == "DIRECT" else way

    def _current(self, address: str) -> _Kept:
        kept = self._kept
        if kept is None or kept.address != address or kept.until <= self._clock():
            kept = self._kept = self._fetched(address)
        return kept

    def _fetched(self, address: str) -> _Kept:
        try:
            script = _download(address)
        except (OSError, ValueError):  # requests' failures are OSErrors
            words = NOT_THERE.format(host=urlsplit(address).hostname or address)
            return _Kept(address, self._clock() + AGAIN_AFTER_S, None, words)
        try:
            return _Kept(address, self._clock() + FRESH_S, _understood(script))
        except Exception:  # noqa: BLE001 - a stranger's script in a stranger's interpreter
            return _Kept(address, self._clock() + AGAIN_AFTER_S, None, NOT_UNDERSTOOD)


def _unreachable(words: str) -> ServerUnreachable:
    return ServerUnreachable(words, Reach.PUT_RIGHT)


def _download(address: str) -> str:
    from assessor_app.adapters.session import new_session  # noqa: PLC0415 - loads requests

    with new_session() as session, session.get(address, timeout=_TIMEOUTS_S, stream=True) as response:
        response.raise_for_status()
        data = response.raw.read(LARGEST + 1, decode_content=True)
    if len(data) > LARGEST:
        raise ValueError(address)
    return bytes(data).decode("utf-8", "replace")


def _understood(script: str) -> Any:
    from pypac.parser import PACFile  # noqa: PLC0415 - loads a JavaScript engine, for those who have such a file

    return PACFile(script)


def _ways(file: Any, url: str, host: str) -> list[str]:
    import warnings  # noqa: PLC0415

    from pypac.parser import parse_pac_value  # noqa: PLC0415

    try:
        said = file.find_proxy_for_url(url, host)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts it does not know; they are left out
            return list(parse_pac_value(said or "DIRECT"))
    except Exception as error:
        raise _unreachable(NOT_UNDERSTOOD) from error
