"""What the issuing server decided and how two assessments compare, in words; nothing before both are in."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from assessor_app.domain.assessment import Decision
from assessor_app.domain.outcome import ComparedLevel, Outcome
from assessor_app.domain.rubric import Criterion
from assessor_app.services.views import WorkbenchView

SAME, NEAR, FAR, OTHER = "●", "◐", "○", "◇"
"""Shapes of a comparison: the same level, one apart, more, or not two levels."""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One criterion: what the assessor chose, what the other one did, and how far apart that is."""

    number: int
    name: str
    own: str
    other: str
    shape: str
    words: str


def decision_name(decision: str) -> str:
    """Return the decision as a word or two; one this version does not know is said as it came."""
    return {
        Decision.AWARDED.value: _tr("awarded"),
        Decision.NOT_YET.value: _tr("not yet"),
        Decision.UNDECIDED.value: _tr("not decided"),
        Decision.RETURNED.value: _tr("back to the candidate"),
    }.get(decision, decision)


def outcome_sentence(view: WorkbenchView) -> str:
    """Return what became of the assessment, for one line; empty while the server has said nothing."""
    return "" if view.outcome is None else _sentence(view.outcome, _agreement(compared_rows(view)))


def short_sentence(outcome: Outcome) -> str:
    """The same without the rubric at hand: how many levels are the same, not how far the others are apart."""
    same = sum(level.own == level.other for level in outcome.levels)
    words = _tr("You and the other assessor: the same level in {count} of {all}.")
    return _sentence(outcome, words.format(count=same, all=len(outcome.levels)) if outcome.levels else "")


def _sentence(outcome: Outcome, agreement: str) -> str:
    if not outcome.is_decided:
        return _tr("Not decided yet: another assessor is still at work.")
    parts = [_tr("Decided: {decision}.").format(decision=decision_name(outcome.decision))]
    if outcome.own_decision and outcome.own_decision != outcome.decision:
        parts.append(_tr("By your levels it was: {decision}.").format(decision=decision_name(outcome.own_decision)))
    parts.append(agreement)
    if outcome.was_adjudicated:
        parts.append(_tr("A third person decided between the two."))
    parts.append(credential_words(outcome))
    return " ".join(part for part in parts if part)


def credential_words(outcome: Outcome) -> str:
    """Return whether a credential was issued; it goes to the candidate, never to the assessor."""
    if not outcome.is_decided or not outcome.credential_id:
        return ""
    status = {"valid": _tr("valid"), "active": _tr("valid"), "revoked": _tr("revoked")}
    words = _tr("A credential was issued to the candidate ({status}).")
    said = status.get(outcome.credential_status, outcome.credential_status)
    return words.format(status=said) if said else _tr("A credential was issued to the candidate.")


def compared_rows(view: WorkbenchView) -> tuple[ComparedRow, ...]:
    """Return the comparison criterion by criterion, in order; nothing before it is decided."""
    outcome = view.outcome
    if outcome is None or not outcome.is_decided:
        return ()
    compared = {level.criterion_id: level for level in outcome.levels}
    return tuple(
        _row(view, criterion, compared[criterion.criterion_id])
        for criterion in view.rubric.criteria
        if criterion.criterion_id in compared
    )


def _row(view: WorkbenchView, criterion: Criterion, level: ComparedLevel) -> ComparedRow:
    places = {each.level_id: each.position for each in criterion.levels}
    own, other = (_name(view, criterion, chosen) for chosen in (level.own, level.other))
    if level.own == level.other:
        shape, words = SAME, _tr("the same")
    elif level.own in places and level.other in places:
        apart = abs(places[level.own] - places[level.other])
        shape = NEAR if apart == 1 else FAR
        words = _tr("one level apart") if apart == 1 else _tr("{count} levels apart").format(count=apart)
    else:
        shape, words = OTHER, _tr("only one of you chose a level")
    return ComparedRow(criterion.number, criterion.name, own, other, shape, words)


def _name(view: WorkbenchView, criterion: Criterion, chosen: str) -> str:
    """A level's name, a condition code's, or that nothing was chosen."""
    level = next((each.name for each in criterion.levels if each.level_id == chosen), "")
    condition = view.policy.condition(chosen)
    return level or (condition.name if condition is not None else chosen) or _tr("not scored")


def _agreement(rows: tuple[ComparedRow, ...]) -> str:
    if not rows:
        return ""
    same = sum(row.shape == SAME for row in rows)
    near = sum(row.shape == NEAR for row in rows)
    rest = len(rows) - same - near
    words = [_tr("the same level in {count} of {all}").format(count=same, all=len(rows))]
    if near:
        words.append(_tr("one level apart in {count}").format(count=near))
    if rest:
        words.append(_tr("further apart in {count}").format(count=rest))
    return _tr("You and the other assessor: {agreement}.").format(agreement=", ".join(words))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Outcome", words)
