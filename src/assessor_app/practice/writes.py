"""How every write is taken: once per Idempotency-Key, its effect and its signed receipt in one transaction."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from starlette.responses import Response

from assessor_app.practice import facts, signing_keys, times
from assessor_app.practice.access import Caller
from assessor_app.practice.preconditions import Preconditions
from assessor_app.practice.problems import Refused
from assessor_app.practice.site import Site
from assessor_app.practice.tables import REPLY
from assessor_app.wire.assignment import Lease
from assessor_app.wire.canonical import body_digest
from assessor_app.wire.headers import revision_etag
from assessor_app.wire.problem import ProblemName
from assessor_app.wire.receipt import ACCEPTED, ReceiptDoc


@dataclass(frozen=True, slots=True)
class Write:
    """One write as it came in. `resource` is its path relative to the api root."""

    caller: Caller
    op_id: str
    method: str
    resource: str
    body: bytes
    preconditions: Preconditions
    at: datetime

    @property
    def body_sha256(self) -> str:
        return body_digest(self.body)

    @property
    def fingerprint(self) -> str:
        """What must be the same for a repetition: where it went and every byte of it."""
        return hashlib.sha256(f"{self.method} {self.resource} {self.body_sha256}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Taken:
    """What a write did: the resource's new revision, and whether it counts now or waits for a person."""

    revision: int
    is_new: bool = False
    disposition: str = ACCEPTED
    reason: str | None = None
    lease: Lease | None = None


Effect = Callable[[Connection], Taken]


def carry_out(site: Site, write: Write, effect: Effect) -> Response:
    """Answer with the stored reply of this key, or do it now. Raises Refused, and then nothing was done.

    The key is looked at before anything else: a repetition after a lost reply must not meet If-Match.
    Refusals are not stored: they did nothing, and the next try may find things put right.
    """
    with site.running.alone(write.caller.assessor_id, write.op_id), site.database.write() as connection:
        stored = _stored_reply(connection, write)
        if stored is not None:
            return stored
        taken = effect(connection)
        receipt = _receipt(site, connection, write, taken)
        return _keep_reply(connection, write, taken, receipt)


def _stored_reply(connection: Connection, write: Write) -> Response | None:
    query = select(REPLY).where(REPLY.c.assessor_id == write.caller.assessor_id, REPLY.c.op_id == write.op_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    if row.fingerprint != write.fingerprint:
        raise Refused(ProblemName.KEY_REUSED, "A new request needs a new key.")
    return _reply(row.body, row.status, row.etag)


def _receipt(site: Site, connection: Connection, write: Write, taken: Taken) -> ReceiptDoc:
    kid = signing_keys.current_kid(connection)
    unsigned = ReceiptDoc(
        op_id=write.op_id,
        resource=write.resource,
        server_id=facts.get(connection, facts.SERVER_ID),
        kid=kid,
        body_sha256=write.body_sha256,
        revision=taken.revision,
        received_at=write.at,
        server_epoch=facts.get(connection, facts.EPOCH),
        disposition=taken.disposition,
        reason=taken.reason,
        lease=taken.lease,
    )
    return unsigned.model_copy(update={"signature": site.keys.detached(unsigned.signed_part(), kid)})


def _keep_reply(connection: Connection, write: Write, taken: Taken, receipt: ReceiptDoc) -> Response:
    body = json.dumps(receipt.document(), ensure_ascii=False).encode()
    status = 201 if taken.is_new else 200
    etag = revision_etag(taken.revision)
    connection.execute(
        REPLY.insert().values(
            assessor_id=write.caller.assessor_id,
            op_id=write.op_id,
            fingerprint=write.fingerprint,
            status=status,
            etag=etag,
            body=body,
            kept_at=times.stored(write.at),
        )
    )
    return _reply(body, status, etag)


def _reply(body: bytes, status: int, etag: str | None) -> Response:
    headers = {"Cache-Control": "no-store"} | ({"ETag": etag} if etag else {})
    return Response(body, status, headers=headers, media_type="application/json")
