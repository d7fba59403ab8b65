"""What happens to sign-ins at the issuing organisation's desk: access tokens end early, people are signed out.

For tests and demonstrations, beside `control`; also while a server process has the data open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, update

from assessor_app.practice import times
from assessor_app.practice.database import Database
from assessor_app.practice.seeding import assessor_id
from assessor_app.practice.tables_authorization import ACCESS, CODE, DEVICE_GRANT, FAMILY, REFRESH


def end_access(data_dir: Path) -> None:
    """Let every access token be over, as if ten minutes had passed."""
    with _opened(data_dir) as connection:
        connection.execute(delete(ACCESS))


def sign_out(data_dir: Path, label: str) -> None:
    """End every sign-in of an assessor."""
    with _opened(data_dir) as connection:
        mine = FAMILY.c.assessor_id == assessor_id(connection, label)
        connection.execute(update(FAMILY).where(mine).values(revoked_at=times.stored(times.now())))


def age_refresh(data_dir: Path, by: timedelta) -> None:
    """Let every refresh token have been used that much longer ago."""
    with _opened(data_dir) as connection:
        for row in connection.execute(select(REFRESH).where(REFRESH.c.used_at.is_not(None))).all():
            used_at = times.stored(times.moment(row.used_at) - by)
            connection.execute(
                update(REFRESH).where(REFRESH.c.token_sha256 == row.token_sha256).values(used_at=used_at)
            )


def end_device_codes(data_dir: Path) -> None:
    """Let every code of a device have come too late."""
    with _opened(data_dir) as connection:
        connection.execute(update(DEVICE_GRANT).values(expires_at=times.stored(times.now())))


def end_codes(data_dir: Path) -> None:
    """Let every authorization code have come too late."""
    with _opened(data_dir) as connection:
        connection.execute(update(CODE).values(expires_at=times.stored(times.now())))


def open_sign_ins(data_dir: Path, label: str) -> int:
    """How many sign-ins of an assessor are good now."""
    with _opened(data_dir) as connection:
        mine = FAMILY.c.assessor_id == assessor_id(connection, label), FAMILY.c.revoked_at.is_(None)
        return int(connection.execute(select(func.count()).select_from(FAMILY).where(*mine)).scalar_one())


@contextmanager
def _opened(data_dir: Path) -> Iterator[Connection]:
    """One write transaction on the data of a server that has been made."""
    database = Database(data_dir / "practice.db")
    try:
        with database.write() as connection:
            yield connection
    finally:
        database.close()
