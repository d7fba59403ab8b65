"""Laptops: each assessor publishes their own, sees their own, and is told what is asked of them."""

import json
from typing import Any

from sqlalchemy import Connection, Row, select, update

from assessor_app.practice import facts, times
from assessor_app.practice.access import Caller
from assessor_app.practice.bodies import shaped
from assessor_app.practice.preconditions import Current, check
from assessor_app.practice.problems import bad_request, not_found
from assessor_app.practice.tables_devices import DEVICE, DEVICE_COMMAND
from assessor_app.practice.writes import Taken, Write
from assessor_app.wire.device import ERASE, DeviceCommandDoc, DeviceDoc, DeviceStanding
from assessor_app.wire.signing import BadSignature, verify_detached


def put(connection: Connection, write: Write, device_id: str, body: Any) -> Taken:
    """Keep a laptop's public keys. The same again is taken as it is; its keys never change, nor whose it is.

    Raises Refused: bad-request, not-found for another assessor's, stale-revision.
    """
    document = shaped(DeviceDoc, body)
    _must_be_true(document, device_id)
    row = _find(connection, device_id)
    if row is None:
        check(write.preconditions, None)
        return _keep(connection, write, document, 1)
    if row.assessor_id != write.caller.assessor_id:
        raise not_found()
    known = DeviceDoc.model_validate_json(row.document)
    if known == document:
        return Taken(row.revision)
    if (known.sign, known.seal) != (document.sign, document.seal):
        raise bad_request("A laptop keeps its keys. One with other keys has another id.", "/sign")
    check(write.preconditions, Current(row.revision, row.op_id))
    return _keep(connection, write, document, row.revision + 1)


def standing(connection: Connection, caller: Caller, device_id: str, nonce: str) -> DeviceStanding:
    """Return it unsigned. Raises Refused (not-found), also for another assessor's."""
    row = _find(connection, device_id)
    if row is None or row.assessor_id != caller.assessor_id:
        raise not_found()
    return DeviceStanding(
        server_id=facts.get(connection, facts.SERVER_ID),
        nonce=nonce,
        revision=row.revision,
        device=DeviceDoc.model_validate_json(row.document),
        commands=tuple(_command(found) for found in _open_commands(connection, device_id)),
    )


def _must_be_true(document: DeviceDoc, device_id: str) -> None:
    if document.id != device_id:
        raise bad_request("The id in the body is not the one of the address.", "/id")
    if (document.sign.crv, document.seal.crv) != ("Ed25519", "X25519"):
        raise bad_request("Keys are Ed25519 to sign and X25519 to be sealed to.", "/sign")
    try:
        verify_detached(document.signed_part(), document.signature or "", [document.sign_jwk()])
    except BadSignature as error:
        raise bad_request("The laptop's own key has not signed this.", "/signature") from error


def _keep(connection: Connection, write: Write, document: DeviceDoc, revision: int) -> Taken:
    kept = {
        "assessor_id": write.caller.assessor_id,
        "revision": revision,
        "document": json.dumps(document.document()),
        "op_id": write.op_id,
        "received_at": times.stored(write.at),
    }
    if revision == 1:
        connection.execute(DEVICE.insert().values(device_id=document.id, **kept))
    else:
        connection.execute(update(DEVICE).where(DEVICE.c.device_id == document.id).values(**kept))
    carried_out = update(DEVICE_COMMAND).where(
        DEVICE_COMMAND.c.device_id == document.id,
        DEVICE_COMMAND.c.command_id.in_(document.done),
        DEVICE_COMMAND.c.done_at.is_(None),
    )
    connection.execute(carried_out.values(done_at=times.stored(write.at)))
    return Taken(revision, is_new=revision == 1)


def _open_commands(connection: Connection, device_id: str) -> list[Row[Any]]:
    mine = select(DEVICE_COMMAND).where(DEVICE_COMMAND.c.device_id == device_id, DEVICE_COMMAND.c.lifted_at.is_(None))
    rows = connection.execute(mine.order_by(DEVICE_COMMAND.c.ordered_at, DEVICE_COMMAND.c.command_id)).all()
    return [row for row in rows if row.act != ERASE or row.done_at is None]


def _command(row: Row[Any]) -> DeviceCommandDoc:
    return DeviceCommandDoc(
        id=row.command_id, act=row.act, scope=tuple(json.loads(row.scope)), reason=row.reason or None
    )


def _find(connection: Connection, device_id: str) -> Row[Any] | None:
    return connection.execute(select(DEVICE).where(DEVICE.c.device_id == device_id)).one_or_none()
