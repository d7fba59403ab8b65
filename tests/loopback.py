"""Keeps every test on this machine: connections and look-ups beyond the loopback interface are refused."""

import ipaddress
import socket
from typing import Any

import pytest


class NetworkRefused(OSError):
    """A test tried to leave this machine."""


def is_loopback(host: object) -> bool:
    """Whether a host as given to connect or getaddrinfo means this machine."""
    if host in {None, "", b"", "localhost", b"localhost"}:
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    if text.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(text.split("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_beyond(host: object) -> None:
    if not is_loopback(host):
        raise NetworkRefused(f"a test must not reach {host!r}: use the practice server on 127.0.0.1")


def only_loopback(patch: pytest.MonkeyPatch) -> None:
    """Refuse everything else from Python's sockets until the patch is undone."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            refuse_beyond(address[0])
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            refuse_beyond(address[0])
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        refuse_beyond(host)
        return getaddrinfo(host, *arguments, **named)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
