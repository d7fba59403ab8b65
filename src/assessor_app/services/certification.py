"""Whether an assessor may score: what the issuing server demands against the verified credentials on this laptop."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from assessor_app.domain.credential import NEVER_CHECKED, NOT_REQUIRED, Certification, CertificationStanding, Credential
from assessor_app.domain.server import IssuingServer
from assessor_app.domain.submission import Assignment, Role
from assessor_app.domain.trust import TrustedIssuer, trusted_issuers
from assessor_app.services.ports import Tools, UnitOfWork
from assessor_app.services.refusals import NotCertified

EXPIRING_WITHIN = timedelta(days=30)
STATUS_GOOD_FOR = timedelta(days=30)
CLOCKS_DIFFER_BY = timedelta(minutes=5)
ADJUDICATOR = "adjudicator"

_BEST_FIRST = (
    CertificationStanding.VALID,
    CertificationStanding.EXPIRING,
    CertificationStanding.STATUS_TOO_OLD,
    CertificationStanding.NOT_YET_VALID,
    CertificationStanding.EXPIRED,
    CertificationStanding.REVOKED,
)
_MISSING = Certification(CertificationStanding.MISSING)


def certification(
    achievement_id: str,
    credentials: Iterable[Credential],
    trusted: Iterable[TrustedIssuer],
    now: datetime,
    role: str = Role.ASSESS,
) -> Certification:
    """Return the best standing that `credentials` (verified, of one assessor) give for judging `achievement_id`."""
    demands = [entry for entry in trusted if entry.achievement_id == achievement_id and role in entry.roles]
    if not demands:
        return NOT_REQUIRED
    found = [Certification(standing_of(each, now), each) for each in credentials if _meets_any(each, demands)]
    return min(found, key=_rank, default=_MISSING)


def certification_for(
    assignment: Assignment, server: IssuingServer, credentials: Sequence[Credential], now: datetime
) -> Certification:
    """The same for one assignment: an adjudicator needs that role, practice and calibration need nothing."""
    asked = (assignment.role, assignment.achievement_id, server.trusted_issuers, server.roles)
    return certification_in(*asked, credentials, now)


def certification_in(
    role: Role,
    achievement_id: str,
    trusted: str,
    roles: Iterable[str],
    credentials: Iterable[Credential],
    now: datetime,
) -> Certification:
    """The same; `trusted` is the server's list as JSON, `roles` are what the assessor is there."""
    if role is Role.ADJUDICATE and ADJUDICATOR not in roles:
        return _MISSING
    return certification(achievement_id, credentials, trusted_issuers(trusted), now, role)


def must_be_certified(uow: UnitOfWork, tools: Tools, assignment: Assignment) -> None:
    """Raises NotCertified: the work may be read, not changed."""
    server = uow.servers.get(assignment.server_id)
    now = tools.clock.suspected_at(server)  # it may lock; a clock set back does not make a certification hold again
    held = certification_for(assignment, server, uow.credentials.of_server(server.server_id), now)
    if not held.may_score:
        raise NotCertified(held.standing, why_not(held, assignment, server.name))


def why_not(held: Certification, assignment: Assignment, server_name: str) -> str:
    """Say why an assessor may only read, and where to go."""
    if assignment.role is Role.ADJUDICATE and held.standing is CertificationStanding.MISSING:
        return f"Only adjudicators of {server_name} may decide this. You can read, not score. Ask {server_name}."
    name = assignment.micro_credential or "this micro-credential"
    return f"{_reason(held, name)} You can read, not score. {_next_step(held.standing, server_name)}"


def standing_of(credential: Credential, now: datetime) -> CertificationStanding:
    """Where one verified credential stands at a time."""
    until = credential.valid_until
    checked_at = credential.status_checked_at
    if credential.is_revoked:
        return CertificationStanding.REVOKED
    if until is not None and until <= now:
        return CertificationStanding.EXPIRED
    if now + CLOCKS_DIFFER_BY < credential.valid_from:
        return CertificationStanding.NOT_YET_VALID
    if checked_at is not None and now - checked_at > STATUS_GOOD_FOR:
        return CertificationStanding.STATUS_TOO_OLD
    is_soon = until is not None and until - now <= EXPIRING_WITHIN
    return CertificationStanding.EXPIRING if is_soon else CertificationStanding.VALID


def day(moment: datetime) -> str:
    """Return a date as a teacher writes it: 3 March 2027."""
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"


def _reason(held: Certification, name: str) -> str:
    credential = held.credential
    if credential is None:
        return f"You have no certification for {name} on this laptop."
    match held.standing:
        case CertificationStanding.EXPIRED:
            ended = f" on {day(credential.valid_until)}" if credential.valid_until else ""
            return f"Your certification for {name} ended{ended}."
        case CertificationStanding.NOT_YET_VALID:
            return f"Your certification for {name} begins on {day(credential.valid_from)}."
        case CertificationStanding.REVOKED:
            return f"Your certification for {name} was withdrawn by {credential.issuer_name}."
        case _:
            return f"Nobody has checked since {_checked(credential)} whether your certification for {name} still holds."


def _checked(credential: Credential) -> str:
    checked_at = credential.status_checked_at
    return "it came" if checked_at is None or checked_at == NEVER_CHECKED else day(checked_at)


def _next_step(standing: CertificationStanding, server_name: str) -> str:
    match standing:
        case CertificationStanding.STATUS_TOO_OLD:
            return f"Sync with {server_name}."
        case CertificationStanding.REVOKED:
            return f"Ask {server_name} why."
        case CertificationStanding.NOT_YET_VALID:
            return f"Wait until then, or ask {server_name}."
        case CertificationStanding.EXPIRED:
            return f"Renew it with {server_name} (calibration)."
        case _:
            return f"Sync with {server_name}, or certify there (calibration)."


def _meets_any(credential: Credential, demands: Iterable[TrustedIssuer]) -> bool:
    return any(
        credential.achievement_id == demand.certification_id
        and credential.issuer_id == demand.issuer_id
        and credential.signed_with in demand.key_digests
        for demand in demands
    )


def _rank(held: Certification) -> tuple[int, float]:
    """The best standing first, then the one that lasts longest."""
    until = held.credential.valid_until if held.credential else None
    return _BEST_FIRST.index(held.standing), -(until.timestamp() if until else float("inf"))
