"""The server's Ed25519 keys: private halves in a folder of its own account, public ones in the database."""

import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey
from sqlalchemy import Connection, select, update

from assessor_app.practice import times
from assessor_app.practice.tables import SERVER_KEY
from assessor_app.wire.discovery import ServerKey
from assessor_app.wire.signing import sign_compact, sign_detached, thumbprint

JWK_MEMBERS = ("kty", "crv", "x", "d")


def write_private(path: Path, text: str) -> None:
    """Write a file for this account alone, completely or not at all."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


class KeyFolder:
    """Private keys, one file each, named by their thumbprint."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._loaded: dict[str, OKPKey] = {}

    def make(self) -> tuple[str, str]:
        """Return (kid, x) of a new key, its private half safely on disk."""
        key = OKPKey.generate_key("Ed25519")
        members = {name: str(key.as_dict(private=True)[name]) for name in JWK_MEMBERS}
        kid = thumbprint(members)
        write_private(self._folder / f"{kid}.json", json.dumps(members))
        return kid, members["x"]

    def private(self, kid: str) -> OKPKey:
        if kid not in self._loaded:
            text = (self._folder / f"{kid}.json").read_text(encoding="utf-8")
            self._loaded[kid] = OKPKey.import_key(json.loads(text))
        return self._loaded[kid]

    def compact(self, document: dict[str, Any], kid: str) -> str:
        return sign_compact(document, self.private(kid), kid)

    def detached(self, document: dict[str, Any], kid: str) -> str:
        return sign_detached(document, self.private(kid), kid)


def current_kid(connection: Connection) -> str:
    kids = select(SERVER_KEY.c.kid).where(SERVER_KEY.c.retired_at.is_(None))
    return str(connection.execute(kids).scalar_one())


def all_keys(connection: Connection) -> Sequence[ServerKey]:
    """Oldest first; the current one is the last."""
    rows = connection.execute(select(SERVER_KEY).order_by(SERVER_KEY.c.valid_from)).mappings()
    return [ServerKey.model_validate(dict(row)) for row in rows]


def ensure(connection: Connection, folder: KeyFolder, now: datetime) -> None:
    if connection.execute(select(SERVER_KEY.c.kid)).first() is None:
        kid, x = folder.make()
        connection.execute(SERVER_KEY.insert().values(kid=kid, x=x, valid_from=times.stored(now)))


def rotate(connection: Connection, folder: KeyFolder, now: datetime) -> str:
    """Retire the current key for a new one, which it vouches for. Returns the new kid."""
    previous = current_kid(connection)
    kid, x = folder.make()
    vouched = ServerKey(kid=kid, x=x, valid_from=now).vouched_part()
    retired = update(SERVER_KEY).where(SERVER_KEY.c.kid == previous).values(retired_at=times.stored(now))
    connection.execute(retired)
    connection.execute(
        SERVER_KEY.insert().values(
            kid=kid, x=x, valid_from=times.stored(now), signed_by_previous=folder.detached(vouched, previous)
        )
    )
    return kid
