"""What a badge says: its parts read, and refused where they contradict each other or point nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from assessor_app.services.badges import NotACredential
from assessor_app.wire.base import on_calendar

VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"
_TYPES = frozenset({"AchievementCredential", "OpenBadgeCredential"})
CONTRADICTS = (
    "This badge contradicts itself: its {what} is not what the signed envelope says. Ask the issuing organisation "
    "for a new one."
)
INCOMPLETE = "This badge has no usable {what}. Ask the issuing organisation for a new one."
NOT_A_BADGE = "This is a signed document, but not an Open Badge. Ask your issuing organisation for the badge file."
DANGLING = (
    "This badge names a result or level that its own achievement does not have. Ask the issuing organisation "
    "for a new one."
)


@dataclass(frozen=True, slots=True)
class Claims:
    """The parts of a badge that decide something. `until` None: without end."""

    credential_id: str
    issuer_id: str
    issuer_name: str
    subject: Mapping[str, Any]
    achievement_id: str
    name: str
    begins: datetime
    until: datetime | None


def issuer_of(body: Mapping[str, Any]) -> str:
    issuer = body.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


def issuer_name(body: Mapping[str, Any]) -> str:
    issuer = body.get("issuer")
    name = issuer.get("name") if isinstance(issuer, dict) else None
    return name if isinstance(name, str) and name else issuer_of(body)


def read_claims(body: Mapping[str, Any]) -> Claims:
    """Raises NotACredential."""
    _check_type(body)
    subject = _dict(body, "credentialSubject", "recipient")
    achievement = _dict(subject, "achievement", "achievement")
    claims = Claims(
        credential_id=_text(body, "id", "id"),
        issuer_id=issuer_of(body) or _missing("issuer"),
        issuer_name=issuer_name(body),
        subject=subject,
        achievement_id=_text(achievement, "id", "achievement"),
        name=_text(achievement, "name", "name"),
        begins=_time(body, "validFrom") or _missing("start date"),
        until=_time(body, "validUntil"),
    )
    _check_envelope(body, claims)
    _check_references(subject, achievement)
    return claims


def members(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a JSON-LD set, which may be written as a single object."""
    found = value if isinstance(value, list) else [value]
    return [each for each in found if isinstance(each, dict)]


def strings(value: Any) -> set[str]:
    found = value if isinstance(value, list) else [value]
    return {each for each in found if isinstance(each, str)}


def _check_type(body: Mapping[str, Any]) -> None:
    types, context = strings(body.get("type")), body.get("@context")
    is_badge = "VerifiableCredential" in types and bool(types & _TYPES)
    if not is_badge or not isinstance(context, list) or context[:1] != [VC_CONTEXT]:
        raise NotACredential(NOT_A_BADGE)


def _check_envelope(body: Mapping[str, Any], claims: Claims) -> None:
    """The registered claims repeat the credential; where they differ, somebody put two badges into one."""
    ends = None if claims.until is None else int(claims.until.timestamp())
    expected = {
        "issuer": (body.get("iss"), claims.issuer_id),
        "id": (body.get("jti"), claims.credential_id),
        "recipient": (body.get("sub"), claims.subject.get("id")),
        "start date": (_seconds(body.get("nbf")), int(claims.begins.timestamp())),
        "end date": (_seconds(body.get("exp")), ends),
    }
    for what, (signed, said) in expected.items():
        if signed != said:
            raise NotACredential(CONTRADICTS.format(what=what))


def _check_references(subject: Mapping[str, Any], achievement: Mapping[str, Any]) -> None:
    """A result without its description, or a level without its rubric, says nothing."""
    levels: dict[Any, set[str]] = {}
    for described in members(achievement.get("resultDescription", [])):
        own = {str(level.get("id")) for level in members(described.get("rubricCriterionLevel", []))}
        required = described.get("requiredLevel")
        if str(described.get("id")) in levels or (required is not None and required not in own):
            raise NotACredential(DANGLING)
        levels[str(described.get("id"))] = own
    for result in members(subject.get("result", [])):
        described_by, achieved = result.get("resultDescription"), result.get("achievedLevel")
        if described_by is not None and str(described_by) not in levels:
            raise NotACredential(DANGLING)
        if achieved is not None and str(achieved) not in levels.get(str(described_by), set()):
            raise NotACredential(DANGLING)


def _dict(body: Mapping[str, Any], name: str, what: str) -> Mapping[str, Any]:
    found = body.get(name)
    return found if isinstance(found, dict) else _missing(what)


def _text(body: Mapping[str, Any], name: str, what: str) -> str:
    found = body.get(name)
    return found if isinstance(found, str) and found else _missing(what)


def _time(body: Mapping[str, Any], name: str) -> datetime | None:
    """An aware time, None when there is none at all."""
    text = body.get(name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return on_calendar(moment).astimezone(UTC) if moment.tzinfo is not None else _missing("date")
    except (TypeError, ValueError, OverflowError):
        return _missing("date")


def _seconds(value: Any) -> int | None:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _missing(what: str) -> NoReturn:
    raise NotACredential(INCOMPLETE.format(what=what))
