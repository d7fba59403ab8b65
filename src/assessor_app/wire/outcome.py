"""Protocol row 15: what became of an assignment, as its assessor may know it."""

from assessor_app.wire.base import UtcTime, WireModel


class ComparedLevelDoc(WireModel):
    """One criterion (its URI) as two assessors scored it: a level URI or a condition code each, "" for none."""

    criterion: str
    own: str = ""
    other: str = ""


class IssuedDoc(WireModel):
    """That a credential went to the candidate. The credential itself never goes to the assessor."""

    id: str
    status: str


class OutcomeDoc(WireModel):
    """`decision` is the server's, "" while `decided` is false; `own_decision` is what the own final came to.

    `levels` is there once both assessors' finals are in and resolved.
    """

    decided: bool
    decision: str = ""
    own_decision: str = ""
    adjudicated: bool = False
    levels: tuple[ComparedLevelDoc, ...] = ()
    credential: IssuedDoc | None = None
    decided_at: UtcTime | None = None
