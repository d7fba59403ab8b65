"""Where an assignment stands, for `show`: declared, certified, returned, narrowed, decided."""

from typing import Any

from assessor_app.cli.output import plain
from assessor_app.services.refusals import EvidenceLocked, Lock
from assessor_app.services.views import WorkbenchView


def document(view: WorkbenchView) -> dict[str, Any]:
    """Members of `show --json` beside the work itself; null where there is nothing."""
    held = view.certification
    return {
        "declared_at": plain(view.declaration.declared_at) if view.declaration else None,
        "is_declaration_missing": view.is_declaration_missing,
        "evidence_open": view.may_show_evidence,
        "lease": plain(view.lease) | {"is_over": view.lease.is_over},
        "handed_back": plain(view.hand_back),
        "certification": {
            "standing": held.standing.value,
            "may_score": held.may_score,
            "name": held.credential.name if held.credential else "",
            "valid_until": plain(held.credential.valid_until) if held.credential else None,
        },
        "out_of_scope": [criterion.criterion_id for criterion in view.out_of_scope],
        "condition_codes": plain(view.policy.condition_codes),
        "outcome": plain(view.outcome),
        "compared": [each.label for each in view.compared],
    }


def lines(view: WorkbenchView) -> list[str]:
    """The same for a person, in the order it matters."""
    tellers = (_hand_back, _lease, _declaration, _certification, _returned, _scope, _outcome)
    said = [tell(view) for tell in tellers]
    codes = ", ".join(f"{each.code} ({each.name})" for each in view.policy.condition_codes)
    return [line for line in (*said, f"Condition codes: {codes}" if codes else "") if line]


def _lease(view: WorkbenchView) -> str:
    if view.lease.is_locked:
        return str(EvidenceLocked(view.assignment.code, Lock.REMOTE, view.server_name))
    if view.lease.is_over:
        return str(EvidenceLocked(view.assignment.code, Lock.OFFLINE_LEASE, view.server_name, view.lease.days))
    left = view.lease.days_left
    return "" if left is None else f"Its videos lock in {left} days unless this laptop speaks to {view.server_name}."


def _hand_back(view: WorkbenchView) -> str:
    given = view.hand_back
    return f"Handed back ({given.kind.value}) {plain(given.at)}: {given.reason}" if given else ""


def _declaration(view: WorkbenchView) -> str:
    if view.declaration is not None:
        return f"Declared {plain(view.declaration.declared_at)}: you know nobody in it"
    is_asked = view.is_declaration_missing and view.is_live
    return f"Evidence closed until you say that you know nobody: declare {view.assignment.code}" if is_asked else ""


def _certification(view: WorkbenchView) -> str:
    held = view.certification
    until = held.credential.valid_until if held.credential else None
    may = "" if held.may_score else "; you may read, not score"
    return f"Certification: {held.standing.value}{f' until {plain(until)}' if until else ''}{may}"


def _returned(view: WorkbenchView) -> str:
    return f"Returned to you: {view.assignment.returned.reason}" if view.assignment.returned else ""


def _scope(view: WorkbenchView) -> str:
    numbers = ", ".join(str(criterion.number) for criterion in view.rubric.criteria)
    return f"To be judged: criteria {numbers} only" if view.out_of_scope else ""


def _outcome(view: WorkbenchView) -> str:
    outcome = view.outcome
    if outcome is None:
        return ""
    if not outcome.is_decided:
        return "Outcome: not decided yet"
    credential = f"; credential {outcome.credential_status}" if outcome.credential_id else ""
    same = sum(level.own == level.other for level in outcome.levels)
    compared = f"; the other assessor chose the same level in {same} of {len(outcome.levels)}" if outcome.levels else ""
    return f"Outcome: {outcome.decision} (yours: {outcome.own_decision}){compared}{credential}"
