"""Commands that sign in to issuing servers and out of them: servers add, servers sign-out."""

import argparse
import sys
import threading
import webbrowser
from pathlib import Path
from typing import Any

from assessor_app.cli.output import Refusal
from assessor_app.cli.passphrase import read_first_line
from assessor_app.cli.servers_shown import described, named
from assessor_app.cli.session import Session
from assessor_app.domain.server import IssuingServer
from assessor_app.services import servers, signing_in, signing_out
from assessor_app.services.exchange_ports import ServerKeyChanged, ServerUnreachable, SignInRequired
from assessor_app.services.refusals import Refusal as ServiceRefusal
from assessor_app.services.servers import Contacts
from assessor_app.services.sign_in_ports import DeviceCode, Granted, MetServer, SignInFailed

Answer = tuple[Any, str]
_REFUSALS = (ServerUnreachable, SignInRequired, ServerKeyChanged, SignInFailed, ServiceRefusal)
STDIN = "-"


def add_server(session: Session, arguments: argparse.Namespace) -> Answer:
    try:
        adapter = session.adapter(arguments.adapter)
    except LookupError as error:
        raise Refusal(
            f"There is no adapter called {arguments.adapter}. Leave --adapter out to choose by itself."
        ) from error
    try:
        if arguments.browser or arguments.device:
            server = _authorized(session, adapter, arguments)
        else:
            server = servers.add(session.factory, adapter, arguments.url, _token(arguments)).value
    except _REFUSALS as error:
        raise Refusal(str(error)) from error
    return described(server), f"Signed in to {server.name}. Next: assessor-app sync"


def sign_out(session: Session, arguments: argparse.Namespace) -> Answer:
    """Tokens and evidence go; the work, and what waits to be sent, stay for the same assessor."""
    server = named(session, arguments.server)
    try:
        done = signing_out.sign_out(
            session.factory,
            session.vault,
            session.authorizer(),
            server.server_id,
            is_unsent_kept=arguments.keep_unsent,
        ).value
    except signing_out.StillUnsent as error:
        raise Refusal(f"{error} To sign out all the same: --keep-unsent", waiting=error.count) from error
    except ServiceRefusal as error:
        raise Refusal(str(error)) from error
    words = f"Signed out of {server.name}. Your own work is still here."
    if done.waiting:
        words += f" {done.waiting} waiting to send: they go when you sign in again."
    return {"signed_out": server.server_id, "waiting": done.waiting, "revoked": done.was_revoked}, words


def _authorized(session: Session, adapter: Contacts, arguments: argparse.Namespace) -> IssuingServer:
    met = signing_in.greet(session.factory, adapter, arguments.url)
    _compare(met)
    authorizer, stop = session.authorizer(), threading.Event()
    granted: Granted
    if arguments.browser:
        granted = authorizer.by_browser(met, _open_page, stop)
    else:
        granted = authorizer.by_device(met, _show_code, stop)
    kept = signing_in.with_grant(session.factory, adapter, met, granted, authorizer=authorizer, now=session.tools.now())
    return kept.value


def _compare(met: MetServer) -> None:
    """At first contact without an invite somebody compares the key. Raises Refusal."""
    if met.is_vouched:
        return
    _tell(f"This laptop meets {met.name} for the first time. Its key is:\n  {_groups(met)}")
    if not sys.stdin.isatty():
        raise Refusal(
            "Nobody has vouched for this server's key yet. Pass the invite link, or ask those who run the server to"
            f" read you its key and pass {met.base_url}/#key={met.thumbprint}",
            thumbprint=met.thumbprint,
        )
    _tell("Ask those who run the server to read it to you. Is it the same? Type yes:")
    if sys.stdin.readline().strip().lower() != "yes":
        raise Refusal("Nothing was sent. Ask whoever invited you for an invite link.")


def _groups(met: MetServer) -> str:
    return signing_in.thumbprint_groups(met.thumbprint)


def _open_page(address: str) -> None:
    _tell(f"Sign in with your browser. If none opens, open this address on this computer:\n  {address}")
    webbrowser.open(address)


def _show_code(code: DeviceCode) -> None:
    _tell(f"On any device, open {code.address} and type this code:\n  {code.code}")


def _tell(words: str) -> None:
    """To the terminal, beside the answer of the command."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _token(arguments: argparse.Namespace) -> str:
    if arguments.token_file is not None:
        return _first_of_stdin() if str(arguments.token_file) == STDIN else _of_file(arguments.token_file)
    if arguments.token:
        return str(arguments.token)
    if sys.stdin.isatty():
        import getpass  # noqa: PLC0415 - only for a person at a terminal

        return getpass.getpass("Personal token: ").strip()
    raise Refusal("Say how to sign in: --browser, --device, or a personal token with --token-file (or --token).")


def _of_file(file: Path) -> str:
    return read_first_line(file, "token")


def _first_of_stdin() -> str:
    token = sys.stdin.readline().strip()
    if not token:
        raise Refusal("No token came on standard input: its first line must hold the token.")
    return token
