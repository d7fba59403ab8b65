"""The state of the exchange with the servers, in one short line."""

from dataclasses import dataclass
from datetime import datetime

from assessor_app.gui import wording
from assessor_app.gui.wording import tr
from assessor_app.services.views import SyncStatus, WaitingCounts

NOTHING_WAITS = WaitingCounts(finals=0, drafts=0, parked=0, held=0)


@dataclass(frozen=True, slots=True)
class SyncLine:
    """`tone` is a look of a label: quiet, good, warn or bad."""

    icon_name: str
    tone: str
    text: str


def sync_line(status: SyncStatus, waiting: WaitingCounts, now: datetime) -> SyncLine:
    """Return for example "3 waiting to send · synced 14:02"."""
    icon_name, tone, state = _state(status, now)
    parts = [*_waiting(waiting), state]
    if waiting.parked:
        icon_name, tone = "circle-alert", "warn"
    return SyncLine(icon_name, tone, " · ".join(parts))


def _waiting(waiting: WaitingCounts) -> list[str]:
    words = []
    if waiting.parked:
        words.append(tr("1 needs you") if waiting.parked == 1 else tr("{count} need you").format(count=waiting.parked))
    if waiting.finals:
        words.append(tr("{count} waiting to send").format(count=waiting.finals))
    if waiting.held:
        words.append(tr("{count} held for review").format(count=waiting.held))
    return words


def _state(status: SyncStatus, now: datetime) -> tuple[str, str, str]:
    if status.is_busy:
        return "refresh-cw", "quiet", _busy(status)
    if status.needs_sign_in:
        return "key-round", "warn", tr("sign in again to sync")
    if status.is_online is False:
        last = tr("last synced {when}").format(when=wording.ago(status.synced_at, now)) if status.synced_at else ""
        return "cloud-off", "quiet", ", ".join(part for part in (tr("offline"), last) if part)
    if status.synced_at is None:
        return "cloud", "quiet", tr("not synced yet")
    return "circle-check", "quiet", tr("synced {when}").format(when=wording.ago(status.synced_at, now))


def _busy(status: SyncStatus) -> str:
    if not status.total:
        return tr("syncing")
    done, total = wording.size(status.done), wording.size(status.total)
    return tr("fetching evidence, {done} of {total}").format(done=done, total=total)
