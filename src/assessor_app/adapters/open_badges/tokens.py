"""A compact JWS as it came: taken apart strictly, nothing believed yet."""

import base64
import json
import math
import re
from dataclasses import dataclass
from typing import Any

from assessor_app.services.badges import NotACredential

LARGEST = 256 * 1024
ALGORITHMS = ("RS256", "EdDSA")
_HEADERS = frozenset({"alg", "kid", "jwk", "typ"})
_SEGMENT = re.compile(r"[A-Za-z0-9_-]+")
_PARTS = 3
_PRIVATE = frozenset({"d", "p", "q", "k"})

GARBAGE = "This is not a certification: it holds no signed badge. Ask your issuing organisation for the badge file."
TOO_LARGE = "This badge is far too large to be a certification. Ask your issuing organisation for the badge file."
ODD_SIGNATURE = (
    "This badge is signed in a way that is not allowed for certifications. Ask the issuing organisation for one "
    "signed with RS256 or EdDSA."
)


@dataclass(frozen=True, slots=True)
class Token:
    """`claims` is the credential itself, at the top level of the payload."""

    text: str
    header: dict[str, Any]
    claims: dict[str, Any]

    @property
    def algorithm(self) -> str:
        return str(self.header["alg"])


def take_apart(text: str) -> Token:
    """Raises NotACredential."""
    if len(text) > LARGEST:
        raise NotACredential(TOO_LARGE)
    parts = text.strip().split(".")
    if len(parts) != _PARTS or not parts[2]:
        raise NotACredential(GARBAGE if len(parts) != _PARTS else ODD_SIGNATURE)
    _decoded(parts[2])
    token = Token(".".join(parts), _object(parts[0]), _object(parts[1]))
    _check_header(token.header)
    return token


def _check_header(header: dict[str, Any]) -> None:
    """The badge standard allows alg, kid, jwk and typ; whoever puts in more wants to be misread."""
    jwk = header.get("jwk", {})
    is_allowed = (
        set(header) <= _HEADERS
        and header.get("alg") in ALGORITHMS
        and header.get("typ", "JWT") == "JWT"
        and isinstance(header.get("kid", ""), str)
        and isinstance(jwk, dict)
        and not _PRIVATE & set(jwk)
    )
    if not is_allowed:
        raise NotACredential(ODD_SIGNATURE)


def _object(segment: str) -> dict[str, Any]:
    try:
        value = json.loads(_decoded(segment), object_pairs_hook=_once_each, parse_constant=_finite, parse_float=_finite)
        json.dumps(value, ensure_ascii=False).encode()  # half a character cannot be stored
    except (ValueError, RecursionError) as error:
        raise NotACredential(GARBAGE) from error
    if not isinstance(value, dict):
        raise NotACredential(GARBAGE)
    return value


def _decoded(segment: str) -> bytes:
    """Only the one spelling an encoder writes, so that nobody can change a token and keep it valid."""
    if not _SEGMENT.fullmatch(segment) or len(segment) % 4 == 1:
        raise NotACredential(GARBAGE)
    decoded = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    if base64.urlsafe_b64encode(decoded).rstrip(b"=").decode() != segment:
        raise NotACredential(GARBAGE)
    return decoded


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member is given twice")
    return found


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"not a number: {text}")
    return value
