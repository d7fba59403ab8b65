"""From the wire: exact numbers, unknown words named as such, and nothing unreadable passed off as read."""

from decimal import Decimal
from typing import Any

import pytest

from assessor_app.adapters.assessment_exchange.translate import change_from, resource_path
from assessor_app.domain.rubric import Rubric
from assessor_app.domain.submission import Assignment, AssignmentState, Role
from assessor_app.wire.canonical import digest
from assessor_app.wire.changes import ChangeEntry

LINK = {"id": "x", "href": "/x", "digest": "00"}
ASSIGNMENT = {
    "id": "a1",
    "code": "4F2A7K9",
    "role": "assess",
    "state": "open",
    "attempt": 2,
    "submission": LINK,
    "rubric": LINK,
    "achievement": LINK,
    "policy": LINK,
    "revision": 3,
}


def entry(kind: str, document: dict[str, Any] | None, op: str = "upsert", entity_id: str = "a1") -> ChangeEntry:
    return ChangeEntry(seq=1, kind=kind, id=entity_id, revision=3, op=op, object=document)


def rubric(weight: float, scores: tuple[float, ...]) -> dict[str, Any]:
    levels = [
        {"identifier": f"l{n}", "uri": f"urn:l{n}", "quality": f"Level {n}", "score": score, "position": n}
        for n, score in enumerate(scores, start=1)
    ]
    criterion = {
        "identifier": "c1",
        "uri": "urn:c1",
        "description": "Waits",
        "weight": weight,
        "position": 1,
        "CFRubricCriterionLevels": list(reversed(levels)),
    }
    return {
        "identifier": "r",
        "uri": "urn:r",
        "title": "Wait time",
        "lastChangeDateTime": "2026-01-01T00:00:00Z",
        "CFRubricCriteria": [criterion],
    }


def test_numbers_stay_exactly_what_was_written():
    document = rubric(0.1, (0.0, 1.1, 2.675))
    read = change_from(entry("rubric", document, entity_id="urn:r"), "s").document
    assert isinstance(read, Rubric)
    (criterion,) = read.criteria
    assert criterion.weight == Decimal("0.1")
    assert [level.score for level in criterion.levels] == [Decimal("0.0"), Decimal("1.1"), Decimal("2.675")]
    assert [level.position for level in criterion.levels] == [1, 2, 3]
    assert read.digest == digest(document)


def test_words_of_a_newer_version_are_not_supported_instead_of_guessed():
    read = change_from(entry("assignment", ASSIGNMENT | {"role": "mentor", "state": "frozen"}), "s").document
    assert isinstance(read, Assignment)
    assert (read.role, read.state) == (Role.UNSUPPORTED, AssignmentState.UNSUPPORTED)


def test_a_kind_of_a_newer_version_is_listed_without_an_object():
    change = change_from(entry("calibration", {"id": "k"}), "s")
    assert (change.document, change.is_unreadable, change.revision) == (None, False, 3)


@pytest.mark.parametrize(
    "bad",
    [
        entry("assignment", {name: value for name, value in ASSIGNMENT.items() if name != "rubric"}),
        entry("assignment", None),
        entry("assignment", ASSIGNMENT, op="merge"),
        entry("policy", {"id": "p", "version": "1", "achievement": "a", "decision": {"rule": "dice"}}),
        entry("submission", {"id": "s", "attempt": 1, "parts": [{"id": "p", "n": 1, "duration": "soon"}]}),
    ],
    ids=["member missing", "no object", "unknown operation", "unknown rule", "not a duration"],
)
def test_what_cannot_be_read_is_marked_and_asked_for_again(bad: ChangeEntry):
    change = change_from(bad, "s")
    assert (change.document, change.is_unreadable, change.revision) == (None, True, 0)


def test_a_withdrawal_carries_its_reason_and_no_object():
    withdrawn = ChangeEntry(seq=1, kind="assignment", id="a1", revision=4, op="withdraw", reason="Taken back.")
    change = change_from(withdrawn, "s")
    assert (change.is_withdrawal, change.reason, change.revision, change.document) == (True, "Taken back.", 4, None)


def test_an_object_is_found_by_the_last_part_of_its_uri():
    assert resource_path("rubric", "https://h.example/rubrics/wait time") == "rubrics/wait%20time"
    assert resource_path("assignment", "0195-a") == "assignments/0195-a"
