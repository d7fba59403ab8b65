"""Whether everything an assessment refers to is there: rubric, policy, levels, cited annotations, evidence enough."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Criterion, Rubric
from assessor_app.domain.rubric_flaws import has_sound_scale, is_judgeable
from assessor_app.practice import annotations, rules
from assessor_app.practice.annotations import plain_id
from assessor_app.practice.bodies import pointer
from assessor_app.practice.problems import Refused
from assessor_app.practice.standards import Standards
from assessor_app.wire.assessment import AssessmentDoc, ResultDoc
from assessor_app.wire.problem import ProblemName

Fault = tuple[str, str]
Marks = Mapping[str, Row[Any]]


@dataclass(frozen=True, slots=True)
class Bench:
    """What one assessment is checked against. `marks`: its assignment's live annotations by id."""

    rubric: Rubric
    policy: Policy
    criterion_of: Mapping[str, str | None]
    marks: Marks


def is_outdated(standards: Standards, document: AssessmentDoc) -> bool:
    """Whether it was scored with another version of the rubric, or under another one of the policy."""
    made_with = document.rubric_digest, document.policy_digest
    return made_with != (standards.rubric.digest, standards.policy.digest)


def check(
    connection: Connection, standards: Standards, document: AssessmentDoc, *, are_marks_here: bool = True
) -> None:
    """Raises Refused: rubric-changed, policy-changed, or reference-error with everything that is wrong.

    `are_marks_here` is False for a final that will be held: its marks may have been refused for the same reason,
    and it is taken all the same.
    """
    if document.rubric_digest != standards.rubric.digest:
        raise Refused(ProblemName.RUBRIC_CHANGED, "It was scored with an earlier version of the rubric.")
    if document.policy_digest != standards.policy.digest:
        raise Refused(ProblemName.POLICY_CHANGED, "It was scored under an earlier version of the policy.")
    bench = _bench(connection, standards)
    faults = [*_frame_faults(standards, document), *_result_faults(bench, document)]
    if document.state == "final":
        faults += _completeness_faults(bench, document)
    if are_marks_here:
        faults += [*_citation_faults(bench, document), *_frozen_faults(bench, document)]
    if faults:
        named = [{"pointer": where, "detail": what} for where, what in faults]
        raise Refused(ProblemName.REFERENCE_ERROR, "The assessment does not fit what is here.", errors=named)


def _bench(connection: Connection, standards: Standards) -> Bench:
    achievement = rules.achievement_doc(standards.achievement)
    return Bench(
        rubric=standards.scoped_rubric,
        policy=rules.domain_policy(standards.policy),
        criterion_of={result.id: result.criterion_uri for result in achievement.result_description},
        marks=_citable(connection, standards.assignment),
    )


def _citable(connection: Connection, assignment: Row[Any]) -> Marks:
    """The assignment's own annotations; an adjudicator may cite what the assessments to compare froze as well."""
    compared: dict[str, Row[Any]] = {}
    for given in json.loads(assignment.inputs):
        for row in annotations.live(connection, str(given["assignment"])):
            if row.frozen_by == given["assessment"]:
                compared[row.annotation_id] = row
    own = {row.annotation_id: row for row in annotations.live(connection, assignment.assignment_id)}
    return {**compared, **own}


def _frame_faults(standards: Standards, document: AssessmentDoc) -> Iterator[Fault]:
    if document.submission_digest != standards.submission.digest:
        yield "/submission_digest", "The submission on the server is another one."
    if document.attempt != standards.assignment.attempt:
        yield "/attempt", f"The assignment is for attempt {standards.assignment.attempt}."


def _result_faults(bench: Bench, document: AssessmentDoc) -> Iterator[Fault]:
    seen: set[str] = set()
    for n, result in enumerate(document.results):
        criterion = next((c for c in bench.rubric.criteria if c.criterion_id == result.criterion), None)
        if criterion is None:
            yield pointer("results", n, "criterion"), "The rubric has no such criterion in scope."
            continue
        if result.criterion in seen:
            yield pointer("results", n, "criterion"), "There is a result for it already."
        seen.add(result.criterion)
        yield from _one_result(bench, criterion, n, result)


def _one_result(bench: Bench, criterion: Criterion, n: int, result: ResultDoc) -> Iterator[Fault]:
    if bench.criterion_of.get(result.resultDescription) != result.criterion:
        yield pointer("results", n, "resultDescription"), "The achievement has no such result for this criterion."
    levels = {level.level_id for level in criterion.levels}
    if result.achievedLevel is not None and result.achievedLevel not in levels:
        yield pointer("results", n, "achievedLevel"), "The criterion has no such level."
    elif result.achievedLevel is not None and not has_sound_scale(criterion):
        yield pointer("results", n, "achievedLevel"), "Its levels cannot be told apart: only a condition code will do."
    codes = {code.code for code in bench.policy.condition_codes}
    if result.condition_code is not None and result.condition_code not in codes:
        yield pointer("results", n, "condition_code"), "The policy has no such condition code."


def _citation_faults(bench: Bench, document: AssessmentDoc) -> Iterator[Fault]:
    for n, result in enumerate(document.results):
        for position, cited in enumerate(result.cited):
            mark = bench.marks.get(plain_id(cited))
            if mark is None:
                yield pointer("results", n, "cited", position), "There is no such annotation in this assignment."
            elif mark.criterion != result.criterion:
                yield pointer("results", n, "cited", position), "That annotation is not evidence for this criterion."


def _frozen_faults(bench: Bench, document: AssessmentDoc) -> Iterator[Fault]:
    """Only a final freezes what it lists."""
    references = document.annotations if document.state == "final" else ()
    for n, reference in enumerate(references):
        mark = bench.marks.get(plain_id(reference.id))
        if mark is None:
            yield pointer("annotations", n, "id"), "There is no such annotation in this assignment."
        elif mark.sha256 != reference.sha256:
            yield pointer("annotations", n, "sha256"), "The annotation on the server is another version."
        elif annotations.document_revision(mark) != reference.revision:
            yield pointer("annotations", n, "revision"), "The annotation on the server has another revision."


def _completeness_faults(bench: Bench, document: AssessmentDoc) -> Iterator[Fault]:
    """What only a final needs: every criterion answered, with the evidence the policy asks for.

    A condition code that sends the whole submission back makes everything else optional.
    """
    if not is_judgeable(bench.rubric):
        yield "/results", "Nothing can be decided by this rubric: its criteria cannot be told apart, or it has none."
    listed = {plain_id(reference.id) for reference in document.annotations}
    answered = {result.criterion for result in document.results}
    codes = [result.condition_code for result in document.results if result.condition_code is not None]
    is_sent_back = bench.policy.sends_back(codes)
    for criterion in bench.rubric.criteria:
        if criterion.criterion_id not in answered and not is_sent_back:
            yield "/results", f"There is no result for: {criterion.name}."
    for n, result in enumerate(document.results):
        if result.condition_code is not None or not is_sent_back:
            yield from _evidence_faults(bench.policy, n, result)
        yield from _listing_faults(n, result, listed)
    if not document.feedback.strip():
        yield "/feedback", "The candidate is told nothing."


def _listing_faults(n: int, result: ResultDoc, listed: set[str]) -> Iterator[Fault]:
    if {plain_id(annotation_id) for annotation_id in result.cited} - listed:
        yield pointer("results", n, "cited"), "It cites annotations that the final does not list."


def _evidence_faults(policy: Policy, n: int, result: ResultDoc) -> Iterator[Fault]:
    if (result.achievedLevel is None) == (result.condition_code is None):
        yield pointer("results", n), "A final result has either a level or a condition code."
    cited = {plain_id(annotation_id) for annotation_id in result.cited}
    if result.condition_code is None and len(cited) < policy.citations_per_criterion:
        yield pointer("results", n, "cited"), f"The policy asks for {policy.citations_per_criterion} citations."
    needs_rationale = policy.is_rationale_required or result.condition_code is not None
    if needs_rationale and not result.rationale.strip():
        yield pointer("results", n, "rationale"), "The policy asks for a rationale."
