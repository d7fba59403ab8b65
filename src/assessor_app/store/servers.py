"""Repository of issuing servers and their tokens; a removed server keeps everything made for it."""

from dataclasses import fields
from datetime import UTC, datetime

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from assessor_app.domain.grant import Grant
from assessor_app.domain.server import IssuingServer
from assessor_app.services.refusals import UnknownServer
from assessor_app.store.read_once import ReadOnce
from assessor_app.store.tables import SERVER, SERVER_TOKEN, VISIBLE
from assessor_app.store.upserts import upsert, values_of

COLUMNS = tuple(field.name for field in fields(IssuingServer))
_PUT = upsert(SERVER, (*COLUMNS, "removed_at"), "server_id")
_GRANT_COLUMNS = tuple(field.name for field in fields(Grant))
_PUT_GRANT = upsert(SERVER_TOKEN, ("server_id", *_GRANT_COLUMNS), "server_id")
_ALL = select(*(SERVER.c[name] for name in COLUMNS)).where(SERVER.c.removed_at.is_(None)).order_by(SERVER.c.name)
_GET = select(*(SERVER.c[name] for name in COLUMNS)).where(SERVER.c.server_id == bindparam("server_id"))
_GRANT = select(*(SERVER_TOKEN.c[name] for name in _GRANT_COLUMNS)).where(
    SERVER_TOKEN.c.server_id == bindparam("server_id")
)


def all_servers(connection: Connection) -> tuple[IssuingServer, ...]:
    return tuple(_server(row) for row in connection.execute(_ALL))


class SqlServers:
    """Removing hides a server: its assignments keep the assessor's work and come back with it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._once = ReadOnce()

    def get(self, server_id: str) -> IssuingServer:
        """Raises UnknownServer. A removed server is still found: its receipts and work name it."""
        return self._once.get(server_id, lambda: self._read(server_id))

    def _read(self, server_id: str) -> IssuingServer:
        row = self._connection.execute(_GET, {"server_id": server_id}).first()
        if row is None:
            raise UnknownServer(server_id)
        return _server(row)

    def all(self) -> tuple[IssuingServer, ...]:
        return all_servers(self._connection)

    def put(self, server: IssuingServer) -> None:
        self._once.forget()
        self._connection.execute(_PUT, values_of(server, COLUMNS) | {"removed_at": None})

    def remove(self, server_id: str) -> None:
        """Forget the token and what was visible, so that the same server added again syncs from the start."""
        self.get(server_id)
        self._once.forget()
        self._connection.execute(delete(SERVER_TOKEN).where(SERVER_TOKEN.c.server_id == server_id))
        self._connection.execute(delete(VISIBLE).where(VISIBLE.c.server_id == server_id))
        hidden = update(SERVER).where(SERVER.c.server_id == server_id)
        self._connection.execute(hidden.values(cursor="", removed_at=datetime.now(UTC)))

    def grant(self, server_id: str) -> Grant:
        """Return how we may speak to it; an empty personal token when we may not."""
        row = self._connection.execute(_GRANT, {"server_id": server_id}).first()
        return Grant() if row is None else Grant(**row._mapping)

    def put_grant(self, server_id: str, grant: Grant) -> None:
        self._connection.execute(_PUT_GRANT, {"server_id": server_id} | values_of(grant, _GRANT_COLUMNS))

    def token(self, server_id: str) -> str:
        """Return the personal token, empty when there is none."""
        return self.grant(server_id).token

    def put_token(self, server_id: str, token: str) -> None:
        self.put_grant(server_id, Grant(token=token))


def _server(row: Row[tuple[object, ...]]) -> IssuingServer:
    values = dict(row._mapping)
    return IssuingServer(**values | {"roles": tuple(values["roles"])})
