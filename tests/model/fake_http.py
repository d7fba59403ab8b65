"""In the place of HTTP between the real adapter and the fake server: a line that breaks in named ways."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from assessor_app.adapters.http import Reply, Streaming
from assessor_app.services.exchange_ports import ServerUnreachable
from tests.model import published
from tests.model.fake_desk import URL
from tests.model.fake_server import FakeServer


class Fault(StrEnum):
    """What happens to one request."""

    OK = "ok"
    LOST_REQUEST = "lost request"
    LOST_REPLY = "lost reply"
    TWICE = "sent twice"
    ERROR = "500"
    CAPTIVE_PAGE = "captive page"
    CAPTIVE_JSON = "captive JSON"
    FORGED = "forged receipt"
    DIES_BEFORE = "the program dies before the request"
    DIES_AFTER = "the program dies before it can record the reply"
    DELAYED = "delayed"


FAULTS = tuple(Fault)


class Died(BaseException):
    """The program ended here, as at kill -9."""


@dataclass
class Line:
    """One laptop's network. The next write (or, for `on_reads`, the next read) meets `fault`, those after it none."""

    server: FakeServer
    laptop: str
    fault: Fault = Fault.OK
    is_on_reads: bool = False
    late: list[Callable[[], object]] = field(default_factory=list)
    cut_at: int | None = None
    """After how many bytes of a file it breaks off, every time."""

    def take(self, method: str) -> Fault:
        if (method == "GET") is not self.is_on_reads:
            return Fault.OK
        fault, self.fault = self.fault, Fault.OK
        return fault

    def heal(self) -> None:
        """What was delayed arrives now, after everything that overtook it."""
        self.fault = Fault.OK
        for arrive in self.late:
            arrive()
        self.late.clear()


class FakeHttp:
    """The methods of adapters.http.Http that the client uses."""

    def __init__(self, line: Line, token: str) -> None:
        self._line = line
        self._token = token
        self.host = URL.partition("//")[2]

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        return self.send("GET", url, headers=headers)

    def send(self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Reply:
        fault = self._line.take(method)
        path = url.removeprefix(URL)

        def arrive() -> Reply:
            return self._line.server.answer(self._line.laptop, self._token, (method, path), body or b"", headers or {})

        if fault in _ANSWERED:
            return _ANSWERED[fault]
        if fault is Fault.FORGED and method != "GET":
            return self._line.server.forged(path, body or b"", headers or {})
        if fault is Fault.DELAYED and method != "GET":
            self._line.late.append(arrive)
        return _reached(fault, arrive)

    @contextmanager
    def stream(self, url: str, headers: Mapping[str, str]) -> Iterator[Streaming]:
        """The one small recording."""
        parts = iter([published.RECORDING[: self._line.cut_at], b""])
        yield Streaming(200, {"content-type": "audio/wav", "etag": published.ETAG}, lambda: next(parts, b""))

    def close(self) -> None:
        """Nothing is held."""


_ANSWERED = {
    Fault.ERROR: Reply(500, {"content-type": "text/plain"}, b"oops"),
    Fault.CAPTIVE_JSON: Reply(200, {"content-type": "application/json"}, b'{"ok": true}'),
}


def _reached(fault: Fault, arrive: Callable[[], Reply]) -> Reply:
    """Raises what the laptop meets where it hears no answer."""
    match fault:
        case Fault.OK:
            return arrive()
        case Fault.TWICE:
            arrive()
            return arrive()
        case Fault.LOST_REPLY:
            arrive()
        case Fault.DIES_BEFORE:
            raise Died
        case Fault.DIES_AFTER:
            arrive()
            raise Died
    raise ServerUnreachable("The server cannot be reached now.")
