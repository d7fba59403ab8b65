"""The history of an assessment's scores: each change with its time, old and new value."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.journal import ActKind, JournalRow


class ScoreField(StrEnum):
    LEVEL = "level"
    CONDITION = "condition"
    RATIONALE = "rationale"
    FEEDBACK = "feedback"
    CITED = "cited"


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """`before` and `after` are a level id, a condition code, a text, or cited ids joined by spaces; "" for none."""

    at: datetime
    criterion_id: str
    field: ScoreField
    before: str
    after: str
    kind: ActKind


def score_changes(rows: Iterable[JournalRow]) -> tuple[ScoreChange, ...]:
    """Return what changed in scores, in the order of `rows`; rows about other things say nothing."""
    return tuple(change for row in rows for change in _of_row(row))


def _of_row(row: JournalRow) -> Iterable[ScoreChange]:
    known = row.after or row.before
    if not isinstance(known, CriterionScore):
        return
    before, after = _values(row.before), _values(row.after)
    for field in ScoreField:
        if before[field] != after[field]:
            yield ScoreChange(row.at, known.criterion_id, field, before[field], after[field], row.kind)


def _values(snapshot: object) -> dict[ScoreField, str]:
    if not isinstance(snapshot, CriterionScore):
        return dict.fromkeys(ScoreField, "")
    return {
        ScoreField.LEVEL: snapshot.level_id or "",
        ScoreField.CONDITION: snapshot.condition_code or "",
        ScoreField.RATIONALE: snapshot.rationale,
        ScoreField.FEEDBACK: snapshot.feedback,
        ScoreField.CITED: " ".join(snapshot.cited),
    }
