"""Badge files: a compact JWS in a text or JSON file, or baked into a PNG or SVG picture."""

import json
from collections.abc import Callable

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.verifier import OB3Verifier

from assessor_app.adapters.open_badges.tokens import GARBAGE
from assessor_app.services.badges import NotACredential

LARGEST = 4 * 1024 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"
TOO_LARGE = "This file is too large to be a badge (over 4 MB). Choose the badge file of your issuing organisation."
NO_BADGE_IN_PICTURE = (
    "There is no certification in this picture. Choose the badge picture your issuing organisation gave you: "
    "a screenshot or a picture saved by another program has lost it."
)
EMBEDDED = (
    "This badge is secured in a way this version does not read (an embedded proof). Ask your issuing organisation "
    "for the signed file, which ends in .jws."
)


def unpack(data: bytes) -> str:
    """Return the compact JWS of a badge file. Raises NotACredential."""
    if len(data) > LARGEST:
        raise NotACredential(TOO_LARGE)
    if data.startswith(_PNG):
        return _from_picture(OB3Verifier.extract_token_from_png, data)
    text = _text(data)
    if text.startswith("<"):
        return _from_picture(OB3Verifier.extract_token_from_svg, data)
    return _from_json(text) if text[:1] in {"{", "[", '"'} else text


def _from_picture(extract: Callable[[bytes], str], data: bytes) -> str:
    try:
        token = extract(data)
    except LibOpenBadgesException as error:
        raise NotACredential(NO_BADGE_IN_PICTURE) from error
    return _from_json(token) if token.lstrip()[:1] == "{" else token.strip()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise NotACredential(GARBAGE) from error


def _from_json(text: str) -> str:
    """A JSON string, or the answer of a badge host that holds exactly one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotACredential(GARBAGE) from error
    if isinstance(found, dict):
        if "proof" in found:
            raise NotACredential(EMBEDDED)
        found = found.get("compactJwsString") or found.get("compactJwsStrings")
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if not isinstance(found, str):
        raise NotACredential(GARBAGE)
    return found.strip()
