"""Commands that keep an assessment fair: declare, recuse, history."""

import argparse
from typing import Any

from assessor_app.cli.output import plain, table
from assessor_app.cli.session import Session
from assessor_app.cli.work import find
from assessor_app.domain.declaration import HandBackKind
from assessor_app.domain.history import ScoreChange, ScoreField
from assessor_app.services import declare as declare_service
from assessor_app.services import hand_back as hand_back_service
from assessor_app.services.evidence import discard_handed_back
from assessor_app.services.views import WorkbenchView

Answer = tuple[Any, str]


def declare(session: Session, arguments: argparse.Namespace) -> Answer:
    view = find(session, arguments)
    with session.factory() as unit:
        made = declare_service.declare(unit, session.tools, view.assignment.assignment_id).value
    words = f"Saved on this laptop: you know nobody in {view.assignment.code}. Its evidence opens."
    return {"id": made.assignment_id, "declared_at": plain(made.declared_at)}, words


def recuse(session: Session, arguments: argparse.Namespace) -> Answer:
    view = find(session, arguments)
    assignment_id, kind = view.assignment.assignment_id, HandBackKind(arguments.kind)
    with session.factory() as unit:
        given = hand_back_service.hand_back(unit, session.tools, assignment_id, kind, arguments.reason).value
    with session.factory() as unit:
        discard_handed_back(session.vault, unit, assignment_id)
    document = {"id": assignment_id, "kind": given.kind.value, "reason": given.reason, "at": plain(given.at)}
    code = view.assignment.code
    return document, f"{code} is handed back and waits to be sent. Its evidence is gone, what you wrote is kept."


def history(session: Session, arguments: argparse.Namespace) -> Answer:
    view = find(session, arguments)
    rows = [_row(view, change) for change in session.reads.history(view.assignment.assignment_id)]
    return rows, table(rows, ("at", "criterion", "field", "before", "after", "act"), "No score was changed yet.")


def _row(view: WorkbenchView, change: ScoreChange) -> dict[str, Any]:
    """Levels by their names; texts and ids as they are."""
    criteria = {each.criterion_id: each for each in (*view.rubric.criteria, *view.out_of_scope)}
    criterion = criteria.get(change.criterion_id)
    names = {level.level_id: level.name for level in criterion.levels} if criterion else {}
    is_level = change.field is ScoreField.LEVEL
    return {
        "at": plain(change.at),
        "criterion": criterion.name if criterion else change.criterion_id,
        "criterion_id": change.criterion_id,
        "field": change.field.value,
        "before": names.get(change.before, change.before) if is_level else change.before,
        "after": names.get(change.after, change.after) if is_level else change.after,
        "act": change.kind.value,
    }
