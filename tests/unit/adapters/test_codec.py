"""To the wire: every kind of place a mark can point at, the same bytes every time, drafts that name no marks."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from assessor_app.adapters.assessment_exchange.codec import ExchangeCodec
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
from assessor_app.domain.assessment import Assessment, AssessmentState, CriterionScore
from assessor_app.domain.coverage import Coverage
from assessor_app.services.exchange_ports import AssessmentContext
from assessor_app.wire.annotation import WebAnnotation
from assessor_app.wire.canonical import body_digest
from tests.fakes.store_factory import (
    a_policy,
    a_rubric,
    a_submission,
    an_achievement,
    an_assignment,
    criterion_id,
    level_id,
)

AT = datetime(2026, 3, 2, 18, 0, 0, 123456, tzinfo=UTC)
MARK = Annotation(
    annotation_id="0195a1c4-0000-7000-8000-000000000001",
    assignment_id="assignment-1",
    artifact_id="submission-1/artifacts/1",
    artifact_digest="ab" * 32,
    selector=TimeSelector(750_480_000, 750_513_366),
    criterion_id=criterion_id(2),
    mark_type=MarkType.QUESTION,
    text="",
    engine="qt",
    uncertainty_us=17_000,
    revision=4,
    created_at=AT,
    updated_at=AT,
)
REGION = RectangleSelector(12.5, 0, 50, 33.3)
QUOTE = TextSelector("four seconds", "waits ", ".", 17)
FRAGMENT = {"type": "FragmentSelector", "conformsTo": "http://www.w3.org/TR/media-frags/"}
QUOTED = {"type": "TextQuoteSelector", "exact": "four seconds", "prefix": "waits ", "suffix": ".", "position": 17}
REGION_VALUE = "xywh=percent:12.5,0,50,33.3"


def sent(annotation: Annotation) -> dict[str, Any]:
    write = ExchangeCodec().annotation(annotation)
    assert write.body_sha256 == body_digest(write.body)
    document = json.loads(write.body)
    WebAnnotation.model_validate(document)
    return dict(document)


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        (TimeSelector(750_480_000, 750_513_366), FRAGMENT | {"value": "t=750.48,750.513366", "point": True}),
        (TimeSelector(0, 3_600_000_000, is_point=False), FRAGMENT | {"value": "t=0,3600", "point": False}),
        (REGION, FRAGMENT | {"value": REGION_VALUE}),
        (QUOTE, QUOTED),
        (PageSelector(3), {"type": "PageSelector", "page": 3}),
        (
            PageSelector(3, rectangle=REGION),
            {"type": "PageSelector", "page": 3, "refinedBy": FRAGMENT | {"value": REGION_VALUE}},
        ),
        (PageSelector(3, quote=QUOTE), {"type": "PageSelector", "page": 3, "refinedBy": QUOTED}),
        (WholeSelector(), None),
    ],
    ids=["moment", "stretch", "region", "quotation", "page", "region of a page", "quotation on a page", "whole"],
)
def test_every_kind_of_place_travels(selector: Selector, expected: dict[str, Any] | None):
    found = sent(replace(MARK, selector=selector))["target"].get("selector")
    assert found == expected


def test_a_mark_without_note_or_criterion_has_no_body():
    assert sent(replace(MARK, criterion_id=None))["body"] == []
    assert sent(MARK)["body"] == [{"type": "SpecificResource", "source": criterion_id(2), "purpose": "tagging"}]


def test_the_same_work_gives_the_same_bytes():
    assert ExchangeCodec().annotation(MARK) == ExchangeCodec().annotation(replace(MARK))


def test_taking_back_sends_no_body():
    write = ExchangeCodec().retraction(MARK)
    assert write.path == f"assignments/assignment-1/annotations/{MARK.annotation_id}"
    assert (write.body, write.body_sha256) == (b"", body_digest(b""))


def test_a_return_names_its_kind_and_reason():
    write = ExchangeCodec().returned("assignment-1", "recusal", "I know someone here.")
    assert write.path == "assignments/assignment-1/return"
    assert json.loads(write.body) == {"kind": "recusal", "reason": "I know someone here."}


def assessment_of(*scores: CriterionScore) -> Assessment:
    return Assessment("assessment-1", "assignment-1", "d", AssessmentState.DRAFT, 0, "Well done.", scores, AT)


def scored(number: int, cited: tuple[str, ...] = (), code: str | None = None) -> CriterionScore:
    level = None if code else level_id(number, "Demonstrated")
    return CriterionScore("assignment-1", criterion_id(number), level, "Seen.", cited, code, 1, AT)


def context(*annotations: Annotation) -> AssessmentContext:
    achievement = replace(
        an_achievement(), result_descriptions=tuple((criterion_id(n), f"urn:result-{n}") for n in (1, 2, 3))
    )
    return AssessmentContext(an_assignment(), a_submission(), a_rubric(), achievement, a_policy(), annotations)


def assessed(*scores: CriterionScore, marks: tuple[Annotation, ...] = (), is_final: bool) -> dict[str, Any]:
    write = ExchangeCodec().assessment(assessment_of(*scores), context(*marks), is_final=is_final)
    assert write.path == "assignments/assignment-1/assessments/assessment-1"
    return dict(json.loads(write.body))


def test_a_final_lists_each_mark_with_the_hash_of_what_was_sent():
    final = assessed(scored(2, (MARK.annotation_id,)), marks=(MARK,), is_final=True)
    urn = f"urn:uuid:{MARK.annotation_id}"
    hashed = ExchangeCodec().annotation(MARK).body_sha256
    assert final["annotations"] == [{"id": urn, "revision": 4, "sha256": hashed}]
    (result,) = final["results"]
    assert (result["cited"], result["resultDescription"]) == ([urn], "urn:result-2")


def test_a_mark_moved_to_another_criterion_is_no_longer_cited_for_this_one():
    moved = replace(MARK, criterion_id=criterion_id(3))
    final = assessed(scored(2, (MARK.annotation_id, "gone")), marks=(moved,), is_final=True)
    assert final["results"][0]["cited"] == []


def test_a_draft_names_no_marks():
    draft = assessed(scored(2, (MARK.annotation_id,)), marks=(MARK,), is_final=False)
    assert (draft["state"], draft["annotations"], draft["results"][0]["cited"]) == ("draft", [], [])


def test_what_was_watched_travels_as_media_fragments_in_the_order_of_the_submission():
    video, plan = (part.artifact_id for part in a_submission().artifacts[:2])
    watched = {plan: Coverage(((0, 3_600_000_000),)), video: Coverage(((0, 1_500_000), (2_000_000, 2_000_001)))}
    told = replace(context(), coverage=watched)
    write = ExchangeCodec().assessment(assessment_of(), told, is_final=True)
    assert json.loads(write.body)["coverage"] == [
        {"artifact": video, "played": ["t=0,1.5", "t=2,2.000001"]},
        {"artifact": plan, "played": ["t=0,3600"]},
    ]
    assert assessed(is_final=True)["coverage"] == []


def test_the_decision_follows_the_required_levels():
    everything = assessed(scored(1), scored(2), scored(3), is_final=True)
    assert everything["decision"] == "awarded"
    assert assessed(scored(1), scored(2), is_final=True)["decision"] == "undecided"
    coded = assessed(scored(1), scored(2), scored(3, code="no-audio"), is_final=True)
    assert (coded["decision"], coded["results"][2]["condition_code"]) == ("undecided", "no-audio")
    assert [result["criterion"] for result in everything["results"]] == [criterion_id(n) for n in (1, 2, 3)]
