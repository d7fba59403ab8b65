"""What certifications are worth, in the words of the screens."""

from datetime import datetime
from math import ceil

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from assessor_app.domain.credential import NEVER_CHECKED, Certification, CertificationStanding, Credential
from assessor_app.domain.submission import Role
from assessor_app.services.views import WorkbenchView

_SECONDS_A_DAY = 86_400


def standing_words(standing: CertificationStanding) -> str:
    """One or two words for a table."""
    return {
        CertificationStanding.VALID: _tr("Valid"),
        CertificationStanding.EXPIRING: _tr("Ends soon"),
        CertificationStanding.EXPIRED: _tr("Ended"),
        CertificationStanding.NOT_YET_VALID: _tr("Not yet valid"),
        CertificationStanding.REVOKED: _tr("Withdrawn"),
        CertificationStanding.STATUS_TOO_OLD: _tr("Not checked lately"),
        CertificationStanding.MISSING: _tr("None"),
        CertificationStanding.NOT_REQUIRED: _tr("Not needed"),
    }[standing]


def notice_words(view: WorkbenchView, now: datetime) -> str:
    """Why the open work can only be read, or that its certification ends soon; nothing while all is well."""
    if not (view.is_live and view.assessment.state.is_open):
        return ""
    held = view.certification
    if held.standing is CertificationStanding.EXPIRING:
        return _ends_soon(held, view, now)
    if held.may_score:
        return ""
    return why_not(held, view.assignment.role, _name(view), view.server_name)


def why_not(held: Certification, role: Role, name: str, server: str) -> str:
    """Why the assessor can only read submissions of micro-credential `name`, and what to do about it."""
    return " ".join(
        (_reason(held, role, name, server), _tr("You can read, not score."), _next_step(held, role, server))
    )


def date(at: datetime) -> str:
    """A day as it is written in a sentence: 3 March 2027."""
    here = at.astimezone()
    return QLocale().toString(QDate(here.year, here.month, here.day), "d MMMM yyyy")


def days_left(until: datetime, now: datetime) -> int:
    """Whole days, a begun one counts."""
    return max(0, ceil((until - now).total_seconds() / _SECONDS_A_DAY))


def _ends_soon(held: Certification, view: WorkbenchView, now: datetime) -> str:
    until = held.credential.valid_until if held.credential else None
    if until is None:
        return ""
    left = days_left(until, now)
    words = (
        _tr("Your certification for {name} ends on {date}, within a day. Renew it with {server} (calibration).")
        if left <= 1
        else _tr("Your certification for {name} ends on {date}, in {days} days. Renew it with {server} (calibration).")
    )
    return words.format(name=_name(view), date=date(until), days=left, server=view.server_name)


def _reason(held: Certification, role: Role, name: str, server: str) -> str:
    if held.credential is None:
        words = (
            _tr("Only adjudicators of {server} may decide this.")
            if role is Role.ADJUDICATE
            else _tr("You have no certification for {name} on this laptop.")
        )
        return words.format(server=server, name=name)
    return _reason_of(held.standing, held.credential, name)


def _reason_of(standing: CertificationStanding, credential: Credential, name: str) -> str:
    if standing is CertificationStanding.EXPIRED and credential.valid_until is not None:
        words = _tr("Your certification for {name} ended on {date}.")
        return words.format(name=name, date=date(credential.valid_until))
    if standing is CertificationStanding.NOT_YET_VALID:
        words = _tr("Your certification for {name} begins on {date}.")
        return words.format(name=name, date=date(credential.valid_from))
    if standing is CertificationStanding.REVOKED:
        words = _tr("{issuer} has withdrawn your certification for {name}.")
        return words.format(issuer=credential.issuer_name, name=name)
    checked_at = credential.status_checked_at
    if checked_at is None or checked_at == NEVER_CHECKED:
        return _tr("Nobody has checked yet whether your certification for {name} still holds.").format(name=name)
    words = _tr("Nobody has checked since {date} whether your certification for {name} still holds.")
    return words.format(date=date(checked_at), name=name)


def _next_step(held: Certification, role: Role, server: str) -> str:
    if role is Role.ADJUDICATE and held.credential is None:
        return _tr("Ask {server}.").format(server=server)
    words = {
        CertificationStanding.STATUS_TOO_OLD: _tr("Sync with {server}."),
        CertificationStanding.REVOKED: _tr("Ask {server} why."),
        CertificationStanding.NOT_YET_VALID: _tr("Wait until then, or ask {server}."),
        CertificationStanding.EXPIRED: _tr("Renew it with {server} (calibration)."),
    }.get(held.standing, _tr("Sync with {server}, or certify there (calibration)."))
    return words.format(server=server)


def _name(view: WorkbenchView) -> str:
    return view.assignment.micro_credential or view.achievement.name


def _tr(words: str) -> str:
    return QCoreApplication.translate("Certification", words)
