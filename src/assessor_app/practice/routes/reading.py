"""What a signed-in assessor may read: profile, changes, objects, media, and their own work."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from assessor_app.practice import assessments, assignments, documents, feed, media, outcomes, standing, visibility
from assessor_app.practice.access import Caller
from assessor_app.practice.annotations import plain_id
from assessor_app.practice.documents import Published
from assessor_app.practice.problems import not_found
from assessor_app.practice.routes.given import TheCaller, TheSite
from assessor_app.practice.routes.replies import json_reply
from assessor_app.wire.achievement import AchievementDoc, CFRubricDoc, PolicyDoc
from assessor_app.wire.annotation import AnnotationBatch, WebAnnotation
from assessor_app.wire.assessment import AssessmentList, StoredAssessment
from assessor_app.wire.assignment import AssignmentDoc
from assessor_app.wire.changes import (
    KIND_ACHIEVEMENT,
    KIND_ASSIGNMENT,
    KIND_POLICY,
    KIND_RUBRIC,
    KIND_SUBMISSION,
    ChangesPage,
    Snapshot,
)
from assessor_app.wire.discovery import Limits, Profile
from assessor_app.wire.headers import revision_etag
from assessor_app.wire.outcome import OutcomeDoc
from assessor_app.wire.submission import ManifestDoc, SubmissionDoc

PAGE_SIZE = Limits().page_size


def router() -> APIRouter:
    """Ids of objects may be URIs, hence the paths that take slashes."""
    of_assignment = "/assignments/{assignment_id}"
    artifact = "/submissions/{submission_id}/artifacts/{n}"
    table: tuple[tuple[str, Any, Any], ...] = (
        ("/profile", profile, Profile),
        ("/changes", changes, ChangesPage),
        ("/snapshot", snapshot, Snapshot),
        (of_assignment, assignment, AssignmentDoc),
        (f"{of_assignment}/annotations", annotation_list, AnnotationBatch),
        (f"{of_assignment}/annotations/{{annotation_id}}", annotation, WebAnnotation),
        (f"{of_assignment}/assessments", assessment_list, AssessmentList),
        (f"{of_assignment}/assessments/{{assessment_id}}", assessment, StoredAssessment),
        (f"{of_assignment}/outcome", outcome, OutcomeDoc),
        (f"{artifact}/manifest", manifest, ManifestDoc),
        ("/submissions/{object_id:path}", submission, SubmissionDoc),
        ("/rubrics/{object_id:path}", rubric, CFRubricDoc),
        ("/achievements/{object_id:path}", achievement, AchievementDoc),
        ("/policies/{object_id:path}", policy, PolicyDoc),
    )
    routes = APIRouter()
    routes.add_api_route(artifact, artifact_bytes, methods=["GET", "HEAD"], response_class=Response)
    for path, endpoint, model in table:
        routes.add_api_route(path, endpoint, methods=["GET"], response_model=model)
    return routes


def profile(request: Request, caller: TheCaller) -> Response:
    """Row 3: a pseudonym and roles, nothing else about the person."""
    return json_reply(request, Profile(id=caller.assessor_id, name=caller.label, roles=caller.roles).document())


def changes(
    request: Request,
    site: TheSite,
    caller: TheCaller,
    cursor: str = "",
    limit: Annotated[int, Query(ge=1)] = PAGE_SIZE,
) -> Response:
    """Row 4. A page holds `page_size` entries at most, whatever was asked for."""
    with site.database.read() as connection:
        page = feed.changes(connection, site.digests, caller.assessor_id, cursor=cursor, limit=min(limit, PAGE_SIZE))
    return json_reply(request, page.document())


def snapshot(request: Request, site: TheSite, caller: TheCaller) -> Response:
    with site.database.read() as connection:
        return json_reply(request, feed.snapshot(connection, site.digests, caller.assessor_id).document())


def assignment(request: Request, site: TheSite, caller: TheCaller, assignment_id: str) -> Response:
    with site.database.read() as connection:
        standing.must_see(connection, caller, KIND_ASSIGNMENT, assignment_id)
        document = assignments.body(connection, assignment_id)
    return json_reply(request, document, revision_etag(document["revision"]))


def submission(request: Request, site: TheSite, caller: TheCaller, object_id: str) -> Response:
    return _object(request, site, caller, KIND_SUBMISSION, object_id)


def rubric(request: Request, site: TheSite, caller: TheCaller, object_id: str) -> Response:
    return _object(request, site, caller, KIND_RUBRIC, object_id)


def achievement(request: Request, site: TheSite, caller: TheCaller, object_id: str) -> Response:
    return _object(request, site, caller, KIND_ACHIEVEMENT, object_id)


def policy(request: Request, site: TheSite, caller: TheCaller, object_id: str) -> Response:
    return _object(request, site, caller, KIND_POLICY, object_id)


def annotation_list(request: Request, site: TheSite, caller: TheCaller, assignment_id: str) -> Response:
    """The ETag is the collection's revision: what a batch is based on."""
    with site.database.read() as connection:
        marks = visibility.annotations_at(connection, caller, assignment_id)
        revision = assignments.get(connection, assignment_id).annotations_revision
    documents_ = [json.loads(mark.document) for mark in marks]
    return json_reply(request, {"annotations": documents_}, revision_etag(revision))


def annotation(request: Request, site: TheSite, caller: TheCaller, assignment_id: str, annotation_id: str) -> Response:
    with site.database.read() as connection:
        mark = visibility.annotation_at(connection, caller, assignment_id, plain_id(annotation_id))
    return json_reply(request, json.loads(mark.document), revision_etag(mark.revision))


def assessment_list(request: Request, site: TheSite, caller: TheCaller, assignment_id: str) -> Response:
    with site.database.read() as connection:
        rows = visibility.assessments_at(connection, caller, assignment_id)
    return json_reply(request, {"assessments": [assessments.stored_document(row) for row in rows]})


def assessment(request: Request, site: TheSite, caller: TheCaller, assignment_id: str, assessment_id: str) -> Response:
    with site.database.read() as connection:
        row = visibility.assessment_at(connection, caller, assignment_id, plain_id(assessment_id))
    return json_reply(request, assessments.stored_document(row), revision_etag(row.revision))


def outcome(request: Request, site: TheSite, caller: TheCaller, assignment_id: str) -> Response:
    """Row 15."""
    with site.database.read() as connection:
        return json_reply(request, outcomes.outcome_of(connection, caller, assignment_id).document())


def manifest(request: Request, site: TheSite, caller: TheCaller, submission_id: str, n: int) -> Response:
    with site.database.read() as connection:
        shown = _visible_object(connection, caller, KIND_SUBMISSION, submission_id)
        return json_reply(request, media.find_manifest(connection, shown.object_id, n))


def artifact_bytes(request: Request, site: TheSite, caller: TheCaller, submission_id: str, n: int) -> Response:
    """Row 11. The database is asked first and let go before the first byte."""
    with site.database.read() as connection:
        shown = _visible_object(connection, caller, KIND_SUBMISSION, submission_id)
        stored = media.find_file(connection, shown.object_id, n)
    return media.answer(request, stored, site.media_path(stored.root, stored.path))


def _object(request: Request, site: TheSite, caller: Caller, kind: str, name: str) -> Response:
    with site.database.read() as connection:
        found = _visible_object(connection, caller, kind, name)
    return json_reply(request, found.document, revision_etag(found.revision))


def _visible_object(connection: Connection, caller: Caller, kind: str, name: str) -> Published:
    found = documents.find(connection, kind, name)
    if found is None:
        raise not_found()
    standing.must_see(connection, caller, kind, found.object_id)
    return found
