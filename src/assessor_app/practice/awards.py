"""Awards: the Open Badge a candidate gets, with a result for every criterion, issued once and revoked when undone."""

import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from assessor_app.domain.ids import new_id
from assessor_app.practice import assignments, facts, rules, times
from assessor_app.practice.issuer import AWARD_LIST, CONTEXT, ISSUER, BadgeKey, day_and_time, public_address
from assessor_app.practice.standards import Standards, standards_of
from assessor_app.practice.tables import SUBMITTED_BY
from assessor_app.practice.tables_badges import AWARD
from assessor_app.wire.outcome import IssuedDoc

ISSUED = "issued"
REVOKED = "revoked"
UNDONE = "The decision was undone."
_ID_BYTES = 16
# What Open Badges says of an achievement; our own members (stack, contact hours) are told in words.
_STANDARD = frozenset(
    {
        "id",
        "type",
        "achievementType",
        "alignment",
        "creator",
        "creditsAvailable",
        "criteria",
        "description",
        "fieldOfStudy",
        "humanCode",
        "image",
        "inLanguage",
        "name",
        "otherIdentifier",
        "related",
        "resultDescription",
        "specialization",
        "tag",
        "version",
    }
)


@dataclass(frozen=True, slots=True)
class Award:
    """One award as it is kept. `credential` has neither signature nor status; `revoked_at` None: it stands."""

    award_id: str
    credential: Mapping[str, Any]
    issued_at: datetime
    revoked_at: datetime | None
    revoked_why: str


def issue(connection: Connection, final: Row[Any], at: datetime) -> str:
    """Award the micro-credential to whoever submitted what `final`, an accepted assessment, judged.

    Returns the award's id. Issuing it again for the same final changes nothing; for another one it replaces it.
    """
    assignment = assignments.get(connection, final.assignment_id)
    standing = _standing(connection, assignment.submission_id)
    if standing is not None and standing.assessment_id == final.assessment_id:
        return str(standing.award_id)
    revoke(connection, assignment.submission_id, at, "It was replaced by a newer award.")
    standards = standards_of(connection, assignment)
    credential = _credential(connection, standards, final, at)
    award_id = secrets.token_urlsafe(_ID_BYTES)
    row = {"award_id": award_id, "credential_id": credential["id"], "submission_id": assignment.submission_id}
    row |= {"assessment_id": final.assessment_id, "credential": json.dumps(credential, ensure_ascii=False)}
    connection.execute(AWARD.insert().values(**row, issued_at=times.stored(at)))
    return award_id


def revoke(connection: Connection, submission_id: str, at: datetime, why: str = UNDONE) -> None:
    """Take back what was awarded for a submission, if anything was: the public list says so from now on."""
    standing = (AWARD.c.submission_id == submission_id) & AWARD.c.revoked_at.is_(None)
    connection.execute(update(AWARD).where(standing).values(revoked_at=times.stored(at), revoked_why=why))


def issued_for(connection: Connection, submission_id: str) -> IssuedDoc | None:
    """What an assessor may know of the newest award for a submission: that it is there, and whether it stands."""
    mine = select(AWARD).where(AWARD.c.submission_id == submission_id)
    row = connection.execute(mine.order_by(AWARD.c.issued_at.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    return IssuedDoc(id=row.credential_id, status=ISSUED if row.revoked_at is None else REVOKED)


def find(connection: Connection, award_id: str) -> Award | None:
    row = connection.execute(select(AWARD).where(AWARD.c.award_id == award_id)).one_or_none()
    if row is None:
        return None
    revoked_at = times.moment(row.revoked_at) if row.revoked_at else None
    credential = json.loads(row.credential)
    return Award(row.award_id, credential, times.moment(row.issued_at), revoked_at, row.revoked_why or "")


def address_of(connection: Connection, award_id: str) -> str:
    """The public, unlisted page of an award."""
    return f"{public_address(connection)}/awards/{award_id}"


def addresses(connection: Connection, submission_id: str) -> list[str]:
    """The pages of everything that was awarded for a submission, oldest first."""
    mine = select(AWARD.c.award_id).where(AWARD.c.submission_id == submission_id).order_by(AWARD.c.issued_at)
    return [address_of(connection, award_id) for award_id in connection.execute(mine).scalars()]


def signed(connection: Connection, key: BadgeKey, award: Award) -> str:
    """The credential as compact JWS, naming where its status is."""
    status = {"id": public_address(connection) + AWARD_LIST, "type": "1EdTechRevocationList"}
    return key.sign({**award.credential, "credentialStatus": status})


def revocation_list(connection: Connection) -> dict[str, Any]:
    """1EdTech's list of the revoked credentials of this issuer."""
    query = select(AWARD).where(AWARD.c.revoked_at.is_not(None)).order_by(AWARD.c.revoked_at)
    revoked = [
        {"id": row.credential_id, "revoked": True, "revocationReason": row.revoked_why or UNDONE}
        for row in connection.execute(query)
    ]
    return {"id": public_address(connection) + AWARD_LIST, "issuer": ISSUER["id"], "revokedCredential": revoked}


def _standing(connection: Connection, submission_id: str) -> Row[Any] | None:
    query = select(AWARD).where(AWARD.c.submission_id == submission_id, AWARD.c.revoked_at.is_(None))
    return connection.execute(query).one_or_none()


def _credential(connection: Connection, standards: Standards, final: Row[Any], at: datetime) -> dict[str, Any]:
    achievement = standards.achievement.document
    return {
        "@context": list(CONTEXT),
        "id": f"urn:uuid:{new_id()}",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": ISSUER,
        "name": achievement["name"],
        "validFrom": day_and_time(at),
        "awardedDate": day_and_time(at),
        "credentialSubject": {
            "id": _pseudonym(connection, standards.submission.object_id),
            "type": ["AchievementSubject"],
            "source": {"id": final.assessor_id, "type": ["Profile"], "name": "Certified peer assessor"},
            "achievement": _achievement(achievement),
            "result": _results(standards, final),
            **_worth(achievement),
        },
        "evidence": [_evidence(part) for part in standards.submission.document["parts"]],
    }


def _pseudonym(connection: Connection, submission_id: str) -> str:
    """One name for all awards of a candidate, from which nobody finds the candidate."""
    query = select(SUBMITTED_BY.c.candidate_id).where(SUBMITTED_BY.c.submission_id == submission_id)
    who = connection.execute(query).scalar() or submission_id
    secret = facts.get(connection, facts.CURSOR_SECRET).encode()
    made = hmac.new(secret, f"award recipient|{who}".encode(), hashlib.sha256).digest()
    return f"urn:uuid:{uuid.UUID(bytes=made[:16], version=4)}"


def _achievement(published: Mapping[str, Any]) -> dict[str, Any]:
    """What the standard has words for; the stack it is part of is named as related."""
    achievement = {name: value for name, value in published.items() if name in _STANDARD}
    stack = published.get("stack")
    if isinstance(stack, dict) and "id" in stack:
        related = {"id": stack["id"], "type": ["Related"]}
        achievement["related"] = [*achievement.get("related", []), related]
    return achievement


def _results(standards: Standards, final: Row[Any]) -> list[dict[str, Any]]:
    """One for each criterion that has a level, that of an earlier attempt where it was not asked about again."""
    scored = {r["criterion"]: r.get("achievedLevel") for r in json.loads(final.document)["results"]}
    given = {**standards.carried, **scored}
    found = []
    for described in rules.achievement_doc(standards.achievement).result_description:
        level_id = given.get(described.criterion_uri or "")
        level = next((each for each in described.rubric_criterion_level if each.id == level_id), None)
        if level is not None:
            result = {"type": ["Result"], "resultDescription": described.id, "achievedLevel": level.id}
            found.append(result | ({"value": level.points} if level.points is not None else {}))
    return found


def _worth(achievement: Mapping[str, Any]) -> dict[str, Any]:
    """Credits as the number the standard knows; stack and contact hours, which it does not, in words."""
    hours, stack = achievement.get("contactHours"), achievement.get("stack")
    stack_name = stack.get("name") if isinstance(stack, dict) else stack
    words = [f"{hours} contact hours."] if hours else []
    words += [f"Part of the stack {stack_name}."] if stack_name else []
    credits_ = next((x for x in (achievement.get("creditsAvailable"), hours) if _is_number(x)), None)
    worth: dict[str, Any] = {} if credits_ is None else {"creditsEarned": credits_}
    return worth | ({"narrative": " ".join(words)} if words else {})


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _evidence(part: Mapping[str, Any]) -> dict[str, Any]:
    """What kind of evidence was judged: never the evidence, its address or a name somebody gave it."""
    return {"type": ["Evidence"], "name": str(part["part"]).capitalize(), "genre": str(part["media_type"])}
