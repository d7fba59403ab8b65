"""The offline lease in words: that evidence will lock, that it is locked, and what opens it again."""

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.lease_standing import LeaseStanding


def lease_over_words(server_name: str, days: int) -> str:
    words = _tr(
        "This laptop has not spoken to {server} for {days} days, so its videos are locked. "
        "Connect once and they open again. Your scores and notes stay."
    )
    return words.format(server=server_name, days=days)


def server_lock_words(server_name: str) -> str:
    words = _tr(
        "{server} has asked this laptop to keep its videos closed. Ask {server}, then sync. Your scores and notes stay."
    )
    return words.format(server=server_name)


def ahead_words(lease: LeaseStanding, server_name: str) -> str:
    """Return the warning while the end of the lease is near; empty before, and once it is over."""
    if lease.days_left is None or lease.is_over or lease.is_locked:
        return ""
    words = _tr(
        "This laptop has not spoken to {server} for {gone} days: its videos lock in {left} days. "
        "Connect once before then."
    )
    if lease.days_left == 1:
        words = _tr(
            "This laptop has not spoken to {server} for {gone} days: its videos lock within a day. "
            "Connect once before then."
        )
    return words.format(server=server_name, left=lease.days_left, gone=lease.days - lease.days_left)


def inbox_words(lock_days: int | None) -> str:
    """Return what the inbox says of a row's evidence; empty while there is time."""
    if lock_days is None:
        return ""
    if lock_days == 0:
        return _tr("Locked: connect")
    return _tr("Locks within a day") if lock_days == 1 else _tr("Locks in {left} days").format(left=lock_days)


def inbox_reason(server_name: str) -> str:
    words = _tr("Evidence locks while this laptop does not speak to {server}. Connect once, and it is open.")
    return words.format(server=server_name)


def _tr(words: str) -> str:
    return QCoreApplication.translate("OfflineLease", words)
