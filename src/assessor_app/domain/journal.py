"""The journal of an assessor's acts: what undo and redo walk over, and the history nothing is lost from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessor_app.domain.annotation import Annotation
from assessor_app.domain.assessment import CriterionScore


@dataclass(frozen=True, slots=True)
class Feedback:
    """The overall feedback text (Markdown) of one assignment."""

    assignment_id: str
    text: str


Snapshot = Annotation | CriterionScore | Feedback


class ActKind(StrEnum):
    """RETURNED is no change: it says where a returned final was taken up again. Undo and redo stop there."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One entity's change within an act; rows of one act share `act_id`. `undoes` names the act taken back."""

    act_id: str
    assignment_id: str
    kind: ActKind
    label: str
    entity_id: str
    before: Snapshot | None
    after: Snapshot | None
    at: datetime
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    act_id: str
    kind: ActKind
    label: str


def next_undo(newest_first: Iterable[Act]) -> Act | None:
    """Return the act undo takes back: an undo hides the act before it, a redo restores it."""
    hidden = 0
    for act in newest_first:
        if act.kind is ActKind.RETURNED:
            return None
        if act.kind is ActKind.UNDO:
            hidden += 1
        elif hidden:
            hidden -= 1
        else:
            return act
    return None


def next_redo(newest_first: Iterable[Act]) -> Act | None:
    """Return the undo that redo takes back; a fresh act ends the chain."""
    spent = 0
    for act in newest_first:
        if act.kind in (ActKind.DO, ActKind.RETURNED):
            return None
        if act.kind is ActKind.REDO:
            spent += 1
        elif spent:
            spent -= 1
        else:
            return act
    return None
