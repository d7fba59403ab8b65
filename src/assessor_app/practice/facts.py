"""The few single facts a server keeps about itself: its id, its epoch, its secrets, the last change number."""

import secrets
import uuid

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from assessor_app.practice.tables import FACT

SERVER_ID = "server_id"
EPOCH = "server_epoch"
CURSOR_SECRET = "cursor_secret"  # noqa: S105 - the name of the fact, not the secret
LAST_SEQ = "last_seq"
SEED = "seed"
PUBLIC_URL = "public_url"
POLICIES = "policies"


def get(connection: Connection, name: str) -> str:
    """Raises LookupError for a fact that was never set."""
    value = find(connection, name)
    if value is None:
        raise LookupError(name)
    return value


def find(connection: Connection, name: str) -> str | None:
    return connection.execute(select(FACT.c.value).where(FACT.c.name == name)).scalar()


def put(connection: Connection, name: str, value: str) -> None:
    row = insert(FACT).values(name=name, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def ensure(connection: Connection) -> None:
    """Give a new server its identity; an existing one keeps its own."""
    first = {
        SERVER_ID: f"urn:uuid:{uuid.uuid4()}",
        EPOCH: str(uuid.uuid4()),
        CURSOR_SECRET: secrets.token_hex(32),
        LAST_SEQ: "0",
    }
    for name, value in first.items():
        connection.execute(insert(FACT).values(name=name, value=value).on_conflict_do_nothing())


def rotate_epoch(connection: Connection) -> str:
    """What a restore from backup does: laptops compare, and send again what was lost."""
    epoch = str(uuid.uuid4())
    put(connection, EPOCH, epoch)
    return epoch


def take_seqs(connection: Connection, count: int = 1) -> int:
    """Reserve `count` change numbers and return the first."""
    last = int(get(connection, LAST_SEQ))
    put(connection, LAST_SEQ, str(last + count))
    return last + 1
