"""What a signed-in assessor may send: claims, marks, assessments, hand-backs, events, each answered by a receipt."""

from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from assessor_app.practice import annotations, assessments, bodies, claims, events, hand_backs
from assessor_app.practice.annotations import Sent, plain_id
from assessor_app.practice.problems import bad_request
from assessor_app.practice.routes.given import TheSite, TheWrite
from assessor_app.practice.writes import carry_out
from assessor_app.wire.receipt import ReceiptDoc


def router() -> APIRouter:
    of_assignment = "/assignments/{assignment_id}"
    table: tuple[tuple[str, str, Any], ...] = (
        ("PUT", f"{of_assignment}/claim", claim),
        ("DELETE", f"{of_assignment}/claim", release),
        ("PUT", f"{of_assignment}/annotations", put_annotations),
        ("PUT", f"{of_assignment}/annotations/{{annotation_id}}", put_annotation),
        ("DELETE", f"{of_assignment}/annotations/{{annotation_id}}", delete_annotation),
        ("PUT", f"{of_assignment}/assessments/{{assessment_id}}", put_assessment),
        ("PUT", f"{of_assignment}/return", hand_back),
        ("POST", "/events", record_events),
    )
    routes = APIRouter()
    for method, path, endpoint in table:
        routes.add_api_route(path, endpoint, methods=[method], response_model=ReceiptDoc)
    return routes


def claim(site: TheSite, write: TheWrite, assignment_id: str) -> Response:
    body = bodies.parse(write.body) if write.body else {}
    return carry_out(site, write, partial(claims.claim, write=write, assignment_id=assignment_id, body=body))


def release(site: TheSite, write: TheWrite, assignment_id: str) -> Response:
    return carry_out(site, write, partial(claims.release, write=write, assignment_id=assignment_id))


def put_annotation(site: TheSite, write: TheWrite, assignment_id: str, annotation_id: str) -> Response:
    sent = _sent(bodies.parse(write.body), "")
    if sent.annotation_id != plain_id(annotation_id):
        raise bad_request("The id in the body is not the one of the address.", "/id")
    put = partial(annotations.put_one, write=write, assignment_id=assignment_id, sent=sent)
    return carry_out(site, write, put)


def put_annotations(site: TheSite, write: TheWrite, assignment_id: str) -> Response:
    document = bodies.parse(write.body)
    items = document.get("annotations") if isinstance(document, dict) else None
    if not isinstance(items, list) or not items:
        raise bad_request("A batch holds a list of annotations.", "/annotations")
    batch = [_sent(item, bodies.pointer("annotations", n)) for n, item in enumerate(items)]
    if len({sent.annotation_id for sent in batch}) < len(batch):
        raise bad_request("An annotation is in the batch twice.", "/annotations")
    put = partial(annotations.put_batch, write=write, assignment_id=assignment_id, batch=batch)
    return carry_out(site, write, put)


def delete_annotation(site: TheSite, write: TheWrite, assignment_id: str, annotation_id: str) -> Response:
    identifier = plain_id(annotation_id)
    retract = partial(annotations.retract, write=write, assignment_id=assignment_id, annotation_id=identifier)
    return carry_out(site, write, retract)


def put_assessment(site: TheSite, write: TheWrite, assignment_id: str, assessment_id: str) -> Response:
    body = _object(bodies.parse(write.body), "")
    identifier = plain_id(assessment_id)
    if plain_id(bodies.uuid_text(body.get("id"), "/id")) != identifier:
        raise bad_request("The id in the body is not the one of the address.", "/id")
    put = partial(assessments.put, write=write, assignment_id=assignment_id, assessment_id=identifier, body=body)
    return carry_out(site, write, put)


def hand_back(site: TheSite, write: TheWrite, assignment_id: str) -> Response:
    body = bodies.parse(write.body)
    return carry_out(site, write, partial(hand_backs.hand_back, write=write, assignment_id=assignment_id, body=body))


def record_events(site: TheSite, write: TheWrite) -> Response:
    return carry_out(site, write, partial(events.record, write=write, body=bodies.parse(write.body)))


def _sent(item: Any, pointer: str) -> Sent:
    document = _object(item, pointer)
    return Sent(plain_id(bodies.uuid_text(document.get("id"), f"{pointer}/id")), document, pointer)


def _object(item: Any, pointer: str) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise bad_request("This is not a JSON object.", pointer or "/")
    return item
