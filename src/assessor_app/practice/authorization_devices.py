"""The device grant (RFC 8628): a short code shown on the laptop, typed into a browser anywhere."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, select, update

from assessor_app.practice import authorization_tokens, times
from assessor_app.practice.authorization import OAuthRefused
from assessor_app.practice.tables_authorization import DEVICE_GRANT
from assessor_app.practice.tokens import token_digest
from assessor_app.wire.authorization import DeviceReply, TokenReply

GRANT_FOR = timedelta(minutes=10)
INTERVAL_S = 5
SLOWER_S = 5
PENDING, ALLOWED, DENIED, REDEEMED = "pending", "allowed", "denied", "redeemed"
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # RFC 8628 section 6.1: no vowels, so no words
_HALF = 4


def begin(connection: Connection, client_id: str, base_url: str, now: datetime) -> DeviceReply:
    connection.execute(delete(DEVICE_GRANT).where(DEVICE_GRANT.c.expires_at <= times.stored(now - GRANT_FOR)))
    device_code, user_code = secrets.token_urlsafe(32), f"{_letters()}-{_letters()}"
    row = {
        "code_sha256": token_digest(device_code),
        "user_code": user_code,
        "client_id": client_id,
        "state": PENDING,
        "interval_s": INTERVAL_S,
        "expires_at": times.stored(now + GRANT_FOR),
    }
    connection.execute(DEVICE_GRANT.insert().values(**row))
    return DeviceReply(
        device_code=device_code,
        user_code=user_code,
        verification_uri=f"{base_url}/device",
        verification_uri_complete=f"{base_url}/device?user_code={user_code}",
        expires_in=int(GRANT_FOR.total_seconds()),
        interval=INTERVAL_S,
    )


def typed(code: str) -> str:
    """Return a code a person typed as it was shown: capitals, in two halves."""
    letters = "".join(letter for letter in code.upper() if letter in _LETTERS)
    return f"{letters[:_HALF]}-{letters[_HALF:]}"


def is_waiting(connection: Connection, user_code: str, now: datetime) -> bool:
    waiting = _waiting(user_code, now)
    return connection.execute(select(DEVICE_GRANT.c.user_code).where(*waiting)).first() is not None


def answer(connection: Connection, user_code: str, assessor_id: str | None, now: datetime) -> bool:
    """Let the laptop in for `assessor_id`, or turn it away (None); False when nothing waits under that code."""
    said = {"state": DENIED if assessor_id is None else ALLOWED, "assessor_id": assessor_id}
    changed = connection.execute(update(DEVICE_GRANT).where(*_waiting(user_code, now)).values(**said))
    return changed.rowcount == 1


def redeem(connection: Connection, device_code: str, client_id: str, now: datetime) -> TokenReply | OAuthRefused:
    """Return tokens, or why not (yet); a no is returned and not raised, so that the poll is written down."""
    mine = DEVICE_GRANT.c.code_sha256 == token_digest(device_code)
    row = connection.execute(select(DEVICE_GRANT).where(mine, DEVICE_GRANT.c.client_id == client_id)).first()
    if row is None or row.state == REDEEMED:
        return OAuthRefused("invalid_grant", "This device code is not good or was used before.")
    if row.expires_at <= times.stored(now):
        return OAuthRefused("expired_token", "The code was not entered in time.")
    if row.state == DENIED:
        return OAuthRefused("access_denied", "Signing in was refused at the browser.")
    if row.state == ALLOWED:
        connection.execute(update(DEVICE_GRANT).where(mine).values(state=REDEEMED))
        return authorization_tokens.begin(connection, client_id, str(row.assessor_id), now)[1]
    is_fast = row.polled_at is not None and row.polled_at > times.stored(now - timedelta(seconds=row.interval_s))
    interval_s = row.interval_s + (SLOWER_S if is_fast else 0)
    connection.execute(update(DEVICE_GRANT).where(mine).values(polled_at=times.stored(now), interval_s=interval_s))
    if is_fast:
        return OAuthRefused("slow_down", "Ask less often.")
    return OAuthRefused("authorization_pending", "The code was not entered yet.")


def _waiting(user_code: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    c = DEVICE_GRANT.c
    return c.user_code == user_code, c.state == PENDING, c.expires_at > times.stored(now)


def _letters() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_HALF))
