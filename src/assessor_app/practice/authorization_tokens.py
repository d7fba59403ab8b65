"""Tokens: short access tokens, refresh tokens that are replaced at every use, and families that end together."""

import base64
import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, select, update

from assessor_app.practice import times
from assessor_app.practice.authorization import OAuthRefused
from assessor_app.practice.authorization_people import Secrets
from assessor_app.practice.tables_authorization import ACCESS, FAMILY, REFRESH
from assessor_app.practice.tokens import token_digest
from assessor_app.wire.authorization import TokenReply

ACCESS_FOR = timedelta(minutes=10)
REFRESH_FOR = timedelta(days=400)  # a laptop may sleep all summer
LOST_REPLY_FOR = timedelta(seconds=60)


def begin(connection: Connection, client_id: str, assessor_id: str, now: datetime) -> tuple[str, TokenReply]:
    """Start a family; return its id and first tokens."""
    family_id = str(uuid.uuid4())
    row = {"family_id": family_id, "client_id": client_id, "assessor_id": assessor_id, "granted_at": times.stored(now)}
    connection.execute(FAMILY.insert().values(**row))
    refresh = f"axr_{secrets.token_urlsafe(32)}"
    _keep_refresh(connection, family_id, refresh, now)
    return family_id, _reply(connection, family_id, refresh, now)


def renew(connection: Connection, made_by: Secrets, token: str, client_id: str, now: datetime) -> TokenReply | None:
    """Return new tokens for a refresh token; None, with its family revoked, when it was used up before.

    The reply to the last use may have been lost: for a minute the same token gives the same successor, as long as
    nobody has used that. Raises OAuthRefused.
    """
    row = connection.execute(select(REFRESH).where(REFRESH.c.token_sha256 == token_digest(token))).first()
    if row is None or not _is_open(connection, row.family_id, client_id) or row.expires_at <= times.stored(now):
        raise OAuthRefused("invalid_grant", "This sign-in has ended.")
    successor = "axr_" + base64.urlsafe_b64encode(made_by.made("successor", token)).rstrip(b"=").decode("ascii")
    if row.used_at is None:
        _keep_refresh(connection, row.family_id, successor, now)
        used = {"used_at": times.stored(now), "successor_sha256": token_digest(successor)}
        connection.execute(update(REFRESH).where(REFRESH.c.token_sha256 == row.token_sha256).values(**used))
    elif not _may_be_repeated(connection, row, now):
        revoke_family(connection, row.family_id, now)
        return None
    return _reply(connection, row.family_id, successor, now)


def assessor_of(connection: Connection, token: str, now: datetime) -> str | None:
    """Return for whom an access token speaks now."""
    family = FAMILY.c.family_id == ACCESS.c.family_id
    query = select(FAMILY.c.assessor_id).select_from(ACCESS.join(FAMILY, family))
    is_good = ACCESS.c.token_sha256 == token_digest(token), ACCESS.c.expires_at > times.stored(now)
    return connection.execute(query.where(*is_good, FAMILY.c.revoked_at.is_(None))).scalar()


def revoke(connection: Connection, token: str, client_id: str, now: datetime) -> None:
    """RFC 7009: end what the token belongs to; one that is not known is revoked already."""
    digest = token_digest(token)
    for table in (REFRESH, ACCESS):
        family_id = connection.execute(select(table.c.family_id).where(table.c.token_sha256 == digest)).scalar()
        if family_id is not None and _is_open(connection, family_id, client_id):
            revoke_family(connection, family_id, now)


def revoke_family(connection: Connection, family_id: str, now: datetime) -> None:
    connection.execute(update(FAMILY).where(FAMILY.c.family_id == family_id).values(revoked_at=times.stored(now)))


def _is_open(connection: Connection, family_id: str, client_id: str) -> bool:
    mine = FAMILY.c.family_id == family_id, FAMILY.c.client_id == client_id, FAMILY.c.revoked_at.is_(None)
    return connection.execute(select(FAMILY.c.family_id).where(*mine)).first() is not None


def _may_be_repeated(connection: Connection, row: Row[tuple[object, ...]], now: datetime) -> bool:
    used_at, successor = str(row._mapping["used_at"]), row._mapping["successor_sha256"]
    after = connection.execute(select(REFRESH.c.used_at).where(REFRESH.c.token_sha256 == successor)).scalar()
    return after is None and times.stored(now - LOST_REPLY_FOR) <= used_at


def _keep_refresh(connection: Connection, family_id: str, token: str, now: datetime) -> None:
    row = {"token_sha256": token_digest(token), "family_id": family_id, "expires_at": times.stored(now + REFRESH_FOR)}
    connection.execute(REFRESH.insert().values(**row))


def _reply(connection: Connection, family_id: str, refresh: str, now: datetime) -> TokenReply:
    connection.execute(delete(ACCESS).where(ACCESS.c.expires_at <= times.stored(now)))
    access = f"axa_{secrets.token_urlsafe(32)}"
    row = {"token_sha256": token_digest(access), "family_id": family_id, "expires_at": times.stored(now + ACCESS_FOR)}
    connection.execute(ACCESS.insert().values(**row))
    seconds = int(ACCESS_FOR.total_seconds())
    return TokenReply(access_token=access, token_type="Bearer", expires_in=seconds, refresh_token=refresh)  # noqa: S106
