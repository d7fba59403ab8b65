"""Everything one running practice server holds: its folder, database, keys, clock and caches."""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from assessor_app.config.paths import data_dir as installed
from assessor_app.practice import affiliations, certifications, facts, signing_keys, times
from assessor_app.practice.affiliations import Affiliation
from assessor_app.practice.authorization_people import Secrets, ensure_codes, ensure_secrets
from assessor_app.practice.database import Database
from assessor_app.practice.feed import DigestCache
from assessor_app.practice.issuer import BadgeKey
from assessor_app.practice.running import RunningWrites
from assessor_app.practice.signing_keys import KeyFolder
from assessor_app.practice.tables import AFFILIATION, ASSESSOR, REPLY
from assessor_app.practice.tokens import ensure_tokens, token_digest

KEEP_REPLIES = timedelta(days=400)  # a laptop may sleep all summer


# Known by a label only; the lead also decides where two assessors differ.
ROLES: Mapping[str, tuple[str, ...]] = {
    "assessor-1": ("assessor",),
    "assessor-2": ("assessor",),
    "assessor-3": ("assessor",),
    "lead": ("facilitator", "adjudicator"),
}

# No candidate of the sample is at any of these schools.
AFFILIATIONS: Mapping[str, Affiliation] = {
    "assessor-1": Affiliation("school-81", "district-8"),
    "assessor-2": Affiliation("school-82", "district-8"),
    "assessor-3": Affiliation("school-91", "district-9"),
    "lead": Affiliation("school-92", "district-9"),
}


@dataclass(frozen=True, slots=True)
class Site:
    """`sample` is the folder that bytes of sample work are served from."""

    folder: Path
    sample: Path
    database: Database
    keys: KeyFolder
    tokens: Mapping[str, str]
    badge_key: BadgeKey
    secrets: Secrets
    clock: Callable[[], datetime] = times.now
    digests: DigestCache = field(default_factory=DigestCache)
    running: RunningWrites = field(default_factory=RunningWrites)

    def media_path(self, root: str, path: str) -> Path:
        """Where the bytes of a stored file are; what the database keeps is never an absolute path."""
        return (self.sample if root == "sample" else self.folder / "media") / path

    def close(self) -> None:
        self.database.close()


def open_site(folder: Path, sample: Path | None = None) -> Site:
    """Open a server's data, or make a new server: identity, keys, assessors and their tokens, no work."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(folder / "practice.db")
    keys = KeyFolder(folder / "keys")
    tokens = ensure_tokens(folder / "tokens.json", ROLES)
    secrets = ensure_secrets(folder / "sign-in.json", ROLES)
    with database.write() as connection:
        facts.ensure(connection)
        signing_keys.ensure(connection, keys, times.now())
        _ensure_people(connection, tokens)
        ensure_codes(connection, secrets.codes)
        certifications.ensure(connection, times.now())
        _forget_old_replies(connection)
    badge_key = BadgeKey(folder / "keys")
    return Site(folder, sample or installed("resources") / "sample", database, keys, tokens, badge_key, secrets)


def _ensure_people(connection: Connection, tokens: Mapping[str, str]) -> None:
    for label, roles in ROLES.items():
        hashed = token_digest(tokens[label])
        pseudonym = f"urn:uuid:{uuid.uuid4()}"
        row = insert(ASSESSOR).values(assessor_id=pseudonym, label=label, roles=json.dumps(roles), token_sha256=hashed)
        connection.execute(row.on_conflict_do_update(index_elements=["label"], set_={"token_sha256": hashed}))
        _affiliate(connection, label)


def _affiliate(connection: Connection, label: str) -> None:
    """Where somebody belongs is told once; what was changed since stays."""
    person = connection.execute(select(ASSESSOR.c.assessor_id).where(ASSESSOR.c.label == label)).scalar_one()
    if connection.execute(select(AFFILIATION).where(AFFILIATION.c.assessor_id == person)).first() is None:
        affiliations.put(connection, person, AFFILIATIONS[label])


def _forget_old_replies(connection: Connection) -> None:
    connection.execute(delete(REPLY).where(REPLY.c.kept_at < times.stored(times.now() - KEEP_REPLIES)))
