"""Issuing servers as commands name and print them."""

from typing import Any

from assessor_app.cli.output import Refusal, plain
from assessor_app.cli.session import Session
from assessor_app.domain.server import IssuingServer


def named(session: Session, name: str) -> IssuingServer:
    """Return the server of that id, name or address. Raises Refusal."""
    for server in session.reads.servers():
        if name in (server.server_id, server.name, server.base_url):
            return server
    raise Refusal(f"There is no issuing server {name} here. See: servers list")


def described(server: IssuingServer) -> dict[str, Any]:
    return {
        "id": server.server_id,
        "name": server.name,
        "url": server.base_url,
        "adapter": server.adapter,
        "assessor": server.assessor_id,
        "roles": list(server.roles),
        "synced_at": plain(server.synced_at),
        "needs_sign_in": server.needs_sign_in,
    }
