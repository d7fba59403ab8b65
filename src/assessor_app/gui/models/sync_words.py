"""The state of the exchange with the servers, in one short line."""

from dataclasses import dataclass
from datetime import datetime

from assessor_app.domain.reach import Reach
from assessor_app.gui import wording
from assessor_app.gui.wording import tr
from assessor_app.services.views import SyncStatus, WaitingCounts

_MINUTE = 60
NOTHING_WAITS = WaitingCounts(finals=0, drafts=0, parked=0, held=0)


@dataclass(frozen=True, slots=True)
class SyncLine:
    """`tone` is a look of a label: quiet, good, warn or bad. `told` says at length what is in the way."""

    icon_name: str
    tone: str
    text: str
    told: str = ""


def sync_line(status: SyncStatus, waiting: WaitingCounts, now: datetime) -> SyncLine:
    """Return for example "3 waiting to send · synced 14:02"."""
    icon_name, tone, state = _state(status, waiting, now)
    parts = [*_waiting(waiting), state]
    if waiting.parked:
        icon_name, tone = "circle-alert", "warn"
    return SyncLine(icon_name, tone, " · ".join(parts), "" if status.is_busy else away_sentence(status, now))


def away_sentence(status: SyncStatus, now: datetime) -> str:
    """What is in the way, when the program tries again, and what to do; empty while the servers answer."""
    if status.reach is Reach.ONLINE:
        return ""
    name = status.away_name or tr("The server")
    thing = {
        Reach.CAPTIVE: tr(
            "This network asks you to sign in. Open your browser, sign in to the Wi-Fi, then press Sync."
        ),
        Reach.PROXY_SIGN_IN: tr("The proxy of this network needs a sign-in: ask your school's IT."),
        Reach.NO_NETWORK: tr("This laptop has no network just now. Your work is kept here and sent later."),
        Reach.SERVER_AWAY: tr("{name} does not answer. Your work is kept here and sent later."),
    }.get(status.reach, "")
    thing = thing.format(name=name) if thing else status.away_words
    again = _next_try(status, now)
    if not again:
        return thing
    words = f"{thing} {again[:1].upper()}{again[1:]}."
    return words if status.reach is Reach.CAPTIVE else f"{words} {tr('Sync tries now.')}"


def next_step(status: SyncStatus) -> str:
    """What to do about what is in the way, for the foot of the window; empty while the servers answer."""
    return {
        Reach.ONLINE: "",
        Reach.CAPTIVE: tr("Open your browser and sign in to the Wi-Fi, then sync. Your work is kept here."),
        Reach.PROXY_SIGN_IN: tr("Ask your school's IT. Your work is kept here and sent later."),
        Reach.NO_NETWORK: tr("Your work is kept here and sent later."),
        Reach.SERVER_AWAY: tr("Your work is kept here and sent later."),
        Reach.PUT_RIGHT: status.away_words,
    }[status.reach]


def _next_try(status: SyncStatus, now: datetime) -> str:
    """Return "next try in 40 s", empty when none is set."""
    if status.next_try_at is None:
        return ""
    seconds = (status.next_try_at - now).total_seconds()
    if seconds < 1:
        return tr("trying again now")
    if seconds < _MINUTE:
        return tr("next try in {count} s").format(count=round(seconds))
    return tr("next try in {count} min").format(count=round(seconds / _MINUTE))


def _away(status: SyncStatus, now: datetime) -> tuple[str, str, str]:
    name = status.away_name or tr("the server")
    short = {
        Reach.CAPTIVE: tr("this network asks you to sign in"),
        Reach.PROXY_SIGN_IN: tr("the proxy needs a sign-in"),
        Reach.NO_NETWORK: tr("no network"),
        Reach.SERVER_AWAY: tr("{name} does not answer").format(name=name),
        Reach.PUT_RIGHT: tr("not connected to {name}").format(name=name),
    }[status.reach]
    is_for_person = status.reach in (Reach.CAPTIVE, Reach.PROXY_SIGN_IN, Reach.PUT_RIGHT)
    words = ", ".join(part for part in (short, _next_try(status, now)) if part)
    return "cloud-off", "warn" if is_for_person else "quiet", words


def _waiting(waiting: WaitingCounts) -> list[str]:
    words = []
    if waiting.parked:
        words.append(tr("1 needs you") if waiting.parked == 1 else tr("{count} need you").format(count=waiting.parked))
    if waiting.finals:
        words.append(tr("{count} waiting to send").format(count=waiting.finals))
    if waiting.held:
        words.append(tr("{count} held for review").format(count=waiting.held))
    return words


def _state(status: SyncStatus, waiting: WaitingCounts, now: datetime) -> tuple[str, str, str]:
    if status.is_busy:
        return "refresh-cw", "quiet", _busy(status)
    if status.needs_sign_in:
        is_sending = bool(waiting.finals or waiting.drafts)
        return "key-round", "warn", tr("sign in again to send") if is_sending else tr("sign in again to sync")
    if status.reach is not Reach.ONLINE:
        return _away(status, now)
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
