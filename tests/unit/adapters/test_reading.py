"""What a server tells of finished work is read as it was meant, and one odd mark hides nothing else."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from assessor_app.adapters.assessment_exchange.codec import ExchangeCodec
from assessor_app.adapters.assessment_exchange.link import Link
from assessor_app.adapters.assessment_exchange.reading import compared, outcome, status_list
from assessor_app.adapters.assessment_exchange.replies import ProblemReported
from assessor_app.adapters.assessment_exchange.selectors import annotation_from, selector_from
from assessor_app.adapters.http import Http
from assessor_app.domain.annotation import (
    Annotation,
    MarkType,
    PageSelector,
    RectangleSelector,
    Selector,
    TextSelector,
    TimeSelector,
    WholeSelector,
)
from assessor_app.domain.outcome import ComparedLevel, Outcome
from assessor_app.domain.submission import InputRef, Role
from assessor_app.services.exchange_ports import ServerUnreachable
from assessor_app.wire.annotation import FragmentSelector, WebAnnotation
from tests.fakes.answering_server import Answering, answering
from tests.fakes.store_factory import START, an_assignment, criterion_id, level_id

JSON = {"Content-Type": "application/json"}
MARK = Annotation(
    annotation_id="0195a1c4-0000-7000-8000-000000000001",
    assignment_id="theirs",
    artifact_id="submission-1/artifacts/1",
    artifact_digest="ab" * 32,
    selector=TimeSelector(12_480_000, 12_513_333),
    criterion_id=criterion_id(1),
    mark_type=MarkType.WORRY,
    text="counts to four",
    engine="qt",
    uncertainty_us=17_000,
    revision=3,
    created_at=START,
    updated_at=START,
)


def sent(mark: Annotation) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(ExchangeCodec().annotation(mark).body)
    return document


@pytest.mark.parametrize(
    "selector",
    [
        TimeSelector(0, 33_333),
        TimeSelector(3_600_000_001, 3_700_000_000, is_point=False),
        RectangleSelector(1.5, 0, 33.25, 100),
        TextSelector("waits", "she ", " for", 17),
        PageSelector(3),
        PageSelector(3, rectangle=RectangleSelector(0, 0, 50, 50)),
        PageSelector(3, quote=TextSelector("waits", position=4)),
        WholeSelector(),
    ],
)
def test_a_mark_comes_back_as_it_was_sent(selector: Selector) -> None:
    mark = replace(MARK, selector=selector, criterion_id=None if selector == WholeSelector() else criterion_id(1))
    assert annotation_from(WebAnnotation.model_validate(sent(mark)), "theirs") == mark


@pytest.mark.parametrize(
    "value", ["t=5,2", "t=x,2", "xywh=pixel:0,0,1,1", "xywh=percent:0,0,1", "xywh=percent:90,0,20,1"]
)
def test_a_place_that_cannot_exist_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        selector_from(FragmentSelector(value=value))


@pytest.fixture
def server() -> Iterator[Answering]:
    with answering() as one:
        yield one


def link_to(server: Answering) -> Link:
    return Link(Http(server.url), server.url, "urn:s", "epoch-1", ())


def says(server: Answering, path: str, document: Any) -> None:
    server.replies[path] = (200, JSON, json.dumps(document).encode())


def test_an_outcome_is_read_and_nothing_is_told_before_it_is_decided(server: Answering) -> None:
    level = {"criterion": criterion_id(1), "own": level_id(1), "other": "no-audio", "newer": 1}
    decided = {
        "decided": True, "decision": "awarded", "own_decision": "not-yet", "adjudicated": True, "levels": [level],
        "credential": {"id": "urn:uuid:1", "status": "issued"}, "decided_at": "2026-03-03T08:00:00Z",
    }  # fmt: skip
    says(server, "/assignments/a%2F1/outcome", decided)
    assert outcome(link_to(server), "a/1") == Outcome(
        assignment_id="a/1",
        is_decided=True,
        decision="awarded",
        own_decision="not-yet",
        was_adjudicated=True,
        levels=(ComparedLevel(criterion_id(1), level_id(1), "no-audio"),),
        credential_id="urn:uuid:1",
        credential_status="issued",
        decided_at=datetime(2026, 3, 3, 8, tzinfo=UTC),
    )
    says(server, "/assignments/a%2F1/outcome", {"decided": False, "decision": "awarded", "own_decision": "awarded"})
    assert outcome(link_to(server), "a/1") == Outcome("a/1", False, "", "awarded")


def test_an_adjudicator_sees_letters_instead_of_people(server: Answering) -> None:
    case = replace(
        an_assignment(),
        role=Role.ADJUDICATE,
        inputs=(InputRef("one", "final-1", "assessor-7"), InputRef("two", "final-2", "assessor-8")),
    )
    for name, number in (("one", 1), ("two", 2)):
        result = {
            "resultDescription": "r", "criterion": criterion_id(1), "achievedLevel": level_id(1), "rationale": "Why.",
            "cited": [f"urn:uuid:{MARK.annotation_id}"], "feedback": "Wait.",
        }  # fmt: skip
        document = {
            "id": f"final-{number}", "state": "final", "attempt": 1, "submission_digest": "", "rubric_digest": "",
            "policy_digest": "", "results": [result], "feedback": "Overall.", "decision": "not-yet",
            "updated_at": "2026-03-03T08:00:00Z",
        }  # fmt: skip
        stored = {
            "assessment": document, "revision": 1, "op_id": "x", "assessor": f"assessor-{number}",
            "disposition": "accepted", "received_at": "2026-03-03T08:00:00Z", "decision": "awarded",
        }  # fmt: skip
        says(server, f"/assignments/{name}/assessments/final-{number}", stored)
        odd = {**sent(MARK), "target": {"source": "x", "digest": "", "selector": {"type": "HologramSelector"}}}
        says(server, f"/assignments/{name}/annotations", {"annotations": [odd, sent(MARK)]})
    first, second = compared(link_to(server), case)
    assert (first.label, second.label) == ("A", "B")
    assert (first.decision, first.feedback) == ("awarded", "Overall."), "the server's own decision"
    (score,) = first.scores
    assert (score.level_id, score.rationale, score.feedback) == (level_id(1), "Why.", "Wait.")
    assert score.cited == (MARK.annotation_id,)
    assert first.annotations == (replace(MARK, assignment_id="one"),)
    assert "assessor-" not in repr((first, second))


def test_what_is_not_there_is_said(server: Answering) -> None:
    problem = {"type": "https://w3id.org/assessment-exchange/problems/not-found", "title": "Not found", "status": 404}
    server.replies["/assignments/a/outcome"] = (
        404,
        {"Content-Type": "application/problem+json"},
        json.dumps(problem).encode(),
    )
    with pytest.raises(ProblemReported):
        outcome(link_to(server), "a")


def test_a_list_of_revoked_badges_is_text_or_nothing(server: Answering) -> None:
    server.replies["/status"] = (200, {"Content-Type": "application/vc+jwt"}, b"eyJ.eyJ.sig")
    assert status_list(link_to(server), f"{server.url}/status") == "eyJ.eyJ.sig"
    server.replies["/status"] = (200, {"Content-Type": "application/vc+jwt"}, b"\xff\xfe")
    with pytest.raises(ServerUnreachable):
        status_list(link_to(server), f"{server.url}/status")
