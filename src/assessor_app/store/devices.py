"""Repository of this laptop's own keys, of the servers that know them, and of what servers asked it to do."""

from dataclasses import fields

from sqlalchemy import Connection, bindparam, insert, select

from assessor_app.domain.device import DeviceKeys
from assessor_app.store.tables_safety import DEVICE, DEVICE_AT_SERVER, DEVICE_COMMAND
from assessor_app.store.upserts import insert_once, upsert, values_of

_COLUMNS = tuple(field.name for field in fields(DeviceKeys))
_OWN = select(*(DEVICE.c[name] for name in _COLUMNS)).limit(1)
_PUT_PUBLISHED = upsert(DEVICE_AT_SERVER, ("server_id", "revision"), "server_id")
_PUBLISHED = select(DEVICE_AT_SERVER.c.revision).where(DEVICE_AT_SERVER.c.server_id == bindparam("server_id"))
_PUT_DONE = insert_once(DEVICE_COMMAND)
_DONE = select(DEVICE_COMMAND.c.command_id).where(DEVICE_COMMAND.c.server_id == bindparam("server_id"))


class SqlDevices:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def own(self) -> DeviceKeys | None:
        row = self._connection.execute(_OWN).first()
        return None if row is None else DeviceKeys(**row._mapping)

    def put_own(self, keys: DeviceKeys) -> None:
        if self.own() is None:
            self._connection.execute(insert(DEVICE), values_of(keys, _COLUMNS))

    def published(self, server_id: str) -> int | None:
        revision: int | None = self._connection.execute(_PUBLISHED, {"server_id": server_id}).scalar()
        return revision

    def put_published(self, server_id: str, revision: int) -> None:
        self._connection.execute(_PUT_PUBLISHED, {"server_id": server_id, "revision": revision})

    def done(self, server_id: str) -> frozenset[str]:
        return frozenset(self._connection.execute(_DONE, {"server_id": server_id}).scalars())

    def put_done(self, server_id: str, command_id: str) -> None:
        self._connection.execute(_PUT_DONE, {"server_id": server_id, "command_id": command_id})
