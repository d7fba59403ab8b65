"""A profile whose write-ahead log was torn by a power cut: cut short, a sector zeroed, a bit flipped."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from assessor_app.services import annotate
from assessor_app.store.connection import connect
from tests.fakes.store_factory import RAW_KEY, Bench, a_mark, make_world

COMMITS = 12
SECTOR = 512
WAYS = ("cut", "zeroed", "flipped")


@dataclass(frozen=True)
class Torn:
    """`acts` were acknowledged in this order; `database` and `log` are the files as they stood then."""

    acts: tuple[str, ...]
    database: bytes
    log: bytes


def make_profile(folder: Path) -> Torn:
    """Edit as an assessor does, and take the files while the program still has them open."""
    bench = Bench()
    acts = []
    with make_world(folder) as store:
        with store.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(COMMITS):
            with store.factory() as uow:
                mark = a_mark(start_us=1_000_000 * (number + 1), text=f"mark {number}")
                acts.append(str(annotate.add(uow, bench.tools, mark).changes.act_id))
        path = store.database.path
        log = path.with_name(f"{path.name}-wal")
        return Torn(tuple(acts), path.read_bytes(), log.read_bytes())


def trouble_after(torn: Torn, folder: Path, way: str, chance: random.Random) -> str:
    """Tear the log in one place and open what is left; return what is wrong with it, "" when it is a prefix."""
    return trouble_with(torn, folder, torn_log(torn.log, way, chance))


def trouble_with(torn: Torn, folder: Path, log: bytes, least: int = 0) -> str:
    """`least`: how many of the commits must be there."""
    folder.mkdir()
    try:
        path = folder / "profile.db"
        path.write_bytes(torn.database)
        path.with_name("profile.db-wal").write_bytes(log)
        return trouble_in(path, torn.acts, least)
    finally:
        shutil.rmtree(folder)


def torn_log(log: bytes, way: str, chance: random.Random) -> bytes:
    place = chance.randrange(len(log))
    if way == "cut":
        return log[:place]
    changed = bytearray(log)
    if way == "zeroed":
        start = place - place % SECTOR
        changed[start : start + SECTOR] = bytes(len(changed[start : start + SECTOR]))
    else:
        changed[place] ^= 1 << chance.randrange(8)
    return bytes(changed)


def trouble_in(path: Path, acknowledged: tuple[str, ...], least: int, unsure: int = 0) -> str:
    """What is wrong with a profile that nobody has open, "" when nothing is.

    As many as `unsure` acts ended in an error of the disk: such a commit may be on it all the same, whole.
    """
    connection = connect(path, RAW_KEY)
    try:
        damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
        acts = tuple(act_id for (act_id,) in connection.execute("SELECT act_id FROM act ORDER BY n"))
        loose = "SELECT count(*) FROM {0} WHERE NOT EXISTS (SELECT 1 FROM {1} WHERE {2})"
        orphans = (
            ("outbox", "annotation", "annotation_id = entity_id"),
            ("annotation", "outbox", "annotation_id = entity_id"),
            ("act", "journal", "journal.act_id = act.act_id"),
        )
        counts = [connection.execute(loose.format(*each)).fetchone()[0] for each in orphans]
    finally:
        connection.close()
    if damaged or verdict != "ok":
        return f"damaged: {damaged or verdict}"
    known = tuple(act_id for act_id in acts if act_id in acknowledged)
    if known != acknowledged[: len(known)] or len(known) < least or len(acts) - len(known) > unsure:
        return "not a prefix of what was committed"
    return f"orphans: {counts}" if any(counts) else ""
