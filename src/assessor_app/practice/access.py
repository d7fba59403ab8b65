"""Who is calling, and whether an assessor may score for a micro-credential today."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from assessor_app.practice import authorization_tokens, times
from assessor_app.practice.tables import ASSESSOR, CERTIFICATION
from assessor_app.practice.tables_badges import BADGE
from assessor_app.practice.tokens import token_digest


@dataclass(frozen=True, slots=True)
class Caller:
    """An assessor under a pseudonym. `label` is what the practice server calls them: assessor-1, lead."""

    assessor_id: str
    label: str
    roles: tuple[str, ...]
    is_suspended: bool


def caller_with(connection: Connection, authorization: str, now: datetime) -> Caller | None:
    """Return whose token an Authorization header carries: a personal one, or an access token that is good now."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return None
    personal = ASSESSOR.c.token_sha256 == token_digest(token.strip())
    row = connection.execute(select(ASSESSOR).where(personal)).one_or_none()
    if row is None:
        signed_in = authorization_tokens.assessor_of(connection, token.strip(), now)
        row = connection.execute(select(ASSESSOR).where(ASSESSOR.c.assessor_id == signed_in)).one_or_none()
    if row is None:
        return None
    return Caller(row.assessor_id, row.label, tuple(json.loads(row.roles)), bool(row.is_suspended))


def is_certified(connection: Connection, assessor_id: str, achievement_id: str, now: datetime) -> bool:
    """By the server's own records, whatever badge is shown: not ended, not revoked."""
    query = select(CERTIFICATION.c.valid_until).where(
        CERTIFICATION.c.assessor_id == assessor_id, CERTIFICATION.c.achievement_id == achievement_id
    )
    until = connection.execute(query).scalar()
    badge = BADGE.c.assessor_id == assessor_id, BADGE.c.achievement_id == achievement_id
    newest = select(BADGE.c.revoked_at).where(*badge).order_by(BADGE.c.n.desc()).limit(1)
    is_revoked = connection.execute(newest).scalar() is not None
    return until is not None and times.stored(now) < until and not is_revoked
