"""CSV: one row for each cited moment, one for a criterion without any, for whoever keeps lists."""

import csv
import io
from collections.abc import Iterable

from assessor_app.domain.rubric import Criterion
from assessor_app.exports.candidate_copy import CandidateCopy, SharedMoment

COLUMNS = (
    "Submission",
    "Micro-credential",
    "Criterion number",
    "Criterion",
    "Level",
    "Condition",
    "Why",
    "Feedback",
    "Evidence",
    "Where",
    "Start (s)",
    "End (s)",
    "Mark",
    "Note",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_US_PER_S = 1_000_000


def table(copy: CandidateCopy) -> bytes:
    """Return RFC 4180 with a header row. UTF-8 with a byte order mark: without it Excel reads accents wrong.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in row] for row in _rows(copy))
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """Return the cell as text that no spreadsheet computes."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _rows(copy: CandidateCopy) -> Iterable[tuple[str, ...]]:
    shown: set[str] = set()
    for criterion in copy.view.rubric.criteria:
        moments = copy.cited_for(criterion)
        shown |= {moment.annotation.annotation_id for moment in moments}
        for moment in moments or (None,):
            yield (*_judged(copy, criterion), *_seen(moment))
    for moment in copy.moments:
        if moment.annotation.annotation_id not in shown:
            yield (*_uncited(copy, moment.criterion), *_seen(moment))


def _head(copy: CandidateCopy, criterion: Criterion | None) -> tuple[str, ...]:
    named = (str(criterion.number), criterion.name) if criterion else ("", "")
    return copy.view.assignment.code, copy.view.achievement.name, *named


def _judged(copy: CandidateCopy, criterion: Criterion) -> tuple[str, ...]:
    score = copy.score_of(criterion)
    texts = (score.rationale, score.feedback) if score else ("", "")
    return *_head(copy, criterion), copy.level_name(criterion), copy.condition_name(criterion), *texts


def _uncited(copy: CandidateCopy, criterion: Criterion | None) -> tuple[str, ...]:
    return *_head(copy, criterion), "", "", "", ""


def _seen(moment: SharedMoment | None) -> tuple[str, ...]:
    if moment is None:
        return ("",) * 6
    time, mark = moment.time, moment.annotation
    times = (_seconds(time.start_us), _seconds(time.end_us)) if time else ("", "")
    return moment.artifact.name if moment.artifact else "", moment.place, *times, mark.mark_type.value, mark.text


def _seconds(at_us: int) -> str:
    return f"{at_us / _US_PER_S:.6f}".rstrip("0").rstrip(".")
