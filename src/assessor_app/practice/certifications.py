"""Certifications of the assessors: records, badges made of them, what discovery demands, the list of revoked ones."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.sqlite import insert

from assessor_app.domain.ids import new_id
from assessor_app.practice import times
from assessor_app.practice.issuer import CERTIFICATION_LIST, CONTEXT, ISSUER, BadgeKey, day_and_time, public_address
from assessor_app.practice.tables import CERTIFICATION, DOCUMENT
from assessor_app.practice.tables_badges import BADGE
from assessor_app.wire.changes import KIND_ACHIEVEMENT

CERTIFIED_FOR = timedelta(days=3 * 365)
LIST_GOOD_FOR = timedelta(days=90)


def certification_id(achievement_id: str) -> str:
    """The achievement an assessor's badge is for, of the micro-credential they may judge."""
    return f"{achievement_id}/assessor-certification"


def certify(connection: Connection, assessor_id: str, achievement_id: str, until: datetime, now: datetime) -> str:
    """Give a new badge in place of an older one. Returns its id."""
    record = {"assessor_id": assessor_id, "achievement_id": achievement_id, "valid_until": times.stored(until)}
    replaced = {"valid_until": record["valid_until"]}
    row = insert(CERTIFICATION).values(record)
    keys = ["assessor_id", "achievement_id"]
    connection.execute(row.on_conflict_do_update(index_elements=keys, set_=replaced))
    return _give_badge(connection, assessor_id, achievement_id, now)


def ensure(connection: Connection, now: datetime) -> None:
    """Give a badge for every record of a server that made none yet."""
    for record in connection.execute(select(CERTIFICATION)).all():
        if _newest_badge(connection, record.assessor_id, record.achievement_id) is None:
            _give_badge(connection, record.assessor_id, record.achievement_id, now)


def revoke(connection: Connection, assessor_id: str, now: datetime, achievement_id: str | None = None) -> None:
    """Revoke an assessor's badges: all of them, or those for one achievement."""
    mine = BADGE.c.assessor_id == assessor_id
    if achievement_id is not None:
        mine &= BADGE.c.achievement_id == achievement_id
    connection.execute(update(BADGE).where(mine).values(revoked_at=times.stored(now)))


def renew(connection: Connection, assessor_id: str, until: datetime, now: datetime) -> None:
    """Certify somebody again for everything they are or were certified for."""
    for record in _records(connection, assessor_id):
        certify(connection, assessor_id, record.achievement_id, until, now)


def documents(connection: Connection, key: BadgeKey, assessor_id: str) -> list[str]:
    """The badges of an assessor as compact JWS, the newest for each micro-credential."""
    return [_signed(connection, key, record) for record in _records(connection, assessor_id)]


def demands(connection: Connection, key: BadgeKey) -> tuple[dict[str, Any], ...]:
    """Discovery's `trusted_issuers`: for each micro-credential the badge an assessor must hold."""
    published = select(DOCUMENT.c.object_id).where(DOCUMENT.c.kind == KIND_ACHIEVEMENT).order_by(DOCUMENT.c.object_id)
    return tuple(
        {
            "achievement": achievement_id,
            "certification": certification_id(achievement_id),
            "issuer": ISSUER["id"],
            "keys": [key.public_jwk],
        }
        for achievement_id in connection.execute(published).scalars()
    )


def status_list(connection: Connection, key: BadgeKey, now: datetime) -> str:
    """The signed bit string (W3C Bitstring Status List) that says which badges were revoked."""
    from openbadgeslib.ob3 import build_status_list_credential  # noqa: PLC0415 - loads for a fifth of a second

    revoked = connection.execute(select(BADGE.c.n).where(BADGE.c.revoked_at.is_not(None))).scalars().all()
    listing = build_status_list_credential(
        str(ISSUER["id"]),
        public_address(connection) + CERTIFICATION_LIST,
        "revocation",
        revoked,
        issued=now,
        valid_until=now + LIST_GOOD_FOR,
    )
    return key.sign(listing)


def _records(connection: Connection, assessor_id: str) -> Sequence[Row[Any]]:
    mine = select(CERTIFICATION).where(CERTIFICATION.c.assessor_id == assessor_id)
    return connection.execute(mine.order_by(CERTIFICATION.c.achievement_id)).all()


def _newest_badge(connection: Connection, assessor_id: str, achievement_id: str) -> Row[Any] | None:
    query = select(BADGE).where(BADGE.c.assessor_id == assessor_id, BADGE.c.achievement_id == achievement_id)
    return connection.execute(query.order_by(BADGE.c.n.desc()).limit(1)).one_or_none()


def _give_badge(connection: Connection, assessor_id: str, achievement_id: str, now: datetime) -> str:
    badge_id = f"urn:uuid:{new_id()}"
    row = {"badge_id": badge_id, "assessor_id": assessor_id, "achievement_id": achievement_id}
    connection.execute(BADGE.insert().values(**row, valid_from=times.stored(now)))
    return badge_id


def _signed(connection: Connection, key: BadgeKey, record: Row[Any]) -> str:
    badge = _newest_badge(connection, record.assessor_id, record.achievement_id)
    assert badge is not None, "ensure() gave one"
    # A record may be ended before the badge began; a badge never ends before it begins.
    begins = min(times.moment(badge.valid_from), times.moment(record.valid_until) - timedelta(days=1))
    return key.sign(
        {
            "@context": list(CONTEXT),
            "id": badge.badge_id,
            "type": ["VerifiableCredential", "AchievementCredential"],
            "issuer": ISSUER,
            "name": f"Certified assessor: {_name_of(connection, record.achievement_id)}",
            "validFrom": day_and_time(begins),
            "validUntil": day_and_time(times.moment(record.valid_until)),
            "credentialSubject": {
                "id": record.assessor_id,
                "type": ["AchievementSubject"],
                "achievement": _achievement(connection, record.achievement_id),
            },
            "credentialStatus": _status(connection, badge.n),
        }
    )


def _achievement(connection: Connection, achievement_id: str) -> dict[str, Any]:
    name = _name_of(connection, achievement_id)
    return {
        "id": certification_id(achievement_id),
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": f"Certified assessor: {name}",
        "description": f"May judge submissions for the micro-credential {name}.",
        "criteria": {"narrative": "Scored like the consensus of experienced assessors in a calibration."},
    }


def _name_of(connection: Connection, achievement_id: str) -> str:
    query = select(DOCUMENT.c.body).where(DOCUMENT.c.kind == KIND_ACHIEVEMENT, DOCUMENT.c.object_id == achievement_id)
    body = connection.execute(query).scalar()
    return achievement_id if body is None else str(json.loads(body)["name"])


def _status(connection: Connection, place: int) -> dict[str, Any]:
    from openbadgeslib.ob3 import status_entry  # noqa: PLC0415 - loads for a fifth of a second

    return status_entry(public_address(connection) + CERTIFICATION_LIST, "revocation", place)
