"""What an award says to people: the same facts for its page, its paper and its picture."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from assessor_app.practice.awards import Award
from assessor_app.practice.issuer import ALGORITHM, BadgeKey

LARGEST_TOKEN = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reached:
    """One criterion with the level that was reached; `required` is the level it takes, "" when none is named."""

    criterion: str
    level: str
    descriptor: str
    required: str


@dataclass(frozen=True, slots=True)
class AwardView:
    """`address` is the public page; `is_signed` whether the signature was checked and is good."""

    title: str
    description: str
    issuer: str
    issued_at: datetime
    results: tuple[Reached, ...]
    worth: str
    evidence: tuple[str, ...]
    source: str
    recipient: str
    credential_id: str
    address: str
    revoked_at: datetime | None
    revoked_why: str
    is_signed: bool

    @property
    def stands(self) -> bool:
        return self.is_signed and self.revoked_at is None


def view_of(award: Award, address: str, token: str, key: BadgeKey) -> AwardView:
    credential = award.credential
    subject = credential["credentialSubject"]
    return AwardView(
        title=credential["name"],
        description=subject["achievement"]["description"],
        issuer=credential["issuer"]["name"],
        issued_at=award.issued_at,
        results=tuple(_reached(subject, result) for result in subject.get("result", ())),
        worth=subject.get("narrative", ""),
        evidence=tuple(f"{each['name']} ({each['genre']})" for each in credential.get("evidence", ())),
        source=subject["source"]["name"],
        recipient=subject["id"],
        credential_id=credential["id"],
        address=address,
        revoked_at=award.revoked_at,
        revoked_why=award.revoked_why,
        is_signed=is_signed(token, key),
    )


def is_signed(token: str, key: BadgeKey) -> bool:
    """Verify with other code than signed it."""
    registry = jws.JWSRegistry(algorithms=[ALGORITHM])
    registry.max_header_length = registry.max_payload_length = LARGEST_TOKEN
    members: dict[str, str | list[str]] = {name: str(key.public_jwk[name]) for name in ("kty", "n", "e")}
    try:
        jws.deserialize_compact(token, RSAKey.import_key(members), registry=registry)
    except (JoseError, ValueError):
        return False
    return True


def day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _reached(subject: dict[str, Any], result: dict[str, Any]) -> Reached:
    described = next(
        each for each in subject["achievement"]["resultDescription"] if each["id"] == result["resultDescription"]
    )
    levels = {level["id"]: level for level in described["rubricCriterionLevel"]}
    level = levels[result["achievedLevel"]]
    required = levels.get(described.get("requiredLevel"), {})
    return Reached(described["name"], level["name"], level.get("description", ""), required.get("name", ""))
