"""What an assessor must hold to score, and whether they do."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

NEVER_CHECKED = datetime(1970, 1, 1, tzinfo=UTC)


class CertificationStanding(StrEnum):
    """Whether the assessor may score. Only VALID, EXPIRING and NOT_REQUIRED let them; the others only read."""

    NOT_REQUIRED = "not-required"
    VALID = "valid"
    EXPIRING = "expiring"
    MISSING = "missing"
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    STATUS_TOO_OLD = "status-too-old"

    @property
    def may_score(self) -> bool:
        return self in (
            CertificationStanding.NOT_REQUIRED,
            CertificationStanding.VALID,
            CertificationStanding.EXPIRING,
        )


@dataclass(frozen=True, slots=True)
class Credential:
    """A verified Open Badges 3.0 credential of the assessor. `document` is the compact JWS exactly as received.

    `achievement_id` is the achievement the badge was given for; `status_checked_at` says when its revocation list
    was last read (None: it names none; NEVER_CHECKED: it names one that was not read yet). `signed_with` is the
    digest of the pinned key that verified it (`domain.trust.key_digest`).
    """

    credential_id: str
    server_id: str
    name: str
    issuer_id: str
    issuer_name: str
    achievement_id: str
    recipient_id: str
    valid_from: datetime
    valid_until: datetime | None
    document: str
    added_at: datetime
    is_revoked: bool = False
    status_checked_at: datetime | None = None
    signed_with: str = ""


@dataclass(frozen=True, slots=True)
class Certification:
    """Where the assessor stands with one micro-credential; `credential` is the best one there is."""

    standing: CertificationStanding
    credential: Credential | None = None

    @property
    def may_score(self) -> bool:
        return self.standing.may_score


NOT_REQUIRED = Certification(CertificationStanding.NOT_REQUIRED)
