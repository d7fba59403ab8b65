"""A school's proxy: tunnels every CONNECT to the one server there is, or wants a sign-in first."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 20
_CHUNK = 64 * 1024


class SchoolProxy(socketserver.ThreadingTCPServer):
    """`asked` lists who was asked for, as "host:port"."""

    allow_reuse_address = True
    block_on_close = True

    def __init__(self, target_port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Tunnel)
        self.target_port = target_port
        self.wants_sign_in = False
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Tunnel(socketserver.BaseRequestHandler):
    server: SchoolProxy

    def handle(self) -> None:
        self.request.settimeout(PATIENCE_S)
        with contextlib.suppress(OSError):
            self._tunnel()

    def _tunnel(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            part = self.request.recv(_CHUNK)
            if not part:
                return
            head += part
        self.server.asked.append(head.split(b" ", 2)[1].decode())
        if self.server.wants_sign_in:
            self.request.sendall(
                b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\n"
                b"Content-Length: 0\r\nConnection: close\r\n\r\n"
            )
            return
        with socket.create_connection(("127.0.0.1", self.server.target_port), PATIENCE_S) as target:
            self.request.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_carry, args=(target, self.request))
            back.start()
            _carry(self.request, target)
            back.join()


def _carry(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(_CHUNK):
            sink.sendall(part)
    for end in (source, sink):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def school_proxy(target_port: int) -> Iterator[SchoolProxy]:
    proxy = SchoolProxy(target_port)
    thread = threading.Thread(target=proxy.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()
