"""The issuer of badges: its profile, its RS256 key, and the signing of Open Badges 3.0 as compact JWS."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from joserfc.jwk import RSAKey
from sqlalchemy import Connection

from assessor_app.practice import facts
from assessor_app.practice.signing_keys import write_private

if TYPE_CHECKING:
    from openbadgeslib.ob3.signer import OB3Signer

ISSUER = {"id": "https://riverside.example/issuer", "type": ["Profile"], "name": "Riverside Micro-credentials"}
CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
ALGORITHM = "RS256"  # the one every reader of badges must know
CERTIFICATION_LIST = "/status/certifications"
AWARD_LIST = "/status/awards"
_BITS = 2048
_FILE = "badges.json"
_NOWHERE = "http://127.0.0.1"


class BadgeKey:
    """The issuer's RSA key, made once for each server, some 30 ms, and kept in the folder of private keys."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE
        if not self._file.exists():
            made = RSAKey.generate_key(_BITS).as_dict(private=True)
            write_private(self._file, json.dumps(made))

    @cached_property
    def public_jwk(self) -> dict[str, Any]:
        members = self._key.as_dict(private=False)
        public = {name: members[name] for name in ("kty", "n", "e")}
        return public | {"kid": self._key.thumbprint(), "alg": ALGORITHM}

    def sign(self, credential: Mapping[str, Any]) -> str:
        """Return a credential as VC-JWT: itself at the top level, the registered claims repeating it.

        The same credential always gives the same bytes.
        """
        return self._signer.sign_payload(dict(credential) | _registered(credential))

    @cached_property
    def _key(self) -> RSAKey:
        """Read when it is first needed: checking it takes as long as making it."""
        return RSAKey.import_key(json.loads(self._file.read_text(encoding="utf-8")))

    @cached_property
    def _signer(self) -> "OB3Signer":
        from openbadgeslib.ob3.signer import OB3Signer  # noqa: PLC0415 - loads for a fifth of a second

        return OB3Signer(self._key.as_pem(private=True), algorithm=ALGORITHM)


def public_address(connection: Connection) -> str:
    """Where this server is reached: what badges name, whatever the host in a request says."""
    return facts.find(connection, facts.PUBLIC_URL) or _NOWHERE


def day_and_time(moment: datetime) -> str:
    """A DateTimeZ to the second, as badges carry it."""
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _registered(credential: Mapping[str, Any]) -> dict[str, Any]:
    issuer, subject = credential["issuer"], credential["credentialSubject"]
    claims = {
        "iss": issuer if isinstance(issuer, str) else issuer["id"],
        "sub": subject["id"],
        "jti": credential["id"],
        "nbf": _seconds(credential["validFrom"]),
    }
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    return claims


def _seconds(time: str) -> int:
    return int(datetime.fromisoformat(time).timestamp())
