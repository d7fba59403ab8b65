"""The support bundle on the command line: shown as it is, or written to a file."""

import argparse
import secrets
from typing import Any

from assessor_app.cli.health_report import ProfileState, report
from assessor_app.cli.laptop import Laptop
from assessor_app.cli.output import Refusal
from assessor_app.cli.session import Session
from assessor_app.config.known_settings import SETTINGS
from assessor_app.config.settings import SettingsFile
from assessor_app.domain.outbox import OutboxState
from assessor_app.services.support_bundle import ParkedWrite, Seal, shown, support_files, zipped

Answer = tuple[Any, str]
_SALT_BYTES = 16


def run(
    laptop: Laptop, session: Session | None, profile: ProfileState, arguments: argparse.Namespace, seal: Seal | None
) -> Answer:
    """Write or show the bundle. Raises Refusal."""
    if arguments.with_refused and seal is None:
        raise Refusal("Your district gave no recovery key, so refused writes cannot be sealed: leave them out.")
    parked = refused_writes(session) if arguments.with_refused and session is not None else ()
    files = files_of(report(laptop, session, profile), laptop.settings, parked, seal)
    if arguments.to is None:
        return {name: content.decode() for name, content in files.items()}, shown(files)
    try:
        with arguments.to.open("xb") as file:
            file.write(zipped(files, laptop.now()))
    except OSError as error:
        raise Refusal(f"{arguments.to} cannot be written: {error}. Choose another file.") from error
    return {"file": str(arguments.to), "holds": sorted(files)}, f"Written: {arguments.to}. To read it first: unzip -p"


def files_of(
    document: dict[str, Any], settings: SettingsFile, parked: tuple[ParkedWrite, ...] = (), seal: Seal | None = None
) -> dict[str, bytes]:
    """Return the files of a bundle made of a doctor's document."""
    return support_files(
        document, plain_settings(settings), salt=secrets.token_bytes(_SALT_BYTES), parked=parked, seal=seal
    )


def plain_settings(settings: SettingsFile) -> dict[str, Any]:
    """Numbers and choices alone: addresses and words of an assessor stay here."""
    return {
        key: {"value": settings.get(key), "from": settings.origin(key)}
        for key, known in SETTINGS.items()
        if known.is_plain
    }


def refused_writes(session: Session) -> tuple[ParkedWrite, ...]:
    """The exact bytes of what servers refused."""
    parked = [row.op_id for row in session.reads.outbox() if row.state is OutboxState.PARKED]
    with session.factory() as uow:
        items = [uow.outbox.get(op_id) for op_id in parked]
    return tuple(ParkedWrite(item.verb.value, item.body) for item in items)
