"""Personal access tokens: made once for each assessor, kept in a private file, known to the database by hash."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from assessor_app.practice.signing_keys import write_private


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def ensure_tokens(file: Path, labels: Iterable[str]) -> Mapping[str, str]:
    """Return label -> token: those of the file, and new ones for labels it does not have."""
    try:
        tokens = dict(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        tokens = {}
    missing = [label for label in labels if label not in tokens]
    if missing:
        tokens |= {label: f"axp_{secrets.token_urlsafe(24)}" for label in missing}
        write_private(file, json.dumps(tokens, indent=1))
    return tokens
