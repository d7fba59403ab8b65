"""Badges of test issuers: Open Badges 3.0 built member by member and signed with joserfc, which the program does not
verify badges with."""

import base64
import json
import warnings
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import OKPKey, RSAKey

from assessor_app.domain.ids import new_id
from assessor_app.domain.trust import TrustedIssuer
from assessor_app.services.badges import Expected

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ISSUER = "https://riverside.example/issuer"
ACHIEVEMENT = "https://riverside.example/achievements/wait-time"
CERTIFICATION = "https://riverside.example/certifications/wait-time"
RECIPIENT = "urn:uuid:0b2f0c9e-7a53-4f5c-9a6e-1d2f2f1c9a10"
SERVER_ID = "https://riverside.example/server"
CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
STATUS_LIST = "https://riverside.example/status/certifications"


@cache
def rsa_key(name: str = "issuer", bits: int = 2048) -> RSAKey:
    """One key for each name and run: making them takes longest."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        return RSAKey.generate_key(bits)


@cache
def ed25519_key(name: str = "issuer") -> OKPKey:
    return OKPKey.generate_key("Ed25519")


def public(key: RSAKey | OKPKey, kid: str = "key-1") -> dict[str, Any]:
    return {**key.as_dict(private=False), "kid": kid}


def sign(claims: dict[str, Any], key: RSAKey | OKPKey, header: dict[str, Any] | None = None) -> str:
    """Compact JWS with {alg, typ, kid} and whatever `header` adds or replaces."""
    algorithm = "RS256" if isinstance(key, RSAKey) else "EdDSA"
    protected = {"alg": algorithm, "typ": "JWT", "kid": "key-1"} | (header or {})
    registry = jws.JWSRegistry(algorithms=["RS256", "RS384", "EdDSA", "HS256"], strict_check_header=False)
    registry.max_header_length = 64 * 1024
    with warnings.catch_warnings():  # that EdDSA has a newer name, and that a key is weak on purpose
        warnings.simplefilter("ignore", SecurityWarning)
        return jws.serialize_compact(protected, json.dumps(claims), key, registry=registry)


def unsigned(header: Any, claims: Any, signature: bytes = b"") -> str:
    """The three parts as anybody can write them."""
    return ".".join(encoded(part) for part in (_bytes(header), _bytes(claims), signature))


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value).encode()


@dataclass
class Badge:
    """A certification to be changed and signed. Times default to one that holds at NOW and at the real time."""

    begins: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0) - timedelta(days=300))
    ends: datetime | None = field(
        default_factory=lambda: datetime.now(UTC).replace(microsecond=0) + timedelta(days=300)
    )
    badge_id: str = field(default_factory=lambda: f"urn:uuid:{new_id()}")
    recipient: str | None = RECIPIENT
    achievement: str = CERTIFICATION
    issuer: str = ISSUER
    status: dict[str, Any] | None = None

    def claims(self) -> dict[str, Any]:
        body = self.credential()
        registered = {"iss": self.issuer, "jti": self.badge_id, "nbf": int(self.begins.timestamp())}
        if self.recipient is not None:
            registered["sub"] = self.recipient
        if self.ends is not None:
            registered["exp"] = int(self.ends.timestamp())
        return body | registered

    def credential(self) -> dict[str, Any]:
        subject: dict[str, Any] = {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": self.achievement,
                "type": ["Achievement"],
                "achievementType": "Certification",
                "name": "Certified assessor: Wait time",
                "description": "May judge the micro-credential Wait time.",
                "criteria": {"narrative": "Agreed with the consensus in a calibration."},
            },
        }
        if self.recipient is not None:
            subject["id"] = self.recipient
        body: dict[str, Any] = {
            "@context": list(CONTEXT),
            "id": self.badge_id,
            "type": ["VerifiableCredential", "AchievementCredential"],
            "issuer": {"id": self.issuer, "type": ["Profile"], "name": "Riverside Micro-credentials"},
            "name": "Certified assessor: Wait time",
            "validFrom": self.begins.isoformat().replace("+00:00", "Z"),
            "credentialSubject": subject,
        }
        if self.ends is not None:
            body["validUntil"] = self.ends.isoformat().replace("+00:00", "Z")
        if self.status is not None:
            body["credentialStatus"] = deepcopy(self.status)
        return body

    def signed(self, key: RSAKey | OKPKey | None = None) -> str:
        return sign(self.claims(), key or rsa_key())


def trusted(*keys: dict[str, Any], certification: str = CERTIFICATION, issuer: str = ISSUER) -> TrustedIssuer:
    return TrustedIssuer(ACHIEVEMENT, certification, issuer, keys or (public(rsa_key()),))


def expected(*entries: TrustedIssuer, recipient: str = RECIPIENT) -> Expected:
    return Expected(SERVER_ID, "Riverside", recipient, entries or (trusted(),))


def demand(**changes: Any) -> dict[str, Any]:
    """The member of discovery's `trusted_issuers` that asks for such a badge."""
    entry = {
        "achievement": ACHIEVEMENT,
        "certification": CERTIFICATION,
        "issuer": ISSUER,
        "keys": [public(rsa_key())],
    }
    return entry | changes
