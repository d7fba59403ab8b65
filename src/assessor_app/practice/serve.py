"""Runs the practice server in this process until it is told to stop."""

import argparse
import json
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from filelock import FileLock, Timeout

from assessor_app.practice import facts, seeding, signing_keys
from assessor_app.practice.app import app_over
from assessor_app.practice.site import Site, open_site

_FINISH_S = 5
Ready = Callable[[dict[str, Any]], None]


class AlreadyServed(Exception):
    """Another practice server has this data open. The message is a sentence."""


def serve(data_dir: Path, host: str, port: int, seed: str, ready: Ready, *, sample: Path | None = None) -> None:
    """Serve `data_dir` until SIGTERM or SIGINT; `ready` is called once connections are accepted.

    Port 0 takes the port of the last time if it is free, else any. Raises AlreadyServed, OSError.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(data_dir / "serving.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AlreadyServed(f"A practice server is already running on {data_dir}. Stop it first.") from error
    with lock:
        site = open_site(data_dir, sample)
        try:
            seeding.seed(site, seed)
            with _listening(host, port, data_dir / "port") as listener:
                _run(site, listener, ready)
        finally:
            site.close()
            lock.release()


class _Announcing(uvicorn.Server):
    """Says so when it has started."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


def _run(site: Site, listener: socket.socket, ready: Ready) -> None:
    config = uvicorn.Config(
        app_over(site),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=_FINISH_S,
    )
    url = _url(listener)
    with site.database.write() as connection:
        facts.put(connection, facts.PUBLIC_URL, url)
    server = _Announcing(config, lambda: ready(_announcement(site, url)))
    # uvicorn hands a signal on when it has stopped for it; stopping was all that was asked for.
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: None)
    server.run(sockets=[listener])


def _announcement(site: Site, url: str) -> dict[str, Any]:
    with site.database.read() as connection:
        kid = signing_keys.current_kid(connection)
    return {"url": url, "tokens": dict(site.tokens), "codes": dict(site.secrets.codes), "invite": f"{url}/#key={kid}"}


def _listening(host: str, port: int, remembered: Path) -> socket.socket:
    """Bind, and note the port: an address stored on a laptop stays true."""
    listener = _bound(host, port) if port else _bound_again(host, remembered)
    remembered.write_text(str(listener.getsockname()[1]), encoding="ascii")
    return listener


def _bound_again(host: str, remembered: Path) -> socket.socket:
    try:
        return _bound(host, int(remembered.read_text(encoding="ascii")))
    except (OSError, ValueError, OverflowError):
        return _bound(host, 0)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches Nagle's delay off only for sockets that name their protocol
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except BaseException:
        listener.close()
        raise
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", choices=(seeding.SAMPLE, seeding.EMPTY), default=seeding.SAMPLE)
    parser.add_argument("--sample", type=Path, help="folder of sample work (default: the installed one)")
    chosen = parser.parse_args()

    def announce(facts: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(facts) + "\n")
        sys.stdout.flush()

    serve(chosen.data, chosen.host, chosen.port, chosen.seed, announce, sample=chosen.sample)


if __name__ == "__main__":
    main()
