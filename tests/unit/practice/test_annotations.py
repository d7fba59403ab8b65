"""Annotations on the server: one or a batch, retracted and put again, frozen by a final, true to the evidence."""

from typing import Any

import pytest

from assessor_app.domain.ids import new_id
from tests.fakes.practice_process import PracticeProcess
from tests.unit.practice.conftest import fresh_desks
from tests.unit.practice.laptop import Desk, Mark, as_json, pointers, problem


def changed(mark: Mark, **members: Any) -> Mark:
    return Mark(mark.annotation_id, mark.document | members)


def selected(mark: Mark, selector: Any) -> Mark:
    return changed(mark, target={**mark.document["target"], "selector": selector})


def listed(desk: Desk) -> list[dict[str, Any]]:
    return list(desk.laptop.document(f"{desk.home}/annotations")["annotations"])


def test_an_annotation_is_kept_exactly_as_it_was_sent(desk: Desk) -> None:
    mark = changed(desk.mark(uncertainty_us=120), **{"x-of-a-newer-version": {"kept": [1, 2]}})
    assert desk.send_mark(mark).status_code == 201
    assert desk.laptop.document(f"{desk.home}/annotations/{mark.annotation_id}") == mark.document
    assert listed(desk) == [mark.document]


def test_each_change_is_a_revision(desk: Desk) -> None:
    mark = desk.sent_mark()
    reply = desk.send_mark(changed(mark, mark_type="worry", revision=9), revision=1)
    assert (reply.status_code, reply.json()["revision"]) == (200, 2)
    assert desk.send_mark(changed(mark, mark_type="note"), revision=1).status_code == 412


def test_retracting_leaves_a_tombstone_that_can_be_put_over(desk: Desk) -> None:
    mark = desk.sent_mark()
    path = f"{desk.home}/annotations/{mark.annotation_id}"
    assert problem(desk.laptop.delete(path, revision=5)) == "stale-revision"
    reply = desk.laptop.delete(path, revision=1)
    assert (reply.status_code, reply.json()["revision"]) == (200, 2)
    assert desk.laptop.get(path).status_code == 404
    assert listed(desk) == []
    assert desk.send_mark(mark, revision=2).json()["revision"] == 3
    assert desk.laptop.delete(path, revision=3).json()["revision"] == 4
    assert desk.send_mark(mark).json()["revision"] == 5


def test_retracting_what_never_was_is_not_found(desk: Desk) -> None:
    reply = desk.laptop.delete(f"{desk.home}/annotations/{new_id()}", revision=1)
    assert (reply.status_code, problem(reply)) == (404, "not-found")


def test_a_batch_is_taken_as_a_whole(desk: Desk) -> None:
    marks = [desk.mark(1), desk.mark(2), desk.mark(None)]
    path = f"{desk.home}/annotations"
    reply = desk.laptop.put(path, {"annotations": [mark.document for mark in marks]})
    assert (reply.status_code, reply.json()["revision"], reply.json()["resource"]) == (201, 1, path)
    assert {mark["id"] for mark in listed(desk)} == {mark.document["id"] for mark in marks}
    assert desk.laptop.get(path).headers["ETag"] == '"r1"'


def test_a_batch_with_one_fault_changes_nothing(desk: Desk) -> None:
    good, bad = desk.mark(1), desk.mark(2)
    bad.document["target"]["source"] = "https://tiny.example/elsewhere"
    reply = desk.laptop.put(f"{desk.home}/annotations", {"annotations": [good.document, bad.document]})
    assert (reply.status_code, problem(reply)) == (422, "reference-error")
    assert pointers(reply) == ["/annotations/1/target/source"]
    assert listed(desk) == []


def test_a_batch_is_based_on_a_revision_of_the_collection(desk: Desk) -> None:
    desk.sent_mark()
    path, batch = f"{desk.home}/annotations", {"annotations": [desk.mark(2).document]}
    assert problem(desk.laptop.put(path, batch)) == "stale-revision"
    assert desk.laptop.put(path, batch, revision=1).json()["revision"] == 2
    assert problem(desk.laptop.put(path, {"annotations": [desk.mark().document]}, revision=1)) == "stale-revision"


@pytest.mark.parametrize("batch", [{}, {"annotations": []}, [], {"annotations": ["x"]}, {"annotations": "x"}])
def test_a_batch_is_a_list_of_annotations(desk: Desk, batch: Any) -> None:
    reply = desk.laptop.put(f"{desk.home}/annotations", batch)
    assert (reply.status_code, problem(reply)) == (400, "bad-request")


def test_an_annotation_is_in_a_batch_once(desk: Desk) -> None:
    mark = desk.mark()
    reply = desk.laptop.put(f"{desk.home}/annotations", {"annotations": [mark.document, mark.document]})
    assert problem(reply) == "bad-request"


def test_a_final_freezes_exactly_what_it_lists(desk: Desk) -> None:
    one, two, third = desk.sent_mark(1), desk.sent_mark(2), desk.sent_mark(2)
    assert desk.send_assessment(desk.assessment((one, two))).status_code == 201
    reply = desk.send_mark(changed(one, mark_type="worry"), revision=1)
    assert (reply.status_code, problem(reply)) == (409, "already-final")
    assert problem(desk.laptop.delete(f"{desk.home}/annotations/{two.annotation_id}", revision=1)) == "already-final"
    batch = {"annotations": [desk.mark().document, one.document]}
    assert problem(desk.laptop.put(f"{desk.home}/annotations", batch, revision=3)) == "already-final"
    assert desk.send_mark(changed(third, mark_type="worry"), revision=1).status_code == 200
    assert one.document in listed(desk)


def test_an_annotation_points_at_the_evidence_that_is_there(desk: Desk) -> None:
    mark = desk.mark()
    elsewhere = changed(mark, target={**mark.document["target"], "source": "https://tiny.example/other"})
    other_bytes = changed(mark, target={**mark.document["target"], "digest": "0" * 64})
    tag = {"type": "SpecificResource", "purpose": "tagging", "source": "https://tiny.example/criteria/other-1"}
    other_criterion = changed(mark, body=[tag])
    for wrong, where in (
        (elsewhere, "/target/source"),
        (other_bytes, "/target/digest"),
        (other_criterion, "/body"),
    ):
        reply = desk.send_mark(wrong)
        assert (reply.status_code, problem(reply), pointers(reply)) == (422, "reference-error", [where])


@pytest.mark.parametrize(
    "selector",
    [
        {"type": "FragmentSelector", "value": "t=0,0.033367", "point": True},
        {"type": "FragmentSelector", "value": "t=npt:10,20.5"},
        {"type": "FragmentSelector", "value": "xywh=percent:10,10,50.5,89.9"},
        {"type": "TextQuoteSelector", "exact": "silence", "position": 12},
        {"type": "PageSelector", "page": 2},
        {"type": "PageSelector", "page": 1, "refinedBy": {"type": "TextQuoteSelector", "exact": "plan"}},
        None,
    ],
)
def test_places_of_every_kind_are_taken(desk: Desk, selector: Any) -> None:
    target = desk.mark().document["target"] | {"selector": selector}
    if selector is None:
        del target["selector"]
    assert desk.send_mark(desk.mark(target=target)).status_code == 201


@pytest.mark.parametrize(
    "selector",
    [
        {"type": "FragmentSelector", "value": "t=5,5"},
        {"type": "FragmentSelector", "value": "t=6,5"},
        {"type": "FragmentSelector", "value": "t=5"},
        {"type": "FragmentSelector", "value": "t=-1,5"},
        {"type": "FragmentSelector", "value": "t=Infinity,NaN"},
        {"type": "FragmentSelector", "value": "xywh=percent:50,50,60,10"},
        {"type": "FragmentSelector", "value": "xywh=percent:NaN,0,10,10"},
        {"type": "FragmentSelector", "value": "xywh=1,2,3,4"},
        {"type": "FragmentSelector", "value": "frame=3"},
        {"type": "TextQuoteSelector", "exact": ""},
        {"type": "PageSelector", "page": 0},
        {"type": "PageSelector", "page": 1, "refinedBy": {"type": "FragmentSelector", "value": "t=2,1"}},
    ],
)
def test_a_place_that_cannot_be_is_refused(desk: Desk, selector: Any) -> None:
    reply = desk.send_mark(selected(desk.mark(), selector))
    assert (reply.status_code, problem(reply)) == (400, "bad-request")
    assert pointers(reply) == ["/target/selector"]


def test_the_body_must_be_the_annotation_of_the_address(desk: Desk) -> None:
    mark = desk.mark()
    reply = desk.laptop.put(f"{desk.home}/annotations/{new_id()}", mark.document)
    assert (problem(reply), pointers(reply)) == ("bad-request", ["/id"])
    reply = desk.laptop.put(f"{desk.home}/annotations/17", changed(mark, id="17").document)
    assert problem(reply) == "bad-request"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b'{"id": NaN}',
        b'{"id": 1e999}',
        b'{"id": 12345678901234567890}',
        b'"\\ud800"',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_not_storable_json_is_a_bad_request(desk: Desk, body: bytes) -> None:
    reply = desk.laptop.put(f"{desk.home}/annotations/{new_id()}", body)
    assert (reply.status_code, problem(reply)) == (400, "bad-request")


def test_missing_members_are_pointed_at_without_repeating_what_was_sent(desk: Desk) -> None:
    mark = desk.mark(created="private words")
    del mark.document["target"]
    reply = desk.send_mark(mark)
    assert problem(reply) == "bad-request"
    assert set(pointers(reply)) == {"/target", "/created"}
    assert "private words" not in reply.text


def test_a_body_has_a_limit(desk: Desk) -> None:
    just_fits = as_json({"x": "y" * (1024 * 1024 - 100)})
    assert desk.laptop.put(f"{desk.home}/annotations/{new_id()}", just_fits).status_code == 400
    reply = desk.laptop.put(f"{desk.home}/annotations/{new_id()}", as_json({"x": "y" * 1024 * 1024}))
    assert (reply.status_code, problem(reply)) == (413, "too-large")


def test_annotations_of_two_assessors_may_have_one_id(shared_server: PracticeProcess) -> None:
    """An id says nothing about what somebody else has."""
    desks = fresh_desks(shared_server, "pause", {"assessor-1": "assess", "assessor-2": "second"})
    mine = desks["assessor-1"].sent_mark()
    theirs = Mark(mine.annotation_id, desks["assessor-2"].mark().document | {"id": mine.document["id"]})
    assert desks["assessor-2"].send_mark(theirs).status_code == 201
    assert listed(desks["assessor-1"]) == [mine.document]
