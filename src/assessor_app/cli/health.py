"""What `doctor` looks at: the installation, the profile's safety, and every item that is stuck, in plain words."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from assessor_app.cli.session import Session
from assessor_app.domain.credential import CertificationStanding
from assessor_app.domain.outbox import OutboxState
from assessor_app.domain.submission import MediaState
from assessor_app.domain.trust import trusted_issuers
from assessor_app.services.certification import certification, day
from assessor_app.services.exchange_ports import ServerUnreachable, SignInRequired
from assessor_app.services.refusals import NotReceived

_SPARE_BYTES = 1_000_000_000
_AT_EASE = (CertificationStanding.VALID, CertificationStanding.NOT_REQUIRED)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. `words` say the thing, the reason and, when not well, the next step."""

    check: str
    is_well: bool
    words: str


def examine(session: Session) -> tuple[Finding, ...]:
    """Look at everything; no check stops the others."""
    checks: tuple[Callable[[Session], Iterator[Finding]], ...] = (
        _parts,
        _store,
        _protection,
        _disk,
        _servers,
        _certifications,
        _stuck,
        _evidence,
    )
    return tuple(finding for check in checks for finding in check(session))


def _parts(session: Session) -> Iterator[Finding]:
    for package in ("PySide6_Essentials", "SQLAlchemy", "sqlcipher3", "av"):
        try:
            yield Finding(package, True, version(package))
        except PackageNotFoundError:
            yield Finding(package, False, "is not installed: install the program again")
    yield _libvlc(session)


_MISSING = {
    "library": "not found. Debian, Ubuntu: install libvlc5 and vlc-plugin-base. Windows, macOS: VLC from videolan.org",
    "plugins": "its plugins are missing. Debian, Ubuntu: install vlc-plugin-base. Windows, macOS: install VLC again",
}


def _libvlc(session: Session) -> Finding:
    found, missing = session.libvlc()
    return Finding("libVLC", True, found or f"{_MISSING[missing]} (only needed for formats that Qt cannot play)")


def _store(session: Session) -> Iterator[Finding]:
    problems = session.check_store()
    words = (
        "the database is whole"
        if not problems
        else f"{problems[0]}. Restore the newest good backup: assessor-app backups restore"
    )
    yield Finding("database", not problems, words)


def _protection(session: Session) -> Iterator[Finding]:
    if session.is_cheaply_protected():
        yield Finding("passphrase", False, "this profile has a cheap key slot: it is for tests and the demo only")
    else:
        yield Finding("passphrase", True, "the profile is protected by its passphrase")


def _disk(session: Session) -> Iterator[Finding]:
    free = shutil.disk_usage(session.paths.root).free
    words = f"{free // 1_000_000} MB free" + ("" if free > _SPARE_BYTES else ": free some space before fetching videos")
    yield Finding("disk", free > _SPARE_BYTES, words)


def _servers(session: Session) -> Iterator[Finding]:
    for server in session.reads.servers():
        try:
            session.client_of(server.server_id).check()
            words = f"{server.base_url} answers"
        except (ServerUnreachable, SignInRequired) as error:
            words = f"{server.base_url} does not answer: work goes on offline. {error}".rstrip()
        yield Finding(f"server {server.name}", True, words)


def _certifications(session: Session) -> Iterator[Finding]:
    """Every certification a server asks for, and where the assessor stands with it."""
    held = session.reads.credentials()
    for server in session.reads.servers():
        now = session.tools.clock.suspected_at(server)  # as where scores are taken: a clock set back changes nothing
        trusted = trusted_issuers(server.trusted_issuers) if "assessor" in server.roles else ()
        mine = [each for each in held if each.server_id == server.server_id]
        for achievement_id in dict.fromkeys(entry.achievement_id for entry in trusted):
            found = certification(achievement_id, mine, trusted, now)
            name = found.credential.name if found.credential else achievement_id
            until = found.credential.valid_until if found.credential else None
            words = found.standing.value + (f", until {day(until)}" if until else "")
            advice = "" if found.standing in _AT_EASE else f": sync, renew or ask {server.name}"
            yield Finding(f"certification {name}", found.may_score, words + advice)


def _stuck(session: Session) -> Iterator[Finding]:
    for row in session.reads.outbox():
        if row.state is OutboxState.PARKED:
            yield Finding(f"outbox {row.code}", False, row.cause or row.server_words)
        elif row.waits_for_you:
            yield Finding(f"outbox {row.code}", False, row.cause)
        elif row.tries and row.state is OutboxState.PENDING:
            later = f", next try {row.not_before_at:%H:%M}" if row.not_before_at else ""
            yield Finding(f"outbox {row.code}", True, f"waiting after {row.tries} tries{later}: {row.cause}")


def _evidence(session: Session) -> Iterator[Finding]:
    """Files that were asked for and did not come; what is only paused says nothing."""
    for row in session.reads.inbox():
        if row.media_state in (MediaState.FAILED, MediaState.PAUSED):
            with suppress(NotReceived):
                media = session.reads.workbench(row.assignment_id).media.values()
                words = " ".join(dict.fromkeys(one.problem for one in media if one.problem))
                if words:
                    yield Finding(f"evidence {row.code}", False, words)
