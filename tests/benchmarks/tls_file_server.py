"""A TLS server of one file on loopback, quick enough not to be what is measured: run as a process of its own.

`python -m tests.benchmarks.tls_file_server FILE MANIFEST CERTIFICATE KEY` prints its port. It knows ranges, ETags and
`If-Match`, and writes to its standard output how many bytes of the file each request took.
"""

import re
import socket
import ssl
import sys
import threading
from pathlib import Path

ETAG = '"one-version"'
_AT_ONCE = 1 << 20
_RANGE = re.compile(rb"(?im)^range: bytes=(\d+)-\r?$")


def serve(file: Path, manifest: Path, certificate: Path, key: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    content, told = memoryview(file.read_bytes()), manifest.read_bytes()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sys.stdout.write(f"{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        while True:
            plain, _ = listener.accept()
            threading.Thread(target=_answer_all, args=(context, plain, content, told), daemon=True).start()


def _answer_all(context: ssl.SSLContext, plain: socket.socket, content: memoryview, told: bytes) -> None:
    try:
        with context.wrap_socket(plain, server_side=True) as connection:
            while head := _head(connection):
                _answer(connection, head, content, told)
    except OSError:
        return


def _head(connection: ssl.SSLSocket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            return b""
        head += piece
    return head


def _answer(connection: ssl.SSLSocket, head: bytes, content: memoryview, told: bytes) -> None:
    if b"/manifest " in head.split(b"\r\n", 1)[0]:
        connection.sendall(_headers(200, len(told), "application/json") + told)
        return
    wanted = _RANGE.search(head)
    start = int(wanted.group(1)) if wanted else 0
    where = f"Content-Range: bytes {start}-{len(content) - 1}/{len(content)}\r\n" if wanted else ""
    connection.sendall(_headers(206 if wanted else 200, len(content) - start, "video/mp4", where))
    sent = start
    try:
        while sent < len(content):
            connection.sendall(content[sent : sent + _AT_ONCE])
            sent += _AT_ONCE
    finally:
        sys.stdout.write(f"{start} {min(sent, len(content))}\n")
        sys.stdout.flush()


def _headers(status: int, length: int, media_type: str, more: str = "") -> bytes:
    lines = (
        f"HTTP/1.1 {status} OK\r\nContent-Length: {length}\r\nContent-Type: {media_type}\r\nETag: {ETAG}\r\n{more}\r\n"
    )
    return lines.encode()


if __name__ == "__main__":
    serve(*(Path(argument) for argument in sys.argv[1:5]))
