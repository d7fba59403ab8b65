"""How much of a submission's evidence is here, how fast the rest comes, or why it waits: in words."""

from collections.abc import Callable, Mapping
from datetime import datetime

from assessor_app.domain.submission import MediaState
from assessor_app.gui import wording
from assessor_app.gui.models.inbox_filter import is_done
from assessor_app.gui.models.offline_words import inbox_reason, inbox_words
from assessor_app.gui.wording import tr
from assessor_app.services.media_rules import Waits
from assessor_app.services.media_views import MediaProgress
from assessor_app.services.views import InboxRow

_MINUTE = 60
_HOUR = 60 * _MINUTE


def laptop_words(row: InboxRow, progress: MediaProgress | None, now: datetime) -> str:
    """Return the words of a cell: "34 % · 3 min left", "Waits until 15:30", "On this laptop"."""
    if is_locking(row):
        return inbox_words(row.lock_days)
    if row.media_state is MediaState.ABSENT and is_done(row):
        return tr("Not on this laptop")  # and nobody waits for it
    if progress is None or row.media_state is MediaState.PRESENT:
        return wording.media(row.media_state, row.media_done, row.media_size)
    if progress.waits:
        return _waits(progress, now)
    words = wording.media(MediaState.DOWNLOADING, progress.done, progress.size)
    left = time_left(progress.left_s)
    return f"{words} · {left}" if left else words


def laptop_explained(row: InboxRow, progress: MediaProgress | None, now: datetime) -> str:
    """The same with bytes, rate and what to do."""
    words = laptop_words(row, progress, now)
    if not row.media_size:
        return words
    here = row.media_done if progress is None else progress.done
    done, total = wording.size(here), wording.size(row.media_size)
    parts = [tr("{done} of {total}").format(done=done, total=total)]
    if progress is not None and progress.bytes_per_s and not progress.waits:
        parts.append(tr("{size} a second").format(size=wording.size(round(progress.bytes_per_s))))
    said = f"{words} ({', '.join(parts)})"
    if is_locking(row):
        return f"{said}\n{inbox_reason(row.server_name)}"
    if row.media_state is MediaState.FAILED and progress is None:
        return f"{said}\n{tr('Open the submission to see why, or choose Make available offline to try again.')}"
    reason = _REASONS.get(progress.waits) if progress is not None and progress.waits else None
    return f"{said}\n{reason()}" if reason is not None else said


def is_locking(row: InboxRow) -> bool:
    """Whether evidence that is here is closed, or soon will be, because its server was not met."""
    return row.lock_days is not None and row.media_state is MediaState.PRESENT


def time_left(seconds: float | None) -> str:
    """Return "3 min left", "2 h left"; empty while unknown."""
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return tr("under 1 min left")
    if seconds < _HOUR:
        return tr("{count} min left").format(count=round(seconds / _MINUTE))
    return tr("{count} h left").format(count=max(1, round(seconds / _HOUR)))


def _waits(progress: MediaProgress, now: datetime) -> str:
    if progress.waits == Waits.QUIET and progress.until_at is not None:
        return tr("Waits until {time}").format(time=wording.ago(progress.until_at, now))
    return {
        Waits.TURN: tr("Waiting to download"),
        Waits.NETWORK: tr("Waits for the server"),
        Waits.METERED: tr("Waits: paid network"),
        Waits.ROOM: tr("Waits for room"),
    }.get(Waits(progress.waits), tr("Waiting to download"))


_REASONS: Mapping[str, Callable[[], str]] = {
    Waits.TURN: lambda: tr("What is due earlier comes first."),
    Waits.NETWORK: lambda: tr("It goes on by itself as soon as the server answers."),
    Waits.QUIET: lambda: tr(
        "No evidence is fetched in the quiet hours of Settings. To have it now, choose Fetch now in its menu."
    ),
    Waits.METERED: lambda: tr("This network is paid by volume. Use another one, or choose Fetch now in its menu."),
    Waits.ROOM: lambda: tr(
        "Make room: finish other work, or allow more in Settings, Storage. Then choose Resume fetching."
    ),
}


def budget_words(here: int, budget_gb: int) -> str:
    """Return "47 MB of 20 GB", "12.3 GB of 20 GB" for bytes of evidence here."""
    return tr("{amount} of {budget} GB").format(amount=wording.size(here), budget=budget_gb)
