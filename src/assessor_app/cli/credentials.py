"""Commands on the assessor's own certifications: list those kept here, add one from a file."""

import argparse
from pathlib import Path
from typing import Any

from assessor_app.cli.output import Refusal, plain, table
from assessor_app.cli.session import Session
from assessor_app.domain.credential import NEVER_CHECKED, Credential
from assessor_app.domain.server import IssuingServer
from assessor_app.services import credentials
from assessor_app.services.certification import standing_of
from assessor_app.services.exchange_ports import ServerUnreachable, SignInRequired

Answer = tuple[Any, str]
LARGEST = 4 * 1024 * 1024
"""Bytes read of a file: more than any badge, so that what is too large is told so."""
_NONE = "No certification is kept here. Sync, or add the badge file of your issuing organisation."


def list_credentials(session: Session, _arguments: argparse.Namespace) -> Answer:
    servers = _servers(session)
    rows = [_row(session, credential, servers) for credential in session.reads.credentials()]
    return rows, table(rows, ("name", "issuer", "valid_until", "standing", "server"), _NONE)


def add_credential(session: Session, arguments: argparse.Namespace) -> Answer:
    data = _read(arguments.file)
    now = session.tools.now()
    try:
        kept = credentials.add(session.factory, session.client_of, session.badges(), data, now).value
    except (ServerUnreachable, SignInRequired) as error:
        raise Refusal(str(error)) from error
    row = _row(session, kept, _servers(session))
    until = f" until {row['valid_until']}" if row["valid_until"] else ""
    return row, f"{kept.name} of {kept.issuer_name} was added{until}: {row['standing']}."


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise Refusal(f"The file {file} cannot be read ({error.strerror}). Check its name and place.") from error


def _servers(session: Session) -> dict[str, IssuingServer]:
    return {server.server_id: server for server in session.reads.servers()}


def _row(session: Session, credential: Credential, servers: dict[str, IssuingServer]) -> dict[str, Any]:
    """The stable row of `credentials list --json`; its standing is by the time that counts where scores are taken."""
    checked_at, server = credential.status_checked_at, servers.get(credential.server_id)
    now = session.tools.now() if server is None else session.tools.clock.suspected_at(server)
    return {
        "id": credential.credential_id,
        "name": credential.name,
        "issuer": credential.issuer_name,
        "achievement": credential.achievement_id,
        "server": credential.server_id if server is None else server.name,
        "valid_from": plain(credential.valid_from),
        "valid_until": plain(credential.valid_until),
        "standing": standing_of(credential, now).value,
        "status_checked_at": None if checked_at == NEVER_CHECKED else plain(checked_at),
    }
