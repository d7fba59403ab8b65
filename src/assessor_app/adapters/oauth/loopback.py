"""A listener on this laptop for one answer of the browser: 127.0.0.1, any free port, a few minutes, then gone."""

import hmac
import re
import selectors
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from urllib.parse import parse_qsl, urlsplit

from assessor_app.services.sign_in_ports import SignInCancelled, SignInFailed

HOST = "127.0.0.1"
PATH = "/callback"
LIMIT_S = 5 * 60.0
TOO_LATE = "Nobody signed in within five minutes. Start again when you are ready."
_LOOK_S = 0.2
_MOST_BYTES = 16 * 1024
_MOST_OPEN = 8
_REQUEST = re.compile(rb"GET (/[!-~]*) HTTP/1\.[01]\r\n")
_HOST = re.compile(rb"\r\nhost:[ \t]*([^\r\n]*?)[ \t]*(?=\r\n)", re.IGNORECASE)
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
:root {{ color-scheme: light dark }} body {{ font: 1.1rem/1.5 system-ui, sans-serif; margin: 4rem auto;
max-width: 30rem; padding: 0 1rem }}</style></head><body><h1>{title}</h1><p>{words}</p></body></html>"""
_ANSWERED = ("Back to the program", "The program goes on by itself. You can close this page.")
_REFUSED = ("Not signed in", "Nothing was changed. Go back to the program to try again. You can close this page.")
_STRAY = ("Nothing here", "This address is for one answer only. You can close this page.")


class Listener:
    """Open from the moment it is made. Requests that are not the awaited one get a page and change nothing."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._open: dict[socket.socket, bytearray] = {}
        self._waits = selectors.DefaultSelector()
        self._socket.bind((HOST, 0))
        self._socket.listen(_MOST_OPEN)
        self._socket.setblocking(False)  # noqa: FBT003 - the socket's own interface
        self._waits.register(self._socket, selectors.EVENT_READ)
        self._netloc = f"{HOST}:{self._socket.getsockname()[1]}"

    @property
    def address(self) -> str:
        return f"http://{self._netloc}{PATH}"

    def wait(self, state: str, stop: threading.Event, limit_s: float = LIMIT_S) -> Mapping[str, str]:
        """Return the members of the one answer that carries `state`. Raises SignInCancelled, SignInFailed."""
        until = time.monotonic() + limit_s
        while time.monotonic() < until:
            if stop.is_set():
                raise SignInCancelled
            for key, _ in self._waits.select(_LOOK_S):
                answer = self._hear(key.fileobj, state)
                if answer is not None:
                    return answer
        raise SignInFailed(TOO_LATE)

    def close(self) -> None:
        for connection in list(self._open):
            self._drop(connection)
        self._waits.close()
        self._socket.close()

    def __enter__(self) -> "Listener":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _hear(self, source: object, state: str) -> Mapping[str, str] | None:
        if source is self._socket:
            self._accept()
            return None
        assert isinstance(source, socket.socket)
        request = self._read(source)
        if request is None:
            return None
        answer = self._answer_in(request, state)
        title_and_words = _STRAY if answer is None else _REFUSED if "error" in answer else _ANSWERED
        self._reply(source, "404 Not Found" if answer is None else "200 OK", title_and_words)
        return answer

    def _accept(self) -> None:
        """Browsers open connections ahead and leave them silent: the oldest of too many goes."""
        with suppress(OSError):
            connection, _ = self._socket.accept()
            connection.setblocking(False)  # noqa: FBT003 - the socket's own interface
            if len(self._open) >= _MOST_OPEN:
                self._drop(next(iter(self._open)))
            self._open[connection] = bytearray()
            self._waits.register(connection, selectors.EVENT_READ)

    def _read(self, connection: socket.socket) -> bytes | None:
        """Return a whole request head, None while it is coming or when nothing good will come."""
        buffer = self._open[connection]
        try:
            part = connection.recv(_MOST_BYTES)
        except OSError:
            part = b""
        buffer += part
        if b"\r\n\r\n" in buffer:
            return bytes(buffer)
        if not part or len(buffer) > _MOST_BYTES:
            self._drop(connection)
        return None

    def _answer_in(self, request: bytes, state: str) -> Mapping[str, str] | None:
        found = _REQUEST.match(request)
        hosts = _HOST.findall(request.partition(b"\r\n\r\n")[0] + b"\r\n")
        if found is None or hosts != [self._netloc.encode("ascii")]:
            return None  # a page elsewhere that was led to this port
        target = urlsplit(found[1].decode("ascii"))
        members = parse_qsl(target.query, keep_blank_values=True)
        answer = dict(members)
        is_ours = target.path == PATH and len(answer) == len(members)
        is_awaited = hmac.compare_digest(answer.get("state", "").encode(), state.encode())
        return answer if is_ours and is_awaited else None

    def _reply(self, connection: socket.socket, status: str, page: tuple[str, str]) -> None:
        title, words = page
        body = _PAGE.format(title=title, words=words).encode()
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
            "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
            "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\nConnection: close\r\n\r\n"
        )
        with suppress(OSError):
            connection.settimeout(1.0)
            connection.sendall(head.encode("ascii") + body)
        self._drop(connection)

    def _drop(self, connection: socket.socket) -> None:
        self._open.pop(connection, None)
        with suppress(KeyError, ValueError):
            self._waits.unregister(connection)
        connection.close()
