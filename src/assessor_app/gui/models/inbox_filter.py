"""Which submissions the inbox shows, and in what order: pure functions over its rows."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from assessor_app.domain.assessment import AssessmentState
from assessor_app.domain.submission import AssignmentState, MediaState
from assessor_app.services.views import InboxRow

DUE_SOON = timedelta(days=3)
NEVER = datetime.max.replace(tzinfo=UTC)
_LIVE = (AssignmentState.OPEN, AssignmentState.RETURNED)
_SENT = (AssessmentState.ACCEPTED, AssessmentState.HELD)
_WAITING = (AssessmentState.QUEUED, AssessmentState.PARKED)
_STATE_ORDER = {state: place for place, state in enumerate(AssessmentState)}
_MEDIA_ORDER = {state: place for place, state in enumerate(MediaState)}


class Column(IntEnum):
    MICRO_CREDENTIAL = 0
    CODE = 1
    ATTEMPT = 2
    SERVER = 3
    ROLE = 4
    DUE = 5
    EVIDENCE = 6
    LAPTOP = 7
    STATE = 8


class Filter(StrEnum):
    ALL = "all"
    TO_DO = "to-do"
    DUE_SOON = "due-soon"
    ON_LAPTOP = "on-laptop"
    WAITING = "waiting"
    DONE = "done"


def is_to_do(row: InboxRow) -> bool:
    return row.assignment_state in _LIVE and row.assessment_state.is_open and not row.is_handed_back


def is_done(row: InboxRow) -> bool:
    return row.is_handed_back or row.assignment_state not in _LIVE or row.assessment_state in _SENT


def is_due_soon(row: InboxRow, now: datetime) -> bool:
    return is_to_do(row) and row.due_at is not None and row.due_at - now <= DUE_SOON


def filters_of(row: InboxRow, now: datetime) -> tuple[Filter, ...]:
    """Return every filter `row` passes."""
    checks = (
        (Filter.TO_DO, is_to_do(row)),
        (Filter.DUE_SOON, is_due_soon(row, now)),
        (Filter.ON_LAPTOP, row.media_state is MediaState.PRESENT),
        (Filter.WAITING, row.assessment_state in _WAITING),
        (Filter.DONE, is_done(row)),
    )
    return (Filter.ALL, *(name for name, passes in checks if passes))


class Sieve:
    """`filters_of` at one moment for very many rows: most of them are alike in all that decides."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._soon = now + DUE_SOON
        self._known: dict[tuple[object, ...], tuple[Filter, ...]] = {}

    def filters_of(self, row: InboxRow) -> tuple[Filter, ...]:
        is_soon = row.due_at is not None and row.due_at <= self._soon
        alike = (row.assignment_state, row.assessment_state, row.media_state, row.is_handed_back, is_soon)
        known = self._known.get(alike)
        if known is None:
            known = self._known[alike] = filters_of(row, self._now)
        return known


def tally(passed: Iterable[tuple[Filter, ...]]) -> dict[Filter, int]:
    """Return how many rows pass each filter; `passed` is what `filters_of` said of every row."""
    counts = dict.fromkeys(Filter, 0)
    for names, count in Counter(passed).items():
        for name in names:
            counts[name] += count
    return counts


def haystack(row: InboxRow) -> str:
    """Return what a search looks through."""
    return f"{row.micro_credential}\n{row.code}\n{row.code.replace('-', '')}\n{row.server_name}".casefold()


_KEYS: dict[Column, Callable[[InboxRow], Any]] = {
    Column.MICRO_CREDENTIAL: lambda row: row.micro_credential.casefold(),
    Column.CODE: lambda row: row.code,
    Column.ATTEMPT: lambda row: row.attempt,
    Column.SERVER: lambda row: row.server_name.casefold(),
    Column.ROLE: lambda row: row.role.value,
    Column.DUE: lambda row: (is_done(row), row.due_at or NEVER),
    Column.EVIDENCE: lambda row: row.media_size,
    Column.LAPTOP: lambda row: (_MEDIA_ORDER[row.media_state], row.media_done),
    Column.STATE: lambda row: (row.assignment_state not in _LIVE, _STATE_ORDER[row.assessment_state]),
}


def sort_key(row: InboxRow, column: Column) -> tuple[Any, ...]:
    """Return everything that decides where `row` stands in the order by `column`."""
    return (_KEYS[column](row), row.due_at or NEVER, row.code)
