"""Repository of receipts: proofs, kept as they came."""

from dataclasses import fields

from sqlalchemy import Connection

from assessor_app.domain.outbox import Receipt
from assessor_app.store.tables_work import RECEIPT
from assessor_app.store.upserts import insert_once, values_of

COLUMNS = tuple(field.name for field in fields(Receipt))
_ADD = insert_once(RECEIPT)


class SqlReceipts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, receipt: Receipt) -> None:
        """A server that answers the same write twice gives the same receipt twice: the first one stays."""
        self._connection.execute(_ADD, values_of(receipt, COLUMNS))
