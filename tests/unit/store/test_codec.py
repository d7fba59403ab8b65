"""Domain objects as JSON: nothing lost, old and new versions understood."""

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from assessor_app.domain.assessment import CriterionScore
from assessor_app.domain.journal import Feedback, Snapshot
from assessor_app.domain.policy import Policy
from assessor_app.domain.rubric import Achievement, Rubric
from assessor_app.store.codec import UnknownSnapshot, dump, load, load_snapshot, load_union, snapshot_kind
from tests.fakes.store_factory import START, a_policy, a_rubric, an_achievement

TEXTS = st.text(max_size=40)
RECTANGLES = st.builds(RectangleSelector, *(st.floats(0, 50), st.floats(0, 50), st.floats(0.1, 50), st.floats(0.1, 50)))
QUOTES = st.builds(TextSelector, st.text(min_size=1), TEXTS, TEXTS, st.integers(0, 10**6))
SELECTORS = st.one_of(
    st.builds(
        lambda start, length, point: TimeSelector(start, start + length, point),
        st.integers(0, 10**11),
        st.integers(1, 10**9),
        st.booleans(),
    ),
    RECTANGLES,
    QUOTES,
    st.builds(PageSelector, st.integers(1, 500), st.none() | RECTANGLES, st.none() | QUOTES),
    st.just(WholeSelector()),
)
ANNOTATIONS = st.builds(
    Annotation,
    annotation_id=TEXTS,
    assignment_id=TEXTS,
    selector=SELECTORS,
    mark_type=st.sampled_from(MarkType),
    text=TEXTS,
    created_at=st.just(START),
    updated_at=st.just(START),
)
SCORES = st.builds(CriterionScore, updated_at=st.just(START))
FEEDBACK = st.builds(Feedback)


def through_json(value: object) -> Any:
    return json.loads(json.dumps(dump(value)))


@given(SELECTORS)
def test_every_selector_comes_back_as_it_was(selector: Selector) -> None:
    assert load_union(Selector, through_json(selector)) == selector


def test_a_selector_is_a_tagged_union() -> None:
    assert dump(TimeSelector(1, 2)) == {"kind": "time", "start_us": 1, "end_us": 2, "is_point": True}
    assert dump(PageSelector(3, RectangleSelector(1, 2, 3, 4)))["rectangle"]["kind"] == "rectangle"


@given(st.one_of(ANNOTATIONS, SCORES, FEEDBACK))
def test_every_snapshot_of_the_journal_comes_back_as_it_was(snapshot: Snapshot) -> None:
    assert load_snapshot(snapshot_kind(snapshot), through_json(snapshot)) == snapshot


def test_nothing_is_a_snapshot_too() -> None:
    assert load_snapshot("annotation", None) is None


def test_a_snapshot_of_an_unknown_kind_is_named() -> None:
    with pytest.raises(UnknownSnapshot, match="hologram"):
        load_snapshot("hologram", {})


@pytest.mark.parametrize(
    ("kind", "document"), [(Rubric, a_rubric()), (Achievement, an_achievement()), (Policy, a_policy())]
)
def test_documents_keep_exact_decimals_and_order(kind: type, document: object) -> None:
    assert load(kind, through_json(document)) == document
    assert '"0.10"' in json.dumps(through_json(a_rubric()))


def test_an_older_document_takes_the_defaults_of_new_members() -> None:
    data = through_json(an_achievement())
    del data["required_levels"], data["contact_hours"]
    assert load(Achievement, data) == replace(an_achievement(), required_levels=(), contact_hours="")


def test_members_of_a_newer_version_are_ignored() -> None:
    assert load(Policy, through_json(a_policy()) | {"invented_later": [1]}) == a_policy()


@dataclass(frozen=True)
class Sample:
    needed: str


def test_a_required_member_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        load(Sample, {})
