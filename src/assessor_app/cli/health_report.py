"""The document of `doctor --json`: what is known of program, laptop, profile and queue, in one stable shape.

docs/doctor.md describes every member. There is a report whatever is wrong: without a profile, with a locked one, and
with one that is damaged.
"""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessor_app.cli import health
from assessor_app.cli.health import Finding
from assessor_app.cli.laptop import KeptSafe, Laptop
from assessor_app.cli.output import plain
from assessor_app.cli.session import Session
from assessor_app.config.folder_risks import risk_of
from assessor_app.config.known_settings import SETTINGS
from assessor_app.config.paths import ProfilePaths
from assessor_app.domain.outbox import OutboxState
from assessor_app.domain.server import IssuingServer
from assessor_app.services.views import OutboxRow

FORMAT = 1
MOST_SKEW_S = 300
_OPEN = (OutboxState.PENDING, OutboxState.SENDING, OutboxState.PARKED)
_NEXT_STEP = {
    OutboxState.PENDING: "Nothing: it is sent by itself. To try now: assessor-app sync",
    OutboxState.SENDING: "Nothing: it is on its way, and sending it twice does no harm.",
    OutboxState.PARKED: "Open Outbox and receipts and decide; the reason says what.",
    OutboxState.HELD: "Nothing: the server has it and somebody there looks at it.",
}
_WHOLE_DISK = "not ours to see: have BitLocker, FileVault or LUKS on, for memory that the system writes to the disk"
_FIRST_YOU = "Do what the reason says; then it is sent by itself."
STATES = ("open", "none", "locked", "damaged", "closed")


@dataclass(frozen=True, slots=True)
class ProfileState:
    """How far a profile could be opened, and why no further. `place` is None where it cannot be told which."""

    state: str
    words: str = ""
    place: ProfilePaths | None = None
    raw_key: bytes = field(default=b"", repr=False)
    """Empty where it is not known."""


def report(laptop: Laptop, session: Session | None, profile: ProfileState) -> dict[str, Any]:
    """Return the whole document; no part of it stops the others."""
    kept = laptop.kept_safe(profile.place, profile.raw_key) if profile.place else None
    findings = [*_laptop_findings(laptop, profile), *_kept_findings(kept)]
    rows: Sequence[OutboxRow] = ()
    servers: Sequence[IssuingServer] = ()
    problems: tuple[str, ...] = (profile.words,) if profile.state == "damaged" else ()
    if session is not None:
        findings += health.examine(session)
        rows, servers = session.reads.outbox(), session.reads.servers()
        problems = session.check_store()
        findings += _clock_findings(servers)
    return {
        "format": FORMAT,
        "is_well": all(finding.is_well for finding in findings),
        "checked_at": plain(laptop.now()),
        "profile": _profile(laptop, profile),
        "versions": dict(laptop.versions()),
        "engines": _engines(laptop),
        "keychain": {"name": laptop.keychain()},
        "integrity": _integrity(profile, kept, problems),
        "disk": _disk(laptop, session, profile),
        "queue": _queue(rows),
        "backups": _backups(kept),
        "district": _district(laptop),
        "clock": [_clock(session, server) for server in servers],
        "servers": [_server(server) for server in servers],
        "findings": [plain(finding) for finding in findings],
    }


def _laptop_findings(laptop: Laptop, profile: ProfileState) -> Iterable[Finding]:
    for name, version in laptop.versions().items():
        if not version:
            yield Finding(name, False, "is not installed: install the program again")
    sqlite = laptop.versions().get("SQLite", "")
    safe = "safe" if laptop.is_sqlite_safe() else "older than 3.51.3 and can lose commits: install the program again"
    yield Finding("SQLite", laptop.is_sqlite_safe(), f"{sqlite}, {safe}")
    keychain = laptop.keychain()
    words = f"{keychain} answers" if keychain else "this account has none: the passphrase protects the profile alone"
    yield Finding("keychain", True, words)
    yield Finding("disk encryption", True, _WHOLE_DISK)
    for problem in laptop.settings.problems:
        yield Finding("district file", False, problem)
    risk = risk_of(profile.place.root if profile.place else laptop.base)
    if risk:
        yield Finding("folder", False, risk)
    if profile.state != "open":
        yield Finding("profile", profile.state in ("none", "locked"), profile.words)


def _kept_findings(kept: KeptSafe | None) -> Iterable[Finding]:
    if kept is None:
        return
    if kept.backups:
        words = f"{len(kept.backups)}, the newest of {kept.backups[0].made_at.astimezone():%d %B %Y, %H:%M}"
    else:
        words = "none yet: the first one is made half an hour after work began. To make one now: backups make"
    if kept.is_newest_whole is False:
        words += "; it is damaged: make another one with assessor-app backups make"
    yield Finding("backups", kept.is_newest_whole is not False, words)
    if kept.is_left_open:
        yield Finding("last session", True, "a window has the profile open, or ended without closing it")


def _clock_findings(servers: Iterable[IssuingServer]) -> Iterable[Finding]:
    for server in servers:
        skew = _skew_s(server)
        if skew is not None and abs(skew) > MOST_SKEW_S:
            way = "ahead of" if skew > 0 else "behind"
            words = f"this laptop is {abs(skew) // 60} minutes {way} {server.name}: set its date and time"
            yield Finding("clock", False, words)


def _profile(laptop: Laptop, profile: ProfileState) -> dict[str, Any]:
    place = profile.place
    return {
        "state": profile.state,
        "words": profile.words,
        "count": len(laptop.profiles()),
        "key_slots": list(laptop.slot_kinds(place)) if place else [],
        "folder_risk": risk_of(place.root if place else laptop.base),
    }


def _engines(laptop: Laptop) -> dict[str, Any]:
    found, missing = laptop.libvlc()
    versions = laptop.versions()
    return {"qt": versions.get("Qt", ""), "pyav": versions.get("PyAV", ""), "libvlc": found, "libvlc_missing": missing}


def _integrity(profile: ProfileState, kept: KeptSafe | None, problems: tuple[str, ...]) -> dict[str, Any]:
    is_known = profile.state in ("open", "damaged")
    return {
        "is_whole": not problems if is_known else None,
        "problems": list(problems),
        "every_page_checked_at": plain(kept.checked_at) if kept else None,
    }


def _disk(laptop: Laptop, session: Session | None, profile: ProfileState) -> dict[str, Any]:
    root = profile.place.root if profile.place else _existing(laptop.base)
    budget = laptop.settings.get("disk_budget_gb") * 1_000_000_000
    used = session.vault.used_bytes() if session is not None and hasattr(session.vault, "used_bytes") else None
    return {
        "free_bytes": shutil.disk_usage(root).free,
        "evidence_bytes": used,
        "evidence_budget_bytes": budget,
        "database_bytes": _size(profile.place.database) if profile.place else None,
        "backups_bytes": sum(_size(path) for path in profile.place.backups.glob("*.db")) if profile.place else None,
    }


def _queue(rows: Sequence[OutboxRow]) -> dict[str, Any]:
    counts = {state.value: sum(row.state is state for row in rows) for state in (*_OPEN, OutboxState.HELD)}
    return {**counts, "items": [_item(row) for row in rows if row.state in _NEXT_STEP]}


def _item(row: OutboxRow) -> dict[str, Any]:
    return {
        "op_id": row.op_id,
        "code": row.code,
        "server": row.server_name,
        "what": row.verb.value,
        "state": row.state.value,
        "since": plain(row.created_at),
        "tries": row.tries,
        "next_try_at": plain(row.not_before_at),
        "reason": row.cause or row.server_words or "It waits for its turn.",
        "next_step": _FIRST_YOU if row.waits_for_you else _NEXT_STEP[row.state],
    }


def _backups(kept: KeptSafe | None) -> dict[str, Any]:
    if kept is None:
        return {"count": 0, "newest_at": None, "is_newest_whole": None, "copies_of_finals": 0}
    newest = kept.backups[0].made_at if kept.backups else None
    return {
        "count": len(kept.backups),
        "newest_at": plain(newest),
        "is_newest_whole": kept.is_newest_whole,
        "copies_of_finals": kept.copies_of_finals,
    }


def _district(laptop: Laptop) -> dict[str, Any]:
    district = laptop.settings.district
    return {
        "file": str(district.path) if district.path else None,
        "problems": list(district.problems),
        "decides": sorted(district.values),
        "locked": sorted(district.locked),
        "has_recovery_key": bool(district.recovery_key),
        "is_last_good": district.is_last_good,
        "origins": {
            key: laptop.settings.origin(key) for key in SETTINGS if key not in ("keys", "geometry", "spelling")
        },
    }


def _clock(session: Session | None, server: IssuingServer) -> dict[str, Any]:
    confirmed = session.tools.clock.confirmed_at(server) if session is not None else None
    return {"server_id": server.server_id, "confirmed_at": plain(confirmed), "laptop_ahead_s": _skew_s(server)}


def _skew_s(server: IssuingServer) -> int | None:
    """How far the laptop's clock was ahead of the server's signed time when they last met."""
    if server.server_time_at is None or server.met_at is None:
        return None
    return round((server.met_at - server.server_time_at).total_seconds())


def _server(server: IssuingServer) -> dict[str, Any]:
    return {
        "server_id": server.server_id,
        "name": server.name,
        "url": server.base_url,
        "synced_at": plain(server.synced_at),
        "needs_sign_in": server.needs_sign_in,
    }


def _existing(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
