"""Commands that do the work: show, mark, score, feedback, submit."""

import argparse
from typing import Any

from assessor_app.cli import moments, standing
from assessor_app.cli.output import Refusal, plain, table
from assessor_app.cli.session import Session
from assessor_app.domain.annotation import InvalidSelector, MarkType
from assessor_app.domain.assessment import IncompleteAssessment, Missing, missing_parts
from assessor_app.domain.decision import explain_assessment
from assessor_app.domain.rubric import Criterion, Level, UnknownCriterion
from assessor_app.domain.submission import AssignmentState
from assessor_app.services import (
    annotate,
    viewing,
)
from assessor_app.services import (
    feedback as feedback_service,
)
from assessor_app.services import (
    score as score_service,
)
from assessor_app.services import (
    submit as submit_service,
)
from assessor_app.services.views import WorkbenchView

Answer = tuple[Any, str]


def show(session: Session, arguments: argparse.Namespace) -> Answer:
    view = find(session, arguments)
    document = _document(view)
    _report_opened(session, [part["id"] for part in document["artifacts"] if part.get("text")])
    lines = [f"{view.assignment.code}  {view.assignment.micro_credential}  {document['state']}", *standing.lines(view)]
    lines += [f"{a['number']}  {a['name']} ({a['media_type']}, {a['media_state']})" for a in document["artifacts"]]
    lines.append(table(document["scores"], ("criterion_id", "level_id", "rationale", "cited"), "Nothing scored yet."))
    return document, "\n".join(lines)


def mark(session: Session, arguments: argparse.Namespace) -> Answer:
    view = find(session, arguments)
    try:
        artifact = view.submission.artifact(arguments.artifact)
    except LookupError as error:
        raise Refusal(
            f"{view.assignment.code} has no artifact {arguments.artifact}. See: show {view.assignment.code}"
        ) from error
    criterion = _criterion(view, arguments.criterion) if arguments.criterion else None
    session.reads.must_be_open(artifact.artifact_id)
    try:
        span = moments.locate(session.vault, artifact, arguments.at, arguments.until)
    except (InvalidSelector, ValueError) as error:
        raise Refusal(f"There is no such moment in {artifact.name}: {error}. Nothing was marked.") from error
    if span.engine == moments.FRAME_ENGINE:
        _report_opened(session, [artifact.artifact_id])
    new_mark = annotate.NewMark(
        annotation_id=session.tools.new_id(),
        assignment_id=view.assignment.assignment_id,
        artifact_id=artifact.artifact_id,
        selector=span.selector,
        criterion_id=criterion.criterion_id if criterion else None,
        mark_type=MarkType(arguments.type),
        text=arguments.text,
        engine=span.engine,
        uncertainty_us=span.uncertainty_us,
    )
    with session.factory() as unit:
        made = annotate.add(unit, session.tools, new_mark).value
    return {"id": made.annotation_id, **moments.document(made)}, f"Saved on this laptop: {made.annotation_id}"


def score(session: Session, arguments: argparse.Namespace) -> Answer:
    """Level or condition, texts and citations in one transaction: all of it or nothing."""
    view = find(session, arguments)
    criterion = _criterion(view, arguments.criterion)
    level = _level(criterion, arguments.level) if arguments.condition is None else None
    if level is None:
        _need_condition(view, criterion, arguments)
    with session.factory() as unit:
        place = (unit, session.tools, view.assignment.assignment_id, criterion.criterion_id)
        if level is not None:
            value = score_service.set_level(*place, level.level_id).value
        else:
            value = score_service.set_condition_code(*place, arguments.condition).value
        if arguments.rationale is not None:
            value = score_service.set_rationale(*place, arguments.rationale).value
        if arguments.feedback is not None:
            value = score_service.set_feedback(*place, arguments.feedback).value
        for annotation_id in arguments.cite:
            value = score_service.cite(*place, annotation_id).value
    judged = level.name if level is not None else arguments.condition
    return plain(value), f"Saved on this laptop: {criterion.name}: {judged}"


def _need_condition(view: WorkbenchView, criterion: Criterion, arguments: argparse.Namespace) -> None:
    if view.policy.condition(arguments.condition) is None:
        known_codes = ", ".join(f"{each.code} ({each.name})" for each in view.policy.condition_codes)
        raise Refusal(f"The issuer has no condition code {arguments.condition}. It has: {known_codes or 'none'}.")
    known = view.assessment.score_of(criterion.criterion_id)
    written = arguments.rationale if arguments.rationale is not None else (known.rationale if known else "")
    if not written.strip():
        raise Refusal(
            f"{criterion.name} cannot be scored without a reason, so nothing was saved. Say why with --rationale."
        )


def feedback(session: Session, arguments: argparse.Namespace) -> Answer:
    assignment_id = find(session, arguments).assignment.assignment_id
    with session.factory() as unit:
        value = feedback_service.set_text(unit, session.tools, assignment_id, arguments.text).value
    return plain(value), "Saved on this laptop"


def submit(session: Session, arguments: argparse.Namespace) -> Answer:
    view = find(session, arguments)
    try:
        with session.factory() as unit:
            item = submit_service.submit(unit, session.tools, view.assignment.assignment_id).value
    except IncompleteAssessment as error:
        gaps = [_gap(missing) for missing in error.missing]
        words = "; ".join(gap["words"] for gap in gaps)
        raise Refusal(
            f"{view.assignment.code} is not complete: {words}. Nothing was submitted.", missing=gaps
        ) from error
    document = {"id": item.assignment_id, "state": "queued", "op_id": item.op_id, "body_sha256": item.body_sha256}
    return document, f"{view.assignment.code} is submitted and waits to be sent"


def _report_opened(session: Session, artifact_ids: list[str]) -> None:
    """What the command line reads of the evidence stands in the access log as what the window shows does."""
    if not artifact_ids:
        return
    with session.factory() as unit:
        for artifact_id in artifact_ids:
            viewing.evidence_opened(unit, session.tools, artifact_id)


def find(session: Session, arguments: argparse.Namespace) -> WorkbenchView:
    """Find by id or code, in any case and with or without the dash. Raises Refusal and UnknownAssignment."""
    wanted = arguments.assignment
    bare = wanted.replace("-", "").upper()
    found = [
        row.assignment_id
        for row in session.reads.inbox()
        if row.assignment_id == wanted or row.code.replace("-", "").upper() == bare
    ]
    if len(found) > 1:
        raise Refusal(f"More than one assignment has the code {wanted}: name it by its id.")
    return session.reads.workbench(found[0] if found else wanted)


def _criterion(view: WorkbenchView, wanted: str) -> Criterion:
    try:
        return view.rubric.by_number(int(wanted)) if wanted.isdigit() else view.rubric.criterion(wanted)
    except UnknownCriterion as error:
        names = ", ".join(f"{c.number} {c.name}" for c in view.rubric.criteria)
        raise Refusal(f"The rubric has no criterion {wanted}. It has: {names}.") from error


def _level(criterion: Criterion, wanted: str) -> Level:
    for level in criterion.levels:
        if wanted in (level.level_id, level.name) or wanted.casefold() == level.name.casefold():
            return level
    names = ", ".join(level.name for level in criterion.levels)
    raise Refusal(f"{criterion.name} has no level {wanted}. It has: {names}.")


def _gap(missing: Missing) -> dict[str, Any]:
    words = {
        "level": "no level chosen",
        "evidence": "no moment cited",
        "rationale": "no rationale written",
        "feedback": "no overall feedback written",
    }[missing.gap.value]
    criterion = missing.criterion
    return {
        "gap": missing.gap.value,
        "criterion": criterion.criterion_id if criterion else None,
        "words": f"{criterion.name}: {words}" if criterion else words,
    }


def _document(view: WorkbenchView) -> dict[str, Any]:
    """The stable document of `show --json`."""
    assessment = view.assessment
    is_withdrawn = view.assignment.state is AssignmentState.WITHDRAWN
    may_look = view.may_show_evidence
    annotations = {mark.annotation_id: mark for mark in view.annotations}
    return {
        **plain(view.assignment),
        "id": view.assignment.assignment_id,
        "server": view.server_name,
        "state": assessment.state.value,
        "assignment_state": view.assignment.state.value,
        "rubric": _rubric(view),
        "artifacts": [] if is_withdrawn else [_artifact(view, n) for n in range(len(view.submission.artifacts))],
        "annotations": [{"id": mark.annotation_id, **moments.document(mark)} for mark in view.annotations],
        "scores": [plain(s) for s in assessment.scores],
        "feedback": assessment.feedback,
        "what_changed": view.submission.what_changed if may_look else "",
        **standing.document(view),
        "provisional_decision": explain_assessment(view.rubric, view.policy, assessment).decision.value,
        "missing": [_gap(m) for m in missing_parts(assessment, view.rubric, view.policy, annotations)],
    }


def _rubric(view: WorkbenchView) -> dict[str, Any]:
    return {
        "id": view.rubric.rubric_id,
        "title": view.rubric.title,
        "digest": view.rubric.digest,
        "criteria": [
            {
                **plain(criterion),
                "id": criterion.criterion_id,
                "levels": [{**plain(level), "id": level.level_id} for level in criterion.levels],
            }
            for criterion in view.rubric.criteria
        ],
    }


def _artifact(view: WorkbenchView, index: int) -> dict[str, Any]:
    artifact = view.submission.artifacts[index]
    media = view.media.get(artifact.artifact_id)
    state = media.state.value if media else ("present" if not artifact.is_file else "absent")
    known = {**plain(artifact), "n": artifact.number, "id": artifact.artifact_id, "media_state": state}
    return known if view.may_show_evidence or artifact.is_file else {**known, "text": ""}
