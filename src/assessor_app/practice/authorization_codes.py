"""Authorization codes: given once to a loopback address, redeemed once with the proof of who asked."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from assessor_app.practice import authorization_tokens, times
from assessor_app.practice.authorization import Asked, OAuthRefused, is_proven
from assessor_app.practice.tables_authorization import CODE
from assessor_app.practice.tokens import token_digest
from assessor_app.wire.authorization import TokenReply

CODE_FOR = timedelta(seconds=60)
_KEPT_FOR = timedelta(days=1)
_REFUSED = "This code is not good, was used before, or came too late."


def give(connection: Connection, asked: Asked, assessor_id: str, now: datetime) -> str:
    connection.execute(delete(CODE).where(CODE.c.expires_at <= times.stored(now - _KEPT_FOR)))
    code = secrets.token_urlsafe(32)
    row = {
        "code_sha256": token_digest(code),
        "client_id": asked.client_id,
        "redirect_uri": asked.redirect_uri,
        "challenge": asked.challenge,
        "assessor_id": assessor_id,
        "expires_at": times.stored(now + CODE_FOR),
    }
    connection.execute(CODE.insert().values(**row))
    return code


def redeem(  # noqa: PLR0913 - the members of the request
    connection: Connection, *, code: str, client_id: str, redirect_uri: str, verifier: str, now: datetime
) -> TokenReply | None:
    """Return tokens; None, with those given for it before revoked, for a code that was used. Raises OAuthRefused."""
    row = connection.execute(select(CODE).where(CODE.c.code_sha256 == token_digest(code))).first()
    if row is None or row.client_id != client_id:
        raise OAuthRefused("invalid_grant", _REFUSED)
    if row.family_id is not None:
        authorization_tokens.revoke_family(connection, row.family_id, now)
        return None
    is_in_time = row.expires_at > times.stored(now)
    if not (is_in_time and row.redirect_uri == redirect_uri and is_proven(verifier, row.challenge)):
        raise OAuthRefused("invalid_grant", _REFUSED)
    family_id, reply = authorization_tokens.begin(connection, client_id, row.assessor_id, now)
    connection.execute(update(CODE).where(CODE.c.code_sha256 == row.code_sha256).values(family_id=family_id))
    return reply
