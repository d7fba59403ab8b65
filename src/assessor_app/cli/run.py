"""Runs one headless command: opens the profile it needs, prints its answer, returns the exit status."""

import argparse
from collections.abc import Callable
from typing import Any

from assessor_app.cli import access, backups, copies, credentials, exchange, fairness, inspect, signing_in, work
from assessor_app.cli.output import Refusal, print_document, print_line, say_no
from assessor_app.cli.session import Session
from assessor_app.services.refusals import Refusal as ServiceRefusal

DONE, REFUSED = 0, 1

Answer = tuple[Any, str]
"""The JSON document, and the same for a person."""

_COMMANDS: dict[str, Callable[[Session, argparse.Namespace], Answer]] = {
    "servers add": signing_in.add_server,
    "servers sign-out": signing_in.sign_out,
    "servers list": exchange.list_servers,
    "servers remove": exchange.remove_server,
    "sync": exchange.sync,
    "credentials add": credentials.add_credential,
    "credentials list": credentials.list_credentials,
    "inbox": inspect.inbox,
    "outbox": inspect.outbox,
    "receipts": inspect.receipts,
    "recover-finals": backups.recover_finals,
    "show": work.show,
    "mark": work.mark,
    "score": work.score,
    "feedback": work.feedback,
    "submit": work.submit,
    "declare": fairness.declare,
    "recuse": fairness.recuse,
    "history": fairness.history,
    "access-log": access.access_log,
    "export": copies.export,
}

_WITH_FINALS = ("submit", "recuse", "sync")
"""After these, sealed copies of finals are made or removed."""


def run_command(arguments: argparse.Namespace, open_session: Callable[[], Session]) -> int:
    """Return 0 when done, 1 when refused with the reason printed."""
    name = " ".join(filter(None, (arguments.command, getattr(arguments, "action", None))))
    try:
        session = open_session()
        try:
            document, text = _COMMANDS[name](session, arguments)
            if arguments.command in _WITH_FINALS:
                session.keep_finals()
        finally:
            session.close()
    except Refusal as refusal:
        say_no(refusal, as_json=arguments.json)
        return REFUSED
    except ServiceRefusal as refusal:
        say_no(Refusal(str(refusal)), as_json=arguments.json)
        return REFUSED
    if arguments.json:
        print_document(document)
    else:
        print_line(text)
    return DONE
