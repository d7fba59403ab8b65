"""What an issuing organisation asks of laptops, and the policies it states: functions on a server's data."""

import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, update

from assessor_app.practice import facts, times
from assessor_app.practice.database import Database
from assessor_app.practice.seeding import assessor_id
from assessor_app.practice.tables import EVENT
from assessor_app.practice.tables_devices import DEVICE, DEVICE_COMMAND
from assessor_app.wire.device import ERASE, LOCK
from assessor_app.wire.discovery import ServerPolicies


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a laptop reported it."""

    kind: str
    assignment_id: str
    data: dict[str, Any]


def devices_of(data_dir: Path, label: str) -> list[str]:
    """Ids of the laptops an assessor published here, oldest first."""
    with _opened(data_dir) as connection:
        mine = DEVICE.c.assessor_id == assessor_id(connection, label)
        return list(connection.execute(select(DEVICE.c.device_id).where(mine).order_by(DEVICE.c.received_at)).scalars())


def order_lock(data_dir: Path, device_id: str, reason: str = "") -> str:
    """Ask a laptop to lock until it is lifted. Returns the command's id."""
    return _order(data_dir, device_id, LOCK, (), reason)


def order_erase(data_dir: Path, device_id: str, scope: Sequence[str] = (), reason: str = "") -> str:
    """Ask a laptop to destroy the keys of evidence: of these assignments, or of all. Returns the command's id."""
    return _order(data_dir, device_id, ERASE, scope, reason)


def lift(data_dir: Path, command_id: str) -> None:
    """Take a command back."""
    with _opened(data_dir) as connection:
        which = update(DEVICE_COMMAND).where(DEVICE_COMMAND.c.command_id == command_id)
        connection.execute(which.values(lifted_at=times.stored(times.now())))


def is_done(data_dir: Path, command_id: str) -> bool:
    """Whether the laptop said that it carried the command out."""
    with _opened(data_dir) as connection:
        which = select(DEVICE_COMMAND.c.done_at).where(DEVICE_COMMAND.c.command_id == command_id)
        return connection.execute(which).scalar() is not None


def set_policies(data_dir: Path, policies: ServerPolicies) -> None:
    """State in discovery how long evidence may stay on laptops, and who may recover what waits to be sent."""
    with _opened(data_dir) as connection:
        facts.put(connection, facts.POLICIES, policies.model_dump_json(exclude_none=True))


def events_of(data_dir: Path, label: str) -> list[Told]:
    """What an assessor's laptops reported, in the order it arrived."""
    with _opened(data_dir) as connection:
        mine = select(EVENT).where(EVENT.c.assessor_id == assessor_id(connection, label))
        rows = connection.execute(mine.order_by(EVENT.c.received_at, EVENT.c.at)).all()
    return [Told(row.kind, row.assignment_id or "", json.loads(row.data)) for row in rows]


def _order(data_dir: Path, device_id: str, act: str, scope: Sequence[str], reason: str) -> str:
    command_id = str(uuid.uuid4())
    with _opened(data_dir) as connection:
        connection.execute(
            DEVICE_COMMAND.insert().values(
                command_id=command_id,
                device_id=device_id,
                act=act,
                scope=json.dumps(list(scope)),
                reason=reason,
                ordered_at=times.stored(times.now()),
            )
        )
    return command_id


@contextmanager
def _opened(data_dir: Path) -> Iterator[Connection]:
    """One write transaction, also while a server process has the data open."""
    database = Database(data_dir / "practice.db")
    try:
        with database.write() as connection:
            yield connection
    finally:
        database.close()
