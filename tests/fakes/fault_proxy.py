"""A TCP proxy between laptop and server that misbehaves on request, at a named byte where that matters."""

import contextlib
import socket
import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType

CHUNK = 64 * 1024
PATIENCE_S = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one exchange. Offsets count bytes of the reply's body; None: never."""

    is_forwarded: bool = True
    is_answered: bool = True
    canned: bytes | None = None
    cut_at: int | None = None
    flip_at: int | None = None
    drip_s: float = 0.0
    is_held: bool = False
    times: int = 1
    """How often the request reaches the server; the last answer is given."""
    is_late: bool = False
    """The request reaches the server only when the proxy is told to deliver what it kept back."""
    header: tuple[str, str] | None = None
    """A header of the reply said in another way."""


HEALTHY = Fault()
REQUEST_LOST = Fault(is_forwarded=False, is_answered=False)
REPLY_LOST = Fault(is_answered=False)
"""The server did it; nobody hears of it."""
REPLY_HELD = Fault(is_held=True, is_answered=False)
"""The server did it; the line is silent until the proxy is told to let go."""
SENT_TWICE = Fault(times=2)
KEPT_BACK = Fault(is_forwarded=False, is_answered=False, is_late=True)
"""Nobody hears of it, until it arrives behind requests that were sent after it."""


def saying(name: str, value: str) -> Fault:
    """The server's reply, with a header that is not true."""
    return Fault(header=(name, value))


def in_chunks(body: bytes, media_type: str, *, is_whole: bool) -> Fault:
    """A chunked answer that never saw the server; not whole, its last chunk is missing."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    chunk = f"{len(body):x}\r\n".encode() + body + b"\r\n"
    return Fault(is_forwarded=False, canned=head.encode() + chunk + (b"0\r\n\r\n" if is_whole else b""))


def canned(status: str, body: bytes = b"", media_type: str = "text/html", **headers: str) -> Fault:
    """An answer that never saw the server. `retry_after="7"` becomes Retry-After: 7."""
    named = "".join(f"{name.replace('_', '-').title()}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n{named}"
    return Fault(is_forwarded=False, canned=f"{head}Connection: close\r\n\r\n".encode() + body)


def cut_after(offset: int) -> Fault:
    return Fault(cut_at=offset)


def flipped_at(offset: int) -> Fault:
    """One bit of the body at `offset` arrives wrong."""
    return Fault(flip_at=offset)


def dripping(seconds: float) -> Fault:
    """One byte of the body, and a wait, and the next."""
    return Fault(drip_s=seconds)


@dataclass
class _Plan:
    """Which request meets which fault: the first that fits is used up, unless it is for always."""

    waiting: list[tuple[str, str, Fault]] = field(default_factory=list)
    standing: list[tuple[str, str, Fault]] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    late: list[bytes] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    is_holding: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def take(self, method: str, path: str) -> Fault:
        with self.lock:
            self.seen.append((method, path))
            for place, (wanted, part, fault) in enumerate(self.waiting):
                if wanted == method and _fits(part, path):
                    del self.waiting[place]
                    return fault
            return next((f for wanted, part, f in self.standing if wanted == method and _fits(part, path)), HEALTHY)


class FaultProxy:
    """Forwards to `target` ("http://127.0.0.1:port"). Every exchange has a connection of its own."""

    def __init__(self, target: str) -> None:
        port = int(target.rsplit(":", 1)[1])
        self.plan = _Plan()
        self._server = _Server(self.plan, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="fault proxy")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def next(self, fault: Fault, method: str = "PUT", path: str = "") -> None:
        """The next request of this method whose path contains `path` (ends with it: `path` ends with $) meets it."""
        with self.plan.lock:
            self.plan.waiting.append((method, path, fault))

    def always(self, fault: Fault, method: str = "PUT", path: str = "") -> None:
        with self.plan.lock:
            self.plan.standing.append((method, path, fault))

    def heal(self) -> None:
        with self.plan.lock:
            self.plan.waiting.clear()
            self.plan.standing.clear()

    def deliver_late(self) -> int:
        """Let every request that was kept back arrive now; return how many. Their answers go nowhere."""
        with self.plan.lock:
            late, self.plan.late = self.plan.late, []
        for request in late:
            with _sent_on(self._server.target_port, request) as upstream:
                while upstream.recv(CHUNK):
                    pass
        return len(late)

    def requests(self, method: str, path: str = "") -> int:
        """How many such requests came so far."""
        with self.plan.lock:
            return sum(1 for seen, where in self.plan.seen if seen == method and _fits(path, where))

    def wait_until_held(self) -> None:
        assert self.plan.is_holding.wait(PATIENCE_S), "no reply was held"

    def __enter__(self) -> "FaultProxy":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.plan.let_go.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    block_on_close = True

    def __init__(self, plan: _Plan, target_port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Exchange)
        self.plan = plan
        self.target_port = target_port


class _Exchange(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.request.settimeout(PATIENCE_S)
        with contextlib.suppress(OSError):  # either side went away: that is what this is for
            self._exchange()

    def _exchange(self) -> None:
        request = _read_request(self.request)
        if not request:
            return
        method, path, _ = request.split(b"\r\n", 1)[0].decode().split(" ", 2)
        fault = self.server.plan.take(method, path)
        if fault.canned is not None:
            self.request.sendall(fault.canned)
        if fault.is_late:
            with self.server.plan.lock:
                self.server.plan.late.append(request)
        if not fault.is_forwarded:
            return
        for _ in range(fault.times - 1):
            with _sent_on(self.server.target_port, request) as upstream:
                while upstream.recv(CHUNK):
                    pass
        with _sent_on(self.server.target_port, request) as upstream:
            self._answer(upstream, fault)

    def _answer(self, upstream: socket.socket, fault: Fault) -> None:
        head, body = _read_head(upstream)
        if fault.header is not None:
            head = _said_otherwise(head, *fault.header)
        if fault.is_held:
            self.server.plan.is_holding.set()
            self.server.plan.let_go.wait(PATIENCE_S)
        offset = 0
        if fault.is_answered:
            self.request.sendall(head)
        while body:
            part = body if fault.cut_at is None else body[: max(0, fault.cut_at - offset)]
            if fault.is_answered:
                _send(self.request.sendall, _flipped(part, offset, fault.flip_at), fault.drip_s)
            offset += len(body)
            if fault.cut_at is not None and offset >= fault.cut_at:
                return
            body = upstream.recv(CHUNK)


def _sent_on(port: int, request: bytes) -> socket.socket:
    """A connection of its own on which the request has been sent."""
    upstream = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
    upstream.sendall(request.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
    return upstream


def _said_otherwise(head: bytes, name: str, value: str) -> bytes:
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(f"{name.lower()}:".encode())]
    return b"\r\n".join([lines[0], f"{name}: {value}".encode(), *lines[1:]])


def _fits(part: str, path: str) -> bool:
    return path.endswith(part[:-1]) if part.endswith("$") else part in path


def _send(send: Callable[[bytes], None], data: bytes, drip_s: float) -> None:
    if not drip_s:
        send(data)
        return
    for place in range(len(data)):
        send(data[place : place + 1])
        time.sleep(drip_s)


def _flipped(part: bytes, offset: int, flip_at: int | None) -> bytes:
    if flip_at is None or not offset <= flip_at < offset + len(part):
        return part
    changed = bytearray(part)
    changed[flip_at - offset] ^= 1
    return bytes(changed)


def _read_head(connection: socket.socket) -> tuple[bytes, bytes]:
    """Return (head with its blank line, what of the body came with it)."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(CHUNK)
        if not part:
            return data, b""
        data += part
    head, _, rest = data.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n", rest or connection.recv(CHUNK)


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(CHUNK)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    while len(body) < _content_length(head):
        body += connection.recv(CHUNK)
    return head + b"\r\n\r\n" + body


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0
