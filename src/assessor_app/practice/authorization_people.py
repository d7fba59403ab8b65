"""The secrets of signing in: each assessor's own sign-in code, and the key that makes tickets and successors."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.sqlite import insert

from assessor_app.practice import times
from assessor_app.practice.authorization import read_out
from assessor_app.practice.codes import ALPHABET
from assessor_app.practice.signing_keys import write_private
from assessor_app.practice.tables import ASSESSOR
from assessor_app.practice.tables_authorization import SIGN_IN_CODE
from assessor_app.practice.tokens import token_digest

_CODE_LETTERS = 12  # 60 bits
_GROUP = 4
_MOST_FAILED = 5
_REST = timedelta(seconds=60)


class CodeRefused(Exception):
    """Not signed in. The message is a sentence for the person at the browser."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """`codes`: label -> sign-in code, for whoever runs the server to hand out."""

    key: bytes
    codes: Mapping[str, str]

    def made(self, purpose: str, *parts: str) -> bytes:
        """Return 32 bytes that only this server can make of `parts`."""
        message = json.dumps([purpose, *parts]).encode()
        return hmac.new(self.key, message, hashlib.sha256).digest()


def ensure_secrets(file: Path, labels: Iterable[str]) -> Secrets:
    """Return the secrets in a private file, with new ones for what it does not have."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        kept = {"key": secrets.token_hex(32), "codes": {}}
    codes = dict(kept["codes"])
    missing = [label for label in labels if label not in codes]
    if missing:
        codes |= {label: _new_code() for label in missing}
        write_private(file, json.dumps({"key": kept["key"], "codes": codes}, indent=1))
    return Secrets(bytes.fromhex(kept["key"]), codes)


def ensure_codes(connection: Connection, codes: Mapping[str, str]) -> None:
    for label, code in codes.items():
        person = connection.execute(select(ASSESSOR.c.assessor_id).where(ASSESSOR.c.label == label)).scalar()
        if person is not None:
            row = insert(SIGN_IN_CODE).values(assessor_id=person, code_sha256=token_digest(read_out(code)), failed=0)
            changed = {"code_sha256": row.excluded.code_sha256}
            connection.execute(row.on_conflict_do_update(index_elements=["assessor_id"], set_=changed))


def labels(connection: Connection) -> list[str]:
    """Everybody who has a sign-in code, by the label they go by here."""
    who = select(ASSESSOR.c.label).join(SIGN_IN_CODE, SIGN_IN_CODE.c.assessor_id == ASSESSOR.c.assessor_id)
    return list(connection.execute(who.order_by(ASSESSOR.c.label)).scalars())


def assessor_with(connection: Connection, label: str, code: str, now: datetime) -> str | None:
    """Return whose code this is; None, with the try counted, when it is not theirs. Raises CodeRefused.

    The try must be committed, so a wrong code is no exception.
    """
    mine = SIGN_IN_CODE.c.assessor_id == ASSESSOR.c.assessor_id
    row = connection.execute(select(SIGN_IN_CODE).join(ASSESSOR, mine).where(ASSESSOR.c.label == label)).first()
    if row is None:
        return None
    if _rests(row, now):
        raise CodeRefused("There were too many wrong codes. Wait a minute, then try again.")
    is_right = hmac.compare_digest(row.code_sha256, token_digest(read_out(code)))
    tried = {"failed": 0, "failed_at": None} if is_right else {"failed": row.failed + 1, "failed_at": times.stored(now)}
    connection.execute(update(SIGN_IN_CODE).where(SIGN_IN_CODE.c.assessor_id == row.assessor_id).values(**tried))
    return str(row.assessor_id) if is_right else None


def _rests(row: Row[tuple[object, ...]], now: datetime) -> bool:
    values = row._mapping
    return values["failed"] >= _MOST_FAILED and times.stored(now - _REST) < str(values["failed_at"])


def _new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(_CODE_LETTERS))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _CODE_LETTERS, _GROUP))
